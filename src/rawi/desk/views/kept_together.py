"""What SQLite keeps of claims in the order in which views ask for it, so that a view reads few places of the file.

Rows of claims lie where their pages lie, all over the file: a source of a thousand pages would be as many reads. Migration
0013 made the tables, which triggers keep as claims and names come, go and change hands, and the indexes that hold all
that a view asks for. PostgreSQL has none of them, and there the rows themselves are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, column, func, or_, select, table

from rawi.desk.decisions.tables import decided_claims

_OF_SAID: Final = ("entity_id", "name_key", "page_id", "source_id", "claim_id", "day", "stance")
SAID: Final = table("view_said", *map(column, _OF_SAID))
"""Claims by those who say them: by an entity (`name_key` is "" then), else (`entity_id` 0) by a folded name.

`day` is the first at which it was said, else the last, "" where none is known; `stance` as it was read.
"""
ABOUT: Final = table("view_about", *map(column, ("entity_id", "claim_id", "day", "stance")))
"""Claims by the entities that they name."""


def here(connection: Connection) -> bool:
    """Whether the database has these tables and indexes."""
    return connection.dialect.name == "sqlite"


def by_index(query: Select[Any], of: Any, name: str) -> Select[Any]:
    """A query that SQLite answers by an index of a table alone, which it does not see by itself."""
    return query.with_hint(of, f"INDEXED BY ix_view_{name}", "sqlite")


def about(entities: Sequence[int], most: int) -> Any:
    """The newest claims that name one of some entities, as `claim_lists.some` gives them."""
    c = ABOUT.c
    query = select(c.claim_id.label("id"), c.day, c.stance).where(c.entity_id.in_(entities))
    if len(entities) > 1:  # a claim may name several of them
        query = query.group_by(c.claim_id)
    return query.order_by(c.claim_id.desc()).limit(most).subquery()


def of(entities: Sequence[int] | None, key: str) -> dict[str, Any]:
    """Parameters of `said`: one who says something, by the entities held to be one, else (None) by the folded name."""
    return {"entities": [0] if entities is None else entities, "key": key if entities is None else ""}


@cache  # a statement takes longer to be put together than to be run
def said() -> Select[Any]:
    """The claims of one (`of`) on pages from the number `first` on, as they now stand; rejected ones are left out.

    Left out is also what people gave to somebody whose name is none of `names`. A row has the number of a claim, its day,
    its stance and the number of its row in `sources`.
    """
    c, d = SAID.c, decided_claims.c
    still = d.source.in_(bindparam("names", expanding=True))
    as_it_stands = or_(d.id.is_(None), and_(d.stands, or_(d.source.is_(None), still)))
    query = select(c.claim_id, c.day, func.coalesce(d.stance, c.stance), c.source_id)
    query = query.select_from(SAID.outerjoin(decided_claims, d.claim_id == c.claim_id))
    mine = c.entity_id.in_(bindparam("entities", expanding=True)), c.name_key == bindparam("key")
    return query.where(*mine, c.page_id >= bindparam("first"), as_it_stands)
