"""Real calls in several formats give the same turns. The files are not part of this project: see the fixture `shared`.

The same call is there as tokens, aligned tokens, SRT and WebVTT, or as tokens and `Name: text`. What differs by nature:

- The captions were cut from the aligned tokens, so these three must agree in every character, white space apart. Captions
  give times of their own, which are not compared.
- The aligned edition spells out what the published tokens write in figures or in one word ("4.1" is "four point one",
  "we are" is "we're"), and has `inaudible` without brackets. Speakers and turns must agree exactly; the words of a turn
  must agree except for such stretches, which are short: at least 80 % of a call's words are the same, in order.
- The `Name: text` files were made from the tokens with the table of names: they must agree in every character, white
  space apart; speakers without a name there are `Speaker N`.
"""

import csv
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from errors import SourceNotTranscript
from ingest.parse import parse
from ingest.sources import read_source
from ingest.transcript import Transcript

SAME_WORDS = 0.8


@pytest.fixture
def rev(shared: Path) -> Path:
    folder = shared / "data" / "rev"
    if not folder.is_dir():
        pytest.skip(f"The real calls are not at {folder}.")
    return folder


def parsed(path: Path) -> Transcript:
    (transcript,) = parse(read_source(path))
    return transcript


def turns(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, " ".join(turn.text.split())) for turn in transcript.turns]


@pytest.mark.parametrize("call", ["4329526", "4443920"])
@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_captions_give_the_turns_of_the_tokens_they_were_cut_from(rev: Path, call: str, form: str) -> None:
    assert turns(parsed(rev / f"{call}.{form}")) == turns(parsed(rev / f"{call}.aligned.nlp"))


@pytest.mark.parametrize("call", ["4329526", "4443920"])
def test_aligned_tokens_give_the_turns_of_the_tokens(rev: Path, call: str) -> None:
    aligned, published = turns(parsed(rev / f"{call}.aligned.nlp")), turns(parsed(rev / f"{call}.nlp"))
    assert [speaker for speaker, _ in aligned] == [speaker for speaker, _ in published]
    same = total = 0
    for (_, ours), (_, theirs) in zip(aligned, published, strict=True):
        a, b = ours.split(), theirs.split()
        same += sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
        total += max(len(a), len(b))
    assert same >= SAME_WORDS * total


@pytest.mark.parametrize("call", ["4366522", "4374910"])
def test_labelled_text_gives_the_turns_of_the_tokens(rev: Path, call: str) -> None:
    assert turns(parsed(rev / f"{call}.txt")) == turns(parsed(rev / f"{call}.nlp"))


@pytest.mark.parametrize(
    ("call", "table", "column", "field"),
    [
        ("4366522.nlp", "earnings21-file-metadata.csv", "company_name", "company"),
        ("4374910.nlp", "earnings21-file-metadata.csv", "company_name", "company"),
        ("4329526.nlp", "earnings22-metadata.csv", "Ticker Symbol", "ticker"),
        ("4443920.aligned.nlp", "earnings22-metadata.csv", "Ticker Symbol", "ticker"),
    ],
)
def test_the_tables_beside_the_tokens_name_the_company(
    rev: Path, call: str, table: str, column: str, field: str
) -> None:
    with (rev / table).open(newline="") as file:
        (want,) = [row[column] for row in csv.DictReader(file) if call.split(".")[0] in row.values()]
    found = parsed(rev / call).call
    assert (found.company, found.ticker) == ((want, None) if field == "company" else (None, want))


def test_the_tables_themselves_are_no_transcripts(rev: Path) -> None:
    for table in sorted(rev.glob("*.csv")):
        with pytest.raises(SourceNotTranscript):
            parse(read_source(table))
