"""Measured results -> docs/quality.md and the table in the README, pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.ablation import table as ablation_table
from evals.metrics import Measure

BEGIN, END = "<!-- quality: written by `make quality` -->", "<!-- /quality -->"
_BARS = 20


@dataclass(frozen=True)
class Target:
    """A figure that is promised. `least` and `aim` as the field writes them; `metric` is the key in a result's metrics."""

    figure: str
    metric: str
    least: str = ""
    aim: str = ""


@dataclass(frozen=True)
class CaseSet:
    """One file of cases with its result, as `run_cases` gives it with the peer's beside it."""

    name: str
    result: Mapping[str, Any]


@dataclass(frozen=True)
class Results:
    """All that a page shows. What was not measured is None or empty, and its section is left out."""

    date: str
    command: str
    calls: Sequence[str]
    embedder: str
    sets: Sequence[CaseSet]
    ablation: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)
    ablation_cases: str = ""
    calibration: Mapping[str, Any] | None = None
    claims: Mapping[str, Any] | None = None
    thirty: Mapping[str, Any] | None = None


_TARGETS = (
    Target("a passage with the evidence among the first five (hit@5)", "hit@5", ".95", ".98"),
    Target("evidence within the first 4,000 characters returned", "evidence in first 4,000", ".95", ".98"),
    Target("mean reciprocal rank (MRR@10)", "MRR@10", ".82", ".88"),
    Target("nDCG@10", "nDCG@10"),
    Target("English less Chinese, hit@5", "gap", "<= .03", "0"),
    Target("quotes only: first quote right", "first sentence right", ".60", ".70"),
    Target("quotes only: one of three right", "right within three", ".80", ".90"),
    Target("citation precision", "citation precision"),
    Target("citation recall", "citation recall"),
    Target("facets covered", "facets covered"),
    Target("answer has the figures and names it must", "answer has what it must"),
    Target("quotes that are not verbatim, or with the wrong speaker", "quotes not as in the transcript", "0", "0"),
    Target("speaker as in the gold evidence", "speaker as in gold"),
    Target("unanswerable questions recognised", "unanswerable recognised", ".50", ".75"),
    Target("answerable questions refused", "answerable refused", "<= .10"),
    Target("refusals that are right", "refusals right"),
    Target("the refusing score: answerable above unanswerable (AUROC)", "answerable above unanswerable (AUROC)"),
    Target("the refusing score: recognised where .10 are refused", "recognised at refusals <= 0.10"),
    Target("status as expected", "status as expected"),
    Target("wrong company or period quoted, where the question names one", "wrong call quoted, call named", "0", "0"),
    Target("every call expected is quoted", "expected calls quoted"),
    Target("answer in the question's language", "answer in the question's language"),
    Target("errors", "errors"),
)
_FOLLOW_UPS = Target("follow-ups: hit@5 after rewriting, quotes only", "hit@5", ".85", ".95")
_HEAD = ("hit@5", "evidence in first 4,000", "MRR@10", "first sentence right", "right within three", "quotes not as in the transcript", "unanswerable recognised", "answerable refused")  # fmt: skip


def page(results: Results) -> str:
    """The Markdown of docs/quality.md."""
    parts = [
        "# Quality",
        f"Measured on {results.date} with `{results.command}`. Library: {', '.join(results.calls)}. Embedder: {results.embedder}. "
        "No model was used: retrieval and quotes-only answers. Shares have 95 % Wilson intervals, means normal ones, "
        "differences Newcombe's.",
        *(part for one in results.sets for part in _of_set(one)),
        *_of_thirty(results.thirty),
        *_of_ablation(results),
        *_of_calibration(results.calibration),
        *_of_claims(results.claims),
        _HOW,
    ]
    return "\n\n".join(parts) + "\n"


def head(results: Results) -> str:
    """The README's table, between its marks: the first set's main figures."""
    first = results.sets[0]
    targets = [t for t in _TARGETS if t.metric in _HEAD]
    rows = _figures(first.result, targets, "all", with_targets=False)
    more = f"{first.name}, {first.result['cases']} questions, {results.date}. All figures, by language and type, with what each part brings: [docs/quality.md](docs/quality.md)."
    return "\n".join((BEGIN, *rows, "", more, END))


def replaced_head(readme: str, block: str) -> str:
    """The README with the block between its marks replaced; as it is where it has none."""
    start, end = readme.find(BEGIN), readme.find(END)
    if start < 0 or end < start:
        return readme
    return readme[:start] + block + readme[end + len(END) :]


def cell(measure: Measure | None) -> str:
    """`0.953 [0.87, 0.98] n=64`, or a dash where there is nothing to measure."""
    if measure is None or measure["value"] is None:
        return "–"
    low, high = measure["interval"] or (None, None)
    interval = f" [{low:.2f}, {high:.2f}]" if low is not None else ""
    return f"{measure['value']:.3f}{interval} n={measure['n']}"


def _of_set(one: CaseSet) -> list[str]:
    result, groups = one.result, one.result["metrics"]
    peer = result.get("peer")
    parts = [f"## {one.name}", f"{result['cases']} questions; the longest hit has {result['longest_hit']} characters."]
    if peer:
        parts[-1] += (
            f" The peer is the {peer['name']}, on the same files with the same embedder, in the same run: "
            f"{peer['characters_per_result'] or 0:,.0f} characters a result; its hits count in either language."
        )
    parts.append("\n".join(_figures(result, _TARGETS, "all", with_targets=True)))
    if "type follow-up" in groups:
        parts.append("\n".join(_figures(result, [_FOLLOW_UPS], "type follow-up", with_targets=True)))
    columns = ("hit@1", "hit@5", "MRR@10", "first sentence right", "right within three", "unanswerable recognised", "answerable refused")  # fmt: skip
    rows = [f"| | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for group, metrics in groups.items():
        if group != "all":
            rows.append(f"| {group} | {' | '.join(cell(metrics.get(name)) for name in columns)} |")
    parts.append("\n".join(rows))
    stages = result.get("latency_ms") or {}
    if stages:
        rows = ["| milliseconds | p50 | p95 |", "| --- | ---: | ---: |"]
        rows += [f"| {stage} | {value['p50']:.1f} | {value['p95']:.1f} |" for stage, value in stages.items()]
        parts.append("\n".join(rows))
    return parts


def _figures(result: Mapping[str, Any], targets: Sequence[Target], group: str, *, with_targets: bool) -> list[str]:
    titles = ["figure", "callcite", *(["at least", "aim"] if with_targets else ())]
    peer = result.get("peer")
    if peer:
        titles.append("LlamaIndex tutorial")
    rows = [f"| {' | '.join(titles)} |", f"|{' --- |' * len(titles)}"]
    for target in targets:
        ours = _measure(result, target, group)
        if ours is None or ours["value"] is None:
            continue
        cells = [target.figure, cell(ours), *([target.least, target.aim] if with_targets else ())]
        if peer:
            cells.append(cell(_measure(peer, target, group)))
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _measure(result: Mapping[str, Any], target: Target, group: str) -> Measure | None:
    if target.metric == "gap":
        gap: Measure = result["gap_en_zh_hit@5"]
        return gap
    found: Measure | None = result["metrics"].get(group, {}).get(target.metric)
    return found


def _of_thirty(thirty: Mapping[str, Any] | None) -> list[str]:
    if thirty is None:
        return []
    rows = ["| figure | share | at most | at least |", "| --- | --- | --- | --- |"]
    rows.append(f"| wrong company or period cited, searched, named or computed with | {cell(thirty['wrong'])} | 0 | |")
    rows.append(
        f"| every call that the question names is quoted with its right figure | {cell(thirty['right'])} | | .80 |"
    )
    rows.append(f"| a period not held: said at once, and nothing quoted | {cell(thirty['not_held_said'])} | | |")
    about = (
        f"{thirty['questions']} questions that name a company and a period, in English and Chinese, over 30 calls of eight "
        f"fictional companies in six formats, by `python -m evals.thirty`: {thirty['citations']} citations, {thirty['computed']} "
        "computed lines. A question counts as wrong with one citation, search, label or computed line that is not of the calls it names."
    )
    return ["## A library of thirty calls", about, "\n".join(rows)]


def _of_ablation(results: Results) -> list[str]:
    if not results.ablation:
        return []
    about = (
        f"Each part taken out by itself, on {results.ablation_cases}; in brackets what its absence changes. A part that "
        "brings nothing is a candidate for removal; differences of one or two questions are chance."
    )
    return ["## What each part brings", about, ablation_table(results.ablation)]


def _of_calibration(fit: Mapping[str, Any] | None) -> list[str]:
    if fit is None:
        return []
    groups = fit.get("cross_validation") or {}
    rows = ["| out of fold | AUROC | unanswerable recognised | answerable refused |", "| --- | --- | --- | --- |"]
    for name, values in groups.items():
        area = values.get("auroc")
        shown = "–" if area is None else f"{area:.3f}"
        rows.append(f"| {name} | {shown} | {cell(values.get('recognised'))} | {cell(values.get('false_refusals'))} |")
    points = ["| threshold | coverage | risk | answerable refused | unanswerable recognised | |", "| ---: | ---: | ---: | ---: | ---: | --- |"]  # fmt: skip
    for p in fit.get("curve") or ():
        bar = "█" * round(_BARS * p["recognised"])
        points.append(
            f"| {p['threshold']:.3f} | {p['coverage']:.2f} | {p['risk']:.3f} | {p['false_refusals']:.3f} | {p['recognised']:.3f} | {bar} |"
        )
    about = (
        "Hard gates first, then a score fitted by `python -m evals.fit`; cross-validated with all questions on the same "
        "passages, in either language, in one fold. Risk: of the questions answered at a threshold, the share that should not have been."
    )
    return ["## When nothing is answered", about, "\n".join(rows), "\n".join(points)]


def _of_claims(claims: Mapping[str, Any] | None) -> list[str]:
    if claims is None:
        return []
    rows = ["| claims | share | at most | aim |", "| --- | --- | --- | --- |"]
    rows.append(f"| wrong claims passed | {cell(claims['wrong_passed'])} | 0.005 | 0 |")
    rows.append(f"| honest claims withheld | {cell(claims['honest_withheld'])} | 0.05 | 0.02 |")
    for title, key in (("wrong, passed", "wrong_by_kind"), ("honest, withheld", "honest_by_kind")):
        rows += [f"| {title}: {kind} | {cell(value)} | | |" for kind, value in (claims.get(key) or {}).items()]
    about = "Generated from the calls of the library by `python -m evals.claims`: claims made wrong in one way each, and honest variants that must pass."
    return ["## The claim checks", about, "\n".join(rows)]


_HOW = """## How it is counted

- A hit is a passage (at most 900 characters, original language) that contains a whole gold quote, letters and digits compared. Targets are the quotes that support the answer alone; where none does, all of them.
- nDCG@10: gain 2^rel − 1 (Burges et al. 2005), rel 2 for a passage with a target and 1 for one with other gold evidence, discount log2(1 + rank) (Järvelin & Kekäläinen 2002), against the best order of all passages.
- A quote is right when it contains, or lies in, a target quote of the same speaker. A refusal of an answerable question, and an error, count as wrong.
- Citation precision: of the quotes shown, those right against any gold evidence. Citation recall: of the facets, or else of one sufficient quote, or else of all gold quotes, the part that is shown.
- A quote is as in the transcript when the stored turn holds it at its offsets and has its speaker and role.
- A call is one company in one period: a quote from a call that is not expected is a wrong company or period.
- `not_found` and `declined` both refuse. Recognised: unanswerable and refused.
- The peer rewrites no follow-ups and never refuses; it is given the same scope. Where gold has no Chinese quote, the file's own translation of the quote's sentences counts for it too.
- The questions named dev were used for tuning, and the refusing score was fitted on dev and samples: what it does on new questions are the figures out of fold, and figures on other questions are the test."""
