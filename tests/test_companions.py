"""The tables beside a token file: found, bounded, cut down to the file's own rows, and part of what is hashed."""

from pathlib import Path

import pytest

from errors import SourceError, SourceNotText, SourceTooLarge
from ingest.companions import MAX_BYTES, file_ids, rows
from ingest.sources import find_files, read_source, source_of

TOKENS = b"token|speaker|ts|endTs|punctuation|case|tags|wer_tags\r\nHi|0||||UC|[]|[]\r\n"
TABLE = "file_id,speaker_id,speaker_name\n9900001,0,Perry\n8800002,0,Somebody Else\n9900001,1,Nell Ashgrove\n"
MINE = "file_id,speaker_id,speaker_name\n9900001,0,Perry\n9900001,1,Nell Ashgrove\n"


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    path = tmp_path / "9900001.nlp"
    path.write_bytes(TOKENS)
    return path


@pytest.mark.parametrize("name", ["9900001.speakers.csv", "speaker-metadata.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_only_the_rows_of_the_file_are_taken(tokens: Path, name: str, encoding: str) -> None:
    tokens.with_name(name).write_bytes(TABLE.replace("\n", "\r\n").replace("Perry", "Renée").encode(encoding))
    assert read_source(tokens).companion == MINE.replace("Perry", "Renée")


def test_the_table_of_the_file_goes_before_that_of_the_folder(tokens: Path) -> None:
    tokens.with_name("speaker-metadata.csv").write_text(TABLE.replace("Perry", "Wrong"))
    tokens.with_name("9900001.speakers.csv").write_text(TABLE)
    assert read_source(tokens).companion == MINE


def test_the_table_of_an_aligned_file_may_bear_the_plain_name(tokens: Path) -> None:
    aligned = tokens.rename(tokens.with_name("9900001.aligned.nlp"))
    tokens.with_name("9900001.speakers.csv").write_text(TABLE)
    assert read_source(aligned).companion == MINE
    assert file_ids("9900001.aligned.nlp") == ("9900001.aligned", "9900001")


def test_a_table_of_the_file_needs_no_file_ids(tokens: Path) -> None:
    own = "speaker_id,speaker_name\n0,Perry\n"
    tokens.with_name("9900001.speakers.csv").write_text(own)
    assert read_source(tokens).companion == own
    tokens.with_name("9900001.speakers.csv").rename(tokens.with_name("speaker-metadata.csv"))
    assert read_source(tokens).companion is None


def test_tables_of_calls_are_taken_too(tokens: Path) -> None:
    tokens.with_name("speaker-metadata.csv").write_text(TABLE)
    tokens.with_name("earnings22-metadata.csv").write_text("File ID,Ticker Symbol\n9900001,PMBT\n8800002,WRNG\n")
    companion = read_source(tokens).companion
    assert companion == f"{MINE}\nfile_id,ticker_symbol\n9900001,PMBT\n"


def test_other_files_have_no_companion(tokens: Path) -> None:
    tokens.with_name("speaker-metadata.csv").write_text(TABLE)
    other = tokens.with_name("9900001.txt")
    other.write_text("Perry: Hi.\n")
    assert read_source(other).companion is None
    tokens.write_bytes(b"../nlp_references/9900001.nlp")
    assert read_source(tokens).companion is None


def test_the_hash_covers_the_companion(tokens: Path) -> None:
    alone = read_source(tokens).hash
    assert alone == source_of("9900001.nlp", TOKENS).hash
    table = tokens.with_name("speaker-metadata.csv")
    table.write_text(TABLE)
    named = read_source(tokens).hash
    table.write_text(TABLE.replace("Perry", "Peregrine"))
    renamed = read_source(tokens).hash
    assert len({alone, named, renamed}) == 3
    table.write_text(TABLE.replace("Perry", "Peregrine").replace("Somebody Else", "Another"))
    assert read_source(tokens).hash == renamed


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"file_id,speaker_id,speaker_name\n" + b"x" * MAX_BYTES, SourceTooLarge, "speaker-metadata.csv has more than"),
        (b'file_id,speaker_name\n9900001,"' + b"x" * 200_000, SourceNotText, "speaker-metadata.csv is no table"),
    ],
)
def test_a_table_that_cannot_be_taken_is_told(
    tokens: Path, content: bytes, error: type[SourceError], says: str
) -> None:
    tokens.with_name("speaker-metadata.csv").write_bytes(content)
    with pytest.raises(error, match=says) as caught:
        read_source(tokens)
    assert caught.value.hint


@pytest.mark.parametrize(
    "content", ["", "\n\n", "file_id\n", "file_id,speaker_id,speaker_name\n", "a,b\n1,2,3\n\n4\n", "\x00\n"]
)
def test_odd_tables_give_no_names(tokens: Path, content: str) -> None:
    tokens.with_name("speaker-metadata.csv").write_text(content)
    assert read_source(tokens).companion is None


def test_columns_are_known_by_name() -> None:
    assert list(rows("File ID, Speaker_ID ,speaker_name\n1, 2 ,Perry\n")) == [
        {"file_id": "1", "speaker_id": "2", "speaker_name": "Perry"}
    ]


def test_tables_beside_a_token_file_are_no_transcripts(tmp_path: Path) -> None:
    for name in ("1.nlp", "1.speakers.csv", "speaker-metadata.csv", "calls.csv"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in find_files([tmp_path])] == ["1.nlp", "calls.csv"]
    assert [path.name for path in find_files([tmp_path / "speaker-metadata.csv"])] == ["speaker-metadata.csv"]
    (tmp_path / "1.nlp").unlink()
    assert len(find_files([tmp_path])) == 3
