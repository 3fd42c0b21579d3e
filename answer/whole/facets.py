"""The facets of a call's prepared remarks that a summary quotes: results, drivers, businesses, cash and returns, outlook."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from answer.compare.subject import is_whole
from answer.quantities.numbers import quantities
from answer.whole.reading import Said, repeats

_REVENUE = frozenset({"revenue"})
_PROFIT = frozenset(
    "net income|net loss|EBITA|EBITDA|EBIT|operating income|operating loss|EPS|profit|loss|pre-tax income|net interest income".split(
        "|"
    )
)
_MARGIN = frozenset("gross margin|operating margin|margin|net margin|EBITA margin|EBITDA margin|gross profit|net interest margin".split("|"))  # fmt: skip
_CASH = frozenset("free cash flow|operating cash flow|capex|net cash|cash|net debt|debt".split("|"))
_RETURNS = frozenset("dividend|regular dividend|special dividend|buyback|shareholder return|payout ratio".split("|"))
_BUSINESS = _REVENUE | _PROFIT | {"shipments", "deliveries", "orders", "members", "subscribers", "users"}
_LEAST_DRIVER = 1.5
_FULL_YEAR = re.compile(r"\b(?:full|fiscal|whole) (?:fiscal )?year\b|\bfor the year\b|全年|整個財年", re.IGNORECASE)
_DRIVES = re.compile(
    r"\bdriven by\b|\b(?:main|primary|key|biggest|major) (?:drivers?|reasons?|factors?)\b|\b(?:primarily|mainly|mostly|largely) (?:due|because|driven|from|by|as|through|reflect\w*|attribut\w*)\b"
    r"|\b(?:two|three|four) (?:things|factors|reasons|drivers|pieces)\b|\bcontribut(?:ed|ion)\b|\b(?:added|took away|gave us|cost us) (?:about |some |roughly )?\d|\bthanks to\b|\bcame from\b|主要(?:由|因|受|來自|来自|是)|帶動|带动|受惠|推動|推动|貢獻|贡献",
    re.IGNORECASE,
)


@dataclass
class Picked:
    """What is taken so far, by group."""

    groups: dict[str, list[Said]]

    def all(self) -> list[Said]:
        return [item for items in self.groups.values() for item in items]

    def take(self, group: str, items: Iterable[Said], most: int) -> None:
        """The first `most` of `items`, best first, that repeat nothing taken before."""
        for item in items:
            if most == 0:
                return
            if not any(item is other or repeats(item, other) for other in self.all()):
                self.groups.setdefault(group, []).append(item)
                most -= 1


def take_facets(picked: Picked, said: Sequence[Said]) -> None:
    last = max((s.place for s in said), default=1) or 1
    reported = [s for s in said if s.fits and s.figures and not s.ahead]
    for metrics in (_REVENUE, _PROFIT, _MARGIN):
        if not any(s.metrics & metrics and s.figures for s in picked.groups.get("results", [])):
            picked.take("results", _ranked(reported, partial(_headline, metrics=metrics, last=last)), 1)
    picked.take("drivers", _ranked(said, partial(_driver, last=last)), 1)
    by_business: dict[frozenset[str], Said] = {}
    for s in _ranked(reported, _of_business):
        by_business.setdefault(_key(s), s)
    largest = sorted(by_business.values(), key=lambda s: (not s.metrics & _REVENUE, -_amount(s.line.text)))
    picked.take("segments", largest, 3)
    for metrics in (_CASH, _RETURNS):
        picked.take("cash", _ranked(reported, partial(_headline, metrics=metrics, last=last)), 1)
    picked.take("outlook", _ranked(said, partial(_outlook, last=last)), 2)
    for group, items in picked.groups.items():
        if group != "results":
            items.sort(key=lambda s: s.place)


def _ranked(said: Iterable[Said], score: Callable[[Said], float]) -> list[Said]:
    scored = [(score(s), s) for s in said]
    return [s for value, s in sorted(scored, key=lambda pair: (-pair[0], pair[1].place)) if value > 0]


def _headline(s: Said, metrics: frozenset[str], last: int) -> float:
    """How well a statement gives one of `metrics` for the company as a whole; 0 where it does not."""
    if not s.metrics & metrics:
        return 0.0
    score = 1.0 + s.money + s.moves + 0.4 * min(s.figures, 3) + (1 - s.place / last) - s.leans
    score += 1.5 * is_whole(s.line.text) - 0.8 * bool(_FULL_YEAR.search(s.line.text))
    score += 0.5 * (len(s.metrics & metrics) - 1)
    if metrics is not _RETURNS and metrics is not _CASH:
        score -= 2.5 * bool(s.business) + 0.5 * bool(s.proper)
    return score - len(s.line.text) / 400


def _driver(s: Said, last: int) -> float:
    """How well a statement says why figures moved: of the whole company rather than of one business."""
    drives = bool(_DRIVES.search(s.line.text))
    if not (s.fits and (s.causes or drives) and not s.ahead and (s.moves or s.figures)):
        return 0.0
    if not (s.metrics or s.names("segment", "driver")):
        return 0.0
    score = s.moves + 1.5 * drives - 0.6 * bool(s.business)
    score += 0.6 * bool(s.metrics & (_REVENUE | _PROFIT | _MARGIN)) + 0.4 * min(2, len(s.names("driver")))
    score += 0.2 * min(s.figures, 2) - s.leans + 0.5 * (1 - s.place / last) - len(s.line.text) / 400
    return score if score >= _LEAST_DRIVER else 0.0


def _of_business(s: Said) -> float:
    """How well a statement gives one business's figures."""
    if not (s.metrics & _BUSINESS and s.money and s.business and (s.proper or s.names("segment"))):
        return 0.0
    return 1.0 + s.moves + 2.0 * bool(s.metrics & _REVENUE) - s.leans + 0.3 * min(s.figures, 3) - len(s.line.text) / 400


def _key(s: Said) -> frozenset[str]:
    return s.business or frozenset()


def _amount(text: str) -> float:
    return max((float(q.value) for q in quantities(text) if q.unit == "money"), default=0.0)


def _outlook(s: Said, last: int) -> float:
    if not (s.fits and s.ahead):
        return 0.0
    return (
        1.0
        + 1.5 * s.firm
        + bool(s.metrics)
        + 0.5 * bool(s.names("segment"))
        - s.leans
        + 0.5 * s.place / last
        - len(s.line.text) / 400
    )
