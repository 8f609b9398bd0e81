"""Plain text pages: from what somebody pasted, or copied from a browser, to a page."""

from __future__ import annotations

import hashlib
import re
from typing import Unpack

from rawi.errors import InputError, OptionError
from rawi.pages import blocks, facts, layout, lines
from rawi.pages.blocks import Found
from rawi.pages.decode import decode
from rawi.pages.given import Given, Options, day, language_of
from rawi.pages.limits import MAX_BYTES
from rawi.pages.page import Block, Fact, Page

_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype html|<html|<head|<body)", re.IGNORECASE)


def read_text(raw: str | bytes, **options: Unpack[Options]) -> Page:
    """The page that a plain text is: its blocks, and what it tells about itself.

    A `str` is always the text itself, never the name of a file. `origin` says where it came from. What the caller gives
    (`title`, `outlet`, `author`, `published`, `url`) wins over what is found; `published` is an ISO date. No more than
    `max_bytes` are read, 20 MB where it is not given. (`rawi.pages.given.Options`)

    Raises `InputError` for what cannot be read (`rawi.pages.decode`), `LanguageError` where there are no Arabic
    letters, `OptionError` where `published` is no date.
    """
    given = Given.of(**options)
    text, page_id, how = _text_of(raw, given.limit(MAX_BYTES))
    language, warnings = language_of(text)
    if _MARKUP.match(text[:200]):
        warnings.append("This looks like HTML; it is read as plain text, its tags included.")
    found = blocks.find(text, given.title.value)
    known = facts.find(text, found)
    return Page(
        id=page_id,
        text=text,
        blocks=blocks.as_blocks(found),
        origin=given.origin,
        language=Fact(language.code, language.how),
        genre=known.genre,
        url=given.over("url", known.url),
        outlet=given.over("outlet", known.outlet),
        agency=known.agency,
        title=given.over("title", known.title),
        author=given.over("author", known.author),
        published=given.over("published", known.published),
        warnings=tuple(warnings + ([f"Read as {how}."] if how else [])),
    )


def page_of_article(
    text: str,
    title_end: int,
    date: str | None = None,
    *,
    origin: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Page:
    """The page of an article whose title is known to end at `title_end`: title and body are taken as they stand.

    No furniture is looked for. Datelines and sign-offs still tell the agency, but stay in the body.
    `date` is the article's day of publication (ISO). Raises as `read_text`; `OptionError` also where `title_end` lies
    outside the text.
    """
    if not 0 <= title_end <= len(text):
        raise OptionError(f"title_end {title_end} lies outside the text, which has {len(text)} characters.")
    given = Given.of(outlet=outlet, url=url, published=day(date))
    _, page_id, _ = _text_of(text, None)
    language, warnings = language_of(text)
    pieces = [("title", *_stripped(text, 0, title_end)), ("body", *_stripped(text, title_end, len(text)))]
    kept = [Block("title" if kind == "title" else "body", (start, end)) for kind, start, end in pieces if start < end]
    title_start, title_stop = _stripped(text, 0, title_end)
    known = facts.find(text, _runs_of_article(text, title_end))
    return Page(
        id=page_id,
        text=text,
        blocks=tuple(kept),
        origin=origin,
        language=Fact(language.code, language.how),
        genre=known.genre,
        url=given.url,
        outlet=given.over("outlet", known.outlet),
        agency=known.agency,
        title=Fact(text[title_start:title_stop], "given", (title_start, title_stop))
        if title_start < title_stop
        else Fact(),
        author=known.author,
        published=given.published,
        warnings=tuple(warnings),
    )


def _runs_of_article(text: str, title_end: int) -> list[Found]:
    """The datelines, bylines and sign-offs in the body of an article whose title is known."""
    body = [line for line in lines.split(text) if line.start >= title_end]
    parts: list[layout.Part] = ["text"] * len(body)
    return blocks.of_text(text, body, parts) if body else []


def _text_of(given: str | bytes, max_bytes: int | None) -> tuple[str, str, str | None]:
    """The text, the page's id, and the encoding where it was guessed."""
    if isinstance(given, bytes):
        decoded = decode(given, max_bytes=MAX_BYTES if max_bytes is None else max_bytes)
        guessed = decoded.encoding if decoded.how in ("letters", "place of the high bytes") else None
        return decoded.text, hashlib.sha256(given).hexdigest(), guessed
    try:
        raw = given.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError("The text holds lone surrogates (halves of characters): it was decoded wrongly.") from error
    if max_bytes is not None and len(raw) > max_bytes:
        decode(raw, max_bytes=max_bytes)  # raises
    if not given.strip():
        raise InputError("The input is empty.")
    text = given[1:] if given.startswith("\ufeff") else given
    return text, hashlib.sha256(raw).hexdigest(), None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
