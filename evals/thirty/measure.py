"""A library of the thirty calls, every question asked of it in quotes-only mode, and the counts."""

import tempfile
from pathlib import Path

from answer.ask import Asker
from compose import make_asker, open_configured
from evals.thirty.files import write_files
from evals.thirty.judge import Outcome, judge
from evals.thirty.questions import thirty_questions
from index.opened import Opened
from settings import Settings


def measured(settings: Settings) -> list[Outcome]:
    """With the configured embedder, in a library that is made for it and thrown away. Raises CallciteError."""
    with tempfile.TemporaryDirectory() as folder:
        apart = settings.model_copy(update={"library": Path(folder) / "library"})
        opened = open_configured(apart)
        hold(opened, Path(folder))
        return ask_all(make_asker(apart, opened))


def hold(opened: Opened, folder: Path) -> None:
    """Write the thirty calls below `folder` and ingest them."""
    files = folder / "files"
    files.mkdir()
    with opened.library.lock.held():
        for path in write_files(files):
            opened.builder.add_file(path)
        opened.builder.flush()


def ask_all(asker: Asker) -> list[Outcome]:
    return [judge(question, asker.ask(question.text)) for question in thirty_questions()]
