"""Bilingual pages in the statementdog layout: a bulleted English line, and its Chinese translation indented below it.

A heading is a pair whose two lines are the same. Since a short speech can be left untranslated too (`OK.` / `OK.`), a
heading also needs support: a function word, a ` - ` before a title, or a name seen or announced before. Copies are
damaged in many ways, and a page pasted from the browser brings the site's menus along.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.formats.bilingual.bilingual import has_east_asian, is_east_asian, language_of
from ingest.formats.bilingual.statementdog_front import DISCLAIMER, FULL_TEXT, read_front
from ingest.formats.bilingual.statementdog_rows import Pair, Row, folded, is_twin, pairs, read_rows, same
from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.lines import ends_sentence, is_function, is_name, name_key_text, title_and_firm
from ingest.formats.text import Text
from ingest.transcript import Note

FORMAT = "statementdog"

_MARKERS = ("使用警語", "使用警语", "完整原文")
_EDITOR = "editor"
_SAID_TOO = frozenset("q a question answer analyst host management".split())
"""Function words that people also say."""
_OFFICE = re.compile(
    r"\b(?:chief|officer|president|director|analyst|head|manager|chair\w*|[ce][a-z]o|[se]?vp|ir|founder|partner|treasurer|secretary|counsel"
    r"|investor relations|representative|managing|executive|senior|md|associate)\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-‐-―−]+\s+|\s+[–—]+\s*|\s*[–—]+\s+")
_NOT_NAMES = frozenset(
    "absolutely appreciate awesome bye congrats congratulations cool correct course definitely exactly excellent fair fantastic fine "
    "good goodbye got great hello hi indeed interesting my nice next no of okay perfect please question right same see sorry sure "
    "thank thanks true understood very welcome well wonderful yeah yep yes".split()
)
_MAX_LABEL_WORDS = 8
_MAX_LABEL = 200
_HEAD = 100_000
_HEADINGS = 3
_MENU_WORDS = 6
_SITE = re.compile(
    r"財報狗|财报狗|statementdog|©|copyright|all rights reserved|版權所有|版权所有|隱私|隐私|privacy|terms of|服務條款|使用條款|服务条款|使用条款"
    r"|免責|免责|投資建議|投资建议|本網站|本网站|本站|登入|登录|註冊|注册|log ?in|sign ?(?:in|up)|聯絡我們|联系我们|關於我們|关于我们|about us|常見問題"
    r"|回到頂部|回到顶部|上一[篇則季頁]|下一[篇則季頁]|相關文章|相关文章|熱門|下載 ?app|app store|google play|訂閱|订阅|更多.{0,12}逐字稿",
    re.IGNORECASE,
)
_MAX_SITE = 120


def recognises(page: Text) -> bool:
    if not has_east_asian(page.text) and page.text.count("Operator") < 2 * _HEADINGS:
        return False
    rows = read_rows(page.text)
    twins = [row.text for i, row in enumerate(rows) if is_twin(rows, i)]
    headings = [text for text in twins if _looks_like_heading(text)]
    chinese = sum(is_east_asian(row.text) for row in rows)
    if len(headings) >= _HEADINGS and ("Operator" in headings or chinese >= len(headings)):
        return True
    marked = any(marker in page.text[:_HEAD] for marker in _MARKERS)
    return marked and chinese > 0 and (headings != [] or len(twins) >= _HEADINGS)


def parse(page: Text) -> list[Draft]:
    rows = read_rows(page.text)
    speech_from = _speech_from(rows)
    speech_to = _speech_to(rows, speech_from)
    draft = Draft(format=FORMAT, translation_kind="machine")
    read_front(draft, rows[:speech_from])
    spoken = pairs(rows[speech_from:speech_to])
    _Reader(draft, spoken).read()
    draft.note("note", "\n".join(row.text for row in rows[speech_to:]))
    translations = [p for turn in draft.turns for _, p in turn.paragraphs] + [row.text for row in rows[:speech_from]]
    draft.languages = ("en", language_of(translations, otherwise="zh-Hant"))
    return [draft]


def _speech_from(rows: Sequence[Row]) -> int:
    """The first heading, or the first pair after the last marker before it (menus may name the page's parts too)."""
    twins = [i for i, row in enumerate(rows) if is_twin(rows, i) and _looks_like_heading(row.text)]
    sure = [i for i in twins if is_function(rows[i].text) or _DASH.search(rows[i].text)]
    marks = [i for i, row in enumerate(rows) if DISCLAIMER.match(row.text) or FULL_TEXT.match(row.text)]
    first = next(iter(sure or twins), len(rows))
    marked = max((i for i in marks if i < first), default=None)
    if marked is None:
        return twins[0] if twins else 0
    first = next((i for i in twins if i > marked), len(rows))
    return next((i for i in range(marked + 1, first) if _is_pair(rows, i)), first)


def _is_pair(rows: Sequence[Row], i: int) -> bool:
    """Whether an English row stands here with a Chinese one after it."""
    if i + 1 >= len(rows) or _is_site(rows[i]):
        return False
    return _is_bulleted_pair(rows, i) or (not is_east_asian(rows[i].text) and is_east_asian(rows[i + 1].text))


def _is_bulleted_pair(rows: Sequence[Row], i: int) -> bool:
    """The same where the bullet alone tells, as the words are few or mixed (`Revenue` / `Skylark的營收`)."""
    return rows[i].bullet and not rows[i + 1].bullet and has_east_asian(rows[i + 1].text)


def _speech_to(rows: Sequence[Row], speech_from: int) -> int:
    """Where the site's menus begin again after the last words."""
    last = len(rows)
    while last > speech_from and not _is_sentence(rows, last - 1):
        if last - 1 > speech_from and _is_bulleted_pair(rows, last - 2) and not is_twin(rows, last - 2):
            break
        last -= 1
    while last < len(rows):
        row, due = rows[last], last > speech_from and not is_east_asian(rows[last - 1].text)
        if _is_site(row) or not (
            _is_pair(rows, last) or (due and (is_east_asian(row.text) or same(row.text, rows[last - 1].text)))
        ):
            break
        last += 1
    return last


def _is_sentence(rows: Sequence[Row], i: int) -> bool:
    text = rows[i].text
    if is_east_asian(text) or _is_site(rows[i]) or DISCLAIMER.match(text):
        return False
    return ends_sentence(text) or text.endswith((")", "]", "--", ":", ",")) or len(text.split()) >= _MENU_WORDS


def _is_site(row: Row) -> bool:
    return len(row.text) <= _MAX_SITE and not row.bullet and _SITE.search(row.text) is not None


def _looks_like_heading(line: str) -> bool:
    """Whether a line that is printed twice has the shape of a heading, support apart."""
    name, title = _name_and_title(line)
    if is_function(name):
        return len(name) > 1
    words = name.split()
    if len(line) > _MAX_LABEL or not 1 <= len(words) <= _MAX_LABEL_WORDS or ends_sentence(name):
        return False
    if any(word.strip(",").lower() in _NOT_NAMES for word in words[:1]):
        return False
    if title is not None:
        return any(word[0].isupper() for word in words) or has_east_asian(words[0])
    return is_name(re.sub(r"\s*[(（][^)）]*[)）]", "", name), fewest=1 if has_east_asian(name) else 2)


def _name_and_title(line: str) -> tuple[str, str | None]:
    name, *rest = _DASH.split(" ".join(line.split()).rstrip(" -–—"), maxsplit=1)
    return name.strip(), (rest[0].strip() or None) if rest else None


class _Reader:
    """Turns of one page from its pairs."""

    def __init__(self, draft: Draft, spoken: Sequence[Pair]) -> None:
        self._draft = draft
        self._pairs = spoken
        self._twins = Counter(folded(pair.original) for pair in spoken if same(pair.original, pair.translation))
        self._headings: set[str] = set()
        self._names: set[str] = set()
        self._said: set[str] = set()
        self._turns: list[DraftTurn] = []
        self._editor: list[Pair] | None = None
        self._notes: list[Pair] = []

    def read(self) -> None:
        for pair in self._pairs:
            if self._is_heading(pair):
                self._open(*_name_and_title(pair.original))
                self._headings.add(folded(pair.original))
            elif self._editor is not None:
                self._editor.append(pair)
            else:
                self._speak(pair)
        for turn in self._turns:
            if turn.paragraphs:
                self._draft.open(turn.label, turn.title, turn.firm).paragraphs.extend(turn.paragraphs)
                if turn.label is None:
                    self._draft.turns[-1].flags.append("label_missing")
        if self._notes:
            text = "\n".join(pair.original for pair in self._notes)
            translation = "\n".join(pair.translation or "" for pair in self._notes) or None
            self._draft.notes.append(Note("note", text, translation, paragraphs=len(self._notes)))

    def _open(self, name: str, title: str | None) -> None:
        self._names.add(folded(name))
        self._editor = self._notes if name.lower() == _EDITOR else None
        if self._editor is None:
            firm = None
            if title and _DASH.search(title) and title_and_firm(_DASH.sub(" -- ", title))[1]:
                title, firm = title_and_firm(_DASH.sub(" -- ", title))
            self._turns.append(DraftTurn(name, title, firm))

    def _speak(self, pair: Pair) -> None:
        if not self._turns:
            if is_east_asian(pair.original) or pair.translation is None:
                self._draft.warnings.append(f"Words before the first speaker were set aside: {pair.original[:60]!r}")
                self._draft.notes.append(Note("note", pair.original, pair.translation))
                return
            self._draft.warnings.append("The page's first words stand under no speaker's name.")
            self._turns.append(DraftTurn(None))
        self._turns[-1].paragraphs.append((pair.original, pair.translation))
        self._said.update(name_key_text(pair.original).split())

    def _is_heading(self, pair: Pair) -> bool:
        line = pair.original
        name, title = _name_and_title(line)
        if not _looks_like_heading(line):
            # A single name can only go on as it was introduced.
            return (
                same(line, pair.translation)
                and is_name(name)
                and not ends_sentence(name)
                and folded(name) in self._names
            )
        twin = same(line, pair.translation)
        if twin and (title is not None or is_function(name) or self._is_supported(name, line)):
            return True
        # The second print is lost, or was translated.
        if pair.translation is not None and (len(pair.translation) > _MAX_LABEL or ends_sentence(pair.translation)):
            return False
        if is_function(name):
            return name.lower() not in _SAID_TOO
        named = title is not None and is_name(name, fewest=2) and _OFFICE.search(title) is not None
        return named or folded(line) in self._headings

    def _is_supported(self, name: str, line: str) -> bool:
        words = name_key_text(re.sub(r"[(（][^)）]*[)）]", "", name)).split() or [""]
        return (
            not self._turns
            or folded(name) in self._names
            or self._twins[folded(line)] > 1
            or is_function(self._turns[-1].label or "")
            or any(len(word) > 1 and word in self._said for word in (words[0], words[-1]))
            or (has_east_asian(name) and any(name in said for said, _ in self._turns[-1].paragraphs))
        )
