"""`doctor`: what is configured, what works, what to do."""

import argparse
import os
from typing import Any

from answer.answer import Mode
from compose import default_mode, make_llm, open_configured
from errors import CallciteError
from index.doctor import Check, examine
from index.repair import repair
from settings import Settings

_NO_MODEL = "No model is configured: answers are quotes only, and nothing leaves this machine."


def doctor(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    """Every check; without --repair nothing is changed. `ok` only if all are."""
    repaired = _repair(settings) if args.repair else []
    checks = [*_library(settings), _model(settings)]
    return {
        "ok": all(check.ok for check in checks),
        "library": str(settings.library),
        "mode": default_mode(settings).value,
        "repaired": repaired,
        "checks": [check.as_json() for check in checks],
    }


def _repair(settings: Settings) -> list[str]:
    if not (settings.library / "catalog.sqlite").exists():
        return []
    opened = open_configured(settings)
    with opened.stop.listening(), opened.library.lock.held():
        return repair(opened.library, opened.embedder, opened.dense, opened.keyword)


def _library(settings: Settings) -> list[Check]:
    if not (settings.library / "catalog.sqlite").exists():
        hint = "`python cli.py ingest samples` makes one with the sample calls."
        return [Check("library", True, f"There is no library at {settings.library} yet.", hint)]
    try:
        opened = open_configured(settings)
        embedder = opened.embedder
        checks = examine(opened.library, opened.dense, opened.keyword)
    except CallciteError as error:
        return [Check("library", False, error.message, error.hint)]
    writable = os.access(settings.library, os.W_OK)
    return [
        Check("library", True, f"{settings.library.resolve()}{'' if writable else ' (read-only)'}"),
        Check("embedder", True, embedder.fingerprint),
        *checks,
    ]


def _model(settings: Settings) -> Check:
    if default_mode(settings) is Mode.QUOTES:
        return Check(
            "model", True, _NO_MODEL, "Set OPENAI_API_KEY or OPENAI_BASE_URL, and CALLCITE_MODEL, for written answers."
        )
    where = settings.openai_base_url or "OpenAI"
    try:
        models = make_llm(settings).probe()
    except CallciteError as error:
        return Check("model", False, error.message, error.hint)
    if models and settings.model not in models:
        return Check(
            "model",
            False,
            f"{where} offers no {settings.model}.",
            f"Set CALLCITE_MODEL to one of: {', '.join(models[:10])}.",
        )
    return Check("model", True, f"{settings.model} at {where}")
