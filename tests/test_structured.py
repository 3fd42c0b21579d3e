"""answer/structured.py: JSON in a model's reply, read by the grammar of answer/markers.py."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.markers import MAX_SENTENCE, ClaimParser, DraftClaim
from answer.structured import ANSWER, MAX_OBJECT, QUESTION

VALID = range(1, 21)


def read(*pieces: str) -> tuple[list[DraftClaim], ClaimParser]:
    parser = ClaimParser(VALID)
    claims = [claim for piece in pieces for claim in parser.feed(piece)]
    return claims + parser.finish(), parser


def cited(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.numbers) for claim in read(text)[0]]


def answer(*claims: tuple[str, list[int]], status: str = "answered", escaped: bool = True) -> str:
    listed = [{"text": text, "cites": cites} for text, cites in claims]
    return json.dumps({"status": status, "claims": listed}, ensure_ascii=escaped)


ONE = answer(("Orders rose 7%.", [3]))
TWO = [("Orders rose 7%.", (3,)), ("訂單成長。", (4, 5))]

FORMS = [
    ("compact", '{"status":"answered","claims":[{"text":"Orders rose 7%.","cites":[3]},{"text":"訂單成長。","cites":[4,5]}]}'),
    ("escaped", answer(("Orders rose 7%.", [3]), ("訂單成長。", [4, 5]))),
    ("indented", json.dumps(json.loads(answer(("Orders rose 7%.", [3]), ("訂單成長。", [4, 5]))), indent=2)),
    ("numbers first", '{"claims":[{"cites":[3],"text":"Orders rose 7%."},{"cites":[4,5],"text":"訂單成長。"}],"status":"answered"}'),
    ("fenced", f"```json\n{answer(*[(t, list(n)) for t, n in TWO])}\n```"),
    ("introduced", f"Here is the JSON:\n\n{answer(*[(t, list(n)) for t, n in TWO])}\n"),
    ("introduced on the line", f"Answer: {answer(*[(t, list(n)) for t, n in TWO])}"),
    ("reasoned", f'<think>{{"claims": [{{"text": "No.</think>\n{answer(*[(t, list(n)) for t, n in TWO])}'),
    ("reasoned, tag unopened", f'{{"claims": [{{"text": "No.</think>\n{answer(*[(t, list(n)) for t, n in TWO])}'),
    ("a list of claims", '[{"text":"Orders rose 7%.","cites":[3]},\n{"text":"訂單成長。","cites":[4,5]}]'),
    ("one object a line", '{"text":"Orders rose 7%.","cites":[3]}\n{"text":"訂單成長。","cites":[4,5]}\n'),
    ("strings with markers", '{"claims": ["Orders rose 7% [3].", "訂單成長【4】【5】。"]}'),
    ("one string with markers", '{"answer": "Orders rose 7% [3]. 訂單成長 [4, 5]。"}'),
    ("another key", '{"claims":[{"claim":"Orders rose 7%.","sources":[3]},{"claim":"訂單成長。","sources":[4,5]}]}'),
    ("numbers as strings", '{"claims":[{"text":"Orders rose 7%.","cites":["3"]},{"text":"訂單成長。","cites":"[4][5]"}]}'),
    ("a number alone", '{"claims":[{"text":"Orders rose 7%.","cites":3},{"text":"訂單成長。","cites":[4, 5, 4]}]}'),
    ("an object more", '{"claims":[{"text":"Orders rose 7%.","cites":[3],"by":{"page":9}},{"text":"訂單成長。","cites":[4,5]}]}'),
    ("lines before", 'Orders rose 7% [3].\n{"claims":[{"text":"訂單成長。","cites":[4,5]}]}'),
    ("lines after", '{"claims":[{"text":"Orders rose 7%.","cites":[3]}]}\n訂單成長 [4][5]。'),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in FORMS], ids=[name for name, _ in FORMS])
def test_the_same_two_sentences_in_every_form(text: str) -> None:
    assert cited(text) == TWO


TEXTS = [
    ('He said "fine" and \\ {no}: "text".', 'He said "fine" and \\ {no}: "text".', (3,)),
    ("Orders rose 7% [1", "Orders rose 7%", (3,)),
    ("Line one\nof two.", "Line one of two.", (3,)),
    ("Margin {gross}, up 😀 7%.", "Margin {gross}, up 😀 7%.", (3,)),
    ("**Orders** rose 7%.", "Orders rose 7%.", (3,)),
    ("Orders rose 7% [3].", "Orders rose 7%.", (3,)),
    ("Orders rose 7% [4].", "Orders rose 7%.", (4,)),
    ("1. Orders rose 7% ", "Orders rose 7%", (3,)),
]


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize(("text", "claim", "numbers"), TEXTS)
def test_one_sentence(text: str, claim: str, numbers: tuple[int, ...], escaped: bool) -> None:
    assert cited(answer((text, [3]), escaped=escaped)) == [(claim, numbers)]


def test_several_sentences_of_one_object_cite_its_numbers_unless_they_have_their_own() -> None:
    assert cited(answer(("A rose. B fell [4]. C held.", [1, 2]))) == [
        ("A rose.", (1, 2)),
        ("B fell.", (4,)),
        ("C held.", (1, 2)),
    ]


def test_numbers_that_the_prompt_does_not_have_and_none_at_all() -> None:
    claims, _ = read(answer(("A rose.", [3, 99]), ("B fell.", [0, -1]), ("C held.", []), ("D ended [77].", [3])))
    assert claims == [
        DraftClaim("A rose.", (3,), (99,)),
        DraftClaim("B fell.", (), (0, -1)),
        DraftClaim("C held.", ()),
        DraftClaim("D ended.", (), (77,)),
    ]


def test_a_claim_is_handed_on_as_soon_as_its_object_is_closed() -> None:
    parser = ClaimParser(VALID)
    start, end = ONE.split("]}", 1)
    assert parser.feed(start) == []
    assert parser.feed("]") == []
    assert parser.feed("}") == [DraftClaim("Orders rose 7%.", (3,))]
    assert parser.feed(end) + parser.finish() == []


@pytest.mark.parametrize(
    "text",
    [
        answer(status="not_found"),
        '{"claims": [], "status": "not_found"}',
        f"```json\n{answer(status='not_found')}\n```",
        '{"status": "not_found", "cl',
    ],
)
def test_not_found(text: str) -> None:
    claims, parser = read(text)
    assert (claims, parser.not_found, parser.declined) == ([], True, None)


@pytest.mark.parametrize(
    ("text", "numbers", "invented"),
    [
        (answer(("", [2, 5]), status="declined"), (2, 5), ()),
        (answer(("She gave no figure.", [2, 5]), status="declined"), (2, 5), ()),
        (answer(("He asked.", [2]), ("She declined.", [5]), status="declined"), (2, 5), ()),
        (answer(("", [2, 99]), status="declined"), (2,), (99,)),
        (answer(status="declined"), (), ()),
        ('{"status": "declined", "claims": [{"text": "", "cites": [2, 5]}', (2, 5), ()),
    ],
)
def test_declined(text: str, numbers: tuple[int, ...], invented: tuple[int, ...]) -> None:
    claims, parser = read(text)
    assert (claims, parser.not_found) == ([], False)
    assert parser.declined == DraftClaim("", numbers, invented)


BROKEN = [
    ("cut in the text", '{"status": "answered", "claims": [{"text": "A rose [3] by', "A rose 3 by"),
    ("cut in a number", '{"claims": [{"text": "A rose.", "cites": [1', "A rose."),
    ("cut before the brace", '{"claims": [{"text": "A rose.", "cites": [1]', "A rose."),
    ("quotes not escaped", '{"claims": [{"text": "He said "fine" [3].", "cites": [3]}]}', "He said"),
    ("trailing comma", '{"claims": [{"text": "A rose [3].", "cites": [3,]}]}', "A rose 3 ."),
    ("too long", f'{{"claims": [{{"text": "A rose [3].", "cites": [3{", 3" * MAX_OBJECT}]}}]}}', "A rose 3 ."),
    ("nested too deep", '{"text": "A rose [3].", "cites": ' + "[" * 3_000 + "]" * 3_000 + "}", "A rose 3 ."),
]


@pytest.mark.parametrize(("text", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_cut_or_no_json_is_kept_and_cites_nothing(text: str, said: str) -> None:
    assert read(text)[0] == [DraftClaim(said, ())]


def test_a_broken_claim_leaves_the_others_alone() -> None:
    text = '{"claims": [{"text": "A rose.", "cites": [1]}, {"text": "B fell.", cites: [2]}, {"text": "C.", "cites": [3]},]}'
    assert cited(text) == [("A rose.", (1,)), ("B fell.", ()), ("C.", (3,))]


def test_a_sentence_without_end_cites_nothing() -> None:
    claims, _ = read(answer(("and so on " * 300, [3]), ("A rose.", [1])))
    assert [claim.numbers for claim in claims] == [(), (1,)]
    assert len(claims[0].text) <= MAX_SENTENCE


def test_braces_that_begin_no_json_are_text() -> None:
    assert cited("The set {A, B} rose [3].\n{ \nB fell { [4].") == [("The set {A, B} rose.", (3,)), ("B fell {.", (4,))]


def test_the_schemas_are_strict_and_demand_no_number_of_citations() -> None:
    for schema in (ANSWER, QUESTION):
        assert schema["type"] == "json_schema"
        assert schema["json_schema"]["strict"] is True
        assert "minItems" not in json.dumps(schema)
    root = ANSWER["json_schema"]["schema"]
    claim = root["properties"]["claims"]["items"]
    for part in (root, claim):
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False
    assert next(iter(root["properties"])) == "status"


ALPHABET = [
    *'{}[]",:\\ \n3a營。',
    '{"status": "',
    'declined"',
    'not_found"',
    '"claims": [',
    '{"text": "A rose. ',
    '", "cites": [3]}',
    "\\ud83d",
    "\\u71df",
    "```json\n",
    "<think>",
    "</think>",
    "[3]",
    "\ud800",
]
STREAMS = st.lists(st.sampled_from(ALPHABET), max_size=30).map("".join)
SENTENCES = st.lists(
    st.tuples(st.text(max_size=30), st.lists(st.integers(-2, 30), max_size=3)), max_size=4
)  # fmt: skip


@given(STREAMS | SENTENCES.map(lambda claims: answer(*claims)), st.data())
def test_pieces_make_no_difference_and_nothing_raises(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    (whole, one), (cut, other) = read(text), read(*pieces)
    assert whole == cut
    assert (one.not_found, one.declined) == (other.not_found, other.declined)


@given(STREAMS)
def test_only_numbers_of_the_evidence_are_cited(text: str) -> None:
    for claim in read(text)[0]:
        assert set(claim.numbers) <= set(VALID)
        assert not set(claim.invented) & set(VALID)
        assert claim.text == " ".join(claim.text.split()) != ""


WORDS = st.lists(st.sampled_from(["orders", "rose", "7.5%", '"so"', "{x}", "營收", "\\", "😀"]), min_size=1, max_size=6)


@given(st.lists(st.tuples(WORDS, st.lists(st.integers(1, 20), max_size=3, unique=True)), max_size=4), st.booleans())
def test_every_claim_comes_back_with_its_numbers(claims: list[tuple[list[str], list[int]]], escaped: bool) -> None:
    said = [(f"A {' '.join(words)} B.", numbers) for words, numbers in claims]
    assert cited(answer(*said, escaped=escaped)) == [(text, tuple(numbers)) for text, numbers in said]
