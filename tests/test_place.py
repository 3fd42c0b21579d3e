"""One call in several texts: an edited file replaces its old text, another publisher's is told and never lost."""

from pathlib import Path

import numpy as np
import pytest

from index.build import Outcome
from index.duplicates import SAME_CALL, SIZE, signature, similarity
from index.opened import Opened
from index.place import OnHeld, OutcomeKind
from ingest.corrections import corrections_from_json
from ingest.parse import parse
from ingest.sources import read_source, source_of
from tests.conftest import SAMPLES
from tests.small_call import small_call, write_small_call

CALL = "embk-fy2025-q4"

DASHES = """\
Company: Emberlark Energy
{period}
PREPARED REMARKS

Operator

Welcome to the Emberlark Energy results call for the March quarter 2025.

Nadia Frost -- Head of Investor Relations

Over to Ada.

Ada Finch -- Chief Financial Officer

Revenue was RMB4.2 billion, up 12%. The growth was driven by battery storage orders.

Our gross margin fell to 21.5% because of freight costs.

QUESTIONS AND ANSWERS

Operator

Ben Ruddock, Tollgate Partners.

Ben Ruddock -- Tollgate Partners -- Analyst

What do you expect for the storage prices?

Ada Finch -- Chief Financial Officer

We expect storage prices to stay where they are.
"""
KNOWN = DASHES.format(period="Ticker: EMBK\nPeriod: Q4 FY2025\n")
UNKNOWN = DASHES.format(period="")


def add(opened: Opened, name: str, text: str, on_held: OnHeld = OnHeld.KEEP) -> Outcome:
    (outcome,) = opened.builder.add_source(source_of(name, text.encode()), name, on_held=on_held)
    opened.builder.flush()
    return outcome


def ids(opened: Opened) -> set[str]:
    return {held.call.id for held in opened.library.held()}


def test_another_publishers_text_of_the_call_is_kept_beside_and_told(opened: Opened, tmp_path: Path) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    second = add(opened, "other.txt", KNOWN)
    assert (second.kind, second.transcript, second.duplicate_of) == (OutcomeKind.ADDED, f"{CALL}-2", CALL)
    assert any("already hold this call from embk.txt" in warning for warning in second.warnings)
    assert ids(opened) == {CALL, f"{CALL}-2"}
    again = add(opened, "other.txt", KNOWN)
    assert (again.kind, again.transcript) == (OutcomeKind.UNCHANGED, f"{CALL}-2")
    edited = add(opened, "other.txt", KNOWN.replace("freight costs", "freight rates"))
    assert (edited.kind, edited.transcript) == (OutcomeKind.UPDATED, f"{CALL}-2")
    first = add(opened, "embk.txt", small_call(growth="13%"))
    assert (first.kind, first.transcript) == (OutcomeKind.UPDATED, CALL)
    assert "freight rates" in opened.library.transcript(f"{CALL}-2").turn(3).text


def test_it_can_replace_the_one_held(opened: Opened, tmp_path: Path) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    outcome = add(opened, "other.txt", KNOWN, OnHeld.REPLACE)
    assert (outcome.kind, outcome.transcript) == (OutcomeKind.UPDATED, CALL)
    assert ids(opened) == {CALL}
    assert opened.library.transcript(CALL).call.format != "statementdog"


def test_it_can_be_refused(opened: Opened, tmp_path: Path) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    outcome = add(opened, "other.txt", KNOWN, OnHeld.REFUSE)
    assert outcome.kind is OutcomeKind.REJECTED
    assert outcome.error is not None
    assert (outcome.error.type, CALL in outcome.error.message) == ("call_held", True)
    assert ids(opened) == {CALL}


def test_a_near_duplicate_without_ticker_and_period_is_told(opened: Opened, tmp_path: Path) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    outcome = add(opened, "page.txt", UNKNOWN)
    assert (outcome.kind, outcome.transcript, outcome.duplicate_of) == (OutcomeKind.ADDED, "page", CALL)


def test_two_files_of_one_name_and_no_metadata_are_two_calls(opened: Opened) -> None:
    add(opened, "page.txt", UNKNOWN)
    other = UNKNOWN.replace("battery storage orders", "our new ferry line").replace("Ada Finch", "Della Marsh")
    for old, new in (("Revenue was RMB4.2 billion, up 12%", "Crossings fell by a tenth in a stormy spring"),
                     ("Our gross margin fell to 21.5% because of freight costs", "Fuel was dearer than in any spring before"),
                     ("We expect storage prices to stay where they are", "The hulls arrive in April and sail in May"),
                     ("What do you expect for the storage prices", "When do the new hulls arrive, and who builds them"),
                     ("Emberlark Energy results call for the March quarter 2025", "Brightmoor Ferries half-year meeting")):  # fmt: skip
        assert old in other
        other = other.replace(old, new)
    outcome = add(opened, "page.txt", other)
    assert (outcome.kind, outcome.transcript) == (OutcomeKind.ADDED, "page-2")
    assert ids(opened) == {"page", "page-2"}
    assert add(opened, "page.txt", UNKNOWN).transcript == "page"
    assert add(opened, "page.txt", other).transcript == "page-2"


def test_an_edited_file_without_metadata_is_updated(opened: Opened) -> None:
    add(opened, "page.txt", UNKNOWN)
    outcome = add(opened, "page.txt", UNKNOWN.replace("up 12%", "up 13%"))
    assert (outcome.kind, outcome.transcript) == (OutcomeKind.UPDATED, "page")


def test_corrections_at_the_first_ingest_make_the_id_and_outlive_the_next(opened: Opened) -> None:
    given = corrections_from_json({"call": {"ticker": "EMBK", "fiscal_year": 2025, "fiscal_quarter": 4}})
    source = source_of("page.txt", UNKNOWN.encode())
    (outcome,) = opened.builder.add_source(source, "page.txt", corrections={"page": given})
    assert outcome.transcript == CALL
    edited = add(opened, "page.txt", UNKNOWN.replace("up 12%", "up 13%"))
    assert (edited.kind, edited.transcript) == (OutcomeKind.UPDATED, CALL)
    call = opened.library.transcript(CALL).call
    assert (call.id, call.ticker, call.fiscal_period) == (CALL, "EMBK", "FY2025 Q4")
    assert add(opened, "page.txt", UNKNOWN.replace("up 12%", "up 13%")).kind is OutcomeKind.UNCHANGED


def test_a_held_call_is_put_right_and_back(opened: Opened) -> None:
    add(opened, "page.txt", KNOWN)
    before = opened.library.transcript(CALL)
    right = opened.builder.correct(
        CALL, corrections_from_json({"speakers": [{"label": "Ada Finch", "name": "Ada Lark"}]})
    )
    assert right.kind is OutcomeKind.UPDATED
    assert {turn.speaker for turn in opened.library.transcript(CALL).turns} >= {"Ada Lark"}
    found = [p.passage for p in opened.library.passages_of(CALL)]
    assert any("Ada Lark" in passage.header for passage in found)
    assert opened.dense.count() == opened.dense.expected_count()
    edited = add(opened, "page.txt", KNOWN.replace("up 12%", "up 13%"))
    assert edited.kind is OutcomeKind.UPDATED
    assert {turn.speaker for turn in opened.library.transcript(CALL).turns} >= {"Ada Lark"}
    add(opened, "page.txt", KNOWN)
    assert opened.builder.correct(CALL, corrections_from_json({})).kind is OutcomeKind.UPDATED
    assert opened.library.transcript(CALL) == before
    assert opened.builder.correct(CALL, corrections_from_json({})).kind is OutcomeKind.UNCHANGED


def test_a_preview_writes_nothing_and_says_what_would_become(opened: Opened, tmp_path: Path) -> None:
    path = write_small_call(tmp_path)
    (would,) = opened.builder.preview_file(path)
    assert (would.kind, would.transcript) == (OutcomeKind.ADDED, CALL)
    assert would.parsed == parse(source_of("embk.txt", path.read_bytes()))[0]
    assert opened.library.seq() == 0 and not (opened.library.root / "sources").exists()
    opened.builder.add_file(path)
    assert opened.builder.preview_file(path)[0].kind is OutcomeKind.UNCHANGED
    fixed = corrections_from_json({"not_speech": [{"turn": 2}]})
    (would,) = opened.builder.preview(source_of("embk.txt", path.read_bytes()), "embk.txt", corrections={CALL: fixed})
    assert would.kind is OutcomeKind.UPDATED and would.turns == 5


@pytest.mark.parametrize("every", [None, 20, 10])
def test_similarity_tells_one_call_in_two_texts_from_two_calls(every: int | None) -> None:
    """`every`: the other publisher lost each nth word; the third text is the next quarter of the same company."""
    q3, q4 = (parse(read_source(SAMPLES / f"plumewing-fy2025-q{quarter}.txt"))[0] for quarter in (3, 4))
    said = "\n".join(f"{turn.speaker}: {turn.text}" for turn in q4.turns).split(" ")
    copied = " ".join(word for i, word in enumerate(said) if every is None or i % every)
    one, two, copy = (signature(t) for t in (q4, q3, parse(source_of("x.txt", copied.encode()))[0]))
    assert one.shape == (SIZE,)
    close, far = similarity(one, np.stack([copy, two]))
    assert close >= SAME_CALL > 0.2 > far
