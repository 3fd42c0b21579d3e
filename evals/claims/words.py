"""How the field says it, in English and Traditional Chinese: terms, movements, causes, comparisons, hedges."""

import re

Pair = tuple[str, ...]

METRICS: tuple[tuple[Pair, Pair, str], ...] = (
    (
        ("total revenue", "net revenue", "revenue", "sales", "net sales"),
        ("總營收", "營收", "收入", "營業收入"),
        "amount",
    ),
    (("net income", "net profit"), ("淨利", "淨利潤"), "amount"),
    (("operating income", "operating profit"), ("營業利益",), "amount"),
    (("gross profit",), ("毛利",), "amount"),
    (("EBITDA",), ("EBITDA",), "amount"),
    (("EBITA",), ("EBITA",), "amount"),
    (("free cash flow",), ("自由現金流",), "amount"),
    (("operating cash flow",), ("營運現金流", "經營現金流"), "amount"),
    (("capital expenditure", "capital expenditures", "capital spending", "capex"), ("資本支出",), "amount"),
    (("operating expenses",), ("營業費用",), "amount"),
    (("research and development",), ("研發費用",), "amount"),
    (("inventory",), ("存貨", "庫存"), "amount"),
    (("net cash",), ("淨現金",), "amount"),
    (("net debt",), ("淨負債",), "amount"),
    (("backlog",), ("在手訂單",), "amount"),
    (("orders", "bookings"), ("訂單",), "amount"),
    (("customer management revenue", "CMR"), ("客戶管理收入",), "amount"),
    (("GMV",), ("商品交易總額",), "amount"),
    (("dividend",), ("股利", "股息"), "amount"),
    (("loans",), ("放款餘額",), "amount"),
    (("deposits",), ("存款",), "amount"),
    (("gross margin",), ("毛利率",), "rate"),
    (("operating margin",), ("營業利益率",), "rate"),
    (("net margin",), ("淨利率",), "rate"),
    (("take rate",), ("抽成率", "變現率"), "rate"),
    (("renewal rate",), ("續約率", "續訂率"), "rate"),
    (("tax rate",), ("稅率",), "rate"),
    (("market share",), ("市佔率",), "rate"),
    (("utilization", "utilization rate"), ("稼動率", "產能利用率"), "rate"),
)
RELATED: tuple[frozenset[str], ...] = (
    frozenset({"total revenue", "customer management revenue", "orders", "backlog", "GMV"}),
    frozenset({"net income", "gross profit", "operating income", "EBITA", "EBITDA"}),
)
"""Groups of which one may stand in a longer name of another; a swap inside a group is made only of whole names."""
SEGMENTS: tuple[tuple[Pair, Pair], ...] = (
    (("cloud",), ("雲端", "雲")),
    (("e-commerce",), ("電商",)),
    (("logistics",), ("物流",)),
    (("advertising",), ("廣告",)),
    (("marketplace",), ("市集",)),
    (("international",), ("國際", "海外")),
    (("local services",), ("本地服務",)),
    (("gaming",), ("遊戲",)),
    (("hardware",), ("硬體",)),
    (("automotive",), ("車用",)),
    (("smartphone",), ("智慧型手機", "手機")),
    (("data center",), ("資料中心",)),
    (("insurance",), ("保險",)),
    (("subscription",), ("訂閱",)),
    (("consumer",), ("消費",)),
    (("enterprise",), ("企業",)),
    (("instruments",), ("儀器",)),
    (("services",), ("服務",)),
    (("advanced packaging",), ("先進封裝",)),
)
DRIVERS: tuple[Pair, ...] = (
    ("foreign exchange gains", "匯兌利益"),
    ("lower tax rates", "稅率降低"),
    ("tariffs", "關稅"),
    ("layoffs", "裁員"),
    ("higher interest rates", "利率上升"),
    ("price cuts", "降價"),
    ("new store openings", "展店"),
    ("favorable weather", "天氣良好"),
    ("an acquisition", "併購"),
    ("higher raw material costs", "原物料成本上升"),
    ("government subsidies", "政府補貼"),
    ("the recovery of tourism", "旅遊復甦"),
    ("share buybacks", "庫藏股"),
    ("litigation costs", "訴訟費用"),
)
CAUSE = re.compile(
    r"(?:driven|helped|supported|led|boosted)\s+by|(?:due|owing|thanks)\s+to|because\s+of|because|as\s+a\s+result\s+of"
    r"|mainly\s+(?:on|through|from)|reflecting|(?:主要)?(?:受惠於|得益於|由於|因為|歸因於|受益於)",
    re.IGNORECASE,
)
UP_DOWN: tuple[tuple[str, str], ...] = (
    ("rose", "fell"), ("grew", "declined"), ("increased", "decreased"), ("climbed", "dropped"), ("up", "down"),
    ("an increase", "a decrease"), ("a rise", "a fall"), ("improved", "worsened"), ("widened", "narrowed"),
    ("expanded", "contracted"), ("gained", "lost"), ("growth", "decline"), ("growing", "declining"),
    ("成長", "下降"), ("增加", "減少"), ("上升", "下滑"), ("增長", "衰退"), ("擴大", "縮小"), ("提高", "降低"),
    ("年增", "年減"), ("季增", "季減"), ("提升", "下滑"),
)  # fmt: skip
SAME_WAY: tuple[Pair, ...] = (
    ("rose", "grew", "increased", "climbed", "was up"),
    ("fell", "declined", "decreased", "dropped", "was down"),
    ("成長", "增加", "上升", "增長"),
    ("下降", "減少", "下滑", "衰退"),
)
YOY: Pair = ("year-over-year", "year over year", "year-on-year", "year on year", "YoY", "from a year earlier",
             "from a year ago", "than a year ago", "compared with the same quarter last year")  # fmt: skip
QOQ: Pair = ("quarter-over-quarter", "quarter over quarter", "quarter-on-quarter", "QoQ", "sequentially",
             "from the previous quarter")  # fmt: skip
ZH_YOY: Pair = ("年增", "年減", "同比", "較去年同期")
ZH_QOQ: Pair = ("季增", "季減", "環比", "較上一季")
COUNTED: tuple[Pair, ...] = (
    ("members", "merchants"), ("customers", "employees"), ("users", "orders"), ("orders", "customers"),
    ("stores", "users"), ("days", "weeks"), ("weeks", "days"), ("months", "years"), ("years", "months"),
    ("quarters", "years"), ("cities", "countries"), ("parcels", "stores"), ("units", "customers"),
    ("shares", "stores"), ("employees", "merchants"), ("patients", "hospitals"), ("merchants", "members"),
    ("會員", "商家"), ("商家", "會員"), ("客戶", "員工"), ("訂單", "客戶"), ("城市", "國家"), ("天", "週"),
)  # fmt: skip
COMPANIES: Pair = (
    "Tencent",
    "TSMC",
    "Baidu",
    "Meituan",
    "Foxconn",
    "Finchmart Holdings",
    "Halbrook Systems",
    "Ostrava Foods",
)
ZH_COMPANIES: Pair = ("騰訊", "台積電", "百度", "鴻海", "美團", "聯發科")
NUMBERLESS_SAME: tuple[Pair, ...] = (
    ("remains", "is still"), ("remained", "stayed"), ("very", "quite"), ("significant", "considerable"),
    ("continue to", "keep on"), ("a number of", "several"), ("helped", "supported"), ("because", "since"),
    ("began", "started"), ("started", "began"), ("roughly", "about"), ("approximately", "about"), ("nearly", "almost"),
    ("currently", "at present"), ("larger", "bigger"), ("build", "construct"), ("quickly", "fast"),
)  # fmt: skip


def is_chinese(text: str) -> bool:
    """Mostly Chinese: at least as many Chinese characters as Latin words."""
    return len(re.findall(r"[\u3400-\u9fff]", text)) > len(re.findall(r"[A-Za-z]+", text))


def holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, as whole words where it is Latin."""
    if phrase.isascii():
        return re.search(rf"(?<![A-Za-z-]){re.escape(phrase)}(?![A-Za-z])", text, re.IGNORECASE) is not None
    return phrase in text
