"""Origins: where the chains of a proposition's claims end, and how many of them are independent.

Two claims share an origin where

- the innermost source of both is one party (`party`): the same person, document or body, or a body and who speaks
  for it;
- both end with the same agency or outlet, which a page names as its own or as its source;
- their passages stand in one copy (`rawi.together.copies`), quotations of one speaker among them;
- they stand on one page, and one says who says it where the other does not (the title, the first sentence).

A page that says of nobody that he said it is an origin of its own. Sources without a name never are one unless copied.
Only what can be seen in the text is counted: two officials who were told by the same unseen report are two origins
here, and so is an agency's report that was rewritten in other words without naming it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rawi.language import fold_text, words
from rawi.names import same
from rawi.names.name import bare
from rawi.pages.agencies import name_of
from rawi.reading import Reading
from rawi.together.copies import Copy
from rawi.together.origins.labels import SourceKey, described, document, is_bare, listed, medium
from rawi.together.origins.party import SAME_NAME, Party
from rawi.together.propositions.propositions import Member, Proposition
from rawi.together.propositions.stems import root
from rawi.together.propositions.values import values_agree

Why = Literal["source", "agency", "outlet", "copy", "page"]

HELD: Final = 0.3
"""The part of a claim's span that must stand in a copy; of 0.3 and 0.5 the better one on made-up training stories."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where chains end. `members`: places in the proposition's members; `why`: what made several of them one."""

    id: int
    name: str
    kind: str
    named: bool
    members: tuple[int, ...]
    why: tuple[Why, ...]
    supports: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """An origin that changed its mind: from one stance to another, and when, as far as it is known."""

    origin: int
    before: str
    after: str
    when: str | None


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind a proposition.

    `pages`, `outlets`, `chains`: how many; `supporting`, `denying`: how many independent origins are for it and against
    it; an origin that turned counts for both. `earliest`, `latest`: days (ISO). `figures`: what is told, with the origins
    that tell it.
    """

    proposition: int
    origins: tuple[Origin, ...]
    pages: int
    outlets: int
    chains: int
    supporting: int
    denying: int
    earliest: str | None
    latest: str | None
    turns: tuple[Turn, ...]
    figures: tuple[tuple[str, tuple[int, ...]], ...]


def find(
    proposition: Proposition,
    readings: Mapping[str, Reading],
    parties: Iterable[Party],
    copies: Iterable[Copy] = (),
) -> Backing:
    """The origins of a proposition, by the day on which each is first heard.

    `readings` by the id of the page; `parties` and `copies` of the same pages.
    """
    members = proposition.members
    whose = {source: party for party in parties for source in party.sources}
    ends = [_end(member, readings[member.page], whose) for member in members]
    joined = _Joined(len(members))
    _join_ends(joined, ends)
    _join_bodies(joined, ends)
    _join_outlets(joined, ends)
    _join_documents(joined, ends)
    _join_copies(joined, members, copies)
    _join_pages(joined, members, ends, readings)
    origins = [
        _origin(number, places, members, ends, joined)
        for number, places in enumerate(sorted(joined.groups(), key=lambda g: _first(g, members, readings)), 1)
    ]
    days = sorted(day for member in members if (day := _day(readings[member.page])))
    outlets = {readings[m.page].page.outlet.value or m.page for m in members}
    chains = {(m.page, ends[n].relay, ends[n].key) for n, m in enumerate(members)}
    return Backing(
        proposition.id,
        tuple(origins),
        len(proposition.pages),
        len(outlets),
        len(chains),
        sum(origin.supports for origin in origins),
        sum(origin.denies for origin in origins),
        days[0] if days else None,
        days[-1] if days else None,
        tuple(turn for origin in origins if (turn := _turn(origin, members, readings))),
        _figures(origins, members),
    )


@dataclass(frozen=True, slots=True)
class End:
    """The end of one chain: what it is told by (`key`), and the attributions between it and the page (`relay`).

    `party`: who it is, where a source is named or described.
    """

    key: str
    name: str
    kind: str
    named: bool
    own: bool
    relay: tuple[str, ...]
    party: Party | None = None


def _end(member: Member, reading: Reading, whose: Mapping[SourceKey, Party]) -> End:
    page = reading.page
    claim = reading.claims[member.claim - 1]
    sources = [reading.attribution(link.id).source_id for link in claim.chain if link.id is not None]
    known = [number for number in sources if number is not None]
    relay = tuple(reading.source(number).name for number in known[:-1])
    if known and known[-1] == sources[-1]:
        source = reading.source(known[-1])
        party = whose.get((page.id, source.id))
        name = party.name if party and party.held else source.name
        if agency := name_of(name):
            return End(f"outlet {agency}", name, "agency", True, False, relay)
        if source.kind == "media":
            return End(f"outlet {medium(name)}", name, "outlet", True, False, relay)
        told = f"party {party.id}" if party else f"source {page.id} {source.id}"
        if not (party.named if party else source.named):
            told = described(source.name) or told
        named = party.named if party else source.named
        return End(told, party.name if party else source.name, source.kind, named, False, relay, party)
    for kind in ("agency", "outlet"):
        fact = getattr(page, kind)
        if fact.value:
            return End(f"outlet {outlet_key(fact.value)}", fact.value, kind, True, True, relay)
    return End(f"page {page.id}", page.title.value or page.origin or page.id, "page", False, True, relay)


def outlet_key(name: str) -> str:
    """What an outlet or agency is compared by."""
    return medium(name)


class _Joined:
    """Members that were joined, and why."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._why: dict[int, list[Why]] = {}

    def top(self, place: int) -> int:
        """The member that stands for all that are joined with one."""
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def join(self, one: int, other: int, why: Why) -> None:
        """Make the origins of two members one."""
        a, b = sorted((self.top(one), self.top(other)))
        reasons = self._why.pop(b, []) if a != b else []
        self._parent[b] = a
        self._why.setdefault(a, []).extend(r for r in (*reasons, why) if a != b)

    def groups(self) -> list[tuple[int, ...]]:
        """The members of each origin."""
        found: dict[int, list[int]] = {}
        for place in range(len(self._parent)):
            found.setdefault(self.top(place), []).append(place)
        return [tuple(group) for group in found.values()]

    def why(self, place: int) -> tuple[Why, ...]:
        """Why the members of an origin are one, each reason once."""
        return tuple(dict.fromkeys(self._why.get(self.top(place), ())))


def _join_ends(joined: _Joined, ends: Sequence[End]) -> None:
    first: dict[str, int] = {}
    for place, end in enumerate(ends):
        other = first.setdefault(end.key, place)
        if other != place:
            why: Why = "agency" if end.kind == "agency" else "outlet" if end.key.startswith("outlet") else "source"
            joined.join(other, place, why)


def _join_bodies(joined: _Joined, ends: Sequence[End]) -> None:
    """A body, those who speak for it, and its head where it has one here: two heads of one body are two people."""
    voices: dict[object, list[int]] = {}
    heads: dict[object, dict[int, int]] = {}
    whose = _bodies(ends)
    for place, end in enumerate(ends):
        if end.party is None or (body := whose.get(place)) is None:
            continue
        if end.party.voice == "head":
            heads.setdefault(body, {}).setdefault(end.party.id, place)
        else:
            voices.setdefault(body, []).append(place)
    for body, places in voices.items():
        for place in places[1:]:
            joined.join(places[0], place, "source")
        if len(mine := heads.get(body, {})) == 1:
            joined.join(places[0], next(iter(mine.values())), "source")


def _join_outlets(joined: _Joined, ends: Sequence[End]) -> None:
    """A body that another page names has published its own page (مرصد, a ministry's site)."""
    own = {end.name: place for place, end in enumerate(ends) if end.own and end.kind == "outlet"}
    for place, end in enumerate(ends):
        if end.party and end.party.body_name and not end.party.common and end.party.voice != "head":
            for name, other in own.items():
                if same(name, end.party.body_name, "ORG") >= SAME_NAME:
                    joined.join(other, place, "outlet")


def _join_documents(joined: _Joined, ends: Sequence[End]) -> None:
    """Documents of which one has all telling words of the other: تقرير فريق هندسي، تقرير أعده فريق هندسي. What is called by
    its noun alone (المسح) is the one document of that noun, if there is one."""
    told = [(n, frozenset(map(root, document(end.name)))) for n, end in enumerate(ends) if end.kind == "document"]
    for n, (place, here) in enumerate(told):
        for other, there in told[:n]:
            if here and there and (here <= there or there <= here):
                joined.join(other, place, "source")
    fuller = [place for place, _ in told if not is_bare(ends[place].name)]
    for place, _ in told:
        if is_bare(ends[place].name):
            noun = _class(ends[place].name)
            meant = {joined.top(other) for other in fuller if _class(ends[other].name) == noun}
            if len(meant) == 1:
                joined.join(next(iter(meant)), place, "source")


def _bodies(ends: Sequence[End]) -> dict[int, object]:
    """The body of each end that has one. What is called by a common noun alone (الوزارة) is the one body of the others
    whose name begins so, or what pages of one proposition call by that noun; where it may be two, it is none of them."""
    full: dict[int, str] = {}
    for end in ends:
        if end.party and end.party.body is not None and end.party.body_name and not end.party.common:
            full[end.party.body] = _class(end.party.body_name)
    found: dict[int, object] = {}
    for place, end in enumerate(ends):
        if end.party is None or end.party.body is None:
            continue
        if not end.party.common:
            found[place] = end.party.body
            continue
        noun = _class(end.party.body_name or "")
        meant = [number for number, first in full.items() if first == noun]
        found[place] = meant[0] if len(meant) == 1 else noun if not meant else (end.party.body, noun)
    return found


def _class(name: str) -> str:
    """The noun that says what sort of body a name is of."""
    return bare(fold_text(name.split(maxsplit=1)[0])) if name.split() else ""


def _join_copies(joined: _Joined, members: Sequence[Member], copies: Iterable[Copy]) -> None:
    by_page: dict[str, list[int]] = {}
    for place, member in enumerate(members):
        by_page.setdefault(member.page, []).append(place)
    for copy in copies:
        mine = [n for n in by_page.get(copy.page, ()) if _held(members[n].span, copy.span)]
        theirs = [n for n in by_page.get(copy.other, ()) if _held(members[n].span, copy.other_span)]
        for here in mine:  # a copy may hold claims of several sources: each is the one at its own place
            if theirs:
                at = _place(members[here].span, copy.span)
                there = min(theirs, key=lambda n: abs(_place(members[n].span, copy.other_span) - at))
                joined.join(here, there, "copy")


def _place(span: tuple[int, int], copied: tuple[int, int]) -> float:
    """Where in a copied passage a span lies: 0 its beginning, 1 its end."""
    return ((span[0] + span[1]) / 2 - copied[0]) / (copied[1] - copied[0] or 1)


def _held(span: tuple[int, int], copied: tuple[int, int]) -> bool:
    return min(span[1], copied[1]) - max(span[0], copied[0]) >= HELD * (span[1] - span[0])


def _join_pages(
    joined: _Joined, members: Sequence[Member], ends: Sequence[End], readings: Mapping[str, Reading]
) -> None:
    """What a page says in its own voice, or in its title of somebody without a name, it has from whom it names for it.

    Only with the same stance; where it names several, from the first of them that tells no other figure. So too what a page
    has from an outlet whose own page is here.
    """
    outlets: dict[tuple[str, str], int] = {}
    for place, member in enumerate(members):
        if outlet := readings[member.page].page.outlet.value:
            outlets.setdefault((outlet_key(outlet), member.stance), place)
    for place, (member, end) in enumerate(zip(members, ends, strict=True)):
        in_title = _in_title(member, readings[member.page])
        if end.own or (not end.named and in_title):
            named = [
                other
                for other, (there, theirs) in enumerate(zip(members, ends, strict=True))
                if there.page == member.page
                and (not theirs.own if end.own else theirs.named and not theirs.own)
                and there.stance == member.stance
            ]
            if named:  # of several, who tells the same figures: a title with three is not of the witness of four
                joined.join(place, min(named, key=lambda n: _conflicts(member, members[n])), "page")
        elif end.kind == "outlet" and not end.own:
            there = outlets.get((end.key.removeprefix("outlet "), member.stance))
            if there is not None and members[there].page != member.page:
                joined.join(place, there, "outlet")


def _conflicts(one: Member, other: Member) -> bool:
    agree, conflict = values_agree(one.figures, other.figures)
    return conflict > 0 and agree == 0


def _in_title(member: Member, reading: Reading) -> bool:
    title = reading.page.title.span
    return title is not None and member.span[0] < title[1] and title[0] < member.span[1]


def _origin(
    number: int, places: tuple[int, ...], members: Sequence[Member], ends: Sequence[End], joined: _Joined
) -> Origin:
    best = max(places, key=lambda n: (not ends[n].own, ends[n].named, ends[n].kind == "agency", -n))
    stances = {members[n].stance for n in places}
    end = ends[best]
    name, kind = end.name, end.kind
    told = {one.party.id: one.party for n in places if (one := ends[n]).party is not None and one.named}
    if len(told) > 1 and len({party.body for party in told.values()}) == 1 and end.party and end.party.body_name:
        body = next((party for party in told.values() if party.voice == "is"), None)
        name, kind = body.name if body else end.party.body_name, "organisation"
    return Origin(
        number, name, kind, end.named, places, joined.why(places[0]), "supports" in stances, "denies" in stances
    )


def _day(reading: Reading) -> str | None:
    return (reading.page.published.value or "")[:10] or None


def _first(places: Sequence[int], members: Sequence[Member], readings: Mapping[str, Reading]) -> tuple[str, int]:
    return min((readings[members[n].page].page.published.value or "9999", n) for n in places)


def _turn(origin: Origin, members: Sequence[Member], readings: Mapping[str, Reading]) -> Turn | None:
    """Whether an origin said one thing and later the contrary: on a later day, or on one page, which tells it after the
    other, unless it says that it was before (بعد أن نفت)."""
    heard = sorted(
        (day, members[n].page, not _was_before(readings[members[n].page], members[n].claim), members[n].span[0], n)
        for n in origin.members
        if (day := _day(readings[members[n].page])) and members[n].stance != "withholds"
    )
    for place, (day, page, _, _, n) in enumerate(heard):
        for earlier, where, _, _, other in heard[:place]:
            before, after = members[other].stance, members[n].stance
            if before != after and (earlier < day or where == page):
                return Turn(origin.id, before, after, day)
    return None


def _was_before(reading: Reading, number: int) -> bool:
    """Whether the words before the cue of a claim say that it was said before what else the page tells."""
    links = [link.id for link in reading.claims[number - 1].chain if link.id is not None]
    if not links:
        return False
    start = min((a for a, _ in reading.attribution(links[-1]).cue), default=0)
    said = [fold_text(word.text) for word in words(reading.page.text[max(0, start - 40) : start])][-3:]
    return any(tuple(said[-len(phrase) :]) == phrase for phrase in listed("said_before"))


def _figures(origins: Sequence[Origin], members: Sequence[Member]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each value once, in the words in which it is told first."""
    words: dict[tuple[float, float, str | None], str] = {}
    told: dict[tuple[float, float, str | None], list[int]] = {}
    for origin in origins:
        for place in origin.members:
            for figure in members[place].figures:
                value = figure.low, figure.high, figure.unit
                words.setdefault(value, figure.words)
                if origin.id not in told.setdefault(value, []):
                    told[value].append(origin.id)
    return tuple((words[value], tuple(ids)) for value, ids in told.items())
