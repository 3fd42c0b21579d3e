"""What a user does on the chat page, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scripted_openai import Recorded, ScriptedOpenAI, evidence_of, good, server_error, stall

Start = Callable[..., str]
Visit = Callable[..., Any]
_HOSTILE = (
    "Revenue was $5 and $6 million.",
    "We saw <img src=x onerror=\"document.title='owned'\"> in the <b>quarter</b>.",
    "Read [our page](http://203.0.113.9/x) and ![it](http://203.0.113.9/y.png) today.",
    "The margin of widgets was :red[x] and **bold** :material/home: there.",
)


def ask(page: Any, question: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")


def settled(page: Any) -> None:
    page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()


def at_rest(page: Any, element: Any) -> float:
    """The element's height on the screen, once it is in view and Streamlit has stopped scrolling to the newest answer."""
    page.mouse.move(500, 300)
    for _ in range(20):
        element.scroll_into_view_if_needed()
        page.mouse.wheel(0, -40)
        page.wait_for_timeout(500)
        y = float(element.bounding_box()["y"])
        page.wait_for_timeout(500)
        if 0 < y < 500 and element.bounding_box()["y"] == y:
            return y
    raise AssertionError("the page does not come to rest")


def options(page: Any, filter_name: str) -> Any:
    """The options of a filter; its panel moves while it opens, and a click in between is lost."""
    page.get_by_text("Filters").click()
    page.locator("[data-testid=stMultiSelect]").first.wait_for()
    page.wait_for_timeout(700)
    page.get_by_role("combobox", name=filter_name).click()
    page.get_by_role("option").first.wait_for()
    return page.get_by_role("option")


def supported(request: Recorded) -> str:
    """A sentence that its source holds word for word."""
    number, line = next((n, line) for n, line in evidence_of(request).items() if "CMR" in line and "?" not in line)
    return f"{line.rstrip('.')} [{number}]."


@pytest.fixture
def samples(start: Start, library: Path) -> str:
    return start(library)


def test_a_suggested_question_gives_quotes_that_open_in_the_transcript(samples: str, visit: Visit) -> None:
    page = visit(samples)
    first = page.get_by_role("button", name="CMR growth").first
    asked = first.inner_text()
    first.click()
    page.locator(".foot").wait_for()
    settled(page)
    assert page.get_by_test_id("stChatMessage").inner_text().strip() == asked
    assert "verbatim" in page.locator(".foot").inner_text()
    quote = page.locator("blockquote").first
    chip = quote.locator(".chip")
    words = quote.inner_text().removesuffix(chip.inner_text()).strip()
    chip.click()
    mark = page.locator("mark")
    mark.wait_for()
    page.wait_for_function("() => document.activeElement.shadowRoot?.activeElement?.tagName === 'MARK'")
    assert mark.inner_text() == words
    assert _within(mark.bounding_box(), page.locator(".turns").bounding_box())
    page.keyboard.press("Escape")
    page.locator("aside").wait_for(state="detached")
    page.wait_for_function("() => document.activeElement.shadowRoot?.activeElement?.className === 'chip'")
    assert page.locator(".card:popover-open").count() == 0, "the focus comes back, and nothing pops up"


def test_opening_a_citation_keeps_the_place_in_the_chat(samples: str, visit: Visit) -> None:
    page = visit(samples, viewport={"width": 1280, "height": 600})
    for n, question in enumerate(("what drove CMR growth?", "這一季的資本支出是多少?"), start=1):
        ask(page, question)
        page.locator(".foot").nth(n - 1).wait_for()
        settled(page)
    chip = page.locator(".chip").nth(2)
    before = at_rest(page, chip)
    chip.click()
    page.locator("mark").wait_for()
    settled(page)
    assert abs(chip.bounding_box()["y"] - before) < 8


def test_a_card_shows_the_words_and_where_they_were_said(samples: str, visit: Visit) -> None:
    page = visit(samples)
    ask(page, "what drove CMR growth?")
    page.locator(".foot").wait_for()
    settled(page)
    chip, card = page.locator(".chip").first, page.locator(".card:popover-open")
    chip.hover()
    card.wait_for()
    said = card.inner_text()
    assert page.locator("blockquote").first.inner_text().split("\n")[0].rstrip("0123456789 ") in said
    assert "FY2025 Q" in said and "turn " in said and "machine translation" in said
    page.mouse.move(5, 5)
    card.wait_for(state="detached")

    page.get_by_test_id("stChatInputTextArea").focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if card.count():
            break
    card.wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert chip.get_attribute("aria-label").endswith("Open in transcript")


def test_a_question_that_no_call_answers_shows_what_was_searched(samples: str, visit: Visit) -> None:
    page = visit(samples)
    ask(page, "What did the CFO say about Zorblatt in FY2031?")
    page.locator(".status.not_found").wait_for()
    assert page.get_by_text("Closest passages, not an answer").count() == 1
    assert "Searched " in page.locator(".foot").inner_text()


def test_a_part_of_the_scope_that_is_taken_out_gives_a_new_entry(samples: str, visit: Visit) -> None:
    page = visit(samples, viewport={"width": 1280, "height": 600})
    question = "What did the CFO of Plumewing say about CMR growth?"
    ask(page, question)
    page.locator(".foot").wait_for()
    settled(page)
    first = page.locator(".answer").first.inner_text()
    chips = page.get_by_role("group", name="From the question")
    assert "CFO Chen Yi-An" in chips.inner_text()
    chips.get_by_role("button", name="Ask again without Plumewing Commerce").press("Enter")
    second = page.locator(".st-key-answer-1")
    second.locator(".foot").wait_for()
    settled(page)
    assert page.get_by_test_id("stChatMessage").all_inner_texts() == [question, question]
    assert page.locator(".answer").first.inner_text() == first
    assert "Asked without: Plumewing Commerce" in second.locator(".answer").inner_text()
    assert second.get_by_role("button", name="Ask again without Plumewing Commerce").count() == 0
    page.wait_for_timeout(1500)
    assert second.locator(".head").bounding_box()["y"] < 600, "the new answer is in view"


def test_another_reading_is_a_click_away(samples: str, visit: Visit) -> None:
    page = visit(samples)
    ask(page, "What did Plumewing say about its take rate?")
    page.locator(".foot").wait_for()
    settled(page)
    others = page.get_by_role("group", name="Ask again", exact=True)
    assert "from the newest call held: Plumewing Commerce FY2025 Q4" in page.locator(".notes").inner_text()
    others.get_by_role("button", name="FY2025 Q3").click()
    second = page.locator(".st-key-answer-1")
    second.locator(".foot").wait_for()
    settled(page)
    assert "Asked of: Plumewing Commerce FY2025 Q3" in second.locator(".answer").inner_text()
    assert "Searched Plumewing Commerce FY2025 Q3" in second.locator(".foot").inner_text()


def test_a_computed_figure_opens_what_it_was_computed_from(samples: str, visit: Visit) -> None:
    page = visit(samples)
    ask(page, "How did CMR growth change from FY2025 Q3 to FY2025 Q4 at Plumewing?")
    computed = page.get_by_role("region", name="Computed by the program from the cited figures")
    computed.wait_for()
    settled(page)
    chip = computed.locator(".chip").first
    cited = page.locator("blockquote", has=page.get_by_role("button", name=f"[{chip.inner_text()}] ")).inner_text()
    chip.click()
    page.locator("mark").wait_for()
    assert cited.startswith(page.locator("mark").inner_text())


def test_a_long_list_folds_and_stays_open(samples: str, visit: Visit) -> None:
    page = visit(samples)
    ask(page, "List every mention of revenue at Plumewing")
    page.locator(".foot").wait_for()
    settled(page)
    quotes = page.locator(".compact blockquote")
    shown = quotes.count()
    page.get_by_role("button", name="Show the other").click()
    listed = quotes.count()
    assert page.locator(".foot strong").inner_text() == f"{listed} quotes, verbatim" and listed > shown
    quotes.last.locator(".chip").click()
    page.locator("mark").wait_for()
    settled(page)
    assert quotes.count() == listed, "a click on a citation does not fold it again"


def test_an_uploaded_call_is_asked_and_hostile_text_stays_text(
    start: Start, library: Path, visit: Visit, tmp_path: Path
) -> None:
    page = visit(start(library))
    page.locator('input[type="file"]').set_input_files(_bilingual(tmp_path / "wrenfield.txt"))
    page.get_by_text("Added: wrenfield.txt").wait_for()
    assert page.locator("li", has_text="$W$ [Wren](http://203.0.113.9/)").count() == 1
    question = "What was $5 and $6 :red[revenue] **now** ![i](http://203.0.113.9/q.png)?"
    ask(page, question)
    page.locator(".foot").wait_for()
    settled(page)
    assert page.get_by_test_id("stChatMessage").inner_text().strip() == question
    quoted = page.locator("blockquote").all_inner_texts()
    assert any(text.startswith(_HOSTILE[0]) for text in quoted)

    page.locator(".chip").first.click()
    page.locator("mark").wait_for()
    shown = page.locator(".turns").inner_text()
    assert all(sentence in shown for sentence in _HOSTILE)
    assert "<i>營收</i> 為 $5 與 $6 百萬" in shown
    page.keyboard.press("Escape")
    assert "$W$ [Wren](http://203.0.113.9/)" in options(page, "Company").all_inner_texts()
    assert page.title() == "callcite"
    for markup in ("img", "a[href*='203.0.113.9']", ".katex", "b"):
        assert page.locator(markup).count() == 0, markup


def test_a_file_that_is_no_transcript_is_rejected_with_a_hint(samples: str, visit: Visit, tmp_path: Path) -> None:
    shopping = tmp_path / "list $x$ **y**.txt"
    shopping.write_text("eggs\nmilk\n")
    page = visit(samples)
    page.locator('input[type="file"]').set_input_files(shopping)
    page.get_by_text("Rejected: list $x$ **y**.txt").wait_for()
    assert page.get_by_text("Save the call as text").count() == 1


def test_a_conversation_is_kept_renamed_resumed_and_deleted(start: Start, library: Path, visit: Visit) -> None:
    address = start(library)
    page = visit(address)
    question = "Why did $5 [margin](http://203.0.113.9/) fall?"
    ask(page, question)
    page.locator(".foot").wait_for()
    settled(page)
    said = page.locator(".answer").first.inner_text()

    kept = page.get_by_role("list", name="Conversations")
    kept.get_by_role("button", name=question, exact=True).wait_for()
    kept.get_by_role("button", name=f"Rename {question}").click()
    page.get_by_label("New title").fill("Margins")
    page.keyboard.press("Enter")
    kept.get_by_role("button", name="Margins", exact=True).wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("heading", name="Ask the calls").wait_for()

    again = visit(address)
    listed = again.get_by_role("list", name="Conversations")
    listed.get_by_role("button", name="Margins", exact=True).click()
    again.locator(".foot").wait_for()
    settled(again)
    assert again.locator(".answer").first.inner_text() == said
    assert again.get_by_test_id("stChatMessage").inner_text().strip() == question
    listed.get_by_role("button", name="Delete Margins").click()
    again.get_by_role("button", name="Delete", exact=True).click()
    again.get_by_role("heading", name="Ask the calls").wait_for()
    listed.wait_for(state="detached")


def test_pasted_text_is_taken_like_a_file(start: Start, library: Path, visit: Visit, tmp_path: Path) -> None:
    page = visit(start(library))
    page.get_by_text("Paste a transcript's text").click()
    page.get_by_label("Text of the page").fill(_bilingual(tmp_path / "x.txt").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Add the text").click()
    page.get_by_text("Added: pasted-").wait_for()
    assert page.locator("li", has_text="$W$ [Wren](http://203.0.113.9/)").count() == 1


def test_the_samples_go_in_one_click_and_a_call_after_asking_back(start: Start, library: Path, visit: Visit) -> None:
    page = visit(start(library))
    calls = page.get_by_role("list", name="Calls in the library").locator("li")
    calls.first.wait_for()
    held = calls.count()
    calls.first.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Keep").click()
    assert calls.count() == held
    calls.first.get_by_role("button", name="Remove").click()
    page.locator(".confirm .yes").click()
    page.get_by_role("button", name=f"Remove the {held - 1} sample calls").click()
    page.get_by_text("The library is empty.").wait_for()
    assert page.get_by_role("button", name="Load the sample calls").count() == 1


def test_written_sentences_are_checked_and_say_who_wrote_them(start: Start, library: Path, visit: Visit) -> None:
    with ScriptedOpenAI() as server:
        server.reply(good(supported))
        page = visit(_with_model(start, library, server))
        assert "Written by scripted-model at 127.0.0.1" in page.locator(".st-key-mode-line").inner_text()
        ask(page, "what drove CMR growth?")
        page.locator(".foot strong").wait_for()
        assert page.locator(".foot strong").inner_text() == "1 of 1 sentence matches the transcript"
        assert "not investment advice" in page.locator(".foot").inner_text()


def test_when_the_model_fails_the_page_says_so_and_gives_quotes(start: Start, library: Path, visit: Visit) -> None:
    with ScriptedOpenAI() as server:
        server.reply(server_error())
        page = visit(_with_model(start, library, server))
        ask(page, "what drove CMR growth?")
        page.get_by_text("Here is the quotes-only answer instead.").wait_for()
        page.locator(".foot strong").wait_for()
        assert "verbatim" in page.locator(".foot strong").inner_text()
        assert page.get_by_text("Traceback").count() == 0


@pytest.mark.parametrize("after_a_click", [False, True])
def test_stop_ends_a_silent_model_and_keeps_what_was_there(
    start: Start, library: Path, visit: Visit, after_a_click: bool
) -> None:
    with ScriptedOpenAI() as server:
        server.reply(stall(lambda request: f"{supported(request)}\n\nAnd then", after=10_000))
        page = visit(_with_model(start, library, server))
        ask(page, "what drove CMR growth?")
        claim = page.locator(".claim, blockquote").first
        claim.wait_for()
        said = claim.inner_text()
        if after_a_click:
            page.locator(".chip").first.click()
            page.locator("mark").wait_for()
            page.get_by_role("button", name="Stop", exact=True).click()
        else:
            page.get_by_role("button", name="Stop script").click()
        page.locator(".stApp[data-test-script-state='notRunning']").wait_for()
        assert page.get_by_text("Stopped. What was complete by then is kept.").is_visible()
        assert page.get_by_text("Writing…").count() == 0 or not page.get_by_text("Writing…").is_visible()
        page.get_by_text("Quotes only", exact=True).first.click()
        page.get_by_text("nothing leaves this machine").wait_for()
        assert claim.inner_text() == said
        assert page.get_by_text("Stopped. What was complete by then is kept.").is_visible()


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_sticks_out(samples: str, visit: Visit, width: int) -> None:
    page = visit(samples, viewport={"width": width, "height": 800})
    ask(page, "這一季的資本支出是多少?")
    page.locator(".foot").wait_for()
    assert page.locator(".foot strong").inner_text().endswith("與逐字稿相符")
    page.locator(".chip").first.click()
    page.locator("mark").wait_for()
    wide = (
        "() => [...document.querySelectorAll('.stMain, .stApp')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert page.evaluate(wide) == 0
    box = page.locator("aside").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width


def _within(inner: dict[str, float], outer: dict[str, float]) -> bool:
    return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"]


def _with_model(start: Start, library: Path, server: ScriptedOpenAI) -> str:
    return start(
        library,
        OPENAI_BASE_URL=server.base_url,
        OPENAI_API_KEY="test-key",
        CALLCITE_MODEL="scripted-model",
        CALLCITE_MODEL_RETRIES="0",
        CALLCITE_MODEL_TIMEOUT_SECONDS="20",
    )


def _bilingual(path: Path) -> Path:
    """A small call in the bilingual layout whose every name and sentence is made to be mistaken for markup."""
    lines = [
        "$W$ [Wren](http://203.0.113.9/) (WREN) 2024 Q2 法說會逐字稿",
        "完整原文",
        "使用警語:本頁中文由機器逐段翻譯",
    ]

    def turn(label: str, *pairs: tuple[str, str]) -> None:
        lines.extend([f"• {label}", label])
        for original, translated in pairs:
            lines.extend([f"• {original}", translated])

    turn("Operator", ("Welcome to the Wren call.", "歡迎參加。"))
    turn(
        "Ada **Finch** - Chief Financial Officer",
        (" ".join(_HOSTILE), "<i>營收</i> 為 $5 與 $6 百萬。[連結](http://203.0.113.9/z)。"),
    )
    turn("Operator", ("The first question is from Ben Heron.", "第一個問題。"))
    turn("Ben Heron - Analyst", ("What was revenue?", "營收是多少?"))
    turn("Ada **Finch** - Chief Financial Officer", ("It was what I said, $5 and $6 million.", "如我所說。"))
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path
