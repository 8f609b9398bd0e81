"""What several pages say together: copies, stories, propositions and their origins, in one call."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isinf
from typing import TYPE_CHECKING, Any

from rawi.reading import Reading
from rawi.together import copies as copying
from rawi.together import origins, propositions, stories
from rawi.together.copies import Copy
from rawi.together.origins import Backing, Graph, Party
from rawi.together.propositions import Proposition
from rawi.together.stories import Story

if TYPE_CHECKING:
    from rawi.together.meaning import Vectors

FORMAT = "rawi-together/1"


@dataclass(frozen=True)
class Together:
    """What some pages say together.

    `readings` by the id of the page. `backings`: what stands behind each proposition, in the same order. Propositions
    of one claim are among them. Spans are code points of the text of the page that they stand in.
    """

    readings: dict[str, Reading]
    copies: tuple[Copy, ...]
    stories: tuple[Story, ...]
    parties: tuple[Party, ...]
    propositions: tuple[Proposition, ...]
    backings: tuple[Backing, ...]

    def backing(self, number: int) -> Backing:
        """What stands behind the proposition of that number."""
        return self.backings[number - 1]

    def graph(self, number: int) -> Graph:
        """Who says the proposition of that number, who relays whom, which page copies which."""
        return origins.graph(self.propositions[number - 1], self.backings[number - 1], self.readings, self.copies)

    def text(self, number: int) -> str:
        """The same as lines of text."""
        return origins.text(self.propositions[number - 1], self.backings[number - 1], self.readings)

    @cached_property
    def shared(self) -> tuple[Proposition, ...]:
        """The propositions that more than one page claims, those of most pages first."""
        found = [one for one in self.propositions if len(one.pages) > 1]
        return tuple(sorted(found, key=lambda one: (-len(one.pages), one.id)))

    @cached_property
    def disputed(self) -> tuple[Proposition, ...]:
        """The propositions that somebody denies, or of which differing figures or times are told."""
        return tuple(one for one in self.propositions if one.conflicts)

    def only(self, page: str) -> Iterator[Proposition]:
        """The propositions that one page alone claims, in the order of its text."""
        alone = [one for one in self.propositions if one.pages == (page,)]
        yield from sorted(alone, key=lambda one: one.members[0].span)

    def to_dict(self) -> dict[str, Any]:
        """As JSON shows it, without the readings: pages by id, outlet, title and day."""
        return {
            "format": FORMAT,
            "pages": [
                {
                    "id": name,
                    "from": reading.page.origin,
                    "outlet": reading.page.outlet.value,
                    "title": reading.page.title.value,
                    "published": reading.page.published.value,
                }
                for name, reading in self.readings.items()
            ],
            "copies": [dataclasses.asdict(copy) for copy in self.copies],
            "stories": [dataclasses.asdict(story) for story in self.stories],
            "propositions": [
                {**_finite(dataclasses.asdict(one)), "backing": _without_number(backing)}
                for one, backing in zip(self.propositions, self.backings, strict=True)
            ],
        }


def _vectors(texts: list[str]) -> Vectors:
    """Of `rawi.together.meaning`, which is loaded only where it is asked for."""
    from rawi.together import meaning

    return meaning.vectors(texts)


def _without_number(backing: Backing) -> dict[str, Any]:
    data = dataclasses.asdict(backing)
    del data["proposition"]
    return data


def _finite(data: Any) -> Any:
    """The same with None for a figure's open side, since JSON knows no infinity."""
    if isinstance(data, dict):
        return {name: _finite(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and isinf(data) else data


def compare(readings: Iterable[Reading], *, by_meaning: bool = False) -> Together:
    """What some pages say together: who copied whom, what they claim in common, and how many origins stand behind it.

    `by_meaning`: claims are also compared by the vectors of `rawi.together.meaning`, which joins more of what is said in
    other words, and takes some 100 ms of one processor more a page. Memory holds all readings; time grows with the
    pairs of claims that share something rare, not with all pairs.

    Raises ValueError where two readings are of the same page.
    """
    every: dict[str, Reading] = {}
    for reading in readings:
        if reading.page.id in every:
            raise ValueError(f"two readings are of the page {reading.page.id}")
        every[reading.page.id] = reading
    copies = copying.compare(every.values())
    parties = origins.parties(every.values())
    events = stories.find(every.values())
    story_of = {page: story.id for story in events for page in story.pages}
    found = propositions.find(every.values(), vectors=_vectors if by_meaning else None, stories=story_of)
    copied: dict[str, list[Copy]] = {}
    for copy in copies:
        copied.setdefault(copy.page, []).append(copy)
    named: dict[str, dict[int, Party]] = {}
    for party in parties:
        for page, _ in party.sources:
            named.setdefault(page, {})[party.id] = party
    backings = []
    for one in found:
        theirs = {number: party for page in one.pages for number, party in named.get(page, {}).items()}
        passages = [copy for page in one.pages for copy in copied.get(page, ())]
        backings.append(origins.find(one, every, theirs.values(), passages))
    return Together(every, tuple(copies), tuple(events), tuple(parties), tuple(found), tuple(backings))
