"""Markdown -> Blocks: front matter, headings, lists, quotes and tables, with emphasis, links and escapes taken off.

Read line by line: one line is one Block, because transcripts in Markdown break lines where speakers change.
"""

import html
import re

from ingest.formats.generic.blocks import Block, unwrapped

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_ROW_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\|?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,200}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]{0,200}\")?\)")
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,100}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"(\*{2,3}|__)(?=\S)(.{1,4000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,4000}?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,4000}?)(?<=[^\s_])_(?![\w_])"
)
_CODE = re.compile(r"(`{1,2})(?!`)(.{1,1000}?)(?<!`)\1(?!`)")
_SIGNS = re.compile(r"^ {0,3}#{1,6} \S|\*\*\S.{0,200}?\*\*|^__\S.{0,100}?__", re.MULTILINE)
_LONGEST_LINE = 20_000


def recognises(text: str) -> bool:
    """Whether a text is Markdown: it has front matter, headings or bold text."""
    return _FRONT_MATTER.match(text) is not None or _SIGNS.search(text) is not None


def read(text: str) -> tuple[list[str], list[Block]]:
    """(`key: value` lines of the front matter, Blocks of the rest)."""
    matter: list[str] = []
    if match := _FRONT_MATTER.match(text):
        matter = _front_matter(match["yaml"])
        text = text[match.end() :]
    return matter, _blocks(_COMMENT.sub("", text))


def _front_matter(source: str) -> list[str]:
    import yaml

    try:
        found = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return [line.strip() for line in source.split("\n") if line.strip()]
    lines = []
    for key, value in found.items():
        if isinstance(value, list):
            value = "; ".join(
                ", ".join(map(str, item.values())) if isinstance(item, dict) else str(item) for item in value
            )
        lines.append(f"{key}: {value}".replace("\n", " "))
    return lines


def _blocks(text: str) -> list[Block]:
    found: list[Block] = []
    table = 0
    in_table = fenced = False
    before_blank = True
    lines = unwrapped([line.rstrip() for line in text.split("\n")])
    wrapper = _is_wrapper(lines)
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced and not wrapper
            continue
        if fenced:
            found.append(Block(line.strip(), aside=True))
            continue
        while (quoted := re.match(r"^ {0,3}>\s?", line)) and not line.lstrip().startswith(">>"):
            line = line[quoted.end() :]
        if not line.strip():
            in_table, before_blank = False, True
            continue
        if (
            not before_blank
            and _SETEXT.match(line)
            and found
            and not found[-1].rule
            and not found[-1].cells
            and len(found[-1].text) < 100
        ):
            found[-1] = Block(found[-1].text, found[-1].bold, heading=True)
        elif _RULE.match(line):
            found.append(Block("", rule=True))
        elif match := _HEADING.match(line):
            found.append(Block(*inline(match[2]), heading=True))
        elif _ROW_RULE.match(line):
            continue
        elif _ROW.match(line):
            if not in_table:
                table, in_table = table + 1, True
            cells = tuple(_BREAK.sub("\n", inline(cell)[0]) for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1]))
            found.append(Block(" | ".join(cell for cell in cells if cell), cells=cells, table=table))
        else:
            item = _ITEM.match(line)
            for part in _BREAK.split(line):
                content, bold = inline(part)
                if content:
                    found.append(Block(content, bold, item=item is not None))
        before_blank = False
    return found


def _is_wrapper(lines: list[str]) -> bool:
    """Whether what stands between fences is most of the file: then they hold the transcript, not a sample of code."""
    fences = [i for i, line in enumerate(lines) if _FENCE.match(line)]
    inside = sum(last - first for first, last in zip(fences[::2], [*fences[1::2], len(lines)], strict=False))
    return 2 * inside > len(lines)


def inline(text: str) -> tuple[str, int]:
    """(a line without its marks, how many of its first characters are bold)."""
    text = text.strip()
    if len(text) > _LONGEST_LINE:
        return text, 0
    # Escaped characters are set aside so that they mark nothing.
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\x00{len(kept) - 1}\x01"

    text = _ESCAPE.sub(keep, text)
    text = _AUTOLINK.sub(lambda match: match[1], text)
    text = re.sub(r"</?(?:b|strong)>", "**", text, flags=re.IGNORECASE)
    text = _TAG.sub("", text)
    text = _IMAGE.sub(lambda match: match[1], text)
    text = _REFERENCE.sub(lambda match: match[1], _LINK.sub(lambda match: match[1], text))
    text = _CODE.sub(lambda match: match[2], text)
    prefix = _ITEM.match(text)
    head = prefix[0] if prefix else ""
    body = text[len(head) :]
    time = re.match(r"^[\[(]?[\d:.]+[\])]?\s*", body)
    lead = time[0] if time else ""
    body = body[len(lead) :]
    bold = 0
    while match := _STRONG.match(body, 0):
        inner = match[2]
        body = inner + body[match.end() :]
        bold = len(_plain(inner, kept))
        if not _STRONG.match(body):
            break
    text = _plain(f"{head}{lead}{body}", kept)
    return text, (len(_plain(f"{head}{lead}", kept, strip=False)) + bold) if bold else 0


def _plain(text: str, kept: list[str], *, strip: bool = True) -> str:
    for _ in range(3):
        text = _STRONG.sub(lambda match: match[2], text)
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    text = html.unescape(text)
    text = re.sub("\x00(\\d+)\x01", lambda match: kept[int(match[1])], text)
    return text.strip() if strip else text
