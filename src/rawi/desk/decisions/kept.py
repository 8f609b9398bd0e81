"""Decisions as rows: written once, read back, and their derived states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Row, insert, or_, select, update

from rawi.desk.decisions.decision import STANDS, UNDONE, Decision, Json, Target, undone
from rawi.desk.decisions.tables import decisions


def keep(connection: Connection, decision: Decision, other_page_id: int | None = None) -> Decision:
    """Write a decision; it comes back with its number."""
    row: Json = {
        "kind": decision.kind,
        "page_id": decision.page_id,
        "other_page_id": other_page_id,
        "target": decision.target.to_json() if decision.target else {},
        "before": decision.before,
        "after": decision.after,
        "who": decision.who,
        "made": decision.when,
        "why": decision.why,
        "undoes": decision.undoes,
        "state": STANDS,
    }
    made = connection.execute(insert(decisions).values(row).returning(decisions)).one()
    return _decision(made)


def load(
    connection: Connection,
    *,
    page_id: int | None = None,
    kinds: Sequence[str] = (),
    state: str | None = None,
    names: bool = False,
    after: int = 0,
    limit: int | None = None,
) -> list[Decision]:
    """Decisions in their order: of a page, of some kinds, in some state.

    ``names``: those on who is who over all pages, and what undoes them. ``after``, ``limit``: the next ones behind a
    number.
    """
    query = select(decisions).where(decisions.c.id > after).order_by(decisions.c.id).limit(limit)
    if page_id is not None:
        query = query.where(or_(decisions.c.page_id == page_id, decisions.c.other_page_id == page_id))
    if names:
        query = query.where(decisions.c.page_id.is_(None))
    if kinds:
        query = query.where(decisions.c.kind.in_(kinds))
    if state is not None:
        query = query.where(decisions.c.state == state)
    return [_decision(row) for row in connection.execute(query)]


def one(connection: Connection, number: int) -> Decision | None:
    """The decision of that number."""
    row = connection.execute(select(decisions).where(decisions.c.id == number)).one_or_none()
    return _decision(row) if row else None


def other_page(connection: Connection, number: int) -> int | None:
    """The page at the other end of a link."""
    found: int | None = connection.execute(
        select(decisions.c.other_page_id).where(decisions.c.id == number)
    ).scalar_one_or_none()
    return found


def set_states(connection: Connection, rows: Iterable[Decision], loose: Iterable[int] = ()) -> list[Decision]:
    """Bring ``state`` of some rows, which hold all the undos of one another, up to date. Those that changed, as they are."""
    rows, lost = list(rows), set(loose)
    dead = undone(rows)
    changed = []
    for row in rows:
        state = UNDONE if row.id in dead else "loose" if row.id in lost else STANDS
        if state != row.state:
            connection.execute(update(decisions).where(decisions.c.id == row.id).values(state=state))
            changed.append(one(connection, row.id))
    return [d for d in changed if d]


def _decision(row: Row[tuple[object, ...]]) -> Decision:
    target: Json = row.target
    return Decision(
        row.id,
        row.kind,
        Target.from_json(target) if target else None,
        row.before,
        row.after,
        row.who,
        row.made,
        row.why,
        row.undoes,
        row.state,
        row.page_id,
    )
