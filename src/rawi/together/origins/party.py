"""Parties: who it is that several pages name as a source.

Sources of different pages are one party where their names agree (`rawi.names`), where both are one body in longer and
shorter words, or where one is the body for which the other speaks: its head or spokesman. A source without a name is
nobody's party but its own, on one page. Where a short name may mean two, it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from rawi.language import fold_text, words
from rawi.names import key, lexicon, same
from rawi.names.name import bare
from rawi.pages.agencies import name_of
from rawi.reading import Reading
from rawi.reading.reading import Entity, Source
from rawi.together.propositions.stems import stem

SAME_PERSON: Final = 0.6
"""How well names of people must agree (`rawi.names.same`): a short form or another spelling is enough."""
SAME_NAME: Final = 0.9
"""From here on two names are one name; what matches so is preferred to what is only a short form."""
LONGEST: Final = 6
"""Words of a source without an entity that may be somebody's name as a whole."""
_MEDIA: Final = "media"

SourceKey = tuple[str, int]
"""A page, and the number of a source in its reading."""


@dataclass(frozen=True, slots=True)
class Party:
    """One who is named as a source on some pages. `name` is the fullest; `sources` where it stands as one."""

    id: int
    name: str
    kind: str
    named: bool
    sources: tuple[SourceKey, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What a source is known by: the name of a person, and the bodies that it is or speaks for, as telling stems."""

    where: SourceKey
    name: str
    kind: str
    named: bool
    person: str | None
    bodies: tuple[tuple[str, ...], ...]
    medium: str | None

    @property
    def words(self) -> int:
        """How much it tells."""
        return len((self.person or "").split()) + sum(map(len, self.bodies))


@cache
def _offices(section: str) -> frozenset[str]:
    text = resources.files("rawi.together.origins").joinpath("arabic/offices.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in text.splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            current = found.setdefault(entry[1:-1], set())
        else:
            for word in fold_text(entry).split():
                current |= {word, word + "ه"}
    return frozenset(found[section])


def label(reading: Reading, source: Source) -> Label:
    """What a source of a page is known by."""
    entity = reading.entities[source.entity - 1] if source.entity is not None else _person_in(reading, source)
    person, bodies = None, []
    if entity is not None and entity.type == "PER":
        person = entity.name
        rest = source.name.replace(entity.name, " ")
        for text in (rest, *(role.text for role in entity.roles)):
            bodies += _spoken_for(text, reading)
    elif source.kind == "person":
        bodies += _spoken_for(source.name, reading) if source.named or _is_definite(source.name) else []
        person = source.name if source.named and len(source.name.split()) <= LONGEST else None
    else:
        bodies += [found] if (found := _body_of(source.name, reading)) else []
    medium = name_of(source.name) or (key(source.name, "ORG") if source.kind == _MEDIA else None)
    named = (source.named and source.kind != "group") or (bool(bodies) and _is_definite(source.name))
    return Label((reading.page.id, source.id), source.name, source.kind, named, person, tuple(bodies), medium)


def _person_in(reading: Reading, source: Source) -> Entity | None:
    """The person whose name stands in the words of a source (شقيقه مروان شمدين)."""
    inside = [
        entity
        for entity in reading.entities
        if entity.type == "PER" and any(a <= m[0] and m[1] <= b for m in entity.mentions for a, b in source.spans)
    ]
    return inside[-1] if len(inside) == 1 else None


def _spoken_for(text: str, reading: Reading) -> list[tuple[str, ...]]:
    """The body for which the holder of an office speaks, if it says one: nothing for حاكم المنطقة."""
    found = [word.text for word in words(text) if word.text[0].isalpha()]
    at = next((n for n, word in enumerate(found) if bare(fold_text(word)) in _offices("speaks_for")), None)
    if at is None:
        return []
    while at < len(found) and bare(fold_text(found[at])) in _offices("speaks_for") | _offices("between"):
        at += 1
    body = _body_of(" ".join(found[at:]), reading)
    return [body] if body else []


def _body_of(name: str, reading: Reading) -> tuple[str, ...]:
    """The telling stems of a body; of الهيئة alone, those of the one body on the page whose name begins with that word."""
    telling = _telling(name)
    first = next((word.text for word in words(name) if word.text[0].isalpha()), "")
    if telling or not first or not _is_definite(name):
        return telling
    head = _head(first)
    others = {_telling(e.name) for e in reading.entities if e.type == "ORG" and _head(e.name.split()[0]) == head}
    others.discard(())
    return others.pop() if len(others) == 1 else ()


def _is_definite(name: str) -> bool:
    """Whether a name begins with the article: الهيئة is one that was named before, هيئة is any."""
    folded = fold_text(name)
    return folded.startswith(("ال", "لل", "وال", "بال"))


def _head(word: str) -> str:
    """A class word without what is written onto it."""
    plain = bare(fold_text(word))
    return plain[1:] if plain[:1] in ("ل", "ب") and len(plain) > 4 else plain


def _telling(name: str) -> tuple[str, ...]:
    """The stems of a body's name that tell it from others: no class words (وزارة، إدارة، محافظة)."""
    return tuple(s for word in words(name) if not _is_class(word.text) and (s := stem(word.text)))


def _is_class(word: str) -> bool:
    plain = _head(word)
    return any(plain in lexicon.class_words(kind) for kind in ("ORG", "LOC")) or plain in _offices("between")


def parties(readings: Iterable[Reading]) -> list[Party]:
    """The parties of some pages; the source that tells most comes first within each."""
    every = [label(reading, source) for reading in readings for source in reading.sources]
    every.sort(key=lambda one: -one.words)
    groups: list[list[Label]] = []
    blocks: dict[str, list[int]] = {}
    for one in every:
        near = sorted({group for block in _blocks(one) for group in blocks.get(block, ())}) if one.named else []
        fits = [group for group in near if agree(one, groups[group][0]) or any(_equal(one, x) for x in groups[group])]
        if exact := [group for group in fits if any(_equal(one, x, SAME_NAME) for x in groups[group])]:
            fits = exact
        if len(fits) > 1:  # may be short for either: only what the same page names
            fits = [group for group in fits if any(x.where[0] == one.where[0] for x in groups[group])]
        if len(fits) == 1:
            place = fits[0]
            groups[place].append(one)
        else:
            place = len(groups)
            groups.append([one])
        if one.named:
            for block in _blocks(one):
                blocks.setdefault(block, []).append(place)
    return [_party(number, group) for number, group in enumerate(groups, 1)]


def _party(number: int, group: Sequence[Label]) -> Party:
    first = max(group, key=lambda one: (one.person is not None, len(one.name)))
    return Party(number, first.name, first.kind, first.named, tuple(sorted(one.where for one in group)))


def _blocks(one: Label) -> set[str]:
    """Words of which labels of one party share at least one."""
    found = {f"body {body[0]}" for body in one.bodies}
    if one.person:
        found |= {f"person {word}" for word in key(one.person).split()}
    if one.medium:
        found.add(f"medium {one.medium}")
    return found


def _equal(one: Label, other: Label, least: float = SAME_PERSON) -> bool:
    return one.person is not None and other.person is not None and same(one.person, other.person) >= least


def agree(one: Label, other: Label) -> bool:
    """Whether two labels may be of one party."""
    if one.medium or other.medium:
        return one.medium == other.medium
    if one.person and other.person and same(one.person, other.person) >= SAME_PERSON:
        return True
    return any(_body(a, b) for a in one.bodies for b in other.bodies)


def _body(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two bodies are one: both begin with the same telling word, and one has all words of the other."""
    return one[0] == other[0] and (set(one) <= set(other) or set(other) <= set(one))
