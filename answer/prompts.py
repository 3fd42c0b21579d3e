"""Prompt files -> system and user messages. A prompt is data: the files of `prompts/` hold the words sent to the model.

A file has two parts, split by the one line `=== user ===`: above it the system part, below it the user part. Both may
hold `{{name}}` placeholders; which ones is fixed here and checked when the file is loaded.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from errors import ConfigError

DIRECTORY = Path(__file__).resolve().parent.parent / "prompts"
SEPARATOR = "=== user ==="
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"language", "question", "evidence"}),
    "rewrite": frozenset({"history", "question"}),
}
LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "Traditional Chinese as used in Taiwan (臺灣繁體中文)"}
"""What `{{language}}` of answer.md is filled with, by `Answer.language`."""

_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")


@dataclass(frozen=True)
class Prompt:
    """A checked prompt file. `hash` is the first 12 hex digits of the SHA-256 of `text`; an Answer records it."""

    name: str
    text: str
    hash: str

    def fill(self, **values: str) -> tuple[str, str]:
        """Return (system, user) with every placeholder replaced by its value, literally and in one pass.

        The parts are split before they are filled, so a value that holds `{{x}}` or the separator stays plain text.
        Raises TypeError when the names are not exactly the placeholders: that is the caller's defect.
        """
        if values.keys() != PLACEHOLDERS[self.name]:
            raise TypeError(f"prompt {self.name} takes {sorted(PLACEHOLDERS[self.name])}, got {sorted(values)}")
        system, user = (
            _PLACEHOLDER.sub(lambda found: values[found[1]], part).strip() for part in _parts(self.name, self.text)
        )
        return system, user


def load_prompt(name: str, directory: Path = DIRECTORY) -> Prompt:
    """Load `<directory>/<name>.md`, `name` being one of PLACEHOLDERS.

    Raises ConfigError when the file cannot be read, does not have exactly its two parts, or does not use exactly the
    expected placeholders.
    """
    path = directory / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = getattr(exc, "strerror", None) or "not UTF-8"
        raise ConfigError(f"Prompt file {path} cannot be read: {reason}", hint="Restore it from the project.") from exc
    _parts(name, text)
    found, expected = set(_PLACEHOLDER.findall(text)), PLACEHOLDERS[name]
    if found != expected:
        missing, unknown = sorted(expected - found), sorted(found - expected)
        raise ConfigError(
            f"Prompt {name}.md has the wrong placeholders: missing {missing}, unknown {unknown}",
            hint=f"Use exactly {', '.join(f'{{{{{p}}}}}' for p in sorted(expected))}.",
        )
    if re.search(r"\{\{|\}\}", _PLACEHOLDER.sub("", text)):
        raise ConfigError(
            f"Prompt {name}.md has a broken placeholder",
            hint="Write placeholders as {{name}}: lower case, no spaces; use doubled braces for nothing else.",
        )
    return Prompt(name, text, hashlib.sha256(text.encode()).hexdigest()[:12])


def _parts(name: str, text: str) -> list[str]:
    parts = re.split(rf"^{SEPARATOR}[ \t]*$", text, flags=re.MULTILINE)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise ConfigError(
            f"Prompt {name}.md does not have one system part and one user part",
            hint=f"Write the system part, the line `{SEPARATOR}` once, then the user part.",
        )
    return parts
