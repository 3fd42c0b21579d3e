"""What the page is given by app.py: everything made from the settings, made once for all sessions."""

from dataclasses import dataclass
from pathlib import Path

from answer.ask import Asker
from index.opened import Opened


@dataclass(frozen=True)
class Services:
    """`model` and `model_host` are None where no language model is configured."""

    opened: Opened
    asker: Asker
    model: str | None
    model_host: str | None
    samples: tuple[Path, ...]
