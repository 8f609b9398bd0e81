"""Feeds: RSS, Atom and JSON Feed; every entry is a page of its own."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from rawi.errors import InputError
from rawi.pages import child, limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers.names import shown
from rawi.pages.containers.stream import Place, Stream, too_large
from rawi.pages.containers.types import Open
from rawi.pages.html import moments
from rawi.pages.html.recognise import plain_start
from rawi.pages.page import Fact

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\b[^>]{0,4000}>?", re.IGNORECASE)
_RDF = re.compile(rb"<(?:[\w.-]{1,40}:)?rdf\b", re.IGNORECASE)
_JSON = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version', re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(?!%)[^\s>]{1,200}\s+(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,10000}>")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_ENTITY = 200
_LONGEST_FACT = 1_000


def is_feed(head: bytes) -> bool:
    """Whether bytes are RSS, Atom or a JSON Feed, told from their beginning."""
    start = plain_start(head)
    if start.startswith(b"{"):
        return _JSON.search(head) is not None
    at = _root(start)
    found = _ROOT.match(start, at) if at is not None else None
    if not found:
        return False
    return b"purl.org/" in start[at:] if _RDF.match(found.group()) else True


def _root(start: bytes) -> int | None:
    """Where the first element of XML begins, behind its declaration, comments and document type."""
    at = 0
    while at < len(start):
        if start[at : at + 1].isspace():
            at += 1
        elif start.startswith(b"<?", at):
            at = _behind(start, b"?>", at)
        elif start.startswith(b"<!--", at):
            at = _behind(start, b"-->", at)
        elif start[at : at + 9].upper() == b"<!DOCTYPE":
            end, subset = start.find(b">", at), start.find(b"[", at)
            inner = start.find(b"]", subset) if 0 <= subset < end else -1
            at = _behind(start, b">", inner if inner >= 0 else at)
        else:
            return at
    return None


def _behind(start: bytes, sign: bytes, at: int) -> int:
    found = start.find(sign, at)
    return len(start) if found < 0 else found + len(sign)


def captures(stream: Stream, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """The entries of a feed, each with its title over its content (or summary) as HTML.

    The feed is parsed in a child process under limits of time and memory; XML that defines entities in earnest is refused.
    """
    raw = stream.all(limits.MAX_FEED_BYTES)
    if raw is None:
        raise InputError(too_large(limits.MAX_FEED_BYTES))
    if plain_start(raw).startswith(b"{"):
        found = read_json(raw)
    else:
        refuse_bombs(raw)
        found = child.run(
            f"{__name__}:read_xml",
            raw,
            {"charset": place.charset},
            what="The feed",
            seconds=limits.FEED_SECONDS,
            megabytes=limits.FEED_MEGABYTES,
        )
    for number, entry in enumerate(found["entries"], start=1):
        yield _capture(entry, found["title"], number, place)
    if not found["entries"]:
        yield Refused(place.origin, "The feed holds no entries.")
    left = found["count"] - len(found["entries"])
    if left > 0:
        most = limits.MAX_FEED_ENTRIES
        yield Refused(place.origin, f"Only its first {most:,} entries were read; {left:,} more were left out.")


def refuse_bombs(raw: bytes) -> None:
    """Raises `InputError` where XML defines entities that are long, hold others, or are many."""
    entities = [one or other for one, other in _ENTITY.findall(raw.replace(b"\x00", b""))]
    for value in entities:
        references = re.sub(rb"&#\w{1,8};|&(?:amp|lt|gt|quot|apos);", b"", value)
        if len(value) > _LONGEST_ENTITY or b"&" in references or b"%" in references:
            raise InputError("The feed defines entities that grow when they are read, as XML bombs do; it is refused.")
    if len(entities) > limits.MAX_FEED_ENTITIES:
        most = limits.MAX_FEED_ENTITIES
        raise InputError(f"The feed defines {len(entities):,} entities, more than the limit of {most}.")


# --- an entry as a page ----------------------------------------------------------------------------------------------


def _capture(entry: dict[str, Any], outlet: str, number: int, place: Place) -> Capture | Refused:
    origin = f"{place.origin}#{shown(entry['id'] or entry['link'] or str(number))}"
    title, content = entry["title"], entry["content"]
    if not title and not content.strip():
        return Refused(origin, "The entry holds no text.")
    body = content if entry["is_html"] and _TAG.search(content) else _paragraphs(content, entry["is_html"])
    document = (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head>\n'
        f"<body><article>{f'<h1>{html.escape(title)}</h1>' if title else ''}\n<div>{body}</div></article></body></html>\n"
    )
    known = {**place.known}
    feed_url = known.pop("url", Fact()).value or ""
    with contextlib.suppress(ValueError):  # an address that is none
        link = urljoin(feed_url, entry["link"]) if entry["link"] else ""
        if link.startswith(("http://", "https://")):
            known["url"] = Fact(link, "feed entry")
    for name, value in (("title", title), ("author", entry["author"])):
        if value:
            known[name] = Fact(value, "feed entry")
    if entry["source"] or outlet:
        known["outlet"] = Fact(entry["source"], "feed entry") if entry["source"] else Fact(outlet, "feed")
    for name, how in (("published", "feed entry"), ("updated", "feed entry, last update")):
        moment, universal = moments.find(entry[name]), moments.find(entry[f"{name}_utc"])
        if universal and (moment is None or ("T" not in moment and ":" in entry[name])):
            moment = universal  # a spelling, or the name of a zone, that only feedparser knows
        if moment:
            known["published"] = Fact(moment, how)
            break
    raw = _SURROGATES.sub("\ufffd", document).encode("utf-8")
    return Capture(raw, origin, known, place.captured, "utf-8")


def _paragraphs(text: str, escaped: bool) -> str:
    """Plain text as HTML, a paragraph a line."""
    lines = [line.strip() for line in text.splitlines()]
    return "\n".join(f"<p>{line if escaped else html.escape(line)}</p>" for line in lines if line)


def _entry(
    *,
    id: str = "",
    link: str = "",
    title: str = "",
    content: str = "",
    is_html: bool = True,
    author: str = "",
    source: str = "",
    published: str = "",
    updated: str = "",
    published_utc: str = "",
    updated_utc: str = "",
) -> dict[str, Any]:
    return {
        "id": id[:_LONGEST_FACT],
        "link": link.strip()[: limits.MAX_ADDRESS_CHARACTERS],
        "title": _plain(title),
        "content": content,
        "is_html": is_html,
        "author": _plain(author),
        "source": _plain(source),
        "published": published,
        "updated": updated,
        "published_utc": published_utc,
        "updated_utc": updated_utc,
    }


def _plain(words: str) -> str:
    """A title or name without the markup that feeds put into it."""
    words = words[: 10 * _LONGEST_FACT]
    if "<" in words:
        words = _TAG.sub("", words)
    return " ".join(html.unescape(words).split())[:_LONGEST_FACT]


# --- RSS and Atom: in the child process ------------------------------------------------------------------------------


def read_xml(raw: bytes, charset: str | None = None) -> dict[str, Any]:
    """What feedparser finds in a feed: its title, its entries, and how many there are. For the child process."""
    import io

    import feedparser

    from rawi.pages.html import encoding

    text = encoding.decode(raw, charset).text
    # As a file: bytes would be tried as the name of one first. Nothing is fetched, nothing sanitised: we read HTML
    # ourselves, and links stay as they are.
    found = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = [_of_xml(entry) for entry in found.entries[: limits.MAX_FEED_ENTRIES]]
    return {"title": _plain(_text(found.feed.get("title"))), "entries": entries, "count": len(found.entries)}


def _of_xml(entry: Any) -> dict[str, Any]:
    contents = [one for one in entry.get("content", []) if _text(one.get("value")).strip()]
    if contents:
        best = max(contents, key=lambda one: len(_text(one.get("value"))))
    else:
        best = {"value": entry.get("summary"), "type": entry.get("summary_detail", {}).get("type", "text/html")}
    return _entry(
        id=_text(entry.get("id")),
        link=_text(entry.get("link")),
        title=_text(entry.get("title")),
        content=_text(best.get("value")),
        is_html=best.get("type") != "text/plain",
        author=_author(entry),
        source=_text((entry.get("source") or {}).get("title")),
        published=_text(entry.get("published")),
        updated=_text(entry.get("updated")),
        published_utc=_utc(entry.get("published_parsed")),
        updated_utc=_utc(entry.get("updated_parsed")),
    )


def _author(entry: Any) -> str:
    """The author's name; of several the first ones. Addresses of mail are none."""
    told = _text(entry.get("author"))
    if "@" in told:  # as RSS wants it: a@b.example (Name), or as mail has it: Name <a@b.example>
        found = re.search(r"\(([^()@]{1,200})\)|^([^<>@]{1,200})<", told[:_LONGEST_FACT])
        return (found[1] or found[2]).strip() if found else ""
    people = entry.get("authors") or [entry.get("author_detail") or {"name": told}]
    names = [name for person in people if (name := _text(person.get("name")).strip()) and "@" not in name]
    return "، ".join(dict.fromkeys(names[:6]))


def _utc(parsed: Any) -> str:
    """A moment that feedparser read where we could not: it tells it in universal time."""
    if not parsed:
        return ""
    year, month, day, hour, minute, second = parsed[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


# --- JSON Feed -------------------------------------------------------------------------------------------------------


def read_json(raw: bytes) -> dict[str, Any]:
    """What stands in a JSON Feed, in the form of `read_xml`. Raises `InputError` where it is none."""
    try:
        feed = json.loads(raw)
    except (ValueError, RecursionError):
        raise InputError("The JSON Feed is damaged or cut: it is no JSON.") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError("The JSON Feed has no items.")
    entries = [_of_json(item, feed) for item in items[: limits.MAX_FEED_ENTRIES] if isinstance(item, dict)]
    title = _plain(_text(feed.get("title")))
    return {
        "title": title,
        "entries": entries,
        "count": max(len(entries), len(items) if len(items) > limits.MAX_FEED_ENTRIES else 0),
    }


def _of_json(item: dict[str, Any], feed: dict[str, Any]) -> dict[str, Any]:
    content, is_html = _text(item.get("content_html")), True
    if not content.strip():
        content, is_html = _text(item.get("content_text")) or _text(item.get("summary")), False
    people = item.get("authors") or [item.get("author")]
    named = (
        [_text(person.get("name")) for person in people if isinstance(person, dict)] if isinstance(people, list) else []
    )
    number = item.get("id")
    return _entry(
        id=str(number) if isinstance(number, int) and abs(number) < 10**30 else _text(number),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        content=content,
        is_html=is_html,
        author="، ".join(name for name in named[:6] if name and "@" not in name),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
    )
