"""The chat page: library on the left, chat in the middle, transcript reader on the right."""

import streamlit as st

from errors import CallciteError
from ui import chat, components, conversations_panel, library_panel, reader, session
from ui.services import Services
from ui.verbatim import failure


def show(services: Services) -> None:
    """Draw the page for one session."""
    components.page_style()
    mine = session.current()
    try:
        held = services.opened.library.held()
        with st.sidebar:
            library_panel.show(services, mine, held)
            if mine.entries or mine.asking or mine.pending:
                st.button("New conversation", key="clear", type="tertiary", on_click=mine.clear)
            conversations = st.empty()
        beside = st.empty()  # a fixed slot: what is absent leaves no faded copy of itself while an answer is made
        if mine.place:
            with beside:
                reader.show(services.opened.library, mine.place, mine.close_reader)
        chat.show(services, mine, held)
        # After the chat, so that an answer that has just come is in the list.
        with conversations:
            conversations_panel.show(services, mine)
    except CallciteError as error:
        failure("page", error)
