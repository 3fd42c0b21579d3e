"""Every error callcite raises on purpose, on one page.

An error's class says what happens next, its message what went wrong, and its hint what to do. `type` is the stable
name printed under `--json`; `exit_code` is what `cli.py` ends with.
"""

from typing import ClassVar


class CallciteError(Exception):
    """Base of every expected failure. Anything else that escapes is a defect."""

    type: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def as_json(self) -> dict[str, str]:
        return {"type": self.type, "message": self.message, "hint": self.hint}


class UsageError(CallciteError):
    """The command line or an option's value is off."""

    type = "usage"
    exit_code = 2


class ConfigError(CallciteError):
    """A setting is unknown or has a value that cannot be used."""

    type = "config"
    exit_code = 2


class QuestionError(CallciteError):
    """The question is empty, too long or not text."""

    type = "question"
    exit_code = 2


class Interrupted(CallciteError):
    """Ctrl-C or SIGTERM; everything acknowledged before it is kept."""

    type = "interrupted"
    exit_code = 130


class SourceError(CallciteError):
    """A file cannot be taken; the library is unchanged by it."""

    type = "source"


class SourceMissing(SourceError):
    type = "source_missing"


class SourceUnreadable(SourceError):
    type = "source_unreadable"


class SourceEmpty(SourceError):
    type = "source_empty"


class SourceTooLarge(SourceError):
    type = "source_too_large"


class SourceNotText(SourceError):
    type = "source_not_text"


class SourceNotTranscript(SourceError):
    type = "source_not_transcript"


class SourceTooSlow(SourceError):
    """Parsing took more time or memory than it may."""

    type = "source_too_slow"


class ArchiveInvalid(SourceError):
    """An archive that cannot be imported."""

    type = "archive_invalid"


class CallHeld(SourceError):
    """Another text of the same call is held, and the caller asked for it to be refused."""

    type = "call_held"


class CorrectionInvalid(SourceError):
    """A correction that does not fit its transcript, or is none."""

    type = "correction_invalid"


class LibraryError(CallciteError):
    """The library on disk cannot be used as asked."""

    type = "library"


class LibraryReadOnly(LibraryError):
    type = "library_read_only"


class LibraryTooNew(LibraryError):
    type = "library_too_new"


class LibraryDamaged(LibraryError):
    type = "library_damaged"


class LibraryLocked(LibraryError):
    """Another process is writing; raised after a bounded wait."""

    type = "library_locked"


class TranscriptNotHeld(LibraryError):
    type = "transcript_not_held"


class ConversationNotHeld(LibraryError):
    type = "conversation_not_held"


class EmbedderError(CallciteError):
    """The embedder cannot be loaded, or failed; never replaced by made-up vectors."""

    type = "embedder"


class EmbedderMismatch(EmbedderError):
    """The library's vectors were made by another embedder."""

    type = "embedder_mismatch"


class ModelError(CallciteError):
    """The language model gave no usable answer; the caller may fall back to quotes and must say so."""

    type = "model"


class ModelKeyRejected(ModelError):
    type = "model_key_rejected"


class ModelUnknown(ModelError):
    type = "model_unknown"


class ModelUnreachable(ModelError):
    type = "model_unreachable"


class ModelRateLimited(ModelError):
    type = "model_rate_limited"


class ModelTimeout(ModelError):
    type = "model_timeout"


class ModelServerError(ModelError):
    type = "model_server_error"


class ModelStreamCut(ModelError):
    """The stream ended before the model said it was done."""

    type = "model_stream_cut"
