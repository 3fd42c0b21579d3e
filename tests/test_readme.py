"""What the README shows is what the product does."""

import re
import shlex

import cli
from settings import PROJECT, Settings
from tests.conftest import SAMPLES

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_quote_shown_stands_in_a_sample() -> None:
    spoken = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(SAMPLES.glob("*.txt")))
    quotes = re.findall(r"“([^”]+)”", README)
    assert len(quotes) >= 2
    for quote in quotes:
        assert " ".join(quote.split()) in spoken


def test_every_command_shown_is_one() -> None:
    commands = re.findall(r"python cli\.py ([^\n#`]+)", README)
    assert len(commands) >= 8
    for command in commands:
        words = shlex.split(command.partition("<")[0])
        assert cli._parser().parse_args(words).run


def test_every_make_target_shown_is_one() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make ([a-z-]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_setting_shown_is_one() -> None:
    known = {f"CALLCITE_{name.upper()}" for name in Settings.model_fields} | {"CALLCITE_SHARED"}
    assert set(re.findall(r"CALLCITE_[A-Z_]+[A-Z]", README)) <= known


def test_every_picture_shown_is_there() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (PROJECT / picture).is_file()
