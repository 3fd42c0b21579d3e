"""What is said on a call, in English and Chinese: the same things on every call, each company in its own words."""

from dataclasses import dataclass
from datetime import date

from evals.thirty.companies import COMPANIES, HeldCall, Topic

OPERATOR = "Operator"
ANALYSTS = (("Marguerite Feng", "Calloway Birch"), ("Desmond Achter", "Fenmoor Partners"))
_ORDINALS = ("", "first", "second", "third", "fourth")
_HAN = "〇一二三四"


@dataclass(frozen=True)
class Spoken:
    """One turn: `paragraphs` are (English, Chinese). Title and firm are None where the file gives none."""

    speaker: str
    title: str | None
    firm: str | None
    prepared: bool
    paragraphs: tuple[tuple[str, str], ...]


_SAYS: dict[Topic, tuple[tuple[str, str], ...]] = {
    Topic.REVENUE: (
        ("Revenue was {money}, up {growth}% from a year earlier, and most of the growth came from service contracts.",
         "營收為{money_zh},較去年同期成長 {growth}%,成長大多來自服務合約。"),
        ("We had revenue of {money}, which is growth of {growth}% year on year. Service contracts led again.",
         "本季營收達{money_zh},年增 {growth}%,服務合約再次領先。"),
        ("Revenue for the quarter came to {money}, or {growth}% more than in the same quarter of last year.",
         "本季營收為{money_zh},比去年同一季多 {growth}%。"),
    ),
    Topic.MARGIN: (
        ("Gross margin was {a}%, compared with {before}% in the quarter before, because the mix changed.",
         "毛利率為 {a}%,前一季為 {before}%,原因是產品組合改變。"),
        ("Our gross margin came in at {a}%. A quarter ago it was {before}%, and freight explains the difference.",
         "我們的毛利率為 {a}%。前一季為 {before}%,差異來自運費。"),
        ("Gross margin of {a}% reflects better pricing; it had been {before}% three months earlier.",
         "毛利率 {a}% 反映較好的定價,三個月前為 {before}%。"),
    ),
    Topic.CAPEX: (
        ("Capital expenditure was {money}, mainly for the second plant.", "資本支出為{money_zh},主要用於第二座工廠。"),
        ("We spent {money} on capital expenditure, most of it on tools for the new line.",
         "資本支出為{money_zh},大部分用於新產線的設備。"),
        ("Capex was {money} as we finished the warehouse.", "由於倉庫完工,資本支出為{money_zh}。"),
    ),
    Topic.GUIDANCE: (
        ("For the next quarter we expect revenue of {low} to {high}.", "下一季我們預期營收介於{low_zh}至{high_zh}。"),
        ("Our guidance for the coming quarter is revenue between {low} and {high}.",
         "我們對下一季的營收財測為{low_zh}至{high_zh}。"),
        ("Looking ahead, we guide to next quarter's revenue of {low} to {high}.",
         "展望下一季,我們預估營收為{low_zh}至{high_zh}。"),
    ),
    Topic.INVENTORY: (
        ("We ended the quarter with {a} days of inventory, and the channel is clean.", "季底庫存天數為 {a} 天,通路庫存健康。"),
        ("Inventory stood at {a} days at the end of the quarter.", "季底時庫存天數為 {a} 天。"),
        ("We hold {a} days of inventory, which we find comfortable.", "我們的庫存天數為 {a} 天,我們認為合適。"),
    ),
    Topic.TARIFFS: (
        ("Tariffs cost us {money} in the quarter, and we passed on about half of that.",
         "關稅在本季造成{money_zh}的成本,我們已轉嫁約一半。"),
        ("The cost of tariffs was {money} this quarter.", "本季的關稅成本為{money_zh}。"),
        ("About {money} of tariff cost went through our accounts this quarter.", "本季帳上的關稅成本約為{money_zh}。"),
    ),
}  # fmt: skip


def turns(call: HeldCall) -> list[Spoken]:
    ceo, cfo = call.company.chiefs
    chief, finance = (
        ("執行長", "財務長") if call.company.english is None else ("Chief Executive Officer", "Chief Financial Officer")
    )
    operator = "主持人" if call.company.english is None else OPERATOR
    said = {topic: _say(call, topic) for topic in Topic}
    (one, one_firm), (other, other_firm) = ANALYSTS
    analyst = "分析師" if call.company.english is None else "Analyst"
    return [
        Spoken(operator, None, None, True, (_welcome(call),)),
        Spoken(ceo, chief, None, True, (
            ("Thank you, and hello everyone. Demand was broad, and our customers placed more orders for service than for equipment.",
             "謝謝,大家好。需求廣泛,客戶在服務上的訂單多於設備。"),
            ("Our people did good work in a busy season. I will let our finance chief take you through the numbers.",
             "同仁們在忙碌的季節表現很好。接下來請財務長說明數字。"),
        )),
        Spoken(cfo, finance, None, True, tuple(said[t] for t in (Topic.REVENUE, Topic.MARGIN, Topic.CAPEX, Topic.GUIDANCE))),
        Spoken(operator, None, None, False, (
            (f"The first question comes from {one} of {one_firm}. Please go ahead.", f"第一個問題來自 {one_firm} 的 {one}。請發問。"),
        )),
        Spoken(one, analyst, one_firm, False, (
            ("Could you tell us where inventory stands, and whether the channel worries you?", "請問目前庫存水位如何?通路庫存是否令人擔心?"),
        )),
        Spoken(ceo, chief, None, False, (said[Topic.INVENTORY],)),
        Spoken(operator, None, None, False, (
            (f"The next question comes from {other} of {other_firm}. Please go ahead.", f"下一個問題來自 {other_firm} 的 {other}。請發問。"),
        )),
        Spoken(other, analyst, other_firm, False, (
            ("What did tariffs cost you, and can prices make up for it?", "請問關稅造成多少成本?能否以漲價彌補?"),
        )),
        Spoken(cfo, finance, None, False, (said[Topic.TARIFFS],)),
        Spoken(operator, None, None, False, (
            ("There are no further questions. This concludes the call.", "沒有其他問題了。法說會到此結束。"),
        )),
    ]  # fmt: skip


def _welcome(call: HeldCall) -> tuple[str, str]:
    end = date.fromisoformat(call.end)
    year, quarter = call.fiscal
    return (
        f"Good day, and welcome to the {call.company.english} earnings call for the {_ORDINALS[quarter]} quarter of fiscal "
        f"year {year}, the quarter ended {end:%B} {end.day}, {end.year}. {call.company.chiefs[0]} will begin.",
        f"各位好,歡迎參加{call.company.name}{year}年第{_HAN[quarter]}季法人說明會,本季截至{end.year}年{end.month}月{end.day}日止。"
        f"首先請{call.company.chiefs[0]}發言。",
    )


def _say(call: HeldCall, topic: Topic) -> tuple[str, str]:
    company, numbers = call.company, call.figures[topic]
    a, b = numbers[0], numbers[-1]
    english, chinese = _SAYS[topic][COMPANIES.index(company) % 3]
    return english.format(
        a=a, money=company.money.format(a), low=company.money.format(a), high=company.money.format(b),
        growth=call.growth, before=call.before,
    ), chinese.format(
        a=a, money_zh=company.money_zh.format(a), low_zh=company.money_zh.format(a), high_zh=company.money_zh.format(b),
        growth=call.growth, before=call.before,
    )  # fmt: skip
