"""The sidebar: the calls held, adding files to them, and taking calls out."""

from collections.abc import Sequence

import streamlit as st

from errors import CallciteError
from index.build import Outcome
from index.opened import Opened
from index.place import OutcomeKind
from index.rows import Held
from ingest.sources import pasted, source_of
from ui import components
from ui.labels import both_names, period_label
from ui.services import Services
from ui.session import Session
from ui.verbatim import notice, say

_LANGUAGES = {"en": "English", "zh": "Chinese", "ko": "Korean", "ja": "Japanese"}


def show(services: Services, session: Session, held: Sequence[Held]) -> None:
    """Draw the panel. A change of the library starts a new run of the page."""
    st.header("callcite", anchor=False)
    samples = [h for h in held if h.sample]
    with st.container(key="library", gap="small"):
        st.subheader("Library", anchor=False)
        if held:
            data = {"writable": not services.opened.library.read_only, "calls": [call_view(h) for h in held]}
            components.mount(
                "library",
                key="library_list",
                data=data,
                open=lambda call: session.open_transcript(str(call)),
                remove=lambda call: _remove(services.opened, session, [str(call)]),
            )
        if samples and len(samples) < len(held):
            with st.container(key="samples-note"):
                say("Samples are searched only when a question or a filter names them.")
        if samples and not services.opened.library.read_only:
            label = "Remove the sample call" if len(samples) == 1 else f"Remove the {len(samples)} sample calls"
            if st.button(label, key="remove_samples", type="tertiary"):
                _remove(services.opened, session, [h.call.id for h in samples])
                st.rerun()
        if not held and services.samples and st.button("Load the sample calls", key="load_samples"):
            _take(services.opened, session, [(path.name, path.name, path.read_bytes()) for path in services.samples])
            session.taken.clear()
            st.rerun()
    _uploads(services, session)


def call_view(held: Held) -> dict[str, object]:
    """One row of the list. Pure."""
    call = held.call
    spoken = ", ".join(_LANGUAGES.get(language.split("-")[0], language) for language in call.languages)
    facts = [period_label("en", call.fiscal_period, call.period_end), f"{held.turn_count} turns", spoken]
    return {
        "id": call.id,
        "name": " ".join(filter(None, (both_names(call), call.ticker and f"({call.ticker})"))),
        "facts": " · ".join(filter(None, facts)),
        "sample": held.sample,
    }


def outcome_lines(outcome: Outcome) -> list[str]:
    """What became of a file: one line, and for a rejected one the reason and what to do. Pure."""
    if outcome.error is not None:
        return [f"Rejected: {outcome.error.message}", outcome.error.hint]
    said = {
        OutcomeKind.ADDED: "Added",
        OutcomeKind.UPDATED: "Updated",
        OutcomeKind.UNCHANGED: "Unchanged, already in the library",
        OutcomeKind.REJECTED: "Rejected",
    }[outcome.kind]
    return [f"{said}: {outcome.path} ({outcome.turns} turns)", *outcome.warnings]


def _uploads(services: Services, session: Session) -> None:
    with st.container(key="uploads", gap="small"):
        st.subheader("Add transcripts", anchor=False)
        files = st.file_uploader(
            "Transcript files", accept_multiple_files=True, key=f"files-{session.uploads}", label_visibility="collapsed"
        )
        if files:
            _take(services.opened, session, [(file.file_id, file.name, file.getvalue()) for file in files])
            session.uploads += 1
            session.taken.clear()
            st.rerun()
        with st.expander("Paste a transcript's text"), st.form("paste", clear_on_submit=True, border=False):
            text = st.text_area("Text of the page", height=160, label_visibility="collapsed")
            if st.form_submit_button("Add the text") and text.strip():
                _take_pasted(services.opened, session, text)
                st.rerun()
        for i, outcome in enumerate(session.outcomes):
            notice(f"outcome-{i}", *outcome_lines(outcome), kind="warn" if outcome.error else "info")


def _take(opened: Opened, session: Session, files: Sequence[tuple[str, str, bytes]]) -> None:
    """Add files (id, name, content) one by one: each is kept as soon as it is done, whatever happens to the next.

    A click in between reruns the page; the batch then goes on with the files that are not in `session.taken`.
    """
    if not session.taken:
        session.outcomes = []
    for n, (file, name, data) in enumerate(files, start=1):
        if file in session.taken:
            continue
        with st.spinner(f"Reading file {n} of {len(files)}; a long call takes up to a minute", show_time=True):
            say(name)
            try:
                with opened.library.lock.held():
                    outcomes = opened.builder.add_source(source_of(name, data, max_bytes=opened.max_bytes), name)
                    opened.builder.flush()
            except CallciteError as error:
                outcomes = [Outcome(name, OutcomeKind.REJECTED, error=error)]
            session.outcomes += outcomes
            session.taken.add(file)


def _take_pasted(opened: Opened, session: Session, text: str) -> None:
    """The text of a page is taken like a file, under a name made of its content."""
    session.taken.clear()
    try:
        source = pasted(text, max_bytes=opened.max_bytes)
    except CallciteError as error:
        session.outcomes = [Outcome("pasted text", OutcomeKind.REJECTED, error=error)]
        return
    _take(opened, session, [(source.name, source.name, source.data)])
    session.taken.clear()


def _remove(opened: Opened, session: Session, transcripts: Sequence[str]) -> None:
    try:
        with opened.library.lock.held():
            for transcript in transcripts:
                opened.builder.remove(transcript)
    except CallciteError as error:
        session.outcomes = [Outcome(", ".join(transcripts), OutcomeKind.REJECTED, error=error)]
        return
    session.outcomes = []
    if session.place and session.place.transcript in transcripts:
        session.close_reader()
