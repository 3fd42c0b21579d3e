"""Sources: which files are found, which bytes are text, and what each bad file is told."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from errors import (
    SourceEmpty,
    SourceError,
    SourceMissing,
    SourceNotText,
    SourceTooLarge,
    SourceUnreadable,
)
from ingest.sources import find_files, read_source, source_of

ENGLISH = "Thank you for joining. “Revenue” in the café segment grew 12% — we’d hoped for 11%.\n" * 6
TRADITIONAL = (
    "營收成長百分之十二,雲端業務加速成長。自由現金流下降,主要由於資本支出增加。謝謝大家參加今天的法說會。\n" * 6
)
SIMPLIFIED = "营收增长百分之十二,云业务加速增长。自由现金流下降,主要由于资本支出增加。谢谢大家参加今天的业绩会。\n" * 6
PLAIN = "Operator\nThank you for joining the call.\n" * 4


@pytest.mark.parametrize(
    ("text", "encoding", "bom"),
    [
        (ENGLISH, "utf-8", b""),
        (ENGLISH, "utf-8", b"\xef\xbb\xbf"),
        (ENGLISH, "utf-16-le", b"\xff\xfe"),
        (ENGLISH, "utf-16-be", b"\xfe\xff"),
        (ENGLISH, "cp1252", b""),
        (TRADITIONAL, "utf-8", b""),
        (TRADITIONAL, "utf-16-le", b"\xff\xfe"),
        (TRADITIONAL, "big5", b""),
        (TRADITIONAL, "gb18030", b""),
        (SIMPLIFIED, "gb18030", b""),
        (PLAIN + TRADITIONAL, "big5", b""),
        (PLAIN + SIMPLIFIED, "gb18030", b""),
        (PLAIN * 400 + "It’s done.\n", "cp1252", b""),
    ],
)
def test_encodings(text: str, encoding: str, bom: bytes) -> None:
    assert source_of("call.txt", bom + text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("Q1\u00a02025".encode(), "Q1 2025"),
        ("so\u2028then".encode(), "so then"),
        ("a\u200bb\ufeffc".encode(), "a b c"),
        (b"tab\there", "tab\there"),
        (b"page one\x0cpage two", "page one\x0cpage two"),
        ("\u202eeoD\u202c J\u2060ane\U000e0041".encode(), "eoD Jane"),
        ("می\u200cخواهم".encode(), "می\u200cخواهم"),
        ("emoji 🪶 and U+FDFA ﷺ".encode(), "emoji 🪶 and U+FDFA ﷺ"),
    ],
)
def test_line_ends_and_spaces_are_made_plain(data: bytes, text: str) -> None:
    assert source_of("call.txt", data).text == text


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", SourceEmpty, "is empty"),
        (b" \r\n\t\n", SourceEmpty, "is empty"),
        ("\u00a0\u200b\n".encode(), SourceEmpty, "is empty"),
        (b"\xef\xbb\xbf\n", SourceEmpty, "is empty"),
        (" \n".encode("utf-16"), SourceEmpty, "is empty"),
        (b"PK\x03\x04....", SourceNotText, "a ZIP file"),
        (b"\x89PNG\r\n\x1a\n", SourceNotText, "a PNG image"),
        (b"\xff\xd8\xff\xe0 JFIF", SourceNotText, "a JPEG image"),
        (b"\x7fELF\x02\x01", SourceNotText, "a program"),
        (b"\x1f\x8b\x08 zipped", SourceNotText, "a gzip archive"),
        (b"\xd0\xcf\x11\xe0 doc", SourceNotText, "an old Office file"),
        (b"SQLite format 3\x00", SourceNotText, "a database"),
        (rb"{\rtf1\ansi Operator: Good day.}", SourceNotText, "rich text"),
        (b"Operator: Hi." + b"\n" * 600_000 + b"x", SourceTooLarge, "600,001 lines"),
        (b"text with a \x00 in it", SourceNotText, "a binary file"),
        (TRADITIONAL.encode("utf-16-le"), SourceNotText, "a binary file"),
        (TRADITIONAL.encode("utf-32"), SourceNotText, "control characters"),
        (b"half a pair: \xed\xa0\x80", SourceNotText, "lone surrogate"),
        (TRADITIONAL.encode()[:-2], SourceNotText, "encoding"),
        ((ENGLISH + TRADITIONAL).encode()[:-3], SourceNotText, "encoding"),
        ((PLAIN * 40 + "It’s done. ").encode() + "It’s done.".encode("cp1252"), SourceNotText, "several at once"),
        (b"\xef\xbb\xbf" + "雲".encode()[:2], SourceNotText, "UTF-8-SIG"),
        (b"\xff\xfea", SourceNotText, "UTF-16"),
        (b"a bell \x07 rings", SourceNotText, "control characters"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[SourceError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        _ = source_of("call.txt", data).text
    assert "call.txt" in caught.value.message
    assert caught.value.hint.endswith(".")


def test_limits(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"x" * 101)
    with pytest.raises(SourceTooLarge, match="limit") as caught:
        read_source(file, max_bytes=100)
    assert caught.value.hint
    with pytest.raises(SourceTooLarge):
        source_of("upload.txt", b"x" * 101, max_bytes=100)
    assert read_source(file, max_bytes=101).data == b"x" * 101


def test_a_source_keeps_name_bytes_and_their_hash(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_bytes(b"one\r\n")
    source = read_source(file)
    assert (source.name, source.data) == ("call.txt", b"one\r\n")
    assert source.hash == source_of("other name", b"one\r\n").hash
    assert source.hash != source_of("call.txt", b"one\n").hash


def test_a_name_that_is_no_text_is_made_one(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        file.write_bytes(b"one")
    except OSError:
        pytest.skip("This file system takes UTF-8 names only.")
    assert read_source(file).name == "caf?.txt"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda _: None, SourceMissing),
        (lambda path: path.mkdir(), SourceUnreadable),
        (lambda path: path.touch(), SourceEmpty),
        (lambda path: os.mkfifo(path), SourceUnreadable),
    ],
    ids=["missing", "directory", "empty", "pipe"],
)
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], object], error: type[SourceError]) -> None:
    path = tmp_path / "call.txt"
    make(path)
    with pytest.raises(error) as caught:
        read_source(path)
    assert type(caught.value) is error
    assert caught.value.hint


def test_files_are_found_in_order_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/z.txt", "sub/c.txt", "Thumbs.db", ".hidden", ".git/config", "sub/.cache/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")
    found = find_files([tmp_path / "sub" / "z.txt", tmp_path, tmp_path / "a.txt"])
    assert [str(path.relative_to(tmp_path)) for path in found] == ["sub/z.txt", "a.txt", "b.txt", "sub/c.txt"]
    assert find_files([tmp_path / ".hidden"]) == [tmp_path / ".hidden"]


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="nowhere") as caught:
        find_files([tmp_path, tmp_path / "nowhere"])
    assert caught.value.hint


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.sources.MAX_FILES", 2)
    for name in "abc":
        (tmp_path / name).touch()
    with pytest.raises(SourceTooLarge, match="More than 2 files"):
        find_files([tmp_path])


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder that other users may enter too, which `tmp_path` is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_what_may_not_be_read_is_refused(common_folder: Path) -> None:
    """Permission bits do not bind root, so an unprivileged child looks."""
    closed, file = common_folder / "closed", common_folder / "mine.txt"
    closed.mkdir()
    for path in (closed / "call.txt", file):
        path.write_text("text")
    file.chmod(0)
    closed.chmod(0)
    mine, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_look, args=(closed, file, theirs))
    child.start()
    answered = mine.poll(30)
    child.join(10)
    closed.chmod(0o755)
    assert answered, "the child gave no answer"
    assert mine.recv() == [("SourceUnreadable", True)] * 3


def _look(closed: Path, file: Path, result: Connection) -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    seen: list[tuple[str, bool]] = []
    for attempt in (lambda: find_files([closed]), lambda: find_files([closed / "call.txt"]), lambda: read_source(file)):
        try:
            attempt()
            seen.append(("nothing was raised", False))
        except SourceError as error:
            seen.append((type(error).__name__, "Permission denied" in error.message and bool(error.hint)))
    result.send(seen)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("windows-1252", "cp1252"), ("big5", "big5"), ("utf-8", "utf-8")],
)
def test_a_declared_charset_is_taken(declared: str, encoding: str) -> None:
    text = f'<html><meta charset="{declared}"><p>{"café" if encoding == "cp1252" else "營收成長"}</p>'
    assert source_of("call.html", text.encode(encoding)).text == text


@pytest.mark.parametrize("declared", ["utf-16", "utf-7", "unicode_escape", "idna", "punycode", "rot13", "zlib", "x"])
def test_a_charset_that_cannot_be_the_page_s_is_not_believed(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><p>Umsätze \\ud800 +2AA-</p>'
    assert source_of("call.xml", text.encode()).text == text
