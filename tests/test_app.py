"""The chat page without a browser: the script through AppTest, and the pure parts of ui/."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from answer.answer import Alternative, Answer, Citation, Claim, Computed, Doubt, Mode, Reason, Status
from answer.events import ClaimReady, ClaimWithheld, Event, Finished, Stage, StageName
from answer.saved import Since
from compose import open_configured
from errors import CallciteError, ModelServerError, QuestionError, SourceNotTranscript, TranscriptNotHeld
from index.build import Outcome
from index.conversations import ConversationHead, Conversations, StoredMessage
from index.opened import Opened
from index.passage import Scope
from index.place import OutcomeKind
from ingest.parse import parse
from ingest.sources import Source
from ingest.transcript import Role, Speaker, Transcript
from settings import PROJECT, load_settings
from tests.small_call import small_call, write_small_call
from ui import again, history, labels
from ui.answer_view import Shown, answer_view, cited, claims_view, sources_of
from ui.asking import Asking, Entry, ModelFailed, Request
from ui.conversations_panel import conversation_views
from ui.library_panel import call_view, outcome_lines
from ui.reader import Place, missing_view, reader_view
from ui.session import Session
from ui.suggest import MOST, suggest

_WAIT = 10.0
HOSTILE = "Was it $5 and $6, **bold**, :red[x] or [a link](http://203.0.113.9/)?"


def call(**options: object) -> Transcript:
    return parse(Source("embk.txt", small_call(**options).encode()))[0]  # type: ignore[arg-type]


def citation(n: int = 1, **changes: object) -> Citation:
    plain = Citation(
        n=n, quote="Revenue was RMB4.2 billion, up 12%.", translation="營收為人民幣 42 億元,成長 12%。", transcript="embk-fy2025-q4",
        turn=3, paragraph=0, sentence_id=f"embk-fy2025-q4#t3.p0.s{n}", start=0, end=35, speaker="Ada Finch", role="executive",
        title="Chief Financial Officer", firm=None, section="prepared", company="Emberlark", fiscal_period="FY2025 Q4",
        period_end="2025-03-31", date=None, translation_kind="machine",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    quoted = citation()
    plain = Answer(
        question="How did revenue do?", standalone="How did revenue do?", scope={}, mode=Mode.QUOTES, language="en",
        status=Status.ANSWERED, lead="1 quote:", claims=(Claim(quoted.quote, (1,), verified=True),), citations=(quoted,),
        searched={"transcripts": ["embk-fy2025-q4"], "terms": ["revenue"]},
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def quote(n: int, lead: str | None = None, **changes: object) -> Claim:
    return Claim(citation(n, **changes).quote, (n,), verified=True, lead=lead)


DOUBTFUL = Claim(citation().quote, (1,), verified=False, failed_checks=("The transcript may be wrong here.",))


# The script


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CALLCITE_LIBRARY", str(tmp_path / "library"))
    return lambda: AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()


def texts(at: AppTest) -> list[str]:
    return [element.value for element in at.text]


def session(at: AppTest) -> Session:
    held = at.session_state["callcite"]
    assert isinstance(held, Session)
    return held


def test_an_empty_library_says_so_and_offers_the_samples(page: Callable[[], AppTest]) -> None:
    at = page()
    assert not at.exception
    assert any("library is empty" in element.value for element in at.markdown)
    assert [button.label for button in at.button] == ["Load the sample calls", "Add the text"]
    assert texts(at) == [labels.mode_line(Mode.QUOTES, None, None)]


def test_a_question_is_answered_and_shown_as_it_was_typed(page: Callable[[], AppTest], tmp_path: Path) -> None:
    at = page()
    at.file_uploader[0].upload(write_small_call(tmp_path).name, small_call().encode(), "text/plain").run()
    assert not at.exception
    assert any(text.startswith("Added: embk.txt (6 turns)") for text in texts(at))
    for asked in ("What drove revenue growth?", HOSTILE):
        at.chat_input[0].set_value(asked).run()
        assert not at.exception
        assert asked in texts(at)
        assert not any(asked in element.value for element in at.markdown)
    first = session(at).entries[0]
    assert first.answer is not None and first.answer.status is Status.ANSWERED
    assert all(c.quote in small_call() for c in first.answer.citations)


def test_an_error_is_a_message_and_a_hint(page: Callable[[], AppTest]) -> None:
    at = page()
    at.chat_input[0].set_value("?!").run()
    assert not at.exception
    error = session(at).entries[0].error
    assert isinstance(error, QuestionError)
    assert error.message in texts(at) and error.hint in texts(at)


def test_a_misspelt_setting_is_explained(page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCITE_MODLE", "x")
    at = page()
    assert not at.exception
    assert any("CALLCITE_MODLE" in text for text in texts(at)) and any("CALLCITE_MODEL" in text for text in texts(at))


def test_a_question_is_asked_again_beside_its_first_answer(
    page: Callable[[], AppTest], library: Opened, tmp_path: Path
) -> None:
    at = page()
    ask(at, "What drove revenue growth at Emberlark?")
    ask(at, "and the gross margin?")
    first, second = session(at).entries
    assert first.answer is not None and second.answer is not None
    held = {h.call.id: h.call for h in library.library.held()}
    (part, *_) = again.parts(first.answer, first.request, again.Names("en", held, {}))
    assert part.label == "Emberlark Energy"
    session(at).pending = part.request
    at.run()
    assert not at.exception
    assert session(at).entries[:2] == [first, second]
    third = session(at).entries[2]
    assert (third.question, third.request.past) == (first.question, 0)
    assert third.answer is not None and "companies" not in third.answer.detected
    assert third.answer.standalone == first.answer.standalone, "it follows what it followed the first time"
    (head,) = Conversations(library.library).heads()
    other = page()
    history.resume(library.library, session(other), head.id)
    assert session(other).entries == session(at).entries


def test_a_filter_holds_for_the_next_question_and_for_asking_it_again(
    page: Callable[[], AppTest], library: Opened
) -> None:
    at = page()
    at.multiselect(key="filter_roles").set_value(["analyst"]).run()
    ask(at, "What about the gross margin?")
    at.multiselect(key="filter_roles").set_value([]).run()
    ask(at, "What about the gross margin?")
    assert [entry.request.scope for entry in session(at).entries] == [Scope(roles=("analyst",)), Scope()]
    assert [entry.request.past for entry in session(at).entries] == [0, 1]


# Labels and views


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "1 quote, verbatim"),
        ({"language": "zh"}, "1 則引文,與逐字稿相符"),
        ({"mode": Mode.MODEL}, "1 of 1 sentence matches the transcript"),
        ({"mode": Mode.MODEL, "language": "zh"}, "1 句中有 1 句與逐字稿相符"),
        ({"mode": Mode.MODEL, "withheld": (Claim("It fell.", (), False, ("No number.",)),)}, "1 of 2 sentences match the transcript"),
        ({"claims": (), "citations": (), "status": Status.NOT_FOUND}, None),
        ({"claims": (), "citations": (citation(1), citation(2)), "status": Status.DECLINED}, "2 quotes, verbatim"),
        ({"claims": (quote(1), quote(2), DOUBTFUL)}, "2 of 3 quotes match the transcript, 1 in doubt"),
        ({"claims": (quote(1), DOUBTFUL), "language": "zh"}, "2 則引文中有 1 則與逐字稿相符,1 則存疑"),
        ({"claims": (DOUBTFUL,)}, "0 of 1 quote matches the transcript, 1 in doubt"),
        ({"claims": (quote(1), DOUBTFUL), "mode": Mode.MODEL}, "1 of 2 sentences match the transcript, 1 in doubt"),
    ],
)  # fmt: skip
def test_the_tally_says_what_was_checked(changes: dict[str, object], said: str | None) -> None:
    assert labels.tally_label(answer(**changes)) == said


def test_labels_say_no_more_than_is_known() -> None:
    assert labels.period_label("en", "FY2025 Q4", "2025-03-31") == "FY2025 Q4, quarter ended 31 Mar 2025"
    assert labels.period_label("zh", "FY2025 Q4", "2025-03-31") == "FY2025 Q4, 截至 2025 年 3 月 31 日的一季"
    assert labels.period_label("en", None, None) == ""
    assert labels.day_label("en", "spring") == "spring"
    assert "api.example.org" in labels.mode_line(Mode.MODEL, "m", "api.example.org")
    assert labels.mode_line(Mode.MODEL, None, None) == labels.mode_line(Mode.QUOTES, "m", "h")
    assert (
        labels.status_label(answer(status=Status.NOT_FOUND, reason=Reason.CALL_NOT_HELD))
        == "That call is not in the library"
    )


def test_stages_count_what_was_found() -> None:
    assert labels.stage_label(Stage(StageName.SEARCHING), Mode.MODEL) == "Searching…"
    assert labels.stage_label(Stage(StageName.WRITING, 12, 1), Mode.MODEL) == "Found 12 passages in 1 call. Writing…"
    assert labels.stage_label(Stage(StageName.WRITING, 1, 2), Mode.QUOTES).startswith("Found 1 passage in 2 calls.")


def items(view: dict[str, Any], block: int = 0) -> list[dict[str, Any]]:
    return [item for group in view["blocks"][block]["groups"] for item in group["items"]]


def test_a_quote_is_shown_with_everything_said_about_it() -> None:
    interpreted = citation(flags=("interpreted",), speaks_for="Lo Wei")
    source = answer_view(answer(citations=(interpreted,)), Shown({}))["sources"][0]
    assert source["quote"] == interpreted.quote and source["translation"] == interpreted.translation
    assert source["translationLabel"] == "machine translation" and source["interpreted"] == "through interpreter"
    assert source["who"] == "Ada Finch (speaking for Lo Wei)" and source["person"] == "Chief Financial Officer"
    assert source["where"] == "prepared remarks · turn 3"
    assert source["call"] == "Emberlark · FY2025 Q4, quarter ended 31 Mar 2025"


def test_a_written_sentence_is_not_shown_as_a_quote() -> None:
    written = answer(mode=Mode.MODEL, model="m", claims=(Claim("Revenue rose 12%.", (1,), verified=True),))
    view = answer_view(written, Shown({"embk-fy2025-q4": call().call}))
    assert items(view) == [{"text": "Revenue rose 12%.", "marks": [0], "doubt": None}]
    assert view["foot"] == ["Searched Emberlark Energy FY2025 Q4", "m", "AI-generated; not investment advice."]
    assert items(answer_view(answer(), Shown({})))[0]["quote"] == 0


def test_chips_point_at_the_citations_they_name() -> None:
    two = (citation(1), citation(2, quote="Orders doubled."))
    related = (citation(1, quote="Something near."),)
    view = answer_view(answer(citations=two, claims=(Claim("Both.", (2, 1), True),), related=related), Shown({}))
    shown = sources_of(answer(citations=two, related=related))
    assert items(view)[0]["marks"] == [1, 0]
    assert [item["quote"] for item in items(view, 1)] == [2]
    assert view["blocks"][1]["title"] == "Closest passages, not an answer"
    assert [source["quote"] for source in view["sources"]] == [c.quote for c in shown]
    live = claims_view([Claim("Both.", (2, 9), True)], two, "en", Shown({}))
    assert items(live)[0]["marks"] == [0] and [source["n"] for source in live["sources"]] == [2]
    assert cited([Claim("Both.", (2, 9), True)], two) == two[1:]


def test_a_declined_question_shows_what_was_asked_and_what_was_replied() -> None:
    asked, replied = citation(1, role="analyst", quote="And next year?"), citation(2, quote="We do not guide.")
    view = answer_view(answer(status=Status.DECLINED, claims=(), citations=(asked, replied)), Shown({}))
    assert [(block["title"], items(view, i)[0]["quote"]) for i, block in enumerate(view["blocks"])] == [
        ("The question put", 0),
        ("The reply", 1),
    ]


def test_withheld_sentences_come_with_their_reasons() -> None:
    bad = Claim("It fell 9%.", (), False, ("9% is not in the cited sentence.",))
    view = answer_view(answer(mode=Mode.MODEL, withheld=(bad,)), Shown({}))
    assert view["withheld"]["items"] == [{"text": "It fell 9%.", "reasons": ["9% is not in the cited sentence."]}]


def test_doubts_stand_beside_what_they_are_about_and_never_in_it() -> None:
    doubts = (Doubt(1, "“RMB80 million” (CEO)."), Doubt(1, "“50 million” (CFO)."), Doubt(2, "Only computed with."))
    view = answer_view(answer(claims=(DOUBTFUL,), citations=(citation(1), citation(2)), doubts=doubts), Shown({}))
    assert items(view)[0]["doubt"] == {
        "label": "The transcript may be wrong here.",
        "said": [{"n": None, "text": "“RMB80 million” (CEO)."}, {"n": None, "text": "“50 million” (CFO)."}],
    }
    assert view["sources"][0]["quote"] == citation().quote
    assert [doubt["text"] for doubt in view["doubts"]] == ["Only computed with."]

    twice = (Doubt(1, "Two readings."), Doubt(2, "Two readings."))
    both = answer(claims=(DOUBTFUL, quote(2)), citations=(citation(1), citation(2)), doubts=twice)
    assert [item["doubt"] for item in items(answer_view(both, Shown({})))] == [
        {"label": "The transcript may be wrong here.", "said": [{"n": None, "text": "Two readings."}]},
        {"label": "The transcript may be wrong here. See [1].", "said": []},
    ]

    written = Claim("It has 80 million.", (2, 1), verified=False, failed_checks=("The transcript may be wrong here.",))
    view = answer_view(answer(claims=(written,), citations=(citation(1), citation(2)), doubts=doubts), Shown({}))
    assert [one["n"] for one in items(view)[0]["doubt"]["said"]] == [2, 1, 1], "which of several quotes"
    assert items(claims_view([written], (citation(1),), "en", Shown({})))[0]["doubt"]["said"] == []


OF_THE_CALL = "Emberlark FY2025 Q4"
SPOKEN = "Emberlark FY2025 Q4 · CFO Ada Finch, answering Ben Ruddock:"


def test_quotes_stand_under_their_lead_which_is_not_said_again() -> None:
    two = (citation(1), citation(2, turn=3, quote="Orders doubled."))
    claims = (quote(1, SPOKEN), Claim("Orders doubled.", (2,), True))
    (group,) = answer_view(answer(claims=claims, citations=two), Shown({}))["blocks"][0]["groups"]
    assert (group["before"], group["lead"]) == ("Emberlark FY2025 Q4 · ", "CFO Ada Finch, answering Ben Ruddock")
    assert group["aside"] == "turn 3"
    assert [(item["by"], item["at"]) for item in group["items"]] == [(None, ""), (None, "")]


@pytest.mark.parametrize(
    ("lead", "changes", "by", "at", "aside"),
    [
        (None, {}, "full", "prepared remarks · turn 3 · Emberlark · FY2025 Q4, quarter ended 31 Mar 2025", None),
        ("Results:", {}, "full", "prepared remarks · turn 3", OF_THE_CALL),
        ("Emberlark FY2025 Q4 (quarter ended 31 Mar 2025):", {}, "full", "prepared remarks · turn 3", None),
        ("Emberlark FY2025 Q3:", {}, "full", "prepared remarks · turn 3", OF_THE_CALL),
        ("CFO Ada Finch:", {}, None, "", f"turn 3 · {OF_THE_CALL}"),
        (SPOKEN, {}, None, "", "turn 3"),
        (SPOKEN, {"flags": ("interpreted",)}, "full", "prepared remarks · turn 3", None),
        ("Emberlark FY2025 Q4 · CFO Ada Finch, through an interpreter:", {"flags": ("interpreted",)}, None, "", "turn 3"),
        ("Emberlark FY2025 Q4 · Ada Finch:", {"speaks_for": "Lo Wei"}, "full", "prepared remarks · turn 3", None),
        ("Emberlark FY2025 Q4 · Through an interpreter, for Lo Wei:", {"speaks_for": "Lo Wei"}, None, "", "turn 3"),
    ],
)  # fmt: skip
def test_a_caption_says_what_the_line_above_leaves_open(
    lead: str | None, changes: dict[str, object], by: str | None, at: str, aside: str | None
) -> None:
    view = answer_view(answer(claims=(quote(1, lead),), citations=(citation(1, **changes),)), Shown({}))
    assert [(item["by"], item["at"]) for item in items(view)] == [(by, at)]
    assert view["blocks"][0]["groups"][0]["aside"] == aside


def test_a_line_above_quotes_of_several_calls_does_not_stand_for_each() -> None:
    said = "2 quotes, verbatim, from Emberlark FY2025 Q4; Emberlark FY2025 Q3:"
    one = answer(lead=said)
    assert items(answer_view(one, Shown({})))[0]["at"] == "prepared remarks · turn 3"
    other = citation(2, transcript="embk-fy2025-q3", fiscal_period="FY2025 Q3")
    view = answer_view(replace(one, claims=(quote(1), quote(2)), citations=(citation(1), other)), Shown({}))
    assert [item["at"].count("FY2025") for item in items(view)] == [1, 1]
    assert [item["by"] for item in items(view)] == ["full", "full"], "of another call: who speaks is said again"


@pytest.mark.parametrize(
    ("count", "compact", "first", "more"),
    [(6, False, 6, None), (7, True, 7, None), (15, True, 15, None), (30, True, 12, "Show the other 18 quotes")],
)
def test_a_long_list_is_compact_and_folds(count: int, compact: bool, first: int, more: str | None) -> None:
    cited = tuple(citation(n, turn=n // 5) for n in range(1, count + 1))
    claims = tuple(quote(c.n, "CFO Ada Finch:" if c.n % 5 == 0 else None) for c in cited)
    view = answer_view(answer(claims=claims, citations=cited), Shown({}))
    (block,) = view["blocks"]
    assert (block["compact"], block["first"], block["more"]) == (compact, first, more)
    assert len(items(view)) == count


def test_computed_lines_keep_their_markers_as_chips() -> None:
    two = (citation(1), citation(2, quote="Orders doubled."))
    sums = (Computed("computed: 13 % [2] − 9 % [1] = +4 pp [7]", (2, 1)), Computed("計算:1 [1] + 2", (1,)))
    view = answer_view(answer(computed=sums, citations=two), Shown({}))
    assert view["computed"]["title"] == "Computed by the program from the cited figures"
    assert view["computed"]["lines"] == [["13 % ", 1, " − 9 % ", 0, " = +4 pp ", "[7]"], ["1 ", 0, " + 2"]]


def test_what_is_missing_and_how_it_was_read_is_said() -> None:
    full = answer(
        standalone="How did Emberlark's revenue do?",
        status=Status.PARTIAL,
        missing=("Not found: when was it paid?",),
        notes=("No period is named.",),
        aliases=("CMR = customer management revenue", "GMV = gross merchandise volume"),
    )
    view = answer_view(full, Shown({}))
    assert view["read"]["as"] == "Read as: How did Emberlark's revenue do?"
    assert view["missing"] == ["Not found: when was it paid?"]
    assert view["notes"] == [
        "No period is named.",
        "Also searched as: CMR = customer management revenue; GMV = gross merchandise volume",
    ]
    assert answer_view(answer(standalone=" how did revenue do"), Shown({}))["read"]["as"] is None
    assert answer_view(replace(full, language="zh"), Shown({}))["read"]["as"].startswith("理解為")


# Asking again


DETECTED = {
    "companies": ["燼雀能源", "Emberlark Energy", "Tarn"],
    "periods": ["FY2025 Q4"],
    "speakers": ["Ada Finch"],
    "roles": ["analyst"],
    "sections": ["qa"],
}


def names(language: str = "en") -> again.Names:
    people = {"Ada Finch": Speaker("Ada Finch", Role.EXECUTIVE, "Chief Financial Officer")}
    return again.Names(language, {"embk-fy2025-q4": call().call}, people)


@pytest.mark.parametrize(
    ("language", "labels_"),
    [
        ("en", ["Emberlark Energy", "Tarn", "FY2025 Q4", "CFO Ada Finch", "Analyst", "Q&A"]),
        ("zh", ["燼雀能源", "Tarn", "FY2025 Q4", "財務長 Ada Finch", "分析師", "問答"]),
    ],
)
def test_each_part_that_the_question_named_can_be_taken_out(language: str, labels_: list[str]) -> None:
    put = Request("Why?", Scope(sections=("qa",)), ("speakers:Ben",), past=2)
    found = again.parts(answer(detected=DETECTED, language=language), put, names(language))
    assert [choice.label for choice in found] == labels_
    assert found[2].request == replace(put, without=("speakers:Ben", "periods:FY2025 Q4"))
    removed = [choice.request.without[-1] for choice in found]
    assert removed == ["companies:燼雀能源", "companies:Tarn", "periods:FY2025 Q4", "speakers:Ada Finch", "roles:analyst", "sections:qa"]  # fmt: skip
    assert again.parts(answer(), put, names()) == ()


def test_another_reading_takes_the_place_of_the_users_calls_and_leaves_his_other_filters() -> None:
    put = Request("Why?", Scope(companies=("Emberlark",), roles=("analyst",)), ("sections:qa",), past=0)
    other = Alternative("Fiscal Q1 2025", {"transcripts": ["embk-fy2025-q1"], "of_another_version": ["x"]})
    (choice,) = again.others(answer(alternatives=(other,)), put)
    assert choice.label == "Fiscal Q1 2025"
    assert choice.request == replace(put, scope=Scope(transcripts=("embk-fy2025-q1",), roles=("analyst",)))


@pytest.mark.parametrize(
    ("scope", "detected", "put", "offered"),
    [
        ({"transcripts": ["a"]}, {}, Request("?"), True),
        ({"transcripts": ["a"]}, {"companies": ["Tarn"]}, Request("?"), True),
        ({"transcripts": ["a", "b"]}, {}, Request("?"), True),
        ({"transcripts": ["a", "b"]}, {"companies": ["Tarn", "Wren"]}, Request("?"), False),
        ({"transcripts": ["a"]}, {"periods": ["FY2025 Q4"]}, Request("?"), False),
        ({"transcripts": ["a"]}, {}, Request("?", Scope(transcripts=("a",))), False),
        ({"transcripts": ["a"]}, {}, Request("?", Scope(periods=("FY2025 Q4",))), False),
        ({"transcripts": ["a"]}, {}, Request("?", without=("newest",)), False),
        ({}, {}, Request("?"), False),
    ],
)  # fmt: skip
def test_older_calls_are_offered_where_only_the_newest_was_searched(
    scope: dict[str, list[str]], detected: dict[str, list[str]], put: Request, offered: bool
) -> None:
    found = again.others(answer(scope=scope, detected=detected), put)
    assert [choice.request.without for choice in found] == ([("newest",)] if offered else [])


def test_an_entry_asked_again_says_how_it_was_put() -> None:
    put = Request("?", Scope(transcripts=("embk-fy2025-q4", "gone")), ("companies:燼雀能源", "roles", "newest"))
    said = again.put_as(put, names())
    assert said is not None
    assert said.startswith("Asked of: Emberlark Energy FY2025 Q4, gone · Asked without: Emberlark Energy · ")
    assert again.put_as(Request("?", Scope(companies=("x",))), names()) is None, "the filters say so themselves"


def test_the_scope_names_few_calls_and_counts_many() -> None:
    many = answer(searched={"transcripts": ["a", "b", "c", "d"]}, scope={"roles": ["analyst"], "sections": ["qa"]})
    assert labels.scope_label(many, {}) == "Searched 4 calls · analyst · Q&A"


# The reader


def test_the_reader_marks_exactly_the_quoted_sentence() -> None:
    transcript = parse(Source("embk.txt", small_call().replace("Revenue was", "Revenue 𝟜𝟚 🙂 was").encode()))[0]
    turn = transcript.turns[2]
    sentence = turn.paragraphs[0].sentences[1]
    place = Place(transcript.call.id, 3, sentence.start, sentence.end, turn.quote(sentence), visit=1)
    view = reader_view(transcript, place)
    marked = [(t["n"], text) for t in view["turns"] for p in t["paragraphs"] for text, hit in p["parts"] if hit]
    assert marked == [(3, "The growth was driven by battery storage orders.")]
    for shown, turn in zip(view["turns"], transcript.turns, strict=True):
        assert "\n".join("".join(text for text, _ in p["parts"]) for p in shown["paragraphs"]) == turn.text


def test_the_reader_finds_words_that_moved_and_says_when_they_are_gone() -> None:
    transcript = call()
    moved = reader_view(transcript, Place("embk-fy2025-q4", 3, 900, 935, "Revenue was RMB4.2 billion, up 12%."))
    assert moved["message"] is None
    gone = reader_view(transcript, Place("embk-fy2025-q4", 3, 0, 4, "Sales exploded."))
    assert gone["quoted"] == "Sales exploded." and "no longer" in gone["message"]
    missing = missing_view(Place("x", 1, 0, 4, "Sales exploded."), TranscriptNotHeld("Gone.", hint="Add it."))
    assert missing["quoted"] == "Sales exploded." and missing["turns"] == []


# Suggested questions and the library's rows


def suggested(*transcripts: Transcript) -> list[str]:
    by_id = {t.call.id: t for t in transcripts}
    return suggest([t.call for t in transcripts], by_id.__getitem__)


def test_suggestions_are_about_what_was_said() -> None:
    questions = suggested(call())
    assert (
        "What moved gross margin at Emberlark Energy?" in questions
        and "What did management tell Ben Ruddock?" in questions
    )
    assert "燼雀能源的營收成長了多少?" in questions
    assert not any("CMR" in q or "dividend" in q for q in questions)
    assert suggested() == []


def test_suggestions_name_the_period_where_a_company_has_several_calls() -> None:
    questions = suggested(call(quarter=4), call(quarter=3))
    assert len(questions) <= MOST and len(set(questions)) == len(questions)
    assert "What moved gross margin at Emberlark Energy in FY2025 Q4?" in questions


def test_library_rows_and_outcomes(opened: Opened, tmp_path: Path) -> None:
    (added,) = opened.builder.add_file(write_small_call(tmp_path))
    (held,) = opened.library.held()
    assert call_view(held) == {
        "id": "embk-fy2025-q4",
        "name": "燼雀能源 Emberlark Energy (EMBK)",
        "facts": "FY2025 Q4, quarter ended 31 Mar 2025 · 6 turns · English, Chinese",
        "sample": False,
    }
    assert outcome_lines(added)[0].startswith("Added: ")
    error = SourceNotTranscript("x.txt has no turns.", hint="Supported: …")
    rejected = Outcome("x.txt", OutcomeKind.REJECTED, error=error)
    assert outcome_lines(rejected) == ["Rejected: x.txt has no turns.", "Supported: …"]


# Answering in the background


def entry_of(asking: Asking) -> Entry:
    seen, done = 0, False
    while not done:
        news, done = asking.after(seen, seconds=_WAIT)
        assert news or done, "nothing came"
        seen += len(news)
    return asking.entry()


def asking(ask: Callable[[Mode], Iterator[Event]], mode: Mode = Mode.MODEL) -> Asking:
    return Asking(ASKED, mode, ask)


ASKED = Request("How did revenue do?", Scope(roles=("analyst",)), ("newest",), past=0)
CLAIM = ClaimReady(Claim("Revenue rose 12%.", (1,), verified=True), (citation(),))


def test_events_become_an_entry() -> None:
    def ask(mode: Mode) -> Iterator[Event]:
        yield Stage(StageName.SEARCHING)
        yield CLAIM
        yield Finished(answer())

    assert entry_of(asking(ask)) == Entry(ASKED, answer=answer())


def test_a_failed_model_is_followed_by_quotes_and_keeps_what_was_checked() -> None:
    error = ModelServerError("The server failed.", hint="Ask again.")

    def ask(mode: Mode) -> Iterator[Event]:
        if mode is Mode.QUOTES:
            yield Finished(answer())
            return
        yield CLAIM
        yield ClaimWithheld(Claim("It fell.", (), False, ("No.",)))
        raise error

    started = asking(ask)
    entry = entry_of(started)
    assert entry.failure is error and entry.answer == answer() and entry.error is None
    assert entry.before_failure is not None and entry.before_failure.claims == (CLAIM.claim,)
    assert entry.before_failure.status is Status.PARTIAL and len(entry.before_failure.withheld) == 1
    assert entry.before_failure.scope == {"roles": ["analyst"]} and entry.request == ASKED
    assert ModelFailed(error) in started.after(0, seconds=0)[0]


@pytest.mark.parametrize("raised", [QuestionError("Empty.", hint="Ask."), ZeroDivisionError("never shown")])
def test_whatever_fails_is_an_error_with_a_hint(raised: Exception) -> None:
    def ask(mode: Mode) -> Iterator[Event]:
        raise raised
        yield

    entry = entry_of(asking(ask))
    assert isinstance(entry.error, CallciteError) and entry.error.hint and entry.answer is None
    assert "never shown" not in entry.error.message


def test_stop_keeps_what_was_complete_and_takes_no_more() -> None:
    goes_on, gone_on = threading.Event(), threading.Event()

    def ask(mode: Mode) -> Iterator[Event]:
        yield CLAIM
        goes_on.wait(_WAIT)
        gone_on.set()
        yield Finished(answer())

    started = asking(ask)
    started.after(0, seconds=_WAIT)
    started.stop()
    kept = started.entry()
    assert kept.stopped and kept.answer is not None and kept.answer.claims == (CLAIM.claim,)
    goes_on.set()
    assert gone_on.wait(_WAIT)
    assert started.entry() == kept


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, None),
        ({"speaks_for": "Wen Lan", "flags": ("interpreted",)}, "interpreting Wen Lan"),
        ({"likely_speaker": "Wen Lan", "flags": ("label_suspect",)}, "more likely Wen Lan"),
        ({"flags": ("label_suspect",)}, "the words do not fit this name"),
    ],
)
def test_the_reader_says_what_is_open_about_a_speaker(changes: dict[str, object], said: str | None) -> None:
    transcript = call()
    first = replace(transcript.turns[0], **changes)  # type: ignore[arg-type]
    view = reader_view(replace(transcript, turns=(first, *transcript.turns[1:])), Place("embk-fy2025-q4"))
    assert view["turns"][0]["doubt"] == said
    assert view["turns"][1]["doubt"] is None


# Conversations


def ask(at: AppTest, question: str) -> None:
    at.chat_input[0].set_value(question).run(timeout=60)
    assert not at.exception


@pytest.fixture
def library(page: Callable[[], AppTest], tmp_path: Path) -> Opened:
    """The page's library, with one call in it."""
    opened = open_configured(load_settings())
    with opened.library.lock.held():
        opened.builder.add_file(write_small_call(tmp_path))
        opened.builder.flush()
    return opened


def test_a_conversation_is_kept_and_resumed_in_another_session(
    page: Callable[[], AppTest], library: Opened, tmp_path: Path
) -> None:
    one = page()
    ask(one, "What drove revenue growth?")
    ask(one, "and the gross margin?")
    kept = Conversations(library.library)
    (head,) = kept.heads()
    assert (head.title, head.messages, head.id) == ("What drove revenue growth?", 2, session(one).conversation)
    shown = session(one).entries

    other = page()
    history.resume(library.library, session(other), head.id)
    assert session(other).entries == shown
    assert session(other).history() == session(one).history(), "a follow-up has the same past"
    assert history.since(library.library, session(other)) == {}

    library.builder.add_file(write_small_call(tmp_path, growth="13%"))
    marked = history.since(library.library, session(other))
    answers = [entry.answer for entry in shown if entry.answer]
    quoted = {c.sentence_id for answer in answers for c in answer.citations if "12%" in c.quote}
    assert quoted and {id_ for id_, what in marked.items() if what is Since.CHANGED} >= quoted
    assert [e.answer for e in session(other).entries] == [e.answer for e in shown], "the words stay as they were shown"


def test_a_conversation_deleted_elsewhere_is_begun_anew(page: Callable[[], AppTest], library: Opened) -> None:
    at = page()
    ask(at, "what drove the growth?")
    kept = Conversations(library.library)
    kept.delete(kept.heads()[0].id)
    ask(at, "and the gross margin?")
    (head,) = kept.heads()
    assert head.messages == 2


def test_failures_are_kept_with_their_kind() -> None:
    failed = Entry(
        Request("Why?"),
        failure=ModelServerError("It failed.", hint="Again."),
        error=QuestionError("No.", hint="Ask."),
        stopped=True,
    )
    again = history.entry_from(StoredMessage(1, "Why?", history.entry_json(failed), 0.0))
    assert type(again.failure) is ModelServerError and type(again.error) is QuestionError
    assert again.failure.hint == "Again." and again.stopped


FULL = answer(
    standalone="How did revenue of Emberlark do?", claims=(replace(DOUBTFUL, lead=SPOKEN),), computed=(Computed("1 [1]", (1,)),),
    missing=("Not found: x",), notes=("A note.",), detected={"companies": ["Emberlark"]}, aliases=("A = b",),
    alternatives=(Alternative("Older", {"transcripts": ["embk-fy2025-q3"]}),), doubts=(Doubt(1, "Two readings."),),
)  # fmt: skip


def test_an_entry_is_kept_with_all_that_it_shows() -> None:
    shown = Entry(replace(ASKED, past=1), answer=FULL)
    body = json.loads(json.dumps(history.entry_json(shown)))
    assert history.entry_from(StoredMessage(1, ASKED.question, body, 0.0)) == shown


def test_an_entry_kept_before_questions_could_be_asked_again_opens() -> None:
    body = json.loads(json.dumps(history.entry_json(Entry(ASKED, answer=answer()))))
    del body["request"]
    for field in ("computed", "missing", "notes", "detected", "alternatives", "aliases"):
        del body["answer"][field]
    for claim in body["answer"]["claims"]:
        del claim["lead"]
    assert history.entry_from(StoredMessage(1, "Why?", body, 0.0)) == Entry(Request("Why?"), answer=answer())


@pytest.mark.parametrize("body", [{}, {"answer": {"x": 1}}, [], "x", {"request": 7}, {"request": {"scope": 7}}])
def test_what_cannot_be_read_any_more_keeps_its_question(body: object) -> None:
    entry = history.entry_from(StoredMessage(1, "Why?", body, 0.0))
    assert entry.question == "Why?" and entry.error is not None and entry.error.hint


def test_conversation_rows() -> None:
    heads = [ConversationHead("a", "$x$ [y](z)", 0.0, 86_400.0, 1), ConversationHead("b", "二", 0.0, 0.0, 2)]
    rows = conversation_views(heads, "b")
    assert [(row["title"], row["facts"], row["current"]) for row in rows] == [
        ("$x$ [y](z)", "2 Jan 1970 · 1 question", False),
        ("二", "1 Jan 1970 · 2 questions", True),
    ]
