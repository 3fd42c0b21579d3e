"""Parse in a process of its own, which can be stopped: hostile files must not take the time or memory of the product.

The worker reads requests from stdin and writes replies to stdout, each a length of eight bytes and that many bytes:
the Source as JSON head and raw bytes, the Transcripts or the error as JSON. It says first, with an empty reply, that it
is there. One worker serves many files; it is made anew after it was stopped.
"""

import importlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pydantic import TypeAdapter

import errors
from errors import ConfigError, SourceError, SourceTooSlow
from ingest.sources import Source
from ingest.transcript import Transcript

SECONDS = 120.0
MEMORY_BYTES = 2 * 1024**3
_PROJECT = Path(__file__).resolve().parent.parent
_TRANSCRIPTS: TypeAdapter[list[Transcript]] = TypeAdapter(list[Transcript])
_LENGTH = struct.Struct(">Q")
_CHECK = "Check that this is a transcript; if it is, save it as plain text and try again."


class ParseWorker:
    """`parse` with a limit on time and memory. Safe for use by several threads, one file at a time.

    Args:
        seconds: wall time that one file may take.
        memory_bytes: address space of the worker (where the system can limit it).
    """

    def __init__(self, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def parse(self, source: Source) -> list[Transcript]:
        """Every call of a file.

        Raises:
            SourceError: as `ingest.parse.parse` does; SourceTooSlow: it takes more time or memory than it may.
            ConfigError: the worker cannot be started at all.
        """
        with self._lock:
            reply = self._ask(source)
        if "error" in reply:
            raise _error(reply["error"])
        return _TRANSCRIPTS.validate_python(reply["calls"])

    def close(self) -> None:
        """End the worker; the next file starts another."""
        with self._lock:
            self._end()

    def _ask(self, source: Source) -> Any:
        started = self._process is not None
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            head = json.dumps({"name": source.name, "companion": source.companion}).encode()
            if not started:
                _read(process.stdout)
                started = True
            _write(process.stdin, head)
            _write(process.stdin, source.data)
            reply = _read(process.stdout)
        except (EOFError, OSError) as error:
            self._end()
            if not started and not late.is_set():
                raise ConfigError(
                    "The program that reads transcript files does not start.",
                    hint="Install the requirements again: pip install -r requirements.txt.",
                ) from error
            raise self._too_much(source.name, late=late.is_set()) from error
        finally:
            timer.cancel()
        if late.is_set():
            # Stopped just after it had answered.
            self._end()
        return json.loads(reply)

    def _too_much(self, name: str, *, late: bool) -> SourceTooSlow:
        if late:
            return SourceTooSlow(f"{name} was not read within {self._seconds:.0f} seconds.", hint=_CHECK)
        return SourceTooSlow(f"Reading {name} ended its reader: it takes too much memory, or is damaged.", hint=_CHECK)

    def _start(self) -> subprocess.Popen[bytes]:
        # Nothing of the caller's environment but what Python needs: no key can leak into a parser.
        kept = {
            name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR") if name in os.environ
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker", str(self._memory), str(self._seconds)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_PROJECT, env=kept,
            start_new_session=True,
        )  # fmt: skip
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.kill()
        process.wait()


def _error(said: dict[str, str]) -> SourceError:
    kinds = {c.type: c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, SourceError)}
    return kinds.get(said["type"], SourceError)(said["message"], hint=said["hint"])


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _answer(parse: Callable[[Source], list[Transcript]], source: Source) -> dict[str, Any]:
    try:
        return {"calls": _TRANSCRIPTS.dump_python(parse(source), mode="json")}
    except SourceError as error:
        return {"error": error.as_json()}
    except (MemoryError, RecursionError):
        too_much = SourceTooSlow(f"{source.name} takes more memory to read than a transcript can need.", hint=_CHECK)
        return {"error": too_much.as_json()}
    except Exception as error:
        # A parser's defect on one file must not end a run over a thousand.
        failed = SourceError(
            f"{source.name} could not be read: {type(error).__name__}: {str(error)[:200]}.",
            hint="This is a defect of callcite: please report it with the file. Saved as plain text it may be readable.",
        )
        return {"error": failed.as_json()}


def serve(memory_bytes: int, seconds: float) -> None:
    """Answer requests until stdin ends; end in the middle of one that takes longer than `seconds`."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    except (ImportError, ValueError, OSError):
        pass  # Windows, and systems that limit no address space: the time limit holds.
    parse = importlib.import_module("ingest.parse").parse
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the replies.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _write(pipe_out, b"")
    # The caller stops a late worker; where the caller itself was killed meanwhile, the alarm ends it.
    limit = getattr(signal, "setitimer", lambda *_: None)
    while True:
        try:
            head = json.loads(_read(pipe_in))
            source = Source(head["name"], _read(pipe_in), head["companion"])
        except EOFError:
            return
        limit(getattr(signal, "ITIMER_REAL", 0), seconds + 1)
        reply = json.dumps(_answer(parse, source)).encode()
        limit(getattr(signal, "ITIMER_REAL", 0), 0)
        _write(pipe_out, reply)


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]))
