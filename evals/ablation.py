"""What each part of retrieval and sentence choice brings: `python -m evals.ablation CASES… --library DIR`.

Every part is taken out by itself, all else as it is, and the same cases are run again. A part that brings nothing is to
be taken out of the product.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import answer.quoting
import index.plan
from answer.answer import Mode
from compose import make_asker, open_configured
from errors import CallciteError
from evals.cases import Case, load_cases
from evals.judge import Row
from evals.metrics import Measure
from evals.remember import RememberingEmbedder
from evals.run import Runner
from evals.summary import answers, retrieval
from index.embedder import Embedder
from index.exchanges import Exchanges
from index.fuse import Fused
from index.glossary import Glossary
from index.opened import Opened, open_library
from index.passage import Passage
from index.search import WEIGHTS
from index.split import split
from ingest.corrections import Corrections
from ingest.transcript import Transcript
from settings import Settings, load_settings

SHOWN = ("hit@1", "hit@5", "MRR@10", "nDCG@10", "evidence in first 4,000", "first sentence right", "right within three")
WHOLE = "nothing (as shipped)"


@dataclass(frozen=True)
class Part:
    """A part that can be taken out: while `without` holds, it is. `rebuilt` gives the calls to index instead."""

    name: str
    without: Callable[[], AbstractContextManager[object]]
    rebuilt: Callable[[Transcript], Transcript] | None = None


class _NoOtherSpellings(Glossary):
    def same_terms(self, text: str) -> dict[str, tuple[str, ...]]:  # noqa: ARG002
        return {}


class _NoRelatedWords(Glossary):
    def related(self, text: str) -> dict[str, tuple[str, ...]]:  # noqa: ARG002
        return {}


def _weight(name: str) -> Callable[[], AbstractContextManager[object]]:
    return lambda: patch.dict(WEIGHTS, {name: 0.0})


def _glossary(kind: type[Glossary]) -> Callable[[], AbstractContextManager[object]]:
    return lambda: patch.object(Opened, "glossary", kind.load())


def _only_the_best(_: Exchanges, fused: Fused, __: object, k: int) -> Fused:
    return fused[:k]


def _untranslated(transcript: Transcript) -> Transcript:
    def turn_of(turn: Any) -> Any:
        plain = (
            replace(p, translation=None, sentences=tuple(replace(s, translation_start=None, translation_end=None) for s in p.sentences))
            for p in turn.paragraphs
        )  # fmt: skip
        return replace(turn, paragraphs=tuple(plain))

    return replace(transcript, turns=tuple(turn_of(turn) for turn in transcript.turns))


def _headless(transcript: Transcript) -> list[Passage]:
    return [replace(passage, header="") for passage in split(transcript)]


PARTS = (
    Part(WHOLE, nullcontext),
    Part("search by meaning (passage vectors)", _weight("dense")),
    Part("search by words", _weight("keyword")),
    Part("vectors of sentences", _weight("sentence")),
    Part("translation", nullcontext, _untranslated),
    Part("header (company, period, speaker, exchange)", lambda: patch.object(index.plan, "split", _headless), lambda t: t),
    Part("other spellings of a term", _glossary(_NoOtherSpellings)),
    Part("related words", _glossary(_NoRelatedWords)),
    Part("answers before questions", _weight("answer")),
    Part("speaker named in the question", _weight("speaker")),
    Part("answers brought by questions", lambda: patch.object(Exchanges, "with_answers", _only_the_best)),
    Part("neighbours in quotes", lambda: patch.object(answer.quoting, "_SENTENCES", 1)),
)  # fmt: skip


def ablate(
    settings: Settings, cases: Sequence[Case], embedder: Embedder | None = None
) -> dict[str, dict[str, Measure]]:
    """Per part taken out, the metrics of SHOWN over the answerable cases. Raises LibraryError."""
    whole = open_configured(settings)
    remembered = RememberingEmbedder(embedder or whole.embedder, known=whole.library.vectors)
    wanted = [case for case in cases if case.answerable]
    result: dict[str, dict[str, Measure]] = {}
    for part in PARTS:
        with part.without(), _opened_for(part, whole, remembered) as opened:
            rows = Runner(opened, make_asker(settings, opened), Mode.QUOTES, scored=False).run(wanted).rows
        result[part.name] = _shown(rows)
    return result


@contextmanager
def _opened_for(part: Part, whole: Opened, embedder: Embedder) -> Iterator[Opened]:
    """The library anew, so that nothing made before is used; its calls indexed again where the part asks for it."""
    if part.rebuilt is None:
        yield replace(whole, make_embedder=lambda: embedder)
        return
    with tempfile.TemporaryDirectory(prefix="callcite-ablation-") as folder:
        opened = open_library(Path(folder) / "library", lambda: embedder, sample_hashes=whole.sample_hashes)
        with opened.library.lock.held():
            for held in whole.library.held():
                call = held.call.id
                transcript = part.rebuilt(whole.library.transcript(call))
                opened.builder.add_parsed(
                    transcript, whole.library.source(call), held.call.source, held.parsed_id, Corrections()
                )
            opened.builder.flush()
        yield opened
        opened.library.close()


def _shown(rows: Sequence[Row]) -> dict[str, Measure]:
    measures = {**retrieval(rows), **answers(rows)}
    return {name: measures[name] for name in SHOWN}


def table(result: Mapping[str, Mapping[str, Measure]]) -> str:
    """The ablation as a Markdown table: what is left without each part."""
    lines = [f"| without | {' | '.join(SHOWN)} |", f"| --- |{' ---: |' * len(SHOWN)}"]
    for part, measures in result.items():
        cells = (_cell(measures[name], result[WHOLE][name], plain=part == WHOLE) for name in SHOWN)
        lines.append(f"| {part} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(measure: Measure, whole: Measure, *, plain: bool) -> str:
    if measure["value"] is None:
        return "–"
    if plain or abs(measure["value"] - whole["value"]) < 0.0005:
        return f"{measure['value']:.3f}"
    return f"{measure['value']:.3f} ({measure['value'] - whole['value']:+.3f})"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description=__doc__)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASES.jsonl")
    parser.add_argument("--library", type=Path, help="the library's folder (default: $CALLCITE_LIBRARY or ./library)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings(**({"library": options.library} if options.library else {}))
        result = ablate(settings, [case for path in options.cases for case in load_cases(path)])
    except CallciteError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return error.exit_code
    print(json.dumps(result, ensure_ascii=False) if options.json else table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
