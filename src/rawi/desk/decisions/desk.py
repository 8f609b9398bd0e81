"""What people decide, as methods of a desk; each is one transaction. `rawi.Desk` has them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from rawi.desk.decisions import kept, making
from rawi.desk.decisions.applying import Decided
from rawi.desk.decisions.decision import LOOSE, Decision
from rawi.desk.decisions.parts import Thing
from rawi.desk.engine import reading
from rawi.desk.transactions import write


def whoever() -> str:
    """Who decides where nobody says: RAWI_WHO, else the name that the system knows."""
    try:
        return os.environ.get("RAWI_WHO", "").strip() or getpass.getuser()
    except (OSError, KeyError):  # a user whom the system has no name for
        return "somebody"


class Deciding:
    """Decisions on pages and on who is who. ``who`` and ``why`` go with each; without ``who`` it is `whoever`.

    ``thing`` is a part of the page: the number of a claim, a `Ref`, or a claim, attribution, entity, source or time from
    the machine's reading or the decided one. All raise `OptionError` where there is no such page or part, or what is
    said of it cannot be.
    """

    engine: Engine

    def decided(self, page_id: int) -> Decided:
        """A page as it now stands: the reading with the decisions in force applied, and the state of every claim."""
        with reading(self.engine) as connection:
            return making.decided(connection, page_id)

    def accept(self, page_id: int, thing: Thing, *, who: str | None = None, why: str | None = None) -> Decision:
        """Say that a claim (or attribution, name, time) is rightly found: content, stance, source."""
        return self._decide(lambda c: making.on_part(c, page_id, "accept", thing, who or whoever(), why))

    def reject(self, page_id: int, thing: Thing, *, who: str | None = None, why: str | None = None) -> Decision:
        """Say that it is none; it is shown as rejected and counts no more."""
        return self._decide(lambda c: making.on_part(c, page_id, "reject", thing, who or whoever(), why))

    def correct(
        self, page_id: int, thing: Thing, *, who: str | None = None, why: str | None = None, **changes: Any
    ) -> Decision:
        """Put a part right. Spans are lists of (start, end) in the page's text.

        Of a claim or attribution: ``content``, ``stance``, ``source``, ``referent`` (the fullest words for whom the
        source means), ``speaker`` (instead: the number of a source in the decided reading), ``kind``, ``named``, ``cue``,
        ``form``; of an entity ``mentions``, ``type``, ``name``; of a source ``name``, ``kind``, ``named``; of a time
        ``span``, ``value``.
        """
        return self._decide(lambda c: making.on_part(c, page_id, "correct", thing, who or whoever(), why, changes))

    def add_part(
        self, page_id: int, on: str, *, who: str | None = None, why: str | None = None, **given: Any
    ) -> Decision:
        """Add what was missed: an ``attribution`` (``cue`` and ``content``, and what `correct` takes), a ``claim`` of the
        page's own (``content``), an ``entity`` (``type``, ``mentions``, ``name``) or a ``time`` (``span``, ``value``)."""
        return self._decide(lambda c: making.add(c, page_id, on, who or whoever(), why, given))

    def note(
        self, page_id: int, note: str, thing: Thing | None = None, *, who: str | None = None, why: str | None = None
    ) -> Decision:
        """Write something down about a page, or about a part of it."""
        given = {"note": note}
        return self._decide(lambda c: making.on_part(c, page_id, "note", thing, who or whoever(), why, given))

    def not_news(self, page_id: int, *, who: str | None = None, why: str | None = None) -> Decision:
        """Say that a page is no news: an advertisement, a list, a page of a shop."""
        return self._decide(lambda c: making.on_part(c, page_id, "not_news", None, who or whoever(), why))

    def checked(self, page_id: int, *, who: str | None = None, why: str | None = None) -> Decision:
        """Say that somebody went through the whole page, and that it is right as it now stands."""
        return self._decide(lambda c: making.on_part(c, page_id, "checked", None, who or whoever(), why))

    def merge(self, entity: int, *others: int, who: str | None = None, why: str | None = None) -> Decision:
        """Say that entities of the desk are one; they go by the name of the first."""
        return self._decide(lambda c: making.merge(c, entity, others, who or whoever(), why))

    def split(
        self, entity: int, pages: Sequence[int] = (), *, who: str | None = None, why: str | None = None
    ) -> Decision:
        """Take an entity out of those it was merged with; with ``pages``, say that there it is somebody else."""
        return self._decide(lambda c: making.split(c, entity, pages, who or whoever(), why))

    def link(
        self,
        kind: str,
        one: tuple[int, Thing | None],
        other: tuple[int, Thing | None],
        *,
        who: str | None = None,
        why: str | None = None,
    ) -> Decision:
        """Say of two pages or two claims, each (page, thing or None), that they are *same*, *not_same*, or that the
        first is *copied_from* the other."""
        return self._decide(lambda c: making.link(c, kind, one, other, who or whoever(), why))

    def undo(self, decision: int, *, who: str | None = None, why: str | None = None) -> Decision:
        """Take a decision back, by its number. To take the undo back, undo it."""
        return self._decide(lambda c: making.undo(c, decision, who or whoever(), why))

    def decisions(
        self, page_id: int | None = None, *, loose: bool = False, after: int = 0, limit: int | None = None
    ) -> list[Decision]:
        """What was decided, in its order: on a page, or on all. ``loose``: only that whose words have moved.

        ``after`` and ``limit``: the next ones behind a number.
        """
        with reading(self.engine) as connection:
            state = LOOSE if loose else None
            return kept.load(connection, page_id=page_id, state=state, after=after, limit=limit)

    def _decide(self, do: Callable[[Connection], Decision]) -> Decision:
        return write(self.engine, do)
