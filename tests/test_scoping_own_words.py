"""Companies named only by a product or business of their own, over fictional calls and what each of them speaks of."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from answer.scoping.asking import Occurs
from answer.scoping.read import read_scope
from answer.scoping.reading import Reading
from index.glossary import Glossary
from index.passage import Scope
from index.question import read_question
from index.rows import Held
from index.tokens import tokens
from tests.scoping_calls import MAR, quarters

GLOSSARY = Glossary.load()
PLWG, OSSI, KSTV, EMBK = "plwg-fy2025-q4", "6799-fy2025-q1", "kstv-fy2025-q1", "embk-fy2025-q1"


def _chinese(held: list[Held]) -> list[Held]:
    return [replace(h, call=replace(h.call, languages=("en", "zh-Hant"))) for h in held]


CALLS = (
    *_chinese(quarters("plwg", "翎羽商務", "PLWG", MAR[2:], (2025, 3), aliases=("Plumewing Commerce", "Plumewing"))),
    *_chinese(quarters("6799", "岩蕨半導體", "6799", MAR[2:], (2024, 4), aliases=("Ossifern Semiconductor",))),
)
ENGLISH = (*CALLS, *quarters("kstv", "Kestrelvane Inc.", "KSTV", MAR[3:], (2025, 1)))
SAMPLE = tuple(replace(h, sample=True) for h in quarters("embk", "Emberlark Energy", "EMBK", MAR[3:], (2025, 1)))
SAID = {
    "plwg": "Farwing International 遠翼國際 Skylark PlumePass 88 VIP Europe Tariffs cloud Copilot 棲途 尾羽物流 裝修 Project Lantern 會員",
    "6799": "Everspar 恆錠 cloud QX7 Copilot 產能 展示中心 Northgate fab",
    "kstv": "Copilot Aurelight cloud Northgate",
    "embk": "Skylark Glowmoss",
}


def occurs(name: str) -> Collection[str]:
    found = {stem for stem, said in SAID.items() if set(tokens(name)) <= set(tokens(said))}
    return [h.call.id for h in (*ENGLISH, *SAMPLE) if h.call.id.split("-")[0] in found]


def read(
    question: str,
    held: tuple[Held, ...] = ENGLISH,
    explicit: Scope = Scope(),
    without: tuple[str, ...] = (),
    where: Occurs | None = occurs,
) -> Reading:
    language = read_question(question).language
    return read_scope(question, explicit, held, GLOSSARY, language=language, without=without, occurs=where)


OWN = [
    ("When is Farwing expected to break even?", PLWG),
    ("Farwing's loss this quarter?", PLWG),
    ("How fast did Farwing International grow?", PLWG),
    ("How many PlumePass members are there?", PLWG),
    ("PlumePass members", PLWG),
    ("How many 88VIP members were there?", PLWG),
    ("What did management say about Skylark adoption?", PLWG),
    ("What is “project lantern” about?", PLWG),
    ("Is the QX7 sold out?", OSSI),
    ("How is Everspar doing?", OSSI),
    ("Did Aurelight sell well?", KSTV),
    ("遠翼國際預計何時損益兩平?", PLWG),
    ("請問棲途虧損會到多少?", PLWG),
    ("「尾羽」的獲利", PLWG),
    ("管理層怎麼看恆錠的需求?", OSSI),
    ("Skylark 的採用率是多少?", PLWG),
]


@pytest.mark.parametrize(("question", "wanted"), OWN)
def test_what_one_companys_calls_alone_speak_of_names_it(question: str, wanted: str) -> None:
    reading = read(question)
    assert reading.calls == (wanted,)
    assert reading.detected.companies and reading.unheld is None
    assert any(("only" in note) or ("只有" in note) for note in reading.notes)


NOBODYS = [
    # spoken of by several, or by none
    "How is Copilot used?",
    "What about the plant in Northgate?",
    "How is Moonsedge doing?",
    # words, places, people, periods
    "How did Europe do?",
    "Tariffs?",
    "Tariffs impact on margins",
    "What drove growth in Europe?",
    "What did Gary Quill ask?",
    "What Was Said About Skylark Adoption On The Call?",
    "how is cloud doing?",
    "Which companies mention Skylark?",
    "Who talks about Farwing?",
    "哪些公司提到遠翼?",
    "What did Nvidia say about Skylark?",
    "會員數成長多少?",
    "裝修的進度如何?",
    "展示中心的營收",
    "毛利率為什麼下滑?",
    "下一季展望如何?",
]


@pytest.mark.parametrize("question", NOBODYS)
def test_what_is_nobodys_own_names_nobody(question: str) -> None:
    assert read(question).detected.companies == ()


def test_a_chinese_word_tells_where_every_call_has_chinese_text() -> None:
    assert read("展示中心的營收", held=CALLS).calls == (OSSI,)
    assert read("營收在展示中心成長多少?", held=CALLS).detected.companies == ()


def test_names_of_two_companies_are_two_sides() -> None:
    reading = read("Compare PlumePass and Everspar revenue.")
    assert [side.transcripts for side in reading.sides] == [(PLWG,), (OSSI,)]


def test_a_company_named_or_set_wins() -> None:
    assert read("What did Ossifern say about Skylark?").calls == (OSSI,)
    assert read("How is Skylark doing?", explicit=Scope(companies=("KSTV",))).calls == (KSTV,)
    assert read("How is Skylark doing in the December quarter?").calls == ("plwg-fy2025-q3",)


def test_a_sample_counts_only_where_no_other_call_speaks_of_it() -> None:
    held = (*ENGLISH, *SAMPLE)
    assert read("How is Skylark doing?", held).calls == (PLWG,)
    assert read("How is Glowmoss doing?", held).calls == (EMBK,)
    assert EMBK not in read("How is Moonsedge doing?", held).calls


def test_it_can_be_removed_and_needs_a_look_at_the_calls() -> None:
    assert len(read("How is Skylark doing?", without=("companies",)).calls) == 3
    assert len(read("How is Skylark doing?", without=("companies:Plumewing Commerce",)).calls) == 3
    assert len(read("How is Skylark doing?", where=None).calls) == 3


def test_few_names_are_looked_up() -> None:
    asked: list[str] = []

    def where(name: str) -> Collection[str]:
        asked.append(name)
        return ()

    read(
        "what of the new Anavo and the old Beavo, or of Cleovo, of Doravo, of Elsavo, of Finavo, of Galavo, of Heravo?",
        where=where,
    )
    assert 0 < len(asked) <= 12
