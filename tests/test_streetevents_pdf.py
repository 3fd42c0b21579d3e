"""StreetEvents PDF layout: real PDFs and their text, of all owners of the publisher."""

import pytest

from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Transcript
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns, said
from tests.writers.streetevents_pdf import firm_of, style_of, title_of, write, write_text


def _call(text: str) -> Transcript:
    [found] = parse(source_of("call.txt", text.encode()))
    return found


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_a_file_gives_the_call_back(seed: int, as_text: bool) -> None:
    call = make_call(seed, questions=4, longest=4)
    [found] = parse(source_of(*(write_text if as_text else write)(call, seed)))
    assert_same_turns(said(call), found)
    assert [turn.title for turn in found.turns] == [title_of(call, turn, style_of(seed)) for turn in call.turns]
    assert [turn.firm for turn in found.turns] == [firm_of(call, turn) for turn in call.turns]
    assert (found.call.company, found.call.ticker) == (f"{call.company} Inc", call.ticker)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert found.call.date == call.date.isoformat()
    assert [person.name for person in found.participants] == [name for name, _ in (*call.executives, *call.analysts)]


OLD = """FINAL TRANSCRIPT
KVRB - Q3 2005 KESTRELVANE ROBOTICS INC Earnings Conference Call
Event Date/Time: Oct. 25. 2005 / 5:00PM ET
Thomson StreetEvents www.streetevents.com Contact Us
\fFINAL TRANSCRIPT
Oct. 25. 2005 / 5:00PM, KVRB - Q3 2005 KESTRELVANE ROBOTICS INC Earnings Conference Call
C O R P O R A T E  P A R T I C I P A N T S
Ingrid Voss-Hale
Kestrelvane Robotics - Director, IR
Tobias Renn
Kestrelvane Robotics - CEO
C O N F E R E N C E  C A L L  P A R T I C I P A N T S
Lena Fosse
Harrowgate Securities - Analyst
P R E S E N T A T I O N
Operator
Good day.
Ingrid Voss-Hale - Kestrelvane Robotics - Director, IR
Welcome - and thank you - to all who
Thomson StreetEvents www.streetevents.com Contact Us
2
\fFINAL TRANSCRIPT
Oct. 25. 2005 / 5:00PM, KVRB - Q3 2005 KESTRELVANE ROBOTICS INC Earnings Conference Call
called in.
Q U E S T I O N S  A N D  A N S W E R S
Operator
(OPERATOR INSTRUCTIONS) Lena Fosse, Harrowgate.
Lena Fosse - Harrowgate Securities - Analyst
Is it
- as some say - a record?
Tobias Renn - Kestrelvane Robotics - CEO
Yes.
Unidentified Audience Member
(inaudible)
Thomson StreetEvents www.streetevents.com Contact Us
3
\fD I S C L A I M E R
The publisher answers for nothing.
©2005 Thomson Financial. Republished with permission.
"""


def test_an_old_transcript() -> None:
    found = _call(OLD)
    assert [(turn.speaker, turn.title, turn.firm, turn.text) for turn in found.turns] == [
        ("Operator", None, None, "Good day."),
        ("Ingrid Voss-Hale", "Director, IR", "Kestrelvane Robotics", "Welcome - and thank you - to all who called in."),
        ("Operator", None, None, "(OPERATOR INSTRUCTIONS) Lena Fosse, Harrowgate."),
        ("Lena Fosse", "Analyst", "Harrowgate Securities", "Is it - as some say - a record?"),
        ("Tobias Renn", "CEO", "Kestrelvane Robotics", "Yes."),
        ("Unidentified Audience Member", None, None, "(inaudible)"),
    ]
    assert (found.call.ticker, found.call.fiscal_year, found.call.fiscal_quarter) == ("KVRB", 2005, 3)
    assert found.call.date == "2005-10-25"
    assert any(note.kind == "disclaimer" and "answers for nothing" in note.text for note in found.not_speech)
