"""The companies of the held calls, and every way in which a question may write each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from answer.scoping.fold import fold, key
from index.glossary import Glossary
from index.rows import Held
from index.scope import company_names

_SUFFIX = re.compile(
    r"[,\s]+(?:inc(?:orporated)?|corp(?:oration)?|co(?:mpany)?|cos|ltd|limited|plc|llc|l\.?p|group|holdings?|ag|se|s\.?a|n\.?v"
    r"|k\.?k|ab|asa|oyj|spa|s\.p\.a|bhd|berhad|pte|pt|tbk|gmbh|the)\.?\s*$|\.com\s*$|^the\s+|\s*\([^)]*\)\s*$",
    re.IGNORECASE,
)
_HAN_SUFFIX = re.compile(
    r"(?:股份)?有限公司$|公司$|集团$|控股$|投控$|金控$|-?(?:KY|DR|SW|W|B)\*?$|\s*[(（].*[)）]\s*$", re.IGNORECASE
)
_HAN_BUSINESS = re.compile(
    r"(?:科技|电子|商务|能源|物流|实业|国际|工业|半导体|光电|电脑|精密|材料|生技|生医|制药|药业|医疗|网络|网路|资讯|软件|软体|通信|电信|通讯"
    r"|银行|证券|保险|航运|海运|航空|汽车|食品|餐饮|零售|百货|建设|开发|钢铁|石化|化工|化学|塑胶|纺织|机械|电机|电气|仪器|设备|娱乐|游戏|传媒|媒体"
    r"|教育|地产|资本|企业|环保|农业|水泥|橡胶|造纸|玻璃|储能|电池|机器人|半导体制造|自动化|系统|技术|服务|投资)$"
)
_ORDINARY_HAN = frozenset(
    "全新 创意 世界 先进 统一 联合 中华 台湾 中国 国际 第一 亚洲 全球 东方 远东 大众 数字 数位 精英 美食 未来 新兴 三大 大同 和平 "
    "永续 智能 智慧 绿色 环球 太平 华南 华北 南方 北方 西部 东部 中央 国家 人民 公共 上海 北京 香港 广东 高雄 台北 日本 美国 欧洲 "
    "新光 时代 共同 综合 基础 核心 云端 网路 消费 生活 健康 安全 优质 品牌 价值 成长 合作 合一 信义 实威 力量 能率 正新 正文 同致 "
    "创新 首都 中兴 复兴 大陆 家庭 社会 海洋 太阳 月亮 金属 能源 电力 动力 自动 移动 管理 资产 资本 财务 股东 市场 产品 客户 商家".split()
)
WORDS = frozenset(
    "apple amazon meta target block square visa gap match oracle shell sprint chase ford grab sea snap zoom unity box slack "
    "stripe coach guess lucky delta alphabet progressive caterpillar discover equity dominion southern eagle arm sonic "
    "adobe intel micron dell prudential travelers hershey best key ball first general public unum aflac citizens regions "
    "opendoor rivian lucid root lemonade confluent fastly twist gartner trade desk palo alto rocket carvana bumble peloton "
    "chewy etsy wish roku spark sprout fiverr upwork sunrun enphase array plug bloom ballard sky bell rogers loop pool "
    "dollar ross burlington hanover pilgrim post energizer edgewell helen crocs under fossil signet lands ulta five "
    "sally olaplex coty estee church clorox kimberly colgate harvest summit pioneer liberty legacy paramount discovery "
    "compass realty crown crest anchor beacon harbor horizon frontier cardinal falcon raven atlas titan phoenix orion "
    "polaris mercury saturn nova stellar lunar solar terra aqua alpine granite marble copper iron steel cobalt nickel "
    "mosaic nutrien scotts corteva celanese linde balance cloud data signal beam wave pulse vector matrix axis apex "
    "vertex super micro trade monster power energy health home smart modern classic simply vital prime core planet zenith pinnacle keystone cornerstone milestone insight catalyst momentum velocity sprinter express united".split()
)
"""Names that are also words: they count only where they are written with a capital."""
_NOT_TICKERS = frozenset(
    "AI IT EV EVS AR VR PC TV US UK EU HK TW CEO CFO COO CTO GAAP QA FX IR PR HR AND OR ALL NOW ON SO ARE CAN HAS KEY CAT NEW "
    "ONE TWO FOR THE ANY IN BY AT TO OF YOY QOQ MOM EPS ROE ROI ASP ARPU GMV CMR TTG SMB SME B2B B2C GPU CPU LLM HBM NAND DRAM "
    "API SDK SKU IP USD RMB CNY NTD TWD EUR JPY Q1 Q2 Q3 Q4 FY H1 H2 MAR JUN SEP DEC JAN FEB APR MAY JUL AUG OCT NOV "
    "R&D S&M G&A CAPEX OPEX EBIT EBITA EBITDA FCF OCF NIM NII PAT SBC DIO COGS ESG IPO".split()
)


_YEAR = re.compile(r"19\d\d|20[0-4]\d")


class How(StrEnum):
    """How a spelling is recognised."""

    NAME = "name"
    WORD = "word"
    """Only with a capital."""
    TICKER = "ticker"
    """Only in its own case."""
    MARKED = "marked"
    """A ticker that is also a word, an abbreviation or a year: only as `$ON`, `NYSE: ON`, `2002.TW`, `(2002)`."""
    NUMBER = "number"
    """A numeric ticker: not where it is an amount."""
    STEM = "stem"
    """A Chinese name without what the company does: only where a name can stand."""


@dataclass(frozen=True)
class Company:
    """One company and its calls. `printed` are its names as `Scope.companies` takes them."""

    printed: tuple[str, ...]
    spellings: tuple[tuple[str, How], ...]
    calls: tuple[Held, ...]


class _Calls:
    """Held calls by identity: a library hands out the same ones until it changes."""

    def __init__(self, held: Sequence[Held]) -> None:
        self.held = tuple(held)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.held)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Calls) or len(self.held) != len(other.held):
            return False
        return all(one is another for one, another in zip(self.held, other.held, strict=True))


def companies_of(held: Sequence[Held], glossary: Glossary) -> tuple[Company, ...]:
    """Held calls by company: two calls are one company's where a name, alias or ticker of theirs is the same."""
    return _companies_of(_Calls(held), glossary)


@lru_cache(maxsize=8)
def _companies_of(calls: _Calls, glossary: Glossary) -> tuple[Company, ...]:
    held = calls.held
    groups: list[tuple[set[str], list[Held]]] = []
    for h in held:
        own = {key(name) for name in identity(h, glossary)}
        joined = [group for group in groups if group[0] & own]
        merged = (
            {name for names, _ in joined for name in names} | own,
            [c for _, calls in joined for c in calls] + [h],
        )
        groups = [group for group in groups if group not in joined] + [merged]
    return tuple(_company(grouped, glossary) for _, grouped in groups)


def identity(held: Held, glossary: Glossary) -> list[str]:
    """Every whole name of a call's company, by which it is told from others; its id where it has none."""
    call = held.call
    names = [name for name in (call.company, call.ticker, *call.company_aliases) if name and len(name) > 1]
    known = [other for name in names for own in (name, *_shortened(name)) for other in _known(own, glossary)]
    return list(dict.fromkeys([*names, *known])) or [call.id]


def _known(name: str, glossary: Glossary) -> tuple[str, ...]:
    others = glossary.company_names(name)
    return others if len(others) > 1 else ()


def _company(calls: Sequence[Held], glossary: Glossary) -> Company:
    spellings: dict[str, How] = {}
    for h in calls:
        tickers = {h.call.ticker} if h.call.ticker else set()
        for name in (*identity(h, glossary), *company_names(h)):
            for spelling, how in _spellings(name, is_ticker=name in tickers):
                spellings.setdefault(spelling, how)
    printed = dict.fromkeys(h.call.company or h.call.ticker or "" for h in calls)
    own = {fold(spelling) for spelling in spellings}
    stems = [(stem, how) for name in own for stem, how in _stems(name) if stem not in own]
    rows = [(fold(spelling), how) for spelling, how in spellings.items()] + stems
    return Company(tuple(name for name in printed if name), tuple(dict.fromkeys(rows)), tuple(calls))


def _spellings(name: str, *, is_ticker: bool) -> Iterable[tuple[str, How]]:
    name = " ".join(name.split())
    if re.fullmatch(r"\d{3,6}", name):
        short = name.lstrip("0")
        for number in dict.fromkeys((name, short, f"0{short}")):
            yield number, How.MARKED if len(number) < 4 or _YEAR.fullmatch(number) else How.NUMBER
    elif is_ticker or re.fullmatch(r"[A-Z]{1,5}(?:[.\-][A-Z]{1,2})?", name):
        yield name, How.MARKED if len(name) == 1 or name.upper() in _NOT_TICKERS else How.TICKER
    elif name.isascii():
        shorter = _shortened(name)
        for spelling in dict.fromkeys((name, *shorter, *_openings(shorter[-1] if shorter else name))):
            yield spelling, How.WORD if spelling.lower() in WORDS or len(spelling) < 4 else How.NAME
    else:
        yield name, How.NAME


def _shortened(name: str) -> list[str]:
    """`Mirrowell Holdings` and `Mirrowell` of `Mirrowell Holdings plc`: one corporate word off at a time."""
    found = []
    while (shorter := _SUFFIX.sub("", name).strip(" ,")) != name and shorter:
        name = shorter
        found.append(name)
    return found


def _openings(core: str) -> list[str]:
    """`Western Digital` of `Western Digital Technologies`, whose first word alone could be anybody's."""
    words = core.split()
    return [" ".join(words[:2])] if len(words) > 2 else []


def _stems(folded: str) -> list[tuple[str, How]]:
    """A Chinese name without 股份有限公司, and then without the word for its business, where that leaves a name."""
    if folded.isascii():
        return []
    found, name = [], folded
    while (shorter := _HAN_SUFFIX.sub("", name)) != name and len(shorter) >= 2:
        name = shorter
        found.append((name, How.NAME if len(name) > 3 else How.STEM))
    stem = _HAN_BUSINESS.sub("", name)
    if stem != name and len(stem) >= 2:
        found.append((stem, How.STEM))
    return [(stem, how) for stem, how in found if stem not in _ORDINARY_HAN]
