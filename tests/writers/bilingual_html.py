"""Bilingual pages of two-column tables: a Seeking Alpha call cut into chunks, with a Korean or Chinese translation."""

import html
import random
from dataclasses import dataclass

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall

SUMMARY = {"ko": "• 운임 변동 없음, 주요 고", "zh": "• 运费没有变化,主要客"}
PREAMBLE = {"ko": "다음 텍스트를 한국어로 번역합니다:", "zh": "以下是中文翻译："}
KEY_TERMS = {"ko": "Note: Key terms kept:<br>- 운임 (freight)", "zh": "注：关键术语保留：<br>- 运费（freight）"}
_OPERATOR = {"ko": "진행자", "zh": "接线员"}
_SENTENCES = {
    "ko": ("창고에 등불이 가득합니다.", "올해 수로는 조용했습니다.", "우리는 새 가마를 지었습니다.", "질문해 주셔서 감사합니다.", "화물은 봄에 떠납니다.", "바람이 잦아들면 출하합니다."),
    "zh": ("仓库里放满了灯。", "今年的水道很安静。", "我们建了一座新窑。", "谢谢您提的问题。", "货物在春天启程。", "风小了我们就发货。"),
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    language: str
    inline: bool
    """`… ahead. Name: text` rather than the name at the paragraph's end."""
    marks: bool
    """`A - Name` in the Q&A."""
    chunk: int
    cut_breaks: bool
    """Whether white space at a cut between two rows is lost."""
    echo: float
    empty: float
    mojibake: bool
    charset: str


def style(call: SyntheticCall) -> Style:
    rng = _rng(call)
    language = rng.choice(("ko", "zh"))
    return Style(
        language,
        inline=rng.random() < 0.4,
        marks=rng.random() < 0.3,
        chunk=rng.choice((250, 650)),
        cut_breaks=rng.random() < 0.5,
        echo=rng.choice((0.0, 0.3)),
        empty=rng.choice((0.0, 0.1)),
        mojibake=rng.random() < 0.2,
        charset="gb18030" if language == "zh" and rng.random() < 0.5 else "utf-8",
    )


def _rng(call: SyntheticCall) -> random.Random:
    return random.Random("bilingual" + repr(call))


@dataclass(frozen=True)
class _Word:
    text: str
    paragraph: tuple[int, int] | None
    """(turn, paragraph) of a spoken word; None for labels, lists and breaks."""


_BREAK, _LINE = _Word("<br><br>", None), _Word("<br>", None)


def translations(call: SyntheticCall) -> dict[int, list[str | None]]:
    """For each Turn the renderings of its pieces, row by row; None where a row has none."""
    return _pages(call)[1]


def write(call: SyntheticCall) -> tuple[str, bytes]:
    how = style(call)
    tables, _ = _pages(call)
    heads = ("?뱤 Presentation", "??Q&A") if how.mojibake else ("📊 Presentation", "❓ Q&A")
    label = "요약" if how.language == "ko" else "摘要"
    rng = _rng(call)
    body = ""
    for head, rows in zip(heads, tables, strict=True):
        top = "<tr><th>Original</th><th>Translation</th></tr>\n" if rng.random() < 0.7 else ""
        cell = rng.choice(("<td>", '<td style="padding:10px;">'))
        cells = "".join(f"<tr>{cell}{en}</td>{cell}{tr}</td></tr>\n" for en, tr in rows)
        body += f'<h2>{head}</h2>\n<table style="width:100%;">\n{top}{cells}</table>\n<h3>📌 {label}</h3><p>{SUMMARY[how.language]}</p><hr>\n'
    page = (
        f'<!DOCTYPE html>\n<html><head><meta charset="{how.charset}">\n<title>call</title><style>td {{ padding: 1px; }}</style></head><body>\n'
        f'<a href="../index.html">←</a>\n<h1>📄 Earnings Call</h1>\n{body}</body></html>\n'
    )
    return f"{call.ticker}_{call.fiscal_year}.html", page.encode(how.charset)


def _pages(call: SyntheticCall) -> tuple[list[list[tuple[str, str]]], dict[int, list[str | None]]]:
    how, rng = style(call), _rng(call)
    tables: list[list[tuple[str, str]]] = []
    rendered: dict[int, list[str | None]] = {n: [] for n in range(len(call.turns))}
    for section in (Section.PREPARED, Section.QA):
        words = _front(call) if section is Section.PREPARED else [*_words("Question-and-Answer Session"), _BREAK]
        words += _speech(call, section, how, rng)
        rows = []
        for chunk in _chunks(words, how.chunk):
            english = _joined(chunk)
            if how.cut_breaks:
                english = english.removeprefix("<br><br>").removesuffix("<br><br>")
            rows.append((english, _translation(call, chunk, how, rng, rendered, first=not rows and not tables)))
        tables.append(rows)
    return tables, rendered


def _front(call: SyntheticCall) -> list[_Word]:
    title = f"{call.company} (NASDAQ:{call.ticker}) {call.period} Earnings Call {call.date:%B} {call.date.day}, {call.date.year} 8:00 AM ET"
    words = [*_words(title), _BREAK, *_words("Company Participants"), _BREAK]
    for name, title in call.executives:
        words += [*_words(f"{name} - {title}"), _LINE]
    words[-1:] = [_BREAK, *_words("Conference Call Participants"), _BREAK]
    for name, firm in call.analysts:
        words += [*_words(f"{name} - {firm}"), _LINE]
    return [*words[:-1], _BREAK]


def _speech(call: SyntheticCall, section: Section, how: Style, rng: random.Random) -> list[_Word]:
    words: list[_Word] = []
    for n, said in enumerate(call.turns):
        if said.section is not section:
            continue
        if how.inline:
            if words:
                words += [_BREAK] if rng.random() < 0.5 else []
            words += _words(f"{said.speaker}:")
        else:
            mark = (
                {Role.EXECUTIVE: "A - ", Role.ANALYST: "Q - "}.get(said.role, "")
                if how.marks and section is Section.QA
                else ""
            )
            words += [*_words(mark + said.speaker), _BREAK]
        for p, (english, _) in enumerate(said.paragraphs):
            spoken = [
                _Word(html.escape(word, quote=False) if rng.random() < 0.5 else word, (n, p))
                for word in english.split()
            ]
            words += [_BREAK] if p else []
            words += [
                part
                for i, word in enumerate(spoken)
                for part in ((_LINE, word) if how.inline and i and i % 9 == 0 else (word,))
            ]
    return words


def _words(text: str) -> list[_Word]:
    return [_Word(word, None) for word in text.split()]


def _chunks(words: list[_Word], size: int) -> list[list[_Word]]:
    chunks: list[list[_Word]] = [[]]
    length = 0
    for i, word in enumerate(words):
        # A list entry and a name are cut only where a space stands; what is left of a call is never two words long.
        if length > size and len(words) - i > 12 and word.paragraph is not None:
            chunks.append([])
            length = 0
        chunks[-1].append(word)
        length += len(word.text) + 1
    return chunks


def _joined(words: list[_Word]) -> str:
    return " ".join(word.text for word in words).replace(" <br>", "<br>").replace("<br> ", "<br>")


def _translation(
    call: SyntheticCall,
    chunk: list[_Word],
    how: Style,
    rng: random.Random,
    rendered: dict[int, list[str | None]],
    *,
    first: bool,
) -> str:
    pieces = list(dict.fromkeys(word.paragraph for word in chunk if word.paragraph))
    if rng.random() < how.empty and not first:
        for turn, _ in pieces:
            rendered[turn].append(None)
        return ""
    blocks: list[str] = []
    if first:
        blocks += [
            PREAMBLE[how.language],
            f"# {call.company_zh} (2025)",
            "**참석자**" if how.language == "ko" else "**公司参会人员:**",
        ]
    for i, (turn, paragraph) in enumerate(pieces):
        said: Said = call.turns[turn]
        text = " ".join(rng.sample(_SENTENCES[how.language], rng.randint(1, 2)))
        if how.language == "zh":
            text = text.replace(" ", "")
        rendered[turn].append(text)
        begins = paragraph == 0 and (i > 0 or chunk[0].paragraph is None)
        label = _OPERATOR[how.language] if said.role is Role.OPERATOR else said.speaker
        if how.inline and begins:
            text = f"**{label}:** {text}" if rng.random() < 0.5 else f"{label}: {text}"
        elif begins and (first or rng.random() < 0.5):
            blocks.append(f"{label}:" if first else label)
        blocks.append(text)
    if rng.random() < how.echo:
        blocks.append(_joined(chunk))
    elif rng.random() < 0.1:
        blocks.append(KEY_TERMS[how.language])
    return "<br><br>".join(blocks)
