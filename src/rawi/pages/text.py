"""Plain text pages: from what somebody pasted, or copied from a browser, to a page."""

from __future__ import annotations

import hashlib
import re

from rawi.errors import InputError, LanguageError, OptionError
from rawi.language.identify import Identified, identify
from rawi.pages import blocks, facts, layout, lines
from rawi.pages.blocks import Found
from rawi.pages.dates import valid_date
from rawi.pages.decode import MAX_BYTES, decode
from rawi.pages.page import Block, Fact, Page

_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype html|<html|<head|<body)", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LANGUAGE_SAMPLE = 20_000
"""Characters that are looked at for letters decoded wrongly."""


def read_text(
    given: str | bytes,
    *,
    origin: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Page:
    """The page that a plain text is: its blocks, and what it tells about itself.

    A `str` is always the text itself, never the name of a file. `origin` says where it came from. What the caller gives
    (`title`, `outlet`, `author`, `published`, `url`) wins over what is found; `published` is an ISO date.

    Raises `InputError` for what cannot be read (`rawi.pages.decode`), `LanguageError` where there are no Arabic
    letters, `OptionError` where `published` is no date.
    """
    date = _given_date(published)
    text, page_id, how = _text_of(given, max_bytes)
    language, warnings = _language_of(text)
    if _MARKUP.match(text[:200]):
        warnings.append("This looks like HTML; it is read as plain text, its tags included.")
    found = blocks.find(text, title)
    known = facts.find(text, found)
    return Page(
        id=page_id,
        text=text,
        blocks=blocks.as_blocks(found),
        origin=origin,
        language=Fact(language.code, language.how),
        genre=known.genre,
        url=_given(url) or known.url,
        outlet=_given(outlet) or known.outlet,
        agency=known.agency,
        title=_given(title, known.title) or known.title,
        author=_given(author) or known.author,
        published=_given(date) or known.published,
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
    published = _given_date(date)
    _, page_id, _ = _text_of(text, None)
    language, warnings = _language_of(text)
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
        url=_given(url),
        outlet=_given(outlet) or known.outlet,
        agency=known.agency,
        title=Fact(text[title_start:title_stop], "given", (title_start, title_stop))
        if title_start < title_stop
        else Fact(),
        author=known.author,
        published=_given(published),
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


def _language_of(text: str) -> tuple[Identified, list[str]]:
    """The language of the text, and the warnings that follow from it."""
    language = identify(text)
    if not language.share_arabic_letters and not _ARABIC.search(text):
        raise LanguageError(_no_arabic(text, language))
    if language.code != "ar":
        return language, [f"This looks like {language.name}, not Arabic: everything that is found is unsure."]
    return language, []


def _no_arabic(text: str, language: Identified) -> str:
    if language.code == "und":
        return "The text holds no Arabic letters, nor any others that are known."
    try:
        again = text[:_LANGUAGE_SAMPLE].encode("cp1252", "ignore").decode("utf-8", "ignore")
    except UnicodeError:
        again = ""
    if len(_ARABIC.findall(again)) * 2 > len(again.split()):
        return "The text holds no Arabic letters; it looks like Arabic in UTF-8 that was decoded as Windows-1252."
    return f"The text holds no Arabic letters; it looks like {language.name}."


def _given_date(published: str | None) -> str | None:
    if published is None:
        return None
    date = valid_date(published)
    if date is None:
        raise OptionError(f"{published!r} is no date; write it as 2021-03-04.")
    return date


def _given(value: str | None, found: Fact | None = None) -> Fact:
    """What the caller gave, with the place where the page says the same."""
    if value is None or not value.strip():
        return Fact()
    same = found is not None and found.value is not None and found.value.strip() == value.strip()
    return Fact(value.strip(), "given", found.span if same and found else None)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
