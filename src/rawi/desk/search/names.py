"""Whom a filter means: a number is one entity with all that people merged with it, words are those of names.

Words are looked for among the names as the pages have them, in any spelling and in Latin letters too, so that وزارة means
every ministry that is a source. All words have to be found.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from rawi.desk import tables
from rawi.desk.search import expand, facets, query
from rawi.desk.search.plan import Needle
from rawi.errors import OptionError

_CHUNK: Final = 400


def as_source(connection: Connection, who: int | str) -> list[tuple[str, ...]]:
    """Facets, one of each tuple, on every claim in whose chain they stand."""
    if isinstance(who, int):
        return [tuple(facets.source(n) for n in merged(connection, [who]))]
    return [tuple(map(facets.source_word, any_of)) for any_of in _words("source", connection, who)]


def as_entity(connection: Connection, who: int | str) -> list[tuple[str, ...]]:
    """Facets, one of each tuple, on every claim that names them."""
    if isinstance(who, int):
        return [tuple(facets.entity(n) for n in merged(connection, [who]))]
    return [tuple(map(facets.entity_word, any_of)) for any_of in _words("entity", connection, who)]


def _words(filter_name: str, connection: Connection, who: str) -> list[tuple[str, ...]]:
    """Of each tuple one stem, or one part of a name, has to be in it."""
    parsed = query.parse(who)
    if parsed.without:
        raise OptionError(f"{filter_name} takes words to be found, not words to be left out.")
    found: list[tuple[str, ...]] = []
    for group in expand.plan(connection, parsed).groups:
        alone = [part for needle in group for part in _alone(needle)]
        found.append(tuple(dict.fromkeys(alone)))
        for needle in group:  # the further words of what stood in quotes
            longest = max(needle.phrases, key=len, default=())
            if not needle.part and len(group) == 1:
                found += [(stem,) for stem in longest[1:]]
    return found


def _alone(needle: Needle) -> list[str]:
    if needle.part:
        return [needle.part]
    return [phrase[0] for phrase in needle.phrases] + [expand.stem_of(word) for word in needle.words]


def merged(connection: Connection, numbers: list[int]) -> list[int]:
    """Numbers of entities with all those that people said are the same."""
    e = tables.entities
    found = set(numbers)
    new = set(numbers)
    while new:
        chunk = sorted(new)[:_CHUNK]
        rows = connection.execute(
            select(e.c.id, e.c.merged_into).where(e.c.id.in_(chunk) | e.c.merged_into.in_(chunk))
        ).all()
        met = {n for row in rows for n in (row.id, row.merged_into) if n is not None}
        new = (new - set(chunk)) | (met - found)
        found |= met
    return sorted(found)
