"""Who people say it is: names that somebody merged count as one party, a name that he split off on a page as another.

People's word wins over names. What is merged goes by the name that they gave it: two spellings that no rule would join,
a body and its short name. What was split off on some pages is its own party there, and speaks for no body.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rawi.reading import Reading
from rawi.together.origins.labels import Body, Label, SourceKey, _body

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an entity of a page is, as people say: all of one `id` are one, and go by `name`.

    `part`: it was split off the name that it has on its page, so that the name tells nothing.
    """

    id: int
    name: str
    part: bool = False


Identities = Mapping[tuple[str, int], Identity]
"""By page and number of the entity in its reading; those of whom nobody said anything are left out."""


def of_labels(readings: Iterable[Reading], labels: Iterable[Label], who: Identities) -> dict[SourceKey, Identity]:
    """Who the sources are of whom people said it: the person named, or the body or medium itself, not who speaks for it."""
    if not who:
        return {}
    by_page = {reading.page.id: reading for reading in readings}
    found: dict[SourceKey, Identity] = {}
    for one in labels:
        page, number = one.where
        if one.voice in ("spokesman", "head") and one.person is None:
            continue
        reading = by_page[page]
        source = reading.source(number)
        entities = [source.entity] if source.entity is not None else []
        if one.person is not None:
            named = [e.id for e in reading.entities if e.type == "PER" and e.name == one.person]
            entities = [e for e in entities if e in named] or named
        for entity in entities:
            if (page, entity) in who:
                found[one.where] = who[page, entity]
                break
    return found


def bodies(readings: Iterable[Reading], who: Identities) -> list[tuple[Body, Identity]]:
    """The bodies of whom people said who they are, as sources name them; parts are none."""
    found = []
    for reading in readings if who else ():
        for entity in reading.entities:
            identity = who.get((reading.page.id, entity.id))
            if identity is not None and not identity.part and entity.type in ("ORG", "LOC"):
                body = _body(entity.name, reading)
                if body is not None and body.page is None:
                    found.append((body, identity))
    return found


def without_body(label: Label) -> Label:
    """A label of somebody who was split off: what his name tells is not so."""
    return replace(label, body=None, voice=None, office=())


def joined(groups: Sequence[list[Label]], said: Mapping[SourceKey, Identity]) -> list[list[Label]]:
    """Groups of labels, those made one in which somebody stands who is one as people say."""
    first: dict[int, int] = {}
    where = list(range(len(groups)))
    for number, group in enumerate(groups):
        for one in group:
            if (identity := said.get(one.where)) is not None:
                here, there = where[number], where[first.setdefault(identity.id, number)]
                if here != there:
                    low, high = sorted((here, there))
                    where = [low if place == high else place for place in where]
    together: dict[int, list[Label]] = {}
    for number, group in enumerate(groups):
        together.setdefault(where[number], []).extend(group)
    return list(together.values())


def name(group: Iterable[Label], said: Mapping[SourceKey, Identity]) -> str | None:
    """The name that people gave to a party; None where they said nothing of it."""
    names = sorted({(said[one.where].id, said[one.where].name) for one in group if one.where in said})
    return names[0][1] if names else None
