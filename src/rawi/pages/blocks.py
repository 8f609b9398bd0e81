"""Blocks: every line of a page, and the runs within some of them, given one of the seven kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rawi.pages import biographies, bylines, datelines, lexicon, tails
from rawi.pages.bylines import Byline
from rawi.pages.datelines import Opening
from rawi.pages.layout import PROSE, Part, masthead, place
from rawi.pages.lines import Line, split
from rawi.pages.page import Block, BlockKind

_OPENING_LINES = 4
"""Paragraphs of the text at whose beginning a dateline may stand."""

_CLOSING_LINES = 8
"""Last lines of the text among which sign-offs and biographies are looked for."""

_SIGN_OFF_END = re.compile(r"[\s.؟!»\"][(\[]\s*([^()\[\]]{1,60})\s*[)\]]\s*\.?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a page: its kind and span, and what it tells where it is a byline or a dateline."""

    kind: BlockKind
    start: int
    end: int
    line: Line
    byline: Byline | None = None
    opening: Opening | None = None


def find(text: str, title: str | None = None) -> list[Found]:
    """The pieces of a pasted page in order: they hold every visible character and do not overlap.

    `title` is the title where the caller knows it. Linear in the length of the text.
    """
    lines = split(text)
    parts = place(lines, title)
    text_lines = [index for index, part in enumerate(parts) if part == "text"]
    if not text_lines:
        return _merge_mute([Found("navigation", line.start, line.end, line) for line in lines])
    first, last = text_lines[0], text_lines[-1]
    found: list[Found] = _head(text, lines, parts, first)
    found += _text(text, lines, parts, first, last, found)
    found += _tail(text, lines, last, found)
    return _merge_mute(found)


def of_text(text: str, lines: list[Line], parts: list[Part]) -> list[Found]:
    """The pieces of lines that are all known to belong to the text."""
    return _text(text, lines, parts, 0, len(lines) - 1, [])


# --- before the text -------------------------------------------------------------------------------------------------


def _head(text: str, lines: list[Line], parts: list[Part], first: int) -> list[Found]:
    """What stands before the text: menus, other articles, the title, and the lines between it and the text."""
    found: list[Found] = []
    title = next((index for index in range(first) if parts[index] == "title"), None)
    for index in range(first):
        line = lines[index]
        if parts[index] == "title":
            found.append(Found("title", line.start, line.end, line))
        elif title is not None and index > title:
            found.append(_between(text, line, _author_of(found)))
        else:
            near = title is not None and title - index <= 4
            found.append(_above(line, near and _labels(lines[index:title]), title and lines[title]))
    return found


def _author_of(found: list[Found]) -> str | None:
    """The author whom the first byline with a name tells."""
    return next((piece.byline.author.words for piece in found if piece.byline and piece.byline.author), None)


def _labels(lines: list[Line]) -> bool:
    """Whether these lines, between one and the title, are all short labels: they belong to the article."""
    return all(line.look != "plain" or line.count <= 4 for line in lines)


def _above(line: Line, near: bool, title: Line | int | None) -> Found:
    """A line above the title. A date or byline counts only where nothing but labels stands between."""
    if near and line.look == "date":
        return Found("byline", line.start, line.end, line, Byline(date=line.date.value if line.date else None))
    if near and (line.look == "byline" or (line.byline and line.byline.author)):
        return Found("byline", line.start, line.end, line, line.byline)
    if line.look in ("credit", "caption"):
        return Found("caption", line.start, line.end, line)
    other = line.look in ("other_articles", "see_also") or (
        line.look == "plain"
        and line.count >= 6
        and not masthead(line)
        and not (isinstance(title, Line) and title.key == line.key)
    )
    return Found("teaser" if other else "navigation", line.start, line.end, line)


def _between(text: str, line: Line, author: str | None) -> Found:
    """A line between title and text."""
    span = (line.start, line.end)
    if line.look == "date":
        return Found("byline", *span, line, Byline(date=line.date.value if line.date else None))
    if line.look in ("credit", "caption"):
        return Found("caption", *span, line)
    if line.look in ("see_also", "other_articles"):
        return Found("teaser", *span, line)
    if line.look in ("plain", "address", "byline", "biography_heading"):
        opening = _opening_line(text, line)
        if opening:
            return opening
        byline = line.byline or biographies.read(line.words, line.start, before=author or "", author=author)
        if byline or line.look == "biography_heading":
            return Found("byline", *span, line, byline)
        if line.count >= 5:
            return Found("body", *span, line)
    return Found("navigation", *span, line)


def _opening_line(text: str, line: Line) -> Found | None:
    """A line of its own with place and agency: a dateline, unless somebody is named."""
    if line.count > 12 or line.look == "byline":
        return None
    opening = datelines.find(text, line.start, line.end, first=True)
    if opening and opening.end == line.end and opening.kind == "dateline" and opening.part("place"):
        return Found("dateline", line.start, line.end, line, None, opening)
    if opening and opening.end == line.end and opening.kind == "dateline" and len(opening.parts) == 2:
        return Found("dateline", line.start, line.end, line, None, opening) if opening.part("agency") else None
    return None


# --- the text --------------------------------------------------------------------------------------------------------


def _text(text: str, lines: list[Line], parts: list[Part], first: int, last: int, above: list[Found]) -> list[Found]:
    found: list[Found] = []
    paragraphs = 0
    aside: Line | None = None
    author = _author_of(above)
    closing = _closing(lines, parts, first, last)
    title = next((piece.line for piece in above if piece.kind == "title"), None)
    for index in range(first, last + 1):
        line = lines[index]
        if parts[index] == "aside":
            aside = line if line.look in ("see_also", "other_articles", "tags", "comments") else aside
            found.append(_furniture(line, aside))
            continue
        aside = None
        pieces = _text_line(text, lines, index, paragraphs, author, index >= closing, index == last, title)
        if any(piece.kind == "body" for piece in pieces) and line.count >= 5:
            paragraphs += 1
        author = author or _author_of(pieces)
        found.extend(pieces)
    return found


def _closing(lines: list[Line], parts: list[Part], first: int, last: int) -> int:
    """The first of the last lines of the text; the title's neighbour is none of them in a text of several lines."""
    index, left = last, _CLOSING_LINES
    while index > first and left > 1:
        index -= 1
        left -= parts[index] == "text"
    return max(index, first + 1, (first + last) // 2) if last > first else first


def _text_line(
    text: str,
    lines: list[Line],
    index: int,
    paragraphs: int,
    author: str | None,
    closing: bool,
    last: bool,
    title: Line | None,
) -> list[Found]:
    line = lines[index]
    span = (line.start, line.end)
    if line.look == "date":
        if paragraphs and not closing and line.date and line.date.value is None:
            # The times of a running report belong to it.
            return [Found("body", *span, line)]
        return [Found("byline", *span, line, Byline(date=line.date.value if line.date else None))]
    if title is not None and not paragraphs and line.key == title.key and line.count < PROSE:
        return [Found("navigation", *span, line)]
    if line.look in ("credit", "caption"):
        byline = _byline_line(text, line, paragraphs, author, closing) if closing and line.look == "caption" else None
        return [Found("byline", *span, line, byline) if byline else Found("caption", *span, line)]
    if line.look in ("see_also", "other_articles"):
        return [Found("teaser", *span, line)]
    if line.look in ("plain", "address", "foreign", "opinion", "biography_heading", "byline"):
        opening = _opening_line(text, line) if paragraphs == 0 else None
        if opening:
            return [opening]
        byline = _byline_line(text, line, paragraphs, author, closing)
        if byline:
            return [Found("byline", *span, line, byline)]
        if line.look == "biography_heading":
            return [Found("byline", *span, line)]
        if line.look == "opinion":
            return [Found("navigation", *span, line)]
        if line.look in ("plain", "byline"):
            return _runs(text, line, paragraphs, author, closing, last)
        return [Found("body" if line.look == "foreign" else "navigation", *span, line)]
    if line.look == "navigation" and line.count <= 3 and paragraphs and not closing:
        # A section's word alone among paragraphs is a subheading.
        return [Found("body", *span, line)]
    if line.look == "mute":
        return [Found("body", *span, line)]
    return [Found("navigation", *span, line)]


def _byline_line(text: str, line: Line, paragraphs: int, author: str | None, closing: bool) -> Byline | None:
    """What a line tells that is a byline as a whole."""
    if line.count > 60:
        return None
    if line.look == "address":
        return Byline() if closing else None
    if line.byline and (paragraphs == 0 or closing or (line.look == "byline" and paragraphs < 2)):
        return line.byline
    if paragraphs == 0 and author:
        biography = biographies.read(line.words, line.start, before=author, author=author)
        if biography:
            return biography
    if closing:
        byline = bylines.sign_off(line.words, line.start)
        if byline:
            return byline
        return biographies.read(line.words, line.start, before=text[: line.start], author=author)
    return None


def _runs(text: str, line: Line, paragraphs: int, author: str | None, closing: bool, last: bool) -> list[Found]:
    """A paragraph, with what was run into it at its ends."""
    start, end = line.start, line.end
    before: list[Found] = []
    after: list[Found] = []
    if paragraphs < _OPENING_LINES:
        opening = datelines.find(text, start, end, first=paragraphs < 2)
        if opening:
            before.append(Found(opening.kind, start, opening.end, line, None, opening))
            start = _skip_space(text, opening.end, end)
    if last and start < end and (at := tails.find(text, start, end)) is not None:
        after.append(Found("navigation", at, end, line))
        end = start + len(text[start:at].rstrip())
    if closing and start < end:
        run = biographies.run_in(text, start, end, author=author) if line.count >= 12 else None
        if run:
            after.insert(0, Found("byline", run[0], end, line, run[1]))
            end = start + len(text[start : run[0]].rstrip())
        signed = _SIGN_OFF_END.search(text, max(start, end - 80), end) if last or line.count >= PROSE else None
        if signed:
            at = signed.start() + 1
            byline = bylines.sign_off(text[at:end], at)
            if byline and byline.agency:
                after.insert(0, Found("byline", at, end, line, byline))
                end = start + len(text[start:at].rstrip())
    if start < end:
        before.append(Found("body", start, end, line))
    return before + after


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


# --- after the text --------------------------------------------------------------------------------------------------


def _tail(text: str, lines: list[Line], last: int, above: list[Found]) -> list[Found]:
    """What stands after the text: sign-off and biography first, then other articles, comments, the foot of the site."""
    found: list[Found] = []
    author = _author_of(above)
    heading: Line | None = None
    biography = False
    lists = lexicon.keys_of("furniture.toml", "news_lists")
    for index in range(last + 1, len(lines)):
        line = lines[index]
        if line.key in lists and index + 1 < len(lines) and _headline(lines[index + 1]):
            heading, biography = line, False
            found.append(Found("teaser", line.start, line.end, line))
            continue
        near = index - last <= 12 and heading is None
        if line.look == "biography_heading":
            biography = True
            found.append(Found("byline", line.start, line.end, line))
            continue
        if line.look in ("see_also", "other_articles", "tags", "comments", "legal", "account"):
            heading, biography = line, False
        elif biography and line.look == "plain":
            byline = biographies.read(line.words, line.start, before="", author=author) or line.byline
            found.append(Found("byline", line.start, line.end, line, byline))
            biography = line.count < 8
            continue
        elif near and line.look in ("plain", "address", "byline", "caption", "credit"):
            closing = _byline_line(text, line, 9, author, True)
            if closing:
                found.append(Found("byline", line.start, line.end, line, closing))
                continue
        found.append(_furniture(line, heading))
    return found


def _headline(line: Line) -> bool:
    """Whether a line may be another article's headline."""
    return line.look == "plain" and 4 <= line.count < PROSE


def _furniture(line: Line, heading: Line | None) -> Found:
    """A line that is no article, under the heading that stands last over it."""
    span = (line.start, line.end)
    under = heading.look if heading else None
    if under == "navigation":
        under = "other_articles" if _headline(line) else None
    if line.look in ("see_also", "other_articles"):
        return Found("teaser", *span, line)
    if line.look in ("credit", "caption") and under not in ("comments", "legal"):
        return Found("caption" if under is None else "teaser", *span, line)
    if under in ("see_also", "other_articles") and line.look in ("plain", "date", "mute", "foreign"):
        return Found("teaser", *span, line)
    if under is None and line.look == "plain" and line.count >= 5:
        return Found("teaser", *span, line)
    return Found("navigation", *span, line)


def _merge_mute(found: list[Found]) -> list[Found]:
    """Lines without letters (rulers, stars) belong with their neighbours: with the piece before, or the first after."""
    merged: list[Found] = []
    for place_in, piece in enumerate(found):
        if piece.line.look != "mute" or piece.kind == "teaser":
            merged.append(piece)
            continue
        if merged:
            kind: BlockKind = merged[-1].kind
        else:
            kind = next((other.kind for other in found[place_in:] if other.line.look != "mute"), "navigation")
        kind = "navigation" if kind == "title" else kind
        merged.append(Found(kind, piece.start, piece.end, piece.line))
    return merged


def as_blocks(found: list[Found]) -> tuple[Block, ...]:
    """The pieces as the blocks of a page."""
    return tuple(Block(piece.kind, (piece.start, piece.end)) for piece in found)
