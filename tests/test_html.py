"""Web pages of no known site: what a reader sees becomes turns, what the page adds around it does not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourceError
from ingest.formats.draft import Draft
from ingest.formats.generic import html
from ingest.formats.generic.blocks import Block
from ingest.formats.registry import parse_source
from ingest.parse import parse
from ingest.sources import source_of
from tests.writers import generic_html
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns


def blocks(body: str) -> list[Block]:
    return html.read_blocks(f"<html><body>{body}</body></html>")[1]


def read(page: str) -> Draft:
    (draft,) = parse_source(source_of("call.html", page.encode()))
    return draft


@pytest.mark.parametrize("seed", range(30))
def test_pages_come_back(seed: int) -> None:
    call = make_call(seed)
    (found,) = parse(source_of(*generic_html.write(call)))
    assert found.call.format == "generic_html"
    assert_same_turns(list(call.turns), found)
    assert (found.call.company, found.call.ticker, found.call.date) == (
        call.company,
        call.ticker,
        call.date.isoformat(),
    )
    printed = " ".join(note.text for note in found.not_speech)
    assert not any(word in printed for word in ("Home", "Buy lamps", "track(", "Copyright", "five stocks"))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>One <b>two</b>\n three</p>", [("One two three", 0)]),
        ("<p><strong>Nell Marsh:</strong> Hi.</p>", [("Nell Marsh: Hi.", 11)]),
        ("<p><b>Nell Marsh</b><br>Hi.</p>", [("Nell Marsh", 10), ("Hi.", 0)]),
        ("<p>One<br>two<br><br>Three</p>", [("One two", 0), ("Three", 0)]),
        ("<div>One<p>Two</p>three</div>", [("One", 0), ("Two", 0), ("three", 0)]),
        ('<p style="font-weight: 700">Nell</p>', [("Nell", 4)]),
        ('<div class="speaker-name">Nell</div>', [("Nell", 4)]),
        ("<p>R&amp;D&nbsp;up&#8212;well</p>", [("R&D up—well", 0)]),
        ("<script>x</script><style>y</style><p hidden>z</p><p style='display:none'>v</p><p>seen</p>", [("seen", 0)]),
        ("<nav>a</nav><aside>b</aside><footer>c</footer><form>d</form><p>seen</p>", [("seen", 0)]),
        ("<!-- a --><p>seen<!-- b --> too</p>", [("seen too", 0)]),
        ("<pre>One\n\nTwo</pre>", [("One", 0), ("Two", 0)]),
        ("", []),
    ],
)
def test_blocks(body: str, found: list[tuple[str, int]]) -> None:
    assert [(block.text, block.bold) for block in blocks(body)] == found


def test_headings_items_rules_and_rows() -> None:
    found = blocks(
        "<h2>Q&amp;A</h2><ul><li><b>Europe</b>: flat</li></ul><hr><table><tr><td>Nell</td><td><p>One</p><p>Two</p></td></tr></table>"
    )
    assert found == [
        Block("Q&A", bold=3, heading=True),
        Block("Europe: flat", bold=6, item=True),
        Block("", rule=True),
        Block("Nell | One Two", cells=("Nell", "One\nTwo"), table=1),
    ]


def test_the_article_is_read_and_not_the_page_around_it() -> None:
    speech = (
        "<p><b>Operator:</b> Welcome to the call, all of you.</p><p><b>Nell Marsh:</b> Thank you all for coming.</p>"
        * 2
    )
    draft = read(
        f"<html><head><title>Tamsin Glassworks (TMSN) Q2 2025 Earnings Call</title></head><body><div>Menu</div><article>{speech}</article><div>More stories</div></body></html>"
    )
    assert [turn.label for turn in draft.turns] == ["Operator", "Nell Marsh"] * 2
    assert (draft.company, draft.ticker, draft.fiscal_year, draft.fiscal_quarter) == (
        "Tamsin Glassworks",
        "TMSN",
        2025,
        2,
    )
    assert not any(word in note.text for note in draft.notes for word in ("Menu", "More stories"))


def test_a_table_that_lays_out_the_page_is_none() -> None:
    inner = "<p><b>Operator:</b> Hi.</p><p><b>Nell Marsh:</b> Hello.</p><p><b>Operator:</b> Bye.</p>"
    assert [turn.label for turn in read(f"<html><table><tr><td>{inner}</td></tr></table></html>").turns] == [
        "Operator",
        "Nell Marsh",
        "Operator",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><nav>Home</nav></body></html>",
        "<html></html>",
        "<div>",
        "<p>" * 5_000,
        "<html><body>" + "<div>" * 20_000,
    ],
)
def test_pages_without_speech_are_refused(page: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(source_of("page.html", page.encode()))
    assert caught.value.hint


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 20), st.integers(0, 10**6))
def test_damaged_pages_are_read_or_refused(call: int, seed: int) -> None:
    rng = random.Random(seed)
    page = generic_html.write(make_call(call, questions=1, longest=1))[1].decode()
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(page))
        page = (
            page[:at]
            + rng.choice(("", "<", ">", "</p>", "<table>", "<tr>", "<b>", "&", "\n", "<br>", "<!--", "</article>"))
            + page[at + rng.randint(0, 40) :]
        )
    try:
        found = parse(source_of("page.html", page.encode()))
    except SourceError as error:
        assert error.hint
    else:
        assert all(turn.paragraphs for turn in found[0].turns)
