"""Saved searches as methods of a desk; each is one transaction. `rawi.Desk` has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from rawi.desk.decisions.desk import whoever
from rawi.desk.engine import reading
from rawi.desk.saved import searches
from rawi.desk.saved.searches import SavedSearch
from rawi.desk.transactions import write

T = TypeVar("T")


class Saving:
    """Searches that are kept under a name. A search is named by its number, or by its name in any spelling."""

    engine: Engine

    def save_search(self, name: str, query: str = "", *, who: str | None = None, **asked: Any) -> SavedSearch:
        """Keep a search under a name of up to 100 characters; ``asked``: ``of``, ``sort`` and filters as of `search`.

        What is on the desk now counts as seen. Raises `OptionError`: the name is there already or none, the search
        cannot be, or there are 100.
        """
        return self._write(lambda c: searches.save(c, name, {"query": query, **asked}, who or whoever()))

    def saved_searches(self, *, limit: int | None = None, count: bool = True) -> list[SavedSearch]:
        """The saved searches, those opened last first, with how many of what they find came since (``new``).

        Where a search finds more than 200, the newest 200 by their day are looked at. ``count``: whether to count.
        """
        with reading(self.engine) as connection:
            return searches.listed(connection, limit=limit, count=count)

    def saved_search(self, which: int | str) -> SavedSearch:
        """One of them; ``desk.search(**found.asked)`` searches. Raises `OptionError` where there is none."""
        with reading(self.engine) as connection:
            return searches.find(connection, which)

    def open_search(self, which: int | str) -> SavedSearch:
        """Note that one is opened now, so that all that is here counts as seen; it comes back as it was before."""
        return self._write(lambda c: searches.open_it(c, searches.find(c, which).id))

    def rename_search(self, which: int | str, name: str) -> SavedSearch:
        """Give one another name. Raises `OptionError` where there is none, or the name is another's or none."""
        return self._write(lambda c: searches.rename(c, searches.find(c, which).id, name))

    def remove_search(self, which: int | str) -> SavedSearch:
        """Take one away; it can be brought back for 30 days. Raises `OptionError` where there is none."""
        return self._write(lambda c: searches.remove(c, searches.find(c, which).id))

    def restore_search(self, number: int) -> SavedSearch:
        """Bring one back, by its number. Raises `OptionError` where there is none, or its name is another's by now."""
        return self._write(lambda c: searches.restore(c, number))

    def _write(self, do: Callable[[Connection], T]) -> T:
        return write(self.engine, do)
