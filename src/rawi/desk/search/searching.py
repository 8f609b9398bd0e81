"""The search: from a query and filters to results.

1. the query becomes a plan of what to look for in the index (`query`, `expand`), filters become facets of it (`filters`)
2. the index gives the keys of what fits, the newest first, one more than can be ranked
3. where these are few enough, they are ranked by their texts (`rank`); else they stay in the order of time
4. the rows of the results are fetched, and the words that were found are sought in their texts (`hits`)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select, text

from rawi.desk import tables
from rawi.desk.search import documents, expand, facets, filters, hits, index, names, query, rank
from rawi.desk.search.filters import Filters
from rawi.desk.search.plan import Plan
from rawi.desk.search.results import Of, Order, Results
from rawi.errors import OptionError
from rawi.tagger.labels import STANCES

TABLES: Final = {"claims": documents.CLAIMS, "pages": documents.PAGES, "names": documents.NAMES}
MOST_RANKED: Final = {"claims": 1000, "pages": 150, "names": 1000}
"""Of how many results at most the best are sought; of more, the newest are shown. Ranking so many takes some 20 ms."""
MOST_RESULTS: Final = 1000
_AFTER: Final = re.compile(r"t(?P<time>\d{1,19})|r(?P<score>-?\d{1,4}\.\d{1,6})_(?P<key>\d{1,19})")
_HIGHEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _After:
    """Where the page of results begins: behind a key, and in the order of rank behind a score."""

    key: int
    score: float | None = None


def search(
    connection: Connection,
    asked: str = "",
    *,
    of: Of = "claims",
    source: int | str | None = None,
    entity: int | str | None = None,
    kind: str | None = None,
    stance: str | None = None,
    named: bool | None = None,
    outlet: str | None = None,
    said: tuple[str | None, str | None] | str | None = None,
    about: tuple[str | None, str | None] | str | None = None,
    quantity: tuple[float | None, float | None] | tuple[float | None, float | None, str | None] | None = None,
    language: str | None = None,
    sort: Order = "relevance",
    after: str | None = None,
    limit: int = 20,
) -> Results:
    """What fits a query and all filters; of an empty query all that fits the filters, the newest first.

    See `Desk.search` for what the parameters mean.

    Raises:
        OptionError: a value is none, or the query is too long or too wide.
    """
    if not isinstance(of, str) or of not in TABLES:
        raise OptionError(f"Search of claims, pages or names; {str(of)[:40]!r} is none of them.")
    if sort not in ("relevance", "time"):
        raise OptionError(f"sort is relevance or time; {str(sort)[:40]!r} is neither.")
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MOST_RESULTS:
        raise OptionError(f"limit is a number from 1 to {MOST_RESULTS:,}.")
    if not isinstance(asked, str):
        raise OptionError("The query is no text.")
    begin = _after(after)
    wanted = filters.checked(
        of, source=source, entity=entity, kind=kind, stance=stance, named=named, outlet=outlet, said=said, about=about,
        quantity=quantity, language=language,
    )  # fmt: skip
    parsed = query.parse(asked)
    plan = _plan(connection, parsed, wanted)
    return _results(connection, of, plan, wanted, sort, begin, limit)


def stances(connection: Connection, asked: str = "", **given: Any) -> dict[str, int]:
    """How many of the claims that fit have each stance, the most first; {} where they are more than can be ranked.

    Parameters and errors are those of `search`, filters only.
    """
    wanted = filters.checked("claims", **given)
    plan = _plan(connection, query.parse(asked), wanted)
    found = _keys(connection, "claims", plan, wanted, _HIGHEST, MOST_RANKED["claims"] + 1)
    if len(found) > MOST_RANKED["claims"]:
        return {}
    c, d = tables.claims, tables.metadata.tables["decided_claims"]
    stance = func.coalesce(d.c.stance, c.c.stance)
    numbers, added = hits.split("claims", [documents.number_of(documents.CLAIMS, key) for key in found])
    count = select(stance, func.count()).select_from(c.outerjoin(d, d.c.claim_id == c.c.id)).where(c.c.id.in_(numbers))
    counts: Counter[str] = Counter()
    for which, many in connection.execute(count.group_by(stance)):
        counts[which] += many
    given_stances = (
        select(d.c.stance, func.count()).where(d.c.id.in_(added), d.c.claim_id.is_(None)).group_by(d.c.stance)
    )
    for which, many in connection.execute(given_stances) if added else ():
        counts[which] += many
    return dict(sorted(counts.items(), key=lambda one: (-one[1], STANCES.index(one[0]))))


def on_pages_after(
    connection: Connection, page: int, most: int, asked: str = "", *, of: Of = "claims", **given: Any
) -> tuple[int, bool]:
    """How many of what fits are on pages with a higher number, among the newest ``most`` by their day.

    Also whether this is all: not where more fits. Parameters and errors are those of `search`, filters only; names stand
    on no page.
    """
    wanted = filters.checked(of, **given)
    plan = _plan(connection, query.parse(asked), wanted)
    p = tables.pages
    if connection.execute(select(p.c.id).where(p.c.id > page).limit(1)).first() is None:
        return 0, True
    found = _keys(connection, of, plan, wanted, _HIGHEST, most + 1)
    numbers = [documents.number_of(TABLES[of], key) for key in found[:most]]
    if of == "pages":
        return sum(number > page for number in numbers), len(found) <= most
    read, added = hits.split(of, numbers)
    new = 0
    for table, some in ((tables.claims, read), (tables.metadata.tables["decided_claims"], added)):
        count = select(func.count()).select_from(table).where(table.c.id.in_(some), table.c.page_id > page)
        new += connection.execute(count).scalar_one() if some else 0
    return new, len(found) <= most


def _plan(connection: Connection, parsed: query.Query, wanted: Filters) -> Plan:
    plan = expand.plan(connection, parsed)
    narrowed = wanted.facets()
    if wanted.source is not None:
        narrowed += names.as_source(connection, wanted.source)
    if wanted.entity is not None:
        narrowed += names.as_entity(connection, wanted.entity)
    if not plan.groups and not narrowed:
        narrowed.append((facets.ALL,))
    return plan.and_facets(*narrowed)


def _after(given: object) -> _After | None:
    if given is None:
        return None
    match = _AFTER.fullmatch(given) if isinstance(given, str) else None
    if match is None or int(match["time"] or match["key"]) > _HIGHEST:
        raise OptionError("after is a key that a search gave as `next`; this is none.")
    return _After(int(match["time"])) if match["time"] else _After(int(match["key"]), float(match["score"]))


def _results(
    connection: Connection, of: Of, plan: Plan, wanted: Filters, sort: Order, begin: _After | None, limit: int
) -> Results:
    most = MOST_RANKED[of]
    found = _keys(connection, of, plan, wanted, _HIGHEST, most + 1)
    exact = len(found) <= most
    count = min(len(found), most)
    by_rank = sort == "relevance" and exact and bool(plan.groups) and (begin is None or begin.score is not None)
    if by_rank:
        order: Order = "relevance"
        scored = rank.ranked(hits.texts(connection, of, found), plan)
        rest = [(s, k) for s, k in scored if begin is None or (s, k) < (begin.score, begin.key)]
        shown, more = [k for _, k in rest[:limit]], len(rest) > limit
        following = f"r{rest[limit - 1][0]:.6f}_{shown[-1]}" if more else None
    else:
        order = "time"
        if begin is None and (exact or len(found) > limit):
            behind = found
        else:
            behind = _keys(connection, of, plan, wanted, _HIGHEST if begin is None else begin.key - 1, limit + 1)
        shown, more = behind[:limit], len(behind) > limit
        following = f"t{shown[-1]}" if more else None
    note = None
    if order == "time" and sort == "relevance" and plan.groups:
        note = f"more than {most:,} found: the newest first, not the best"
    return Results(of, hits.fetch(connection, of, shown, plan), order, count, exact, following, note)


def _keys(connection: Connection, of: Of, plan: Plan, wanted: Filters, highest: int, most: int) -> list[int]:
    """Keys of results, the highest first, none above `highest`; of a page the key of its first piece."""
    if of != "pages":
        return list(_all(connection, of, plan, wanted, highest, most))
    found: list[int] = []
    while len(found) < most:  # several pieces of a long page may be among them
        keys = _all(connection, of, plan, wanted, highest, most + 1)
        found += dict.fromkeys(map(documents.first_of_page, keys))
        if len(keys) <= most:
            break
        highest = found[-1] - 1
    return found[:most]


def _all(connection: Connection, of: Of, plan: Plan, wanted: Filters, highest: int, most: int) -> Sequence[int]:
    table = TABLES[of]
    if wanted.said is None:
        return _select(connection, of, plan, wanted, 0, highest, most)
    first, last = (facets.ordinal(day) for day in wanted.said)
    top = highest if last is None else min(highest, documents.from_day(table, last + 1) - 1)
    if of == "pages":
        return _select(connection, of, plan, wanted, documents.from_day(table, first or 1), top, most)
    # What was said on a day or two lies in its place in the index. What was said in "2019" lies in its first day, so it
    # is looked for apart, among all that were said at such a time.
    bottom = documents.from_day(table, facets.earlier(first, facets.WIDE_DAYS) if first else 1)
    near = _select(connection, of, plan, wanted, bottom, top, most)
    wide = plan.and_facets((facets.WIDE,))
    far = _select(connection, of, wide, wanted, 0, highest, most)
    return sorted({*near, *far}, reverse=True)[:most]


def _select(
    connection: Connection, of: Of, plan: Plan, wanted: Filters, lowest: int, highest: int, most: int
) -> list[int]:
    if highest < lowest:
        return []
    speaks, table = index.backend(connection), TABLES[of]
    key = f"{table}.{speaks.KEY}"
    conditions = wanted.conditions(of, documents.number_in_sql(table, key))
    bounds = {}
    parts = [speaks.match(table), *conditions.parts]
    if lowest > 0:
        parts.append(f"{key} >= :lowest")
        bounds["lowest"] = lowest
    if highest < _HIGHEST:
        parts.append(f"{key} <= :highest")
        bounds["highest"] = highest
    statement = f"SELECT {key} FROM {table} WHERE {' AND '.join(parts)} ORDER BY {key} DESC LIMIT :most"
    values = {"match": speaks.expression(plan), "most": most, **bounds, **conditions.values}
    return list(connection.execute(text(statement), values).scalars())
