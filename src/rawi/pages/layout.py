"""Where on a page the article stands: each line is put into one part of the page.

A page runs through the parts head, title, between (what stands between title and text), text, aside (furniture in the
middle of the text, after which the text goes on), tail. `place` finds the cheapest way of all lines through these parts
(Viterbi), from how well each line fits each part and what each step from one part to the next costs. Fits are measured
against furniture, which is 0: a line with more than 0 rather belongs to the article.

The figures were set by hand on pages of several layouts; what matters is their order. A paragraph of 25 words outweighs
any step; short lines are furniture only where a known phrase opens the furniture, or where many of them stand together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rawi.pages import lexicon
from rawi.pages.lines import BEGINNING, Line, Look, segments

Part = Literal["head", "title", "between", "text", "aside", "tail"]
PARTS: tuple[Part, ...] = ("head", "title", "between", "text", "aside", "tail")

# How well a line of a look fits the text of an article.
_FIT: dict[Look, float] = {
    "navigation": -1.5,
    "buttons": -1.2,
    "account": -2.0,
    "legal": -3.0,
    "advertising": -0.6,
    "tags": -2.0,
    "comments": -4.0,
    "other_articles": -3.0,
    "see_also": -1.5,
    "opinion": -0.2,
    "biography_heading": -0.2,
    "credit": -0.2,
    "caption": -0.1,
    "breadcrumb": -2.0,
    "date": -0.6,
    "address": -0.6,
    "mute": 0.0,
    "foreign": -0.5,
    "byline": -0.1,
}

# Looks that may open furniture: from text into aside or tail at one of these costs nothing.
_OPENS: frozenset[Look] = frozenset(
    ("buttons", "account", "legal", "tags", "comments", "other_articles", "see_also", "breadcrumb", "navigation")
)
# Looks that are at home between a title and the first paragraph.
_BETWEEN: frozenset[Look] = frozenset(
    ("date", "buttons", "mute", "address", "credit", "caption", "navigation", "breadcrumb", "advertising", "tags",
     "account", "foreign", "byline", "opinion", "biography_heading", "comments")
)  # fmt: skip


_NEVER = -1e9
_ENTER_ASIDE, _ENTER_TAIL, _RETURN = -10.0, -8.0, -1.5
_ASIDE_LINE = -0.12
_NO_TITLE = -1.0
_SKIPPED = -0.7

PROSE = 25
"""Words from which a line is prose whatever else it looks like."""
_ZONE = 40
"""Lines that a heading over other articles or comments makes doubtful."""


@dataclass(slots=True)
class Zone:
    """What the last heading before a line promises for it, or nothing."""

    look: Look | None = None
    left: int = 0


def place(lines: list[Line], title: str | None = None) -> list[Part]:
    """The part of the page that each line belongs to. Linear in the number of lines.

    `title` is the title where the caller knows it. A single line is text.
    """
    if not lines:
        return []
    titles = _title_fits(lines, lexicon.key(title)[:120] if title else None)
    ways: list[tuple[int, int, int, int, int, int]] = []
    head, titled, between, text, aside, tail = 0.0, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER
    news_lists = lexicon.keys_of("furniture.toml", "news_lists")
    zone = Zone()
    stopped = _stopped(lines)
    prose_seen = was_headline = False
    for index, line in enumerate(lines):
        fit = text_fit(line, zone, stopped)
        opens = line.look in _OPENS
        doubtful = zone.left > 0
        # From where each part is best reached; the numbers are those of PARTS.
        from_head = head if index else 0.0
        start_text = from_head + _NO_TITLE
        best_text, way_text = max((text, 3), (titled, 1), (between, 2), (aside + _RETURN, 4), (start_text, 0))
        enter_aside = 0.0 if (opens and line.look != "buttons") or doubtful else _ENTER_ASIDE
        best_aside, way_aside = max((aside, 4), (text + enter_aside, 3))
        best_tail, way_tail = max((tail, 5), (text + (0.0 if opens or doubtful else _ENTER_TAIL), 3), (aside, 4))
        best_between, way_between = max((between, 2), (titled, 1))
        ways.append((0, 0, way_between, way_text, way_aside, way_tail))
        # A headline in the head that is no title costs once for each run of them.
        headline = line.look == "plain" and line.count >= 4 and not masthead(line) and line.byline is None
        listed = index > 0 and lines[index - 1].key in news_lists
        skipped = _SKIPPED if headline and not was_headline and not doubtful and not listed else 0.0
        was_headline = headline
        head, titled, between, text, aside, tail = (
            from_head + skipped,
            from_head + titles[index],
            best_between + _between_fit(line),
            best_text + fit,
            best_aside + _ASIDE_LINE,
            best_tail,
        )
        prose_seen = prose_seen or (fit > 2 and line.count >= PROSE)
        zone = _next_zone(line, zone, prose_seen)
    _, state = max((text, 3), (tail, 5), (aside, 4), (head - 3.0, 0))
    parts: list[Part] = []
    for way in reversed(ways):
        parts.append(PARTS[state])
        state = way[state]
    parts.reverse()
    return parts


def _between_fit(line: Line) -> float:
    """How well a line fits between title and text."""
    if line.look in ("navigation", "breadcrumb", "account"):
        return -0.3
    if line.look in _BETWEEN or line.byline is not None:
        return 0.0
    if line.count >= PROSE or line.stop:
        return -3.0
    # A standfirst has the length of a sentence.
    return -0.3 if line.count <= 4 or line.count >= 10 else -0.6


def text_fit(line: Line, zone: Zone, stopped: bool = True) -> float:
    """How well a line fits the text of an article, after the heading that `zone` tells of.

    `stopped` says whether the page's paragraphs end with full stops: then a middling line without one is a headline.
    """
    if line.look == "plain":
        fit = _prose(line, stopped)
    else:
        fit = _FIT[line.look]
        if line.date is not None and line.date.value is None:
            # A clock time, as running reports are full of.
            fit = -0.1
        if line.count >= PROSE and line.look in ("see_also", "other_articles", "tags"):
            fit += 1.5
    if not zone.left or zone.look is None:
        return fit
    if line.cut and line.count < 60:
        return min(fit, -3.0)
    if zone.look == "comments":
        return fit - 2.5
    if zone.look == "other_articles":
        return fit - (1.5 if line.count < PROSE and not line.stop else 0.7)
    if zone.look == "see_also" and line.count < PROSE and not line.stop:
        return fit - 2.0
    return fit


def _prose(line: Line, stopped: bool) -> float:
    count = line.count
    if line.cut and count < 40:
        return -0.5
    if count >= PROSE:
        return 4.0 + min(2.0, (count - PROSE) / 40)
    # Headlines end with ؟ or ! too, with a full stop hardly ever.
    full = line.stop and not line.words.endswith(("؟", "?", "!"))
    if count >= 12:
        return 2.5 if full else 0.0 if stopped else 0.8
    if count >= 6:
        return 1.2 if full else -0.2
    if line.stop:
        return 0.2 if full else -0.2
    return -0.3 if count >= 3 else -0.5


def _stopped(lines: list[Line]) -> bool:
    """Whether most long paragraphs of the page end with a stop."""
    long = [line for line in lines if line.count >= PROSE and line.look == "plain" and not line.cut]
    return sum(line.stop for line in long) * 2 > len(long)


def _next_zone(line: Line, zone: Zone, prose_seen: bool) -> Zone:
    """What stands over the lines after this one. Before the first paragraph comments and the like are buttons."""
    if line.look in ("comments", "other_articles"):
        if prose_seen and (line.look == "comments" or line.heading):
            return Zone(line.look, _ZONE)
    elif line.look == "see_also":
        return Zone("see_also", 8) if line.heading else Zone()
    elif zone.left:
        prose = not line.cut and line.look == "plain" and (line.count >= PROSE or (line.stop and line.count >= 12))
        if prose and zone.look == "see_also":
            return Zone()
        return Zone(zone.look, zone.left - 1)
    return zone if zone.left else Zone()


def _title_fits(lines: list[Line], given: str | None) -> list[float]:
    """How well each line fits as the title."""
    seen: dict[str, int] = {}
    for line in lines:
        if line.look == "breadcrumb":
            last = lexicon.key(segments(line.words)[-1])
            seen[last] = seen.get(last, 0) + 1
        elif line.count > 2:
            seen[line.key] = seen.get(line.key, 0) + 1
    return [
        _title_fit(line, _starts_article(lines) if index == 0 else False, seen, given) if index < BEGINNING else _NEVER
        for index, line in enumerate(lines)
    ]


def _starts_article(lines: list[Line]) -> bool:
    """Whether the first line stands over an article at once, and not over menus."""
    if (lines[0].count <= 4 and masthead(lines[0])) or (lines[0].count <= 8 and _barred(lines[0])):
        return False
    following = next((line for line in lines[1:4] if line.look not in ("date", "mute", "caption", "credit")), None)
    return following is not None and following.look not in ("navigation", "breadcrumb", "account", "legal")


def _barred(line: Line) -> bool:
    """Whether a line is a medium's name with its motto: رواق | مجلة فصلية."""
    before, bar, _ = line.words.partition("|")
    return bool(bar) and lexicon.furniture().whole(lexicon.key(before)) is None


def masthead(line: Line) -> bool:
    """Whether a line names a medium."""
    return bool(lexicon.keys_of("furniture.toml", "media_words").intersection(line.key.split())) and line.count <= 8


def _title_fit(line: Line, first: bool, seen: dict[str, int], given: str | None) -> float:
    if given is not None and line.key == given:
        return 20.0
    if line.look != "plain" and not (first and line.look in ("see_also", "caption", "credit", "other_articles")):
        return _NEVER if line.look in ("date", "mute", "breadcrumb") else -4.0
    count = line.count
    fit = 1.3 if 6 <= count <= 20 else 1.0 if 4 <= count < 6 else 0.3 if 2 <= count < PROSE else -1.0
    if count >= PROSE:
        fit = -3.0
    if first:
        fit += 2.0 if count >= 4 else 1.0
    if line.byline is not None:
        fit -= 2.0
    if (masthead(line) or (_barred(line) and count <= 8)) and not first:
        fit -= 1.0
    if line.words.endswith((".", ":")):
        fit -= 1.5
    if line.cut:
        fit -= 1.0
    if line.words[0].isdecimal() and ":" in line.words[:6]:
        fit -= 2.0
    if seen.get(line.key, 0) > 1:
        fit += 1.5
    return fit
