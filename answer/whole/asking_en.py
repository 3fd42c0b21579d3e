"""English wordings of questions about the whole call.

The group `t` is the topic with what may trail behind it, `w` who is to have said it: only words that frame.
"""

import re

from answer.whole.kinds import WholeKind

_MENTION = (
    r"(?:mention(?:s|ed)?|refer(?:s|red)? to|referenced?|talk(?:s|ed)? about|discuss(?:es|ed)?|brings? up|brought up|cite[sd]?"
    r"|touch(?:es|ed)? (?:up)?on|speaks? (?:about|of)|spoke (?:about|of)|comment(?:s|ed)? on|address(?:es|ed)?)"
)
_MENTIONED = (
    r"(?:mentioned|referred to|referenced|talked about|discussed|brought up|raised|cited|touched (?:up)?on|spoken (?:about|of)"
    r"|commented on|addressed|said|named)"
)
_WORD = r"(?:[\w.'’&-]+\s+)"
_WHO = rf"(?P<w>{_WORD}{{1,6}}?)"
_ALL = r"(?:every|each|all(?: of)?(?: the)?)"
_PLACE = (
    r"(?:times?|places?|sentences?|passages?|paragraphs?|quotes?|spots?|parts?|instances?|occasions?|statements?|lines?|comments?|turns?"
    r"|occurrences?|bits?|excerpts?|sections?|points?)"
)
_LIST = (
    r"(?:list|find|show(?: me)?|give(?: me)?|count|number of|how many|pull(?: up| out)?|extract|collect|gather|compile|enumerate|get(?: me)?"
    r"|every|each|all(?: of)?)"
)
_ABOUT = r"(?:about|on|regarding|concerning|around|related to|relating to|for|into|of)"
_OUTLOOK = r"(?:forward[- ]looking|forward guidance|outlook|guidance|forecasts?|projections?|targets?|expectations?)"
_OUTLOOK_WITH = rf"{_OUTLOOK}(?:[\s,]+(?:and|or|&)?\s*{_OUTLOOK})*(?:\s+(?:statements?|comments?|items?|remarks?|figures?|numbers?|points?|commentary|information|disclosures?))*"
_BEFORE = r"(?:since|versus|vs\.?|from|compared (?:to|with)|relative to|against|between|over|than)"
_ANALYSTS = (
    r"(?:analysts|sell[- ]siders|firms|brokers|brokerages|banks|houses|investors|(?:people|callers|participants))"
)
_ASKED = (
    r"(?:ask(?:ed|s)?(?: (?:a |any |the )?questions?)?|raised? (?:a |any )?(?:questions?|concerns?)|raised? the (?:topic|issue|subject|question)|inquired?|enquired?|press(?:ed)?|push(?:ed)?(?: back)?"
    r"|query|queried|question(?:ed)?|want(?:ed)? to know|focus(?:ed)?|prob(?:e|ed))(?: management| the company| the team| them)?"
)
_TONES = r"(?:guidance|outlook|tone|message|messaging|language|wording|narrative|story|commentary|stance|forecasts?|targets?|priorities)"

_WORDINGS = (
    # When it was first said
    (WholeKind.FIRST_SAID, rf"\b(?:when|where|(?:in |on |during )?(?:which|what) (?:earnings )?(?:call|quarter|transcript|period|year))\b[^?]{{0,60}}?\bfirst\s+(?:{_MENTION}|say|said|use(?:d)? the (?:word|term|phrase))\s+(?P<t>.+)"),
    (WholeKind.FIRST_SAID, rf"\b(?:when|where|(?:in |on |during )?(?:which|what) (?:earnings )?(?:call|quarter|transcript|period|year))\s+(?:is|was|were|are|did|does|do|has|had)\s+(?P<t>.+?)\s+(?:first|originally)\s+(?:get |been )?(?:{_MENTIONED}|come up|came up|appear(?:ed)?)"),
    (WholeKind.FIRST_SAID, rf"\bwhen\s+(?:is|was|were|are)\s+(?P<t>.+?)\s+{_MENTIONED}\s+for the first time"),
    (WholeKind.FIRST_SAID, rf"\bwhen\s+(?:did|does|do)\s+{_WHO}{_MENTION}\s+(?P<t>.+?)\s+for the first time"),
    (WholeKind.FIRST_SAID, r"\b(?:the )?(?:very )?(?:first|earliest|initial)\s+(?:mention|reference|appearance|occurrence)\s+(?:of|to)\s+(?P<t>.+)"),
    (WholeKind.FIRST_SAID, rf"\b(?:the )?first time\s+(?:that\s+)?{_WHO}{_MENTION}\s+(?P<t>.+)"),
    (WholeKind.FIRST_SAID, rf"\b(?:the )?first time\s+(?:that\s+)?(?P<t>.+?)\s+(?:is|was|were|got|gets|came|comes)\s+(?:{_MENTIONED}|up)"),
    (WholeKind.FIRST_SAID, rf"\bwho\s+(?:was|were)\s+the\s+first\s+(?:\w+\s+)?to\s+{_MENTION}\s+(?P<t>.+)"),
    (WholeKind.FIRST_SAID, rf"\bwho\s+first\s+{_MENTION}\s+(?P<t>.+)"),
    # What changed: with a topic only in words that are about what was said
    (WholeKind.CHANGES, rf"\bwhat(?:['’]s|\s+has|\s+have|\s+is)?\s+(?:changed?|different|new)\s+(?:in|about|on|regarding|with|to|around)\s+(?P<t>.+?)\s+{_BEFORE}\s+(?=[^?]*(?:last|previous|prior|ago|earlier|before))"),
    (WholeKind.CHANGES, rf"\bhow\s+(?:has|have|did)\s+(?P<t>(?:{_WORD}{{0,3}}?)(?:{_TONES})(?:\s+(?:on|for|about|around)\s+[^?]+?)?)\s+(?:changed?|evolved?|shifted?|moved?)\s+{_BEFORE}\s+(?=[^?]*(?:last|previous|prior|ago|earlier|before))"),
    # Analysts' questions
    (WholeKind.ANALYSTS, rf"\b(?:which|what|how many)\s+(?:sell[- ]side\s+|of the\s+|buy[- ]side\s+)?{_ANALYSTS}\s+(?:have\s+|had\s+|also\s+|all\s+|did\s+)?{_ASKED}(?:\s+{_ABOUT}\s+(?P<t>.+))?"),
    (WholeKind.ANALYSTS, rf"\b(?:list|name|show|find|identify)\s+(?:me\s+)?(?:all\s+|every\s+)?(?:of\s+)?(?:the\s+)?analysts?\s+(?:who|that)\s+{_ASKED}(?:\s+{_ABOUT}\s+(?P<t>.+))?"),
    (WholeKind.ANALYSTS, r"\bwho\s+(?:all\s+|else\s+)?(?:has\s+|have\s+)?(?:asked|raised (?:a )?(?:questions?|concerns?)|inquired|enquired)\s+(?:management\s+|(?:a |any )?questions?\s+)?(?:about|on|regarding|concerning)\s+(?P<t>.+)"),
    (WholeKind.ANALYSTS, r"\bwho\s+(?:all\s+)?asked\s+(?:a\s+|the\s+|any\s+)?questions?"),
    (WholeKind.ANALYSTS, rf"\bwhat\s+(?:(?:kind|sort|types?)\s+of\s+)?(?:(?:questions?|topics|issues|subjects|themes|concerns)\s+)?(?:did|do|have|were|had)\s+(?:all\s+)?(?:the\s+)?(?:sell[- ]side\s+)?analysts\s+{_ASKED}(?:\s+(?:{_ABOUT}|most about|most))?(?:\s+(?P<t>.+))?"),
    (WholeKind.ANALYSTS, rf"\bwhat\s+(?:questions|topics|issues)\s+(?:were|was|have been|got)\s+(?:asked|raised|posed|put)(?:\s+by\s+(?:the\s+)?analysts)?(?:\s+{_ABOUT}\s+(?P<t>.+))?"),
    (WholeKind.ANALYSTS, rf"\b{_LIST}\s+(?:of\s+)?(?:the\s+|me\s+)*(?:all\s+|every\s+)?(?:of\s+)?(?:the\s+)?(?:analysts?['’]?s?['’]?\s+)?questions?(?:\s+(?:that\s+)?(?:were\s+|was\s+)?(?:asked|raised|posed|put))?(?:\s+(?:by|from)\s+(?:the\s+)?analysts)?(?:\s+(?:about|on|regarding|concerning)\s+(?P<t>.+))?"),
    (WholeKind.ANALYSTS, r"\bwhat\s+(?:were|are)\s+(?:all\s+)?(?:the\s+)?(?:analysts?['’]s?\s+|analyst\s+)questions?(?:\s+(?:about|on|regarding|concerning)\s+(?P<t>.+))?"),
    (WholeKind.ANALYSTS, r"\b(?:which|what)\s+(?:analysts?['’]?s?['’]?\s+)?questions\s+(?:were|are)\s+(?:asked\s+)?(?:about|on|regarding|concerning)\s+(?P<t>.+)"),
    # Outlook
    (WholeKind.OUTLOOK, rf"\b(?:all|every|each|list|full|complete|entire|compile|gather|collect|extract|pull(?: out)?|enumerate|summari[sz]e|summary of|recap|overview of|rundown of)\s+(?:{_WORD}{{0,6}}?){_OUTLOOK_WITH}(?:\s+(?:given|made|provided|issued|shared))?(?:\s+(?:on|for|about|regarding|concerning|related to|relating to|around)\s+(?P<t>.+))?"),
    (WholeKind.OUTLOOK, r"\bforward[- ]looking\s+(?:statements?|comments?|remarks?|guidance|commentary|information|disclosures?)(?:\s+(?:about|on|regarding|concerning)\s+(?P<t>.+))?"),
    (WholeKind.OUTLOOK, r"\b(?:outlook|guidance)\s+statements(?:\s+(?:about|on|regarding|concerning)\s+(?P<t>.+))?"),
    # Every mention
    (WholeKind.MENTIONS, rf"\b{_LIST}\s+(?:{_WORD}{{0,4}}?)(?:mentions?|references?|occurrences?|instances?|appearances?|discussions?)\s+(?:of|to|about|on|regarding)\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, r"^\W*mentions?\s+of\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, rf"\b(?:which|what)\s+(?:compan(?:y|ies)|calls?|of (?:them|these|the (?:companies|calls)))\s+(?:ever\s+|even\s+|also\s+)?{_MENTION}\s+(?P<t>(?:[\w&'’.-]+\s*){{1,4}})\?*$"),
    # Whether it was: of a topic of a few words, and of nothing that a sentence would have to say about it
    (WholeKind.MENTIONS, rf"^\W*(?:did|does|do|has|have)\s+{_WHO}(?:ever\s+|even\s+|also\s+)?(?:{_MENTION}|say anything (?:about|on))\s+(?P<t>(?:(?!(?:how|what|why|when|whether|that|if)\b)[\w&'’.-]+\s*){{1,3}})(?:at all|anywhere|on (?:the|this) call)?\s*\?*$"),
    (WholeKind.MENTIONS, r"^\W*(?:was|is|were) there (?:any|a)\s+(?:mention|discussion|talk|reference)s?\s+(?:of|about|to)\s+(?P<t>(?:[\w&'’.-]+\s*){1,3})(?:at all|anywhere|on (?:the|this) call)?\s*\?*$"),
    (WholeKind.MENTIONS, rf"\b(?:in|at|on)\s+(?:which|what)\s+{_PLACE}\s+(?:is|was|are|were)\s+(?P<t>.+?)\s+{_MENTIONED}"),
    (WholeKind.MENTIONS, rf"\b{_ALL}\s+{_PLACE}\s+(?:where|in which|when|that|at which)\s+(?P<t>.+?)\s+(?:is|was|are|were|gets?|got|has been|have been|comes?|came)\s+(?:{_MENTIONED}|up)"),
    (WholeKind.MENTIONS, rf"\b{_ALL}\s+{_PLACE}\s+(?:(?P<w>{_WORD}{{0,5}}?)(?:{_MENTION}|said)|mentioning|discussing|referring to|referencing|about|containing|that contains?|with the (?:word|term))\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, rf"\b{_ALL}\s+{_PLACE}\s+(?:that\s+)?(?P<t>.+?)\s+(?:is|was|are|were|gets?|got|has been|have been|comes?|came)\s+(?:{_MENTIONED}|up)"),
    (WholeKind.MENTIONS, rf"\beverywhere\s+(?:that\s+)?(?P<t>.+?)\s+(?:is|was|are|were|gets?|got|comes?|came)\s+(?:{_MENTIONED}|up)"),
    (WholeKind.MENTIONS, rf"\beverywhere\s+(?:that\s+)?{_WHO}{_MENTION}\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, rf"\b(?:everything|all)\s+(?:that\s+)?(?P<w>{_WORD}{{0,5}}?)(?:said|says|say|mentioned|stated)\s+(?:about|on|regarding|concerning)\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, rf"\b(?:all|every)\s+(?:of\s+)?(?:{_WORD}{{0,4}}?)(?:comments?|statements?|remarks?|commentary|discussion|quotes?|passages?|sentences?)\s+(?:about|on|regarding|concerning)\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, rf"\bwhere\s+(?:exactly\s+|else\s+)?(?:is|was|are|were)\s+(?P<t>.+?)\s+{_MENTIONED}"),
    (WholeKind.MENTIONS, rf"\bwhere\s+(?:(?:in|on|during)\s+the\s+(?:call|transcript|q&a)\s+)?(?:do|does|did)\s+{_WHO}{_MENTION}\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, r"\bwhere\s+(?:do|does|did)\s+(?P<t>.+?)\s+(?:come up|get mentioned|get discussed|appear)"),
    (WholeKind.MENTIONS, rf"\b(?:how (?:many times|often|frequently)|count how (?:many times|often))\s+(?:(?:do|does|did|has|have|had)\s+)?{_WHO}(?:say|says|said|use(?:d)? the (?:word|term|phrase)|utter(?:ed)?|{_MENTION})\s+(?P<t>.+)"),
    (WholeKind.MENTIONS, rf"\bhow (?:many times|often|frequently)\s+(?:(?:is|was|are|were|has|have|did|does|do)\s+)?(?P<t>.+?)\s+(?:(?:is|was|were|been|be|get)\s+)?(?:{_MENTIONED}|come up|came up|comes up|appear(?:s|ed)?)"),
    (WholeKind.MENTIONS, rf"\b(?:the )?number of times\s+(?:that\s+)?(?:(?P<t>.+?)\s+(?:is|was|were|came|comes)\s+(?:{_MENTIONED}|up))"),
    (WholeKind.MENTIONS, rf"\b(?:the )?number of times\s+(?:that\s+)?{_WHO}(?:said?|{_MENTION})\s+(?P<t>.+)"),
    # Summary
    (WholeKind.SUMMARY, r"\b(?:summar(?:y|ies|i[sz]e|i[sz]ed|i[sz]ing)|sum(?:ming)?\s+up|sum(?=\s+(?:it|this|the call)\b)|tl;?dr|recap|(?:key\s+|main\s+|top\s+)?take[- ]?aways?|highlights?|(?:key|main|major|central|top) (?:points?|messages?|topics?|themes?|announcements?)|most important points?|big picture|overview|gist|rundown|run[- ]?down|synopsis|digest|debrief|walk me through|run me through|brief me(?: on)?|catch me up(?: on)?|bring me up to speed(?: on)?|nutshell|need to know)\b"),
)  # fmt: skip

WORDINGS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDINGS)

SAID_ON_CALL = re.compile(
    r"\bwhat\s+(?:was|got|were)\s+(?:said|discussed|covered|talked about|announced|presented)\b|\bwhat\s+happened\b"
    r"|\bwhat\s+did\s+(?:they|management|the (?:company|executives|management|team))\s+(?:say|talk about|discuss|cover)\b"
    r"|\btell me (?:all |everything )?about\b",
    re.IGNORECASE,
)
"""Asks for a summary only where a call or quarter is named and nothing else."""
ON_CALL = re.compile(
    r"\b(?:calls?|transcripts?|quarter(?:['’]s)?|meeting|earnings|results|session|q&a|prepared remarks|conference|f?q[1-4]\b.*|[1-4]q\d\d)\b",
    re.IGNORECASE,
)

CHANGED = re.compile(
    r"\b(?:chang(?:e|ed|es|ing)|different|differs?|differently|differences?|new|compar(?:e|es|ed|ing|ison)|dropped|evolved?|shifted|diff"
    r"|(?:no longer|stopped|stop)\s+(?:mention(?:ed|ing)?|said|say(?:ing)?|talk(?:ed|ing)? about|discuss(?:ed|ing)?)"
    r"|(?:didn['’]t|did not|haven['’]t)\s+(?:say|mention|said|mentioned))\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:last|previous|prior|preceding|earlier|past|former|two|both|consecutive|successive)\s+(?:(?:earnings|conference|fiscal|two|2)\s+)*(?:quarters?|calls?|years?|one|time|results|reports?|transcripts?)\b"
    r"|\b(?:quarters?|years?|calls?)\s+(?:ago|earlier|before)\b|\bquarter[- ](?:over|on)[- ]quarter\b|\bqoq\b|\byear[- ](?:over|on)[- ]year\b|\byoy\b|\bf?q[1-4]\b.*\bf?q[1-4]\b",
    re.IGNORECASE,
)
NEWNESS = re.compile(r"\b(?:new|changed)\b", re.IGNORECASE)
THIS_CALL = re.compile(
    r"\b(?:this|latest|current|most recent|the|last|recent)\s+(?:\w+\s+)?(?:quarter|call|results|report)\b",
    re.IGNORECASE,
)
COMPARISON = frozenset("versus vs since compared compare relative against than not didn didn't longer no how".split())
GIVEN = re.compile(
    r"\bwhat\s+(?:(?:kind of|sort of|other|new|updated|forward|specific)\s+)?(?:guidance|outlook statements?)\s+(?:did|was|has|have|is|were|do|does)\b[^?]*?\b(?:give|gave|given|provided?|issued?|offer(?:ed)?|share[d]?|made|make)\b",
    re.IGNORECASE,
)
