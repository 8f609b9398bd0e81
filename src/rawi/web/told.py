"""Propositions as they are shown: who claims them on which page, through whom, and what stands behind them.

What `rawi.together` found is put in the order of reading here: claims by day, figures by value, origins with the claims
that are one and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isinf
from typing import Final

from rawi.desk.views.rows import ChainLink, ClaimRow, Who
from rawi.together import answers
from rawi.together.answers import PageLine, PropositionView
from rawi.together.copies import Copy
from rawi.together.origins import Graph
from rawi.together.propositions import Member
from rawi.together.propositions.stems import root, stem
from rawi.together.propositions.values import Figure
from rawi.web.diagrams.relays import Box, Stance, Way
from rawi.web.differences import Side, differences
from rawi.web.words import N_

SIDES: Final = {"supports": "for", "denies": "against", "withholds": "withheld"}
"""How a stance to a proposition is called in classes."""
WHY: Final = {
    "source": N_("they go back to the same source"),
    "agency": N_("one agency stands behind them"),
    "outlet": N_("one page has it from another"),
    "copy": N_("their words were copied, or are one quotation"),
    "page": N_("a page says it itself and names who says so"),
}
"""Why several claims count as one origin (`rawi.together.origins`)."""

Rows = Mapping[tuple[int, int], ClaimRow]
"""Claims as the desk has them, by number of page and claim: with links to who is in their chains."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as it is shown: of a proposition, or of one of two pages.

    `place_n`: its place in the proposition; `origin`: the number of where its chain ends; `clearest`: its words name the
    proposition.
    """

    page: PageLine
    claim: int | None
    text: str
    stance: str
    chain: tuple[ChainLink, ...]
    figures: tuple[str, ...]
    place_n: int = 0
    origin: int = 0
    score: float = 1.0
    unsure: bool = False
    clearest: bool = False

    @property
    def side(self) -> str:
        """*for*, *against* or *withheld*."""
        return SIDES[self.stance]

    @property
    def address(self) -> str:
        """Where it stands in its page."""
        return f"/pages/{self.page.page_id}" + (f"#c{self.claim}" if self.claim is not None else "")

    @property
    def place(self) -> str | None:
        """How a form tells which claim it is; None for one that no form can tell."""
        return f"{self.page.page_id}.{self.claim}" if self.claim is not None else None


@dataclass(frozen=True, slots=True)
class OriginShown:
    """Where chains end. `who`: as the desk knows it, where it does; `said`: the claims that are one, by day."""

    id: int
    name: str
    kind: str
    named: bool
    why: tuple[str, ...]
    stance: Stance
    said: tuple[Said, ...]
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class FigureTold:
    """One value, in the words in which it is told first, of those that name what is counted if there are any.

    `low`, `high`: None on an open side; `origins`: the numbers of those who tell it; `opens`: what is counted here is
    something else than in the one before.
    """

    words: str
    low: float | None
    high: float | None
    unit: str | None
    said: tuple[Said, ...]
    origins: tuple[int, ...]
    opens: bool = False

    @property
    def pages(self) -> int:
        """On how many pages it stands."""
        return len({one.page.page_id for one in self.said})


@dataclass(frozen=True, slots=True)
class TurnShown:
    """An origin that changed its mind, and on which day that is first heard."""

    origin: OriginShown
    before: str
    after: str
    when: str | None


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two pages that share a passage: the part of it that is shared, and its words beside the other's."""

    page: PageLine
    share: float
    words: Side


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A passage that stands in two pages. The `first` had it first where `is_known`, else it was published first."""

    first: Half
    last: Half
    kind: str
    equal: int
    is_known: bool
    why: str | None
    through: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A proposition with all that is told of it.

    `name` stands in its address; `others`: figures that are told instead of those in its words; `anchor`: the claim that
    the others are said to be the same as, or not: that whose words name it, where a form can tell it.
    """

    name: int
    text: str
    conflicts: tuple[str, ...]
    others: tuple[str, ...]
    said: tuple[Said, ...]
    origins: tuple[OriginShown, ...]
    figures: tuple[FigureTold, ...]
    turns: tuple[TurnShown, ...]
    pages: int
    outlets: int
    supporting: int
    denying: int
    earliest: str | None
    latest: str | None
    anchor: Said | None

    @property
    def is_one_sided(self) -> bool:
        """Whether nobody denies it."""
        return not any(one.stance == "denies" for one in self.said)

    def first(self, stance: str) -> tuple[str | None, list[OriginShown]]:
        """The first day on which it is said, or denied, and by whom on that day."""
        said = [one for one in self.said if one.stance == stance]
        day = said[0].page.day if said else None
        on_that_day = {one.origin for one in said if one.page.day == day}
        return day, [origin for origin in self.origins if origin.id in on_that_day]


def by_day(said: Iterable[Said]) -> list[tuple[str | None, list[Said]]]:
    """Claims by the day of their page, as they come."""
    return [(day or None, list(some)) for day, some in groupby(said, key=lambda one: one.page.day or "")]


def told(view: PropositionView, rows: Rows) -> Told:
    """A proposition as it is shown."""
    proposition, backing = view.proposition, view.backing
    said = [
        Said(
            one.page, one.claim, one.words, one.stance, _chain(one.page, one.claim, one.chain, rows),
            _figure_words(one.figures), place, one.origin, one.score, one.unsure, place == proposition.clearest,
        )
        for place, one in enumerate(view.claims)
    ]  # fmt: skip
    origins = tuple(
        OriginShown(
            origin.id, origin.name, origin.kind, origin.named, origin.why, _stance(origin.supports, origin.denies),
            tuple(sorted((said[place] for place in origin.members), key=_when)), _who(origin.name, said, origin.members),
        )
        for origin in backing.origins
    )  # fmt: skip
    by_id = {origin.id: origin for origin in origins}
    turns = tuple(TurnShown(by_id[t.origin], t.before, t.after, t.when) for t in backing.turns)
    in_time = tuple(sorted(said, key=_when))
    known = [one for one in in_time if one.place]
    return Told(
        view.name, proposition.text, proposition.conflicts, proposition.others, in_time, origins,
        _figures(proposition.members, said), turns, backing.pages, backing.outlets, backing.supporting, backing.denying,
        backing.earliest, backing.latest, next((one for one in known if one.clearest), known[0] if known else None),
    )  # fmt: skip


def attributed(one: answers.Attributed, page: PageLine, rows: Rows) -> Said:
    """A claim of one of two pages as it is shown."""
    names = tuple(name for name in (page.outlet, *one.chain) if name)
    return Said(
        page, one.claim, one.words, one.stance, _chain(page, one.claim, names, rows), _figure_words(one.figures)
    )


def _chain(page: PageLine, claim: int | None, names: Sequence[str], rows: Rows) -> tuple[ChainLink, ...]:
    row = rows.get((page.page_id, claim)) if claim is not None else None
    if row is not None:
        return row.chain
    own = [name for name in (page.outlet, page.agency) if name]
    return tuple(ChainLink("outlet" if name in own else "attribution", name) for name in names)


def _figure_words(words: Iterable[str]) -> tuple[str, ...]:
    """Figures without the و that joins them to what stands before."""
    return tuple(one.removeprefix("و") if one[1:2].isdigit() else one for one in words)


def _who(name: str, said: Sequence[Said], members: Iterable[int]) -> Who | None:
    """Whom the desk knows by the name of an origin, else by that of the first claim that ends with somebody."""
    ends = [said[place].chain[-1].who for place in members if said[place].chain]
    known = [who for who in ends if who is not None and who.named]
    return next((who for who in known if who.name == name), known[0] if known else None)


def _first(page: PageLine) -> tuple[str, int]:
    return page.day or "9999", page.page_id


def _when(one: Said) -> tuple[str, int, int]:
    return one.page.day or "9999", one.page.page_id, one.claim or 0


def _stance(supports: bool, denies: bool) -> Stance:
    return "both" if supports and denies else "supports" if supports else "denies" if denies else "withholds"


def _figures(members: Sequence[Member], said: Sequence[Said]) -> tuple[FigureTold, ...]:
    """The values that are told, by what they count and by value; each once, with who tells it."""
    values: dict[tuple[str, str, float, float], list[tuple[str, Said]]] = defaultdict(list)
    for member, one in zip(members, said, strict=True):
        for figure in member.figures:
            key = figure.unit or "", figure.noun or "", figure.low, figure.high
            values[key].append((_counted(figure, member.text), one))
    for key in [key for key in values if key[:2] == ("", "")]:  # 17 is told with 17 مصابا
        alike = [other for other in values if other[2:] == key[2:] and other != key]
        if len(alike) == 1:
            values[alike[0]] = values[alike[0]] + values.pop(key)
    found: list[FigureTold] = []
    before: tuple[str, str] | None = None
    for (unit, noun, low, high), some in sorted(values.items()):
        some.sort(key=lambda pair: _when(pair[1]))
        words = next((words for words, _ in some if " " in words), some[0][0])
        tellers = tuple(dict.fromkeys(one.origin for _, one in some))
        found.append(
            FigureTold(
                words, None if isinf(low) else low, None if isinf(high) else high, unit or None,
                tuple(one for _, one in some), tellers, before not in (None, (unit, noun)),
            )
        )  # fmt: skip
        before = unit, noun
    return tuple(found)


def _counted(figure: Figure, text: str) -> str:
    """A figure as the page has it, with what it counts where that stands behind it: ثلاثة عمال."""
    words = figure.words.removeprefix("و") if figure.words[1:2].isdigit() else figure.words
    _, found, after = text.partition(figure.words)
    next_ = after.split(maxsplit=1)[:1]
    if found and next_ and figure.noun and (stem_ := stem(next_[0].strip(".،؛:»«"))) and root(stem_) == figure.noun:
        return f"{words} {next_[0].strip('.،؛:»«')}"
    return words


_RANK: Final = {"supports": 0, "both": 1, "withholds": 2, "denies": 3}


def drawn(graph: Graph, shown: Told, pages: Mapping[str, PageLine]) -> tuple[list[Box], list[Way]]:
    """The graph of a proposition for its drawing. `pages` by their sha256."""
    origins = {f"origin {origin.id}": origin for origin in shown.origins}
    addresses = {one.page.id: one.address for one in reversed(shown.said)}
    made: list[Box] = []
    for node in graph.nodes:
        page = pages.get(node.id.removeprefix("page ")) if node.kind == "page" else None
        if node.id in origins:
            origin = origins[node.id]
            made.append(Box(node.id, "origin", node.name, origin.stance, None, f"#o{origin.id}", origin.named))
        elif node.kind == "relay":
            made.append(Box(node.id, "relay", node.name))
        elif page is not None:
            made.append(Box(node.id, "page", page.label, "", page.day, addresses.get(page.id)))
    days = {box.id: box.day or "9999" for box in made}
    made.sort(
        key=lambda box: (box.kind == "page", _RANK.get(box.stance, 0), days[box.id] if box.kind == "page" else "")
    )
    ways = [Way(e.source, e.target, e.kind == "copied") for e in graph.edges if e.source in days and e.target in days]
    return made, ways


def copies_shown(copies: Iterable[Copy], pages: Mapping[str, PageLine], text: Callable[[int], str]) -> list[CopyShown]:
    """Copies with their words held against each other. `pages` by their sha256; `text`: that of a page by its number."""
    shown = []
    for copy in copies:
        one, other = pages[copy.page], pages[copy.other]
        here = text(one.page_id)[slice(*copy.span)]
        there = text(other.page_id)[slice(*copy.other_span)]
        sides = differences(here, there)
        halves = [Half(one, copy.share, sides[0]), Half(other, copy.other_share, sides[1])]
        is_known = copy.direction != "unknown"
        turn = copy.direction == "from_other" if is_known else _first(other) < _first(one)
        first, last = reversed(halves) if turn else halves
        shown.append(CopyShown(first, last, copy.kind, copy.equal, is_known, copy.why, copy.through))
    return shown
