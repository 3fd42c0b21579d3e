"""Prompt files -> system and user messages. A prompt is data: the files of `prompts/` hold the words sent to the model.

A file has two parts, split by the one line `=== user ===`: above it the system part, below it the user part; a file
that is put into another is of one part. All hold `{{name}}` placeholders; which ones is fixed here and checked when the
file is loaded.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from errors import ConfigError

DIRECTORY = Path(__file__).resolve().parent.parent / "prompts"
SEPARATOR = "=== user ==="
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"language", "format", "question", "evidence"}),
    "format_lines": frozenset({"first", "second"}),
    "format_json": frozenset({"first", "second"}),
    "rewrite": frozenset({"history", "question"}),
}
LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "Traditional Chinese as used in Taiwan (臺灣繁體中文)"}
"""What `{{language}}` of answer.md is filled with, by `Answer.language`."""
EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "first": "Larkspur Lamps' adjusted gross margin was 31% in FY2031 Q2.",
        "second": "Analyst Ida Moss asked about the new plant, and CFO Jun Abe expects it to open next spring.",
    },
    "zh": {
        "first": "拉克燈飾 2031 財年第二季的經調整毛利率為 31%。",
        "second": "分析師莫怡達問到新廠，財務長安部純預期明年春天啟用。",
    },
}
"""Sentences of a made-up company that the formats show, by `Answer.language`."""

Form = Literal["lines", "json"]
_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")


@dataclass(frozen=True)
class Prompt:
    """A checked prompt."""

    name: str
    text: str

    @property
    def hash(self) -> str:
        """The first 12 hex digits of the SHA-256 of `text`; an Answer records it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def fill(self, **values: str) -> tuple[str, str]:
        """Return (system, user) with every placeholder replaced by its value, literally and in one pass.

        The parts are split before they are filled, so a value that holds `{{x}}` or the separator stays plain text.
        Raises TypeError when the names are not exactly the placeholders: that is the caller's defect.
        """
        system, user = (_put(part, values, self.name).strip() for part in _parts(self.name, self.text))
        if unknown := values.keys() - set(_PLACEHOLDER.findall(self.text)):
            raise TypeError(f"prompt {self.name} does not take {sorted(unknown)}")
        return system, user


def answer_prompt(language: str, form: Form, directory: Path = DIRECTORY) -> Prompt:
    """The prompt of an answer in `language` (a key of LANGUAGES), written as lines with markers or as JSON.

    What is left to fill are question and evidence: the hash covers all else that is sent. Raises ConfigError.
    """
    written = load_prompt(f"format_{form}", directory)
    values = {"format": _put(written.text, EXAMPLES[language], written.name).strip(), "language": LANGUAGES[language]}
    left = {name: f"{{{{{name}}}}}" for name in PLACEHOLDERS["answer"] - values.keys()}
    return Prompt("answer", _put(load_prompt("answer", directory).text, {**values, **left}, "answer"))


def load_prompt(name: str, directory: Path = DIRECTORY) -> Prompt:
    """Load `<directory>/<name>.md`, `name` being one of PLACEHOLDERS.

    Raises ConfigError when the file cannot be read, does not have exactly its parts, or does not use exactly the
    expected placeholders.
    """
    path = directory / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = getattr(exc, "strerror", None) or "not UTF-8"
        raise ConfigError(f"Prompt file {path} cannot be read: {reason}", hint="Restore it from the project.") from exc
    if not name.startswith("format_"):
        _parts(name, text)
    elif re.search(rf"^{SEPARATOR}", text, flags=re.MULTILINE):
        hint = f"Take out the line `{SEPARATOR}`: the file is put into the system part of another."
        raise ConfigError(f"Prompt {name}.md has more than one part", hint=hint)
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
    return Prompt(name, text)


def _put(text: str, values: Mapping[str, str], name: str) -> str:
    """`text` with its placeholders replaced, literally and in one pass. Raises TypeError where a value is missing."""
    if missing := set(_PLACEHOLDER.findall(text)) - values.keys():
        raise TypeError(f"prompt {name} needs {sorted(missing)}")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _parts(name: str, text: str) -> list[str]:
    parts = re.split(rf"^{SEPARATOR}[ \t]*$", text, flags=re.MULTILINE)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise ConfigError(
            f"Prompt {name}.md does not have one system part and one user part",
            hint=f"Write the system part, the line `{SEPARATOR}` once, then the user part.",
        )
    return parts
