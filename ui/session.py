"""What one browser tab remembers. A plain object: unlike `st.session_state`, it can be written to after Stop."""

from dataclasses import dataclass, field

import streamlit as st

from answer.answer import Citation, Conversation, Message
from answer.saved import Since
from errors import CallciteError
from index.build import Outcome
from ui.asking import Asking, Entry, Request
from ui.reader import Place

_KEY = "callcite"


@dataclass
class Session:
    entries: list[Entry] = field(default_factory=list)
    pending: Request | None = None
    """A question that was put and not begun."""
    asking: Asking | None = None
    place: Place | None = None
    """Where the reader is open."""
    visits: int = 0
    uploads: int = 0
    """Counts batches of uploaded files, each taken by a fresh uploader."""
    taken: set[str] = field(default_factory=set)
    """Files of the batch at hand that are done."""
    outcomes: list[Outcome] = field(default_factory=list)
    """Of the last batch."""
    conversation: str | None = None
    """Where the entries are kept; None before the first question."""
    not_kept: CallciteError | None = None
    """Why the conversation at hand is not kept, or could not be changed."""
    since: tuple[tuple[int, int], dict[str, Since]] = field(default_factory=lambda: ((-1, -1), {}))
    """What became of the quotes shown, for a state of library and chat."""

    def open(self, citation: Citation) -> None:
        self.visits += 1
        self.place = Place.of(citation, self.visits)

    def open_transcript(self, transcript: str) -> None:
        self.visits += 1
        self.place = Place(transcript, visit=self.visits)

    def close_reader(self) -> None:
        self.place = None

    def history(self, past: int | None = None) -> list[tuple[str, str]]:
        """What was asked and answered in the first `past` entries, or in all."""
        messages = (Message(e.question, e.answer) for e in self.entries[:past] if e.answer is not None)
        return Conversation(tuple(messages)).history()

    def clear(self) -> None:
        if self.asking:
            self.asking.stop()
        self.asking = None
        self.conversation = None
        self.not_kept = None
        self.entries.clear()
        self.place = None


def current() -> Session:
    session = st.session_state.setdefault(_KEY, Session())
    assert isinstance(session, Session)
    return session
