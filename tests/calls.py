"""Whole small calls from rows of text, for tests of who is who and what belongs where."""

from collections.abc import Sequence

from ingest.formats.draft import DraftTurn


def turns_of(rows: Sequence[str]) -> list[DraftTurn]:
    """Turns from `Name / Title @ Firm: words` rows; title and firm may be left out, and `-` stands for no name."""
    turns = []
    for row in rows:
        heading, _, words = row.partition(": ")
        heading, _, firm = heading.partition(" @ ")
        label, _, title = heading.partition(" / ")
        name = None if label == "-" else label
        turns.append(DraftTurn(name, title or None, firm or None, paragraphs=[(words, None)]))
    return turns


OPENING = (
    "Operator: Welcome to the Kestrelvane call. All lines are in listen-only mode; to ask a question later, press star one. "
    "I now hand over to Ingrid Voss, Head of Investor Relations.",
    "Ingrid Voss / Head of Investor Relations: Thank you. With me are Tobias Renn, our CEO, and Marit Solheim, our CFO.",
    "Tobias Renn / Chief Executive Officer: We grew 14.6%. Now Marit.",
    "Marit Solheim / Chief Financial Officer: Gross margin was 41.2%. Operator, we are ready for questions.",
)
CLOSING = (
    "Operator: There are no further questions. I turn it back to Tobias Renn.",
    "Tobias Renn / Chief Executive Officer: Thank you all.",
    "Operator: This concludes the call. You may disconnect.",
)


def without_titles(rows: Sequence[str]) -> list[str]:
    return [f"{row.partition(': ')[0].partition(' / ')[0]}: {row.partition(': ')[2]}" for row in rows]
