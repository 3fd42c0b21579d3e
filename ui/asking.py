"""A question being answered in the background, so that a click on a citation does not cut the answer off."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from answer.answer import Answer, Citation, Claim, Mode, Status
from answer.events import ClaimReady, ClaimWithheld, Event, Finished
from errors import CallciteError, ModelError
from index.passage import Scope
from index.question import read_question

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModelFailed:
    """The model failed; what follows are the events of the quotes-only answer."""

    error: ModelError


Shown = Event | ModelFailed
Ask = Callable[[Mode], Iterable[Event]]


@dataclass(frozen=True)
class Request:
    """A question as it is put.

    `scope` is the user's own filter; `without` are parts of the scope read from the question that he has removed, as
    `read_scope` takes them; `past` is how many entries of the chat it follows, None where it follows all.
    """

    question: str
    scope: Scope = field(default_factory=Scope)
    without: tuple[str, ...] = ()
    past: int | None = None


@dataclass(frozen=True)
class Entry:
    """A question of the chat and all that is shown below it.

    `failure` is why `answer` is quotes-only although the model was asked; `before_failure` holds the verified Claims
    that the model had written by then. `error` is why there is no answer at all.
    """

    request: Request
    answer: Answer | None = None
    failure: ModelError | None = None
    before_failure: Answer | None = None
    error: CallciteError | None = None
    stopped: bool = False

    @property
    def question(self) -> str:
        return self.request.question


class Asking:
    """Runs `ask(mode)` in a thread and keeps its events. A ModelError is followed by `ask(Mode.QUOTES)`."""

    def __init__(self, request: Request, mode: Mode, ask: Ask) -> None:
        self.request = request
        self.mode = mode
        self._ask = ask
        self._events: list[Shown] = []
        self._error: CallciteError | None = None
        self._stopped = False
        self._done = False
        self._changed = threading.Condition()
        threading.Thread(target=self._run, name="asking", daemon=True).start()

    def after(self, seen: int, *, seconds: float) -> tuple[list[Shown], bool]:
        """The events after the first `seen`, and whether that is all; waits up to `seconds` for news."""
        with self._changed:
            self._changed.wait_for(lambda: self._done or len(self._events) > seen, timeout=seconds)
            return self._events[seen:], self._done

    def stop(self) -> None:
        """Take no further event. The thread ends with its next one, or with the model's timeout."""
        with self._changed:
            self._stopped = self._done = True

    def entry(self) -> Entry:
        """What has come so far, as it stays in the chat."""
        with self._changed:
            events, stopped = list(self._events), self._stopped
        failed = next((i for i, event in enumerate(events) if isinstance(event, ModelFailed)), None)
        written, since = (events, events) if failed is None else (events[:failed], events[failed + 1 :])
        finished = next((event.answer for event in since if isinstance(event, Finished)), None)
        failure = events[failed] if failed is not None else None
        return Entry(
            request=self.request,
            answer=finished or self._partial(since, self.mode if failed is None else Mode.QUOTES),
            failure=failure.error if isinstance(failure, ModelFailed) else None,
            before_failure=self._partial(written, self.mode) if failed is not None else None,
            error=self._error,
            stopped=stopped and finished is None,
        )

    def _partial(self, events: list[Shown], mode: Mode) -> Answer | None:
        """The Claims of an unfinished answer; None where there is none yet."""
        claims: list[Claim] = []
        withheld: list[Claim] = []
        citations: list[Citation] = []
        for event in events:
            if isinstance(event, ClaimReady):
                claims.append(event.claim)
                citations.extend(event.citations)
            elif isinstance(event, ClaimWithheld):
                withheld.append(event.claim)
        if not claims and not withheld:
            return None
        return Answer(
            question=self.request.question,
            standalone=self.request.question,
            scope=self.request.scope.as_json(),
            mode=mode,
            language=read_question(self.request.question).language,
            status=Status.PARTIAL,
            lead="",
            claims=tuple(claims),
            withheld=tuple(withheld),
            citations=tuple(citations),
        )

    def _run(self) -> None:
        try:
            try:
                self._take(self._ask(self.mode))
            except ModelError as error:
                self._put(ModelFailed(error))
                self._take(self._ask(Mode.QUOTES))
        except CallciteError as error:
            self._error = error
        except Exception:
            _log.exception("A question failed in a way that callcite does not foresee.")
            self._error = CallciteError(
                "Something in callcite itself failed.",
                hint="The terminal it runs in shows what; ask again, or report it.",
            )
        with self._changed:
            self._done = True
            self._changed.notify_all()

    def _take(self, events: Iterable[Event]) -> None:
        for event in events:
            if not self._put(event):
                return

    def _put(self, event: Shown) -> bool:
        with self._changed:
            if not self._stopped:
                self._events.append(event)
                self._changed.notify_all()
            return not self._stopped
