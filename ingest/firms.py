"""The firm (or the private investor) that an announcement names beside a questioner.

Firms hold dots, commas and ampersands (`J.P. Morgan`, `Stifel, Nicolaus & Company`, `Sanford C. Bernstein & Co. Inc.`), so
the words after a name are read one by one: each may go on with the firm, end it, or be the host's own.
"""

import re

_LINKS = r"(?:of|with|from|at|for|representing)"
_PRIVATE = re.compile(
    r"\s*,?\s*(?:who is\s+|from\s+)?(?:an?\s+)?(?P<title>(?:individual|private|retail) (?:investor|shareholder))\b",
    re.IGNORECASE,
)
_SUFFIX_OF_NAME = re.compile(
    r",?\s+(?:CFA|CPA|MBA|Jr|Sr|II|III|Ph\.?D|M\.?D)\b\.?(?=,|\s+(?:of|with|from|at)\b)", re.IGNORECASE
)
# Anne Vane in for Wim Pell of Sablewick, Anne Vane (on behalf of Wim Pell) with Sablewick
_STANDS_IN = re.compile(
    r"\s*[,(]?\s*(?:who is\s+)?(?:(?:sitting|standing|filling|stepping|dialing|speaking) )?(?:in|on|on behalf|calling) (?:for|of)\s+"
    r"(?P<meant>(?!Bank\b)[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}?)(?=\)?,?\s+(?:of|with|from|at)\s)\)?"
)
_ON_FOR = re.compile(r"\s*,?\s*(?:on|in) for\s+")
_FIRM_WORD = re.compile(
    r"[&]|\b(?:[A-Z]{2,}\w*|Securities|Capital|Bank|Research|Partners|Group|Markets|Advisors|Company|Co|Inc|LLC|Asset|Management|Investments?)\b"
)
_LINK = re.compile(
    r"\s*(?:,\s*|\(\s*|[-–—]+\s*|:\s*)?"
    r"(?:(?:who(?: is|['’]s)|(?:he|she)['’]s|is)\s+)?(?:(?:an?|the|(?:senior|research|equity|sell-side|buy-side))\s+)*(?:analyst,?\s+(?=(?:of|with|from|at)\b))?"
    r"(?:(?:joining us|calling in|calling|dialing in|speaking|on the line|in|over|here|coming)\s+(?=(?:from|with|at|for)\b))?"
    rf"(?:(?P<link>{_LINKS})\s+(?:{_LINKS}\s+)?)?(?:the (?:line|office|firm) of\s+|the\s+)?"
)
_PUNCTUATED = re.compile(r"\s*(?:,|\(|[-–—]|:)")
# Words with which a host goes on, capitalised because a sentence begins.
_HOSTS = frozenset(
    "please your you go thank thanks we we'll we’ll our one and next hi hello good sir ma'am ma’am if again may i i'm i’m i'd is it it's it’s "
    "this there sorry apologies my mr mr. ms ms. mrs mrs. dr now then okay ok operator pardon would ladies as to just when once after "
    "press star kindly alright all right with from proceed first last line hey her his he she they no".split()
)
_GOES_ON = frozenset(
    "inc incorporated co company corp corporation ltd limited bros cos plc llc l.l.c lp l.p n.a s.a llp pllc ag gmbh kk k.k se sa".split()
)
"""Corporate suffixes: one may follow another's dot or comma."""
_KEEPS_DOT = re.compile(r"\b(?:Co|Cos|Inc|Corp|Ltd|Bros|S\.A|N\.A|L\.P|L\.L\.C|K\.K|N\.V|S\.p\.A)$")
_INITIALS = re.compile(r"^(?:(?:[A-Z]\.)*[A-Z]|St|Wm|Chas|Geo|Robt|Dr|Mr)$")
_JOINS = frozenset(("&", "+", "of", "and", "the", "de", "du", "la", "von", "et", "y", "e", "di", "do", "al"))
_MOST_WORDS = 9
_WITHIN = 200
_TRAILING = ".,;:!?)]}\"'”’"
_TITLED = re.compile(
    r"\b(?:president|officer|directors?|chief|c[efots]o|[es]vp|vice|head|chair\w*|manager|treasurer|controller|secretary"
    r"|founder|analyst|investor relations|ir|counsel|board|team|department|division|unit)\b",
    re.IGNORECASE,
)
_ZH = re.compile(r"[一-鿿]")
_ZH_FROM = re.compile(
    r"(?:來自|来自)(?:於|于)?\s*(?P<firm>[^，。、；：？！的]{2,40}?)\s*(?:的|，|,|、)\s*(?:[^，。、；：？！的\w]|分析[師师]|研究[員员]|先生|小姐)*\s*$"
)
_ZH_OF = re.compile(
    r"(?:[是由請请。，：:,]|[歡欢]迎|[下第][一二三四五六七八九十]位(?:提[問问]者?)?|^)[是：:，,、\s]*(?P<firm>(?:[^，。、；：？！的是由請请,:]|,(?= )){2,40}?)\s*[的、，,]\s*(?:分析[師师]|研究[員员])?\s*$"
)
_ZH_NO_FIRM = re.compile(
    r"[謝谢您你我]|提[問问]|[問问][題题]|[財财]務?[長长]|[總总][經经]理|董事|[執执]行|我們|接下[來来]|下一|第一|首先"
)
_ZH_AFTER = re.compile(
    r"\s*(?:先生|小姐|女士|分析[師师])?\s*(?:[（(]\s*(?P<in>[^（）()]{2,40}?)\s*[）)]|[，,]?\s*(?:來自|来自)(?:於|于)?\s*(?P<of>[^，。、；：？！的]{2,40}))"
)
_EN_BEFORE = re.compile(
    r"\b(?:from|with|at)\s+(?P<firm>(?:[A-Z][\w&.'’\-]*|&|of|and)(?: (?:[A-Z][\w&.'’\-]*|&|of|and)){0,5})(?:,\s*|['’]s?\s+)$"
)


def private_investor(text: str, end: int) -> str | None:
    """What the words at `end` call somebody who asks for himself: `private investor`; None where they do not."""
    match = _PRIVATE.match(text, end)
    return match["title"].lower() if match else None


def firm_said(text: str, start: int, end: int) -> str | None:
    """The firm named right after (or, with a comma or in Chinese, before) the name at text[start:end]; None if none is."""
    return _after(text, end, text[start:end]) or _before(text[:start])


def _after(text: str, end: int, name: str) -> str | None:
    text = text[: end + _WITHIN]
    if match := _SUFFIX_OF_NAME.match(text, end):
        end = match.end()
    if match := _STANDS_IN.match(text, end):
        end = match.end()
    elif match := _ZH_AFTER.match(text, end):
        return (match["in"] or match["of"]).strip()
    elif match := _ON_FOR.match(text, end):
        firm = _read(text[match.end() :], name)
        return firm if firm and _FIRM_WORD.search(firm) else None
    link = _LINK.match(text, end)
    if link is None or not (link["link"] or _PUNCTUATED.match(text, end)):
        return None
    firm = _read(text[link.end() :], name)
    # `Maren Tolliver, Chief Executive Officer`, `Anne Vane from Investor Relations`
    return None if firm and _TITLED.search(firm) else firm


def _before(before: str) -> str | None:
    before = before[-80:]
    if _ZH.search(before) and (match := _ZH_FROM.search(before) or _ZH_OF.search(before)):
        return None if _ZH_NO_FIRM.search(match["firm"]) else match["firm"].strip()
    if match := _EN_BEFORE.search(before):
        return None if _TITLED.search(match["firm"]) else match["firm"].rstrip(",")
    return None


def _read(text: str, name: str) -> str | None:
    """The firm at the beginning of a text, as printed; `name` is the questioner's, which a host may say again."""
    said = {word.lower() for word in name.split()}
    tokens = [(match[0], match.end()) for match in re.finditer(r"\S+", text[:_WITHIN])][: _MOST_WORDS + 2]
    last = 0
    for i, (token, end) in enumerate(tokens[:_MOST_WORDS]):
        word = token.rstrip(_TRAILING)
        following = tokens[i + 1][0].rstrip(_TRAILING) if i + 1 < len(tokens) else ""
        if word in _JOINS and i > 0:
            if (
                not _is_proper(following)
                or following.lower() in _HOSTS
                or (word == "and" and _names_another(tokens, i))
            ):
                break
            continue
        if not _is_proper(word) or _is_hosts(word, said, first=i == 0):
            break
        last = end - len(token) + len(word)
        tail = token[len(word) :]
        if not tail or tail == "’" or tail == "'":
            continue
        again = following.lower() in _GOES_ON or following in ("&", "and")
        if tail[0] == "." and _INITIALS.match(word) and word.lower() not in _GOES_ON:
            if not (again or (_is_proper(following) and not _is_hosts(following, said, first=False))):
                break
        elif tail == "." or tail == ".,":
            if not (again and _KEEPS_DOT.search(text[:last])):
                break
        elif tail == ",":
            if not (again or (_is_proper(following) and not _is_hosts(following, said, first=False))):
                break
        else:
            break
    firm = text[:last].strip()
    if not firm:
        return None
    return f"{firm}." if _KEEPS_DOT.search(firm) and text[last : last + 1] == "." else firm


def _is_proper(word: str) -> bool:
    """Whether a word may stand in a firm's name: `Sablewick`, `3i`, `86`, `eToro`."""
    return word == "&" or word[:1].isupper() or word[:1].isdigit() or any(c.isupper() for c in word[1:])


def _is_hosts(word: str, said: set[str], *, first: bool) -> bool:
    """Whether a word is the host's: it begins his next sentence, or he says the questioner's name again."""
    lower = word.lower()
    if first and lower in ("first", "all", "right", "star", "one", "line"):
        # First Analysis, One Rock, Star Mountain
        return False
    return (lower in _HOSTS and not (word.isupper() and len(word) > 1)) or lower in said


def _names_another(tokens: list[tuple[str, int]], i: int) -> bool:
    """Whether `and` begins another questioner: `Gary Storrow with UBS and Anne Vane with Citi`."""
    for token, _ in tokens[i + 1 : i + 5]:
        if token in ("with", "from", "at", "of"):
            return True
        if token[-1] in ".!?;":
            return False
    return False
