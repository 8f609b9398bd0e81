"""What ``rawi annotate`` reads, one by one: the articles of a JSON Lines file, or the pages of whatever else is given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rawi.cli.records import page_of, records
from rawi.pages import Page
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures, jsonl
from rawi.pages.containers.feed import is_feed
from rawi.pages.containers.stream import HEAD


@dataclass(frozen=True, slots=True)
class Item:
    """A page to be read: the id that its line in the output gets, where it stands, and how to get it.

    ``fault`` says why there is no page; ``twice`` that the very same page came before.
    """

    id: str
    where: str
    page: Callable[[], Page]
    fault: str | None = None
    twice: bool = False


def items(source: Path, column: str | None, max_bytes: int | None, leave_out: Path) -> Iterator[Item]:
    """All pages of ``source``, each when it is asked for. Memory: one page, and the ids.

    The id is the article's or the row's own, else that of the page (the sha256 of its bytes).
    """
    if are_articles(source, column):
        return (Item(r.id, f"line {r.line}", lambda r=r: page_of(r), r.fault) for r in records(source))  # type: ignore[misc]
    return _pages(source, column, max_bytes, leave_out)


def _pages(source: Path, column: str | None, max_bytes: int | None, leave_out: Path) -> Iterator[Item]:
    seen: set[str] = set()
    for found in captures(source, column=column, max_bytes=max_bytes, leave_out=leave_out):
        if isinstance(found, Refused):
            yield Item("", found.origin, _no_page, found.why)
            continue
        identity = found.row or found.id
        there, fault = identity in seen, None
        if there and found.row is not None:
            fault = f"The id {identity!r} stands in an earlier row too."
        seen.add(identity)
        yield Item(identity, found.origin, _getter(found, max_bytes), fault, there and fault is None)


def _getter(capture: Capture, max_bytes: int | None) -> Callable[[], Page]:
    return lambda: capture.page(max_bytes=max_bytes)


def _no_page() -> Page:
    raise AssertionError("what was refused has no page")


def are_articles(source: Path, column: str | None) -> bool:
    """Whether a file holds articles, one JSON object a line with "id" and "text"; also where its lines are damaged.

    False where it cannot be read: whoever reads it says why.
    """
    try:
        if not source.is_file():
            return False
        with source.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") or column not in (None, "text"):
        return False
    lines = [line for line in head.split(b"\n") if line.strip()]
    if any(_is_article(line) for line in lines[:100]) or {"id", "text"} <= set(jsonl.top_keys(lines[0])):
        return True
    return not is_feed(head) and not jsonl.is_jsonl(head, column)


def _is_article(line: bytes) -> bool:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "id" in data and isinstance(data.get("text"), str)
