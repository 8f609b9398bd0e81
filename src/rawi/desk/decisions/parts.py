"""What somebody points at on a page, and the target that a decision on it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from rawi.desk.decisions.anchors import Part, innermost, target_of
from rawi.desk.decisions.applying import Decided
from rawi.desk.decisions.decision import ON_PARTS, Target
from rawi.errors import OptionError
from rawi.reading import Attribution, Claim, Entity, Reading, Source
from rawi.reading.reading import Span, Spans
from rawi.reading.spans import hull
from rawi.times import Time


@dataclass(frozen=True, slots=True)
class Ref:
    """A part of a page: its kind, and its number in the machine's reading, or the place that its words take.

    ``on``: claim, attribution, entity, source, time. Numbers of the machine's reading stay what they are while people
    decide; what people added has none, and is pointed at by its place.
    """

    on: str
    n: int | None = None
    place: Span | None = None


Thing = int | Ref | Claim | Attribution | Entity | Source | Time
"""A number is that of a claim in the machine's reading; parts may come from the machine's or the decided reading."""


def point(thing: Thing, machine: Reading, decided: Decided) -> tuple[Target, Part | None]:
    """The target, and the part as it now stands (None where it was rejected or replaced).

    Raises:
        OptionError: there is no such part on the page.
    """
    ref = Ref("claim", thing) if isinstance(thing, int) else thing
    if not isinstance(ref, Ref):
        return _of_part(ref, machine, decided)
    if ref.on not in ON_PARTS:
        raise OptionError(f"{ref.on!r} is no part of a page; it is one of {', '.join(ON_PARTS)}.")
    if ref.n is not None:
        there = _parts(machine, ref.on)
        if not 1 <= ref.n <= len(there):
            raise OptionError(f"The page has no {ref.on} {ref.n}; it has {len(there)}.")
        return target_of(machine, there[ref.n - 1]), _now(ref.on, ref.n, decided)
    for reading in (decided.reading, machine):
        for part in _parts(reading, ref.on):
            places = _spans(part)
            if places and ref.place is not None and hull(places) == tuple(ref.place):
                return _of_part(part, machine, decided)
    raise OptionError(f"No {ref.on} of the page stands at {'-'.join(map(str, ref.place or ()))}.")


def name_of(part: Part) -> str:
    """Which kind of part it is."""
    return type(part).__name__.lower()


def _of_part(part: Part, machine: Reading, decided: Decided) -> tuple[Target, Part | None]:
    on = name_of(part)
    mark = _mark(part, decided.reading)
    for number, now in enumerate(_parts(decided.reading, on), start=1):
        if _mark(now, decided.reading) != mark:
            continue
        origin = _origin(on, number, decided)
        if origin > 0:
            return target_of(machine, _parts(machine, on)[origin - 1]), now
        target = target_of(decided.reading, now)
        added = -origin if origin else None
        return Target(on, target.page, None, target.spans, target.cue, target.words, target.seen, added), now
    mark = _mark(part, machine)
    for number, then in enumerate(_parts(machine, on), start=1):
        if _mark(then, machine) == mark:
            return target_of(machine, then), _now(on, number, decided)
    raise OptionError(f"This {on} is not on the page, or no longer so; look at the page again.")


def _mark(part: Part, reading: Reading) -> object:
    """What makes it this part and no other, whatever its number."""
    match part:
        case Claim():
            number = innermost(part)
            known = number is not None and 0 < number <= len(reading.attributions)
            return part.content, reading.attribution(number).cue if known and number else ()
        case Attribution():
            return part.cue, part.content
        case Source():
            return part.name, part.spans
        case _:
            return _spans(part)


def _spans(part: Part) -> Spans:
    match part:
        case Claim() | Attribution():
            return part.content
        case Entity():
            return part.mentions
        case Source():
            return part.spans
        case Time():
            return (part.span,)


def _parts(reading: Reading, on: str) -> Sequence[Part]:
    parts = {
        "claim": reading.claims, "attribution": reading.attributions, "entity": reading.entities,
        "source": reading.sources, "time": reading.times,
    }  # fmt: skip
    return cast(Sequence[Part], parts[on])


def _origin(on: str, number: int, decided: Decided) -> int:
    """The number that a part of the decided reading has in the machine's, 0 or less where it has none."""
    if on == "claim":
        return next((c.n or 0 for c in decided.claims if c.claim.id == number), 0)
    return decided.origins[on][number - 1]


def _now(on: str, origin: int, decided: Decided) -> Part | None:
    """The part of the decided reading that was that number of the machine's."""
    if on == "claim":
        return next((c.claim for c in decided.claims if c.n == origin and c.stands), None)
    number = next((k for k, n in enumerate(decided.origins[on], start=1) if n == origin), None)
    return None if number is None else _parts(decided.reading, on)[number - 1]
