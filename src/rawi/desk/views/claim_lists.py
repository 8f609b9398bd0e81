"""Lists of claims, the newest first, a page of them at a time: a key says where the next one begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, and_, func, or_, select, text

from rawi.desk import tables
from rawi.desk.decisions.tables import decided_claims
from rawi.desk.views import rows
from rawi.desk.views.rows import ClaimRow
from rawi.errors import OptionError

MOST: Final = 1000
"""Claims of one page of a list."""
_KEY: Final = re.compile(r"(?P<day>[0-9-]{0,20})_(?P<number>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class ClaimList:
    """A page of a list. `next` is the key of the following one, None at the end."""

    claims: tuple[ClaimRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """How often something was said in a month (``2024-03``, None where no day is known), by stance, most first."""

    month: str | None
    stances: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """All stances together."""
        return sum(n for _, n in self.stances)


def listed(
    connection: Connection, numbers: Any, *, stance: str | None = None, after: str | None = None, limit: int = 25
) -> ClaimList:
    """The claims that a selection of numbers gives, as they now stand; rejected ones are left out.

    Raises:
        OptionError: `after` is no key that a list gave, or `limit` no number from 1 to 1,000.
    """
    if not 1 <= limit <= MOST:
        raise OptionError(f"limit is a number from 1 to {MOST:,}.")
    c, d = tables.claims, decided_claims
    day = func.coalesce(c.c.said_first, c.c.said_last, "")
    query = (
        select(c.c.id, day.label("day"))
        .select_from(c.outerjoin(d, d.c.claim_id == c.c.id))
        .where(c.c.id.in_(numbers), rows.stands())
        .order_by(day.desc(), c.c.id.desc())
        .limit(limit + 1)
    )
    if stance is not None:
        query = query.where(func.coalesce(d.c.stance, c.c.stance) == stance)
    if after is not None:
        match = _KEY.fullmatch(after)
        if match is None:
            raise OptionError("after is a key that a list gave as `next`; this is none.")
        query = query.where(or_(day < match["day"], and_(day == match["day"], c.c.id < int(match["number"]))))
    found = connection.execute(query).all()
    following = f"{found[limit - 1].day}_{found[limit - 1].id}" if len(found) > limit else None
    return ClaimList(tuple(rows.of(connection, [row.id for row in found[:limit]])), following)


def months(connection: Connection, numbers: Any) -> list[Month]:
    """How often the claims of a selection were said, by month and stance; months in their order, those without a day last."""
    c, d = tables.claims, decided_claims
    month = func.substr(func.coalesce(c.c.said_first, c.c.said_last), 1, 7)
    stance = func.coalesce(d.c.stance, c.c.stance)
    query = (
        select(month.label("in_month"), stance.label("as_stance"), func.count().label("times"))
        .select_from(c.outerjoin(d, d.c.claim_id == c.c.id))
        .where(c.c.id.in_(numbers), rows.stands())
        .group_by(text("in_month"), stance)  # PostgreSQL takes two equal expressions with parameters for two
    )
    found: dict[str | None, list[tuple[str, int]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.in_month, []).append((row.as_stance, row.times))
    order = sorted(found, key=lambda one: (one is None, one or ""))
    return [Month(one, tuple(sorted(found[one], key=lambda s: (-s[1], s[0])))) for one in order]
