"""Names and modifiers that a claim puts in: products, people, companies and businesses that nothing cited holds."""

import re
from collections.abc import Iterator, Sequence

from answer.checks import wording
from answer.checks.clauses import clauses, spans
from answer.checks.naming import names_of
from answer.evidence import Evidence
from answer.quantities.numbers import numbered_names
from index.glossary import Glossary

_L = r"[^\W\d_\u2e80-\u9fff]"
_LATIN_NAME = re.compile(
    rf"(?<![A-Za-z-])(?=[A-Za-z0-9&-]*[A-Z])(?:[A-Z0-9](?:{_L}|[\d&])*(?:[-'’](?:{_L}|[\d&])+)*|[a-z]+[A-Z](?:{_L}|\d)*)"
)
_ORDINARY = re.compile(
    r"I|A|Q&A|FY|Q\d|US|UK|EU|The|This|Its|In|On|Mr|Ms|According|At|By|For|Management|GAAP|As|And|But|While|However|Meanwhile"
)
_SMALL_WORDS = frozenset(
    "today yesterday management company group it this last next that everyone executives they quarter year market".split()
)
_POSTS = re.compile(r"\s+(?:posted|reported|recorded|earned|generated|delivered|announced|booked|says|said)\b")
_ADJECTIVES = frozenset(
    "the its their our a an total group overall quarterly annual consolidated reported company full-year combined in of for "
    "on at with and higher lower strong weak solid record net gross organic adjusted diluted average as while first second "
    "third fourth this that all both segment business unit division operating core underlying quarter year".split()
)

_NO_NOUN = re.compile(
    r"in|of|for|on|at|to|by|from|with|since|because|as|if|when|where|which|who|and|or|but|is|are|was|were|has|have|had"
    r"|[\w-]+-(?:quarter|year|half)|\w+ed|\w+ing|saw|sees?|grew|drove|rose|fell|led|hurt|hit|made|brought|took|gave|got|expects?|\w+ly",
    re.IGNORECASE,
)
"""Words that cannot be a business put before a metric; their neighbours may be verbs and objects."""


def new_names(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Names in Latin letters that nothing cited holds."""
    pool = " ; ".join(
        f"{e.text} ; {e.translation or ''} ; {e.before} ; {e.after} ; {names_of(e, glossary)}" for e in cited
    )
    squeezed = _squeezed(pool)
    covered = [(t.start, t.end) for t in spans(claim, glossary)] + [
        (q.start, q.end) for part in clauses(claim, glossary) for q in part.numbers
    ]
    first = re.search(r"\w", claim)
    named = set()
    for name in numbered_names(claim):
        named.add(name.lower())
        if _squeezed(name) not in squeezed and not re.match(r"第|(?:Q|FY|H)\s?\d|\d[QH]|one-", name):
            yield f"“{name}” is not in the cited sentence"
    for match in _LATIN_NAME.finditer(claim):
        word = re.sub(r"['’]s?$", "", match.group())
        starts = (first is not None and match.start() == first.start()) or re.search(
            r"[.!?:]\s+$", claim[: match.start()]
        )
        rest = claim[match.end() :]
        alone = re.fullmatch(r"[A-Z][a-z]+(?:-[a-z]+)*|[AI]", word) and not re.match(r"\s+[A-Z]", rest)
        owner = match.group() != word or rest.startswith(("'s", "’s")) or _POSTS.match(rest)
        if starts and alone and not wording.is_han(claim) and not (owner and word.lower() not in _SMALL_WORDS):
            continue
        if (
            any(s < match.end() and match.start() < e for s, e in covered)
            or glossary.companies_in(word)
            or re.fullmatch(r"[\d.,]+", word)
        ):
            continue
        if word.lower() in named:
            continue
        if _squeezed(word) not in squeezed and not _ORDINARY.fullmatch(word):
            yield f"“{word}” is not in the cited sentence"


def new_modifiers(statement: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """A business put before the metric that opens a statement ("Instruments orders …") and that nothing cited names."""
    if wording.is_han(statement):
        yield from _han_modifiers(statement, cited, glossary)
        return
    held = _held(cited, glossary)
    pool = " ".join(x.lower() for e in cited for x in (e.text, e.before, e.after))
    for term in spans(statement, glossary):
        if term.kind != "metric":
            continue
        head = re.search(r"(?:^|[,;]\s+|\bwhile\s+)((?:[A-Za-z'’&-]+\s+){1,3})$", statement[: term.start])
        if not head:
            continue
        words = [re.sub(r"['’]s?$", "", w) for w in head.group(1).split()]
        if any(_NO_NOUN.fullmatch(w) for w in words):
            continue
        missing = [
            w
            for w in words
            if w.lower() not in _ADJECTIVES and w.lower() not in pool and not wording.stems(w) <= held and len(w) > 2
        ]
        for word in missing:
            if not spans(word, glossary):
                yield f"“{word}” is not in the cited sentence"


def _han_modifiers(statement: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """X業務, X部門, X集團 before a metric, where what is cited can be read in Chinese and does not hold X."""
    texts = [x for e in cited for x in (e.text, e.translation or "", e.before, e.after) if x and wording.is_han(x)]
    if not texts:
        return
    pool = wording.simplified(" ".join((*texts, *(names_of(e, glossary) for e in cited))))
    for match in re.finditer(
        r"(?:^|[,，;；、的])([\u3400-\u9fff]{2,6}?)(?:業務|业务|部門|部门|事業群?|事业群?|分部)", statement
    ):
        name = re.sub("^(?:本季|我們的?|公司的?|整體|核心|主要|所有|其他|該|这|這些?|各)", "", match.group(1))
        if name and wording.simplified(name) not in pool and not spans(name, glossary):
            yield f"“{name}” is not in the cited sentence"


def _held(cited: Sequence[Evidence], glossary: Glossary) -> frozenset[str]:
    texts = [x for e in cited for x in (e.text, e.before, e.after, names_of(e, glossary), e.translation or "")]
    return frozenset().union(*map(wording.stems, texts))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.'’位-]", "", text.lower())
