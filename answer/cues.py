"""What in a sentence speaks for or against its answering a kind of question: causes, figures, outlooks, filler. Pure."""

import re

from answer.evidence import Evidence
from index.question import Kind, Question
from ingest.transcript import Role

_WANTED = {
    Kind.DRIVER: (
        0.35,
        re.compile(
            r"\bdriven by\b|\bdrivers?\b|\bdue to\b|\bbecause\b|\bbenefit(?:ed|ing)? from\b|\battribut\w+|\bthanks to\b|\bresult(?:ed|s)? (?:of|from)\b|\breflect\w*"
            r"|\bas a result\b|\boffset by\b|\bfactors?\b|\breasons?\b|\bcontribut\w+|\bmainly\b|\bprimarily\b|\bsupported by\b|\bled to\b"
            r"|由於|因為|受惠|主要是|帶動|原因|推動|拖累",
            re.IGNORECASE,
        ),
    ),
    Kind.FIGURE: (
        1.2,
        re.compile(
            r"\d|\b(?:double|triple|single)[- ]digits?\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|doubled)\b|[兩三四五六七八九十百]+[成倍億萬]",
            re.IGNORECASE,
        ),
    ),
    Kind.OUTLOOK: (
        0.8,
        re.compile(
            r"\b(?:will|expect\w*|going to|plan\w*|forecast\w*|outlook|look(?:ing)? (?:ahead|forward)|next (?:quarter|year|few)|target\w*|fiscal (?:year )?20\d\d"
            r"|continue to|coming|upcoming|anticipat\w+|guidance)\b|預計|預期|展望|未來|將會|目標|計畫|計劃",
            re.IGNORECASE,
        ),
    ),
}
"""Per kind of question: what a fitting sentence holds, and what that counts for."""
_FILLERS = re.compile(
    r"^(?:(?:okay|ok|so|well|and|yes|sure|hi|hello|good \w+)[,.]?\s*)*(?:with (?:us|me) (?:today|on)|joining (?:us|me)|thank(?:s| you)\b.{0,60}$|this is \w+|let me (?:start|answer|take)|i(?:'ll| will) (?:take|answer)"
    r"|(?:that was |that's )?my (?:first|second|next) question|i have (?:a|two|three) questions?|(?:the |your )?(?:first|second) question\.?$|next question|that concludes|that(?:'s| is) (?:the end|all)|with that|back to|over to)"
    r"|\bwelcome to\b.{0,80}\b(?:call|conference|webcast)\b|\b(?:first|next|last|final) question (?:comes|is|today)\b"
    r"|歡迎(?:參加|來到|收聽).{0,60}(?:說明會|法說|電話會議)|(?:第一|下一|最後一)(?:個問題|位提問)[者是]?來?自?"
    r"|^(?:好的?[,,。]?)?(?:謝謝|感謝).{0,20}$|^(?:接下來|現在)(?:交給|請)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\bforward-looking\b|\bsafe harbor\b|\breconcil\w+|\brisk factors\b|\bassumptions that may\b|\bform (?:10-[kq]|20-f|6-k)\b|\bwebcast\b"
    r"|\breplay\b|\bmaterially from\b|\bno (?:duty|obligation|promise|plan)s? to (?:update|revise)\b|\bnon-?GAAP (?:financial )?measures?\b|\bnot (?:a )?GAAP measures?\b"
    r"|\bbridge to GAAP\b|\bno guarantee\b|\bnot guarantees?\b|\bunless otherwise (?:stated|noted)\b|\bsubject to (?:many |various )?risks\b"
    r"|前瞻性陳述|安全港|非(?:美國)?(?:通用|公認)會計準則(?:財務)?指標",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|whose|which (?:bank|broker|firm|house|analyst)\w*)\b|誰|哪[一位家個]|幾位", re.IGNORECASE)
_SHORT = 40
_TITLE, _OFF_ROLE, _FILLER, _TOO_SHORT, _BOILER = 0.7, 1.6, 0.8, 0.6, 1.0


def cues(question: Question, item: Evidence) -> float:
    """What the sentence's form and speaker add to its score."""
    score = sum(weight for kind, (weight, said) in _WANTED.items() if kind in question.kinds and said.search(item.text))
    score -= _OFF_ROLE * _off_role(question, item.speaker.role)
    if question.titles and any(title in (item.speaker.title or "").lower() for title in question.titles):
        score += _TITLE
    if is_filler(item.text):
        score -= _FILLER
    if len(item.text) < _SHORT:
        score -= _TOO_SHORT
    if is_boilerplate(item.text) and not is_boilerplate(question.text):
        score -= _BOILER
    return score


def is_filler(text: str) -> bool:
    """Thanks, hand-overs and "my first question": said on every call, and an answer to nothing."""
    return _FILLERS.search(text) is not None


def is_boilerplate(text: str) -> bool:
    return _BOILERPLATE.search(text) is not None


def _off_role(question: Question, role: Role) -> float:
    """How wrong it is that somebody of this role says the answer, 0 to 1.75."""
    about_analysts = Kind.ANALYST in question.kinds
    off = 0.0
    if role is Role.ANALYST and not about_analysts:
        off += 1.0
    if role is not Role.ANALYST and about_analysts:
        off += 0.25 if Kind.REPLY in question.kinds else 0.75
    if role is Role.OPERATOR and (not about_analysts or not _WHO.search(question.text)):
        # Who comes next is announced, not what is asked.
        off += 1.0
    return off
