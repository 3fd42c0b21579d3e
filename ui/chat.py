"""The chat: what was asked and answered, what is being answered now, and where the next question is put."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from answer.answer import Answer, Citation, Claim, Mode
from answer.events import ClaimReady, Finished, Stage
from errors import ModelError
from index.question import read_question
from index.rows import Held
from index.search import MAX_QUESTION
from ui import again, components, filters, history, labels
from ui.answer_view import Shown, answer_view, cited, claims_view, sources_of
from ui.asking import Asking, Entry, ModelFailed, Request
from ui.groups import Json
from ui.services import Services
from ui.session import Session
from ui.suggest import suggest
from ui.verbatim import failure, notice, say

_POLL_SECONDS = 0.1
_KEPT = "Stopped. What was complete by then is kept."


def show(services: Services, session: Session, held: list[Held]) -> None:
    """Draw the chat. Ends the run early only by Streamlit's own exceptions (Stop, a click while answering)."""
    shown = Shown(
        {h.call.id: h.call for h in held},
        history.since(services.opened.library, session),
        {name: p for h in held for p in h.participants for name in (p.name, *p.also_called)},
    )
    first, answered, live = st.empty(), st.container(), st.empty()
    if not (session.entries or session.asking or session.pending):
        with first:
            _first_screen(services, session, held)
    with answered:
        for i, entry in enumerate(session.entries):
            _entry(i, entry, session, shown)
    if session.not_kept:
        failure("not-kept", session.not_kept)
    with st.container(key="controls", gap="xsmall"):
        mode = _mode(services)
        filters.show(held)
    st.chat_input(
        "Ask about the calls",
        key="question",
        max_chars=MAX_QUESTION,
        submit_mode="stop",
        on_submit=lambda: _ask(session, st.session_state["question"]),
    )
    if session.pending and session.asking is None:
        session.asking = _begun(services, session, session.pending, mode)
        session.pending = None
    if session.asking:
        _follow(services, session, session.asking, answered, live, shown)


def _begun(services: Services, session: Session, request: Request, mode: Mode) -> Asking:
    """A question asked again follows what it followed the first time."""
    put = request if request.past is not None else replace(request, past=len(session.entries))
    past = session.history(put.past)
    return Asking(
        put,
        mode,
        lambda mode: services.asker.ask_streaming(
            put.question, scope=put.scope, mode=mode, history=past, without=put.without
        ),
    )


def _ask(session: Session, question: str) -> None:
    session.pending = Request(question, filters.chosen())


def _first_screen(services: Services, session: Session, held: list[Held]) -> None:
    with st.container(key="first", gap="small"):
        st.header("Ask the calls", anchor=False)
        st.markdown(
            "Every answer is made of words that were said on a call, by the person named, and each can be opened in its transcript."
        )
        if not held:
            st.markdown("The library is empty. Add transcripts in the sidebar, or load the sample calls there.")
            return
        # Samples stand back as soon as other calls are held, in searches and so in suggestions.
        offered = [h for h in held if not h.sample] or held
        questions = suggest((h.call for h in offered), services.opened.library.transcript)
        if questions:
            listed = [{"text": q, "lang": "zh-Hant" if labels.is_han(q) else "en"} for q in questions]

            def ask(index: object) -> None:
                if isinstance(index, int) and 0 <= index < len(questions):
                    _ask(session, questions[index])

            components.mount("suggestions", key="suggestions", data={"questions": listed}, ask=ask)


def _mode(services: Services) -> Mode:
    """The line that says who answers, with a switch where there is a choice."""
    mode = Mode.QUOTES
    if services.model:
        chosen = st.segmented_control(
            "Answers", [Mode.MODEL, Mode.QUOTES], default=Mode.MODEL, key="mode", required=True,
            format_func=lambda m: "Written answers" if m is Mode.MODEL else "Quotes only", label_visibility="collapsed",
        )  # fmt: skip
        mode = Mode(chosen) if chosen else Mode.QUOTES
    with st.container(key="mode-line"):
        say(labels.mode_line(mode, services.model, services.model_host))
    return mode


def _entry(i: int, entry: Entry, session: Session, shown: Shown) -> None:
    _question(f"question-{i}", entry.question)
    with st.container(key=f"answer-{i}", gap="small"):
        if entry.before_failure:
            _answer(f"before-{i}", entry.before_failure, None, session, shown)
        if entry.failure:
            _model_failed(f"failure-{i}", entry.failure)
        if entry.answer:
            # Entries of an older kind do not say what they follow.
            request = replace(entry.request, past=i) if entry.request.past is None else entry.request
            _answer(f"final-{i}", entry.answer, request, session, shown)
        if entry.error:
            failure(f"error-{i}", entry.error)
        if entry.stopped:
            notice(f"stopped-{i}", _KEPT if entry.answer else "Stopped before anything was found.")


def _question(key: str, question: str) -> None:
    with st.container(key=key), st.chat_message("user"):
        say(question)


def _model_failed(key: str, error: ModelError) -> None:
    notice(key, error.message, error.hint, "Here is the quotes-only answer instead.", kind="warn")


def _answer(key: str, answer: Answer, request: Request | None, session: Session, shown: Shown) -> None:
    """With its `request`, an answer can be asked for again in another scope."""
    parts = again.parts(answer, request, shown.names(answer.language)) if request else ()
    others = again.others(answer, request) if request else ()

    def put(choices: Sequence[again.Choice]) -> Callable[[object], None]:
        return lambda index: _put(session, choices, index)

    data = answer_view(answer, shown, request)
    _cited(key, data, session, sources_of(answer), without=put(parts), instead=put(others))


def _cited(
    key: str, data: Json, session: Session, sources: tuple[Citation, ...], **on_trigger: Callable[[Any], None]
) -> None:
    components.mount("answer", key=key, data=data, open=lambda i: _open(session, sources, i), **on_trigger)


def _open(session: Session, sources: tuple[Citation, ...], index: object) -> None:
    if isinstance(index, int) and 0 <= index < len(sources):
        session.open(sources[index])


def _put(session: Session, choices: Sequence[again.Choice], index: object) -> None:
    if isinstance(index, int) and 0 <= index < len(choices):
        session.pending = choices[index].request


def _follow(
    services: Services, session: Session, asking: Asking, answered: DeltaGenerator, live: DeltaGenerator, shown: Shown
) -> None:
    """Show an answer as it comes in `live`, then whole in `answered`. A rerun in between draws it again and goes on."""
    try:
        with live.container():
            _live(session, asking, shown)
        history.keep(services.opened.library, session, asking.entry())
        session.asking = None
        live.empty()
        with answered:
            _entry(len(session.entries) - 1, session.entries[-1], session, shown)
    except StopException:
        # Only plain objects here: touching Streamlit again would raise again and lose what had come.
        asking.stop()
        if session.asking is asking:
            history.keep(services.opened.library, session, asking.entry())
            session.asking = None
        raise
    if session.pending:
        st.rerun()


def _live(session: Session, asking: Asking, shown: Shown) -> None:
    number = len(session.entries)
    _question(f"live-question-{number}", asking.request.question)
    body = st.container(key=f"live-answer-{number}", gap="small")
    with st.container(key="stage", horizontal=True, vertical_alignment="center"):
        stage = st.empty()
        # The chat input's own stop is gone once a click elsewhere has rerun the page.
        st.button("Stop", key=f"stop-{number}", type="tertiary", on_click=asking.stop)
    with st.container(key="stopped-now"):
        say(_KEPT)
    language = read_question(asking.request.question).language
    seen, done, mode = 0, False, asking.mode
    citations: tuple[Citation, ...] = ()
    claims: list[Claim] = []

    def draw() -> None:
        """What came together is one component: a list of thirty quotes would else be thirty."""
        if claims:
            with body:
                data = claims_view(claims, citations, language, shown)
                _cited(f"live-{number}-{seen}", data, session, cited(claims, citations))
            claims.clear()

    while not done:
        news, done = asking.after(seen, seconds=_POLL_SECONDS)
        _ = "question" in st.session_state  # lets Streamlit stop or rerun the page here
        if any(isinstance(event, Finished) for event in news):
            return  # the whole answer is drawn next
        for event in news:
            if isinstance(event, Stage):
                stage.text(labels.stage_label(event, mode))
            elif isinstance(event, ModelFailed):
                draw()
                mode, citations = Mode.QUOTES, ()
                with body:
                    _model_failed(f"live-{number}-{seen}", event.error)
            elif isinstance(event, ClaimReady):
                citations += event.citations
                claims.append(event.claim)
            seen += 1
        draw()
        done = done and not news
