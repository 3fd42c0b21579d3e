"""Claims by the thousand, the same for the same seed: honest ones first, wrong ones made from them."""

import random
from collections import defaultdict
from collections.abc import Sequence

from evals.claims.case import CallWords, Case
from evals.claims.honest import honest_claims, two_sources
from evals.claims.marks import marks
from evals.claims.wrong_figures import wrong_figures
from evals.claims.wrong_sense import stitched, wrong_sense
from evals.claims.wrong_terms import wrong_terms
from index.glossary import Glossary

_BASES = 6
"""Honest claims of one Sentence that wrong ones are made from."""


def generate(calls: Sequence[CallWords], glossary: Glossary, *, wrong: int, honest: int, seed: int) -> list[Case]:
    """At most `honest` and `wrong` claims, spread evenly over kinds; fewer where the calls give no more."""
    true: list[Case] = []
    false: list[Case] = []
    for call in calls:
        by_sentence = []
        for evidence in call.sentences:
            rng = random.Random(f"{seed}:{evidence.sentence_id}")
            claims = honest_claims(evidence, call, glossary, rng)
            by_sentence.append(claims)
            true += claims
            false += _wrong(rng.sample(claims, min(_BASES, len(claims))), call, rng)
        pairs, crossed = _over_two(
            by_sentence, call, random.Random(f"{seed}:{call.sentences[0].call.id}" if call.sentences else seed)
        )
        true += pairs
        false += crossed
    return [*_spread(true, honest, seed), *_spread(_distinct(false), wrong, seed)]


def _wrong(bases: Sequence[Case], call: CallWords, rng: random.Random) -> list[Case]:
    found: list[Case] = []
    for base in bases:
        made = [
            *wrong_figures(base.text, base.cited, rng),
            *wrong_terms(base, call, rng),
            *wrong_sense(base, call, rng),
        ]
        found += [Case(text, base.cited, kind, False, base.text) for kind, text in made if text != base.text]
    return found


def _over_two(
    by_sentence: Sequence[Sequence[Case]], call: CallWords, rng: random.Random
) -> tuple[list[Case], list[Case]]:
    pairs: list[Case] = []
    crossed: list[Case] = []
    counted = [claims for claims in by_sentence if claims and marks(claims[0].cited[0].text)]
    for claims in counted:
        base, partner = rng.choice(claims), rng.choice(rng.choice(counted))
        if partner.cited[0] is base.cited[0]:
            continue
        joined = two_sources(base, partner, call)
        if joined:
            pairs.append(joined)
        for other in rng.sample(counted, min(3, len(counted))):
            if other[0].cited[0].speaker.name == base.cited[0].speaker.name:
                crossed += stitched(base, other[0].cited[0], rng)
    return pairs, crossed


def _distinct(cases: Sequence[Case]) -> list[Case]:
    return list({(case.text, case.kind): case for case in cases}.values())


def _spread(cases: Sequence[Case], wanted: int, seed: int) -> list[Case]:
    """`wanted` of the cases, kind after kind in turn, each kind shuffled."""
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    for kind, group in by_kind.items():
        random.Random(f"{seed}:{kind}").shuffle(group)
    chosen: list[Case] = []
    while len(chosen) < wanted and any(by_kind.values()):
        for kind in sorted(by_kind):
            if by_kind[kind] and len(chosen) < wanted:
                chosen.append(by_kind[kind].pop())
    return chosen
