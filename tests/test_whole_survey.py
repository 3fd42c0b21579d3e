"""What going through whole calls gives, on the sample calls and on small made-up ones."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from answer.whole.detect import names_of, whole_question
from answer.whole.kinds import Survey
from answer.whole.survey import survey
from index.glossary import Glossary
from index.question import read_question
from index.rows import Held
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Role, Transcript
from tests.conftest import SAMPLES
from tests.spoken_call import ANALYST, CEO, CFO, SECOND, held, spoken

Calls = list[tuple[Held, Transcript]]
LEGAL = "Some statements today are forward-looking statements. We undertake no duty to update them and expect no one to rely on them."
PREPARED = (
    (CEO, f"{LEGAL}\n\nRevenue was $412 million, up 9%. We expect the new plant in Ghent to open by the end of 2026."),
    (CFO, "Gross margin was 38.6%, up from 37.1%. Tariffs cost us $3 million. We will hand over to questions now."),
)
ASKED = (
    (ANALYST, "How large is the tariff cost? And when does the new plant open?"),
    (CFO, "The tariffs now in place cost about $22 million a year. We do not give guidance for tariff relief."),
    (SECOND, "Should we expect margins above 40% next year?"),
    (CFO, "We target a gross margin of 40% in fiscal 2027. That is better than we had expected in January."),
)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


@pytest.fixture(scope="module")
def samples() -> Calls:
    return pack([parse(read_source(file))[0] for file in sorted(SAMPLES.glob("*.txt"))])


@pytest.fixture(scope="module")
def small() -> Calls:
    return pack([spoken(PREPARED, ASKED)])


def pack(transcripts: Sequence[Transcript]) -> Calls:
    return [(held(transcript), transcript) for transcript in transcripts]


def ask(question: str, calls: Calls, glossary: Glossary, keys: set[tuple[str, int]] | None = None) -> Survey:
    asked = whole_question(read_question(question), names_of([h for h, _ in calls], glossary))
    assert asked is not None, question
    return survey(asked, calls, glossary, keys)


def texts(result: Survey) -> list[str]:
    return [item.evidence.text for item in result.items]


QUESTIONS = [
    "summarize the call",
    "法說會重點整理",
    "what changed versus last quarter",
    "跟上一季比有什麼不同",
    "every mention of cloud",
    "所有提到關稅的地方",
    "when did they first mention Skylark",
    "list all guidance",
    "列出所有展望",
    "which analysts asked about capex",
    "分析師問了哪些問題",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_line_is_verbatim_of_its_speaker_and_the_same_twice(
    question: str, samples: Calls, glossary: Glossary
) -> None:
    by_id = {h.call.id: transcript for h, transcript in samples}
    result = ask(question, samples, glossary)
    assert result.found and result.items and result.items[0].lead and result.notes
    for item in result.items:
        quote, turn = item.evidence, by_id[item.evidence.call.id].turn(item.evidence.turn)
        assert quote.text == turn.text[quote.start : quote.end] != ""
        assert quote.speaker.name == turn.speaker
    addresses = [item.evidence.sentence_id for item in result.items]
    assert len(set(addresses)) == len(addresses) or "changed" in question or "不同" in question
    assert ask(question, list(reversed(samples)), glossary) == result


@pytest.mark.parametrize("question", [q for q in QUESTIONS if not q.isascii()])
def test_a_chinese_question_is_led_in_chinese(question: str, samples: Calls, glossary: Glossary) -> None:
    result = ask(question, samples, glossary)
    lines = [result.lead, *result.notes, *(item.lead for item in result.items if item.lead)]
    assert all(any("\u4e00" <= char <= "\u9fff" for char in line) or line.startswith("FY") for line in lines)


def test_every_mention_is_found_in_order_and_counted(small: Calls, glossary: Glossary) -> None:
    result = ask("every mention of tariffs", small, glossary)
    assert texts(result) == [
        "Tariffs cost us $3 million.",
        "How large is the tariff cost?",
        "The tariffs now in place cost about $22 million a year.",
        "We do not give guidance for tariff relief.",
    ]
    assert [item.lead for item in result.items] == [
        "CFO Otis Brandvold, prepared remarks:",
        "Lena Fosse of Pellworm Partners, asking:",
        "CFO Otis Brandvold, answering Lena Fosse of Pellworm Partners:",
        None,
    ]
    assert "4 sentences in 3 turns mention “tariffs”, 4 times in all" in result.notes[0]


@pytest.mark.parametrize(
    ("topic", "words", "expected"),
    [
        ("plant", "The plant opened. Plants elsewhere wait. Our planting season ended.", 2),
        ("short video", "Short videos sell. A short-video feed. The video was short.", 2),
        ("buybacks", "We bought back stock. Share repurchases rose. The buyback goes on.", 3),
        ("capex", "Capital expenditure rose. Capex fell. We spent capital.", 2),
        ("AI", "AI is new. Artificial intelligence is old. We said so again. The air is clear.", 2),
        ("IT", "IT spending rose. It rose. Budgets for it fell.", 1),
        ("loyalty programme fee", "The loyalty programme has a fee of $3. The fee rose.", 1),
        ("Merlow 6", "The Merlow 6 ships. Merlow 60 does not.", 1),
    ],
)
def test_spellings_of_a_topic(topic: str, words: str, expected: int, glossary: Glossary) -> None:
    calls = pack([spoken([(CEO, words)])])
    assert len(ask(f"every mention of {topic}", calls, glossary).items) == expected


def test_more_mentions_than_are_shown(glossary: Glossary) -> None:
    calls = pack([spoken([(CEO, " ".join(f"Copper price {n} was fair." for n in range(40)))])])
    result = ask("every mention of copper", calls, glossary)
    assert len(result.items) == 30
    assert "40 sentences" in result.notes[0]
    assert "The first 30 of 40 are shown." in result.notes


def test_what_is_never_mentioned(small: Calls, glossary: Glossary) -> None:
    result = ask("how often was blockchain mentioned", small, glossary)
    assert (result.found, result.items) == (False, ())
    assert "not mentioned" in result.lead


def test_a_chinese_topic_is_found_in_english_words_and_quoted_in_them(small: Calls, glossary: Glossary) -> None:
    assert texts(ask("所有提到關稅的地方", small, glossary)) == texts(ask("every mention of tariffs", small, glossary))


def test_only_turns_in_scope(small: Calls, glossary: Glossary) -> None:
    transcript = small[0][1]
    keys = {(transcript.call.id, turn.n) for turn in transcript.turns if turn.role is Role.ANALYST}
    assert texts(ask("every mention of tariffs", small, glossary, keys)) == ["How large is the tariff cost?"]


def test_first_said_is_in_the_oldest_call(samples: Calls, glossary: Glossary) -> None:
    result = ask("when did they first mention Skylark", samples, glossary)
    assert [item.evidence.call.fiscal_period for item in result.items] == ["FY2025 Q3"]
    assert "advertising tool we released in September" in result.items[0].evidence.text
    assert any("FY2025 Q4" in note for note in result.notes)


def test_first_said_by_an_analyst_comes_with_managements_first(small: Calls, glossary: Glossary) -> None:
    calls = pack(
        [spoken([(CEO, "Sales rose.")], [(ANALYST, "What of leverage?"), (CFO, "Our leverage is low today.")])]
    )
    assert texts(ask("when was leverage first mentioned", calls, glossary)) == [
        "What of leverage?",
        "Our leverage is low today.",
    ]


def test_outlook_is_what_management_expects_and_nothing_else(small: Calls, glossary: Glossary) -> None:
    result = ask("list all guidance", small, glossary)
    assert texts(result) == [
        "We expect the new plant in Ghent to open by the end of 2026.",
        "We target a gross margin of 40% in fiscal 2027.",
        "We do not give guidance for tariff relief.",
    ]
    assert [item.lead for item in result.items] == ["With figures or dates:", None, "Other expectations and plans:"]


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("We expect revenue of $420 million to $430 million.", True),
        ("About 70% of it is scheduled to ship by the end of this fiscal year.", True),
        ("We are raising our revenue range to $1.7 billion.", True),
        ("We will open 12 stores next year.", True),
        ("Gross margin is guided at 41%, plus or minus one point.", True),
        ("I'd expect high single-digit revenue growth in the second half.", True),
        ("我們預計第三季營收介於 320 億至 330 億元。", True),
        ("明年伺服器營收可望成長超過三成。", True),
        ("Revenue was better than we expected.", False),
        ("The quarter came in ahead of our guidance.", False),
        ("I will now hand over to Otis for the numbers.", False),
        ("You will find the tables at the back of the release.", False),
        ("Many customers expect delivery within a day.", False),
        ("The decrease of $9 million is due to lower costs.", False),
        ("Without that effect revenue would have grown 18%.", False),
        ("We'll be at the Boston conference on June 3.", False),
        ("What do you expect for next year, and will margins rise?", False),
        ("客戶拉貨力道比年初預期更強,營收年增 14%。", False),
    ],
)
def test_looking_ahead(sentence: str, ahead: bool, glossary: Glossary) -> None:
    calls = pack([spoken([(CEO, "Sales rose 4% in the quarter."), (CFO, sentence)])])
    assert (sentence in texts(ask("all forward-looking statements", calls, glossary))) is ahead


def test_outlook_on_a_topic(small: Calls, glossary: Glossary) -> None:
    assert texts(ask("all guidance on gross margin", small, glossary)) == [
        "We target a gross margin of 40% in fiscal 2027."
    ]


def test_older_outlook_is_not_given_as_current(samples: Calls, glossary: Glossary) -> None:
    two = [call for call in samples if call[0].call.ticker == "PLWG"]
    result = ask("list all guidance", two, glossary)
    assert any("FY2025 Q3" in note and "may have been replaced" in note for note in result.notes)
    assert all(item.lead is None or "FY2025" in item.lead for item in result.items)


@pytest.mark.parametrize("stem", ["plumewing-fy2025-q3", "plumewing-fy2025-q4", "tarnbrook-fy2025-q2"])
def test_a_summary_has_the_headlines_once_each(stem: str, glossary: Glossary) -> None:
    calls = pack(parse(read_source(SAMPLES / f"{stem}.txt")))
    result = ask("summarize the call", calls, glossary)
    leads = [item.lead for item in result.items if item.lead]
    assert 6 <= len(result.items) <= 12
    for group in ("Results:", "By business:", "Cash and shareholder returns:", "Outlook:"):
        assert group in leads
    assert any(lead.startswith("Q&A · ") and "answering" in lead for lead in leads)
    said = " ".join(texts(result))
    assert "evenue" in said and "margin" in said
    assert all(item.evidence.speaker.role is Role.EXECUTIVE and "?" not in item.evidence.text for item in result.items)


def test_a_summary_of_the_questions_alone(samples: Calls, glossary: Glossary) -> None:
    one = [call for call in samples if call[0].call.ticker == "TBRK"]
    result = ask("Summarize the Q&A", one, glossary)
    assert result.items and all(item.evidence.section == "qa" for item in result.items)
    assert all(
        item.evidence.section == "prepared" for item in ask("Summarize the prepared remarks", one, glossary).items
    )


def test_a_summary_of_a_chinese_call(glossary: Glossary) -> None:
    result = ask("法說會重點整理", pack(parse(source_of("9876.txt", CHINESE.encode()))), glossary)
    groups = [item.lead for item in result.items if item.lead]
    assert {"業績:", "驅動因素:", "現金流與股東回報:", "展望:"} <= set(groups)
    assert texts(result)[0] == "第二季合併營收為新台幣 312 億元,年增 14%,季增 5%。"


CHINESE = """公司: 青穗電子
股票代號: 9876
期間: 2025 Q2
日期: 2025-08-01

主持人

歡迎參加青穗電子第二季法說會。

林芷涵 -- 執行長

各位投資人大家好。第二季合併營收為新台幣 312 億元,年增 14%,季增 5%。毛利率達 38.2%,較上季提升 1.4 個百分點。展望第三季,我們預計營收介於 320 億至 330 億元。

周以安 -- 財務長

營業利益為 58 億元,年增 21%。自由現金流為 27 億元,資本支出為 45 億元,主要用於台中新廠。車用業務營收為 41 億元,年減 3%,主要因為歐洲需求疲弱。

主持人

現在開放提問。

陳柏鈞 -- 群峰證券 -- 分析師

請問關稅對毛利率的影響有多大?

林芷涵 -- 執行長

關稅的影響目前不到毛利率 0.3 個百分點,我們會持續與客戶協商分攤。

主持人

會議到此結束。
"""


def test_changes_come_in_pairs_of_one_subject(samples: Calls, glossary: Glossary) -> None:
    result = ask("what changed versus last quarter", samples, glossary)
    leads = {item.lead: item.evidence.text for item in result.items}
    quotes = texts(result)
    pairs = dict(pairwise(quotes))
    assert "within fiscal year 2026" in pairs[next(q for q in quotes if "end of fiscal year 2027" in q)]
    assert "RMB36.5 billion and not RMB32 billion" in pairs[next(q for q in quotes if "about RMB32 billion" in q)]
    assert "Gross margin was 42.5%" in leads.get("FY2025 Q4:", "") + " ".join(quotes)
    assert "Changed: gross margin · FY2025 Q3:" in leads
    assert any(lead and lead.startswith("New this time: ") and "special dividend" in lead for lead in leads)
    assert any(lead and lead.startswith("No longer mentioned: ") for lead in leads)
    assert {item.evidence.call.ticker for item in result.items} == {"PLWG"}


def test_what_is_new_is_never_said_in_the_older_call(samples: Calls, glossary: Glossary) -> None:
    older = next(t for h, t in samples if h.call.fiscal_period == "FY2025 Q3")
    said = " ".join(turn.text for turn in older.turns).lower()
    for item in ask("what's new this quarter", samples, glossary).items:
        if item.lead and item.lead.startswith("New this time: "):
            names = item.lead.removeprefix("New this time: ").partition(" · ")[0]
            assert not [name for name in names.split(", ") if name.lower() in said]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("what changed since last quarter", "The earlier call to compare with is not held."),
        ("what changed since a year ago", "The call of a year ago to compare with is not held."),
        ("跟上一季比有什麼不同", "前一場法說會不在資料庫裡"),
    ],
)
def test_the_older_call_is_not_held(question: str, says: str, small: Calls, glossary: Glossary) -> None:
    result = ask(question, small, glossary)
    assert not result.found and says in result.lead


def test_analysts_by_call_with_their_words(samples: Calls, glossary: Glossary) -> None:
    result = ask("which analysts asked about Farwing over the last two calls", samples, glossary)
    assert {item.evidence.speaker.name for item in result.items} == {"Hollis Yang"}
    assert {item.evidence.call.fiscal_period for item in result.items} == {"FY2025 Q3", "FY2025 Q4"}
    assert result.lead.startswith("1 analyst asked about “Farwing”")
    everything = ask("what did analysts ask about", samples, glossary)
    assert {item.evidence.speaker.role for item in everything.items} == {Role.ANALYST}
    assert not ask("who asked about blockchain", samples, glossary).found
