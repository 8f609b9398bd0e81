"""The copies among pages of a desk: the one place here that knows where they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from rawi.together.copies import Copy, on_desk
from rawi.together.running.pages import DeskPage


def bring_in(connection: Connection, page: DeskPage) -> None:
    """Find what a page shares with those that were brought in before it."""
    on_desk.bring_in(connection, page.line.page_id, page.reading)


def among(connection: Connection, page_ids: Iterable[int]) -> list[Copy]:
    """The passages that some pages share."""
    return on_desk.among(connection, page_ids)
