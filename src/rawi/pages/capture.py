"""A capture: the bytes of one page as they came, with what their container tells of them.

A file holds one capture or many (a feed, an archive, a table). Whatever holds many yields `Capture` for what can be
read and `Refused` for what cannot, so that one bad member never ends the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rawi.pages.formats import read_page
from rawi.pages.given import FACTS
from rawi.pages.page import Fact, Page

KNOWN = FACTS
"""The facts that a container may tell of a page: url, outlet, title, author, published."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one page as they came.

    `raw` is kept as it is; `id` (and `Page.id`) is its sha256. `origin` names it for people: ``news.zip/a.html``,
    ``crawl.warc.gz#<urn:uuid:...>``, ``feed.xml#item-id``, ``table.csv:12``. `known` are facts that the container tells
    (keys of `KNOWN`), each with its *how* ("WARC record", "feed entry", "column date"). `captured` is the moment at
    which the bytes came, ISO 8601 with zone, None where nothing tells. `charset` is the encoding that a server told.
    `is_text` says that `raw` is UTF-8 text taken out of a table or pasted, to be read as plain text whatever it looks
    like. `row` is what a table calls it: the value of its column for ids, else the origin; None for what is no row.
    """

    raw: bytes
    origin: str
    known: Mapping[str, Fact] = field(default_factory=dict)
    captured: str | None = None
    charset: str | None = None
    is_text: bool = False
    row: str | None = None

    @property
    def id(self) -> str:
        """The sha256 of the bytes, in hexadecimal: the id of its page, known before the page is read."""
        return hashlib.sha256(self.raw).hexdigest()

    def page(self, **given: Any) -> Page:
        """The page that was captured. What the caller gives wins over the container's facts, these over the page's own.

        `given` and errors are those of `rawi.pages.read_page`.
        """
        # A table's text may hold halves of characters; the reader says so.
        content = self.raw.decode("utf-8", "surrogatepass") if self.is_text else self.raw
        options: dict[str, Any] = {"origin": self.origin, "charset": self.charset, **self.known}
        return read_page(content, **{**options, **{key: value for key, value in given.items() if value is not None}})


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is no page: where it stands and, in one sentence, why it was not read."""

    origin: str
    why: str
