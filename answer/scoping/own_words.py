"""A company that a question names only by what is its own: a product or business of which no other company's calls speak."""

import re
from collections.abc import Iterator, Sequence

from answer.asked.frame import content, is_han, meaning
from answer.asked.things import apart
from answer.scoping.asking import Asking
from answer.scoping.companies import find
from answer.scoping.company_names import Company
from answer.scoping.fold import fold
from answer.scoping.ordinary import COMMON_HAN, PLACES
from answer.scoping.times import read_times
from answer.scoping.which import asks_anybody
from index.scope import visible

_MOST_NAMES = 6
"""Names looked up for one question."""
_QUOTED = re.compile(r"[\u201c\"「『]([^\u201c\u201d\"「」『』]{2,40})[\u201d\"」』]")
_WORD = re.compile(r"[A-Za-z0-9][\w&'’-]*")
_TITLE_CASE = 0.7
"""Share of capitalised words from which on capitals say nothing."""
_ASKS = re.compile(r"(?:请问|想知道|那么?|关于|对于?|在|是|[?,,。、:「]|的|和|跟|与)?$")
_LONGEST = 6


def own_words(
    asking: Asking, companies: Sequence[Company], people: Sequence[tuple[int, int]]
) -> tuple[dict[str, tuple[Company, ...]], tuple[Company, ...]]:
    """The companies that the names in a question tell, per name and over all; nothing where it asks which it is.

    A name counts where the calls of exactly one company hold it: of the calls searched by default or, if none of them
    does, of the samples behind them. `people` are spans of people and firms, which are told by themselves.
    """
    found: dict[str, tuple[Company, ...]] = {}
    shown = {h.call.id for h in visible(asking.held, asking.explicit)}
    hidden = {h.call.id for h in asking.held} - shown
    if asking.occurs is None or len(companies) < 2 or asks_anybody(asking.question):
        return found, ()
    for name in list(dict.fromkeys(_names(asking, companies, people)))[:_MOST_NAMES]:
        holding = {call for spelling in (name, *apart(name)) for call in asking.occurs(spelling)}
        for searched in (shown, hidden):
            owners = tuple(c for c in companies if any(h.call.id in holding & searched for h in c.calls))
            if owners:
                break
        if len(owners) == 1 and not any(name in longer for longer in found):
            found[name] = owners
    return found, tuple(dict.fromkeys(c for owners in found.values() for c in owners))


def _names(asking: Asking, companies: Sequence[Company], people: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Terms in quotes, capitalised names, and Chinese ones, as the question writes them."""
    question = asking.question
    for match in _QUOTED.finditer(question):
        yield match[1].strip()
    taken = [(m.start, m.end) for m in find(question, companies, asking.glossary, people)]
    taken += [*people, *((w.start, w.end) for w in read_times(question, asking.glossary).whens)]
    text = list(question)
    for start, end in taken:
        text[start:end] = " " * (end - start)
    rest = "".join(text)
    yield from _capitalised(rest, asking)
    yield from _chinese(rest, asking)


def _capitalised(text: str, asking: Asking) -> Iterator[str]:
    """Runs of capitalised words, the whole before its parts: `Farwing International`, `PlumePass`, `88VIP`."""
    words = list(_WORD.finditer(text))
    if len(words) > 3 and sum(w[0][0].isupper() for w in words) >= _TITLE_CASE * len(words):
        return
    terms = [t for t in asking.glossary.spans(text) if t.kind != "segment"]
    run: list[re.Match[str]] = []
    runs: list[list[re.Match[str]]] = []
    for word in words:
        in_term = any(t.start < word.end() and word.start() < t.end for t in terms)
        if not _is_name(word[0]) or in_term:
            run = []
        elif run and text[run[-1].end() : word.start()] == " ":
            run.append(word)
        else:
            runs.append(run := [word])
    for run in runs:
        opens = not text[: run[0].start()].rstrip() or text[: run[0].start()].rstrip()[-1] in ".?!:"
        alone = len(run) == 1 and not _is_coined(run[0][0]) and not re.search(r"['’]s$", run[0][0])
        if opens and alone and not is_han(text):
            continue
        written = [re.sub(r"['’]s$", "", word[0]) for word in run]
        if len(written) > 1:
            yield " ".join(written)
        yield from (word for word in written if len(word) > 2 and word.lower() not in PLACES)


def _is_name(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word)
    if _is_coined(bare):
        return True
    return bare[0].isupper() and not bare.isupper() and bool(meaning(bare)) and bare.lower() not in PLACES


def _is_coined(word: str) -> bool:
    """`PlumePass`, `iFlow`, `88VIP`, `Qwen3`: a capital or figure within the word."""
    return bool(re.search(r"[a-z][A-Z]|[A-Za-z]{2}\d|\d[A-Z]{2}", word)) and not re.search(
        r"\dQ|Q\d|\dH|FY|\dM\b", word
    )


def _chinese(text: str, asking: Asking) -> Iterator[str]:
    """Runs of Chinese that are no term: with a character of names, or where the subject of a question stands."""
    terms = asking.glossary.spans(text)
    left = list(text)
    for term in terms:
        left[term.start : term.end] = " " * (term.end - term.start)
    ends = {term.end for term in terms}
    starts = {term.start for term in terms}
    for start, written in content("".join(left)):
        end = start + len(written)
        if not is_han(written) or not 2 <= len(written) <= _LONGEST or start in ends:
            continue
        folded = fold(written)
        rare = any(character not in COMMON_HAN for character in folded)
        leads = _ASKS.fullmatch(fold(text[:start]).strip()) is not None and (
            end in starts or fold(text)[end : end + 1] == "的"
        )
        if rare or (leads and _all_in_chinese(asking)):
            yield written


def _all_in_chinese(asking: Asking) -> bool:
    """Whether every call has Chinese text, without which no Chinese word could be missing from it."""
    return all(
        any(language.startswith("zh") for language in h.call.languages) for h in visible(asking.held, asking.explicit)
    )
