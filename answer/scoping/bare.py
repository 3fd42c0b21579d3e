"""A question without the words that only named its scope: what is left is what an answer must be about."""

import re
from collections.abc import Iterator, Sequence

from answer.scoping.companies import Part, find, named
from answer.scoping.company_names import Company, companies_of
from answer.scoping.fold import fold
from answer.scoping.people import spans_of
from answer.scoping.reading import Reading
from answer.scoping.resolve import Line, resolve, this_year
from answer.scoping.timeline import timeline
from answer.scoping.times import read_times
from answer.scoping.when import Kind, Use, When
from index.glossary import Glossary
from index.rows import Held

_Span = tuple[int, int]
_CALL = r"(?:(?:earnings |conference |results )?(?:calls?|transcripts?)\b)"
_HAN_CALL = r"(?:法说会?|电话会议?|业绩(?:会|说明会|发布会)|财报(?:会议?)?|说明会)"
_BEFORE_PERIOD = re.compile(
    r"(?:\b(?:as of|in|during|for|from|on|at|of|over|across|throughout|between|since|versus|vs\.?|than|against)\s+)?"
    r"(?:\b(?:the|its|their|that|this)\s+)?(?:\b(?:fiscal|calendar|calls? (?:of|for|on)(?: the)?)\s+)?$|(?:自从?|在|于|从)\s*$",
    re.IGNORECASE,
)
_AFTER_PERIOD = re.compile(
    rf"(?:'s)?(?:\s+{_CALL}|\s+(?:quarter|qtr)\b)?\s*(?:季?度?的?{_HAN_CALL})?(?:[上中里时](?![升涨]))?的?(?!确)",
    re.IGNORECASE,
)
_RESTATED = re.compile(
    r"\s*[(\uff08](?=[^()\uff08\uff09]{1,30}[)\uff09])(?:[\s\d,\-–~./、到至年月日底止季]|(?:公历|历年|日历|财年|会计年度|制|calendar|fiscal|year|quarter|ended|ending|to|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*))+[)\uff09]",
    re.IGNORECASE,
)
"""A period once more, in brackets: `(1至3月)`, `(曆年)`, `(January to March)`."""
_BEFORE_COMPANY = re.compile(
    r"(?:\b(?:at|for|of|by|from|on|between)\s+)?(?:\b(?:both|the two|the)\s+)?$|(?:请问)\s*$", re.IGNORECASE
)
_AFTER_COMPANY = re.compile(r"'s?(?![A-Za-z])|\s*的(?!确)")
_JOINS = re.compile(
    r"\s*(?:,\s*(?:and|or)\b|,|、|&|/|:|\+|-|–|~|\b(?:and|or|vs\.?|versus|to|through|until|with|compared (?:to|with))(?![A-Za-z])|和|跟|与|及|以及|还是|或|比起?|到|至|对)?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:'s|的)?\s*((?:[\u3400-\u9fff](?<![和跟与及对比,、的谁哪在])){1,6}|[A-Z][\w&'-]*(?: [A-Z][\w&'-]*)?)(?=\s*(?:和|跟|与|及|比|对|,|、|[,;?]|$|\b(?:and|or|vs|versus|on|in|for)\b|谁|哪))"
)
"""What stands right behind a company's name, up to the next of a list: 國際 of 阿里國際和…."""
_WHOLE = re.compile(r"full[- ]year|whole year|entire year|annual|全年度?|整年", re.IGNORECASE)
"""A figure of the whole year is another one than the quarter's: these words stay."""
_DANGLING_START = re.compile(
    r"^(?:[\s,\uff0c、:\uff1a;\uff1b\-–]|(?:and|or|vs\.?|versus)\b(?=\s)|[和跟與与及](?=\s))+", re.IGNORECASE
)
_DANGLING_END = re.compile(
    r"(?:[\s,\uff0c、:\uff1a;\uff1b\-–]|\s(?:and|or|vs\.?|versus|in|for|from|of|at|the|between))+(?=[?\uff1f.。!]*$)",
    re.IGNORECASE,
)


def bare(question: str, reading: Reading, held: Sequence[Held], glossary: Glossary) -> str:
    """A question without the periods and companies that were resolved to the calls of `reading`, nor the words between.

    What resolved to nothing stays, for a gate to see; so do the periods that figures are compared with or an outlook is
    about, companies that are topics, and the business in a name that holds the company's (`Plumewing Cloud`).
    Never longer than the question, and of its words only; the question itself where nothing would be left.
    """
    if reading.unheld is not None or not reading.calls:
        return question
    text = fold(question)
    companies = companies_of(held, glossary)
    spans = [
        *_periods(text, question, reading, companies, glossary),
        *_companies(text, question, reading, companies, glossary, held),
    ]
    left = _tidy(_without(question, _merged(text, spans)))
    return left if re.search(r"\w", left) else question


def bare_side(question: str, reading: Reading, held: Sequence[Held], glossary: Glossary, transcript: str) -> str:
    """`bare` for one of the sides: without what the question names of the other sides' companies alone.

    `Compare PlumePass and Everspar members` asks the one of PlumePass and the other of Everspar, and so does
    阿里國際和翎羽遠翼,哪家虧比較多 of what stands right behind each company. Same invariants as `bare`.
    """
    if len(reading.sides) < 2:
        return bare(question, reading, held, glossary)
    text = fold(question)
    spans = [
        match.span()
        for word, calls in reading.own_words
        if transcript not in calls
        for match in re.finditer(re.escape(fold(word)) + r"(?:'s)?", text)
    ]
    companies = companies_of(held, glossary)
    mentions = [m for m in find(question, companies, glossary, spans_of(question, held)) if m.companies]
    behind = [_BEHIND.match(text, m.end) for m in mentions]
    if len(mentions) > 1 and all(behind):
        for mention, match in zip(mentions, behind, strict=True):
            if match and not any(h.call.id == transcript for c in mention.companies for h in c.calls):
                spans.append(match.span(1))
    left = bare(question, reading, held, glossary)
    for start, end in spans:
        left = left.replace(question[start:end], " ", 1)
    left = _tidy(left)
    return left if re.search(r"\w", left) else bare(question, reading, held, glossary)


def _periods(
    text: str, question: str, reading: Reading, companies: Sequence[Company], glossary: Glossary
) -> Iterator[_Span]:
    lines = [Line(calls, 0) for c in companies if (calls := timeline(c.calls))]
    year = this_year([line.calls for line in lines])
    chosen = set(reading.calls)
    lines = [Line(line.calls, year) for line in lines if any(d.held.call.id in chosen for d in line.calls)]
    for when in read_times(question, glossary).whens:
        if not _is_scope(when, lines, chosen, beside=len(reading.sides) > 1):
            continue
        start, end = when.start, when.end
        kept = _WHOLE.search(text, start, end) if when.kind is Kind.YEAR else None
        rest = [(start, kept.start()), (kept.end(), end)] if kept else [(start, end)]
        for begin, stop in rest:
            if text[begin:stop].strip():
                yield _widened(text, begin, stop, _BEFORE_PERIOD, _AFTER_PERIOD, _RESTATED)


def _is_scope(when: When, lines: Sequence[Line], chosen: set[str], *, beside: bool) -> bool:
    """Whether a period named calls in scope, and named them as such."""
    if when.use is Use.AHEAD or when.kind is Kind.NEXT or (when.use is Use.BASE and not beside):
        return False
    if when.kind is Kind.BACK and (when.count or 0) < 2 and when.use is Use.SCOPE:
        return True
    found = [resolve(when, line) for line in lines]
    return any(d.held.call.id in chosen for f in found if f.reading != "year_not_whole" for d in f.calls)


def _companies(
    text: str,
    question: str,
    reading: Reading,
    companies: Sequence[Company],
    glossary: Glossary,
    held: Sequence[Held],
) -> Iterator[_Span]:
    others = spans_of(question, held)
    detected, chosen = set(reading.detected.companies), set(reading.calls)
    unheld = set(named(question, companies, glossary, others).unheld)
    terms = glossary.spans(question)
    for m in find(question, companies, glossary, others):
        is_detected = any(set(c.printed) & detected for c in m.companies)
        in_scope = any(h.call.id in chosen for c in m.companies for h in c.calls)
        if not (
            (m.part in (Part.SUBJECT, Part.WEAK) and is_detected)
            or (m.part is Part.SUBJECT and (in_scope or (not m.companies and m.name in unheld)))
        ):
            continue
        around = next(
            (t for t in terms if t.start <= m.start and m.end <= t.end and (t.start, t.end) != (m.start, m.end)), None
        )
        if around is not None:
            rest = question[around.start : m.start] + " " + question[m.end : around.end]
            if around.name not in glossary.terms_in(rest):
                continue
        yield _widened(text, m.start, m.end, _BEFORE_COMPANY, _AFTER_COMPANY)


def _widened(
    text: str, start: int, end: int, before: re.Pattern[str], after: re.Pattern[str], *further: re.Pattern[str]
) -> _Span:
    for pattern in (*further, after, *further):
        if (match := pattern.match(text, end)) is not None:
            end = match.end()
    found = before.search(text, 0, start)
    return (found.start() if found else start), end


def _merged(text: str, spans: Sequence[_Span]) -> list[_Span]:
    """Spans in order, those that overlap or are only joined (`A and B`, `A, B`) made one."""
    merged: list[_Span] = []
    for start, end in sorted(span for span in spans if not any(_cuts(text, at) for at in span)):
        if merged and (start <= merged[-1][1] or _JOINS.fullmatch(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cuts(text: str, at: int) -> bool:
    """Whether a place is within a word or a number."""
    return re.fullmatch(r"[A-Za-z]{2}|\d\d", text[max(at - 1, 0) : at + 1]) is not None


def _without(question: str, spans: Sequence[_Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(question[at:start])
        at = end
    return " ".join((*pieces, question[at:]))


def _tidy(text: str) -> str:
    text = re.sub(r"[(\uff08]\s*[)\uff09]", " ", text)
    text = " ".join(text.split())
    text = re.sub(r"\s+(?=[?\uff1f,\uff0c.。;:\uff1a!])", "", text)
    text = re.sub(r"[,\uff0c、:\uff1a;]+(?=[,\uff0c、:\uff1a;?\uff1f])", "", text)
    text = re.sub(r"[和跟與与及]\s*(?=[,\uff0c、?\uff1f])", "", text)
    return _DANGLING_END.sub("", _DANGLING_START.sub("", text))
