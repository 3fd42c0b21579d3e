"""Which part people play on whole calls: from labels and titles alone, and from what the call says of them."""

from time import perf_counter

import pytest

from ingest.casting import on_behalf_of
from ingest.formats.draft import Listed
from ingest.roles import is_media, is_unidentified, role_of_label, role_of_title
from ingest.speakers import cast
from ingest.transcript import Role, Speaker
from tests.calls import CLOSING, OPENING, turns_of, without_titles

E, A, OP, X = Role.EXECUTIVE, Role.ANALYST, Role.OPERATOR, Role.OTHER


@pytest.mark.parametrize(
    ("label", "role", "unidentified"),
    [
        ("Unidentified Analyst", A, True),
        ("Unknown Analyst 2", A, True),
        ("Unidentified Audience Member", A, True),
        ("Q", A, True),
        ("法人", A, True),
        ("法人提問", A, True),
        ("分析師", A, True),
        ("问", A, True),
        ("Unidentified Company Representative", E, True),
        ("Unverified Company Representative", X, True),
        ("Corporate Speaker", E, True),
        ("Management", E, True),
        ("答", E, True),
        ("公司代表", E, True),
        ("Interpreter", X, False),
        ("翻譯", X, False),
        ("Host", X, False),
        ("主持人", X, False),
        ("Shareholder", X, True),
        ("Unidentified Participant", None, True),
        ("Speaker 3", None, True),
        ("发言人 1", None, True),
        ("Gary Storrow", None, False),
        ("王小明", None, False),
    ],
)
def test_function_labels(label: str, role: Role | None, unidentified: bool) -> None:
    assert role_of_label(label) is role
    assert is_unidentified(label) is unidentified


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Analyst", A),
        ("Senior Equity Research Associate", A),
        ("研究部分析師", A),
        ("Private Investor", X),
        ("Journalist", X),
        ("Interpreter", X),
        ("Conference Operator", OP),
        ("Director of Analyst Relations", None),
        ("Managing Director", None),
        ("", None),
        (None, None),
    ],
)
def test_titles(title: str | None, role: Role | None) -> None:
    assert role_of_title(title) is role


@pytest.mark.parametrize(
    ("firm", "media"),
    [("Tarnbrook Gazette", True), ("Evening Post", True), ("Journal Capital Partners", False), ("UBS", False), (None, False)],
)  # fmt: skip
def test_newsrooms(firm: str | None, media: bool) -> None:
    assert is_media(firm) is media


def speaker_of(rows: list[str], name: str, listed: tuple[Listed, ...] = ()) -> Speaker:
    return next(s for s in cast(turns_of(rows), listed)[1] if s and s.name == name)


@pytest.mark.parametrize("titled", [True, False], ids=["titles", "no titles"])
@pytest.mark.parametrize(
    ("rows", "role", "firm"),
    [
        (["Operator: Our first question is from Gary Storrow with UBS.", "Gary Storrow: Why?", "Tobias Renn: Mix."], A, "UBS"),
        (["Operator: Our first question is from Wim Pell with UBS.", "Gary Storrow: Good day, it's Gary on for Wim. Why?"], A, "UBS"),
        (["Operator: Our first question is from Wim Pell with UBS.", "Gary Storrow: Thank you. Why did it fall?"], A, "UBS"),
        (["Operator: Our first question is from Wim Pell with UBS.", "Gary Storrow: Wim, are you there?"], None, None),
        (["Operator: Gary Storrow with the Tarnbrook Gazette.", "Gary Storrow: Why?", "Tobias Renn: Mix."], X, "Tarnbrook Gazette"),
        (["Operator: Gary Storrow, a private investor.", "Gary Storrow: Why?", "Tobias Renn: Mix."], X, None),
        (["Operator: A question from Gary at UBS. Please go ahead.", "Gary: Why?", "Tobias Renn: Mix."], A, "UBS"),
        (["Operator: Gary Storrow with UBS.", "Tobias Renn: Hi, Gary.", "Gary Storrow: Why?", "Tobias Renn: Mix."], A, "UBS"),
        (["Ingrid Voss: Next up, Gary Storrow from UBS. Please go ahead.", "Gary Storrow: Why?", "Tobias Renn: Mix."], A, "UBS"),
        (["Ingrid Voss: First the gentleman in row two.", "Gary Storrow: Gary Storrow from UBS. Why?", "Tobias Renn: Mix."], A, "UBS"),
        (["Operator: I now hand over to Gary Storrow, who runs lamps.", "Gary Storrow: Lamps sold well."], E, None),
        (["Operator: The next question is for Gary Storrow.", "Gary Storrow: Lamps sold well."], E, None),
        (["Operator: Anne Vane of UBS.", "Anne Vane: Why?", "Gary Storrow: Lamps sold well."], E, None),
        (["Operator: Anne Vane of UBS.", "Anne Vane: Why? Thanks.", "Tobias Renn: Gary?", "Gary Storrow: Lamps sold well."], E, None),
        (["Operator: Welcome back.", "Gary Storrow: Lamps sold well."], X, None),
    ],
)  # fmt: skip
def test_people_of_a_call_without_a_list(rows: list[str], role: Role | None, firm: str | None, titled: bool) -> None:
    whole = [*OPENING, *rows, *CLOSING] if titled else without_titles([*OPENING, *rows, *CLOSING])
    name = "Gary" if any(row.startswith("Gary:") for row in rows) else "Gary Storrow"
    found = speaker_of(whole, name)
    if role is None:
        assert found.role is not A
    else:
        assert (found.role, found.firm) == (role, firm)
    for known in ("Ingrid Voss", "Tobias Renn", "Marit Solheim"):
        assert speaker_of(whole, known).role is E


@pytest.mark.parametrize("label", ["Operator", "Moderator", "Coordinator", "Conference Call Operator", "Priya", "Speaker 1", "接線員", "主持人"])  # fmt: skip
def test_whoever_does_an_operators_work_is_the_operator(label: str) -> None:
    rows = [*OPENING, "Operator: The next question is from Gary Storrow with UBS.", "Gary Storrow: Why?", *CLOSING]
    rows = [row.replace("Operator: ", f"{label}: ", 1) if row.startswith("Operator: ") else row for row in rows]
    assert speaker_of(rows, label).role is OP


def test_a_host_of_the_company_is_no_operator() -> None:
    rows = [
        "Ingrid Voss: Good morning. With me are Tobias Renn and Marit Solheim.",
        "Tobias Renn: We grew.",
        "Ingrid Voss: Our first question comes from Gary Storrow at UBS.",
        "Gary Storrow: Why?",
        "Tobias Renn: Mix.",
        "Ingrid Voss: The next question is from Anne Vane of Citi. Please go ahead.",
        "Anne Vane: How?",
        "Marit Solheim: Well.",
        "Ingrid Voss: That concludes our call.",
    ]
    assert speaker_of(rows, "Ingrid Voss").role is E
    assert [speaker_of(rows, name).firm for name in ("Gary Storrow", "Anne Vane")] == ["UBS", "Citi"]


def test_a_chinese_call_with_a_host() -> None:
    rows = [
        "主持人: 各位好，歡迎參加流明谷法人說明會。首先請執行長林大偉報告。",
        "林大偉 / 執行長: 營收成長14.6%。",
        "主持人: 第一位提問者是來自高石證券的王小明，請發問。",
        "王小明: 請問毛利率？",
        "陳美玲 / 財務長: 持平。",
        "主持人: 會議結束，謝謝各位。",
    ]
    roles = {s.name: s.role for s in cast(turns_of(rows))[1] if s}
    assert roles == {"主持人": OP, "林大偉": E, "王小明": A, "陳美玲": E}
    assert speaker_of(rows, "王小明").firm == "高石證券"


def test_a_printed_list_outweighs_what_is_said() -> None:
    rows = [*OPENING, "Operator: Tobias Renn with UBS.", "Tobias Renn: Thank you.", *CLOSING]
    listed = (Listed("Tobias Renn", E, "Chief Executive Officer"), Listed("Gary Storrow", A, None, "Sablewick"))
    assert speaker_of(rows, "Tobias Renn", listed).role is E


def test_questioners_of_a_call_that_begins_with_the_questions() -> None:
    rows = ["Operator: Our first question comes from Gary Storrow with UBS.", "Gary Storrow: Why?", "Tobias Renn: Mix."]
    assert speaker_of(rows, "Gary Storrow") == Speaker("Gary Storrow", A, None, "UBS")


@pytest.mark.parametrize(
    ("opening", "stands_in"),
    [
        ("This is Priya on for Wim Pell. Why?", True),
        ("Hi, it's Priya Nair in for Wim. Why?", True),
        ("On behalf of Wim Pell, why?", True),
        ("Good morning. I'm dialing in for Wim. Why?", True),
        ("What is the outlook for Europe?", False),
        ("How much of that is in for China?", False),
        ("Is guidance for Americas unchanged?", False),
        ("It's good for Asia. Why?", False),
    ],
)
def test_who_stands_in_for_somebody(opening: str, stands_in: bool) -> None:
    assert (on_behalf_of(turns_of([f"Priya Nair: {opening}"])[0]) is not None) is stands_in


@pytest.mark.parametrize("style", ["one", "distinct", "on for", "unidentified"])
def test_roles_are_found_in_time_linear_in_the_turns(style: str) -> None:
    """Five thousand turns take about five times as long as one thousand, far from twenty-five times."""

    def rows(n: int) -> list[str]:
        labels = {
            "one": "Gary Storrow",
            "distinct": "Gary S{0}",
            "on for": "Gary S{0}",
            "unidentified": "Unknown Analyst",
        }
        words = "it's Priya on for Wim. Why?" if style == "on for" else "Why?"
        return [
            "Operator: The next question is from Gary Storrow with UBS."
            if i % 2
            else f"{labels[style].format(i)}: {words}"
            for i in range(n)
        ]

    def seconds(n: int) -> float:
        turns = turns_of(rows(n))
        begun = perf_counter()
        cast(turns)
        return perf_counter() - begun

    short = min(seconds(1_000) for _ in range(3))
    assert seconds(5_000) < 15 * short + 0.2
