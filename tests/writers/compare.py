"""What a call that was written to a file must be when it is parsed back."""

from ingest.transcript import Role, Section, Transcript
from tests.writers.call import Said, SyntheticCall


def said(call: SyntheticCall, *sections: Section) -> list[Said]:
    return [turn for turn in call.turns if not sections or turn.section in sections]


def assert_same_turns(turns: list[Said], found: Transcript, *, firms: bool = True, sections: bool = True) -> None:
    """Label, words, Section, Role and firm of each Turn; words to the character, white space apart."""
    assert [turn.speaker for turn in found.turns] == [turn.speaker for turn in turns]
    for want, got in zip(turns, found.turns, strict=True):
        assert got.text.split() == " ".join(original for original, _ in want.paragraphs).split()
        assert got.role is want.role, want.speaker
        if sections:
            assert got.section is want.section, want.speaker
        if firms and want.role is Role.ANALYST:
            assert got.firm == want.firm, want.speaker
