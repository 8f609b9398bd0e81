"""Parties: who it is that several pages name as a source.

A wrong name of a source is worse than one party too many, so two sources are one party only where that is plain:

- people by their names (`rawi.names`): the same, another spelling, or a short form that may mean nobody else. Two people
  of different names are two parties, whatever office or body they have in common;
- bodies by their whole names: the words that say what sort of body it is (بلدية, مستشفى) count, so the town hall and the
  hospital of one town are two;
- holders of an office without a name by all words of the office; the named holder of it is the same, if there is one;
- documents by two telling words, media by their names.

A source without a name is nobody's party but its own, on one page. That a spokesman speaks for his body makes them one
origin (`origins`), not one party: `Party.body` says for which body a party speaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rawi.names import agreement, key, parse, same
from rawi.names.name import Name
from rawi.reading import Reading
from rawi.together.origins import who as people
from rawi.together.origins.labels import Body, Label, SourceKey, Voice, common, label
from rawi.together.origins.who import Identities, Identity

SAME_PERSON: Final = 0.6
"""How well names of people must agree (`rawi.names.same`): a short form or another spelling is enough."""
SAME_NAME: Final = 0.9
"""From here on two names are one name; what matches so is preferred to what is only a short form."""


@dataclass(frozen=True, slots=True)
class Party:
    """One who is named as a source on some pages. `name` is the fullest; `sources` where it stands as one.

    `body`: the number of the body that it is or for which it speaks, the same for all parties of that body, and
    `body_name` its fullest name; `voice`: whether it *is* the body, its *spokesman* or its *head*. `common`: the body is
    known by a common noun alone (الوزارة), so that other pages may mean another. `held`: people say who it is, and `name` is
    theirs.
    """

    id: int
    name: str
    kind: str
    named: bool
    sources: tuple[SourceKey, ...]
    body: int | None = None
    body_name: str | None = None
    voice: Voice | None = None
    common: bool = False
    held: bool = False


def parties(readings: Iterable[Reading], who: Identities | None = None) -> list[Party]:
    """The parties of some pages. `who`: what people say of who is who, which wins over names.

    Time: about linear in the number of sources whose names share a word.
    """
    every = list(readings)
    labels = [label(reading, source) for reading in every for source in reading.sources]
    said = people.of_labels(every, labels, who or {})
    split: dict[int, list[Label]] = defaultdict(list)
    for one in labels:
        if one.where in said and said[one.where].part:
            split[said[one.where].id].append(people.without_body(one))
    labels = [one for one in labels if one.where not in said or not said[one.where].part]
    places = {
        name.words[0]
        for reading in every
        for entity in reading.entities
        if entity.type == "LOC" and len((name := parse(entity.name, "LOC")).words) == 1
    }
    told = people.bodies(every, who or {})
    bodies = _Bodies([one.body for one in labels if one.body is not None] + [body for body, _ in told], places)
    bodies.join(told)
    groups = _people([one for one in labels if one.person], bodies)
    holders = _holders(groups, bodies)
    rest: dict[tuple[object, ...], list[Label]] = defaultdict(list)
    for one in labels:
        if one.person:
            continue
        office = _office(one, bodies)
        if office and len(holders.get(office, ())) == 1:  # the one person who is known to hold it
            groups[next(iter(holders[office]))].append(one)
        else:
            rest[_key(one, office, bodies)].append(one)
    groups += [*rest.values(), *split.values()]
    if said:
        groups = people.joined(groups, said)
    return [_party(number, group, bodies, people.name(group, said)) for number, group in enumerate(groups, 1)]


def _key(one: Label, office: tuple[object, ...] | None, bodies: _Bodies) -> tuple[object, ...]:
    """What sources without a person's name are one by."""
    if one.medium:
        return "medium", one.medium
    if not one.named:
        return one.where
    if one.voice == "is" and one.body is not None:
        return "body", bodies.number(one.body)
    if one.voice == "spokesman" and one.body is not None:
        return "spokesman", bodies.number(one.body)
    if office:
        return office
    return ("document", *sorted(one.document)) if one.document else one.where


def _office(one: Label, bodies: _Bodies) -> tuple[object, ...] | None:
    """An office that one holds at a time: the head of a body, or all the words of it."""
    if one.voice == "head" and one.body is not None and one.body.page is None:
        return "head", bodies.number(one.body)
    return ("office", *one.office) if one.office and one.voice is None and one.named else None


def _holders(groups: Sequence[Sequence[Label]], bodies: _Bodies) -> dict[tuple[object, ...], set[int]]:
    found: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for one in group:
            if office := _office(one, bodies):
                found[office].add(number)
    return found


def _people(labels: Iterable[Label], bodies: _Bodies) -> list[list[Label]]:
    """People by their names, the longest first; what may be short for two is joined to the one of its page, or none."""
    groups: list[list[Label]] = []
    blocks: dict[str, set[int]] = defaultdict(set)
    for one in sorted(labels, key=lambda one: (-len(key(one.person or "").split()), one.where)):
        mine = key(one.person or "").split()
        near = sorted({group for word in mine for group in blocks[word]})
        scored = {group: max(_same(one, other, bodies) for other in groups[group]) for group in near}
        fits = [group for group, score in scored.items() if score >= SAME_PERSON]
        if exact := [group for group in fits if scored[group] >= SAME_NAME]:
            fits = exact
        if len(fits) > 1:
            fits = [group for group in fits if any(x.where[0] == one.where[0] for x in groups[group])]
        if len(fits) == 1:
            groups[fits[0]].append(one)
        else:
            fits = [len(groups)]
            groups.append([one])
        for word in mine:
            blocks[word].add(fits[0])
    return groups


def _same(one: Label, other: Label, bodies: _Bodies) -> float:
    """How well two names of people agree. A single word must be the last of the longer name, and no office speak
    against it."""
    a, b = parse(one.person or ""), parse(other.person or "")
    score = agreement(a, b)
    if score < SAME_NAME and min(len(a.words), len(b.words)) == 1:
        short, long = sorted((a, b), key=lambda name: len(name.words))
        apart = one.body and other.body and bodies.number(one.body) != bodies.number(other.body)
        if len(long.words) == 1 or same(short.words[0], long.words[-1]) < SAME_PERSON or apart:
            return 0.0
    return score


class _Bodies:
    """Which names of bodies are one body, and the numbers of these."""

    def __init__(self, found: Sequence[Body], places: set[str]) -> None:
        self._numbers: dict[tuple[str | None, tuple[str, ...]], int] = {}
        self._texts: list[str] = []
        self._one: dict[int, int] = {}
        first: dict[tuple[str | None, tuple[str, ...]], Body] = {}
        for one in found:
            first.setdefault((one.page, one.name.all_words), one)
        names: list[list[Name]] = []
        blocks: dict[str, set[int]] = defaultdict(set)
        for at, one in sorted(first.items(), key=lambda item: (-len(item[1].name.all_words), item[1].text)):
            number = None
            if one.page is None:
                near = sorted({n for word in one.name.words for n in blocks[word]})
                scored = {n: max(_one_body(one.name, other, places) for other in names[n]) for n in near}
                fits = [n for n, score in scored.items() if score >= SAME_PERSON]
                exact = [n for n in fits if scored[n] >= SAME_NAME]
                chosen = exact or fits
                number = chosen[0] if len(chosen) == 1 else None
            if number is None:
                number = len(names)
                names.append([])
                self._texts.append(one.text)
            if one.page is None:
                names[number].append(one.name)
                for word in one.name.words:
                    blocks[word].add(number)
            self._numbers[at] = number

    def join(self, told: Iterable[tuple[Body, Identity]]) -> None:
        """Make bodies one that people hold to be one; a name that may mean two of theirs is of the first."""
        whose: dict[int, Identity] = {}
        first: dict[int, int] = {}
        for body, identity in sorted(told, key=lambda one: one[1].id):
            number = self._numbers[body.page, body.name.all_words]
            if whose.setdefault(number, identity).id == identity.id:
                self._one[number] = first.setdefault(identity.id, number)
                self._texts[self._one[number]] = identity.name

    def number(self, body: Body) -> int:
        """The number of a body."""
        number = self._numbers[body.page, body.name.all_words]
        return self._one.get(number, number)

    def text(self, number: int) -> str:
        """Its fullest name."""
        return self._texts[number]


def _one_body(one: Name, other: Name, places: set[str]) -> float:
    """How well two names of bodies agree; not at all where only the place would be common."""
    score = agreement(one, other)
    if score and bool(one.heads) != bool(other.heads):  # العوسج is not the town hall of العوسج
        bare_one = one if not one.heads else other
        if len(bare_one.words) == 1 and (bare_one.words[0] in places or bare_one.words[0] in common()):
            return 0.0
    return score


def _party(number: int, group: Sequence[Label], bodies: _Bodies, name: str | None) -> Party:
    first = max(group, key=lambda one: (bool(one.person and one.person in one.name), one.named, len(one.name)))
    spoken = next((one for one in sorted(group, key=lambda one: one.where) if one.body is not None), None)
    body = spoken.body if spoken else None
    return Party(
        number, name or first.name, first.kind, first.named, tuple(sorted(one.where for one in group)),
        bodies.number(body) if body else None,
        bodies.text(bodies.number(body)) if body else None,
        spoken.voice if spoken else None,
        body is not None and body.page is not None,
        name is not None,
    )  # fmt: skip
