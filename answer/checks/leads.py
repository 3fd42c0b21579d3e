"""Who-says-it taken off a claim: what is left is the statement, alone or side by side with others."""

import re

from answer.checks import wording

NEUTRAL = (
    r"(?:said|says|saying|noted|notes|stated|states|added|adds|explained|explains|mentioned|mentions|told\s+\w+"
    r"|emphasi[sz]ed|reiterated|highlighted|reported|reports|commented|confirmed|confirms|acknowledged"
    r"|announced|indicated|pointed\s+out|replied|answered|responded|described|observed|remarked)"
)
_LETTER = r"(?:[^\W\d_\u2e80-\u9fff]|[.'’-])"  # any script's letters but Chinese, which follow a name without a space
NAME = rf"[A-Z]{_LETTER}*(?:\s+(?:[A-Z]{_LETTER}*|de|van|von|bin))*"
ADVERBS = r"(?:(?:also|already|just|has|had|then|further)\s+){0,2}"
_WHO_WORD = (
    rf"(?:[A-Z]{_LETTER}*|the|its|an?|company|group|management|executives?|team|chief|financial|operating|technology|officer|head|of"
    r"|investor|relations|president|chair\w*|director|vice|senior|analysts?|he|she|they|it|spokes\w+|interpreter|firm|de|van|von"
    r"|bin|and)"
)
_WHO_WORDS = rf"{_WHO_WORD}(?:\s+{_WHO_WORD}){{0,7}}?"
_LEAD = re.compile(
    rf"(?:(?:^|(?<=[,;]\s)|(?<=while\s)|(?<=and\s)|(?<=but\s))(?:{_WHO_WORDS}"
    rf"(?:,[^,;\d]{{2,50}},)?\s+{ADVERBS}(?:{NEUTRAL}|raised\s+the\s+(?:point|question|issue))(?:\s+in\s+(?:a|his|her|the)\s+(?:question|answer|remarks))?"
    rf"(?:\s+that|:|,)?\s+"
    rf"|[Aa]ccording\s+to\s+[^,;\d]{{2,60}}(?:,\s(?:{NAME}|(?:the|its)\s+(?:C[EFOT]O|[Cc]hief|[Hh]ead|[Cc]hair)[^,;\d]{{0,40}})(?=,))?,\s+))"
)
_LEAD_AFTER = re.compile(rf",\s+(?:(?:said|says|noted|added|explained|according\s+to)\s+(?:the\s+)?[^,;\d]{{2,50}}|(?:the\s+)?[^,;\d]{{2,40}}\s+{NEUTRAL})\s*\.?\s*$")  # fmt: skip
_ZH_LEAD = re.compile(
    r"(?:^|(?<=[;；。]))\s*(?:根據|据|據)?[^,，。;；:：\d]{1,24}?(?:表示|指出|強調|强调|透露|補充|补充|提到|坦言|說明|说明|解釋|解释"
    r"|回應|回应|回答|重申|稱|称|說|说)\s*[,，:：]\s*"
)
LABEL = re.compile(r"\b(?:Speaker|Analyst|Unidentified\s\w+)\s\d{1,2}\b")
"""A label that stands for a name: its number is no figure."""


def unattributed(claim: str) -> str:
    """`claim` without who said it: what is left is the statement. A verb that hedges ("expects") stays."""
    claim = LABEL.sub("Speaker", claim)
    left = _ZH_LEAD.sub("", _LEAD_AFTER.sub("", _LEAD.sub("", claim)))
    return left if re.search(r"\w{2}", left) else claim


def separate(claim: str) -> list[str]:
    """Statements that a claim sets side by side ("…, while …"), each of which says for itself what it is about."""
    pieces = [""]
    for part in re.split(r"(,?\s+(?:while|whereas)\s+|[;；]\s*|[,，]而(?!且))", claim):
        if re.fullmatch(r",?\s+(?:while|whereas)\s+|[;；]\s*|[,，]而", part):
            pieces.append("")
        elif len(pieces) > 1 and not _own_subject(part):
            pieces[-2:] = [f"{pieces[-2]}, while {part}" if pieces[-2][:1].isascii() else f"{pieces[-2]},而{part}"]
        else:
            pieces[-1] = part
    return pieces


def _own_subject(part: str) -> bool:
    """Whether a statement names its subject before its first figure, or who makes it."""
    if _LEAD.match(part) or _ZH_LEAD.match(part):
        return True
    head = re.split(r"\d", part, maxsplit=1)[0]
    if re.match(r"\s*(?:its|their|the\s+latter|其|該)", head, re.IGNORECASE):
        return False
    if re.match(r"\s*(?:at\s|there\s+(?:was|were|is|are)\b)", head, re.IGNORECASE):
        return True
    if wording.is_han(head):
        return len(re.findall("[\u3400-\u9fff]", head)) > 3
    return len(wording.stems(head)) > 1
