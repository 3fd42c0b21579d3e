"""answer/prompts.py and the files of prompts/."""

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.evidence import estimate_tokens
from answer.markers import ClaimParser, DraftClaim
from answer.prompts import (
    DIRECTORY,
    EXAMPLES,
    LANGUAGES,
    PLACEHOLDERS,
    SEPARATOR,
    Form,
    Prompt,
    answer_prompt,
    load_prompt,
)
from answer.structured import ANSWER
from errors import ConfigError

TWO_PARTS = ["answer", "rewrite"]
FORMS: list[Form] = ["lines", "json"]


@pytest.mark.parametrize("name", TWO_PARTS)
def test_the_project_s_prompts_load_and_fill_every_placeholder(name: str) -> None:
    prompt = load_prompt(name)
    system, user = prompt.fill(**{p: f"<{p}>" for p in PLACEHOLDERS[name]})
    assert "{{" not in system + user
    assert SEPARATOR not in system + user
    assert all(f"<{p}>" in system + user for p in PLACEHOLDERS[name])
    assert prompt.hash == hashlib.sha256(prompt.text.encode()).hexdigest()[:12]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_evidence_and_question_reach_the_user_part_only(language: str, form: Form) -> None:
    system, user = answer_prompt(language, form).fill(evidence="[1] Sales rose.", question="Why?")
    assert "[1] Sales rose." in user
    assert "Why?" in user
    assert "Sales rose" not in system
    assert LANGUAGES[language] in system and LANGUAGES[language] in user
    assert "{{" not in system + user
    assert all(example in system for example in EXAMPLES[language].values())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_answer_s_prompt_is_short(language: str, form: Form) -> None:
    system, user = answer_prompt(language, form).fill(evidence="", question="")
    assert estimate_tokens(system + user) <= 650


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_formats_show_what_the_parser_reads(language: str) -> None:
    """The examples in the prompt, taken for a reply, come back as the claims that they are."""
    wanted = [(EXAMPLES[language]["first"], (4,)), (EXAMPLES[language]["second"], (9, 10))]
    for form in FORMS:
        system, _ = answer_prompt(language, form).fill(evidence="", question="")
        examples = system.partition("made-up company:\n")[2].partition("\n\n")[0]
        parser = ClaimParser(range(1, 11))
        claims = parser.feed(examples) + parser.finish()
        assert [(claim.text, claim.numbers) for claim in claims] == wanted


@pytest.mark.parametrize(
    ("form", "pattern"),
    [("lines", r"(NOT_FOUND|DECLINED \[.*\])(?= and|$)"), ("json", r'\{"status": "(?:not|decl).*\}')],
)
def test_the_formats_show_how_to_say_that_there_is_no_answer(form: Form, pattern: str) -> None:
    none, declined = re.findall(pattern, load_prompt(f"format_{form}").text, re.MULTILINE)
    parser = ClaimParser(range(1, 11))
    assert parser.feed(none) + parser.finish() == []
    assert parser.not_found
    parser = ClaimParser(range(1, 11))
    assert parser.feed(declined) + parser.finish() == []
    assert parser.declined == DraftClaim("", (2, 5))


def test_the_schema_has_the_keys_that_the_format_shows() -> None:
    text = load_prompt("format_json").text
    schema = ANSWER["json_schema"]["schema"]["properties"]
    assert all(f'"{key}"' in text for key in (*schema, *schema["claims"]["items"]["properties"]))
    assert all(f'"{status}"' in text for status in schema["status"]["enum"])


def test_the_hash_covers_all_that_is_sent_but_question_and_evidence(tmp_path: Path) -> None:
    prompts = {(language, form): answer_prompt(language, form) for language in LANGUAGES for form in FORMS}
    assert len({prompt.hash for prompt in prompts.values()}) == 4
    for path in DIRECTORY.glob("*.md"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert answer_prompt("en", "json", tmp_path).hash == prompts["en", "json"].hash
    with (tmp_path / "format_json.md").open("a", encoding="utf-8") as file:
        file.write("One line more.")
    assert answer_prompt("en", "json", tmp_path).hash != prompts["en", "json"].hash
    assert answer_prompt("en", "lines", tmp_path).hash == prompts["en", "lines"].hash


@given(
    st.text(max_size=60), st.sampled_from(["{{question}}", "{{evidence}}", f"\n{SEPARATOR}\n", r"\1 \g<0>", "{}", "%s"])
)
def test_values_are_inserted_literally_and_once(noise: str, trap: str) -> None:
    prompt = Prompt("rewrite", f"Rules.\n{SEPARATOR}\n<{{{{history}}}}|{{{{question}}}}>")
    value = f"{noise}{trap}{noise}"
    assert prompt.fill(history=value, question="Q") == ("Rules.", f"<{value}|Q>")


@pytest.mark.parametrize("values", [{}, {"history": "a"}, {"history": "a", "question": "b", "language": "c"}])
def test_fill_takes_exactly_the_placeholders(values: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="rewrite"):
        load_prompt("rewrite").fill(**values)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"A\n{SEPARATOR}\n{{{{history}}}}", "missing ['question']"),
        (f"A {{{{hist}}}}\n{SEPARATOR}\n{{{{history}}}} {{{{question}}}}", "unknown ['hist']"),
        (f"A\n{SEPARATOR}\n{{{{history}}}} {{{{question}}}} {{{{ history }}}}", "broken placeholder"),
        (f"A\n{SEPARATOR}\n{{{{history}}}} {{{{question}}}} }}}}", "broken placeholder"),
        ("{{history}} {{question}}", "one system part"),
        (f"\n{SEPARATOR}\n{{{{history}}}} {{{{question}}}}", "one system part"),
        (f"A\n{SEPARATOR}\n{{{{history}}}}\n{SEPARATOR}\n{{{{question}}}}", "one system part"),
    ],
)
def test_a_damaged_prompt_is_refused_when_loaded(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "rewrite.md").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_prompt("rewrite", tmp_path)
    assert says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{first}}", "missing ['second']"),
        ("{{first}} {{second}} {{language}}", "unknown ['language']"),
        (f"{{{{first}}}}\n{SEPARATOR}\n{{{{second}}}}", "more than one part"),
    ],
)
def test_a_damaged_format_is_refused_when_loaded(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "format_json.md").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        answer_prompt("en", "json", tmp_path)
    assert says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00bad"])
def test_a_missing_or_undecodable_prompt_is_a_config_error(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "answer.md").write_bytes(data)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_prompt("answer", tmp_path)


def test_line_ends_and_byte_order_mark_do_not_change_the_hash(tmp_path: Path) -> None:
    text = load_prompt("answer").text
    assert "\n" in text
    (tmp_path / "answer.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_prompt("answer", tmp_path).hash == load_prompt("answer").hash
