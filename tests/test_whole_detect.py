"""Which questions are about the whole call. An ordinary question must never be taken for one."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.whole.detect import names_of, whole_question
from answer.whole.kinds import WholeAsked, WholeKind
from index.glossary import Glossary
from index.question import read_question
from tests.spoken_call import ANALYST, CEO, held, spoken

NAMES = ("Plumewing", "Plumewing Commerce", "PLWG", "翎羽商務", "翎羽", "Tarnbrook", "Bettina Orlo", "Hollis Yang")
S, C, M = WholeKind.SUMMARY, WholeKind.CHANGES, WholeKind.MENTIONS
F, O, A = WholeKind.FIRST_SAID, WholeKind.OUTLOOK, WholeKind.ANALYSTS  # noqa: E741

TAKEN = [
    (S, None, "summarize the call"),
    (S, None, "Summarise the call."),
    (S, None, "key takeaways"),
    (S, None, "give me the highlights"),
    (S, None, "What are the key takeaways from Plumewing's March quarter call?"),
    (S, None, "Can you summarize Plumewing's latest earnings call for me?"),
    (S, None, "Please give me a short summary of the FY2025 Q4 call in five bullet points"),
    (S, None, "TL;DR of the call"),
    (S, None, "What were the main points of the Q&A?"),
    (S, None, "Summarize the CFO's prepared remarks"),
    (S, None, "what happened on the call?"),
    (S, None, "What was discussed on the earnings call?"),
    (S, None, "What did management say on the call?"),
    (S, None, "Recap the quarter"),
    (S, None, "Give me an overview of the results"),
    (S, None, "Walk me through the call"),
    (S, None, "What do I need to know about this call?"),
    (S, None, "重點整理"),
    (S, None, "摘要這場法說會"),
    (S, None, "请总结这场法说会"),
    (S, None, "請幫我整理翎羽這場法說會的重點"),
    (S, None, "這場法說會講了什麼?"),
    (S, None, "翎羽商務 2025 Q4 法說會重點整理"),
    (S, None, "總結一下這次的電話會議"),
    (S, None, "可以用五點幫我摘要嗎?"),
    (S, None, "本季法說會的亮點有哪些?"),
    (C, None, "what changed versus last quarter"),
    (C, None, "What's new this quarter?"),
    (C, None, "What has changed since the previous call?"),
    (C, None, "How does this call differ from the last one?"),
    (C, None, "What are the differences between the FY2025 Q3 and FY2025 Q4 calls?"),
    (C, None, "Compare this quarter with last quarter"),
    (C, None, "Compare the last two calls"),
    (C, None, "what did they say this quarter that they didn't say last quarter"),
    (C, None, "What changed for Plumewing since last quarter?"),
    (C, None, "What did management stop talking about since last quarter?"),
    (C, "guidance", "What changed in guidance since last quarter?"),
    (C, "outlook on cloud", "How has the outlook on cloud changed since the last call?"),
    (C, None, "跟上一季比有什麼不同"),
    (C, None, "跟上季相比有哪些變化?"),
    (C, None, "这季和上季相比有什么变化?"),
    (C, None, "這季有什麼新的?"),
    (C, None, "本季法說會與前一季的差異是什麼?"),
    (C, None, "和上次法說會比起來,有什麼改變?"),
    (C, None, "翎羽這季跟上季差在哪?"),
    (C, None, "比較2025 Q3和2025 Q4兩場法說會"),
    (C, "展望", "展望跟上一季比有什麼改變?"),
    (M, "tariffs", "every mention of tariffs"),
    (M, "capex", "where was capex mentioned"),
    (M, "capex", "Where is capex discussed?"),
    (M, "AI", "how many times did they mention AI"),
    (M, "AI", "How often was AI mentioned on the call?"),
    (M, "AI", 'how many times did management say "AI"?'),
    (M, "tariffs", "Show me all mentions of tariffs on Plumewing's last two calls"),
    (M, "Skylark", "list all references to Skylark"),
    (M, "Skylark", "Find every sentence that mentions Skylark"),
    (M, "Skylark", "List every time Skylark was mentioned"),
    (M, "free cash flow", "Where does free cash flow come up?"),
    (M, "free cash flow", "Everything management said about free cash flow"),
    (M, "local stock", "all comments on local stock"),
    (M, "buybacks", "where did they talk about buybacks?"),
    (M, "tariffs", "How many mentions of tariffs were there in the Q&A?"),
    (M, "Farwing", "number of times Farwing was mentioned"),
    (M, "關稅", "所有提到關稅的地方"),
    (M, "关税", "所有提到关税的地方"),
    (M, "AI", "哪些地方提到AI?"),
    (M, "資本支出", "資本支出在哪些地方被提到?"),
    (M, "AI", "管理層總共提到AI幾次?"),
    (M, "AI", "他們提到幾次AI"),
    (M, "人工智慧", "人工智慧被提到多少次?"),
    (M, "股利", "列出所有關於股利的發言"),
    (M, "即時零售", "把提到即時零售的段落都列出來"),
    (M, "Skylark", "法說會中所有談到Skylark的段落"),
    (M, "庫存", "關於庫存的所有說法"),
    (F, "tariffs", "when did they first mention tariffs"),
    (F, "Skylark", "When was Skylark first mentioned?"),
    (F, "Skylark", "In which call did Plumewing first mention Skylark?"),
    (F, "special dividend", "who first mentioned the special dividend?"),
    (F, "thirty-minute delivery", "first mention of thirty-minute delivery"),
    (F, "AI agents", "when was the first time management mentioned AI agents?"),
    (F, "關稅", "第一次提到關稅是什麼時候"),
    (F, "Skylark", "什麼時候第一次提到Skylark?"),
    (F, "平台服務費", "平台服務費最早是在哪一季提到的?"),
    (F, "庫藏股", "公司首次談到庫藏股是哪一場法說會"),
    (F, "特別股利", "誰最先提到特別股利?"),
    (O, None, "list all guidance"),
    (O, None, "all forward-looking statements"),
    (O, None, "List all outlook statements from the call"),
    (O, None, "What forward-looking statements did management make?"),
    (O, None, "Summarize the guidance"),
    (O, None, "What guidance did they give?"),
    (O, None, "every piece of guidance on the call"),
    (O, "capex", "all guidance on capex"),
    (O, "cloud", "List every outlook statement about cloud"),
    (O, None, "所有展望"),
    (O, None, "列出所有財測"),
    (O, None, "整理公司的展望"),
    (O, None, "所有前瞻性陳述"),
    (O, "雲端", "所有關於雲端的展望"),
    (O, None, "公司給了哪些指引?"),
    (A, "tariffs", "which analysts asked about tariffs"),
    (A, "capex", "who asked about capex"),
    (A, None, "what did analysts ask about"),
    (A, None, "What did the analysts ask?"),
    (A, None, "List all analyst questions"),
    (A, None, "What questions were asked in the Q&A?"),
    (A, "Farwing", "Which analysts asked about Farwing over the last two calls?"),
    (A, "cloud margins", "How many analysts asked about cloud margins?"),
    (A, "take rate", "list the analysts who asked about the take rate"),
    (A, "關稅", "哪些分析師問到關稅"),
    (A, "資本支出", "誰問到資本支出?"),
    (A, None, "分析師問了什麼?"),
    (A, None, "列出所有分析師的提問"),
    (A, "雲端", "有哪些法人關心雲端?"),
    (S, None, "What are the 5 key takeaways?"),
    (S, None, "What were the key messages from management?"),
    (S, None, "請用三句話總結這場法說會"),
    (C, None, "What changed from Q3 to Q4?"),
    (C, None, "What topics were dropped since last quarter?"),
    (C, None, "How does Plumewing's call differ from last quarter?"),
    (C, None, "和上一場法說會相比,管理層的說法有哪些變化?"),
    (C, None, "上一季提到但這季沒提的有哪些?"),
    (C, "guidance", "How has the company's guidance changed since last quarter?"),
    (M, "AI", "how many times does the CEO mention AI?"),
    (M, "tariffs", "mentions of tariffs"),
    (M, "AI chips", "Where in the call did they mention AI chips?"),
    (M, "capex", "In which places is capex mentioned?"),
    (M, "IT", "every mention of IT"),
    (O, None, "Show me management's outlook statements"),
    (O, None, "What are all of management's expectations for next year?"),
    (O, None, "管理層對未來的所有展望"),
    (A, "AI", "Which analyst questions were about AI?"),
    (A, "AI", "分析師問了哪些關於AI的問題?"),
    (A, None, "每位分析師各問了什麼?"),
]

ORDINARY = """
What outlook did Bettina Orlo give for cloud?
Which firm does the analyst who asked about storms work for?
Who claimed that the renewal rate is the best of all?
What two shipping trends did Bettina Orlo describe?
What did the Calloway Birch analyst ask about the autumn festival?
How much did revenue grow?
What changed for shops without a brand?
Why did gross margin change from last quarter?
How did cloud margin change versus last quarter?
By how much did capex change from the previous quarter?
What new products were announced this quarter?
What is the new advertising tool called?
What's the new guidance for capex?
What guidance did management give for FY2026?
What is the outlook for the next quarter?
What is the revenue guidance?
Did management raise full-year guidance?
What are the targets for break-even?
Did they meet all targets?
Is all of the guidance organic?
What did the CFO say about margins?
What did management say about tariffs?
Did anyone mention tariffs?
Who mentioned a $7 billion purchase?
Who asked the last question?
Which analyst asked about the dividend?
Which analyst asked whether the fee would rise?
What was Hollis Yang's question on AI?
What did Hollis Yang ask about Farwing?
How did the CEO answer the question about capex?
What questions did management decline to answer?
How many times has the company raised its dividend?
How often do members order?
How often do customers mention price?
When did the company first launch Skylark?
When did they start charging the fee?
When did Farwing first break even?
What was the first reason given?
Where is the new plant?
Where did growth come from?
In which quarter did cloud revenue first exceed RMB10 billion?
Which call had the highest revenue growth?
Summarize what the CFO said about cloud margins
Summarize the cloud business
Give me a summary of capital returns
What are the key takeaways on cloud?
What are the highlights of the cloud segment?
What are the main points of the freight answer?
List the drivers of CMR growth
List all segments with losses
List every segment's EBITA
What do analysts expect for next quarter?
Compare cloud revenue growth with last quarter
Compare Plumewing and Tarnbrook last quarter
Compare Q3 and Q4 gross margin
How does the buyback compare to last year?
What is different about the new version of Skylark?
What has changed in the fee model?
What happened to free cash flow?
What happened to the loss at Perchway since last quarter?
Tell me about Skylark
What was said about dividends?
What was announced about dividends?
What did they say about all other segments?
Overview of the tariff exposure
When did management say capex would peak?
Who first proposed the dividend?
What is the first priority?
How many stores are there in total?
What was the analysts' biggest concern and how did the CFO respond?
Summarize Tesla's call
What will happen next quarter?
Give me the gross margin for the last two quarters
Give me all dividends
What is the full-year outlook for capex?
Give me the full-year revenue guidance
Summarize why margins fell
In a nutshell, why did CMR accelerate?
What's the difference between CMR and take rate?
Difference in revenue versus last quarter?
Are there new members this quarter?
What's the new dividend this quarter?
這季營收成長多少?
跟上一季比,毛利率變化多少?
雲端利潤率跟上季比有什麼變化?
營收跟去年比有什麼改變?
為什麼毛利率跟上一季不同?
新增了多少會員?
這季有什麼新的產品?
公司對下一季的展望是什麼?
下季財測是多少?
管理層提到哪些成長動力?
管理層提到的所有風險因素是什麼?
誰提到 70 億美元?
誰說續約率最高?
哪位分析師問到股利?
最後一題是誰問的?
誰問了第一題?
群峰證券的分析師問了什麼?
青禾投顧分析師想知道什麼?
Hollis Yang的第一題問了些什麼?
財務長怎麼回答分析師的問題?
分析師問了什麼,財務長怎麼回答?
第一次損益兩平是什麼時候?
什麼時候首次發放股利?
什麼時候開始收服務費?
哪裡的門市最多?
庫藏股買了幾次?
會員一年下單多少次?
雲端業務的重點是什麼?
明年的重點是什麼?
整理一下毛利率下滑的原因
總結雲端業務的表現
列出各部門營收
所有其他分部的虧損是多少?
目標價是多少?
損益兩平的目標改到什麼時候?
比較雲端和市集的成長率
比較兩季的自由現金流
GAAP和非GAAP淨利的差異是什麼?
關於關稅管理層說了什麼?
本季發生什麼事讓自由現金流下降?
管理層三度提到要守住門市,分別是在回答哪幾題?
展望為何保守?
全部的雲端客戶有多少?
所有問題都回答了嗎?
關稅問題有多嚴重?
""".strip().splitlines()


def read(question: str, names: tuple[str, ...] = NAMES) -> WholeAsked | None:
    return whole_question(read_question(question), names)


@pytest.mark.parametrize(("kind", "topic", "question"), TAKEN)
def test_taken(kind: WholeKind, topic: str | None, question: str) -> None:
    asked = read(question)
    assert asked is not None
    assert (asked.kind, asked.topic) == (kind, topic)


@pytest.mark.parametrize("question", ORDINARY)
def test_ordinary(question: str) -> None:
    assert read(question) is None


def test_a_company_that_is_not_held_leaves_the_question_ordinary() -> None:
    assert read("Summarize Plumewing's call") is not None
    assert read("Summarize Plumewing's call", names=()) is None


def test_names_are_those_of_companies_and_people() -> None:
    call = spoken([(CEO, "Revenue was $4 million.")], [(ANALYST, "How is demand?"), (CEO, "Demand is good.")])
    names = names_of([held(call)], Glossary.load())
    assert {"Thistlemoor Systems", "THST", "Mara Quill", "Lena Fosse"} <= set(names)
    assert read("Summarize Thistlemoor's Q2 call", names) is not None


def test_no_question_of_the_golden_set_is_taken() -> None:
    golden = Path(os.environ.get("CALLCITE_SHARED", Path(__file__).parents[2] / "shared")) / "golden"
    if not golden.is_dir():
        pytest.skip(f"no golden questions at {golden}; set CALLCITE_SHARED")
    rows = [json.loads(line) for line in (golden / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    talks = [json.loads(line) for line in (golden / "dev_conversations.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows]
    questions += [turn[key] for talk in talks for turn in talk["turns"] for key in ("question", "standalone")]
    assert len(questions) > 70
    assert [question for question in questions if read(question) is not None] == []


@given(st.sampled_from([question for _, _, question in TAKEN] + ORDINARY), st.text(max_size=12))
def test_a_topic_is_cut_from_the_question(question: str, more: str) -> None:
    text = question + more
    asked = read(text)
    assert asked is None or asked.topic is None or asked.topic in text
