"""Lists of claims, the newest first, a page of them at a time: a key says where the next one begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, and_, func, or_, select

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


def some(numbers: Any) -> Any:
    """The claims that a selection of numbers gives, each with its `day` ("" where none is known) and its `stance` as read."""
    c = tables.claims.c
    day = func.coalesce(c.said_first, c.said_last, "").label("day")
    return select(c.id, day, c.stance).where(c.id.in_(numbers)).subquery()


def listed(
    connection: Connection, claims: Any, *, stance: str | None = None, after: str | None = None, limit: int = 25
) -> ClaimList:
    """Claims (`some` makes such a selection) as they now stand; rejected ones are left out.

    Raises:
        OptionError: `after` is no key that a list gave, or `limit` no number from 1 to 1,000.
    """
    last = _last(after, limit)
    c, d = claims.c, decided_claims
    query = (
        select(c.id, c.day)
        .select_from(claims.outerjoin(d, d.c.claim_id == c.id))
        .where(rows.stands())
        .order_by(c.day.desc(), c.id.desc())
        .limit(limit + 1)
    )
    if stance is not None:
        query = query.where(func.coalesce(d.c.stance, c.stance) == stance)
    if last is not None:
        query = query.where(or_(c.day < last[0], and_(c.day == last[0], c.id < last[1])))
    found = connection.execute(query).all()
    following = f"{found[limit - 1].day}_{found[limit - 1].id}" if len(found) > limit else None
    return ClaimList(tuple(rows.of(connection, [row.id for row in found[:limit]])), following)


@dataclass(frozen=True, slots=True)
class Said:
    """Some claims as they now stand, the newest first: their numbers, days ("" where none is known) and stances."""

    numbers: tuple[int, ...]
    days: tuple[str, ...]
    stances: tuple[str, ...]


def said(connection: Connection, numbers: Any, given: Mapping[str, Any]) -> Said:
    """The claims that a selection of numbers gives, all of them; rejected ones are left out. `given`: its parameters."""
    found = sorted(map(tuple, connection.execute(_said(numbers), given).all()), key=itemgetter(1, 0), reverse=True)
    return Said(*zip(*found, strict=True)) if found else Said((), (), ())


@lru_cache(maxsize=16)  # a statement takes longer to be put together than to be run
def _said(numbers: Any) -> Any:
    c, d = tables.claims, decided_claims
    day = func.coalesce(c.c.said_first, c.c.said_last, "")
    return (
        select(c.c.id, day, func.coalesce(d.c.stance, c.c.stance))
        .select_from(c.outerjoin(d, d.c.claim_id == c.c.id))
        .where(c.c.id.in_(numbers), rows.stands())
    )


def part(
    connection: Connection, of: Said, *, stance: str | None = None, after: str | None = None, limit: int = 25
) -> ClaimList:
    """A page of claims that were found already. Raises `OptionError` as `listed`."""
    last = _last(after, limit)
    newest_first = zip(of.days, of.numbers, of.stances, strict=True)
    fitting = (one for one in newest_first if (stance is None or one[2] == stance) and (last is None or one[:2] < last))
    found = list(islice(fitting, limit + 1))
    following = f"{found[limit - 1][0]}_{found[limit - 1][1]}" if len(found) > limit else None
    return ClaimList(tuple(rows.of(connection, [number for _, number, _ in found[:limit]])), following)


def months(of: Said) -> list[Month]:
    """How often claims were said, by month and stance; months in their order, those without a day last."""
    found: dict[str | None, Counter[str]] = {}
    for day, stance in zip(of.days, of.stances, strict=True):
        found.setdefault(day[:7] or None, Counter())[stance] += 1
    order = sorted(found, key=lambda one: (one is None, one or ""))
    return [Month(one, tuple(sorted(found[one].items(), key=lambda s: (-s[1], s[0])))) for one in order]


def _last(after: str | None, limit: int) -> tuple[str, int] | None:
    """The day and the number behind which a page of a list begins."""
    if not 1 <= limit <= MOST:
        raise OptionError(f"limit is a number from 1 to {MOST:,}.")
    if after is None:
        return None
    match = _KEY.fullmatch(after)
    if match is None:
        raise OptionError("after is a key that a list gave as `next`; this is none.")
    return match["day"], int(match["number"])
