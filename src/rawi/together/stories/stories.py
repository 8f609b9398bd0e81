"""Stories: pages about the same event, by their words, the names in them and their days together.

Each page is a vector of what it says: the stems of its title and of its beginning, the figures there, and the names of its
entities, each the heavier the rarer among all pages. Two pages are as near as the cosine of their vectors, less the more days lie
between them; stories are what average linkage makes of that (`propositions.grouping`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, log1p, sqrt
from typing import Final

from rawi.names import key
from rawi.quantities import Quantity
from rawi.reading import Reading
from rawi.together.propositions.grouping import group
from rawi.together.propositions.stems import stems

BEGINNING: Final = 1500
"""Code points of a page that count: what it is about stands at its beginning."""
TITLE: Final = 2.0
"""How many times a word of the title counts."""
NAME: Final = 2.0
"""How many times a name counts."""
FIGURE: Final = 1.0
"""How many times a figure without a unit counts (41 killed): pages on like events have other figures. On made-up training
stories this is better than none."""
DAYS: Final = 10.0
"""After so many days between two pages, their nearness is about a third (e to the minus one)."""
NEAR: Final = 0.11
"""Mean nearness from which pages are one story: on made-up training stories F1 is within 0.01 of its best from 0.1 to
0.11; this is the more precise end."""
MOST: Final = 1e6
"""Figures from here on are compared with nothing."""
FEW: Final = 100
"""So many pages of other events are thought beside those given: among few pages of one event no word would be rare."""
COMMON: Final = 500
"""A stem or name of more pages than this makes no pairs."""


@dataclass(frozen=True, slots=True)
class Story:
    """Pages about one event, the earliest first. `title`: that of the page which is nearest to all others."""

    id: int
    title: str
    pages: tuple[str, ...]
    first: str | None
    last: str | None
    names: tuple[str, ...]


def find(readings: Iterable[Reading], *, near: float = NEAR) -> list[Story]:
    """The stories of some pages, the earliest first; a page that is alone is a story of one.

    Time: about the number of pairs of pages that share a stem or name of at most `COMMON` pages.
    """
    every = list(readings)
    vectors = _vectors(every)
    days = [_day(reading) for reading in every]
    scores = {(a, b): v - near for (a, b), v in _nearness(vectors, days).items()}
    groups = group(len(every), scores, threshold=0.0, never=-near)
    groups.sort(key=lambda places: min((every[p].page.published.value or "9999", p) for p in places))
    return [_story(number, places, every, scores) for number, places in enumerate(groups, 1)]


def _vectors(every: Sequence[Reading]) -> list[dict[str, float]]:
    """What each page says, of length one."""
    counts = [_counts(reading) for reading in every]
    holders = Counter(word for one in counts for word in one)
    vectors = []
    for one in counts:
        weighed = {word: log1p(n) * log((len(every) + FEW) / (holders[word] + 0.5)) for word, n in one.items()}
        length = sqrt(sum(value * value for value in weighed.values())) or 1.0
        vectors.append({word: value / length for word, value in weighed.items()})
    return vectors


def _counts(reading: Reading) -> dict[str, float]:
    page = reading.page
    found: dict[str, float] = defaultdict(float)
    for word in stems(page.title.value or ""):
        found[word] += TITLE
    for word in stems(page.text[:BEGINNING]):
        found[word] += 1
    for entity in reading.entities:
        if name := key(entity.name, entity.type):
            found[f"@{name}"] += NAME
    for one in reading.quantities:
        if one.span[0] < BEGINNING and one.unit is None and (value := _value(one)):
            found[f"#{value:g}"] += FIGURE
    return found


def _value(one: Quantity) -> float | None:
    """The number of a figure; None where it is 2 or less, beyond counting, or not told."""
    try:
        value = float(one.low) if one.low is not None else 0.0
    except OverflowError:
        return None
    return value if 2 < value < MOST else None


def _nearness(vectors: Sequence[dict[str, float]], days: Sequence[int | None]) -> dict[tuple[int, int], float]:
    """Cosine less what the days between take, of pairs that share something."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for word in vector:
            holders[word].append(place)
    dots: dict[tuple[int, int], float] = defaultdict(float)
    for word, places in holders.items():
        if 1 < len(places) <= COMMON:
            for n, a in enumerate(places):
                for b in places[:n]:
                    dots[a, b] += vectors[a][word] * vectors[b][word]
    for (a, b), dot in dots.items():
        one, other = days[a], days[b]
        gap = abs(one - other) if one is not None and other is not None else 0
        dots[a, b] = dot * exp(-gap / DAYS)
    return dict(dots)


def _day(reading: Reading) -> int | None:
    try:
        return date.fromisoformat((reading.page.published.value or "")[:10]).toordinal()
    except ValueError:
        return None


def _story(number: int, places: list[int], every: Sequence[Reading], scores: dict[tuple[int, int], float]) -> Story:
    def nearness(place: int) -> float:
        return sum(scores.get((max(place, o), min(place, o)), 0.0) for o in places if o != place)

    middle = max(places, key=lambda place: (nearness(place), -place))
    order = sorted(places, key=lambda place: (every[place].page.published.value or "9999", place))
    days = [day[:10] for place in order if (day := every[place].page.published.value)]
    told = Counter(name for place in places for name in {e.name for e in every[place].entities})
    names = tuple(name for name, n in told.most_common(5) if n > 1 or len(places) == 1)
    page = every[middle].page
    title = page.title.value or page.text[:80].strip()
    pages = tuple(every[place].page.id for place in order)
    return Story(number, title, pages, days[0] if days else None, days[-1] if days else None, names)
