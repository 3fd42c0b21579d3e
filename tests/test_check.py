"""The claim checks, on a fictional call of Plumewing Commerce (翎羽商務)."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.check import check
from answer.evidence import Evidence
from answer.quantities.numbers import quantities
from index.glossary import Glossary
from ingest.transcript import Call, Role, Speaker

GLOSSARY = Glossary.load()

CALL = Call(
    id="plumewing-fy2025-q4",
    company="Plumewing Commerce",
    ticker="PLMW",
    fiscal_year=2025,
    fiscal_quarter=4,
    title="Plumewing Commerce March quarter 2025 results",
    languages=("en", "zh"),
    format="plain",
    source="plumewing.txt",
    period_end="2025-03-31",
    date="2025-05-15",
    company_aliases=("翎羽商務", "Plumewing"),
)
CEO = Speaker("Mira Lindqvist", Role.EXECUTIVE, "Chief Executive Officer", None, ("林蜜拉",))
CFO = Speaker("Okoro Bayo", Role.EXECUTIVE, "Chief Financial Officer", None, ("Bayo Okoro", "Bo"))
ANALYST = Speaker("Tess Varga", Role.ANALYST, "Analyst", "Heron Securities")

_SAID: dict[str, tuple[Speaker, str, str | None, str, str]] = {
    "revenue": (CFO, "Total revenue came to RMB236.5 billion, which is an increase of 7% year-over-year.", "總營收為人民幣2,365億元,較去年同期成長7%。", "", "Excluding the revenue from Nestmart, group revenue grew 10% year-over-year."),
    "excluding": (CFO, "Excluding the revenue from Nestmart, group revenue grew 10% year-over-year.", "若不計入巢市的收入,集團營收年增10%。", "Total revenue came to RMB236.5 billion, which is an increase of 7% year-over-year.", ""),
    "pair": (CFO, "Revenue from the marketplace was RMB101.4 billion, up 9%, while customer management revenue rose 12%, primarily driven by an improved take rate.", "市集營收為人民幣1,014億元,成長9%,客戶管理收入成長12%,主要受惠於變現率提升。", "Now let's turn to the segments.", ""),
    "cloud": (CEO, "Growth of cloud revenue accelerated to 18% in the quarter, while revenue excluding consolidated subsidiaries increased 17% year-over-year.", "雲端營收成長加速至18%,不包括合併子公司的營收年增17%。", "", ""),
    "margin": (CFO, "The cloud adjusted EBITA margin fell by 1.9 percentage points quarter-over-quarter.", "雲端調整後EBITA利潤率季減1.9個百分點。", "", "We increased our investments in technology to capture AI demand."),
    "ebita": (CFO, "Consolidated adjusted EBITDA increased 36% to RMB32.6 billion, mainly thanks to revenue growth and better operating efficiency, partly offset by higher investments in e-commerce.", None, "", ""),
    "loss": (CFO, "International commerce had an adjusted EBITA loss of RMB3.6 billion, smaller than the loss of RMB4.1 billion a year ago.", "國際商業調整後EBITA虧損36億元人民幣,去年同期虧損41億元。", "", "The division narrowed its losses on better efficiency."),
    "fcf": (CFO, "In the quarter free cash flow decreased 76% to RMB3.7 billion, mainly because of higher cloud infrastructure expenditure.", "本季自由現金流下降76%至人民幣37億元,主要歸因於雲端基礎設施支出的增加。", "Operating cash flow rose 18% to RMB27.5 billion.", ""),
    "income": (CFO, "Non-GAAP net income rose 22% to RMB29.8 billion.", "非GAAP淨利為人民幣298億元,成長22%。", "", "GAAP net income was RMB12 billion after an increase of RMB11.1 billion."),
    "gaap": (CFO, "GAAP net income was RMB12 billion after an increase of RMB11.1 billion.", None, "Non-GAAP net income rose 22% to RMB29.8 billion.", ""),
    "dividend": (CFO, "There will be a special dividend of USD0.95 per ADS too, more than last year's USD0.66 per ADS.", "董事會也批准派發每股ADS 0.95美元的特別股息,高於去年的0.66美元。", "The annual dividend approved by the Board is USD1.05 per ADS, a 5% increase year-over-year.", ""),
    "annual": (CFO, "The annual dividend approved by the Board is USD1.05 per ADS, a 5% increase year-over-year.", None, "", ""),
    "return": (CFO, "Adding the USD11.9 billion in share repurchases, we returned a total of USD16.5 billion to shareholders in the fiscal year.", "加上119億美元的股票回購,本財年我們共向股東返還165億美元。", "", ""),
    "streak": (CEO, "For the seventh consecutive quarter, revenue of AI-related products grew by triple digits year-over-year.", "AI相關產品營收連續七個季度均有三位數年增。", "", ""),
    "market": (CEO, "It is a market of some 500 million to 600 million consumers today, and it could easily grow to 1 billion consumers.", "今天這個市場約有5億到6億消費者,未來可能達到10億。", "Instant commerce is a huge opportunity.", ""),
    "outlook": (CEO, "We expect capital expenditure to reach RMB380 billion over the next three years.", "我們預計未來三年資本支出將達到人民幣3,800億元。", "", ""),
    "maybe": (CEO, "Supply chain shortages may slow cloud deployments next quarter.", "供應鏈短缺可能會拖慢下一季的雲端部署。", "", ""),
    "target": (CFO, "Our target for operating margin is 25% by fiscal 2027.", "我們的營業利益率目標是在2027財年達到25%。", "", ""),
    "denied": (CEO, "We are not planning to raise the software service fee this year.", "我們今年不打算調高軟體服務費。", "", ""),
    "declined": (CFO, "I am not in a position to share monthly cloud growth with you.", "我無法分享每月的雲端成長。", "", ""),
    "sure": (CEO, "Our commitment to investing in AI infrastructure remains unchanged.", "我們投資AI基礎設施的承諾不變。", "", ""),
    "asked": (ANALYST, "I heard that you will invest $10 billion in instant commerce, so how should we think about the impact on EBITDA?", "我聽說你們將在即時商務投資100億美元,對EBITDA有何影響?", "", ""),
    "users": (CEO, "Membership of the loyalty program, Crestclub, surpassed 50 million members in the quarter.", "忠誠計畫Crestclub的會員突破5,000萬。", "", ""),
    "buy": (CFO, "In the March quarter we repurchased 51 million shares for a total of USD600 million.", None, "", ""),
    "cash": (CFO, "As of March 31, 2025, we had net cash of RMB366.4 billion or USD50.5 billion.", "截至2025年3月31日,淨現金為人民幣3,664億元,即505億美元。", "", ""),
    "drop": (CFO, "Logistics revenue decreased by 12%, while adjusted EBITDA of the unit increased by 55%.", "物流營收下降12%,其調整後EBITDA成長55%。", "", ""),
    "respect": (CFO, "Gross margin and operating margin were 41.2% and 14.8%, respectively.", "毛利率與營業利益率分別為41.2%和14.8%。", "", ""),
    "zh": (CFO, "本季營收為新台幣8,393億元,季減3.4%,毛利率58.8%。", None, "", ""),
    "depreciation": (CFO, "Higher depreciation also weighed on cloud margins.", "較高的折舊也對雲端利潤率造成壓力。", "", ""),
    "demand": (CEO, "Cloud demand remained strong and orders grew across all regions.", "雲端需求依然強勁,各地區訂單均成長。", "", ""),
    "range": (CFO, "For the third quarter we expect revenue of $420 million to $430 million.", None, "", ""),
    "raised": (CFO, "The renewal rate went up from 83% to 85%.", "續約率由83%上升至85%。", "", ""),
    "roughly": (CFO, "Roughly 60% of the backlog is scheduled to ship this year, and returns were below 1% of orders.", "大約60%的在手訂單預計今年出貨,退貨低於訂單的1%。", "", ""),
    "exact": (CFO, "Skylark brought in 11.9% of advertising revenue.", "Skylark貢獻廣告營收的11.9%。", "", ""),
    "shares": (CFO, "Cloud was 13% of revenue a year ago and is 18% of revenue now.", "雲端一年前占營收13%,現在占18%。", "", ""),
    "sides": (CFO, "Free shipping added 1.6 points, and currency took away 0.6 points.", "免運貢獻1.6個百分點,匯率拖累0.6個百分點。", "", ""),
    "should": (CFO, "Contracts signed were RMB31 billion, and half of that amount should turn into revenue next year.", None, "", ""),
    "quarter": (CFO, "Card loans grew 7% in the quarter while auto loans fell 6%.", None, "", ""),
    "division": (Speaker("Lena Marsh", Role.EXECUTIVE, "Chief Executive Officer, Plumewing Cloud Group"), "We opened two data centers in Oslo.", "我們在奧斯陸啟用了兩座資料中心。", "", ""),
    "chip": (CEO, "Inference on the Wren-3 model costs less than on the Wren-2 model.", None, "", ""),
    "other": (CEO, "Direct sales and other marketplace revenue rose 4% to RMB14.9 billion.", "直營及其他市集營收成長4%至人民幣149億元。", "", ""),
    "charge": (CFO, "Excluding the $85 million charge for the closures, operating expenses rose 1%.", None, "", ""),
    "stores": (CEO, "They fill in two quarters rather than five.", "兩個季度就能填滿,而不是五個季度。", "", ""),
    "bps": (CFO, "Gross margin expanded 150 basis points to 41.2%.", None, "", ""),
}  # fmt: skip


def said(key: str, number: int = 1) -> Evidence:
    speaker, text, translation, before, after = _SAID[key]
    return Evidence(
        number, f"{CALL.id}#t2.p0.s{number}", 2, 0, 0, len(text), text, translation, speaker, "prepared", (), CALL, before, after
    )  # fmt: skip


def reasons(claim: str, keys: str) -> tuple[str, ...]:
    return check(claim, [said(key, n) for n, key in enumerate(keys.split(), start=1)], GLOSSARY)


WRONG = {
    "digit": [
        ("Total revenue was RMB263.5 billion.", "revenue"),
        ("Free cash flow fell 67% to RMB3.7 billion.", "fcf"),
        ("Capital expenditure is expected to reach RMB308 billion.", "outlook"),
        ("總營收為人民幣2,356億元。", "revenue"),
        ("AI product revenue grew by triple digits for the eighth consecutive quarter.", "streak"),
        ("特別股息為每股ADS 0.59美元。", "dividend"),
    ],
    "sign": [
        ("International commerce's adjusted EBITA was RMB3.6 billion.", "loss"),
        ("Free cash flow increased 76% this quarter.", "fcf"),
        ("Logistics revenue rose 12%.", "drop"),
        ("自由現金流成長76%。", "fcf"),
        ("國際商業調整後EBITA獲利36億元。", "loss"),
        ("Gross margin contracted 150 basis points.", "bps"),
    ],
    "unit": [
        ("The cloud adjusted EBITA margin fell by 1.9% quarter-over-quarter.", "margin"),
        ("Customer management revenue increased by 12 percentage points.", "pair"),
        ("Gross margin expanded 150%.", "bps"),
        ("Gross margin expanded 15 percentage points.", "bps"),
        ("雲端調整後EBITA利潤率季減1.9%。", "margin"),
        ("Crestclub surpassed 50 million orders.", "users"),
    ],
    "scale": [
        ("Total revenue was RMB236.5 million.", "revenue"),
        ("總營收為人民幣236.5億元。", "revenue"),
        ("Crestclub surpassed 50 billion members.", "users"),
        ("會員突破5億。", "users"),
        ("The market could be 1 million consumers.", "market"),
    ],
    "currency": [
        ("Total revenue was USD236.5 billion.", "revenue"),
        ("Share repurchases came to RMB11.9 billion.", "return"),
        ("股票回購119億元人民幣。", "return"),
        ("股票回購共119億元。", "return"),
        ("淨現金為505億人民幣。", "cash"),
        ("Quarterly revenue was US$839.3 billion, down 3.4% sequentially.", "zh"),
    ],
    "period": [
        ("Total revenue in fiscal 2024 was RMB236.5 billion.", "revenue"),
        ("In Q3, total revenue was RMB236.5 billion.", "revenue"),
        ("2024年第四季總營收為人民幣2,365億元。", "revenue"),
        ("As of June 30, 2025, net cash was RMB366.4 billion.", "cash"),
        ("The target for operating margin is 25% by fiscal 2028.", "target"),
        ("International commerce's adjusted EBITA was a loss of RMB4.1 billion this quarter.", "loss"),
        ("This year's special dividend is USD0.66 per ADS.", "dividend"),
    ],
    "company": [
        ("Tencent's total revenue was RMB236.5 billion.", "revenue"),
        ("阿里巴巴總營收為人民幣2,365億元。", "revenue"),
        ("At Finchmart Holdings, total revenue was RMB236.5 billion.", "revenue"),
        ("鴉羽商務的總營收為人民幣2,365億元。", "revenue"),
    ],
    "speaker": [
        ("Mira Lindqvist said total revenue was RMB236.5 billion.", "revenue"),
        ("The CEO said total revenue was RMB236.5 billion.", "revenue"),
        ("執行長表示,總營收為人民幣2,365億元。", "revenue"),
        ("林蜜拉表示,總營收為人民幣2,365億元。", "revenue"),
        ("According to Jonas Petrel, cloud demand remained strong.", "demand"),
        ("Tess Varga said capital expenditure is expected to reach RMB380 billion.", "outlook"),
    ],
    "role": [
        ("Management said it will invest $10 billion in instant commerce.", "asked"),
        ("Plumewing will invest $10 billion in instant commerce.", "asked"),
        ("公司表示將在即時商務投資100億美元。", "asked"),
        ("The CFO said the company will invest $10 billion in instant commerce.", "asked"),
        ("An analyst said total revenue was RMB236.5 billion.", "revenue"),
    ],
    "metric": [
        ("Net income was RMB236.5 billion.", "revenue"),
        ("淨利為人民幣2,365億元。", "revenue"),
        ("Consolidated adjusted EBITA increased 36% to RMB32.6 billion.", "ebita"),
        ("Operating cash flow decreased 76% to RMB3.7 billion.", "fcf"),
        ("The board approved an annual dividend of USD0.95 per ADS.", "dividend"),
        ("Take rate increased by 12%.", "pair"),
        ("The gross margin target is 25% by fiscal 2027.", "target"),
    ],
    "segment": [
        ("E-commerce revenue growth accelerated to 18% this quarter.", "cloud"),
        ("電商營收成長加速至18%。", "cloud"),
        ("Cloud revenue decreased by 12%.", "drop"),
        ("Revenue growth accelerated to 18% this quarter.", "cloud"),
        ("Local services had an adjusted EBITA loss of RMB3.6 billion.", "loss"),
    ],
    "driver": [
        ("Customer management revenue increased by 12%, driven by GMV.", "pair"),
        ("客戶管理收入成長12%,主要受惠於廣告。", "pair"),
        ("Adjusted EBITDA increased 36%, driven by investments in e-commerce.", "ebita"),
        ("Free cash flow decreased 76% because of share repurchases.", "fcf"),
        ("Cloud margins were hurt due to tariffs.", "depreciation"),
    ],
    "yoy/qoq": [
        ("The cloud adjusted EBITA margin decreased year-over-year by 1.9 percentage points.", "margin"),
        ("Total revenue increased 7% quarter-over-quarter.", "revenue"),
        ("總營收季增7%。", "revenue"),
        ("The cloud adjusted EBITA margin decreased by 1.9 percentage points.", "margin"),
        ("本季營收年減3.4%。", "zh"),
    ],
    "actual/target": [
        ("Operating margin was 25%.", "target"),
        ("Total revenue is expected to be RMB236.5 billion.", "revenue"),
        ("The company guided total revenue to RMB236.5 billion.", "revenue"),
        ("總營收目標為人民幣2,365億元。", "revenue"),
    ],
    "swapped": [
        ("Marketplace revenue increased 12% and customer management revenue 9%.", "pair"),
        ("Cloud revenue grew 17%, and 18% excluding consolidated subsidiaries.", "cloud"),
        ("Logistics revenue decreased by 55% and its adjusted EBITDA increased by 12%.", "drop"),
        ("Gross margin was 14.8% and operating margin 41.2%.", "respect"),
        ("毛利率與營業利益率分別為14.8%和41.2%。", "respect"),
        ("The special dividend is USD0.66 per ADS, higher than last year's USD0.95.", "dividend"),
        ("市集營收成長12%,客戶管理收入成長9%。", "pair"),
    ],
    "qualifier": [
        ("Group revenue grew 10% year-over-year.", "excluding"),
        ("集團營收年增10%。", "excluding"),
        ("EBITDA increased 36% to RMB32.6 billion.", "ebita"),
        ("Net income rose 22% to RMB29.8 billion.", "income"),
        ("Excluding Nestmart, total revenue increased 7% year-over-year.", "revenue"),
        ("GAAP net income was RMB29.8 billion.", "income"),
        ("Adjusted total revenue was RMB236.5 billion.", "revenue"),
        ("The special dividend is USD0.95 per share.", "dividend"),
        ("淨利為人民幣298億元,成長22%。", "income"),
    ],
    "hedge": [
        ("The market will be 1 billion consumers.", "market"),
        ("Capital expenditure will reach RMB380 billion over the next three years.", "outlook"),
        ("Supply chain shortages slow cloud deployments.", "maybe"),
        ("供應鏈短缺拖慢下一季的雲端部署。", "maybe"),
        ("未來三年資本支出為人民幣3,800億元。", "outlook"),
    ],
    "negation": [
        ("Plumewing is planning to raise the software service fee this year.", "denied"),
        ("公司今年打算調高軟體服務費。", "denied"),
        ("The CFO shared monthly cloud growth.", "declined"),
        ("The commitment to investing in AI infrastructure has changed.", "sure"),
        ("Cloud demand did not remain strong.", "demand"),
        ("雲端需求並未保持強勁。", "demand"),
    ],
    "direction": [
        ("Orders fell across all regions.", "demand"),
        ("各地區訂單均下降。", "demand"),
    ],
    "stitched": [
        ("Customer management revenue was RMB236.5 billion.", "revenue pair"),
        ("Free cash flow was RMB32.6 billion.", "fcf ebita"),
        ("非GAAP淨利為人民幣120億元。", "income gaap"),
        ("Net cash of USD16.5 billion was returned to shareholders.", "cash return"),
        ("Cloud revenue was RMB101.4 billion.", "cloud pair"),
    ],
    "invented": [
        ("Cloud revenue grew 18%.", ""),
        ("The CEO thanked the employees of Robinfield.", "revenue"),
        ("Crestclub will launch in Japan under the Kestrel brand.", "users"),
        ("The company plans to open a second headquarters.", "revenue"),
    ],
}  # fmt: skip

HONEST = [
    ("Total revenue was RMB236.5 billion, up 7% year-over-year.", "revenue"),
    ("Total revenue rose 7 percent year on year to RMB236.5 billion.", "revenue"),
    ("Revenue was about RMB237 billion.", "revenue"),
    ("Revenue came to about 237 billion.", "revenue"),
    ("總營收為人民幣2,365億元,年增7%。", "revenue"),
    ("翎羽商務本季總營收為人民幣2,365億元,較去年同期成長7%。", "revenue"),
    ("Plumewing's revenue in the March quarter of 2025 was RMB236.5 billion.", "revenue"),
    ("In Q4 FY2025, Plumewing Commerce had revenue of RMB236.5bn.", "revenue"),
    ("財務長表示,2025財年第四季總營收為2,365億元。", "revenue"),
    ("The CFO said revenue was RMB236.5 billion.", "revenue"),
    ("Bayo Okoro said that total revenue grew 7%.", "revenue"),
    ("Revenue grew 7%, or 10% excluding Nestmart.", "revenue excluding"),
    ("若不計入Nestmart,集團營收年增10%。", "excluding"),
    ("Customer management revenue grew 12%, driven by a higher take rate.", "pair"),
    ("Marketplace revenue grew 9% and customer management revenue 12%.", "pair"),
    ("客戶管理收入成長12%,主要受惠於變現率提升。", "pair"),
    ("CMR rose 12%.", "pair"),
    ("Cloud revenue grew 18%, or 17% excluding consolidated subsidiaries.", "cloud"),
    ("雲端營收成長加速至18%,不包括合併子公司則年增17%。", "cloud"),
    ("The cloud adjusted EBITA margin fell 1.9 percentage points quarter over quarter.", "margin"),
    ("The cloud adjusted EBITA margin fell 190 basis points sequentially.", "margin"),
    ("雲端調整後EBITA利潤率季減1.9個百分點。", "margin"),
    ("Adjusted EBITDA rose 36% to RMB32.6 billion, helped by revenue growth and operating efficiency.", "ebita"),
    ("International commerce narrowed its adjusted EBITA loss to RMB3.6 billion from RMB4.1 billion a year earlier.", "loss"),
    ("國際商業調整後EBITA虧損36億元,去年同期虧損41億元。", "loss"),
    ("Free cash flow fell 76% to RMB3.7 billion because of higher cloud infrastructure expenditure.", "fcf"),
    ("自由現金流下降76%至人民幣37億元,主因雲端基礎設施支出增加。", "fcf"),
    ("Non-GAAP net income was RMB29.8 billion, up 22%.", "income"),
    ("GAAP net income rose by RMB11.1 billion to RMB12 billion.", "gaap"),
    ("A special dividend of USD0.95 per ADS was approved, up from USD0.66 last year.", "dividend"),
    ("特別股息為每股ADS 0.95美元,高於去年的0.66美元。", "dividend"),
    ("The board approved USD1.05 per ADS as annual dividend, up 5% year over year, and a special dividend of USD0.95.", "annual dividend"),
    ("The company bought back USD11.9 billion of shares.", "return"),
    ("股票回購119億美元,合計返還股東165億美元。", "return"),
    ("AI product revenue grew by triple digits for seven consecutive quarters.", "streak"),
    ("AI相關產品收入連續七季維持三位數成長。", "streak"),
    ("The market has 500 to 600 million consumers today and could reach 1 billion.", "market"),
    ("這個市場約有5億到6億消費者,未來可能達到10億。", "market"),
    ("The CEO expects capex of RMB380 billion over the next three years.", "outlook"),
    ("執行長預計未來三年資本支出將達3,800億元。", "outlook"),
    ("Supply chain shortages might slow cloud deployments.", "maybe"),
    ("供應鏈短缺可能拖慢下一季的雲端部署。", "maybe"),
    ("Plumewing targets an operating margin of 25% by fiscal 2027.", "target"),
    ("There is no plan to raise the software service fee this year.", "denied"),
    ("公司今年不打算調高軟體服務費。", "denied"),
    ("The CFO declined to share monthly cloud growth.", "declined"),
    ("The commitment to investing in AI infrastructure has not changed.", "sure"),
    ("投資AI基礎設施的承諾不變。", "sure"),
    ("Tess Varga of Heron Securities asked about a $10 billion investment in instant commerce.", "asked"),
    ("分析師Tess Varga問到100億美元的即時商務投資。", "asked"),
    ("Crestclub passed 50 million members.", "users"),
    ("Crestclub會員突破5,000萬。", "users"),
    ("Plumewing repurchased 51 million shares for USD600 million.", "buy"),
    ("截至2025年3月31日,淨現金為3,664億元。", "cash"),
    ("Logistics revenue fell 12% while its adjusted EBITDA rose 55%.", "drop"),
    ("Gross margin was 41.2% and operating margin 14.8%.", "respect"),
    ("Quarterly revenue was NT$839.3 billion, down 3.4% sequentially, with a gross margin of 58.8%.", "zh"),
    ("Cloud margins were under pressure due to higher depreciation.", "depreciation"),
    ("Cloud demand stayed strong.", "demand"),
    ("雲端需求強勁,訂單成長。", "demand"),
    ("Gross margin rose 1.5 percentage points to 41.2%.", "bps"),
]  # fmt: skip

WRONG["more"] = [
    ("Operating income rose 7% to RMB236.5 billion.", "revenue"),
    ("Revenue fell 7%.", "revenue"),
    ("Revenue rose by RMB236.5 billion.", "revenue"),
    ("Revenue rose to 7%.", "revenue"),
    ("Revenue was 236.5 billion US dollars.", "revenue"),
    ("营收为2365亿美元。", "revenue"),
    ("营收同比下降7%。", "revenue"),
    ("Group revenue would have fallen 10% excluding Nestmart.", "excluding"),
    ("Including Nestmart, group revenue grew 10%.", "excluding"),
    ("Customer management revenue grew 9%.", "pair"),
    ("GMV grew 12%.", "pair"),
    ("Marketplace revenue was RMB101.4 billion, an increase of 12%.", "pair"),
    ("Take rate improved because customer management revenue grew 12%.", "pair"),
    ("Cloud revenue, excluding consolidated subsidiaries, grew 18%.", "cloud"),
    ("不包括合併子公司,雲端營收成長18%。", "cloud"),
    ("公有雲營收成長18%。", "cloud"),
    ("雲端EBITA利潤率季增1.9個百分點。", "margin"),
    ("雲端調整後EBITDA利潤率季減1.9個百分點。", "margin"),
    ("The adjusted EBITA margin was 1.9 percentage points.", "margin"),
    ("EBITDA rose 36% on lower investments.", "ebita"),
    ("Adjusted EBITDA rose 36% despite lower operating efficiency.", "ebita"),
    ("International commerce's loss widened to RMB3.6 billion.", "loss"),
    ("國際商業虧損擴大至36億元。", "loss"),
    ("International commerce earned RMB3.6 billion in adjusted EBITA.", "loss"),
    ("Free cash flow was negative RMB3.7 billion.", "fcf"),
    ("Free cash flow dropped by RMB3.7 billion.", "fcf"),
    ("Free cash flow fell to RMB3.7 billion due to lower revenue.", "fcf"),
    ("Non-GAAP net income rose by RMB29.8 billion.", "income"),
    ("GAAP net income was RMB11.1 billion.", "gaap"),
    ("The dividend of USD0.95 is lower than last year's USD0.66.", "dividend"),
    ("Regular dividend: USD0.95 per ADS.", "dividend"),
    ("USD16.5 billion of shares were repurchased.", "return"),
    ("The company paid USD11.9 billion in dividends.", "return"),
    ("Cloud revenue grew by triple digits for seven quarters.", "streak"),
    ("AI product revenue grew by double digits for the seventh consecutive quarter.", "streak"),
    ("Instant commerce has 1 billion consumers today.", "market"),
    ("The company has 600 million consumers and will reach 1 billion.", "market"),
    ("Capital expenditure of RMB380 billion was spent over the last three years.", "outlook"),
    ("Capex is RMB380 billion this year.", "outlook"),
    ("Cloud deployments slowed because of shortages.", "maybe"),
    ("The operating margin reached 25%.", "target"),
    ("營業利益率已達25%。", "target"),
    ("Management confirmed a $10 billion investment in instant commerce.", "asked"),
    ("The CEO asked about the impact on EBITDA.", "asked"),
    ("Tess Varga of Goldman Sachs asked about instant commerce.", "asked"),
    ("Mira Lindqvist declined to share monthly cloud growth.", "declined"),
    ("The CFO promised to share monthly cloud growth.", "declined"),
    ("Management is reducing its commitment to AI infrastructure.", "sure"),
    ("Management changed its commitment to investing in AI infrastructure.", "sure"),
    ("Crestclub lost 50 million members.", "users"),
    ("Crestclub surpassed 50 million members in Japan.", "users"),
    ("51 million ADSs were repurchased for USD60 million.", "buy"),
    ("Net debt was RMB366.4 billion as of March 31, 2025.", "cash"),
    ("Logistics adjusted EBITDA decreased by 55%.", "drop"),
    ("物流調整後EBITDA下降12%。", "drop"),
    ("Operating margin was 41.2%.", "respect"),
    ("毛利率季減3.4%。", "zh"),
    ("Gross margin was 58.8% last quarter.", "zh"),
    ("Lower depreciation weighed on cloud margins.", "depreciation"),
    ("Orders grew only in China.", "demand"),
    ("Cloud demand weakened.", "demand"),
    ("Gross margin expanded to 150%.", "bps"),
    ("Operating margin expanded 150 basis points.", "bps"),
    ("Cloud revenue grew 20%.", "cloud"),
]
HONEST += [
    ("Sales rose 7% to RMB236.5 billion.", "revenue"),
    ("营收为人民币2,365亿元,同比增长7%。", "revenue"),
    ("Quarterly revenue reached 236.5 billion yuan.", "revenue"),
    ("Turnover: RMB 236.5bn (+7% YoY).", "revenue"),
    ("本季營收2365億人民幣。", "revenue"),
    ("Revenue, excluding Nestmart, was up 10% from a year earlier.", "excluding"),
    ("剔除Nestmart後,營收年增10%。", "excluding"),
    ("CMR was up 12% thanks to a better take rate.", "pair"),
    ("市集營收1,014億元,年度成長9%。", "pair"),
    ("The marketplace brought in RMB101.4 billion of revenue, 9% more.", "pair"),
    ("Cloud growth sped up to 18%.", "cloud"),
    ("雲端營收成長18%。", "cloud"),
    ("Cloud revenue ex consolidated subsidiaries was up 17% year over year.", "cloud"),
    ("雲端調整後EBITA利潤率較上季下降1.9個百分點。", "margin"),
    ("Compared with the previous quarter, the cloud adjusted EBITA margin was down 1.9 points.", "margin"),
    ("調整後EBITDA成長36%至326億元,主因營收成長與營運效率改善。", "ebita"),
    ("Consolidated adjusted EBITDA was RMB32.6 billion, up 36%, partly offset by e-commerce investments.", "ebita"),
    (
        "The adjusted EBITA loss of international commerce was RMB3.6 billion, against RMB4.1 billion in the same period last year.",
        "loss",
    ),
    ("國際商業調整後EBITA虧損由41億元收窄至36億元。", "loss"),
    ("FCF was RMB3.7 billion, down 76%.", "fcf"),
    ("Free cash flow dropped 76%, which the CFO put down to cloud infrastructure expenditure.", "fcf"),
    ("自由現金流為37億元,減少76%。", "fcf"),
    ("非GAAP淨利298億元,成長22%。", "income"),
    ("Net income on a GAAP basis was RMB12 billion.", "gaap"),
    ("The special dividend rises to USD0.95 per ADS from USD0.66.", "dividend"),
    ("董事會批准每股ADS 0.95美元的特別股息。", "dividend"),
    ("Shareholders got back USD16.5 billion in fiscal 2025, of which USD11.9 billion through buybacks.", "return"),
    ("For the seventh quarter in a row AI product revenue grew by triple digits.", "streak"),
    ("AI product revenue again grew at a triple-digit rate year over year.", "streak"),
    ("The CEO sees a market of about 500 to 600 million consumers today.", "market"),
    ("資本支出預計未來三年達3,800億元。", "outlook"),
    ("Management plans RMB380 billion of capex in the next three years.", "outlook"),
    ("Next quarter, cloud deployments could be slowed by supply chain shortages.", "maybe"),
    ("公司的營業利益率目標是2027財年達25%。", "target"),
    ("The operating margin target is 25% by FY2027.", "target"),
    ("Management does not plan to raise the software service fee this year.", "denied"),
    ("財務長無法分享每月雲端成長。", "declined"),
    ("He would not share monthly cloud growth.", "declined"),
    ("Plumewing remains committed to investing in AI infrastructure.", "sure"),
    ("An analyst asked how a $10 billion investment in instant commerce would affect EBITDA.", "asked"),
    ("Heron Securities的分析師詢問即時商務投資對EBITDA的影響。", "asked"),
    ("Crestclub now has over 50 million members.", "users"),
    ("The loyalty program has more than 50 million members.", "users"),
    ("Buybacks in the quarter: 51 million shares, USD600 million.", "buy"),
    ("Net cash stood at USD50.5 billion at the end of March 2025.", "cash"),
    ("物流營收減少12%,但調整後EBITDA成長55%。", "drop"),
    ("Operating margin came in at 14.8%.", "respect"),
    ("營收8,393億元,季減3.4%。", "zh"),
    ("Revenue of NT$839.3 billion was down 3.4% quarter over quarter.", "zh"),
    ("Higher depreciation hurt cloud margins.", "depreciation"),
    ("折舊較高拖累雲端利潤率。", "depreciation"),
    ("All regions saw order growth.", "demand"),
    ("毛利率上升1.5個百分點至41.2%。", "bps"),
]

WRONG["to/by"] = [
    ("Revenue rose to 7%.", "revenue"),
    ("營收成長至7%。", "revenue"),
    ("Non-GAAP net income rose by RMB29.8 billion.", "income"),
    ("The renewal rate rose by 85%.", "raised"),
    ("續約率上升85%。", "raised"),
    ("Cloud revenue grew to 18%.", "pair cloud"),
    ("Plumewing's revenue grew by RMB236.5 billion.", "revenue"),
]
WRONG["range"] = [
    ("Third-quarter revenue is expected to be $430 million.", "range"),
    ("We expect revenue of $420 million in the third quarter.", "range"),
    ("第三季營收預計為4.3億美元。", "range"),
    ("Third-quarter revenue is expected to be $420 million to $440 million.", "range"),
]
WRONG["approximation"] = [
    ("60% of the backlog is scheduled to ship this year.", "roughly"),
    ("60%的在手訂單預計今年出貨。", "roughly"),
    ("Returns were 1% of orders.", "roughly"),
    ("退貨為訂單的1%。", "roughly"),
    ("Skylark brought in 12% of advertising revenue.", "exact"),
    ("Skylark brought in about 20% of advertising revenue.", "exact"),
    ("Skylark貢獻廣告營收的12%。", "exact"),
    ("Skylark brought in over 11.9% of advertising revenue.", "exact"),
    ("Crestclub has 50 million members.", "users"),
]
WRONG["computed"] = [
    ("Cloud went from 13% to 18% of revenue, up 5 percentage points.", "shares"),
    ("雲端占營收由13%升至18%,增加5個百分點。", "shares"),
    ("The renewal rate rose 2 percentage points, from 83% to 85%.", "raised"),
    ("續約率上升2個百分點至85%。", "raised"),
]
WRONG["sides"] = [
    ("The renewal rate went from 85% to 83%.", "raised"),
    ("The renewal rate fell from 83% to 85%.", "raised"),
    ("續約率由85%上升至83%。", "raised"),
    ("Free shipping added 0.6 points, and currency took away 1.6 points.", "sides"),
    ("免運貢獻0.6個百分點,匯率拖累1.6個百分點。", "sides"),
    ("Auto loans grew 7% in the quarter.", "quarter"),
]
WRONG["time frame"] = [
    ("Last quarter, total revenue was RMB236.5 billion.", "revenue"),
    ("上一季總營收為人民幣2,365億元。", "revenue"),
    ("For the full year, card loans grew 7%.", "quarter"),
    ("全年營收為人民幣2,365億元。", "revenue"),
    ("In fiscal 2025, card loans grew 7%.", "quarter"),
    ("2025財年信用卡放款成長7%。", "quarter"),
    ("Next quarter, card loans grow 7%.", "quarter"),
]
WRONG["role"] += [
    ("The CEO said they opened two data centers in Oslo.", "division"),
    ("執行長表示,公司在奧斯陸啟用了兩座資料中心。", "division"),
    ("The head of investor relations said gross margin expanded 150 basis points.", "bps"),
    ("According to the CEO, gross margin expanded 150 basis points.", "bps"),
    ("Margins are under pressure, said Tess Varga.", "depreciation"),
]
WRONG["hedge"] += [
    ("Half of the RMB31 billion of signed contracts will turn into revenue next year.", "should"),
    ("Contracts signed were RMB31 billion, and half of that amount will turn into revenue next year.", "should"),
    ("The market is 1 billion consumers.", "market"),
]
WRONG["negation"] += [
    ("They fill in five quarters rather than two.", "stores"),
    ("Card loans grew 7% while auto loans did not fall 6%.", "quarter"),
    ("兩個季度就能填滿,而是五個季度。", "stores"),
    ("總營收並未成長7%。", "revenue"),
]
WRONG["qualifier"] += [
    ("Operating expenses rose 1%.", "charge"),
    ("營業費用成長1%。", "charge"),
    ("Non-GAAP net income was RMB12 billion.", "gaap"),
    ("GAAP net income rose 22%.", "income"),
    ("非GAAP淨利為120億元。", "gaap"),
]
WRONG["name"] = [
    ("Inference on the Wren-4 model costs less than on the Wren-2 model.", "chip"),
    ("Inference on the Wren-2 model costs less than on the Wren-3 model.", "chip"),
    ("Halbrook's revenue rose 7%.", "revenue"),
    ("Direct sales and other insurance revenue rose 4% to RMB14.9 billion.", "other"),
    ("Instruments revenue rose 7%.", "revenue"),
    ("直營及其他保險營收成長4%至人民幣149億元。", "other"),
    ("羽石半導體的營收成長7%。", "revenue"),
]
WRONG["scale"] += [
    ("總營收為人民幣2.365億元。", "revenue"),
    ("總營收為人民幣23,650億元。", "revenue"),
    ("總營收為人民幣2.365兆元。", "revenue"),
    ("會員突破500萬。", "users"),
    ("Total revenue was RMB2,365 billion.", "revenue"),
]
WRONG["yoy/qoq"] += [
    ("總營收季增7%,達人民幣2,365億元。", "revenue"),
    ("Revenue grew 7% sequentially.", "revenue"),
    ("營收8,393億元,年減3.4%。", "zh"),
    ("Card loans grew 7% quarter-over-quarter.", "quarter"),
]
WRONG["stitched"] += [
    ("Free cash flow was RMB236.5 billion, while revenue was RMB3.7 billion.", "fcf revenue"),
    ("Skylark brought in 7% of advertising revenue.", "exact revenue"),
    ("At RMB32.6 billion, free cash flow was down 76%.", "fcf ebita"),
]
HONEST += [
    ("Third-quarter revenue is expected to be between $420 million and $430 million.", "range"),
    ("Revenue of $420 to $430 million is expected for the third quarter.", "range"),
    ("第三季營收預計為4.2億至4.3億美元。", "range"),
    ("The renewal rate rose from 83% to 85%.", "raised"),
    ("The renewal rate was 85%, up from 83%.", "raised"),
    ("續約率為85%,高於83%。", "raised"),
    ("About 60 percent of the backlog should ship this year.", "roughly"),
    ("在手訂單約六成預計今年出貨。", "roughly"),
    ("Fewer than 1% of orders were returned.", "roughly"),
    ("Skylark accounted for about 12% of advertising revenue.", "exact"),
    ("Skylark約占廣告營收的12%。", "exact"),
    ("Cloud is now 18% of revenue, against 13% a year ago.", "shares"),
    ("雲端現占營收18%,一年前為13%。", "shares"),
    ("Currency took away 0.6 points while free shipping added 1.6 points.", "sides"),
    ("The CFO said that signed contracts were RMB31 billion, half of which should become revenue next year.", "should"),
    ("Auto loans fell 6%, while card loans grew 7%.", "quarter"),
    ("Lena Marsh said they opened two data centers in Oslo.", "division"),
    ("The CEO of Plumewing Cloud Group said they opened two data centers in Oslo.", "division"),
    ("According to Okoro Bayo, gross margin expanded 150 basis points.", "bps"),
    ("Gross margin expanded 150 basis points, said Bayo Okoro.", "bps"),
    ("Okoro Bayo said Gross margin expanded 150 basis points to 41.2%.", "bps"),
    ("Okoro Bayo表示,毛利率上升150個基點至41.2%。", "bps"),
    ("Inference is cheaper on the Wren-3 model than on the Wren-2 model.", "chip"),
    ("Excluding the $85 million charge, operating expenses were up 1%.", "charge"),
    ("They fill in two quarters, not five.", "stores"),
    ("只要兩個季度就能填滿,而不是五個季度。", "stores"),
    ("Free cash flow fell 76%, while total revenue rose 7%.", "fcf revenue"),
    ("自由現金流下降76%,而總營收年增7%。", "fcf revenue"),
    ("At RMB3.7 billion, free cash flow was down 76%.", "fcf"),
    ("自由現金流為37億元,年減76%。", "fcf"),
    ("Management gave two drivers for EBITDA: revenue growth and operating efficiency.", "ebita"),
]

_WRONG_ROWS = [(kind, claim, keys) for kind, rows in WRONG.items() for claim, keys in rows]


@pytest.mark.parametrize(("kind", "claim", "keys"), _WRONG_ROWS, ids=[f"{k}-{c[:40]}" for k, c, _ in _WRONG_ROWS])
def test_wrong_claims_are_withheld(kind: str, claim: str, keys: str) -> None:
    assert reasons(claim, keys), kind


@pytest.mark.parametrize(("claim", "keys"), HONEST, ids=[c[:48] for c, _ in HONEST])
def test_honest_variants_pass(claim: str, keys: str) -> None:
    assert reasons(claim, keys) == ()


_SENTENCES = st.builds(
    lambda metric, digits, tail, unit, verb: f"{metric} {verb} {digits[0]}{digits[1]}.{digits[2]}{unit}{tail}",
    st.sampled_from(["Cloud revenue", "Our adjusted EBITA", "Free cash flow", "Marketplace gross margin", "Crestclub membership"]),
    st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(1, 9)),
    st.sampled_from(["", " year-over-year", " in the quarter", ", driven by higher demand", ", partly offset by investments"]),
    st.sampled_from(["%", " percent", " percentage points", " basis points"]),
    st.sampled_from(["grew", "declined", "rose by", "fell by"]),
)  # fmt: skip


def _evidence(text: str) -> Evidence:
    return dataclasses.replace(said("revenue"), text=text, translation=None, before="", after="", end=len(text))


@settings(max_examples=60, deadline=None)
@given(_SENTENCES)
def test_a_sentence_supports_itself_and_its_report(sentence: str) -> None:
    evidence = [_evidence(sentence + ".")]
    assert check(sentence + ".", evidence, GLOSSARY) == ()
    assert check(f"The CFO said that {sentence[0].lower()}{sentence[1:]}.", evidence, GLOSSARY) == ()


@settings(max_examples=60, deadline=None)
@given(_SENTENCES, st.data())
def test_any_changed_digit_fails(sentence: str, data: st.DataObject) -> None:
    places = [m.start() for m in re.finditer(r"\d", sentence)]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != sentence[place]]))
    assert check(sentence[:place] + digit + sentence[place + 1 :], [_evidence(sentence)], GLOSSARY)


@pytest.mark.parametrize("key", sorted(_SAID))
def test_every_digit_of_every_sentence_counts(key: str) -> None:
    evidence = said(key)
    spans = {i for q in quantities(evidence.text) for i in range(q.start, q.end) if evidence.text[i].isdigit()}
    for place in spans:
        other = "7" if evidence.text[place] != "7" else "4"
        changed = evidence.text[:place] + other + evidence.text[place + 1 :]
        assert check(f"Tess Varga asked: {changed}" if key == "asked" else changed, [evidence], GLOSSARY), changed


@pytest.mark.parametrize("key", sorted(set(_SAID) - {"asked"}))
def test_a_sentence_without_its_final_stop_passes(key: str) -> None:
    evidence = said(key)
    assert check(f"{evidence.text[:-1]} [1].", [evidence], GLOSSARY) == ()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_raises(claim: str, source: str) -> None:
    assert isinstance(check(claim, [_evidence(source)], GLOSSARY), tuple)


def test_a_name_that_is_only_thanked_does_not_speak() -> None:
    evidence = dataclasses.replace(
        said("bps"), text="Thank you, Mira, gross margin expanded 150 basis points to 41.2%."
    )
    assert check("Mira said gross margin expanded 150 basis points.", [evidence], GLOSSARY)
    assert check("Bo said gross margin expanded 150 basis points.", [evidence], GLOSSARY) == ()


def test_a_sentence_may_report_another_speaker() -> None:
    evidence = dataclasses.replace(said("demand"), text="As Okoro Bayo already said, cloud demand remained strong.")
    assert check("Okoro Bayo said cloud demand remained strong.", [evidence], GLOSSARY) == ()


def test_interpreted_words_are_the_speakers() -> None:
    voice = Speaker("Interpreter", Role.OTHER)
    evidence = dataclasses.replace(said("demand"), speaker=voice, speaks_for="Mira Lindqvist", flags=("interpreted",))
    assert (
        check("Mira Lindqvist said, through an interpreter, that cloud demand remained strong.", [evidence], GLOSSARY)
        == ()
    )
    assert check("Okoro Bayo said cloud demand remained strong.", [evidence], GLOSSARY)


def test_a_label_with_a_number_is_a_name() -> None:
    evidence = dataclasses.replace(said("demand"), speaker=Speaker("Speaker 3", Role.OTHER), answering="Speaker 5")
    assert check("Speaker 3 said cloud demand remained strong.", [evidence], GLOSSARY) == ()
    assert check("Speaker 5 said cloud demand remained strong.", [evidence], GLOSSARY)


def test_a_company_whose_name_holds_a_term() -> None:
    call = dataclasses.replace(CALL, company="Tarn Instruments", company_aliases=())
    evidence = dataclasses.replace(
        said("bps"),
        call=call,
        text="Backlog ended the quarter at $618 million, compared with $585 million in December.",
    )
    assert check("Tarn Instruments' backlog was $618 million at the end of the quarter.", [evidence], GLOSSARY) == ()
    assert check("At Tarn Instruments, backlog rose to $618 million from $585 million.", [evidence], GLOSSARY) == ()
    assert check("At Tarn Instruments, backlog was $585 million at the end of the quarter.", [evidence], GLOSSARY)


def test_a_translation_supports_in_either_script() -> None:
    evidence = dataclasses.replace(said("demand"), translation="告訴親戚的會員帶來了現在的成長,各地區訂單均成長。")
    assert check("现在的成长来自于告诉亲戚的会员。", [evidence], GLOSSARY) == ()


def test_a_reason_names_the_figure_as_the_claim_writes_it() -> None:
    (reason,) = reasons("總營收為人民幣2,356億元。", "revenue")
    assert "人民幣2,356億元" in reason


def test_a_claim_too_long_to_be_a_sentence_is_withheld() -> None:
    (reason,) = check("Revenue rose 7%. " * 100, [said("revenue")], GLOSSARY)
    assert "too long" in reason


_PIECES = ["12%, ", "from 5% to ", "according to ", "The CFO, ", "said that ", "A. B ", "虧損", "的", "較去年同期", "(", "a year ago ",
           "a ", "3.", "compared with their prior guidance of ", "公司", "表示", "而不是", "one hundred and two ", " " * 20, "A" * 30]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60), st.lists(st.sampled_from(_PIECES), max_size=60))
def test_repetition_does_not_blow_up(claim: list[str], source: list[str]) -> None:
    """No pattern may be exponential: the cost of a check is bounded by the product of the lengths."""
    assert isinstance(check("".join(claim), [_evidence("".join(source))], GLOSSARY), tuple)


@settings(max_examples=60, deadline=None)
@given(_SENTENCES, st.data())
def test_any_added_digit_fails(sentence: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([m.start() for m in re.finditer(r"\d", sentence)]))
    digit = data.draw(st.sampled_from("123456789"))
    changed = sentence[:place] + digit + sentence[place:]
    assert check(changed, [_evidence(sentence)], GLOSSARY)


@settings(max_examples=40, deadline=None)
@given(_SENTENCES, st.sampled_from([" percentage points", " basis points", "%", " million dollars"]))
def test_another_unit_fails(sentence: str, unit: str) -> None:
    changed = re.sub(r"(\d+\.\d)(%| percentage points| percent| basis points)", rf"\g<1>{unit}", sentence)
    same = unit.strip("% ") in sentence or ("percent" in sentence.split() and unit == "%")
    if changed != sentence and not same:
        assert check(changed, [_evidence(sentence)], GLOSSARY)


def test_no_citation_is_the_only_reason_given() -> None:
    assert check("Cloud revenue grew 18%.", [], GLOSSARY) == ("no valid citation",)


def test_the_translation_never_decides_a_number() -> None:
    evidence = dataclasses.replace(said("revenue"), translation="總營收為人民幣9,999億元。")
    assert check("總營收為人民幣9,999億元。", [evidence], GLOSSARY)
    assert check("總營收為人民幣2,365億元。", [evidence], GLOSSARY) == ()
