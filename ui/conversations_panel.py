"""The sidebar's list of kept conversations: resume, rename, delete."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from errors import CallciteError
from index.conversations import ConversationHead, Conversations
from ui import components, history
from ui.labels import day_label
from ui.services import Services
from ui.session import Session

_SHOWN = 30


def show(services: Services, session: Session) -> None:
    """Draw the list; nothing while none is kept."""
    library = services.opened.library
    kept = Conversations(library)
    heads = kept.heads()
    if not heads:
        return

    def rename(value: object) -> None:
        if isinstance(value, dict):
            _do(session, lambda: kept.rename(str(value.get("id")), str(value.get("title"))))

    def delete(value: object) -> None:
        _do(session, lambda: kept.delete(str(value)))
        if session.conversation == value:
            session.clear()

    with st.container(key="conversations", gap="small"):
        st.subheader("Conversations", anchor=False)
        components.mount(
            "conversations",
            key="conversations_list",
            data={"writable": not library.read_only, "items": conversation_views(heads[:_SHOWN], session.conversation)},
            open=lambda id_: _do(session, lambda: history.resume(library, session, str(id_))),
            rename=rename,
            remove=delete,
        )


def conversation_views(heads: Sequence[ConversationHead], current: str | None) -> list[dict[str, object]]:
    """One row for each. Pure."""
    return [
        {
            "id": head.id,
            "title": head.title,
            "facts": f"{_day(head.updated_at)} · {head.messages} question{'' if head.messages == 1 else 's'}",
            "current": head.id == current,
        }
        for head in heads
    ]


def _day(seconds: float) -> str:
    return day_label("en", datetime.fromtimestamp(seconds, UTC).date().isoformat())


def _do(session: Session, act: Callable[[], None]) -> None:
    try:
        act()
    except CallciteError as error:
        session.not_kept = error
