"""Propositions: what several claims claim in common, whoever says it and however it is put.

Differing figures are one proposition with several values told; a denial belongs to what it denies. A proposition has
the words of its clearest claim: nothing is reworded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rawi.reading import Reading
from rawi.together.propositions import tolls
from rawi.together.propositions.candidates import near, pairs
from rawi.together.propositions.denial import opposed
from rawi.together.propositions.features import Weights
from rawi.together.propositions.grouping import NEVER, Pair, group
from rawi.together.propositions.nearest import Floats
from rawi.together.propositions.scorer import logit, odds_to_probability
from rawi.together.propositions.statements import Span, Stance, Statement, statements
from rawi.together.propositions.titles import title
from rawi.together.propositions.values import Figure, figures_agree, instead, periods_agree, values_agree

Conflict = Literal["denied", "figures", "times"]

CLEAR: Final = range(4, 25)
"""Words that a clear claim has."""

ACROSS: Final = 2.0
"""How much less likely (logarithm of the odds) claims of two events are to be one than the same words in one event: set
by hand, since the annotated stories have no common claims across events."""

ALL_PAIRS: Final = 60
"""Claims of which each is compared with each for conflicts; of more only their figures are, with those of the title."""

DENIES: Final = 0.0
"""Logarithm of the odds that a claim must have with one of a group to deny it: to call somebody an opponent of what he does
not speak of is worse than to miss a denial."""


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a proposition: where it stands, and how it stands to the proposition.

    `claim`: the number of the claim in the reading of `page`; `stance`: *supports*, *denies* or *withholds*; `score`:
    the probability that it belongs to the others, 1 where it is alone; `unsure`: that is below 0.7. `figures`: those
    it tells; `times`: the words of those.
    """

    page: str
    claim: int
    span: Span
    text: str
    stance: Stance
    score: float
    unsure: bool
    figures: tuple[Figure, ...] = ()
    times: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposition:
    """What some claims claim in common, in the words of the clearest (`text`, which is that of member `clearest`, without
    what joined it to other words: `titles.title`)."""

    id: int
    text: str
    clearest: int
    members: tuple[Member, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that claim it, in order."""
        return tuple(dict.fromkeys(member.page for member in self.members))

    @property
    def others(self) -> tuple[str, ...]:
        """Figures that are told instead of those in the title, least first: each number once, in the words told first."""
        if "figures" not in self.conflicts:
            return ()
        mine = self.members[self.clearest].figures
        told = [figure for member in self.members for figure in instead(mine, member.figures)]
        numbers = {(one.low, one.high, one.unit or ""): one.words for one in reversed(told)}
        return tuple(dict.fromkeys(numbers[key] for key in sorted(numbers)))


def find(
    readings: Iterable[Reading],
    *,
    vectors: Callable[[list[str]], Floats] | None = None,
    stories: Mapping[str, int] | None = None,
    same: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[Proposition]:
    """The propositions of some pages, in the order in which they first appear; those of one claim included.

    `vectors`: what gives the vectors of texts, as `rawi.together.meaning.vectors` does; without it words alone tell.
    `stories`: which event each page is about, by the id of the page; what is claimed of two events must agree better.
    `same`, `apart`: pairs of places in the list of all statements (`statements` of each reading, one after the other)
    of which a person said that they claim the same, or not the same.
    """
    every = [one for reading in readings for one in statements(reading)]
    meaning = vectors([one.text for one in every]) if vectors and len({one.page for one in every}) > 1 else None
    return of(every, vectors=meaning, stories=stories, same=same, apart=apart)


def of(
    every: Sequence[Statement],
    *,
    weights: Weights | None = None,
    vectors: Floats | None = None,
    stories: Mapping[str, int] | None = None,
    same: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[Proposition]:
    """The propositions of some statements. `weights`: how much words tell, where more than these is known.

    `vectors` [statements, layers, width]: what the statements mean; the last layer is taken.
    """
    weighed = weights or Weights(every)
    meaning = None if vectors is None else vectors[:, -1]
    logits: dict[Pair, float] = {}
    for a, b in _candidates(every, weighed, meaning, stories):
        events = {stories.get(every[place].page) for place in (a, b)} if stories else set()
        cosine = None if meaning is None else float(meaning[a] @ meaning[b])
        logits[a, b] = logit(every[a], every[b], weighed, cosine) - (ACROSS if len(events) > 1 else 0.0)
    must, never = list(same), list(apart)
    told = {place for pair in must for place in pair}

    def odds(later: int, earlier: int) -> float:
        cosine = None if meaning is None else float(meaning[later] @ meaning[earlier])
        known = logits.get((later, earlier))
        return logit(every[later], every[earlier], weighed, cosine) if known is None else known

    grouped = [
        part for places in group(len(every), logits, cannot=never, must=must) for part in tolls.parted(places, every)
    ]
    groups = sorted(
        part
        for places in tolls.joined(grouped, every, odds, stories=stories, apart=never)
        for part in _surely_opposed(places, every, logits, told)
    )
    return [_proposition(number, places, every, logits) for number, places in enumerate(groups, 1)]


def _candidates(
    every: Sequence[Statement], weights: Weights, vectors: Floats | None, stories: Mapping[str, int] | None
) -> list[Pair]:
    """The pairs that are worth a look; by meaning within each story only."""
    found = set(pairs(every, weights))
    if vectors is not None:
        places: dict[int | None, list[int]] = defaultdict(list)
        for place, one in enumerate(every):
            places[stories.get(one.page) if stories else None].append(place)
        for some in places.values():
            met = near([every[place] for place in some], vectors[some])
            found.update((some[later], some[earlier]) for later, earlier in met)
    return sorted(found)


def _surely_opposed(
    places: list[int], every: Sequence[Statement], logits: Mapping[Pair, float], told: set[int]
) -> list[list[int]]:
    """A group without those that would deny it but are less likely than not to speak of it: these stand alone."""
    if len(places) == 1:
        return [places]
    positive = every[places[_clearest([every[place] for place in places])]]

    def doubtful(place: int) -> bool:
        best = max((logits.get((max(place, o), min(place, o)), NEVER) for o in places if o != place), default=NEVER)
        return best < DENIES and place not in told and _stance(every[place], positive) == "denies"

    gone = [place for place in places if doubtful(place)]
    return [[place for place in places if place not in gone], *([place] for place in gone)]


def _proposition(
    number: int, places: list[int], every: Sequence[Statement], logits: Mapping[Pair, float]
) -> Proposition:
    chosen = [every[place] for place in places]
    clearest = _clearest(chosen)
    positive = _affirmed(chosen[clearest])
    members = []
    for place, one in zip(places, chosen, strict=True):
        near = [logits[max(place, o), min(place, o)] for o in places if (max(place, o), min(place, o)) in logits]
        score = odds_to_probability(max(near)) if near else 1.0
        times = tuple(dict.fromkeys(time.words for time in one.times))
        unsure = len(places) > 1 and score < 0.7
        members.append(
            Member(one.page, one.claim, one.span, one.text, _stance(one, positive), score, unsure, one.figures, times)
        )
    return Proposition(number, title(positive.text), clearest, tuple(members), _conflicts(chosen, positive))


def _clearest(some: Sequence[Statement]) -> int:
    """The place of the claim whose words say best what all claim: in positive form, of middling length, like the others.

    What a source denies is in positive form too (it denied *that it had a warning*), and taken where no other is clear.
    """

    def rank(place: int) -> tuple[bool, bool, bool, bool, float]:
        one = some[place]
        common = sum(len(one.roots & other.roots) for other in some) / (len(one.roots) or 1)
        length = len(one.text.split())
        return one.negated, length not in CLEAR, length < 2, one.stance != "supports", -common

    return min(range(len(some)), key=rank)


def _stance(one: Statement, positive: Statement) -> Stance:
    if one.stance == "withholds" or (one.negation.withholds and not positive.negation.withholds):
        return "withholds"
    return "denies" if opposed(one, positive) else "supports"


def _affirmed(one: Statement) -> Statement:
    """The statement that is in the words of one which its source denies, or of which it says nothing."""
    return replace(one, stance="supports") if one.stance != "supports" and not one.negated else one


def _conflicts(some: Sequence[Statement], positive: Statement) -> tuple[Conflict, ...]:
    """In what its claims differ: by denial, in figures of one thing, in times that cannot both be."""
    found: list[Conflict] = []
    if any(_stance(one, positive) == "denies" for one in some):
        found.append("denied")
    rest = [(a, b) for n, a in enumerate(some) for b in some[:n]] if len(some) <= ALL_PAIRS else []
    if any(_differ(a, b) for a, b in rest or [(one, positive) for one in some]):
        found.append("figures")
    if any(a.times and b.times and periods_agree(a.times, b.times)[0] == 0 for a, b in rest):
        found.append("times")
    return tuple(found)


def _differ(one: Statement, other: Statement) -> bool:
    """Whether figures of one thing differ: 400 and more than 500 conflict, 23 and more than 20 do not."""
    agree, conflict = values_agree(one.figures, other.figures)
    if conflict and not agree:
        return True
    return any(
        figures_agree(a, b) == "conflict" and a.noun is not None and a.noun == b.noun
        for a in one.figures
        for b in other.figures
        if len(one.figures) == len(other.figures) == 1
    )
