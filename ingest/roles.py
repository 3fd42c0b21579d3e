"""Which part somebody plays on a call: from the list, the title, the announcement, the words, the place in the call."""

import re

from ingest.transcript import Role

_UNIDENTIFIED = re.compile(
    r"^(?:(?:unidentified|unknown|unnamed)\b.*|(?:speaker|spk|participant|caller|attendee)[ _]?(?:\d+|[A-Z])|man|woman|narrator|management|unverified\b.*|shareholder|audience member|q|a|question|answer"
    r"|(?:company|corporate) (?:representative|speaker).*|[問问答]|提[問问]者?|法人(?:提[問问])?|分析[師师]|投[資资][人者]|[發发]言[人者] ?\d*|[說说][話话]人 ?\d+"
    r"|公司(?:代表|方)?|管理[層层]|[經经][營营][團团][隊队])$",
    re.IGNORECASE,
)
_ANALYST_LABEL = re.compile(
    r"^(?:(?:unidentified|unknown|unnamed) (?:analyst|audience)\b.*|analyst(?: \d+)?|q|question(?:er)?|[問问]|提[問问]者?|法人(?:提[問问])?|分析[師师])$",
    re.IGNORECASE,
)
_COMPANY_LABEL = re.compile(
    r"^(?:(?:unidentified|unknown|unnamed) (?:company|corporate|executive)\b.*|management|(?:company|corporate) (?:representative|speaker|participant).*|executive(?: \d+)?|a|answer|答|[發发]言人"
    r"|公司(?:代表|方)?|管理[層层]|[經经][營营][團团][隊队])$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"^(?:(?:interpreter|translator|editor|media|host|shareholder|unverified|journalist|reporter)\b.*|口[譯译][員员]?|翻[譯译]|[會会]?[議议]?主持人|司[儀仪]|投[資资][人者]|股[東东])$",
    re.IGNORECASE,
)
_HOST_LABEL = re.compile(r"^(?:host|[會会]?[議议]?主持人|司[儀仪])$", re.IGNORECASE)
_ANALYST_TITLE = re.compile(r"\banalysts?\b(?! relations)|\bequity research\b|分析[師师]", re.IGNORECASE)
_OTHER_TITLE = re.compile(
    r"^(?:(?:individual |private |retail )?(?:investor|shareholder)s?|journalist|reporter|correspondent|media|press|interpreter|translator)$",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"\bchief\b|\bC[EFOT]O\b|(?<!vice )(?<!vice-)\bpresident\b|\bchair(?:man|woman|person)?\b|\bfounder\b|\binvestor relations\b|\btreasurer\b"
    r"|董事長|董事长|[總总][經经]理|[執执]行[長长]|[財财][務务][長长]|[財财][務务][總总][監监]",
    re.IGNORECASE,
)
_OPERATOR_TITLE = re.compile(r"^(?:conference |call )?(?:operator|moderator|coordinator)$", re.IGNORECASE)
_MEDIA_FIRM = re.compile(
    r"\b(?:Gazette|Times|Journal|Herald|Tribune|Post|Daily|Weekly|News(?:paper|wires?)?|Reuters|Associated Press|Magazine|Chronicle|Telegraph"
    r"|Guardian|Broadcasting|Television|TV|Radio|CNBC|CNN|BBC|NBC|CBS|Nikkei|Barron['’]?s|Forbes|Fortune|AFP|Xinhua|Caixin)\b"
)
_NOT_MEDIA = re.compile(
    r"\b(?:Securities|Capital|Partners|Research|Asset|Advisors?|Investments?|Bank|Management|& Co)\b"
)
_PRIVATE = re.compile(r"\b(?:individual|private|retail) (?:investor|shareholder)\b", re.IGNORECASE)


def is_unidentified(label: str) -> bool:
    """Whether a label names nobody: Unidentified Analyst, Speaker 3, Management, Q."""
    return _UNIDENTIFIED.match(label.strip()) is not None


def is_media(firm: str | None) -> bool:
    """Whether a firm is a newsroom, so that its person asks as a journalist."""
    return firm is not None and _MEDIA_FIRM.search(firm) is not None and _NOT_MEDIA.search(firm) is None


def is_host_label(label: str) -> bool:
    """Whether a label says only that somebody leads the call: he may be its operator."""
    return _HOST_LABEL.match(label.strip()) is not None


def role_of_label(label: str) -> Role | None:
    """What a function label says; None where the label is a name, or says nothing of the role."""
    if _ANALYST_LABEL.match(label):
        return Role.ANALYST
    if _COMPANY_LABEL.match(label):
        return Role.EXECUTIVE
    if _OTHER_LABEL.match(label):
        return Role.OTHER
    return None


def leads_company(title: str | None) -> bool:
    """Whether a title is one of a company's leaders or of its investor relations, which no broker's analyst has."""
    return title is not None and _LEADER.search(title) is not None


def role_of_title(title: str | None) -> Role | None:
    """What a title alone says. Broker titles (MD, VP, Executive Director) sit on analysts too, so most say nothing."""
    if not title:
        return None
    if _OPERATOR_TITLE.match(title.strip()):
        return Role.OPERATOR
    if _ANALYST_TITLE.search(title):
        return Role.ANALYST
    if _PRIVATE.search(title) or _OTHER_TITLE.match(title.strip()):
        return Role.OTHER
    return None
