"""Where sentences end, in English and in Chinese, and what no split may ever do."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.sentences import MAX_SENTENCE, split_sentences

NOTES = re.compile(
    r"[(\[<](?:interpreted|(?:operator|conference) instructions?|foreign language|spoken in \w+|翻譯|翻译|操作員指示|接線員指示"
    r"|接線生指示|操作員說明|會議說明|用中文說|外語|inaudible|indiscernible|technical difficult\w+|crosstalk|multiple speakers"
    r"|speech overlap|laughter|music|audio gap|聽不清楚|听不清楚|技術難度)[)\]>]",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        # Full stops that end nothing.
        ["Revenue was RMB236.5 billion.", "It grew 7%."],
        ["We sell in the U.S. market.", "Then abroad."],
        ["We sell in the U.S.", "The margin is thin."],
        ["Dr. Maren Tolliver and Mr. Abersoll spoke.", "We thank Ms. Strand."],
        ["Pellmoor Scientific Inc. joined us.", "It sells lenses."],
        ["We bought Pellmoor Scientific Inc.", "The price was low."],
        ["The call is at 9 a.m. Eastern.", "Dial in early."],
        ["We open at 9 a.m.", "We close late."],
        ["J. P. Sablewick and Anne B. Storrow asked."],
        ["We are No. 1 in lenses.", "Next."],
        ["Nos. 2 and 3 follow."],
        ["It rose 10% vs. 8% before, or approx. 5 units.", "Good."],
        ["It rose to approx. $5 million vs. €4 million."],
        ["On Jan. 5 we met.", "In Sept. Keith joined."],
        ["We built wells, roads, etc.", "They last."],
        ["Lines, columns, etc. are sold.", "They last."],
        ["Keith Vane, Ph.D. of Duluth, asked."],
        ["Version 2.5.1 shipped.", "So did 3.0."],
        ["See page vol. 3 for that."],
        ["It broke. -- it was the permit."],
        ["Well... we think so.", "Yes."],
        # Full stops that do.
        ["The answer is no.", "We move on."],
        ["No.", "We do not."],
        ["It broke.", "It was the permit."],
        ["Well...", "We think so."],
        ["So do I.", "We agree."],
        ["We closed Series A.", "The rest is plan B.", "We go on."],
        ["What?!", "No way!", "Really?"],
        ['He said "yes."', "Then he left."],
        ["(We did.)", "Then we left."],
        ["They said “yes.”", "“No.”"],
        ["It grew 5%.", "20% more came.", "3 stores opened."],
        ["It ended in 2024.", "15 of them stayed."],
        # Chinese, and both.
        ["營收成長。", "很好！", "真的嗎？", "是的。"],
        ["他說「很好。」", "我們同意。"],
        ["成長 23.6%。", "下降 4.5%。"],
        ["我們使用 Skylark。", "Plumewing 成長。"],
        ["很好.", "我們成長."],
        ["We use 天璇 daily.", "It helps."],
        ["溫嵐先生:您好。", "我有兩個問題。"],
    ],
    ids=lambda parts: " | ".join(parts)[:60],
)
@pytest.mark.parametrize("gap", [" ", "  "])
def test_where_sentences_end(parts: list[str], gap: str) -> None:
    assert sentences(gap.join(parts)) == parts


def test_chinese_needs_no_space() -> None:
    assert sentences("營收成長。很好！真的嗎？是的。") == ["營收成長。", "很好！", "真的嗎？", "是的。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(interpreted) Thank you. So we grew.", ["Thank you.", "So we grew."]),
        ("(Interpreted) (foreign language) Thank you.", ["Thank you."]),
        ("(Operator Instructions) .", []),
        ("(Operator Instructions) . Ines Quillan, Dunmarsh & Co.", ["Ines Quillan, Dunmarsh & Co."]),
        ("[Operator Instructions] The first question is here.", ["The first question is here."]),
        ("Press star one. (Operator Instructions) We begin.", ["Press star one.", "We begin."]),
        ("Thank you. (foreign language)", ["Thank you."]),
        ("(Spoken in Chinese).", []),
        ("(Conference Instructions).", []),
        ("(翻譯)謝謝你,瑪塔。很好。", ["謝謝你,瑪塔。", "很好。"]),
        ("會議開始。(操作員指示)", ["會議開始。"]),
        ("(用中文說)。", []),
        ("(inaudible)", []),
        ("(聽不清楚)。", []),
        ("Will the (inaudible) subsidy move it?", ["Will the (inaudible) subsidy move it?"]),
        ("(inaudible) subsidy moves it.", ["(inaudible) subsidy moves it."]),
        ("(We are glad.) Yes.", ["(We are glad.)", "Yes."]),
        ("It starts in October. -- It was late.", ["It starts in October.", "It was late."]),
        ("- (interpreted) Hello there.", ["Hello there."]),
        ("-5% was the change.", ["-5% was the change."]),
        ("(interpreted) .5 points.", [".5 points."]),
        ("... and so on.", ["and so on."]),
        ("", []),
        (" -- . ", []),
        ("no stop at all", ["no stop at all"]),
    ],
)
def test_notes_and_stray_marks_are_left_out(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("joint", [", ", " ", "，", ""], ids=["comma", "space", "full-width comma", "nothing"])
def test_what_is_too_long_is_cut_where_it_hurts_least(joint: str) -> None:
    text = joint.join(f"word{n:04d}" for n in range(200)) + "."
    parts = sentences(text)
    assert len(parts) > 1
    assert all(len(part) <= MAX_SENTENCE for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    if joint:
        assert all(
            re.fullmatch(r"word\d{4}", part.rstrip(".,，").split(joint.strip() or " ")[-1].strip()) for part in parts
        )


PIECES = [
    "Revenue", "grew", "12%", "236.5", "U.S.", "Dr.", "No.", "1", "Inc.", "a.m.", "J.", "--", "-", "(interpreted)",
    "(inaudible)", "(Operator Instructions)", "The", "so", "I", ".", "...", "?!", "。", "！", "「", "」", "營收", "(", ")", '"', "”",
    " ", "  ", "\t", "’", ", ", "，", "é", "²", "_",
]  # fmt: skip
LONG = ["x" * 250, "a, " * 120]


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    some = st.lists(st.sampled_from(pieces), max_size=25)
    return st.one_of(st.text(max_size=200), some.map("".join), some.map(" ".join))


@settings(max_examples=300, deadline=None)
@given(texts(PIECES + LONG))
@example("A. B. C.")
@example("x" * 1_300)
def test_spans_lie_in_order_inside_and_lose_nothing(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    between = []
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert end - start <= MAX_SENTENCE
        assert text[start:end].strip() == text[start:end]
        between.append(text[at:start])
        at = end
    between.append(text[at:])
    for lost in between:
        rest = NOTES.sub("", lost)
        assert not any(unicodedata.category(c)[0] in "LN" for c in rest), lost


@settings(max_examples=300, deadline=None)
@given(texts(PIECES))
@example("A. . 0")
@example("- (interpreted) (翻譯) - so. No. 5")
def test_a_sentence_is_one_sentence(text: str) -> None:
    for part in sentences(text):
        assert split_sentences(part) == [(0, len(part))]


def test_a_long_paragraph_is_split_in_one_pass() -> None:
    text = "Revenue grew 12% in the U.S. and abroad. " * 20_000
    assert len(split_sentences(text)) == 20_000
