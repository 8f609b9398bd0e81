"""What follows from decisions on a page: their states, the claims as they now stand, and all of it after a new reading."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from rawi.desk.decisions import kept, who_is_who
from rawi.desk.decisions.applying import Decided, DecidedClaim, decide
from rawi.desk.decisions.decision import LOOSE, Decision, Json, in_force, lists
from rawi.desk.decisions.tables import decided_claims, page_states
from rawi.desk.rows import said_days
from rawi.desk.search import index
from rawi.desk.tables import claims
from rawi.desk.together import waiting
from rawi.reading import Reading
from rawi.reading.spans import hull


def carry_over(connection: Connection, page_id: int, before: Reading, after: Reading) -> list[Decision]:
    """Hold the decisions on a page against a new reading of it; those whose words moved are returned, and none is lost.

    To be called once, when the rows of ``after`` are in the tables in the place of those of ``before``. Spans hold in
    both, since the text of a page never changes. Those returned have become *loose*: they have no effect as long as
    their object is not there, and have it again where another reading finds it.
    """
    who_is_who.follow_page(connection, page_id, after.page.id)
    rows = kept.load(connection, page_id=page_id)
    if not rows:
        return []
    return [d for d in follow(connection, page_id, after, rows)[1] if d.state == LOOSE]


def follow(
    connection: Connection, page_id: int, reading: Reading, rows: list[Decision] | None = None
) -> tuple[Decided, list[Decision]]:
    """Write all that follows from the decisions on a page. ``rows``: all of them, where they are at hand.

    Returns the decided reading, and the decisions whose state is another than before.
    """
    rows = kept.load(connection, page_id=page_id) if rows is None else rows
    mine = [d for d in rows if d.page_id == page_id]  # links from other pages are their own pages' matter
    decided = decide(reading, mine, who_is_who.same_on_page(connection, page_id))
    changed = kept.set_states(connection, mine, decided.loose)
    connection.execute(delete(decided_claims).where(decided_claims.c.page_id == page_id))
    numbers: dict[int, int] = {
        row.n: row.id for row in connection.execute(select(claims.c.id, claims.c.n).where(claims.c.page_id == page_id))
    }
    other = [_row(page_id, c, numbers, decided.reading) for c in decided.claims if c.state is not None]
    if other:
        connection.execute(insert(decided_claims), other)
    connection.execute(delete(page_states).where(page_states.c.page_id == page_id))
    live = in_force(mine)
    if live:
        state: Json = {"not_news": decided.not_news, "checked": decided.checked}
        state |= {"page_id": page_id, "in_force": len(live), "loose": len(decided.loose)}
        connection.execute(insert(page_states).values(state))
    index.refresh(connection, page_id)
    waiting.note(connection, page_id)
    return decided, changed


def _row(page_id: int, c: DecidedClaim, numbers: dict[int, int], reading: Reading) -> Json:
    start, stop = hull(c.claim.content)
    first, last = said_days(c.claim, reading) if c.n is None else (None, None)  # of others the claim's own row has it
    return {
        "page_id": page_id, "claim_id": numbers[c.n] if c.n is not None else None, "state": c.state,
        "stands": c.stands, "start": start, "stop": stop, "content": lists(c.claim.content), "text": c.claim.text,
        "stance": c.claim.stance, "source": c.source, "kind": c.kind, "named": c.named, "decisions": list(c.decisions),
        "said_first": first, "said_last": last,
    }  # fmt: skip
