"""answer/prompts.py and the files of prompts/."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.prompts import LANGUAGES, PLACEHOLDERS, SEPARATOR, Prompt, load_prompt
from errors import ConfigError


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_the_project_s_prompts_load_and_fill_every_placeholder(name: str) -> None:
    prompt = load_prompt(name)
    system, user = prompt.fill(**{p: f"<{p}>" for p in PLACEHOLDERS[name]})
    assert "{{" not in system + user
    assert SEPARATOR not in system + user
    assert all(f"<{p}>" in system + user for p in PLACEHOLDERS[name])
    assert prompt.hash == hashlib.sha256(prompt.text.encode()).hexdigest()[:12]


def test_evidence_and_question_reach_the_user_part_only() -> None:
    system, user = load_prompt("answer").fill(language=LANGUAGES["zh"], evidence="[1] Sales rose.", question="Why?")
    assert "[1] Sales rose." in user
    assert "Why?" in user
    assert "Sales rose" not in system
    assert "Taiwan" in system
    assert "NOT_FOUND" in system
    assert "DECLINED" in system


@given(
    st.text(max_size=60), st.sampled_from(["{{question}}", "{{evidence}}", f"\n{SEPARATOR}\n", r"\1 \g<0>", "{}", "%s"])
)
def test_values_are_inserted_literally_and_once(noise: str, trap: str) -> None:
    prompt = Prompt("rewrite", f"Rules.\n{SEPARATOR}\n<{{{{history}}}}|{{{{question}}}}>", "0" * 12)
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


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00bad"])
def test_a_missing_or_undecodable_prompt_is_a_config_error(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "answer.md").write_bytes(data)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_prompt("answer", tmp_path)


def test_line_ends_and_byte_order_mark_do_not_change_the_hash(tmp_path: Path) -> None:
    text = load_prompt("answer").text
    (tmp_path / "answer.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_prompt("answer", tmp_path).hash == load_prompt("answer").hash
