"""One writer at a time, across processes: two writing Chroma processes raise no error and corrupt each other for good."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from errors import LibraryLocked, LibraryReadOnly

WAIT_SECONDS = 30.0
_log = logging.getLogger(__name__)


class WriterLock:
    """The library's `lock` file. Released by the kernel when its holder dies, however it dies."""

    def __init__(self, path: Path, wait_seconds: float = WAIT_SECONDS) -> None:
        self._path = path
        self._wait_seconds = wait_seconds

    @contextmanager
    def held(self, *, wait: bool = True) -> Iterator[None]:
        """Hold the lock; nests within one process.

        Raises:
            LibraryLocked: another process held it for all of the time allowed.
            LibraryReadOnly: the lock file cannot be written.
        """
        from filelock import FileLock, Timeout

        wait_seconds = self._wait_seconds if wait else 0.0
        lock = FileLock(self._path, is_singleton=True)
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if wait_seconds <= 0:
                    raise
                _log.warning("Another process is writing to this library; waiting up to %.0f seconds.", wait_seconds)
                lock.acquire(timeout=wait_seconds)
        except Timeout as error:
            raise LibraryLocked(
                f"Another process has been writing to {self._path.parent} for {wait_seconds:.0f} seconds.",
                hint="Wait until its ingest has finished (or end it), then run this again.",
            ) from error
        except OSError as error:
            raise LibraryReadOnly(
                f"The library folder {self._path.parent} cannot be written: {error.strerror}.",
                hint="Give yourself write permission, or choose another folder with --library.",
            ) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def tried(self) -> Iterator[bool]:
        """Hold the lock if nobody else does; tells whether it is held."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self.held(wait=False))
                held = True
            except (LibraryLocked, LibraryReadOnly):
                held = False
            yield held
