"""Many generated calls in many formats, each with an id of its own."""

import string
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.writers import (
    alpha_vantage,
    capiq,
    factset,
    fmp,
    generic_docx,
    generic_md,
    generic_txt,
    motley_fool_dash,
    motley_fool_html,
    seeking_alpha,
    statementdog,
    streetevents,
    subtitles_vtt,
)
from tests.writers.call import SyntheticCall, make_call

_WRITERS: tuple[Callable[[SyntheticCall, int], tuple[str, bytes]], ...] = (
    lambda call, _: statementdog.write(call),
    lambda call, _: seeking_alpha.write(call),
    motley_fool_dash.write,
    lambda call, _: generic_txt.write(call),
    lambda call, _: streetevents.write(call),
    lambda call, _: alpha_vantage.write(call),
    motley_fool_html.write,
    lambda call, _: generic_md.write(call),
    lambda call, _: fmp.write(call),
    lambda call, _: generic_docx.write(call),
    lambda call, _: subtitles_vtt.write(call),
    factset.write,
    capiq.write,
)


def write_calls(folder: Path, count: int) -> None:
    """`count` files, one short call each, the formats in turn; tickers and file names do not repeat."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        call = make_call(i, questions=1, longest=1)
        call = replace(call, ticker=_ticker(i))
        name, data = _WRITERS[i % len(_WRITERS)](call, i)
        (folder / f"{i:05} {Path(name).name}").write_bytes(data)


def _ticker(i: int) -> str:
    letters = string.ascii_uppercase
    return "Q" + "".join(letters[i // 26**n % 26] for n in (2, 1, 0)) + "X"
