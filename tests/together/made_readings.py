"""Readings made by hand, without a tagger: who says what is given, times and quantities are found."""

from __future__ import annotations

from dataclasses import dataclass

from rawi import quantities, times
from rawi.pages import Block, Fact, Page
from rawi.reading import Attribution, Claim, Entity, Link, Reading, Source, Speaker


@dataclass(frozen=True)
class Said:
    """A claim to be made: its words, who says it (outermost first), and with what stance."""

    words: str
    by: tuple[str, ...] = ()
    stance: str = "states"
    kind: str = "person"
    named: bool = True
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


def reading(
    name: str,
    *said: Said,
    outlet: str | None = None,
    published: str | None = None,
    agency: str | None = None,
    title: str | None = None,
) -> Reading:
    """A page of sentences: `by: words.` for each claim, in order."""
    text, claims, attributions, sources, entities = "", [], [], [], []
    known: dict[str, int] = {}
    if title:
        text = title + "\n"
    for one in said:
        chain = [Link("outlet" if outlet else "page")]
        outer = None
        for who in one.by:
            start = len(text)
            text += f"{who} قال "
            if who not in known:
                inside = [p for p in one.people if p in who]
                entity = None
                if inside:
                    entity = len(entities) + 1
                    at = start + who.index(inside[0])
                    entities.append(Entity(entity, "PER", inside[0], ((at, at + len(inside[0])),)))
                known[who] = len(sources) + 1
                kind = one.kind if who == one.by[-1] else "media"
                sources.append(Source(len(sources) + 1, who, kind, one.named, entity, ((start, start + len(who)),)))
            number = len(attributions) + 1
            cue = (start + len(who) + 1, start + len(who) + 4)
            attributions.append(
                Attribution(
                    number, (cue,), ((start, start + len(who)),), (), one.stance if who == one.by[-1] else "states",
                    "indirect", one.kind, one.named, (), known[who], Speaker("read", 1.0), (), (), outer, 1.0, False,
                )
            )  # fmt: skip
            chain.append(Link("attribution", number))
            outer = number
        span = (len(text), len(text) + len(one.words))
        text += one.words + ".\n"
        claims.append(Claim(len(claims) + 1, (span,), one.words, one.stance, tuple(chain), (), (), (), (), 1.0, False))
        for body in one.bodies:
            at = text.index(body)
            entities.append(Entity(len(entities) + 1, "ORG", body, ((at, at + len(body)),)))
    page = Page(
        name, text, (Block("body", (0, len(text))),), outlet=Fact(outlet), published=Fact(published),
        agency=Fact(agency), title=Fact(title),
    )  # fmt: skip
    when = times.find(text, published=published)
    figures = quantities.find(text, skip=[t.span for t in when])
    return Reading(
        page, {}, (), tuple(entities), tuple(when), tuple(figures), tuple(sources), tuple(attributions), tuple(claims)
    )
