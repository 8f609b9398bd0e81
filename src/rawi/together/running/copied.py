"""The copies among some pages of a desk: the one place that knows where they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from rawi.together import copies
from rawi.together.copies import Copy
from rawi.together.running.pages import DeskPage, Pages

PAGES = 30
"""So many pages at most are held against each other here."""


def bring_in(connection: Connection, page_id: int) -> None:
    """Find what a page shares with all before it."""


def among(connection: Connection, pages: Mapping[int, DeskPage]) -> list[Copy]:
    """The passages that some pages share."""
    some = list(pages.values())[-PAGES:]
    return copies.compare(page.reading for page in some)


def between(connection: Connection, page_ids: Sequence[int]) -> list[Copy]:
    """The same by the numbers of the pages."""
    return among(connection, Pages().load(connection, page_ids))
