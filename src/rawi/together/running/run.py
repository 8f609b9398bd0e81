"""The desk is brought up to date: pages are placed in stories, then the claims of the stories that changed are grouped.

Every step is one transaction: a small group of pages, or one story. What is to be done stands in the desk
(`rawi.desk.together.waiting`), so that whatever stops this costs the step in hand and no more. Several may run at once:
each step looks again what is to be done when its turn has come.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from sqlalchemy import Connection, Engine, func, select, text

from rawi.desk.engine import APPLICATION, reading
from rawi.desk.together import tables, waiting
from rawi.desk.transactions import write
from rawi.together.answers import Progress, Updated
from rawi.together.running import copied, placing, settling, vectors
from rawi.together.running.nearness import Holders
from rawi.together.running.pages import Pages

GROUP: Final = 20
"""Pages that are placed in one transaction."""
ROUND: Final = 1400
"""After so many pages the claims of stories that changed are grouped: seldom, where many pages come at once, since a
story is grouped anew for every round in which a page of it came; but while the pages are still at hand (`pages.KEPT`)."""
SELDOM: Final = (50_000, 20, 20)
"""How many objects Python makes before it looks for what only holds itself: a twentieth of a run's time by its own numbers."""
_LOCK: Final = 11  # second half of the number of the lock under which a step is done on PostgreSQL
STEPS: Final = 20
"""Stories that are done in one transaction at most, of `PAGES` pages together."""
PAGES: Final = 20


class Run:
    """One run: what it keeps at hand, and how far it is."""

    def __init__(self, engine: Engine, progress: Callable[[Progress], None] | None, limit: int | None) -> None:
        self.engine = engine
        self.tell = progress or (lambda progress: None)
        self.limit = limit
        self.pages = Pages()
        self.holders = Holders()
        self.placed = self.stories = self.propositions = 0

    def __call__(self) -> Updated:
        """Do all that is to be done."""
        with _seldom():
            return self._all()

    def _all(self) -> Updated:
        with reading(self.engine) as connection:
            self.total = waiting.count(connection)
        while True:
            more = self._place()
            while self._settle():
                self._told()
                vectors.prepare(self.engine, self.pages, PAGES)
            self._told()
            if not more:
                break
        with reading(self.engine) as connection:
            left = waiting.count(connection)
        return Updated(self.placed, self.stories, self.propositions, left)

    def _told(self) -> None:
        with reading(self.engine) as connection:
            left = waiting.count(connection)
        self.tell(Progress(max(0, self.total - left), max(self.total, left)))

    def _place(self) -> bool:
        """Place a round of pages; whether there are more."""
        before = self.placed
        while self.placed - before < ROUND:
            most = GROUP if self.limit is None else min(GROUP, self.limit - self.placed)
            vectors.prepare(self.engine, self.pages, most)
            done = write(self.engine, partial(self._place_some, most=most)) if most > 0 else 0
            self.placed += done
            if not done:
                return False
            self._told()
        return True

    def _place_some(self, connection: Connection, most: int) -> int:
        _alone(connection)
        self.holders.begin()
        w = tables.waiting
        query = select(w.c.page_id).where(w.c.stage == 0).order_by(w.c.page_id).limit(most)
        numbers = list(connection.execute(query).scalars())
        pages = list(self.pages.load(connection, numbers).values())
        for page in pages:
            copied.bring_in(connection, page)
        placing.place(connection, pages, self.holders)
        self.holders.write(connection)
        return len(numbers)

    def _settle(self) -> bool:
        """Group the claims of some stories that changed; whether there were any."""
        stories, propositions = write(self.engine, self._settle_some)
        self.stories += stories
        self.propositions += propositions
        return stories > 0

    def _settle_some(self, connection: Connection) -> tuple[int, int]:
        _alone(connection)
        c, t = tables.changed, tables.story_pages
        query = select(c.c.story_id, func.count(t.c.page_id)).outerjoin(t, t.c.story_id == c.c.story_id)
        rows = connection.execute(query.group_by(c.c.story_id).order_by(c.c.story_id).limit(STEPS)).all()
        stories = propositions = pages = 0
        for story, count in rows:
            if stories and pages + count > PAGES:
                break
            propositions += settling.settle(connection, story, self.pages, self.holders).propositions
            stories += 1
            pages += count
        return stories, propositions


@contextmanager
def _seldom() -> Iterator[None]:
    """Within this Python looks seldom for what only holds itself: a run makes many objects at once and hardly any such."""
    before = gc.get_threshold()
    gc.set_threshold(*(max(a, b) for a, b in zip(before, SELDOM, strict=True)) if before[0] else before)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _alone(connection: Connection) -> None:
    """From here on to the end of the transaction nobody else brings pages together; SQLite has one writer anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:a, :b)"), {"a": APPLICATION, "b": _LOCK})
