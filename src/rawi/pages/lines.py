"""The lines of a pasted page, and what each of them looks like by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rawi.pages import bylines, captions, dates, lexicon

Look = Literal[
    "plain",  # nothing but words: prose, a headline, a short line
    "navigation",
    "buttons",
    "account",
    "legal",
    "advertising",
    "tags",
    "comments",
    "other_articles",
    "see_also",
    "opinion",
    "biography_heading",
    "credit",
    "caption",
    "breadcrumb",
    "date",
    "address",  # a link or a mail address
    "mute",  # no letters: counters, rulers, stars
    "foreign",  # letters, but none of the Arabic script
    "byline",  # who wrote it, by an opener (بقلم) or by name and place
]

_KEPT = 120
"""Characters of a line that its key is made of; longer ones are prose, whatever they begin with."""

BEGINNING, ENDING = 2_000, 300

_STOP = re.compile(r"[.!?؟۔][\"'”“»«’)\]\s\u200e\u200f]*$")
_CUT = re.compile(r"(?:…|\.\.\.?|\[\.\.\.\]|\[…\])[\"'”»)\]\s\u200e\u200f]*$")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S*|[\w.+-]+@[\w.-]+|@\w+")
_SEPARATOR = re.compile(r"\s*(?:<<|>>|[»«›‹<>|•●·←→])\s*|\s+[/\\]\s*|\s*[/\\]\s+")
_QUOTED = re.compile(r"«([^«»]*)»")
_STEPS = re.compile(r"\s*(?:<<|>>|[›‹>●»«])\s*")
_SIGNS = re.compile(r"[|•●·»«›‹<>←→\t/\\]|[ \u00a0]{2}|\s[-–—]\s")
_WIDE = re.compile(r"\s{4,}")
_GAP = re.compile(r"\s*(?:\t| {2,}|\u00a0{2,})\s*")
_BARS = re.compile(r"\s*[|•●·»«›‹←→]\s*|\s+[-–—]\s+")
_HASHTAGS = re.compile(r"(?:#\s?[\w]+[\s،,|]*){1,20}")
_PHOTOGRAPHERS = frozenset(map(lexicon.key, ("تصوير", "عدسة", "بعدسة", "كاميرا", "photo")))
_HOME = frozenset(map(lexicon.key, ("الرئيسية", "الصفحة الرئيسية", "الصفحة الأم", "الصفحة الأولى", "home")))
_LIST_MARK = re.compile(r"^(?:[*•●▪◦·٭\-–—]|\d{1,2}[.)-])\s*")


@dataclass(slots=True)
class Line:
    """A line with visible characters: its span, its words, and its looks.

    `count` is how many words it has, `stop` whether it ends like a sentence, `cut` whether it ends in an ellipsis,
    `key` the key of its beginning. For looks that a phrase tells, `phrase` is how many words of the key the phrase has.
    `byline` is what the line tells if it is one: for sure where the look is *byline*, else only where bylines stand.
    """

    start: int
    end: int
    words: str
    key: str
    count: int
    stop: bool
    cut: bool
    look: Look
    phrase: int = 0
    date: dates.DateLine | None = None
    byline: bylines.Byline | None = None

    @property
    def heading(self) -> bool:
        """Whether the line holds little but the phrase that it is known by: its matter stands in the next lines."""
        return self.count <= self.phrase + 2


def split(text: str) -> list[Line]:
    """All lines of `text` that hold a visible character. Linear in the length of the text.

    Bylines and captions are looked for only in the first `BEGINNING` and the last `ENDING` lines.
    """
    lines: list[Line] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            start = offset + len(raw) - len(raw.lstrip())
            lines.append(look_at(words, start))
        offset += len(raw)
    for index, line in enumerate(lines):
        if index < BEGINNING or index >= len(lines) - ENDING:
            compare(line, lines[index + 1] if index + 1 < len(lines) else None)
    return lines


def _follows(credit: Line) -> bool:
    """Whether a line is a credit of the words before it: © alone may stand under a title too."""
    return credit.look == "credit" and not credit.words.startswith("©")


def compare(line: Line, following: Line | None) -> None:
    """Bylines and captions, some of which only the next line tells; the line is changed in place."""
    if line.look not in ("plain", "breadcrumb", "navigation") or line.count > 30:
        return
    sure = bylines.read(line.words, line.start)
    if sure:
        line.look, line.byline = "byline", sure
        return
    if line.look != "plain":
        return
    credited = following is not None and _follows(following) and line.count >= 3 and not line.stop
    ends = captions.ends_in_credit(line.words) and (not line.stop or line.count <= 15)
    if credited or ends or (captions.is_bracketed_credit(line.words) and following is not None):
        line.look = "caption"
        return
    line.byline = bylines.read_parts(line.words, line.start)


def look_at(words: str, start: int = 0) -> Line:
    """One line, `words` standing at `start` of the text without white space round it."""
    a_key = lexicon.key(words[:_KEPT])
    # A line without spaces is counted by its length, so that no long line passes for a short one.
    count = max(words.count(" ") + 1, len(words) // 25)
    line = Line(
        start,
        start + len(words),
        words,
        a_key,
        count,
        _STOP.search(words, max(0, len(words) - 8)) is not None,
        _CUT.search(words, max(0, len(words) - 12)) is not None,
        "plain",
    )
    if not a_key or (count <= 6 and not _LETTER.search(words)):
        line.date = dates.date_line(words) if a_key else None
        line.look = "date" if line.date else "legal" if words.startswith("©") else "mute"
        return line
    line.look, line.phrase = _look(line)
    return line


def _look(line: Line) -> tuple[Look, int]:
    a_key, count = line.key, line.count
    words = _WIDE.sub("   ", line.words) if count <= 60 else line.words
    furniture = lexicon.furniture()
    if count <= 16 and words[0] == "[" and words[-1] == "]":
        return "caption", count
    if count <= 12:
        section = furniture.whole(a_key)
        if section:
            return _named(section), count
        if a_key in lexicon.keys_of("bylines.toml", "biography_headings"):
            return "biography_heading", count
    barred = count <= 60 and _SIGNS.search(words) is not None
    if barred and count <= 24 and not line.stop and _menu(words):
        return "navigation", count
    if words.startswith("#") and _HASHTAGS.fullmatch(words):
        return "tags", count
    if count <= 60:
        if words.startswith("©") and count <= 20:
            # © agency / photographer is a picture's credit; © with a year is the foot of the site.
            return ("legal", count) if any(c.isdecimal() for c in words) else ("credit", count)
        if count <= 24:
            line.date = dates.date_line(words)
            if line.date:
                return "date", count
        begun = furniture.beginning(a_key)
        if begun and _begins_furniture(line, *begun):
            return _named(begun[0]), begun[1]
        if barred and count <= 40 and _breadcrumb(words):
            return "breadcrumb", count
    if count <= 80:
        section = furniture.anywhere(a_key)
        if section:
            return _named(section), count
    if count <= 12 and " " not in words and _is_address(words):
        return "address", count
    if not _ARABIC.search(words):
        return "foreign", count
    return "plain", 0


def _menu(words: str) -> bool:
    """Several short labels on one line, with wide gaps or bars between them."""
    gapped = _GAP.split(words)
    if len(gapped) >= 3 and all(len(part.split()) <= 4 for part in gapped):
        return True
    steps = _STEPS.split(_unquoted(words))
    if len(steps) >= 2 and all(len(step.split()) <= 4 for step in steps) and len(words.split()) <= 14:
        return True
    parts = [part for part in _BARS.split(_unquoted(words)) if part]
    if len(parts) < 3 or any(len(part.split()) > 4 for part in parts) or "(" in words:
        return False
    return len(parts) >= 5 or (not any(character.isdecimal() for character in words) and "|" in words)


def _is_address(words: str) -> bool:
    return words.startswith(("http:", "https:", "www.")) or _ADDRESS.fullmatch(words) is not None


def _named(section: str) -> Look:
    look: Look = section  # type: ignore[assignment]
    return look


def _begins_furniture(line: Line, section: str, phrase: int) -> bool:
    """Whether a line that begins with a phrase is what the phrase says, and not a sentence that happens to begin so."""
    colon = _colon_after(line.words, phrase)
    if phrase == 1 and section == "see_also":
        return line.count <= 30 and colon and len(lexicon.key(line.words.split(":")[0]).split()) == 1
    if section in ("see_also", "other_articles"):
        return line.count <= 30 and (colon or line.count == phrase or (not line.stop and line.count <= 20))
    if section == "credit" and phrase == 1 and not colon:
        return line.key.split(" ", 1)[0] in _PHOTOGRAPHERS and line.count <= 6
    if section in ("credit", "caption"):
        return line.count <= 25 and (colon or line.count <= 14) and not (line.stop and line.count > 12)
    if section in ("tags", "comments"):
        return colon or line.count <= 12 or (section == "comments" and line.count <= 30 and phrase >= 3)
    if phrase == 1 and section == "buttons":
        return line.count <= 2
    return line.count <= 16 or (phrase >= 3 and line.count <= 40)


def _colon_after(words: str, phrase: int) -> bool:
    """Whether a colon stands within or straight after the first `phrase` words."""
    return ":" in " ".join(words.split(None, phrase + 1)[: phrase + 1])


def segments(words: str) -> list[str]:
    """The parts of a line between the signs that menus and breadcrumbs are written with."""
    return [part for part in _SEPARATOR.split(_unquoted(_WIDE.sub("   ", words))) if part.strip()]


def _unquoted(words: str) -> str:
    """The words with the angle marks of quotations made plain, so that only those of menus are left."""
    return _QUOTED.sub(r'"\1"', words)


def _breadcrumb(words: str) -> bool:
    parts = segments(words)
    if len(parts) < 2:
        return False
    furniture = lexicon.furniture()
    first = furniture.whole(lexicon.key(parts[0])) in ("navigation", "legal")
    if first and len(parts) == 2 and len(parts[1].split()) >= 4:
        # عاجل | headline is a headline; only the home page's word makes a way of two steps.
        return lexicon.key(parts[0]) in _HOME
    if first and len(parts[0].split()) <= 3:
        return True
    # A menu on one line: many short parts, most of them known.
    short = sum(len(part.split()) <= 4 for part in parts)
    known = sum(furniture.whole(lexicon.key(part)) is not None for part in parts)
    return len(parts) >= 3 and short >= len(parts) - 1 and known * 2 >= len(parts)


def without_mark(words: str) -> str:
    """The words of a line without the star, bullet or number that it begins with."""
    return _LIST_MARK.sub("", words, count=1)
