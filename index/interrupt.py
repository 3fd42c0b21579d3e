"""Ctrl-C and SIGTERM at a safe moment: never in the middle of a write."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from errors import Interrupted


class Stop:
    """Turns SIGINT and SIGTERM into `Interrupted`, at once outside of `unstopped()`, at its end inside."""

    def __init__(self) -> None:
        self._depth = 0
        self._received: int | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take over both signals; main thread only."""
        before = {number: signal.signal(number, self._handle) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def unstopped(self) -> Iterator[None]:
        """What is done here is finished first."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._received is not None:
                self._raise()

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        self._received = number
        if self._depth == 0:
            self._raise()

    def _raise(self) -> None:
        self._received = None
        raise Interrupted(
            "Stopped on request.", hint="What was acknowledged is kept; run the same command again to go on."
        )
