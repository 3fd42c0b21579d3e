"""Questions that take for granted what a call contradicts, and those that do not."""

import pytest

from answer.evidence import Evidence
from answer.extract import Chosen
from answer.premise import contradicted, premise_of
from index.glossary import Glossary
from index.question import read_question
from ingest.transcript import Call, Role, Speaker

CALL = Call(
    id="thist-fy2025-q2", company="Thistlemoor Systems", ticker="THST", fiscal_year=2025, fiscal_quarter=2, title=None,
    languages=("en",), format="generic", source="t.txt", company_aliases=("Thistlemoor", "薊原"),
)  # fmt: skip


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def said(*sentences: str, role: Role = Role.EXECUTIVE, translations: tuple[str | None, ...] = ()) -> list[Chosen]:
    """Consecutive sentences of one turn, best first."""
    made = []
    for i, text in enumerate(sentences):
        evidence = Evidence(
            number=i + 1,
            sentence_id=f"thist-fy2025-q2#t2.p0.s{i}",
            turn=2,
            paragraph=0,
            start=i * 1000,
            end=i * 1000 + len(text),
            text=text,
            translation=translations[i] if i < len(translations) else None,
            speaker=Speaker("Mara Quill", role),
            section="prepared",
            flags=(),
            call=CALL,
            before=sentences[i - 1] if i else "",
            after=sentences[i + 1] if i + 1 < len(sentences) else "",
        )
        made.append(Chosen(evidence, 1.0 - i / 100))
    return made


FALSE = [
    ("Why did free cash flow shrink this quarter?", ["Free cash flow increased 14% to $61 million."], "It did not shrink: the call says:"),
    ("Why did Thistlemoor's revenue fall?", ["Total revenue was $236 million, an increase of 7%."], "It did not fall: the call says:"),
    ("What was behind the drop in cloud revenue?", ["Cloud revenue grew 18% year-over-year."], "It did not drop"),
    ("What explains the decline in gross margin?", ["Our gross margin improved to 41.2%."], "It did not"),
    ("Why did losses at the logistics business widen?", ["Our logistics losses narrowed to $3 million."], "It did not widen"),
    ("How much did Marrowell's revenue fall by?", ["Marrowell revenue rose 12% to $52 million."], "It did not fall"),
    ("Since the Fennel 2 models are proprietary, who can license them?", ["All Fennel 2 models are fully open source."], "It is not closed"),
    ("Why did the food delivery pilot miss expectations?", ["The food delivery pilot far exceeded our expectations."], "It did not fall short of expectations"),
    ("Why did cloud revenue growth slow to single digits?", ["Cloud revenue growth accelerated to 18%."], "Its growth did not slow"),
    ("Why did the digital media and entertainment unit swing to a loss?", ["Adjusted EBITA of the media and entertainment segment turned positive."], "It did not turn negative"),
    ("Why was the full-year guidance cut?", ["For fiscal 2025 we are raising our revenue guidance range to $1.66 billion."], "It was not cut"),
    ("What caused the delay of the Dunmore plant?", ["The Dunmore plant is on schedule."], "It was not delayed"),
    ("Why did Thistlemoor's net cash turn negative?", ["We closed March with net cash of $186 million."], "It did not turn negative"),
    ("Why did Thistlemoor cut its earnings outlook?", ["That gives us the confidence to raise our guidance for the year."], "It was not cut"),
    ("自由現金流為什麼下滑?", ["Free cash flow increased 14% to $61 million."], "並未下滑,法說會上說的是:"),
    ("雲端營收成長為什麼掉到個位數?", ["Cloud revenue growth accelerated to 18%."], "成長並未放緩,法說會上說的是:"),
    ("外賣試營運不如預期,公司怎麼檢討?", ["The food delivery pilot far exceeded our expectations."], "並非不如預期"),
    ("自由現金流減少的原因是什麼?", ["本季自由現金流增加 14%。"], "並未減少,法說會上說的是:"),
    ("財測為什麼下修?", ["我們上修全年財測。"], "並未調降"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentences", "line"), FALSE, ids=[row[0][:40] for row in FALSE])
def test_a_false_premise_is_corrected_with_its_quote(
    question: str, sentences: list[str], line: str, glossary: Glossary
) -> None:
    asked = read_question(question)
    premise = premise_of(asked, glossary)
    assert premise is not None
    found = contradicted(premise, said(*sentences), glossary, asked.language)
    assert found is not None
    assert found.evidence.text == sentences[0]
    assert found.line.startswith(line)


HOLDS = [
    # the premise holds, once by another sentence than the best
    ("Why did free cash flow shrink?", ["Free cash flow decreased 76% to $3.7 billion."]),
    ("Why did net income fall?", ["Non-GAAP net income rose 9%.", "GAAP net income was $14.6 million, down 4%."]),
    ("Why did revenue fall?", ["Total revenue grew 7%.", "Total revenue fell 2% quarter-over-quarter."]),
    # another business
    ("Why did cloud revenue fall?", ["Logistics revenue grew 9%."]),
    ("Why did cloud revenue fall?", ["Public cloud revenue grew faster than that."]),
    ("Why did revenue fall?", ["Cloud revenue grew 18%."]),
    ("Why did revenue fall?", ["Ossery Labs had revenue of $52 million, up 6%."]),
    ("Why did revenue fall?", ["Revenue from Ossery grew 6%."]),
    ("Why did Marrowell's revenue fall?", ["Total revenue grew 7%."]),
    ("瑪羅井營收為什麼下滑?", ["Total revenue grew 7%."]),
    # another metric
    ("Why did the margin fall?", ["Total revenue grew 7%."]),
    ("Why did EBITA fall?", ["Adjusted EBITDA rose 9%."]),
    # another comparison
    ("Why did cloud revenue fall sequentially?", ["Cloud revenue grew 18% year-over-year."]),
    ("雲端利潤率為什麼比上一季下滑?", ["Cloud EBITDA increased 69% year-over-year."]),
    # another basis
    ("Why did net income fall?", ["Non-GAAP net income rose 9%."]),
    # not yet so
    ("Why is the logistics business making losses, how did it report a loss?", ["We expect logistics to turn profitable next year."]),
    ("Why did capex fall?", ["We will increase capex next year."]),
    ("Why did headcount shrink?", ["Excluding acquisitions, headcount would have increased."]),
    ("Why did net income turn negative?", ["Net income was a loss of $4 million."]),
    ("Why was the dividend cut?", ["We are raising our revenue guidance."]),
    ("Why did capacity fall?", ["The new capacity was taken up at once."]),
    # nothing is presupposed
    ("Did revenue fall?", ["Total revenue grew 7%."]),
    ("How did gross margin develop?", ["Our gross margin improved to 41.2%."]),
    ("Why did revenue grow but profit fall?", ["Total revenue fell 7%."]),
    ("Will revenue fall next quarter, and why?", ["Total revenue grew 7%."]),
    ("本季營收是成長還是下滑?", ["Total revenue grew 7%."]),
    # denied words
    ("Why did churn not rise?", ["Churn fell to 2%."]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentences"), HOLDS, ids=[row[0][:40] for row in HOLDS])
def test_nothing_is_corrected_where_the_premise_holds_or_nothing_speaks_of_it(
    question: str, sentences: list[str], glossary: Glossary
) -> None:
    asked = read_question(question)
    premise = premise_of(asked, glossary)
    assert premise is None or contradicted(premise, said(*sentences), glossary, asked.language) is None


def test_an_analyst_corrects_nothing(glossary: Glossary) -> None:
    premise = premise_of(read_question("Why did free cash flow shrink?"), glossary)
    assert premise is not None
    assert contradicted(premise, said("Free cash flow increased 14%.", role=Role.ANALYST), glossary, "en") is None
