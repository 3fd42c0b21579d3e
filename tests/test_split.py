"""Turns -> Passages: whole Sentences of one Turn, verbatim, each once."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passage import MAX_PASSAGE, Passage
from index.split import split
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Transcript
from tests.conftest import SAMPLES

ID = re.compile(r"(?P<call>[\w\-]+)#t(?P<turn>\d+)\.(?P<start>\d+)-(?P<end>\d+)@[0-9a-f]{12}")


def call(*speeches: tuple[str, list[str]], translated: bool = False, name: str = "call.txt") -> Transcript:
    """A call of (label, paragraphs), bilingual when `translated`; else with a `Name -- Title` line a speech."""
    if not translated:
        text = "\n\n".join("\n\n".join((label.replace(" - ", " -- "), *said)) for label, said in speeches)
        return parse(source_of(name, f"PREPARED REMARKS\n\n{text}".encode()))[0]
    lines = ["霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿", "完整原文", "使用警語:機器翻譯"]
    for label, said in speeches:
        for original, rendered in (
            (label, label),
            *((p, "譯" + p.replace(". ", "。").replace(".", "。")) for p in said),
        ):
            lines += [f"  • {original}", f"    {rendered}"]
    return parse(source_of(name, "\n".join(lines).encode()))[0]


HOST, CHIEF, ASKER = (
    "Marta Oyelaran - Head of Investor Relations",
    "Wen Lan - Chief Executive Officer",
    "Ines Quillan - Analyst",
)


def check(transcript: Transcript, passages: list[Passage]) -> None:
    seen: dict[tuple[int, int], int] = {}
    last = (0, 0)
    for number, passage in enumerate(passages):
        turn = transcript.turn(passage.turn)
        assert passage.text == turn.text[passage.start : passage.end]
        assert 0 < len(passage.text) <= MAX_PASSAGE
        assert last <= (passage.turn, passage.start)
        last = (passage.turn, passage.end)
        inside = [(p, s) for p, _, s in turn.sentences() if passage.start <= s.start and s.end <= passage.end]
        assert inside, "a passage holds at least one sentence"
        assert (inside[0][1].start, inside[-1][1].end) == (passage.start, passage.end), "passages are whole sentences"
        assert passage.paragraphs == tuple(dict.fromkeys(p for p, _ in inside))
        for _, sentence in inside:
            assert (passage.turn, sentence.start) not in seen, "a sentence lies in one passage only"
            seen[passage.turn, sentence.start] = number
        found = ID.fullmatch(passage.id)
        assert found
        assert (found["call"], int(found["turn"])) == (transcript.call.id, passage.turn)
        assert (int(found["start"]), int(found["end"])) == (passage.start, passage.end)
    assert len(seen) == sum(1 for turn in transcript.turns for _ in turn.sentences())
    assert len({passage.id for passage in passages}) == len(passages)


SENTENCE = st.lists(
    st.sampled_from(["Revenue", "grew", "by 12%", "in the U.S.", "and abroad", "(inaudible)", "so"]),
    min_size=1,
    max_size=60,
)
PARAGRAPH = st.lists(SENTENCE.map(lambda words: f"We {' '.join(words)} today."), min_size=1, max_size=8).map(" ".join)
SPEECHES = st.lists(
    st.tuples(st.sampled_from([HOST, CHIEF, ASKER]), st.lists(PARAGRAPH, min_size=1, max_size=4)),
    min_size=3,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(SPEECHES, st.booleans())
def test_every_sentence_lies_in_one_passage_of_its_turn(
    speeches: list[tuple[str, list[str]]], translated: bool
) -> None:
    fixed = [(HOST, ["Hello all."]), (CHIEF, ["Thanks to all."]), (ASKER, ["Why so?"])]
    transcript = call(*fixed, *speeches, translated=translated)
    passages = split(transcript)
    check(transcript, passages)
    assert passages == split(transcript)
    assert all((passage.translation is not None) is translated for passage in passages)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.txt")), ids=lambda file: file.stem)
def test_samples(file: Path) -> None:
    transcript = parse(read_source(file))[0]
    check(transcript, split(transcript))


def test_the_seed_call(seed_call: Path) -> None:
    transcript = parse(read_source(seed_call))[0]
    check(transcript, split(transcript))


def long(n: int) -> str:
    return " ".join(f"Sentence number {i} says that revenue grew by a little in the year." for i in range(n))


BASE = ((HOST, ["Hello all."]), (CHIEF, ["Thanks to all."]), (ASKER, ["Why so?"]))


def texts(*speeches: tuple[str, list[str]]) -> list[tuple[int, str]]:
    return [(passage.turn, passage.text) for passage in split(call(*BASE, *speeches)) if passage.turn > len(BASE)]


def test_a_short_question_is_never_joined_to_its_answer() -> None:
    assert texts((CHIEF, ["No."]), (ASKER, ["Sure?"])) == [(4, "No."), (5, "Sure?")]


def test_a_short_paragraph_joins_its_neighbour() -> None:
    assert texts((CHIEF, ["Thank you.", long(5)])) == [(4, f"Thank you.\n{long(5)}")]


def test_paragraphs_that_stand_for_themselves_stay_apart() -> None:
    assert texts((CHIEF, [long(4), long(5)])) == [(4, long(4)), (4, long(5))]


def test_a_long_paragraph_is_cut_into_pieces_of_like_length() -> None:
    lengths = [len(text) for _, text in texts((CHIEF, [long(20)]))]
    assert len(lengths) == 2
    assert min(lengths) > 0.7 * max(lengths)


def test_a_turn_of_notes_only_is_not_indexed() -> None:
    assert texts((CHIEF, ["(inaudible)"]), (ASKER, ["Sure?"])) == [(5, "Sure?")]


def ids(transcript: Transcript) -> dict[str, str]:
    return {passage.text: passage.id for passage in split(transcript)}


def test_ids_are_stable_and_follow_the_content() -> None:
    speeches = (*BASE, (CHIEF, [long(4)]), (ASKER, ["And then?"]))
    first = ids(call(*speeches))
    assert ids(call(*speeches)) == first
    # What is said later in the call changes nothing before it.
    later = ids(call(*speeches, (CHIEF, ["Well."])))
    assert {text: id_ for text, id_ in later.items() if text in first} == first
    edited = ids(call(*BASE, (CHIEF, [long(4).replace("little", "lot")]), (ASKER, ["And then?"])))
    assert set(edited.values()) & set(first.values()) == {first[text] for text in first if text in edited}
    assert len(set(first.values()) - set(edited.values())) == 1


def test_an_id_changes_with_the_translation_and_with_the_speaker() -> None:
    one = call(*BASE, (CHIEF, [long(4)]), translated=True)
    source = "\n".join(["霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿", "完整原文", "使用警語:x"])
    rows = [(HOST, HOST), ("Hello all.", "您好。"), (CHIEF, CHIEF), ("Thanks to all.", "謝謝。")]
    pages = [[*rows, ("We grew.", "成長。")], [*rows, ("We grew.", "增長。")]]
    found = [
        {p.text: p.id for p in split(parse(source_of("a.txt", (source + "".join(f"\n  • {a}\n    {b}" for a, b in page)).encode()))[0])}
        for page in pages
    ]  # fmt: skip
    assert found[0]["Hello all."] == found[1]["Hello all."]
    assert found[0].keys() == found[1].keys() and found[0] != found[1]
    other = call(*BASE, (HOST, [long(4)]), translated=True)
    assert ids(one)[long(4)] != ids(other)[long(4)]


def headers(transcript: Transcript) -> list[str]:
    return [passage.header for passage in split(transcript)]


def test_headers_say_who_where_and_when() -> None:
    transcript = call(
        ("Operator", ["Welcome to the Frostleaf review of the March quarter of 2024. Over to Marta Oyelaran."]),
        (HOST, ["Hello all. Linda Wen will open."]),
        ("Wen Lan - Chief Executive Officer", ["We grew."]),
        (HOST, ["Thank you, Linda. Operator, please start the Q&A."]),
        ("Operator", ["Ines Quillan, Dunmarsh & Co."]),
        (ASKER, ["Why so?"]),
        ("Wen Lan - Chief Executive Officer", ["Mix."]),
        translated=True,
    )
    found = headers(transcript)
    company = "霜葉儲能 / Frostleaf FY2024 Q4"
    chief = "Wen Lan / Linda Wen / Linda, Chief Executive Officer"
    assert found == [
        f"{company} | Operator | prepared remarks",
        f"{company} | Marta Oyelaran, Head of Investor Relations | prepared remarks",
        f"{company} | {chief} | prepared remarks",
        f"{company} | Marta Oyelaran, Head of Investor Relations | prepared remarks",
        f"{company} | Operator",
        f"{company} | Ines Quillan, Analyst, Dunmarsh & Co. | analyst's question",
        f"{company} | {chief} | answering Ines Quillan, Dunmarsh & Co.",
    ]


def test_a_cut_paragraph_carries_the_renderings_of_its_own_sentences() -> None:
    said = " ".join(
        f"In market {i} we sold {i * 111} lenses to our customers over the whole of the year." for i in range(1, 21)
    )
    passages = [p for p in split(call(*BASE, (CHIEF, [said]), translated=True)) if p.turn == 4]
    assert len(passages) > 1
    for passage in passages:
        figures = re.findall(r"\d+", passage.text)
        assert re.findall(r"\d+", passage.translation or "") == figures
