"""Who, which company and which period a claim names, against the cited Sentences."""

import re
from collections.abc import Iterator, Sequence

from answer.evidence import Evidence
from answer.quantities.numbers import Quantity
from answer.quantities.periods import in_label
from index.glossary import Glossary
from ingest.transcript import Role

_SAY = (
    r"(?:said|says|saying|noted|notes|stated|states|added|adds|explained|explains|mentioned|mentions|told"
    r"|emphasi[sz]ed|reiterated|highlighted|reported|reports|commented|confirmed|confirms|acknowledged"
    r"|announced|indicated|pointed out|expects?|expected|believes?|believed|thinks|argued|claimed|declined to"
    r"|described|guided|attributed|replied|answered|responded|hopes?|aims?|plans?)\b"
)
_ASK = r"(?:asked|asks|wondered|wanted to know|inquired|questioned|raised)\b"
_LETTER = r"(?:[^\W\u2e80-\u9fff]|[.'’-])"  # any script's letters but Chinese, which follow a name without a space
_NAME = rf"[A-Z]{_LETTER}*(?:\s+(?:[A-Z]{_LETTER}*|de|van|von|bin))*"
_SAID = re.compile(
    rf"\b(?P<who>{_NAME})(?:\s*[,(][^,()]{{0,60}}[,)])?\s+(?:(?:also|already|just|has|had|then)\s+){{0,2}}(?P<verb>{_SAY}|{_ASK})"
)
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording\s+to|[Pp]er|[Ii]n\s+the\s+words\s+of|said|says|asked\s+by"
    rf"|by\s+analyst)\s+(?:(?:the\s+)?(?:CFO|CEO|COO|CTO|[Cc]hair\w*|[Aa]nalyst"
    rf"|Chief\s\w+\sOfficer)\s+)?(?P<who>{_NAME})"
)
_ZH_SAY = (
    r"(?:表示|指出|強調|强调|透露|補充|补充|認為|认为|提到|坦言|說明|说明|解釋|解释|回應|回应|回答|預期|预期"
    r"|預計|预计|宣布|重申|稱|称|說|说)"
)
_ZH_ASK = r"(?:詢問|询问|提問|提问|追問|追问|問到|问到|問道|(?<![訪访顧顾疑請请])[問问](?![題题答世號号]))"
_ZH_SAID = re.compile(
    rf"(?:^|[,，。;；:：「『、(（]|據|据|根據"
    rf"|根据)(?P<who>[^,，。;；:：「『、()（）\d]{{1,24}}?)(?:在[^,，。]{{0,12}}(?:中|上|時|时))?(?:則|则|也|亦"
    rf"|還|还|並|并|另|曾|隨後)?(?P<verb>{_ZH_SAY}|{_ZH_ASK})"
)
_COMPANY_WORDS = re.compile(
    r"\b(?:management|the company|company|executives|leadership|they|we|it)\b|管理層|管理层|管理階層|管理阶层"
    r"|經營團隊|公司|高層|集團|集团|我們",
    re.IGNORECASE,
)
_ANALYST_WORDS = re.compile(
    r"\banalysts?\b|\bask(?:s|ed|ing)?\b|\bquestions?\b|\bwonder(?:s|ed|ing)?\b|\binquir\w+|分析師|分析师|法人|問|问",
    re.IGNORECASE,
)
_SAID_BY_MANAGEMENT = re.compile(
    rf"\b(?:management|the company|company|executives|CEO|CFO|COO|CTO|chairman"
    rf"|chief\s+\w+\s+officer)\b[^,.;]{{0,30}}?\b{_SAY}|(?:管理層|管理层|管理階層|公司|集團|財務長|执行长"
    rf"|執行長|董事長|财务长|首席執行官|首席財務官)[^,，。]{{0,12}}?{_ZH_SAY}",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        "the this that these those it its they we he she management company executives board revenue in on at "
        "for a an and but while analysts analyst however also adjusted non-gaap gaap net total q1 q2 q3 q4 fy "
        "group cloud chief officer executive financial cfo ceo coo cto chairman chairwoman president director "
        "head investor relations mr mrs ms dr vice senior ",
    )
)
_SURNAMES = frozenset(
    "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹"
    "彭曾蕭萧田董袁潘于蔣蒋蔡余杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鍾钟譚谭陸陆汪范金石廖賈贾夏韋"
    "韦傅方白鄒邹孟熊秦邱江"
    "尹薛閻阎段雷侯龍龙史陶黎賀贺顧顾毛郝龔龚邵萬万錢钱嚴严覃武戴莫孔向湯汤溫温康施文牛樊葛邢安"
    "齊齐易喬乔伍龐庞顏颜倪莊庄聶聂章魯鲁岳翟殷詹申歐欧耿關关蘭兰焦俞左柳甘祝包寧宁尚符舒阮柯紀"
    "纪梅童凌畢毕單单裴霍涂成"
    "苗谷曲盛冉翁藍蓝路游辛靳管柴鮑鲍華华祁簡简巫卓古鄒蒲連连莱池翎"
)
_FILLER = re.compile(
    r"分析師|分析师|先生|女士|公司|的|其|他|她|則|也|並|對此|本季|該|执行长|執行長|財務長|财务长|董事長|董事长"
    r"|投資者關係主管|首席\w{2,3}官|營運長|技術長|總裁|總經理|副總裁|發言人|資深|管理層|管理层|管理階層"
    r"|經營團隊|高層|集團|我們|[A-Z]{2,4}(?:\s|$)"
)


def named_person(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """A person or title that the claim lets speak, and who is none of the cited speakers."""
    for who, verb in _speakers(claim):
        asks = bool(re.fullmatch(rf"{_ASK}|{_ZH_ASK}", verb))
        roles = {t.name for t in glossary.spans(who) if t.kind == "role"} - {
            "management",
            "board",
            "analyst",
            "operator",
        }
        bare = _bare(who, glossary)
        known = any(_is_called(bare, e) for e in cited)
        # "As Fan Jiang already said, …": the cited speaker reports another's words.
        known = known or any(_fold(bare) == _fold(_bare(w, glossary)) for e in cited for w, _ in _speakers(e.text))
        if bare and not (known or glossary.companies_in(bare) or _is_company(bare, cited, glossary)):
            yield f"“{bare}” is not the speaker of the cited sentence"
        for role in sorted(roles):
            if not any(_has_role(e, role, glossary) for e in cited):
                yield f"the cited sentence was not spoken by the {role}"
        analysts = (asks and (bare or roles)) or "analyst" in who.lower() or "分析" in who
        theirs = any(e.speaker.role == Role.ANALYST or (e.answering and e.answering in claim) for e in cited)
        if analysts and not theirs:
            yield "the claim gives this to an analyst, and no cited sentence is an analyst's"


def analysts_words(claim: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    """An analyst's words given as management's, or as a fact. `evidence` is what the claim rests on."""
    analysts = [e for e in evidence if e.speaker.role == Role.ANALYST]
    if not analysts or len(analysts) < len(evidence):
        return
    if _SAID_BY_MANAGEMENT.search(claim):
        yield "the cited words are an analyst's, and the claim gives them as management's"
    elif not (_ANALYST_WORDS.search(claim) or any(_names_speaker(claim, e) for e in analysts)):
        yield "the cited words are an analyst's; the claim must say so"


def not_speech_of_management(claim: str, cited: Sequence[Evidence]) -> Iterator[str]:
    """Words given to management although no executive is cited."""
    if _SAID_BY_MANAGEMENT.search(claim) and not any(
        e.speaker.role in (Role.EXECUTIVE, Role.ANALYST, Role.OTHER) for e in cited
    ):
        yield "no cited sentence was spoken by management"


def tells_a_question(claim: str) -> bool:
    """Whether the claim reports a question."""
    return bool(_ANALYST_WORDS.search(claim))


def named_company(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """A company that is neither the call's nor named in the cited sentences."""
    known: set[str] = set()
    for e in cited:
        firm = e.speaker.firm or ""
        known |= glossary.companies_in(
            " ; ".join((e.text, e.translation or "", e.before, e.after, firm, e.call.title or ""))
        )
        for name in (e.call.company, e.call.ticker, *e.call.company_aliases):
            known |= glossary.companies_in(name or "") | {glossary.company_names(name or "")[0]}
    for company in sorted(glossary.companies_in(claim) - known):
        yield f"{company} is neither the company of the cited call nor named in the cited sentence"
    for match in re.finditer(
        r"(?<![\u3400-\u9fff])(?P<n>[\u3400-\u9fff]{2,5}(?:集團|集团|科技|商務|商务|電子|电子|控股|銀行|银行|證券"
        r"|证券))(?=的|本季|第|在|\d|營|营|公)",
        claim,
    ):
        name = match["n"]
        if (
            not _is_company(name, cited, glossary)
            and not glossary.terms_in(name)
            and not any(name in _words(e) for e in cited)
            and not re.search("[該该本子母全]", name[:2])
        ):
            yield f"{name} is neither the company of the cited call nor named in the cited sentence"


def named_period(quantity: Quantity, cited: Sequence[Evidence]) -> bool:
    """Whether a year, quarter, month or day is the cited call's own."""
    return any(in_label(quantity, e.call) for e in cited)


def names_of(e: Evidence, glossary: Glossary) -> str:
    """Every name a claim may use for the speaker, the firm, the company and the call, in one text."""
    speaker = (e.speaker.name, e.speaker.title, e.speaker.firm, *e.speaker.also_called, e.answering)
    company = (
        e.call.company,
        e.call.ticker,
        e.call.exchange,
        *e.call.company_aliases,
        e.call.title,
        e.call.fiscal_period,
    )
    known = glossary.company_names(e.call.company or "") if e.call.company else ()
    return " ; ".join(str(part) for part in (*speaker, *company, *known) if part)


def _speakers(claim: str) -> Iterator[tuple[str, str]]:
    for match in _SAID.finditer(claim):
        yield match["who"], match["verb"]
    for match in re.finditer(
        rf"\b(?P<who>(?:the\s+|The\s+)?(?:analysts?|CFO|CEO|COO|CTO|chair(?:man|woman|person)|president"
        rf"|chief\s+\w+\s+officer))(?:\s+{_NAME})?(?:\s*[,(][^,()]{{0,40}}[,)])?\s+(?:also\s+)?(?P<verb>{_SAY}"
        rf"|{_ASK})",
        claim,
        re.IGNORECASE,
    ):
        yield match["who"], match["verb"]
    for match in _ACCORDING.finditer(claim):
        yield match.group()[len(match.group().split()[0]) :], "said"
    for match in _ZH_SAID.finditer(claim):
        yield match["who"], match["verb"]


def _bare(who: str, glossary: Glossary) -> str:
    """The name alone: titles, companies and words such as "management" taken off."""
    if re.search(r"[\u3400-\u9fff]", who):
        latin = re.search(_NAME, re.sub(r"\b(?:CEO|CFO|COO|CTO|IR)\b", " ", who))
        if latin:
            return latin.group()
        left = _FILLER.sub("", who)
        for term in reversed(glossary.spans(left)):
            left = left[: term.start] + left[term.end :]
        return (
            left
            if 2 <= len(left) <= 4
            and left[0] in _SURNAMES
            and not glossary.companies_in(left)
            and not _COMPANY_WORDS.search(left)
            and not re.search("[預计計期這這它上下年季的營會所和與]", left)
            else ""
        )
    words = [
        w
        for w in re.findall(r"[\w.'’-]+", who)
        if w.lower().rstrip(".'’s") not in _NOT_NAMES and w.lower() not in _NOT_NAMES
    ]
    return re.sub(r"['’]s?$", "", " ".join(words))


def _is_called(name: str, e: Evidence) -> bool:
    wanted = set(_fold(name).split())
    return (
        any(
            (wanted and wanted <= set(_fold(n).split())) or _fold(name) == _fold(n)
            for n in (e.speaker.name, *e.speaker.also_called)
        )
        or bool(e.speaker.firm and _fold(name) in _fold(e.speaker.firm))
        or any(
            re.search(r"[\u3400-\u9fff]", n) and (name in n or n in name)
            for n in (e.speaker.name, *e.speaker.also_called)
        )
    )


def _names_speaker(claim: str, e: Evidence) -> bool:
    folded = _fold(claim)
    names = [n for n in (e.speaker.name, e.speaker.firm, *e.speaker.also_called) if n]
    return any(_fold(n) in folded or _fold(n).split()[-1] in folded.split() for n in names if _fold(n))


def _has_role(e: Evidence, role: str, glossary: Glossary) -> bool:
    title = e.speaker.title or ""
    return role in {t.name for t in glossary.spans(title)} or _fold(role) in _fold(title)


def _is_company(name: str, cited: Sequence[Evidence], glossary: Glossary) -> bool:
    folded = _fold(name)
    return any(folded and folded in _fold(names_of(e, glossary)) for e in cited)


def _words(e: Evidence) -> str:
    return " ".join((e.text, e.translation or "", e.before, e.after))


def _fold(name: str) -> str:
    return re.sub(r"[^\w\s]", "", name.lower()).strip()
