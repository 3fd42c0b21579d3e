"""Which words people are called by, and which are terms, places and headings in a name's shape (`Free Cash Flow`)."""

import re

from rapidfuzz.distance import Levenshtein

from ingest.formats.generic.affiliation import is_title
from ingest.formats.lines import is_function

# Words of business English and of front matter that no person is called by; places, as in `North America: flat`.
NO_PERSON = frozenset(
    "revenue revenues sales margin margins guidance outlook cash flow capital expenditure expenditures expense expenses operating income "
    "earnings profit profits loss losses cost costs risk risks factor factors note notes question questions answer answers summary "
    "overview highlights highlight takeaways takeaway quarter year fiscal annual half full total net gross adjusted organic growth debt balance "
    "sheet tax taxes dividend dividends share shares buyback buybacks price pricing volume volumes demand supply chain inventory inventories orders order backlog "
    "segment segments business businesses product products customer customers market markets industry services service software hardware cloud data center "
    "centers digital technology technologies strategy strategic priority priorities update updates review results result performance forecast target targets "
    "example first second third fourth fifth finally lastly next last one two three four part point points item items topic slide slides page "
    "date time period ticker company source event title participants participant speakers analysts executives management copyright disclaimer transcript call conference "
    "webcast session section remarks presentation agenda appendix table figure chart exhibit schedule website link url email phone contact "
    "north south east west northern southern eastern western central america americas europe asia africa pacific atlantic china japan korea taiwan india germany "
    "france kingdom united states britain canada mexico brazil australia singapore region regions international domestic global worldwide emea apac latam middle "
    "rest world january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "the and our your their its this that these those what why how when where who which both all also but however therefore so yes no okay "
    "good morning afternoon evening thank thanks please hello welcome here there now today yesterday tomorrow more most less other others another new old "
    "project program programme initiative phase plan plans model series holdings limited inc corp group ltd plc llc securities partners bank research "
    "safe harbor harbour forward looking statements statement reconciliation gaap ebitda ebit eps roe roic capex opex fx esg ai it r&d m&a "
    "u.s u.k from to subject sent cc re fwd attachments ingredients method serves directions".split()
)
# Of these, the ones that are also surnames: `Ellen West:`, but `Oil Price:`.
_ALSO_SURNAMES = frozenset(
    "price cash west north page march may june april august france england case point share cost good best day rest world roe ai link more brazil so no you".split()
)
# What ends an office's name and nobody's.
_OFFICE_ENDS = frozenset(
    "officer president director chairman chairwoman chairperson relations manager counsel treasurer controller secretary founder co-founder "
    "analyst ceo cfo coo cto cmo evp svp vp economist strategist executive division".split()
)
_PLACES = frozenset(
    (
        "hong kong",
        "new york",
        "new zealand",
        "new jersey",
        "san francisco",
        "san diego",
        "las vegas",
        "los angeles",
        "saudi arabia",
        "puerto rico",
    )
)
SURNAMES = "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭萧田董袁潘于蔣蒋蔡余杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鍾钟譚谭陸陆汪范金石廖賈贾夏韋韦付方白鄒邹孟熊秦邱江尹薛閻阎段雷侯龍龙史陶黎賀贺顧顾毛郝龔龚邵萬万錢钱嚴严覃武戴莫孔向湯汤溫温游詹施洪柯翁莊庄康童連连涂阮歐欧"
PERSONAL = re.compile(
    r"^(?:Dr|Mr|Mrs|Ms|Miss|Prof)\b|\b[A-Z]\.|\b[A-Z]['’][A-Z]|\b(?:Jr|Sr|II|III)\b|^[A-Z][a-z]+-[A-Z][a-z]+ [A-Z]"
)
_HONOURED = re.compile(r"(?:先生|女士|小姐|總|总)$")
_CJK = re.compile(r"[一-鿿]")


def may_be_person(name: str) -> bool:
    """Whether a name may be a person's: no term of business, no place; in Chinese with a surname, an office or an honorific."""
    if _CJK.search(name) and not re.search(r"[A-Za-z]", name):
        return (
            is_title(name)
            or is_function(name)
            or _HONOURED.search(name) is not None
            or (len(name) in (2, 3, 4) and name[0] in SURNAMES)
        )
    words = [word.strip(".,").lower() for word in name.split()]
    if " ".join(words) in _PLACES:
        return False
    if len(words) == 1:
        return words[0] not in NO_PERSON and len(words[0]) > 1
    if words[-1] in _OFFICE_ENDS:
        return False
    if words[-1] in _ALSO_SURNAMES:
        return not any(word in NO_PERSON for word in words[:-1])
    return words[-1] not in NO_PERSON and sum(word in NO_PERSON for word in words) * 2 < len(words)


def near(one: str, other: str) -> bool:
    """Whether two folded names differ by a slip of one or two letters; short names by none."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or len(one.split()) != len(other.split()):
        return False
    allowed = 1 if min(len(one), len(other)) < 9 else 2
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed
