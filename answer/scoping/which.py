"""Questions that ask which of the companies it is: of all of them, side by side or not."""

import re

from answer.scoping.fold import fold

_ANYBODY = re.compile(
    r"\b(?:who|which (?:other )?compan(?:y|ies)|anyone|anybody|any company|other companies|what companies|across (?:the |all )?(?:calls|companies))\b"
    r"|哪些公司|哪(?:几)?家|有谁|谁(?:有)?提|其他公司|各(?:家)?公司",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|every|all(?: the| of the)?) (?:of the )?compan(?:y|ies)\b|\bacross (?:the |all )?companies\b|\bcompany by company\b|各(?:家)?(?:公司)?(?=[的在对如怎])|各(?:家)?公司|每(?:一)?家",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:which|what) (?:of the )?(?:compan(?:y|ies)|firms?|names?|one)\b|\bwho (?:has|had|is|was|grew|reported|posted)\b|哪(?:一|几|些)?(?:家|间)|哪些?公司|谁",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:most|least|more|less|fewe[rs]t?|best|better|worst|worse|(?:high|low|fast|slow|larg|bigg|small|great|strong|weak|deep|wid|narrow|rich|cheap|steep|sharp)e(?:r|st)|rank\w*|top|leads?|leading)\b"
    r"|最|较|更|排名|领先|(?<![提调升拉走推])高(?![于估管层])|(?<![降压走调])低(?!于)|(?<![减缩])少|(?<!增)多(?![元数家项少])|快|慢|(?<![扩放加])大|(?<!缩)小(?!时)|(?<![加增])强|弱|(?<![改转利看友])好|差(?!异)",
    re.IGNORECASE,
)


def sets_companies_beside(question: str) -> bool:
    """Whether a question that names no company wants all of them side by side: `each company`, 哪家的毛利率最高.

    Which of them mention or do something is no comparison.
    """
    text = fold(question)
    return bool(_EACH.search(text) or (_WHICH.search(text) and _RANKS.search(text)))


def asks_anybody(question: str) -> bool:
    """Whether a question asks which of the companies it is, so that none is meant."""
    text = fold(question)
    return any(pattern.search(text) for pattern in (_ANYBODY, _WHICH, _EACH))


def speaks_of_anybody(question: str) -> bool:
    """Whether a company named beside may be what is asked about, and not who is asked: `who mentions Plumewing?`."""
    return _ANYBODY.search(fold(question)) is not None
