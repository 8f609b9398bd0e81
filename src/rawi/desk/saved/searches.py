"""Searches that people keep under a name.

What is new is told by the numbers of pages: a hit is new where its page came after the search was last opened. So a page
that is read again is not new, and counting costs no more than a search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from rawi.desk import tables
from rawi.desk.keys import folded
from rawi.desk.moments import now
from rawi.desk.saved.tables import saved_searches
from rawi.desk.search import searching
from rawi.desk.search.results import Of, Order
from rawi.desk.views.remembered import remembered
from rawi.errors import OptionError

LONGEST_NAME: Final = 100
"""Characters of a name."""
MOST: Final = 100
"""Searches that a desk keeps."""
LOOKED_AT: Final = 200
"""Results of a search, the newest by their day, among which those are counted that are new."""
KEPT_DAYS: Final = 30
"""So long a search that was taken away can be brought back, at least."""
FILTERS: Final = (
    "source", "entity", "kind", "stance", "named", "outlet", "said", "about", "quantity", "language",
)  # fmt: skip
_NO_LETTERS: Final = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name.

    ``query``, ``of``, ``sort`` and ``filters`` are what `Desk.search` takes (`asked` has all of it). ``who`` saved it and
    when (``made``); ``opened``: when it was last opened, ``seen``: the newest page at that moment. ``new``: how many
    results are on pages that came since; None where they were not counted, as of names. Where not ``exact`` there are at
    least so many.
    """

    id: int
    name: str
    query: str
    of: Of
    sort: Order
    filters: Mapping[str, Any]
    who: str
    made: str
    opened: str
    seen: int
    new: int | None = None
    exact: bool = True

    @property
    def asked(self) -> dict[str, Any]:
        """What `Desk.search` is called with."""
        return {"query": self.query, "of": self.of, "sort": self.sort, **self.filters}


@dataclass(frozen=True, slots=True)
class _Counted:
    new: int | None = None
    exact: bool = True


def clean(name: object) -> str:
    """A name as it is kept: one line, without control characters and marks of direction.

    Raises `OptionError` where it is none or too long.
    """
    if not isinstance(name, str) or len(name) > 100 * LONGEST_NAME:
        raise OptionError(f"The name of a search is text of 1 to {LONGEST_NAME} characters.")
    letters = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in _NO_LETTERS.sub("", name)
        if not _is_mark(c)
    )
    kept = " ".join(letters.split())
    if not 1 <= len(kept) <= LONGEST_NAME:
        raise OptionError(f"The name of a search is text of 1 to {LONGEST_NAME} characters.")
    return kept


def _is_mark(letter: str) -> bool:
    """Marks of direction and what else cannot be seen; the joiners that Persian writes with stay."""
    return unicodedata.category(letter) == "Cf" and letter not in "\u200c\u200d"


def save(connection: Connection, name: str, asked: Mapping[str, Any], who: str) -> SavedSearch:
    """Keep a search under a name, seen up to the newest page. ``asked``: what `Desk.search` is called with.

    Raises `OptionError`: the name is none or there already, the search cannot be, there are too many.
    """
    kept, named, key = _checked(connection, asked), clean(name), _key(name)
    _refuse_twin(connection, named, key)
    count = select(func.count()).select_from(saved_searches).where(saved_searches.c.removed.is_(None))
    if connection.execute(count).scalar_one() >= MOST:
        raise OptionError(f"A desk keeps {MOST} searches; take one away first.")
    row: dict[str, Any] = {"name": named, "name_key": key, "asked": kept, "who": who, "made": now(), "opened": now()}
    row["seen"] = newest_page(connection)
    made = insert(saved_searches).values(row).returning(saved_searches)
    return _saved(connection.execute(made).one())


def find(connection: Connection, which: int | str) -> SavedSearch:
    """The search of a number, or of a name in any spelling. Raises `OptionError` where there is none."""
    s = saved_searches.c
    is_it = s.name_key == _key(which) if isinstance(which, str) else s.id == (which if 0 < which < 2**62 else 0)
    row = connection.execute(select(saved_searches).where(is_it, s.removed.is_(None))).one_or_none()
    if row is None:
        raise OptionError(f"There is no saved search {clean(which) if isinstance(which, str) else which}.")
    return _saved(row)


def listed(connection: Connection, *, limit: int | None = None, count: bool = True) -> list[SavedSearch]:
    """The searches of a desk, those opened last first, with what is new in each (where ``count``)."""
    s = saved_searches.c
    order = select(saved_searches).where(s.removed.is_(None)).order_by(s.opened.desc(), s.id.desc()).limit(limit)
    found = [_saved(row) for row in connection.execute(order)]
    if not count:
        return found
    asked = ("saved searches", *((one.id, one.seen) for one in found))
    counts = remembered(connection, asked, lambda: [_count(connection, one) for one in found])
    return [replace(one, new=told.new, exact=told.exact) for one, told in zip(found, counts, strict=True)]


def open_it(connection: Connection, number: int) -> SavedSearch:
    """Note that a search was opened now; it comes back as it was before, so that what is new can be marked."""
    before = find(connection, number)
    change = update(saved_searches).where(saved_searches.c.id == number)
    connection.execute(change.values(opened=now(), seen=newest_page(connection)))
    return before


def rename(connection: Connection, number: int, name: str) -> SavedSearch:
    """Give a search another name. Raises `OptionError`."""
    before = find(connection, number)
    kept, key = clean(name), _key(name)
    _refuse_twin(connection, kept, key, but=before.id)
    connection.execute(update(saved_searches).where(saved_searches.c.id == number).values(name=kept, name_key=key))
    return find(connection, number)


def remove(connection: Connection, number: int) -> SavedSearch:
    """Take a search away; `restore` brings it back for `KEPT_DAYS`. Raises `OptionError`."""
    found = find(connection, number)
    s = saved_searches.c
    connection.execute(update(saved_searches).where(s.id == number).values(removed=now()))
    last = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    connection.execute(delete(saved_searches).where(s.removed < last))
    return found


def restore(connection: Connection, number: int) -> SavedSearch:
    """Bring a search back that was taken away. Raises `OptionError`, also where its name was given to another since."""
    s = saved_searches.c
    row = connection.execute(
        select(saved_searches).where(s.id == (number if 0 < number < 2**62 else 0), s.removed.is_not(None))
    ).one_or_none()
    if row is None:
        raise OptionError(f"No saved search {number} was taken away.")
    _refuse_twin(connection, row.name, row.name_key)
    connection.execute(update(saved_searches).where(s.id == number).values(removed=None))
    return _saved(row)


def newest_page(connection: Connection) -> int:
    """The number of the page that came last; 0 of an empty desk."""
    found: int | None = connection.execute(select(func.max(tables.pages.c.id))).scalar()
    return found or 0


def _key(name: str) -> str:
    kept = clean(name)
    return folded(kept) or kept


def _refuse_twin(connection: Connection, name: str, key: str, but: int = 0) -> None:
    s = saved_searches.c
    twin = select(s.id).where(s.name_key == key, s.removed.is_(None), s.id != but)
    if connection.execute(twin).first() is not None:
        raise OptionError(f"There is a saved search {name} already; give another name.")


def _checked(connection: Connection, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a search: what it was called with, less what is not given. Raises `OptionError` where it cannot be."""
    strange = set(asked) - {"query", "of", "sort", *FILTERS}
    if strange:
        raise OptionError(f"A saved search has no {min(strange)}.")
    given = {name: value for name, value in asked.items() if value is not None}
    searching.search(connection, given.get("query", ""), limit=1, **{k: v for k, v in given.items() if k != "query"})
    return {
        "query": given.get("query", ""), "of": given.get("of", "claims"), "sort": given.get("sort", "relevance"),
        **{name: list(given[name]) if isinstance(given[name], tuple) else given[name] for name in FILTERS if name in given},
    }  # fmt: skip


def _count(connection: Connection, one: SavedSearch) -> _Counted:
    if one.of == "names":
        return _Counted()
    try:
        new, exact = searching.on_pages_after(connection, one.seen, LOOKED_AT, one.query, of=one.of, **one.filters)
    except OptionError:  # what was possible when it was saved, as a part of a word that now stands for too many
        return _Counted()
    return _Counted(new, exact)


def _saved(row: Row[Any]) -> SavedSearch:
    asked = row.asked
    filters = {
        name: tuple(asked[name]) if isinstance(asked[name], list) else asked[name] for name in FILTERS if name in asked
    }
    return SavedSearch(
        row.id, row.name, asked["query"], asked["of"], asked["sort"], filters, row.who, row.made, row.opened, row.seen
    )
