"""The claims of a page once people have moved, added or taken away attributions.

The step that found them is run twice, on the machine's attributions and on those that stand now. Only what differs
between the two is changed in the reading, so that claims which nobody touched stay as they were read, also where the
desk keeps a reading of an older version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rawi.desk.decisions.anchors import innermost
from rawi.desk.decisions.working import Working
from rawi.reading import Attribution, Claim, Link
from rawi.reading import chains as chains_step
from rawi.reading import claims as claims_step
from rawi.reading.nesting import outers
from rawi.reading.reading import Spans

_Key = tuple[int | None, Spans]


def find_again(w: Working, moved: bool) -> None:
    """Bring nesting, claims and chains up to the attributions that stand. ``moved``: cues or contents have changed."""
    said = w.standing()
    if moved:
        _nest(w, said)
        said = [w.attributions[a.id] for a in said]
        _change(w, said)
    for number, claim in list(w.claims.items()):
        a = innermost(claim)
        if a is not None and not w.rejected("attribution", a):
            there = w.attributions[a]
            chain = _own(claim) + tuple(Link("attribution", n) for n in _through(w, a))
            if chain == claim.chain and a > 0 and there == w.reading.attribution(a):
                continue
            unsure = claim.unsure and not w.last("attribution", a)[0]
            w.claims[number] = replace(claim, chain=chain, stance=there.stance, said=there.said, unsure=unsure)


def _nest(w: Working, said: Sequence[Attribution]) -> None:
    """Which attribution stands inside which, where that has changed."""
    before = _outers(w.text, w.reading.attributions)
    after = _outers(w.text, said)
    ids = {a.id for a in said}
    for a in said:
        outer = a.outer
        if a.id not in before or before[a.id] != after[a.id] or outer not in ids:
            outer = after[a.id]
        w.attributions[a.id] = replace(a, outer=outer)
    for a in said:  # what was kept and what is new may stand in a circle together
        if len(_through(w, a.id)) > len(ids):
            for b in said:
                w.attributions[b.id] = replace(b, outer=after[b.id])
            break


def _outers(text: str, said: Sequence[Attribution]) -> dict[int, int | None]:
    found = outers(text, [a.cue for a in said], [a.content for a in said])
    return {a.id: None if o is None else said[o].id for a, o in zip(said, found, strict=True)}


def _through(w: Working, number: int) -> list[int]:
    """The attributions from the outermost to this one."""
    links: list[int] = []
    here: int | None = number
    while here is not None and len(links) <= len(w.attributions):
        links.append(here)
        here = w.attributions[here].outer
    return links[::-1]


def _change(w: Working, said: Sequence[Attribution]) -> None:
    before = _found(w, w.reading.attributions)
    after = _found(w, said)
    stored: dict[_Key, int] = {(innermost(c), c.content): n for n, c in w.claims.items()}
    for key in before.keys() - after.keys():
        # what hangs on a rejected attribution stays, to be shown as rejected
        if key in stored and not (key[0] is not None and w.rejected("attribution", key[0])):
            del w.claims[stored[key]]
    for key in after.keys() - before.keys() - stored.keys():
        _add(w, replace(after[key], said=(), score=1.0, unsure=False), key[0])
    living = {innermost(c) for c in w.claims.values()}
    holding = {a.outer for a in said}
    for a in said:  # whatever a person has marked is a claim
        if a.id not in living and a.id not in holding and w.last("attribution", a.id)[1] in ("add", "correct"):
            opening = chains_step.of_page(w.reading.page)
            _add(w, Claim(0, a.content, "", a.stance, opening, (), (), (), (), 1.0, False), a.id)


def _add(w: Working, claim: Claim, through: int | None) -> None:
    chain = _own(claim) + ((Link("attribution", through),) if through is not None else ())
    number = w.new()
    w.claims[number] = w.refresh(replace(claim, id=number, chain=chain))


def _own(claim: Claim) -> tuple[Link, ...]:
    """The links before any attribution."""
    return tuple(x for x in claim.chain if x.link != "attribution")


def _found(w: Working, said: Sequence[Attribution]) -> dict[_Key, Claim]:
    """The claims that the reading's step finds, by the working number of their attribution, and their content."""
    place = {a.id: n for n, a in enumerate(said, start=1)}
    numbered = [replace(a, id=place[a.id], outer=place.get(a.outer or 0)) for a in said]
    found = claims_step.find(w.reading.page, w.reading.sentences, (), (), (), numbered)
    out: dict[_Key, Claim] = {}
    for claim in found:
        number = innermost(claim)
        out.setdefault((said[number - 1].id if number is not None else None, claim.content), claim)
    return out
