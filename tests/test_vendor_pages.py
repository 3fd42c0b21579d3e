"""What holds for every publisher's pages: each parser claims its own only, and mutilated pages never raise."""

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.formats.pdf import capiq, factset, streetevents_pdf
from ingest.formats.pdf.pages import text_pages
from ingest.formats.registry import PagesParser
from tests.writers import capiq as capiq_writer
from tests.writers import factset as factset_writer
from tests.writers import streetevents_pdf as streetevents_writer
from tests.writers.call import SyntheticCall, make_call

Write = Callable[[SyntheticCall, int], tuple[str, bytes]]
FAMILIES: dict[str, tuple[PagesParser, Write, tuple[str, ...]]] = {
    "capiq": (capiq, capiq_writer.write_text, ("Presentation", "EXECUTIVES")),
    "factset": (factset, factset_writer.write_text, ("Q", "<Q – ", "." * 120, "Disclaimer")),
    "streetevents": (streetevents_pdf, streetevents_writer.write_text, ("PRESENTATION", " - ")),
}


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("seed", range(3))
def test_only_its_own_family_claims_a_text(name: str, seed: int) -> None:
    pages = text_pages(FAMILIES[name][1](make_call(seed), seed)[1].decode())
    assert [other for other, (parser, _, _) in FAMILIES.items() if parser.recognises(pages)] == [name]


@pytest.mark.parametrize("name", FAMILIES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000))
def test_mutilated_text_never_raises(name: str, seed: int) -> None:
    parser, write, marks = FAMILIES[name]
    rng = random.Random(seed)
    text = write(make_call(seed % 7, questions=1, longest=2), seed % 7)[1].decode()
    lines = text.replace("\f", "\n\f\n").split("\n")
    for _ in range(rng.randint(1, 15)):
        at = rng.randrange(len(lines))
        other = [[mark] for mark in (*marks, "Operator", "\ufffd")]
        lines[at : at + 1] = rng.choice(([], [lines[at]] * 2, [lines[at][: len(lines[at]) // 2]], *other))
        lines = lines or [""]
    pages = text_pages("\n".join(lines))
    parser.recognises(pages)
    for draft in parser.parse(pages):
        assert all(text for turn in draft.turns for text, _ in turn.paragraphs)
