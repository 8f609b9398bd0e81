"""HTML and MHTML to a page: text, blocks, and what is known about it."""

from __future__ import annotations

import hashlib
from typing import Unpack

from rawi.errors import InputError
from rawi.pages import blocks, facts, lines
from rawi.pages.blocks import Found
from rawi.pages.given import Given, Options, language_of
from rawi.pages.html import encoding, hints, label, main_text, metadata, mhtml, parse, phrases, place, structured, walk
from rawi.pages.html.recognise import is_mhtml
from rawi.pages.limits import MAX_BYTES
from rawi.pages.page import Fact, Page

_NEAR = 40
"""Rows before and after the main text among which bylines and captions are looked for."""
_SURE = 200
"""Characters of body whose language is that of the page."""
_MOST_LINES = 3_000
_HEAD = 4_000
"""Characters of the markup among which a browser notes where it saved the page from."""


def read_html(raw: bytes, **options: Unpack[Options]) -> Page:
    """The page that HTML (or MHTML) bytes are.

    Its text is everything that a reader sees, block by block; blocks say what of it is the article. What the caller gives
    (`title`, `outlet`, `author`, `published`, `url`) wins over what is found; `published` is an ISO date, `charset` the
    encoding that a server told (`rawi.pages.given.Options`). `Page.published` may be a date with time and zone
    (`2021-03-04T05:06:00+03:00`).

    Raises `InputError` where there are more than `max_bytes` (20 MB if not given) or `rawi.pages.html.parse.MAX_TAGS`
    tags, or nothing to read; `LanguageError` where there are no Arabic letters; `OptionError` where `published` is no
    date.
    """
    given = Given.of(**options)
    most = given.limit(MAX_BYTES)
    if len(raw) > most:
        raise InputError(
            f"The page has {len(raw):,} bytes, more than the limit of {most:,} bytes; --max-bytes raises the limit."
        )
    page_id = hashlib.sha256(raw).hexdigest()
    saved = mhtml.main_document(raw) if is_mhtml(raw) else mhtml.Saved(raw, given.charset, None)
    decoded = encoding.decode(saved.raw, saved.charset)
    tree, flattened = parse.parse(decoded.text)
    walked = walk.walk(tree)
    text = walked.text
    if not walked.rows:
        raise InputError("The page shows no text: it holds only scripts, pictures or frames.")
    warnings: list[str] = []
    if flattened:
        warnings.append("The page is nested deeper than 2,048 elements; it was read without its nesting.")
    if decoded.how in ("letters", "no other encoding fits"):
        warnings.append(f"Read as {decoded.encoding}.")
    data = structured.read(tree)
    main = main_text.find(tree, walked)
    words = [main_text.words_of(text[row.start : row.end]) for row in walked.rows]
    covered = main_text.Cover(main).all_of(words)
    split = phrases.marked(_lines(text, walked, covered))
    placed = _placed(walked, split, words, covered, data, given.title.value)
    found = label.label(text, walked, split, placed)
    # The language of the article; furniture is often in another.
    body = "\n".join(text[piece.start : piece.end] for piece in found if piece.kind == "body")
    language, doubts = language_of(body if len(body) >= _SURE else text)
    told = facts.find(text, found)
    headline = _headline(text, found, placed.title_how)
    body_found = any(piece.kind == "body" for piece in found)
    times = _times(walked, placed)
    known = metadata.find(
        tree,
        data,
        times,
        decoded.text[:_HEAD],
        headline,
        told,
        saved.url,
        body_found and len(times) == len(walked.times),
    )
    return Page(
        id=page_id,
        text=text,
        blocks=blocks.as_blocks(found),
        origin=given.origin,
        language=Fact(language.code, language.how),
        genre=told.genre,
        url=given.over("url", known.url),
        outlet=given.over("outlet", known.outlet),
        agency=told.agency,
        title=given.over("title", known.title),
        author=given.over("author", known.author),
        published=given.over("published", known.published),
        warnings=tuple(doubts + warnings),
    )


def _lines(text: str, walked: walk.Walk, covered: list[float]) -> list[lines.Line]:
    """The rows as lines. Bylines and captions, which cost most, are looked for only near the article."""
    found = [lines.look_at(text[row.start : row.end], row.start) for row in walked.rows]
    sure = [index for index, share in enumerate(covered) if share >= 0.5 and found[index].count >= 5]
    first, last = (max(0, sure[0] - _NEAR), sure[-1] + _NEAR) if sure else (0, _MOST_LINES)
    for index in range(first, min(last, first + _MOST_LINES, len(found))):
        lines.compare(found[index], found[index + 1] if index + 1 < len(found) else None)
    return found


def _times(walked: walk.Walk, placed: place.Placement) -> list[walk.Time]:
    """The elements `<time>` of the article: near its headline or within its text, and in no list of other articles."""
    text = [index for index, is_text in enumerate(placed.text) if is_text]
    if not text:
        return []
    first, last = (placed.title if placed.title is not None else text[0]) - 6, text[-1] + 3
    others = hints.TEASERS | hints.COMMENTS | hints.ASIDE | hints.FOOTER | hints.NAVIGATION
    return [
        time
        for time in walked.times
        if first <= time.row <= last and not placed.of_element[time.element] & others and time.row not in placed.teasers
    ]


def _placed(
    walked: walk.Walk,
    split: list[lines.Line],
    words: list[list[str]],
    covered: list[float],
    data: structured.Data,
    title: str | None,
) -> place.Placement:
    bodies = main_text.Cover("\n".join(data.linked.bodies))
    description = " ".join(data.meta.get("og:description", []) + data.meta.get("description", []))
    titles = metadata.titles(data)
    if title:
        titles.insert(0, (title, "given"))
    return place.place(
        place.Witness(
            walk=walked,
            lines=split,
            words=words,
            main=covered,
            body=bodies.all_of(words),
            body_count=bodies.count,
            description=main_text.Cover(description) if description else None,
            titles=titles,
        )
    )


def _headline(text: str, found: list[Found], how: str) -> Fact:
    for piece in found:
        if piece.kind == "title":
            return Fact(text[piece.start : piece.end], how, (piece.start, piece.end))
    return Fact()
