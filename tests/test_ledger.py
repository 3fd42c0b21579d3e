"""The question ledger of whole calls: who asked what, which turns answer, and the automated reading."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.ledger.asked import Asked, Reading
from answer.ledger.ledger import ledger
from answer.ledger.subquestions import sub_questions
from answer.ledger.topics import asked_about
from cli import main
from index.glossary import Glossary
from ingest.parse import parse
from ingest.sentences import split_sentences
from ingest.sources import read_source, source_of
from ingest.transcript import Paragraph, Role, Section, Sentence, Transcript, Turn
from tests.conftest import SAMPLES
from tests.writers.call import make_call
from tests.writers.generic_txt import write

GLOSSARY = Glossary.load()
DIRECT, PARTIAL, NOT_ANSWERED = Reading.DIRECT, Reading.PARTIAL, Reading.NOT_ANSWERED
OPENING = """Operator: Good day, and welcome to the Kestrelvane Robotics second quarter 2025 earnings call. I now hand over to Ingrid Voss.
Ingrid Voss, Head of Investor Relations: Thank you. With me are Tobias Renn, our CEO, and Marit Solheim, our CFO.
Tobias Renn, Chief Executive Officer: We grew 14.6%.
Marit Solheim, Chief Financial Officer: Gross margin was 41.2%. Operator, we are ready for questions.
Operator: The first question comes from Jory Pell with Quillfeather Capital. Please go ahead.
"""
ZH_OPENING = """主持人: 各位好，歡迎參加流明谷 2025 年第二季法人說明會。首先請執行長林大偉報告。
林大偉 執行長: 謝謝。第二季營收為新台幣 42 億元，年增 12%。
陳雅婷 財務長: 毛利率為 41.2%。接下來開放提問。
主持人: 第一位提問者是來自高石證券的王小明，請發問。
"""


def call(text: str) -> Transcript:
    [transcript] = parse(source_of("call.txt", text.encode()))
    return transcript


def rows(text: str) -> tuple[Asked, ...]:
    return ledger(call(text), GLOSSARY)


def turns_of(asked: Asked) -> list[int]:
    return [reply.turn for reply in asked.answers]


def turn_of(text: str) -> Turn:
    spans = tuple(Sentence(start, end) for start, end in split_sentences(text))
    return Turn(5, "Jory Pell", Role.ANALYST, None, None, Section.QA, (Paragraph(text, None, spans),))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Thanks. Two questions from me. First, how is freight? And secondly, will you raise prices?",
            ["First, how is freight?", "And secondly, will you raise prices?"],
        ),
        ("Two parts: one, price; two, freight?", ["Two parts: one, price", "two, freight?"]),
        (
            "Of the four plants, how many are open today, and what do they cost in rent?",
            ["Of the four plants, how many are open today", "and what do they cost in rent?"],
        ),
        (
            "How much of it is price, how much is volume, and how much is currency?",
            ["How much of it is price, how much is volume, and how much is currency?"],
        ),
        (
            "Could you share what kinds of customers sign up as well as give us a range for freight in fiscal 2026.",
            [
                "Could you share what kinds of customers sign up",
                "as well as give us a range for freight in fiscal 2026.",
            ],
        ),
        ("My question is about the lamp line. What drove it?", ["My question is about the lamp line. What drove it?"]),
        ("My question is about the lamp line. Thanks.", ["My question is about the lamp line."]),
        (
            "Could you size the tariffs? I am thinking of the gross number.",
            ["Could you size the tariffs? I am thinking of the gross number."],
        ),
        ("Does it moderate? Or is it too early to say?", ["Does it moderate? Or is it too early to say?"]),
        (
            "謝謝。我有兩個問題。第一個問題，請問毛利率的展望如何，第二個問題想了解資本支出的計畫。",
            ["第一個問題，請問毛利率的展望如何", "第二個問題想了解資本支出的計畫。"],
        ),
        ("Great, thank you very much.", []),
        ("Hi, can you hear me?", []),
    ],
)
def test_sub_questions_of_a_turn(said, expected):
    turn = turn_of(said)
    assert [turn.text[row.start : row.end] for row in sub_questions(turn)] == expected


_PIECES = st.sampled_from(
    [
        "Thank you.", "Why?", "First, how is freight?", "And second, price?", "My question is on tax.", "We saw growth.", "Any color would be great.",
        "Could you elaborate, and what is the plan for Spain?", "請問毛利率的展望如何？", "另外，股利政策會不會調整", "(inaudible)", "Or is it too early?",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=10), st.booleans())
def test_sub_questions_are_verbatim_in_order_and_apart(pieces, must_ask):
    turn = turn_of(" ".join(pieces))
    found = sub_questions(turn, must_ask=must_ask)
    assert all(0 <= row.start <= row.asks_from < row.end <= len(turn.text) for row in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(turn.text[row.start : row.end].strip() == turn.text[row.start : row.end] for row in found)


def test_each_answer_goes_to_its_question_and_a_refusal_to_the_one_it_refuses():
    found = rows(
        OPENING
        + "Jory Pell: Thanks. First, what is the outlook for gross margin in the third quarter? And second, how much will you spend on the Dunmarsh plant?\n"
        "Marit Solheim: We expect gross margin of 40% to 42%.\n"
        "Tobias Renn: On your second question, we don't break out the spending on Dunmarsh.\n"
        "Jory Pell: Got it. And is the plant open yet?\n"
        "Tobias Renn: Not yet, it opens in May.\n"
        "Jory Pell: Great, thank you.\n"
        "Operator: There are no further questions. This concludes the call.\n"
    )
    assert [(one.turn, turns_of(one), one.reading) for one in found] == [
        (6, [7], DIRECT),
        (6, [8], NOT_ANSWERED),
        (9, [10], DIRECT),
    ]
    assert [(one.n, one.analyst, one.firm) for one in found] == [
        (n, "Jory Pell", "Quillfeather Capital") for n in (1, 2, 3)
    ]
    assert found[1].declined is not None and found[1].declined.turn == 8


@pytest.mark.parametrize(
    ("question", "reply", "expected"),
    [
        ("How much of the growth came from price?", "About two thirds of it came from price.", DIRECT),
        ("How much of the growth came from price?", "We don't break that out.", NOT_ANSWERED),
        ("How much of the growth came from price?", "Growth was broad, and we like where we are.", NOT_ANSWERED),
        ("How much of the growth came from price?", "Most of it came from price.", PARTIAL),
        ("When will the plant open?", "It opens in May.", DIRECT),
        ("When will the plant open?", "It's too early to say.", NOT_ANSWERED),
        ("Is freight hedged?", "Yes, fully.", DIRECT),
        ("Is freight hedged?", "No.", DIRECT),
        ("Will you sell the lamp line?", "We don't comment on rumors.", NOT_ANSWERED),
        ("What should we expect at the investor day?", "We'll share more at our investor day in June.", NOT_ANSWERED),
        ("What drove the margin?", "Mix, mainly, since consumables outgrew instruments.", DIRECT),
        ("Can you share guidance for fiscal 2026?", "We will give guidance in February.", NOT_ANSWERED),
        ("請問明年的資本支出是多少？", "目前不方便透露，下次法說會再跟大家報告。", NOT_ANSWERED),
        ("請問明年的資本支出是多少？", "明年資本支出約新台幣 30 億元。", DIRECT),
        ("股利政策會不會調整？", "不會，維持不變。", DIRECT),
        ("公司對匯率的看法是什麼？", "我們不對匯率做評論。", NOT_ANSWERED),
    ],
)
def test_readings(question, reply, expected):
    [found] = rows(f"{OPENING}Jory Pell: {question}\nMarit Solheim: {reply}\nOperator: This concludes the call.\n")
    assert found.reading is expected


def test_a_question_without_a_reply_is_not_answered():
    found = rows(
        f"{OPENING}Jory Pell: Is freight hedged?\nOperator: We lost the line. This concludes the call. You may disconnect.\n"
    )
    assert [(one.answers, one.reading) for one in found] == [((), NOT_ANSWERED)]


def test_a_chinese_call():
    found = rows(
        ZH_OPENING
        + "王小明: 謝謝主持人。我有兩個問題想請教。第一個問題，請問第三季的毛利率展望如何？第二個問題想了解資本支出的計畫，今年會到多少？謝謝。\n"
        "陳雅婷: 毛利率的部分，我們預期第三季會在 40% 到 42% 之間。\n"
        "林大偉: 資本支出目前不方便透露具體數字，下一季法說會再跟大家報告。\n"
        "王小明: 好的，謝謝。那股利政策會不會調整\n"
        "陳雅婷: 股利由董事會決定，目前沒有改變。\n"
        "主持人: 今天的法說會到此結束，謝謝。\n"
    )
    assert [(one.turn, turns_of(one), one.reading) for one in found] == [
        (5, [6], DIRECT),
        (5, [7], NOT_ANSWERED),
        (8, [9], DIRECT),
    ]


def test_a_question_and_its_own_rendition_are_one():
    found = rows(
        OPENING
        + "Jory Pell: 谢谢管理层。请问机器人业务的毛利率展望如何？另外，海外扩张的计划是什么？ Let me translate my questions. What is the outlook for the gross margin of the robot business? And what are your plans for expansion abroad?\n"
        "Tobias Renn: The margin should stay above 40%. Abroad, we open in Spain in May.\n"
        "Operator: This concludes the call.\n"
    )
    assert [(one.text, one.rendition) for one in found] == [
        (
            "请问机器人业务的毛利率展望如何？",
            "What is the outlook for the gross margin of the robot business?",
        ),
        ("另外，海外扩张的计划是什么？", "And what are your plans for expansion abroad?"),
    ]


def test_an_interpreter_renders_a_question_and_puts_none():
    found = rows(
        OPENING + "Jory Pell: 请问机器人业务的毛利率展望如何？\n"
        "Interpreter: What is the outlook for the gross margin of the robot business?\n"
        "Tobias Renn: The margin should stay above 40%.\n"
        "Operator: This concludes the call.\n"
    )
    assert [(one.turn, one.analyst, one.rendition) for one in found] == [
        (6, "Jory Pell", "What is the outlook for the gross margin of the robot business?")
    ]
    assert turns_of(found[0]) == [8]


def test_written_questions_that_a_host_reads_out():
    found = rows(
        OPENING
        + "Jory Pell: Is freight hedged?\nMarit Solheim: Half of it.\nOperator: There are no further questions on the phone.\n"
        "Ingrid Voss: We have two questions from the webcast. The first is from Lena Fosse of Harrowgate Securities: how should we think about free cash flow this year? And the second one: will you buy back shares?\n"
        "Marit Solheim: Free cash flow should be about $80 million. On buybacks, it is too early to say.\n"
        "Ingrid Voss: Are there any further questions?\n"
        "Tobias Renn: Thank you all for joining us today.\nOperator: This concludes the call.\n"
    )
    assert [(one.analyst, one.firm, one.read_by, turns_of(one), one.reading) for one in found[1:]] == [
        ("Lena Fosse", "Harrowgate Securities", "Ingrid Voss", [10], DIRECT),
        (None, None, "Ingrid Voss", [10], NOT_ANSWERED),
    ]


def test_journalists_and_private_investors_ask_too():
    found = rows(
        OPENING + "Jory Pell: Is freight hedged?\nMarit Solheim: Half of it.\n"
        "Operator: We go to Tess Rowntree with The Ledger Gazette. Please go ahead.\n"
        "Tess Rowntree: Will the foundry site be sold?\nTobias Renn: Yes, this spring.\n"
        "Operator: This concludes the call.\n"
    )
    assert [(one.analyst, one.turn, turns_of(one)) for one in found] == [
        ("Jory Pell", 6, [7]),
        ("Tess Rowntree", 9, [10]),
    ]


def test_who_asked_about_a_topic_in_either_language():
    transcripts = [call for path in sorted(SAMPLES.glob("*.txt")) for call in parse(read_source(path))]
    asked = [one for transcript in transcripts for one in ledger(transcript, GLOSSARY)]

    def who(topic: str) -> set[tuple[str, str | None]]:
        return {(one.transcript, one.analyst) for one in asked_about(asked, topic, GLOSSARY)}

    buybacks = {("plwg-fy2025-q3", "Omar Lindgard"), ("plwg-fy2025-q4", "Omar Lindgard")}
    assert who("buybacks") == who("庫藏股") == buybacks
    assert who("Farwing") == {("plwg-fy2025-q3", "Hollis Yang"), ("plwg-fy2025-q4", "Hollis Yang")} == who("遠翼")
    assert ("tbrk-fy2025-q2", "Julian Marchetta") in who("tariffs")
    assert who("quantum computing") == who("analysts' questions") == set()


# Read by hand: (questioner, turn, closing words, turns that answer, reading).
BY_HAND = {
    "plwg-fy2025-q3": [
        ("Marguerite Feng", 7, "order growth?", [8], DIRECT), ("Marguerite Feng", 7, "would help us.", [9], NOT_ANSWERED),
        ("Desmond Achter", 12, "supply of chips?", [13], DIRECT), ("Desmond Achter", 12, "into buildings?", [14], NOT_ANSWERED),
        ("Desmond Achter", 12, "begin to depreciate?", [14], DIRECT), ("Hollis Yang", 17, "you so careful?", [19], DIRECT),
        ("Hollis Yang", 17, "Europe to bite?", [18], DIRECT), ("Hollis Yang", 20, "open as of today", [21], DIRECT),
        ("Hollis Yang", 20, "cost in rent?", [21], DIRECT), ("Beatrix Nakamori", 24, "you or the shop?", [25], DIRECT),
        ("Beatrix Nakamori", 24, "your heavy users?", [25], DIRECT), ("Omar Lindgard", 28, "against a dividend?", [29], DIRECT),
        ("Omar Lindgard", 28, "higher amount this year", [29], NOT_ANSWERED), ("Omar Lindgard", 28, "twice a year?", [29], DIRECT),
    ],
    "plwg-fy2025-q4": [
        ("Marguerite Feng", 7, "such as appliances?", [8], DIRECT), ("Marguerite Feng", 7, "too bold.", [9], NOT_ANSWERED),
        ("Petra Quillmore", 12, "the June quarter?", [13, 14], DIRECT), ("Petra Quillmore", 12, "if you lose any?", [13], DIRECT),
        ("Hollis Yang", 17, "in three months?", [18], DIRECT), ("Hollis Yang", 19, "or to dip again?", [20], DIRECT),
        ("Desmond Achter", 23, "by the autumn?", [24], DIRECT), ("Desmond Achter", 23, "its worst point?", [25], NOT_ANSWERED),
        ("Desmond Achter", 23, "of last December?", [25], NOT_ANSWERED), ("Beatrix Nakamori", 28, "with that picture?", [29], PARTIAL),
        ("Beatrix Nakamori", 28, "has not joined?", [29], DIRECT), ("Omar Lindgard", 32, "you can keep?", [33], DIRECT),
    ],
    "tbrk-fy2025-q2": [
        ("Julian Marchetta", 6, "in the guidance.", [7], DIRECT), ("Julian Marchetta", 8, "the 1.08 is.", [9], DIRECT),
        ("Anneke Storrow", 11, "in the second half?", [12], DIRECT), ("Anneke Storrow", 11, "all tariffs?", [12], DIRECT),
        ("Prescott Vane", 14, "that is accurate", [15], NOT_ANSWERED), ("Prescott Vane", 14, "the right asset?", [16], DIRECT),
        ("Lucia Farnham", 18, "your customers over", [19], DIRECT), ("Lucia Farnham", 18, "next two quarters?", [19], DIRECT),
        ("Lucia Farnham", 20, "the large sites?", [21], DIRECT), ("Gordon Tamsley", 23, "the second half?", [24], DIRECT),
        ("Gordon Tamsley", 23, "fully in there?", [24], DIRECT),
    ],
}  # fmt: skip


def test_ledger_of_the_samples():
    agreed = []
    for path in sorted(SAMPLES.glob("*.txt")):
        [transcript] = parse(read_source(path))
        found = _checked(transcript)
        by_hand = BY_HAND[transcript.call.id]
        assert [(one.analyst, one.turn) for one in found] == [(who, turn) for who, turn, *_ in by_hand]
        for one, (_, _, closing, answers, reading) in zip(found, by_hand, strict=True):
            assert one.text.endswith(closing)
            assert set(answers) <= set(turns_of(one))
            agreed.append(one.reading is reading)
    assert sum(agreed) >= 0.85 * len(agreed)


def _checked(transcript: Transcript) -> tuple[Asked, ...]:
    """The ledger of a call, after what holds of every ledger."""
    found = ledger(transcript, GLOSSARY)
    assert [one.n for one in found] == list(range(1, len(found) + 1))
    for one in found:
        turn = transcript.turn(one.turn)
        assert turn.text[one.start : one.end] == one.text and one.text.strip()
        assert all(transcript.turn(reply.turn).speaker == reply.speaker for reply in one.answers)
        if one.declined:
            assert one.declined.turn in turns_of(one)
    return found


_ASKS_NOTHING = {
    "No more from me, Bettina Orlo was clear.", "Thanks.", "Great.", "(inaudible - microphone inaccessible)", "Nothing from me.", "One more?",
}  # fmt: skip


_FORMATS = Path(__file__).parent / "formats"
_EXAMPLES = [
    path for path in sorted((_FORMATS / "examples").iterdir()) if (_FORMATS / "expected" / f"{path.stem}.json").exists()
]


@pytest.mark.parametrize("path", _EXAMPLES, ids=lambda p: p.name)
def test_every_exchange_of_the_examples_that_asks_has_a_row(path):
    for transcript in parse(read_source(path)):
        asked = {one.turn for one in _checked(transcript)}
        for exchange in transcript.exchanges:
            said = " ".join(transcript.turn(n).text for n in exchange.question_turns)
            assert asked & set(exchange.question_turns) or said in _ASKS_NOTHING


@pytest.mark.parametrize("seed", range(12))
def test_every_question_of_synthetic_calls_is_found(seed):
    written = make_call(seed, questions=5)
    [transcript] = parse(source_of(*write(written)))
    asked = " ".join(one.text for one in _checked(transcript))
    for said in written.turns:
        if said.role is Role.ANALYST and said.paragraphs[-1][0].endswith("?"):
            assert said.paragraphs[-1][0][-30:] in asked


def test_what_the_first_real_call_did_not_answer(seed_call):
    [transcript] = parse(read_source(seed_call))
    found = _checked(transcript)
    assert {one.turn for one in found} == {n for e in transcript.exchanges for n in e.question_turns}
    assert 20 <= len(found) <= 30
    for words in ("GMV versus", "month-over-month", "guidance for the FY26"):
        [row] = [one for one in found if words in one.text]
        assert row.reading is NOT_ANSWERED, words


def test_the_command_parses_a_file_and_stores_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CALLCITE_LIBRARY", str(tmp_path / "library"))
    path = str(SAMPLES / "tarnbrook-fy2025-q2.txt")
    assert main(["questions", path, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["reading_by"] == "rules" and len(body["questions"]) == 11
    assert {"n", "analyst", "firm", "text", "turn", "start", "end", "answers", "reading"} <= body["questions"][0].keys()
    assert not (tmp_path / "library" / "catalog.sqlite").exists()
    assert main(["questions", path]) == 0
    assert "automated reading" in capsys.readouterr().out


def test_the_command_refuses_a_call_that_is_not_held(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CALLCITE_LIBRARY", str(tmp_path / "library"))
    assert main(["questions", "nosuch", "--json"]) != 0
    assert "nosuch" in json.loads(capsys.readouterr().out)["error"]["message"]
