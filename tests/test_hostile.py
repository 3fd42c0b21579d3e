"""Hostile files: each ends in a clear error or in the words that were said, and leaves nothing behind.

The files are built in code (`tests/hostile/make.py`). They are read as the product reads them, in a process that can
be stopped.
"""

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import cli
from errors import SourceEmpty, SourceError, SourceNotText, SourceNotTranscript, SourceTooLarge, SourceTooSlow
from ingest.parse import parse
from ingest.sources import Source, find_files, read_source, source_of
from ingest.transcript import Transcript
from ingest.worker import ParseWorker
from tests.hostile.make import (
    BILLION_LAUGHS,
    DRAWN,
    PAIRS,
    TEXT,
    WORDS,
    csv,
    docx,
    docx_with_false_size,
    html,
    nested_archives,
    p,
    pdf,
    stream,
    turns_json,
)
from tests.test_cli import snapshot

EXAMPLES = Path(__file__).parent / "formats" / "examples"
Make: TypeAlias = Callable[[], bytes | str]
LOCAL_FILE = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
XML = (EXAMPLES / "streetevents.xml").read_text()
EVENT = XML[XML.index("<Event") :]
NLP = (EXAMPLES / "rev_tokens.nlp").read_text()
SRT = (EXAMPLES / "subtitles.srt").read_text()
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>/XObject<</X 6 0 R>>>>"


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ParseWorker]:
    """A worker whose folder for temporary files must be empty at the end."""
    scratch = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TMPDIR", str(scratch))
        worker = ParseWorker(seconds=60)
        yield worker
    worker.close()
    assert list(scratch.iterdir()) == []


REFUSED: dict[str, tuple[Make, type[SourceError], str]] = {
    # Word files
    "docx: 60 MB in 60 KB": (lambda: docx(WORDS + " " * 60_000_000), SourceTooLarge, "unpack to far more"),
    "docx: false size": (docx_with_false_size, SourceNotText, "damaged"),
    "docx: 10,050 parts": (lambda: docx(WORDS, *((f"{i}", b"") for i in range(10_050))), SourceTooLarge, "unpack"),
    "docx: 2.1 million elements": (lambda: docx("<w:p/>" * 2_100_000), SourceTooLarge, "unpack"),
    "docx: no document": (lambda: docx(name="word/other.xml"), SourceNotText, "a ZIP file"),
    "docx: 200,000 deep": (lambda: docx("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000), SourceNotText, "damaged"),
    "docx: billion laughs": (lambda: docx(p("Operator: &j;"), before=BILLION_LAUGHS), SourceNotText, "damaged"),
    "docx: attribute of 11 MB": (lambda: docx(f'<w:p w:x="{"a" * 11_000_000}"/>'), SourceNotText, "damaged"),
    "docx: cut": (lambda: docx()[:-60], SourceNotText, "damaged"),
    # PDFs
    "pdf: header only": (lambda: b"%PDF-1.4\n", SourceNotText, "damaged PDF"),
    "pdf: cut": (lambda: pdf()[:500], SourceNotText, "damaged PDF"),
    "pdf: noise": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 100, SourceNotText, "damaged PDF"),
    "pdf: unknown lock": (
        lambda: pdf(trailer="/Encrypt<</Filter/Foo/V 9>>/ID[(a)(a)]"),
        SourceNotText,
        "locked by a password",
    ),
    "pdf: pages in a circle": (
        lambda: pdf(pages="<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"),
        SourceNotText,
        "damaged PDF",
    ),
    "pdf: no text": (lambda: pdf(b"0 0 100 100 re f"), SourceNotText, "pictures of pages"),
    "pdf: 500 MB of drawing": (lambda: pdf(b" " * 500_000_000), SourceTooLarge, "draws far more"),
    "pdf: font of another folder": (
        lambda: pdf(resources="<</Font<</F1 <</Type/Font/Subtype/Type0/Encoding/..#2F..#2Fetc#2Fpasswd>>>>>>"),
        SourceNotText,
        "PDF|pictures",
    ),
    # XML and HTML
    "xml: 200,000 deep": (lambda: "<Event><EventStory>" + "<a>" * 200_000, SourceNotTranscript, "no speaker turns"),
    "html: 200,000 deep": (lambda: html("<div>" * 200_000), SourceNotTranscript, "no speaker turns"),
    "html: 1.2 million elements": (lambda: html("<p>" * 1_200_000), SourceTooLarge, "elements"),
    # JSON
    "json: 100,000 lists deep": (lambda: "[" * 100_000 + "]" * 100_000, SourceNotTranscript, "nested too deep"),
    "json: 100,000 objects deep": (
        lambda: '{"a":' * 100_000 + "1" + "}" * 100_000,
        SourceNotTranscript,
        "nested too deep",
    ),
    "json: 1.5 million objects": (lambda: "[" + "{}," * 1_500_000 + "{}]", SourceNotTranscript, "objects and lists"),
    "json: cut": (lambda: turns_json()[:-40], SourceNotTranscript, "breaks off"),
    "json: 5,001 turns": (
        lambda: turns_json(transcript=[{"speaker": f"Jane Doe {i % 2}", "text": "We grew."} for i in range(5_001)]),
        SourceTooLarge,
        "5,001 turns",
    ),
    # tables, captions, tokens
    "csv: NUL": (lambda: csv("Testa,2025,1,Jane Doe,gr\0ew\n"), SourceNotText, "binary"),
    "csv: a million columns": (lambda: "speaker,text," + "x," * 1_000_000 + "\n", SourceNotTranscript, "no speaker"),
    "csv: 200,001 rows": (lambda: csv("a,,,,b\n" * 200_001), SourceTooLarge, "more than 200,000 rows"),
    "srt: a million cues": (lambda: "1\n0:0:1,0 --> 0:0:2,0\n\n" * 800_000, SourceTooLarge, "2,400,001 lines"),
    "nlp: one column": (lambda: "token|speaker|\n" + "word\n" * 50_000, SourceNotTranscript, "no speaker turns"),
    "nlp: 20,000 speakers": (
        lambda: NLP.split("\n")[0] + "\n" + "\n".join(f"w|{i % 2}|||||" for i in range(20_000)),
        SourceTooLarge,
        "20,000 turns",
    ),
    # text
    "nothing": (lambda: b"", SourceEmpty, "empty"),
    "only a BOM": (lambda: b"\xef\xbb\xbf", SourceEmpty, "empty"),
    "only a UTF-16 BOM": (lambda: b"\xff\xfe", SourceEmpty, "empty"),
    "only spaces": (lambda: " \n\t" * 1_000, SourceEmpty, "empty"),
    "only what is not seen": (lambda: "\u200b\u2060\u202e\n", SourceEmpty, "empty"),
    "UTF-16 without BOM": (lambda: TEXT.encode("utf-16-le"), SourceNotText, "UTF-16"),
    "UTF-32 without BOM": (lambda: TEXT.encode("utf-32-be"), SourceNotText, "UTF-32"),
    "UTF-32": (lambda: TEXT.encode("utf-32"), SourceNotText, "control characters"),
    "UTF-8 and GB18030": (lambda: "營收成長。".encode() * 99 + "营收".encode("gb18030"), SourceNotText, "encoding"),
    "half of a pair": (lambda: TEXT.encode() + b"\xed\xa0\x80", SourceNotText, "lone surrogate"),
    "bytes from 128 up": (lambda: bytes(128 + i * 7 % 128 for i in range(100_000)), SourceNotText, "encoding"),
    "19 million blank lines": (lambda: TEXT + "\n" * 19_000_000 + "x", SourceTooLarge, "lines"),
    "19 million old Mac lines": (lambda: TEXT + "\r" * 19_000_000 + "x", SourceTooLarge, "lines"),
    "9 million pages": (lambda: TEXT + "\f" * 9_000_000 + "x", SourceTooLarge, "lines"),
    "5,001 turns": (
        lambda: "".join(f"{'Jane Doe' if i % 2 else 'Sam Poe'}: We grew it.\n\n" for i in range(5_001)),
        SourceTooLarge,
        "5,001 turns",
    ),
    "more than 20 MB": (lambda: "x" * 21_000_000, SourceTooLarge, "the limit is"),
    # other files under a text file's name
    "a PNG image": (lambda: b"\x89PNG\r\n\x1a\n", SourceNotText, "PNG image"),
    "a JPEG image": (lambda: b"\xff\xd8\xff\xe0 JFIF", SourceNotText, "JPEG image"),
    "a WebP image": (lambda: b"RIFF\x10\0\0\0WEBP", SourceNotText, "binary"),
    "a program": (lambda: b"\x7fELF\x02\x01", SourceNotText, "program"),
    "a ZIP file": (lambda: docx(name="notes.xml"), SourceNotText, "ZIP file"),
    "an old Office file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1", SourceNotText, "old Office"),
    "rich text": (lambda: rb"{\rtf1\ansi Operator: Good day.}", SourceNotText, "rich text"),
    "a web script": (lambda: "<?php echo 1; ?>", SourceNotTranscript, "no speaker turns"),
}

TAKEN: dict[str, tuple[str, Make]] = {
    "docx: macros": ("a.docm", lambda: docx(WORDS, ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 AutoOpen"))),
    "docx: names that climb": ("a.docx", lambda: docx(WORDS, ("../../evil.txt", b"x"), ("/etc/evil", b"x"))),
    "docx: archives in archives": ("a.docx", nested_archives),
    "docx: link to a local file": ("a.docx", lambda: docx(WORDS + p("&x;"), before=LOCAL_FILE)),
    "docx: 240 deep": ("a.docx", lambda: docx("<w:sdt>" * 240 + WORDS + "</w:sdt>" * 240)),
    "pdf: script": ("a.pdf", lambda: pdf(root="/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
    "pdf: form that draws itself": (
        "a.pdf",
        lambda: pdf(DRAWN + b" /X Do", stream(b"/X Do /X Do", FORM), resources="<</Font<</F1 4 0 R>>/XObject<</X 6 0 R>>>>"),
    ),
    "pdf: page without end": (
        "a.pdf",
        lambda: pdf(page="<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e300 1e300]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"),
    ),
    "html: attribute of 9 MB": ("a.html", lambda: html(f'<p title="{"a" * 9_000_000}">Testa</p>')),
    "html: class of 8 MB": ("a.html", lambda: html(f'<p class="{"speaker " * 1_000_000}">Testa</p>')),
    "html: script": ("a.html", lambda: html("<script>" + "while(1){};" * 100_000 + "</script>")),
    "html: comment": ("a.html", lambda: html("<!--" + "- " * 1_000_000 + "-->")),
    "json: key twice": ("a.json", lambda: turns_json()[:-1] + ', "company": "Other", "transcript": []}'),
    "json: 1e999": ("a.json", lambda: turns_json().replace("2025,", "1e999,")),
    "json: NaN": ("a.json", lambda: turns_json().replace("2025,", "NaN,")),
    "json: a number of 4,000 digits": ("a.json", lambda: turns_json().replace("2025,", "9" * 4_000 + ",")),
    "json: a name of 5 MB": (
        "a.json",
        lambda: turns_json(analyst="J " * 2_500_000),
    ),
    "json: direction marks in names": ("a.json", lambda: turns_json().replace("Jane", "\\u202eJane\\u2060")),
    "csv: quotes": ("a.csv", lambda: csv('"' * 1_000_000)),
    "text: 10 MB of spaces": ("a.txt", lambda: TEXT + " " * 10_000_000),
    "text: direction marks in names": ("a.txt", lambda: TEXT.replace("Jane Doe", "\u202eJane\u2066 Doe\u202c")),
    "text: tags that nobody sees": ("a.txt", lambda: TEXT.replace("Jane", "Jane\U000e0041\U000e007f")),
    "text: UTF-16": ("a.txt", lambda: TEXT.encode("utf-16")),
}  # fmt: skip


def _bytes(made: bytes | str) -> bytes:
    return made if isinstance(made, bytes) else made.encode()


def words_of(calls: list[Transcript]) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for call in calls for turn in call.turns]


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_with_a_reason(case: str, worker: ParseWorker) -> None:
    make, error, says = REFUSED[case]
    with pytest.raises(error, match=says) as caught:
        worker.parse(source_of("call.txt", _bytes(make())))
    assert type(caught.value) is error
    assert caught.value.hint.endswith(".")
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("case", TAKEN)
def test_is_read_for_what_was_said_and_nothing_else(case: str, worker: ParseWorker) -> None:
    name, make = TAKEN[case]
    calls = worker.parse(source_of(name, _bytes(make())))
    assert words_of(calls) == list(PAIRS)


@pytest.mark.parametrize(
    "text",
    [
        LOCAL_FILE + EVENT.replace("</eventTitle>", "&x;</eventTitle>").replace("</Body>", "&x;</Body>"),
        BILLION_LAUGHS + EVENT.replace("</eventTitle>", "&j;</eventTitle>"),
        EVENT.replace("<EventStory", LOCAL_FILE + "<EventStory", 1),
    ],
    ids=["local file", "billion laughs", "declared inside"],
)
def test_what_xml_declares_is_never_opened(text: str, worker: ParseWorker) -> None:
    honest, hostile = worker.parse(source_of("a.xml", XML.encode())), worker.parse(source_of("a.xml", text.encode()))
    assert words_of(hostile) == words_of(honest)
    assert "root:" not in repr(hostile)
    assert "ha ha" not in repr(hostile)


def test_halves_of_character_pairs_become_one_mark(worker: ParseWorker) -> None:
    """JSON can spell them; SQLite, UTF-8 and the console cannot take them."""
    said = turns_json().replace("grew", "\\ud83d grew \\udc00 \\ud83d\\ude00").replace("Testa", "Te\\udfffsta")
    for form in (said, (EXAMPLES / "motley_fool_parsed.json").read_text().replace(" the ", " \\ud800the\\u0000 ")):
        calls = worker.parse(source_of("a.json", form.encode()))
        assert "\ufffd" in words_of(calls)[1][1] or "\ufffd" in repr(calls)
        json.dumps(repr(calls), ensure_ascii=False).encode()
        assert all(char >= " " or char == "\n" for _, words in words_of(calls) for char in words)
    assert "\U0001f600" in worker.parse(source_of("a.json", said.encode()))[0].turn(2).text


def test_formulas_of_a_table_stay_words(worker: ParseWorker) -> None:
    (call,) = worker.parse(source_of("a.csv", csv("Testa,2025,1,Jane Doe,=cmd|' /C calc'!A0\n").encode()))
    assert call.turns[-1].text == "=cmd|' /C calc'!A0"


def test_a_character_that_the_tokenizer_cannot_take_is_kept(worker: ParseWorker) -> None:
    (call,) = worker.parse(source_of("a.txt", (TEXT + "Jane Doe: " + "\ufdfa" * 10_000).encode()))
    assert "\ufdfa" * 10_000 in call.turns[-1].text


@pytest.mark.parametrize(
    "make",
    [
        lambda: pdf(DRAWN + b" 1 0 0 rg" * 3_000_000),
        lambda: pdf(b"BT /F1 12 Tf (" + b"(" * 1_000_000 + b") Tj ET"),
        lambda: turns_json(transcript=[{"speaker": "Jane Doe", "text": "We grew a lot. " * 1_000_000}]),
    ],
    ids=["pdf of 27 MB of colors", "pdf of a million brackets", "15 MB of sentences"],
)
def test_what_would_take_for_ever_is_stopped(make: Make) -> None:
    worker = ParseWorker(seconds=1.5)
    start = time.monotonic()
    with pytest.raises(SourceTooSlow, match=r"call was not read within") as caught:
        worker.parse(Source("call", _bytes(make())))
    assert time.monotonic() - start < 10
    assert caught.value.hint
    worker.close()


# names and kinds of files


def test_names_that_are_hard_to_print(tmp_path: Path, worker: ParseWorker) -> None:
    for name in ("two\nlines.txt", "\u202etxt.exe.txt", "x" * 251 + ".txt", os.fsdecode(b"caf\xe9.txt"), "-rf.txt"):
        path = tmp_path / name
        try:
            path.write_text(TEXT)
        except OSError:
            continue  # A file system that takes no such name.
        (call,) = worker.parse(read_source(path))
        assert len(call.turns) == len(PAIRS)
        call.call.source.encode()
    assert len(find_files([tmp_path])) >= 3


def test_what_is_no_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "circle").mkdir()
    (tmp_path / "circle" / "again").symlink_to(tmp_path / "circle")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = find_files([tmp_path])
    assert len(found) < 10, "links to folders are not followed in circles"
    for path in (*found, tmp_path / "folder.txt"):
        with pytest.raises(SourceError) as caught:
            read_source(path)
        assert caught.value.hint


# through the command


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [name for name in os.environ if name.startswith(("CALLCITE_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CALLCITE_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


def _ingest(*paths: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert cli.main(["ingest", *map(str, paths), "--json"]) in (0, 1)
    said: dict[str, object] = json.loads(capsys.readouterr().out)
    return said


def test_refused_files_leave_the_library_as_it_was(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch, files = tmp_path / "scratch", tmp_path / "files"
    scratch.mkdir()
    files.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    good = tmp_path / "good.txt"
    good.write_text(TEXT)
    assert _ingest(good, capsys=capsys)["added"] == 1
    before = snapshot(library)
    chosen = [
        "docx: 60 MB in 60 KB",
        "pdf: 500 MB of drawing",
        "json: 100,000 lists deep",
        "half of a pair",
        "a program",
    ]
    for number, case in enumerate(chosen):
        (files / f"{number}.txt").write_bytes(_bytes(REFUSED[case][0]()))
    said = _ingest(files, capsys=capsys)
    assert said["rejected"] == len(chosen)
    assert snapshot(library) == before
    assert list(scratch.iterdir()) == []


def test_hostile_words_are_stored_and_printed(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hard\u202e\n.json"
    said = turns_json().replace("grew", "\\ud83d grew \\u0000").replace("margins", "\ufdfa" * 200 + "\u0301" * 500)
    path.write_text(said, encoding="utf-8")
    assert _ingest(path, capsys=capsys)["added"] == 1
    assert cli.main(["search", "revenue this quarter", "--json"]) == 0
    assert "\ufffd grew" in json.loads(capsys.readouterr().out)["hits"][0]["text"]


# time

_UNITS = {
    "spaces": " ", "dashes": "-", "dots": ".", "digits": "7", "colons": ":", "brackets": "(", "closed": ")",
    "capitals": "A ", "names": "Jane Doe, ", "headings": "Jane Doe -- Chief Executive Officer ", "Operator": "Operator ",
    "Operators": "Operator\n", "labels": "Jane Doe: Hello.\n", "times": "00:00:01 ", "Q": "Q: ", "initials": "A.",
    "square": "[", "tags": "<a ", "entities": "&amp;", "quotes": '"', "CJK": "營。", "full width": ":", "bullets": "• ",
    "pipes": "|", "arrows": "-->", "titles": "Mr. ", "stops": ". ", "addresses": "a@b.c ", "markdown": "*_",
    "blank": "\n", "pages": "\f", "tabs": "\t", "marks": "?!", "and": "And ", "stage": "(inaudible) ",
}  # fmt: skip
_SMALL = 8_000
_FLOOR = 0.4
"""Seconds below which a time says nothing about growth."""
_TRIES = 4


def _with_runs(text: str, run: str) -> str:
    """A call with a run in the middle of its words and another at its end."""
    half = len(text) // 2
    return f"{text[:half]}{run}{text[half:]}\n{run}x\n"


def _seconds(name: str, text: str) -> float:
    start = time.process_time()
    with contextlib.suppress(SourceError):
        parse(source_of(name, text.encode()))
    return time.process_time() - start


_TEXTS = sorted(
    path.name for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".md", ".html", ".srt", ".vtt", ".nlp", ".xml")
    and ".layout." not in path.name
)  # fmt: skip


@pytest.mark.parametrize("kind", _UNITS)
def test_time_grows_with_the_length_and_no_faster(kind: str) -> None:
    """A long run of one thing in calls of some families: four times as much takes at most ten times as long."""
    unit = _UNITS[kind]
    turn = sorted(_UNITS).index(kind)
    for name in ("-", *_TEXTS[turn % 8 :: 8]):
        front = TEXT if name == "-" else (EXAMPLES / name).read_text(encoding="utf-8", errors="replace")
        few, many = (_with_runs(front, unit * (n // len(unit))) for n in (_SMALL, 4 * _SMALL))
        # A busy machine can slow down one of the two: what grows too fast does so every time.
        tries = ((_seconds(name, many), _seconds(name, few)) for _ in range(_TRIES))
        assert any(long <= _FLOOR or long < 10 * max(short, _FLOOR / 10) for long, short in tries), f"{kind} in {name}"
