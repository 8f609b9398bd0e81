"""A reading being changed: its parts by number, what was decided on each, and a whole reading again at the end.

The machine's parts keep their numbers while decisions are applied; what people add gets negative ones. At the end all
are numbered anew in the order of the text, as in every reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rawi.desk.decisions.anchors import innermost
from rawi.reading import Attribution, Claim, Entity, Reading, Source
from rawi.reading.reading import Span, Spans
from rawi.reading.spans import holds
from rawi.times import Time

T = TypeVar("T")

REJECTED, ACCEPTED, CORRECTED, ADDED = "rejected", "accepted", "corrected", "added"
CHANGED, REPLACED = "changed", "replaced"
STATES: Mapping[str, str] = {"reject": REJECTED, "accept": ACCEPTED, "correct": CORRECTED, "add": ADDED}


@dataclass(slots=True)
class Working:
    """The parts of ``reading`` by number, as far as decisions have changed them."""

    reading: Reading
    attributions: dict[int, Attribution] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    entities: dict[int, Entity] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    times: dict[int, Time] = field(default_factory=dict)
    verdicts: dict[tuple[str, int], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    loose: set[int] = field(default_factory=set)
    through: set[int] = field(default_factory=set)  # decisions on claims that hold by their attribution
    fresh: int = 0  # numbers of what is new are negative

    @classmethod
    def of(cls, reading: Reading) -> Working:
        """The machine's parts as they are."""
        return cls(
            reading,
            {a.id: a for a in reading.attributions},
            {c.id: c for c in reading.claims},
            {e.id: e for e in reading.entities},
            {s.id: s for s in reading.sources},
            dict(enumerate(reading.times, start=1)),
        )

    @property
    def text(self) -> str:
        """The page's."""
        return self.reading.page.text

    def new(self) -> int:
        """A number for something new."""
        self.fresh -= 1
        return self.fresh

    def judge(self, on: str, number: int, decision: int, kind: str) -> None:
        """Note that a decision was made on a part."""
        self.verdicts[on, number].append((decision, kind))

    def last(self, on: str, number: int) -> tuple[int, str]:
        """The latest decision on a part, and its kind; (0, "") where there is none."""
        return max(self.verdicts.get((on, number), ()), default=(0, ""))

    def rejected(self, on: str, number: int) -> bool:
        """Whether the latest decision on a part rejects it."""
        return self.last(on, number)[1] == "reject"

    def standing(self) -> list[Attribution]:
        """The attributions that are not rejected, in the order of their cues."""
        kept = [a for n, a in self.attributions.items() if not self.rejected("attribution", n)]
        untouched = all(a.id > 0 and a.cue == self.reading.attribution(a.id).cue for a in kept)
        return kept if untouched else sorted(kept, key=lambda a: a.cue[0][0])

    def state(self, number: int) -> str | None:
        """What people decided about a claim: rejected, accepted, corrected, added; None where nobody did."""
        if self.rejected("claim", number):
            return REJECTED
        said = innermost(self.claims[number])
        if said is not None and self.rejected("attribution", said):
            return REJECTED
        through = self.last("attribution", said) if said is not None else (0, "")
        return STATES.get(max(self.last("claim", number), through)[1])

    def decisions_on(self, number: int) -> tuple[int, ...]:
        """The decisions that a claim's state comes from, in order."""
        said = innermost(self.claims[number])
        through = self.verdicts.get(("attribution", said), []) if said is not None else []
        return tuple(sorted({d for d, _ in (*self.verdicts.get(("claim", number), ()), *through)}))

    def refresh(self, claim: Claim) -> Claim:
        """A claim with its words, and the entities, times and quantities in them."""
        content = claim.content
        return replace(
            claim,
            text=" … ".join(self.text[s:e] for s, e in content),
            entities=tuple(n for n, e in self.entities.items() if any(holds(content, m) for m in e.mentions)),
            times=tuple(n for n, t in self.times.items() if holds(content, t.span)),
            quantities=tuple(n for n, q in enumerate(self.reading.quantities, start=1) if holds(content, q.span)),
        )

    # --- the end

    def numbered(self) -> tuple[Reading, dict[str, list[int]]]:
        """The reading, and for each kind of part the working numbers of those that stand in it, in their order."""
        claims = [c for n, c in self.claims.items() if self.state(n) != REJECTED]
        said = self._without_empty(claims)
        who = self._sources(said)
        entity_numbers = _numbers(
            _in_order(self.entities, lambda e: min(e.mentions), {e.id: e for e in self.reading.entities})
        )
        time_numbers = _numbers(_in_order(self.times, lambda t: t.span, dict(enumerate(self.reading.times, start=1))))
        source_numbers = _numbers(who)
        numbers = _numbers([a.id for a in said])
        if any(c.id <= 0 or c.content[0][0] != self.reading.claims[c.id - 1].content[0][0] for c in claims):
            claims.sort(key=lambda c: (c.content[0][0], numbers.get(innermost(c) or 0, 0)))
        claim_numbers = _numbers([c.id for c in claims])
        reading = replace(
            self.reading,
            entities=tuple(replace(self.entities[n], id=k) for n, k in entity_numbers.items()),
            times=tuple(self.times[n] for n in time_numbers),
            sources=tuple(
                replace(self.sources[n], id=k, entity=entity_numbers.get(self.sources[n].entity or 0))
                for n, k in source_numbers.items()
            ),
            attributions=tuple(
                replace(
                    a,
                    id=numbers[a.id],
                    source_id=source_numbers.get(a.source_id or 0),
                    said=_mapped(a.said, time_numbers),
                    outer=numbers.get(a.outer or 0),
                )
                for a in said
            ),
            claims=tuple(self.shown(c, claim_numbers, numbers, entity_numbers, time_numbers) for c in claims),
        )
        return reading, {
            "claim": list(claim_numbers),
            "attribution": list(numbers),
            "entity": list(entity_numbers),
            "source": list(source_numbers),
            "time": list(time_numbers),
        }

    @staticmethod
    def shown(
        claim: Claim,
        claims: Mapping[int, int],
        attributions: Mapping[int, int],
        entities: Mapping[int, int],
        times: Mapping[int, int],
    ) -> Claim:
        """A claim with the numbers of the whole reading, 0 its own where it does not stand."""
        links = (x if x.id is None else replace(x, id=attributions.get(x.id)) for x in claim.chain)
        return replace(
            claim,
            id=claims.get(claim.id, 0),
            chain=tuple(x for x in links if x.link != "attribution" or x.id is not None),
            entities=_mapped(claim.entities, entities),
            said=_mapped(claim.said, times),
            times=_mapped(claim.times, times),
        )

    def _without_empty(self, claims: Iterable[Claim]) -> list[Attribution]:
        """The attributions that stand, less those all of whose claims were rejected and in which no other stands."""
        said = self.standing()
        living = {innermost(c) for c in claims}
        outer = {a.outer for a in said}
        rejections: dict[int, int] = {}
        for n, c in self.claims.items():
            number = innermost(c)
            if number is not None and self.rejected("claim", n):
                rejections[number] = max(rejections.get(number, 0), self.last("claim", n)[0])
        return [
            a
            for a in said
            if a.id in living or a.id in outer or rejections.get(a.id, 0) <= self.last("attribution", a.id)[0]
        ]

    def _sources(self, said: Iterable[Attribution]) -> list[int]:
        """Numbers of the sources that something is attributed to, or always was without it, in the order of the text."""
        used = {a.source_id for a in said}
        were = {a.source_id for a in self.reading.attributions}
        kept = [n for n in self.sources if n > 0 and (n in used or n not in were)]
        first: dict[int, Span] = {}
        for a in said:
            if a.source_id is not None:
                places = [*a.source, *a.referent, first.get(a.source_id, (10**9, 10**9))]
                first[a.source_id] = min(places)
        for number in sorted((n for n in self.sources if n < 0 and n in used), key=lambda n: first[n]):
            at = next((i for i, n in enumerate(kept) if first.get(n, (-1, -1)) > first[number]), len(kept))
            kept.insert(at, number)
        return kept


def _in_order(parts: Mapping[int, T], place: Callable[[T], Span], before: Mapping[int, T]) -> list[int]:
    """Numbers in the order of the text; as they were where nothing has another place."""
    moved = any(n not in before or place(part) != place(before[n]) for n, part in parts.items())
    return sorted(parts, key=lambda n: place(parts[n])) if moved else list(parts)


def _numbers(order: Iterable[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(order, start=1)}


def _mapped(numbers: Iterable[int], to: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(to[n] for n in numbers if n in to))


def without(spans: Iterable[Span], taken: Spans) -> Spans:
    """The spans that share no letter with others."""
    return tuple((s, e) for s, e in spans if not any(s < f and r < e for r, f in taken))
