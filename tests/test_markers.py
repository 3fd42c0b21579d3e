"""answer/markers.py: the model's stream -> draft Claims."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.markers import MAX_SENTENCE, ClaimParser, DraftClaim

VALID = range(1, 21)


def parse(*pieces: str) -> list[DraftClaim]:
    parser = ClaimParser(VALID)
    claims = [claim for piece in pieces for claim in parser.feed(piece)]
    return claims + parser.finish()


def cited(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.numbers) for claim in parse(text)]


MARKERS = [
    ("Revenue grew 7% [3].", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7%. [3]", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7%.[3]", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7% [3]", "Revenue grew 7%", (3,)),
    ("Revenue grew 7%. [3].", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7%\n[3]\n", "Revenue grew 7%", (3,)),
    ("Revenue grew 7% [3][7].", "Revenue grew 7%.", (3, 7)),
    ("Revenue grew 7% [3] [7].", "Revenue grew 7%.", (3, 7)),
    ("Revenue grew 7% [3], [7].", "Revenue grew 7%.", (3, 7)),
    ("Revenue grew 7%. [3], [7]", "Revenue grew 7%.", (3, 7)),
    ("Revenue grew 7% [3, 7].", "Revenue grew 7%.", (3, 7)),
    ("Revenue grew 7% [3-5].", "Revenue grew 7%.", (3, 4, 5)),
    ("Revenue grew 7% [3–5, 9].", "Revenue grew 7%.", (3, 4, 5, 9)),
    ("Revenue grew 7% [^3].", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7% [ 3 ].", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7%【3】.", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7%【3、7】.", "Revenue grew 7%.", (3, 7)),
    ("Revenue grew 7% [7] and orders 9% [3] [7].", "Revenue grew 7% and orders 9%.", (7, 3)),
    ("Revenue grew 7% [3], orders fell [4].", "Revenue grew 7%, orders fell.", (3, 4)),
    ("[3] Revenue grew 7%.", "Revenue grew 7%.", (3,)),
    ("營收成長7% [3]。", "營收成長7%。", (3,)),
    ("營收成長7%。【3】【7】", "營收成長7%。", (3, 7)),
    ("營收 [3] 成長。", "營收成長。", (3,)),
    ("Revenue grew 7% (3).", "Revenue grew 7% (3).", ()),
    ("Revenue [sic] grew 7% [3].", "Revenue [sic] grew 7%.", (3,)),
    ("Revenue grew 7%.", "Revenue grew 7%.", ()),
    ("Revenue grew 7% [**3**].", "Revenue grew 7%.", (3,)),
    ("Revenue grew 7% [[3]].", "Revenue grew 7% [ ].", (3,)),
    ("Revenue  grew\t7% [3] .", "Revenue grew 7%.", (3,)),
]


@pytest.mark.parametrize(("text", "claim", "numbers"), MARKERS)
def test_one_sentence(text: str, claim: str, numbers: tuple[int, ...]) -> None:
    assert cited(text) == [(claim, numbers)]


@pytest.mark.parametrize(
    ("text", "numbers", "invented"),
    [
        ("Grew [99].", (), (99,)),
        ("Grew [0][3].", (3,), (0,)),
        ("Grew [19-22].", (19, 20), (21, 22)),
        ("Grew [5-3].", (5, 3), ()),
        ("Grew [1-9000].", (1,), (9000,)),
        ("Grew [99][99].", (), (99,)),
    ],
)
def test_numbers_that_the_prompt_does_not_have(text: str, numbers: tuple[int, ...], invented: tuple[int, ...]) -> None:
    assert parse(text) == [DraftClaim("Grew.", numbers, invented)]


SPLITS = [
    ("A rose. [1] B fell. [2]", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("A rose [1]. B fell [2].", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("A rose [1].\nB fell [2].\n", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("A rose [1]\nB fell [2]", [("A rose", (1,)), ("B fell", (2,))]),
    ("A rose.\n[1]\nB fell.\n[2]", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("A rose [1].\n[2] B fell.", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("A rose.\r\n\r\nB fell [2].", [("A rose.", ()), ("B fell.", (2,))]),
    ("A rose! [1] Did B fall? [2]", [("A rose!", (1,)), ("Did B fall?", (2,))]),
    ("A rose. [1] e-commerce fell. [2]", [("A rose.", (1,)), ("e-commerce fell.", (2,))]),
    ('He said "fine." [1] B fell. [2]', [('He said "fine."', (1,)), ("B fell.", (2,))]),
    ("營收成長。[1]獲利下滑！[2]", [("營收成長。", (1,)), ("獲利下滑！", (2,))]),
    ("營收成長 [1]。獲利下滑 [2]。", [("營收成長。", (1,)), ("獲利下滑。", (2,))]),
    ("營收成長7%. 獲利下滑 [2].", [("營收成長7%.", ()), ("獲利下滑.", (2,))]),
    ("It was RMB236.5 billion [1]. B fell [2].", [("It was RMB236.5 billion.", (1,)), ("B fell.", (2,))]),
    ("The U.S. unit of Dr. Lee at Orrin Inc. grew [1].", [("The U.S. unit of Dr. Lee at Orrin Inc. grew.", (1,))]),
    ("J. Marsh of the U.S. [1] B fell [2].", [("J. Marsh of the U.S.", (1,)), ("B fell.", (2,))]),
    ("It grew 5% vs. Mr. Ito's, e.g. in Ohio [1].", [("It grew 5% vs. Mr. Ito's, e.g. in Ohio.", (1,))]),
    ("It is No. 1 in Ohio [1].", [("It is No. 1 in Ohio.", (1,))]),
    ("It may... Perhaps grow [1].", [("It may... Perhaps grow.", (1,))]),
    ("- A rose [1].\n* B fell [2].\n• C held [3].", [("A rose.", (1,)), ("B fell.", (2,)), ("C held.", (3,))]),
    ("A rose [1]\n* B fell [2]", [("A rose", (1,)), ("B fell", (2,))]),
    ("1. A rose [1].\n2. B fell [2].\n10) C held [3].", [("A rose.", (1,)), ("B fell.", (2,)), ("C held.", (3,))]),
    ("1、營收成長 [1]。\n（2）獲利下滑 [2]。", [("營收成長。", (1,)), ("獲利下滑。", (2,))]),
    ("## Results. Good ones\nA rose [1].", [("A rose.", (1,))]),
    ("A rose [1].\n### 2. Costs [2]\nB fell [2].", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("**Costs**\nA rose [1].\n**Margin:**\nB fell [2].", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("Here is what was said:\n- A rose [1].", [("A rose.", (1,))]),
    ("**A rose.** [1] _B_ fell by *much*. [2]", [("A rose.", (1,)), ("B fell by much.", (2,))]),
    ("**A rose. [1]** `B` fell [2].", [("A rose.", (1,)), ("B fell.", (2,))]),
    ("```\nA rose [1].\n```\n---\n", [("A rose.", (1,))]),
    ("> A rose by 5 * 3 and snake_case [1].", [("A rose by 5 * 3 and snake_case.", (1,))]),
    ("<think>Maybe 5 [4]. No.</think>\nA rose [1].", [("A rose.", (1,))]),
    ("A [1].\n<thinking>hm [2]</thinking>B < C, <b>so</b> fell [2].", [("A.", (1,)), ("B < C, <b>so</b> fell.", (2,))]),
    ("I think, so </think>A rose [1].", [("A rose.", (1,))]),
    ("A rose [1]. <think>never closed [2].", [("A rose.", (1,))]),
    ("A rose [1]. B fell [1", [("A rose.", (1,)), ("B fell", ())]),
    ("[1][2]\n", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claims"), SPLITS)
def test_sentences(text: str, claims: list[tuple[str, tuple[int, ...]]]) -> None:
    assert cited(text) == claims


def test_a_sentence_is_held_until_something_else_than_a_marker_follows() -> None:
    parser = ClaimParser(VALID)
    held = ["Revenue grew 23", "6.", "5", " million.", " ", "[", "3", "]", "[7", "]", "\n"]
    assert [parser.feed(piece) for piece in held] == [[]] * len(held)
    assert parser.feed("N") == [DraftClaim("Revenue grew 236.5 million.", (3, 7))]
    assert parser.finish() == [DraftClaim("N", ())]


@pytest.mark.parametrize(
    "text", ["NOT_FOUND", "NOT_FOUND\n", "**NOT_FOUND**", "`NOT_FOUND`.", "NOT FOUND", "<think>a</think>NOT_FOUND。"]
)
def test_not_found(text: str) -> None:
    parser = ClaimParser(VALID)
    assert parser.feed(text) + parser.finish() == []
    assert parser.not_found
    assert parser.declined is None


@pytest.mark.parametrize(
    "text", ["A was not found [1].", "NOT_FOUNDED [1].", "Declined by 7% [1].", "The offer was DECLINED [1]."]
)
def test_words_that_only_look_like_a_sentinel(text: str) -> None:
    parser = ClaimParser(VALID)
    assert len(parser.feed(text) + parser.finish()) == 1
    assert not parser.not_found
    assert parser.declined is None


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("DECLINED [2][5]", DraftClaim("", (2, 5))),
        ("DECLINED: [2], [5].", DraftClaim("", (2, 5))),
        ("**DECLINED** [2][99]\n", DraftClaim("", (2,), (99,))),
        ("DECLINED\n[2][5]", DraftClaim("", (2, 5))),
        ("DECLINED", DraftClaim("", ())),
        ("DECLINED [2][5] Ms. Ito gave no figure.", DraftClaim("Ms. Ito gave no figure.", (2, 5))),
    ],
)
def test_declined(text: str, declined: DraftClaim) -> None:
    parser = ClaimParser(VALID)
    assert parser.feed(text) + parser.finish() == []
    assert parser.declined == declined
    assert not parser.not_found


def test_a_sentence_without_end_is_cut_uncited_and_the_next_line_is_read_again() -> None:
    claims = parse("A rose [1].\n" + "and so on [2] " * 1_000 + "end [3].\nB fell [4].")
    assert [claim.numbers for claim in claims] == [(1,), (), (4,)]
    assert len(claims[1].text) <= MAX_SENTENCE


def test_blank_floods_are_not_sentences() -> None:
    assert parse("\n " * 5_000, "- A rose [1].") == [DraftClaim("A rose.", (1,))]


ALPHABET = [*'Ab營收 \n.。?1[]3,-【】^*#_<"', "<think>", "</think>", "[3]", "U.S.", "NOT_FOUND", "DECLINED"]
STREAMS = st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join)


@given(STREAMS, st.data())
def test_pieces_make_no_difference(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole, cut = ClaimParser(VALID), ClaimParser(VALID)
    assert whole.feed(text) + whole.finish() == [c for p in pieces for c in cut.feed(p)] + cut.finish()
    assert (whole.not_found, whole.declined) == (cut.not_found, cut.declined)


@given(STREAMS)
def test_only_numbers_of_the_evidence_are_cited_and_no_marker_is_left(text: str) -> None:
    for claim in parse(text):
        assert set(claim.numbers) <= set(VALID)
        assert not set(claim.invented) & set(VALID)
        assert len(set(claim.numbers)) == len(claim.numbers)
        assert not re.search(r"[\[【]\s*\d+\s*[\]】]", claim.text)
        assert claim.text == " ".join(claim.text.split()) != ""


SENTENCES = st.tuples(
    st.sampled_from(["Revenue rose 7.5%", "The U.S. unit grew", "營收成長", "Mr. Ito expects no change"]),
    st.lists(st.sampled_from([1, 2, 3]), max_size=3, unique=True),
    st.sampled_from(["{} {}.", "{}. {}", "{}{}。", "- {} {}.", "1. **{}.** {}"]),
)


@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_one_sentence_a_line_comes_back_with_its_own_numbers(sentences: list[tuple[str, list[int], str]]) -> None:
    lines = [form.format(text, "".join(f"[{n}]" for n in ns)) for text, ns, form in sentences]
    claims = parse("\n".join(lines))
    assert [c.numbers for c in claims] == [tuple(ns) for _, ns, _ in sentences]
    assert [c.text.rstrip(".。 ") for c in claims] == [text for text, _, _ in sentences]
