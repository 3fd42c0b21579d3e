"""A question about the whole call -> its Survey, by going through every Turn of the calls in scope."""

from collections.abc import Collection, Sequence

from answer.whole.analysts import analysts
from answer.whole.changes import changes
from answer.whole.kinds import Survey, WholeAsked, WholeKind
from answer.whole.lines import go_through
from answer.whole.mentions import first_said, mentions
from answer.whole.outlook import outlook
from answer.whole.summary import summary
from index.glossary import Glossary
from index.rows import Held
from ingest.transcript import Transcript


def survey(
    asked: WholeAsked,
    calls: Sequence[tuple[Held, Transcript]],
    glossary: Glossary,
    keys: Collection[tuple[str, int]] | None = None,
) -> Survey:
    """What the calls say to the question; `keys` are the Turns in scope where the scope narrows to some.

    `calls` are those in scope, in any order: for `OVER_CALLS` all calls held of the companies in scope (a period that the
    question names picks the newer side of CHANGES here), else what an ordinary question would be answered from.
    """
    language, gone = asked.question.language, go_through(calls, glossary, keys)
    match asked.kind:
        case WholeKind.SUMMARY:
            return summary(asked.question, gone, glossary)
        case WholeKind.CHANGES:
            return changes(asked.question, asked.topic, gone, glossary)
        case WholeKind.MENTIONS:
            return mentions(language, asked.topic or "", gone, glossary)
        case WholeKind.FIRST_SAID:
            return first_said(language, asked.topic or "", gone, glossary)
        case WholeKind.OUTLOOK:
            return outlook(language, asked.topic, gone, glossary)
        case WholeKind.ANALYSTS:
            return analysts(language, asked.topic, gone, glossary)
