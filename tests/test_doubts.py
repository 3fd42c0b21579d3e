"""Where a transcript may be wrong: what is doubted, and what is not."""

from pathlib import Path

import pytest

from answer.doubts.doubts import Doubted, doubts, findings
from answer.doubts.likeness import alike, soundex
from index.glossary import Glossary
from ingest.parse import parse
from ingest.sources import read_source
from ingest.transcript import Transcript
from tests.conftest import SAMPLES
from tests.spoken_call import ANALYST, CEO, CFO, evidence, saying, spoken


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def kinds(transcript: Transcript, glossary: Glossary) -> list[str]:
    return [finding.kind for finding in findings(transcript, glossary)]


DOUBTFUL = [
    ("people_in_money", ["Our Fernpass members surpassed RMB45 million."]),
    ("people_in_money", ["The number of Fernpass members rose again by a tenth, topping the year before and reaching $7 million."]),
    ("people_in_money", ["We now have $12 million paying members."]),
    ("people_in_money", ["會員數突破 8,000 萬元。"]),
    ("people_in_money", ["The number of subscribers is now USD3.2 million."]),
    ("percent", ["Gross margin was 412%."]),
    ("percent", ["Cloud revenue decreased by 180%."]),
    ("date", ["The dividend will be paid on June 31."]),
    ("date", ["The meeting is on Friday, May 8, 2025."]),
    ("date", ["我們將在 2 月 30 日發放股利。"]),
    ("date", ["Over the next fiscal year, or in 2025, we open more stores."]),
    ("figures", ["Cloud revenue grew 18% this quarter.", "Cloud revenue grew 16% this quarter."]),
    ("figures", ["Consolidated revenue was $236.5 million.", "Consolidated revenue was $236.5 billion."]),
    ("figures", ["Total capital expenditure was RMB13.2 billion.", "Total capital expenditure was USD13.2 billion."]),
    ("figures", ["Merrowfield revenue reached $412 million.", "And Merrowfield revenue reached $421 million."]),
    ("spelling", [
        "Our take rate rose with the growing penetration of Skylarko among merchants.",
        "Merchants like the convenience of Skylarka, and its penetration among merchants lifts the take rate.",
    ]),
    ("spelling", [
        "Without the revenue from Sand Ark and Millbrook, group sales grew 10%.",
        "Without the revenue from Sand Art and Millbrook, group sales grew 10%.",
    ]),
    ("spelling", [
        "In April we released our VN4 model as open source for developers everywhere.",
        "All Vayun4 models were released as open source for developers.",
    ]),
    ("segment", [
        "Revenue from cloud grew 18%. Revenue from China fell 12%. This is the result of moving logistics into our shops."
        " Revenue from local services grew 10%."
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "said"), DOUBTFUL, ids=[f"{row[0]}: {row[1][-1][:40]}" for row in DOUBTFUL])
def test_a_doubtful_word_is_found(kind: str, said: list[str], glossary: Glossary) -> None:
    call = spoken([(CEO, said[0]), *((CFO, words) for words in said[1:])])
    assert kinds(call, glossary) == [kind]


FINE = [
    ["Members spend $50 million a year with us."],
    ["Revenue from members surpassed $50 million."],
    ["Members saved more than $50 million in delivery fees."],
    ["Spending by users exceeded RMB45 million."],
    ["The number of customers exceeding $100,000 in annual spend grew 20%."],
    ["Twelve merchants surpassed RMB100 million within the first hour."],
    ["We returned $50 million to members."],
    ["Members surpassed 80 million, and revenue reached $50 million."],
    ["會員消費突破 8,000 萬元。"],
    ["A membership costs $14.", "Employees exceeded 12,000."],
    ["Net retention was 118%.", "EBITDA decreased by 130% and turned negative.", "Orders grew 180%."],
    ["Gross margin rose 120 basis points to 41.2%."],
    ["The dividend will be paid on June 30.", "We met on Thursday, May 8, 2025."],
    ["Over the next fiscal year, or in 2026, we open more stores."],
    ["We may see 31 stores open in June."],
    # one fact, two right figures
    ["GAAP net income was $12 million.", "Non-GAAP net income was $29.8 million."],
    ["Cloud revenue grew 18% year-over-year.", "Cloud revenue grew 3% quarter-over-quarter."],
    ["Cloud revenue grew 18%.", "Excluding our own subsidiaries, cloud revenue grew 17%."],
    ["Cloud revenue grew 18% this quarter.", "For the full year cloud revenue grew 11%."],
    ["Cloud revenue was $4.2 billion.", "A year ago cloud revenue was $3.6 billion."],
    ["Cloud revenue was $4.2 billion.", "For the third quarter we expect cloud revenue of $4.5 billion."],
    ["Total revenue was $236.5 million.", "Total revenue was about $237 million."],
    ["Total revenue was $236.5 million.", "Total revenue was $237 million."],
    ["Cloud revenue grew 18%.", "Public cloud revenue grew 25%."],
    ["Revenue grew 7%.", "Revenue grew 12%."],
    ["Merrowfield revenue reached $412 million.", "Harrowgate revenue reached $421 million."],
    ["Total orders were $445 million, up 12%.", "Total orders from hospitals were $45 million."],
    ["Total revenue was 236 million euros, or $260 million."],
    # two names
    ["We opened shops in Austria.", "We opened shops in Australia."],
    ["We sell Merlow 5 and Merlow 6 instruments.", "The Merlow 6 instruments sell better than the Merlow 5."],
    ["We ship the Calderon and the Caldera instruments to labs.", "The Calderon and the Caldera go to the same labs."],
    ["Northern Europe grew and our stores there did well.", "Southern Europe grew and our stores there did well."],
    # a country among countries, and without a segment that sounds like it
    ["Revenue from Europe grew 4%. Revenue from Japan grew 2%. Revenue from China fell 12%. This is due to logistics."],
    ["Revenue from cloud grew 18%. Revenue from China fell 12%. This is due to weak demand. Advertising revenue grew 9%."],
]  # fmt: skip


@pytest.mark.parametrize("said", FINE, ids=[row[-1][:50] for row in FINE])
def test_plain_speech_is_not_doubted(said: list[str], glossary: Glossary) -> None:
    call = spoken([(CEO, said[0]), *((CFO, words) for words in said[1:])])
    assert findings(call, glossary) == ()


def test_an_analyst_s_own_figure_does_not_contradict_management(glossary: Glossary) -> None:
    call = spoken(
        [(CEO, "Cloud revenue grew 18%.")], [(ANALYST, "Cloud revenue grew 16%. Why?"), (CFO, "It did well.")]
    )
    assert findings(call, glossary) == ()


def test_every_reading_is_given_with_who_said_it_in_the_question_s_language(glossary: Glossary) -> None:
    call = spoken(
        [
            (CEO, "Fernpass members surpassed RMB45 million."),
            (CFO, "The number of Fernpass members grew, reaching $50 million."),
        ]
    )
    quote = saying(call, "RMB45")
    english = doubts([quote], call, glossary, "en")
    told = "Members counted in a currency: “RMB45 million” (CEO Mara Quill); “$50 million” (CFO Otis Brandvold)."
    assert english == {quote.sentence_id: Doubted((told,), disputed=True)}
    chinese = doubts([quote], call, glossary, "zh")[quote.sentence_id]
    assert chinese.told == (
        "人數以貨幣計:「RMB45 million」(執行長 Mara Quill)、「$50 million」(財務長 Otis Brandvold)。",
    )


def test_only_quotes_that_hold_a_doubtful_reading_have_doubts(glossary: Glossary) -> None:
    call = spoken([(CEO, "Fernpass members surpassed RMB45 million. Orders grew 11%.")])
    everything = list(evidence(call))
    assert set(doubts(everything, call, glossary, "en")) == {saying(call, "RMB45").sentence_id}


def test_readings_are_verbatim(glossary: Glossary) -> None:
    call = spoken([(CEO, said[0]) for _, said in DOUBTFUL])
    found = findings(call, glossary)
    assert found
    for finding in found:
        for reading in finding.readings:
            assert reading.words in call.turn(reading.turn).text[reading.start : reading.end]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_samples_are_not_doubted(path: Path, glossary: Glossary) -> None:
    [call] = parse(read_source(path))
    assert findings(call, glossary) == ()


def test_what_is_known_to_be_wrong_in_the_seed_call_is_found(seed_call: Path, glossary: Glossary) -> None:
    [call] = parse(read_source(seed_call))
    found = findings(call, glossary)
    assert len(found) <= 8
    words = [{reading.words for reading in finding.readings} for finding in found]
    [members] = [f for f in found if f.kind == "people_in_money"]
    assert len({reading.speaker for reading in members.readings}) == 2
    assert {finding.meant for finding in found if finding.kind == "segment"} == {"Cainiao"}
    assert max(map(len, words)) >= 4, "the ad tool's names"
    assert "date" in {finding.kind for finding in found}


def test_real_transcripts_of_other_companies_are_hardly_ever_doubted(shared: Path, glossary: Glossary) -> None:
    calls = [call for path in sorted((shared / "data" / "rev").glob("*.txt")) for call in parse(read_source(path))]
    sentences = sum(1 for call in calls for turn in call.turns for _ in turn.sentences())
    assert sentences > 300
    assert sum(len(findings(call, glossary)) for call in calls) * 200 <= sentences


@pytest.mark.parametrize(("one", "other"), [("Cainiao", "China"), ("Robert", "Rupert")])
def test_names_that_sound_alike_share_a_soundex_code(one: str, other: str) -> None:
    assert soundex(one) == soundex(other)


def test_soundex_codes_as_published() -> None:
    assert [soundex(name) for name in ("Robert", "Ashcraft", "Tymczak", "Pfister", "Honeyman", "")] == [
        "r163", "a261", "t522", "p236", "h555", ""
    ]  # fmt: skip


def test_likeness_is_symmetric_and_one_for_the_same_name() -> None:
    assert alike("Merrowfield", "Merrowfield") == 1.0
    assert alike("Tranzo", "Chanso") == alike("Chanso", "Tranzo") > 0.9
    assert alike("Merrowfield", "Quill") < 0.5
