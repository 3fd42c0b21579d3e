"""Tells that a model has begun to repeat itself: small ones do, up to their limit of tokens, and the answer is lost."""

import re

_EVERY = 50  # characters between two looks
_TAIL = 1_000
_BLANKS = 200
_COUNTING = re.compile(r"(?:\d{1,4}\s*,\s*){30}\d{0,4}\s*\Z")


class LoopWatch:
    """Incremental; where the stream was cut makes no difference, as long as reading stops at the first True."""

    def __init__(self) -> None:
        self._tail = ""
        self._count = 0

    def feed(self, piece: str) -> bool:
        """Whether the reply runs in circles by now: nothing that is worth waiting for follows."""
        for character in piece:
            self._tail = (self._tail + character)[-_TAIL:]
            self._count += 1
            if self._count % _EVERY == 0 and _circles(self._tail):
                return True
        return False


def _circles(tail: str) -> bool:
    """Words six times over, a sentence three times over, a list of thirty numbers, or blanks without end."""
    if len(tail) >= _BLANKS and not tail[-_BLANKS:].strip():
        return True
    for length in range(4, _TAIL // 3 + 1):
        unit = tail[-length:]
        if tail.endswith(unit * (3 if length >= 40 else 6)) and any(character.isalnum() for character in unit):
            return True
    return bool(_COUNTING.search(tail[-_TAIL // 2 :]))
