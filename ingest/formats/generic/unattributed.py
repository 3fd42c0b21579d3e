"""The last resort: the words of a call without a sign of who says them, kept as one unattributed speech.

It takes a text only if most of it is prose, it speaks of a company's results, and it is spoken: a list, a table, code, a
press release or a read-me is none of the three together.
"""

import re

from ingest.formats.bilingual.language import languages
from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.generic.blocks import plain_blocks
from ingest.formats.generic.front import is_front_key, read_front_line
from ingest.formats.lines import ends_sentence, section_heading
from ingest.formats.text import Text

FORMAT = "unattributed"

# What results are told in. Each alternative of a pattern counts once, however often it occurs.
_BUSINESS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bquarters?\b|\bfiscal\b|季度|第[一二三四]季|本季|上季|Q[1-4]\b", r"\brevenues?\b|\bsales\b|營收|营收|收入", r"\bmargins?\b|毛利|利潤率|利润率",
        r"\bearnings\b|\bEPS\b|每股盈餘|每股收益|盈餘", r"\bguidance\b|\boutlook\b|\bforecast\b|展望|預期|预期|指引", r"\bprofits?\b|\bEBITDA\b|\bnet income\b|獲利|盈利|净利|淨利|利潤|利润",
        r"\bcash flow\b|\bcapex\b|\bcapital expenditures?\b|現金流|现金流|資本支出|资本开支", r"\byear[- ](?:over|on)[- ]year\b|\b(?:up|down|grew|rose|fell) (?:by )?\d|年增|年減|同比|季增|環比|环比",
        r"\bcustomers?\b|\borders?\b|\bbacklog\b|客戶|客户|訂單|订单", r"\bshareholders?\b|\binvestors?\b|\bdividends?\b|股東|股东|投資人|投资者|股利|股息", r"\bpercent\b|\d ?%|百分之",
        r"\b(?:million|billion)\b|億|亿|萬|万元", r"\bresults\b|\bperformance\b|財報|业绩|業績|法說會|说明会|說明會",
    )
)  # fmt: skip
_SPOKEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bthank you\b|\bthanks\b|謝謝|谢谢|感謝|感谢", r"\bgood (?:morning|afternoon|evening|day)\b|\bhello\b|早安|午安|晚安|大家好|早上好|下午好|你好",
        r"\bwelcome\b|歡迎|欢迎", r"\boperator\b|\bconference call\b|\bearnings call\b|法說會|電話會議|电话会议|說明會|说明会|會議|会议",
        r"\b(?:next|first|last|your|my|a|the) questions?\b|\bquestions?,? please\b|問題|问题|提問|提问|請問|请问", r"\bgo ahead\b|\bturn (?:it|the call|this) (?:back )?over\b|\bhand (?:it|over)\b|\bover to\b|交給|交给|有請|有请",
        r"\b(?:we|we're|we've|we'll|our|us)\b.{0,400}\b(?:you|your)\b|各位|大家", r"\blet me\b|\bI(?:'d| would) like to\b|\bI(?:'m| am|'ll| will)\b|我們|我们|我想",
    )
)  # fmt: skip
_DATA = re.compile(r"\A\s*(?:[\[{]\s*[\[{\"'\]}\d]|\{\\rtf|<\?xml|<[a-z!]|#!|%!PS)", re.IGNORECASE)
_CODE = re.compile(
    r"[;{}=]\s*$|^\s*(?:#include|import |from \w+ import|def |class |function |return\b|public |const |var |let |SELECT |if \()|^\s*</?\w+[^>]*>\s*$|\t.*\t"
)
_WORD = re.compile(r"[A-Za-z]{2,}|[一-鿿]")
# Lists, tables and headings of Markdown, and code named in words: documents, not speech.
_WRITTEN = re.compile(r"^\s*(?:[-*|>]\s|#{1,6}\s|\|)|`[^`]+`|\*\*")
_SENTENCE = re.compile(r"[.!?](?:\s|$)|[。！？]")
_READ = 200_000
_FEWEST_WORDS = 40
_FEWEST_BUSINESS = 3
_FEWEST_SPOKEN = 3
_PROSE = 0.5

WARNING = (
    "No speakers were found in {name}: everything is kept as one unattributed speech, so quotes cannot say who spoke, nor whether it was "
    "prepared or an answer. Put `Name:` or a `Name -- Title` line before each speech and add the file again to have speakers."
)


def recognises(page: Text) -> bool:
    """Whether a text is a call's words: prose for the most part, about results, and spoken."""
    text = page.text[:_READ]
    if _DATA.match(text) and not re.match(r"\s*\[[A-Za-z ]{3,40}\]", text):
        return False
    words = prose = code = lines = written = 0
    for line in text.split("\n"):
        lines += bool(line.strip())
        written += _WRITTEN.search(line) is not None
        count = len(_WORD.findall(line))
        words += count
        code += count if _CODE.search(line) else 0
        prose += count if _is_prose(line, count) else 0
    if prose < _FEWEST_WORDS or prose < _PROSE * words or 4 * code > words or 4 * written > lines:
        return False
    return _hits(_BUSINESS, text) >= _FEWEST_BUSINESS and _hits(_SPOKEN, text) >= _FEWEST_SPOKEN


def _is_prose(line: str, words: int) -> bool:
    """A line of words rather than figures, cells or marks; recognised speech has no full stops."""
    if _WRITTEN.search(line):
        return False
    marks = sum(not (char.isalnum() or char.isspace()) for char in line)
    return words >= 4 and 6 * marks <= len(line) and (words >= 8 or _SENTENCE.search(line) is not None)


def _hits(patterns: tuple[re.Pattern[str], ...], text: str) -> int:
    return sum(pattern.search(text) is not None for pattern in patterns)


def parse(page: Text) -> list[Draft]:
    draft = Draft(format=FORMAT)
    turn = DraftTurn(None, flags=["unattributed"])
    for block in plain_blocks(page.lines):
        if block.rule:
            continue
        if section_heading(block.text) is not None:
            draft.note("note", block.text)
        elif (
            not turn.paragraphs
            and (is_front_key(block.text) or not ends_sentence(block.text))
            and len(block.text) < 200
        ):
            if not read_front_line(draft, block.text):
                draft.note("note", block.text)
        else:
            turn.paragraphs.append((block.text, None))
    if not turn.paragraphs:
        return []
    draft.turns.append(turn)
    draft.languages = languages([text for text, _ in turn.paragraphs])
    draft.warnings.append(WARNING.format(name=page.name or "the file"))
    return [draft]
