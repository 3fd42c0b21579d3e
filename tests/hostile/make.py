"""Hostile files, built in code: Word files, PDFs, web pages and JSON around one small call that is in order."""

import io
import json
import zipfile
import zlib
from collections.abc import Sequence

PAIRS = (
    ("Operator", "Good morning and welcome to the first quarter 2025 call of Testa Corp."),
    ("Jane Doe", "Thank you. We grew revenue 12% this quarter."),
    ("Operator", "We will now take questions. The first comes from Sam Poe with Ulm Securities."),
    ("Sam Poe", "What about margins, please?"),
    ("Jane Doe", "They rose a little, thank you for asking."),
    ("Sam Poe", "And the outlook?"),
    ("Jane Doe", "It is unchanged."),
    ("Operator", "This ends the call."),
)
TEXT = "".join(f"{name}: {words}\n\n" for name, words in PAIRS)
BILLION_LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha ha ha ha">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


WORDS = "".join(p(f"{name}: {words}") for name, words in PAIRS)


def docx(body: str = WORDS, *parts: tuple[str, bytes], before: str = "", name: str = "word/document.xml") -> bytes:
    """A Word file of a body and further parts; `before` stands above the document's element."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')
        for part, data in parts:
            archive.writestr(part, data)
    return out.getvalue()


def docx_with_false_size() -> bytes:
    """A part of 60 MB of which the directory says that it has 1,000 bytes."""
    data = bytearray(docx(WORDS + " " * 60_000_000))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1_000).to_bytes(4, "little")
    return bytes(data)


def nested_archives(depth: int = 6) -> bytes:
    inner = bytes(1_000_000)
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(5):
                archive.writestr(f"{i}.zip", inner)
        inner = out.getvalue()
    return docx(WORDS, ("word/embeddings/a.zip", inner))


def html(body: str = "", title: str = "Testa Corp Q1 2025") -> bytes:
    words = "".join(f"<p><b>{name}:</b> {said}</p>" for name, said in PAIRS)
    return f"<html><head><title>{title}</title></head><body>{body}{words}</body></html>".encode()


def turns_json(**changes: object) -> str:
    turns = [{"speaker": name, "text": words} for name, words in PAIRS]
    return json.dumps({"company": "Testa", "year": 2025, "quarter": 1, "transcript": turns} | changes)


def csv(more: str = "") -> str:
    rows = "".join(f'Testa,2025,1,{name},"{words}"\n' for name, words in PAIRS)
    return f"company,year,quarter,speaker,text\n{rows}{more}"


DRAWN = b"BT /F1 12 Tf 50 750 Td " + b" ".join(f"({n}: {w}) Tj 0 -30 Td".encode() for n, w in PAIRS) + b" ET"
_PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
_RESOURCES = "<</Font<</F1 4 0 R>>>>"


def stream(data: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    return f"<</Length {len(packed)} /Filter /FlateDecode {extra}>>\nstream\n".encode() + packed + b"\nendstream"


def pdf(
    content: bytes = DRAWN,
    *more: bytes,
    pages: str = _PAGES,
    resources: str = _RESOURCES,
    page: str | None = None,
    root: str = "",
    trailer: str = "",
) -> bytes:
    """A PDF of one page; objects 6 and up are `more`."""
    page = page or f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources {resources}/Contents 5 0 R>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    first = [f"<</Type/Catalog/Pages 2 0 R{root}>>", pages, page, font]
    return _objects([*(text.encode() for text in first), stream(content), *more], f"/Root 1 0 R{trailer}")


def _objects(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer\n<</Size {len(objects) + 1} {trailer}>>\nstartxref\n{table}\n%%EOF\n".encode())
