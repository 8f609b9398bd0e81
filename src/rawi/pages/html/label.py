"""The kind of every row, by where it was placed, what markup says of it, and what its words look like."""

from __future__ import annotations

import re

from rawi.language import fold_text
from rawi.pages import biographies, blocks, bylines, datelines, dates, lexicon, people
from rawi.pages.blocks import Found
from rawi.pages.bylines import Byline
from rawi.pages.html import hints, moments
from rawi.pages.html.place import Placement
from rawi.pages.html.walk import Walk
from rawi.pages.layout import Part
from rawi.pages.lines import Line
from rawi.pages.page import BlockKind

_NEAR = 6
"""Rows above the title, and below the text, among which its byline is looked for."""
_OPENER = re.compile(r"^(?:بقلم|كتب|كتبت|إعداد|تقرير)\s*[:/]?\s*")
_END = re.compile(r"^[\s*.\-–—/]*(?:انتهى|انتهت|النهاية|انتهای پیام|پایان پیام)[\s./*\w]{0,12}$")


def label(text: str, walk: Walk, lines: list[Line], placed: Placement) -> list[Found]:
    """The pieces of the page in order: they hold every visible character and do not overlap."""
    inside = [index for index, is_text in enumerate(placed.text) if is_text]
    first, last = (inside[0], inside[-1]) if inside else (len(lines), -1)
    pieces = _text_pieces(text, lines, placed, first, last)
    found: list[Found] = []
    heading: Line | None = None
    for index, line in enumerate(lines):
        if index == placed.title:
            found.append(Found("title", line.start, line.end, line))
            continue
        if index in pieces:
            heading = None
            found.extend(pieces[index])
            continue
        near = (placed.title if placed.title is not None else first) - _NEAR <= index <= last + _NEAR
        flags = placed.hints[index] | (hints.TEASERS if index in placed.teasers else 0)
        piece = _furniture(text, line, flags, walk.rows[index].linked, near, heading)
        if line.look in ("see_also", "other_articles", "comments", "tags", "legal"):
            heading = line
        found.append(piece)
    return found


def _text_pieces(text: str, lines: list[Line], placed: Placement, first: int, last: int) -> dict[int, list[Found]]:
    """The pieces of the rows of text, by row: datelines, bylines and biographies that are run into it are their own."""
    if last < 0:
        return {}
    of_start = {line.start: index for index, line in enumerate(lines)}
    rows = [index for index in range(first, last + 1) if placed.text[index]]
    parts: list[Part] = ["text"] * len(rows)
    pieces: dict[int, list[Found]] = {index: [] for index in rows}
    for piece in blocks.of_text(text, [lines[index] for index in rows], parts):
        index = of_start[piece.line.start]
        line = piece.line
        # A heading within the article is body, though its one word may be that of a menu.
        kept = placed.hints[index] & hints.HEADING and piece.kind == "navigation" and index != last
        # A paragraph that only begins like a caption.
        prose = piece.kind in ("caption", "navigation") and line.count >= 20 and line.stop and piece.byline is None
        if _END.match(line.words):
            pieces[index].append(Found("byline", piece.start, piece.end, line, Byline(how="sign-off")))
        elif kept or prose:
            pieces[index].append(Found("body", piece.start, piece.end, line))
        else:
            pieces[index].append(piece)
    return pieces


def _furniture(text: str, line: Line, flags: int, linked: int, near: bool, heading: Line | None) -> Found:
    """A row outside the text."""
    span = (line.start, line.end)
    if near and not flags & (hints.TEASERS | hints.COMMENTS | hints.FOOTER | hints.NAVIGATION | hints.ADVERTISING):
        byline = _byline(text, line, flags)
        if byline:
            return Found("byline", *span, line, byline)
        if (
            line.look != "address"
            and flags & (hints.BYLINE | hints.BIOGRAPHY)
            and not flags & (hints.SHARE | hints.TAGS | hints.FORM)
        ):
            return Found("byline", *span, line)
        if line.look == "date" or (flags & hints.DATE and moments.find(line.words)):
            moment = moments.find(line.words)
            value = line.date.value if line.date and line.date.value else moment and moment[:10]
            return Found("byline", *span, line, Byline(date=value))
    if flags & hints.CAPTION and not flags & (hints.COMMENTS | hints.NAVIGATION | hints.FOOTER | hints.TEASERS):
        return Found("caption", *span, line)
    if line.look in ("credit", "caption") and near and not flags & hints.FURNITURE:
        return Found("caption", *span, line)
    return Found(_other(line, flags, linked, heading), *span, line)


def _other(line: Line, flags: int, linked: int, heading: Line | None) -> BlockKind:
    if line.look in ("see_also", "other_articles"):
        return "teaser"
    mute: BlockKind = "navigation"
    if line.look not in ("plain", "date", "foreign", "caption", "credit", "mute", "byline"):
        return mute
    if flags & (hints.COMMENTS | hints.FORM | hints.NOTICE | hints.TAGS | hints.BREADCRUMB | hints.SHARE):
        return mute
    if flags & hints.TEASERS or (heading is not None and heading.look in ("see_also", "other_articles")):
        return "teaser"
    if line.look == "plain" and line.count >= 5 and not flags & hints.FOOTER:
        linked_most = linked * 2 > line.end - line.start
        return "teaser" if linked_most or flags & (hints.HEADING | hints.ASIDE) or not line.stop else mute
    return mute


def _byline(text: str, line: Line, flags: int) -> Byline | None:
    """Who wrote it, where a row outside the text tells that."""
    if line.count > 60:
        return None
    if line.byline is not None and (line.look == "byline" or line.byline.author or line.byline.agency):
        return line.byline
    if line.count <= 14 and moments.find(line.words):
        byline = _name_and_date(line)
        if byline:
            return byline
    if flags & hints.BYLINE and line.count <= 12:
        byline = bylines.read(line.words, line.start) or bylines.read_parts(line.words, line.start)
        if byline:
            return byline
    if flags & hints.BIOGRAPHY or lexicon.key(line.words[:40]).startswith(("كاتب", "صحافي", "باحث")):
        return biographies.read(line.words, line.start, before=text[: line.start])
    return None


def _name_and_date(line: Line) -> Byline | None:
    """A name and a date on one line: سامي حداد الثلاثاء 12 مارس 2019."""
    words = [match.span() for match in re.finditer(r"\S+", line.words)]
    end = next(
        (start for start, stop in words if dates.is_date_word(fold_text(people.bare(line.words[start:stop])))), 0
    )
    name = people.bare(people.without_title(_OPENER.sub("", line.words[:end])))
    date = moments.find(line.words)
    if not date or not 2 <= len(name.split()) <= 4 or not people.is_name(name):
        return None
    start = line.start + line.words.find(name)
    return Byline(datelines.Part("name", start, start + len(name), name), date=date[:10])
