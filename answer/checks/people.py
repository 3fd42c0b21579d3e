"""Who a claim lets speak, against the speakers of the cited Sentences."""

import re
from collections.abc import Iterator, Sequence

from answer.checks.clauses import spans
from answer.checks.leads import ADVERBS, LABEL, NAME, NEUTRAL
from answer.checks.naming import company_names, fold, is_company
from answer.evidence import Evidence
from index.glossary import Glossary
from ingest.transcript import Role

SAY = (
    rf"(?:{NEUTRAL}|told|expects?|expected|believes?|believed|thinks|argued|claimed|declined\s+to|guided|attributed"
    r"|hopes?|aims?|plans?)\b"
)
_ASK = r"(?:asked|asks|wondered|wanted\s+to\s+know|inquired|questioned|raised)\b"
_TITLE = r"(?:(?:the\s+)?(?:CFO|CEO|COO|CTO|[Cc]hair\w*|[Aa]nalyst|[Pp]resident|Chief\s\w+\sOfficer)(?:\s+|,\s+(?=[A-Z]\S+\s+[A-Z])))"
_ASIDE = r"(?:\s*,[^,()]{0,60},|\s*\([^,()]{0,60}\)|,)?"
_SAID = re.compile(rf"\b(?P<who>{NAME}){_ASIDE}\s+{ADVERBS}(?P<verb>{SAY}|{_ASK})")
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording\s+to|[Pp]er|[Ii]n\s+the\s+words\s+of|asked\s+by|by\s+analyst)\s+(?P<who>{_TITLE}?{NAME})"
)
_SAID_AFTER = re.compile(
    rf",\s+(?:said|says|noted|added|explained|asked|according\s+to)\s+(?P<who>{_TITLE}?{NAME})\s*(?=[.,;]|$)"
)
_OFFICE_SAYS = re.compile(rf"(?:\s+{NAME})?{_ASIDE}\s+{ADVERBS}(?P<verb>{SAY}|{_ASK})")
_OFFICE_AFTER = re.compile(
    r"(?:[Aa]ccording\s+to|[Pp]er|,\s+(?:said|says|noted|added|explained))\s+(?:the\s+|its\s+)?$"
)
_ZH_SAY = (
    r"(?:表示|指出|強調|强调|透露|補充|补充|認為|认为|提到|坦言|說明|说明|解釋|解释|回應|回应|回答|預期|预期"
    r"|預計|预计|宣布|重申|稱(?![讚霸])|称|說|说)"
)
_ZH_ASK = r"(?:詢問|询问|提問|提问|追問|追问|問到|问到|問道|(?<![訪访顧顾疑請请學学])[問问](?![題题答世號号]))"
_ZH_SAID = re.compile(
    rf"(?:^|[,，。;；:：「『、(（]|據|据|根據"
    rf"|根据)(?P<who>[^,，。;；:：「『、()（）\d]{{1,24}}?)(?:在[^,，。]{{0,12}}(?:中|上|時|时))?(?:則|则|也|亦"
    rf"|還|还|並|并|另|曾|隨後)?(?P<verb>{_ZH_SAY}|{_ZH_ASK})"
)
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        "the this that these those it its they we he she management company executives board revenue in on at "
        "for a an and but while analysts analyst however also adjusted non-gaap gaap net total q1 q2 q3 q4 fy "
        "group cloud chief officer executive financial cfo ceo coo cto chairman chairwoman president director "
        "head investor relations mr mrs ms dr vice senior as to according per by interpreter both all some many of "
        "there here their his her our i you ",
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
    r"|投資者關係主管|投資人關係主管|首席\w{2,3}官|營運長|技術長|總裁|總經理|副總裁|發言人|資深|管理層|管理层|管理階層"
    r"|經營團隊|高層|集團|我們|前面|先前|之前|剛才|剛剛|稍早|今天|[A-Z]{2,4}(?:\s|$)"
)
_PART_OF_COMPANY = re.compile(
    r"\s*(?:,|-|–|of)\s*(?P<part>[^,;]*\b(?:group|business|segment|international|division|unit|asia|europe|americas|cloud)\b[^,;]*)",
    re.IGNORECASE,
)
_COMPANY_WORDS = re.compile(r"管理層|管理层|管理階層|管理阶层|經營團隊|公司|高層|集團|集团|我們")


def named_person(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """A person or title that the claim lets speak, and who is none of the cited speakers."""
    for match in LABEL.finditer(claim):
        asks = re.match(rf"\s+{ADVERBS}(?:{_ASK})", claim[match.end() :]) is not None
        names = [n for e in cited for n in (e.speaker.name, e.speaks_for, e.answering if asks else None) if n]
        if match.group().lower() not in map(str.lower, names):
            yield f"“{match.group()}” is not the speaker of the cited sentence"
    for who, verb in speakers(claim, glossary):
        asks = bool(re.fullmatch(rf"{_ASK}|{_ZH_ASK}", verb))
        roles = {t.name for t in spans(who, glossary) if t.kind == "role"} - {
            "management",
            "board",
            "analyst",
            "operator",
        }
        bare = _bare(who, glossary)
        known = any(_is_called(bare, e) for e in cited)
        known = known or _reported(who, bare, claim, cited, glossary)
        put_the_question = asks and any(e.answering and _same_person(bare, e.answering) for e in cited)
        if bare and not (known or put_the_question or glossary.companies_in(bare) or is_company(bare, cited, glossary)):
            yield f"“{bare}” is not the speaker of the cited sentence"
        for role in sorted(roles):
            holders = [e for e in cited if _has_role(e, role, glossary)]
            if not holders:
                yield f"the cited sentence was not spoken by the {role}"
            elif not any(_of_the_company(e, role, claim, glossary) for e in holders):
                yield f"the cited speaker is {holders[0].speaker.title}, not the {role} of the company"
        analysts = (asks and (bare or roles)) or "analyst" in who.lower() or "分析" in who
        theirs = any(e.speaker.role == Role.ANALYST or (e.answering and e.answering in claim) for e in cited)
        if analysts and not theirs:
            yield "the claim gives this to an analyst, and no cited sentence is an analyst's"


def _reported(who: str, bare: str, claim: str, cited: Sequence[Evidence], glossary: Glossary) -> bool:
    """Whether a cited sentence itself reports the person: "As Fan Jiang already said, …"."""
    opens = re.match(rf"\W*(?:according\s+to\s+)?(?:the\s+)?{re.escape(who)}", claim, re.IGNORECASE)
    for e in cited:
        for text in (e.text, e.translation or ""):
            for held, _ in speakers(text, glossary):
                as_said = re.search(rf"\bas\s+{re.escape(bare)}|如{re.escape(bare)}", text, re.IGNORECASE)
                if fold(bare) == fold(_bare(held, glossary)) and (as_said or not opens):
                    return True
    return False


def speakers(text: str, glossary: Glossary) -> Iterator[tuple[str, str]]:
    """(who, verb of saying or asking) wherever the text lets somebody speak."""
    for match in _SAID.finditer(text):
        yield match["who"], match["verb"]
    for term in spans(text, glossary):
        if term.kind != "role":
            continue
        after = _OFFICE_SAYS.match(text, term.end)
        if after:
            yield text[term.start : term.end], after["verb"]
        elif _OFFICE_AFTER.search(text[: term.start]):
            yield text[term.start : term.end], "said"
    for pattern in (_ACCORDING, _SAID_AFTER):
        for match in pattern.finditer(text):
            yield match["who"], "said"
    for match in _ZH_SAID.finditer(text):
        yield match["who"], match["verb"]


def _same_person(name: str, other: str) -> bool:
    return bool(set(fold(name).split()) & set(fold(other).split()))


def _bare(who: str, glossary: Glossary) -> str:
    """The name alone: titles, companies and words such as "management" taken off."""
    if re.search(r"[\u3400-\u9fff]", who):
        latin = re.search(NAME, re.sub(r"\b(?:CEO|CFO|COO|CTO|IR)\b", " ", who))
        if latin:
            return latin.group()
        left = _FILLER.sub("", who)
        for term in reversed(spans(left, glossary)):
            left = left[: term.start] + left[term.end :]
        return (
            left
            if 2 <= len(left) <= 4
            and left[0] in _SURNAMES
            and not glossary.companies_in(left)
            and not _COMPANY_WORDS.search(left)
            and not re.search("[預计計期這这它上下年季的營會所和與]", left)
            else ""
        )
    words = [
        w
        for w in re.findall(r"[\w.'’-]+", who)
        if w.lower().rstrip(".'’s") not in _NOT_NAMES and w.lower() not in _NOT_NAMES
    ]
    return re.sub(r"['’]s?$", "", " ".join(words))


def _is_called(name: str, e: Evidence) -> bool:
    wanted = set(fold(name).split())
    names = [n for n in (e.speaker.name, *e.speaker.also_called, e.speaks_for) if n]
    return (
        any((wanted and wanted <= set(fold(n).split())) or fold(name) == fold(n) for n in names)
        or bool(e.speaker.firm and fold(name) in fold(e.speaker.firm))
        or any(re.search(r"[\u3400-\u9fff]", n) and (name in n or n in name) for n in names)
    )


def _of_the_company(e: Evidence, role: str, claim: str, glossary: Glossary) -> bool:
    """Whether a head is the company's own, or the claim names the part of it ("Chief Executive Officer, Cloud Group")."""
    title = e.speaker.title or ""
    held = next((t for t in spans(title, glossary) if t.name == role), None)
    if held is None or role not in ("CEO", "CFO", "president", "chairman", "general manager"):
        return True
    part = _PART_OF_COMPANY.match(title[held.end :])
    if not part or is_company(part["part"], [e], glossary):
        return True
    words = set(fold(part["part"]).split()) - {"group", "business", "of", "the", "and", "segment", "division", "unit"}
    own = set(fold(" ".join(company_names(e, glossary))).split())
    said = set(fold(claim).split())
    return len((words - own) & said) >= min(2, len(words - own)) or _is_named(e, claim)


def _is_named(e: Evidence, claim: str) -> bool:
    folded = fold(claim)
    return any(fold(n) in folded for n in (e.speaker.name, *e.speaker.also_called) if fold(n))


def _has_role(e: Evidence, role: str, glossary: Glossary) -> bool:
    title = e.speaker.title or ""
    return role in {t.name for t in spans(title, glossary)} or fold(role) in fold(title)
