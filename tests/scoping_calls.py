"""Some thirty calls of eight fictional companies whose fiscal years differ, in memory, for tests of scoping."""

import functools
from collections.abc import Sequence
from datetime import date, timedelta

from index.rows import Held
from ingest.transcript import Call, Exchange, Role, Speaker

_ENDS = {3: "31", 6: "30", 9: "30", 12: "31", 1: "26", 4: "27", 7: "27", 10: "26"}


def person(name: str, title: str, *also: str, firm: str | None = None) -> Speaker:
    role = Role.ANALYST if firm else Role.EXECUTIVE
    return Speaker(name, role, title, firm, also)


BROKERS = (
    person("Marguerite Feng", "Analyst", firm="Calloway Birch Securities"),
    person("Desmond Achter", "Analyst", firm="Fenmoor & Vale"),
    person("Gary Quill", "Analyst", firm="Morgan Stanley"),
)


def call(
    id_: str,
    company: str | None,
    ticker: str | None,
    year: int | None,
    quarter: int | None,
    *,
    aliases: Sequence[str] = (),
    end: str | None = None,
    on: str | None = None,
    people: Sequence[Speaker] = (),
    parsed_id: str | None = None,
    sample: bool = False,
    added_at: float = 0.0,
) -> Held:
    """One held call with only what scoping looks at."""
    people = (*people, *BROKERS)
    exchanges = (
        Exchange(BROKERS[0].name, BROKERS[0].firm, (7,), (8, 9)),
        Exchange(BROKERS[1].name, BROKERS[1].firm, (10,), (11,)),
    )
    named = Call(
        id=id_,
        company=company,
        ticker=ticker,
        fiscal_year=year,
        fiscal_quarter=quarter,
        title=None,
        languages=("en",),
        format="test",
        source=f"{id_}.txt",
        period_end=end,
        date=on,
        company_aliases=tuple(aliases),
    )
    return Held(named, tuple(people), exchanges, (), (), 0, sample, added_at, 12, 30, 30, id_, id_, parsed_id or id_)


def end_of(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{_ENDS[month]}"


def quarters(
    stem: str,
    company: str,
    ticker: str | None,
    months: Sequence[tuple[int, int]],
    first: tuple[int, int],
    *,
    says_end: bool = True,
    says_date: bool = True,
    aliases: Sequence[str] = (),
    people: Sequence[Speaker] = (),
) -> list[Held]:
    """Calls of quarters that end in `months`; `first` is the fiscal label of the first of them."""
    found, (year, quarter) = [], first
    for end_year, month in months:
        end = end_of(end_year, month)
        on = (date.fromisoformat(end) + timedelta(days=38)).isoformat()
        found.append(
            call(
                f"{stem}-fy{year}-q{quarter}",
                company,
                ticker,
                year,
                quarter,
                aliases=aliases,
                end=end if says_end else None,
                on=on if says_date else None,
                people=people,
            )
        )
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    return found


MAR = [(2024, 6), (2024, 9), (2024, 12), (2025, 3)]
JAN = [(2024, 7), (2024, 10), (2025, 1), (2025, 4)]


@functools.cache
def thirty_calls() -> tuple[Held, ...]:
    plumewing = (
        person("Lo Wei-Ting", "Chief Executive Officer, Director", "Victor Lo", "Victor", "羅維庭"),
        person("Chen Yi-An", "Chief Financial Officer", "Ian Chen", "Ian", "陳怡安"),
        person("Tseng Hsin-Yu", "Chief Executive Officer, Plumewing Marketplace Group", "Joan Tseng", "Joan"),
    )
    tarnbrook = (
        person("Maren Tolliver", "President and Chief Executive Officer"),
        person("Keith Abersoll", "Chief Financial Officer"),
    )
    ossifern = (person("林若溪", "董事長"), person("Bettina Orlo", "Chief Financial Officer"))
    rows = [
        quarters(
            "plwg", "翎羽商務", "PLWG", MAR, (2025, 1), aliases=("Plumewing Commerce", "Plumewing"), people=plumewing
        ),
        quarters("tbrk", "Tarnbrook Instruments, Inc.", "TBRK", MAR, (2024, 3), says_end=False, people=tarnbrook),
        quarters(
            "6799",
            "岩蕨半導體股份有限公司",
            "6799",
            MAR,
            (2024, 2),
            aliases=("Ossifern Semiconductor",),
            people=ossifern,
        ),
        quarters(
            "kstv",
            "Kestrelvane Inc.",
            "KSTV",
            MAR,
            (2024, 2),
            people=(person("Tobias Renn", "Chief Executive Officer"),),
        ),
        quarters("dmel", "Delta Morrow Electronics Corporation", "DMEL", MAR[:3], (2024, 2), aliases=("德穆電子",)),
        quarters(
            "grvx",
            "Grauvex Corporation",
            "GRVX",
            JAN,
            (2025, 2),
            people=(person("Anselm Reed", "Chief Financial Officer"),),
        ),
        quarters("mirrowell", "Mirrowell Holdings plc", None, MAR, (2024, 2), says_end=False, says_date=False),
        quarters("0689", "澤芬集團控股有限公司", "0689", MAR[1:], (2024, 3), aliases=("Zephandra Group",)),
    ]
    return tuple(h for row in rows for h in row)
