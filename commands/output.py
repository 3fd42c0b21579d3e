"""JSON on stdout, alone; everything else on stderr."""

import json
import sys
from typing import Any

from errors import CallciteError


def print_json(value: Any) -> None:
    """One line of JSON. Lone surrogates, as in odd file names, are escaped: UTF-8 cannot carry them."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, default=_plain)
    print(text, flush=True)


def report(error: CallciteError, *, as_json: bool) -> None:
    """An error: for people on stderr, and under --json as the one value on stdout too."""
    if as_json:
        print_json({"error": error.as_json()})
    print(f"{error.message}\n{error.hint}".encode(errors="replace").decode(), file=sys.stderr)


def _plain(value: Any) -> Any:
    return value.as_json() if hasattr(value, "as_json") else str(value)
