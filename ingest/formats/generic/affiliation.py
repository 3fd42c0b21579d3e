"""What a label prints after a name: is it a title, a firm, or both?"""

import re

SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|Ph\.?\s?D|M\.?D|CFA|CPA|MBA|Esq|J\.?D|P\.?E|FCA|OBE|CBE)\b\.?", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:chief|officer|president|chair|chairman|chairwoman|chairperson|director|head|manager|c[efoitmspr]o|evp|svp|avp|vp|ir"
    r"|investor relations|treasurer|controller|counsel|secretary|founder|co-founder|analyst|associate|principal|reporter|journalist"
    r"|moderator|host|operator|executive|spokes\w+|strategist|economist|lead|interpreter|shareholder|investor|md|partner|representative)\b"
    r"|[長长]$|經理|经理|總裁|总裁|主席|發言人|发言人|協理|副總|副总|分析師|分析师|總監|总监|董事|主任|研究員|记者|記者",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:capital|securities|partners|bank|banc|research|holdings?|group|inc|corp|corporation|company|ltd|limited|llc|llp|lp|plc|ag|sa|nv|gmbh"
    r"|advis[oe]rs|advisory|asset management|investment management|investments?|markets|associates|brothers|bros|sachs|morgan|jpmorgan|stanley|ubs|citi|citigroup|barclays"
    r"|hsbc|jefferies|cowen|evercore|wells fargo|bofa|merrill|deutsche|nomura|macquarie|clsa|piper|sandler|stifel|oppenheimer|rbc|bmo"
    r"|needham|wedbush|bernstein|baird|trust|fund|ventures|equities|wealth)\b|&|(?:證券|证券|投顧|投信|銀行|银行|資本|资本|公司|集團|集团)",
    re.IGNORECASE,
)
_ANALYST = re.compile(r"\banalyst\b|分析師|分析师|研究員", re.IGNORECASE)
_AT = re.compile(r"^(?P<title>.+?)\s+(?:at|with|from|@|(?<=alyst )of)\s+(?P<firm>(?:the )?[A-Z0-9].+)$")
_PARTS = re.compile(r"\s*(?:,|，|、|;|--|—|–|\||｜|\s-\s|\s/\s)\s*")


def is_title(text: str) -> bool:
    """Whether a text names an office (`CFO`, `Head of IR`, `財務長`)."""
    return _TITLE.search(text) is not None


def is_firm(text: str) -> bool:
    """Whether a text holds what firms are called by (`Capital`, `Securities`, `& Co.`)."""
    return _FIRM.search(text) is not None


def affiliation(text: str) -> tuple[str | None, str | None]:
    """(title, firm) of what is printed after a name: `CFO`, `Firm`, `Firm, Analyst`, `Head of IR, Company`."""
    text = text.strip().strip(",").strip()
    if not text:
        return None, None
    if (match := _AT.match(text)) and is_title(match["title"]):
        return match["title"].strip(" ,"), match["firm"].strip()
    if not is_title(text):
        return None, text
    found = list(_PARTS.finditer(text))
    for cut in reversed(found):
        left, right = text[: cut.start()].strip(), text[cut.end() :].strip()
        if not left or not right:
            continue
        if is_title(left) and not is_title(right) and (is_firm(right) or _ANALYST.search(left)):
            return left, right
    for cut in found:
        left, right = text[: cut.start()].strip(), text[cut.end() :].strip()
        if (
            left
            and is_title(right)
            and not is_title(left)
            and (is_firm(left) or _ANALYST.search(right) or cut is found[-1])
        ):
            return right, left
    if (
        len(found) == 0
        and is_firm(text)
        and len(text.split()) > 1
        and not re.search(r"\b(?:chief|officer|head|director|president|ir|analyst|manager)\b", text, re.IGNORECASE)
    ):
        return None, text
    return text, None
