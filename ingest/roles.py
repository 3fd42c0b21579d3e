"""Which part somebody plays on a call: from the list, the title, the announcement, the words, the place in the call."""

import re

from ingest.transcript import Role

_UNIDENTIFIED = re.compile(
    r"^(?:(?:unidentified|unknown|unnamed)\b.*|(?:speaker|spk|participant|caller|attendee)[ _]?(?:\d+|[A-Z])|man|woman|narrator|management|(?:unverified|unnamed) \w+|shareholder|audience member|q|a|question|answer"
    r"|(?:company|corporate) (?:representative|speaker).*)$",
    re.IGNORECASE,
)
_ANALYST_LABEL = re.compile(
    r"^(?:(?:unidentified|unknown|unnamed) (?:analyst|audience)\b.*|analyst|q|question)$", re.IGNORECASE
)
_COMPANY_LABEL = re.compile(
    r"^(?:(?:unidentified|unknown|unnamed) (?:company|corporate|executive)\b.*|management|(?:company|corporate) (?:representative|speaker).*|a|answer)$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"^(?:(?:interpreter|translator|editor|media|host|shareholder|unverified|journalist|reporter)\b.*)$", re.IGNORECASE
)
_ANALYST_TITLE = re.compile(r"\banalysts?\b|\bequity research\b", re.IGNORECASE)
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


def role_of_label(label: str) -> Role | None:
    """What a function label says; None where the label is a name, or says nothing of the role."""
    if _ANALYST_LABEL.match(label):
        return Role.ANALYST
    if _COMPANY_LABEL.match(label):
        return Role.EXECUTIVE
    if _OTHER_LABEL.match(label):
        return Role.OTHER
    return None


def role_of_title(title: str | None) -> Role | None:
    """What a title alone says. Broker titles (MD, VP, Executive Director) sit on analysts too, so most say nothing."""
    if not title:
        return None
    if _OPERATOR_TITLE.match(title.strip()):
        return Role.OPERATOR
    if _ANALYST_TITLE.search(title):
        return Role.ANALYST
    if _PRIVATE.search(title):
        return Role.OTHER
    return None
