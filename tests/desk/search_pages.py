"""Made-up pages with exactly known words, for tests of the search: each line of `page` is one claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from rawi.desk.captures import CaptureInfo
from rawi.pages import Block, Fact, Page
from rawi.quantities import Quantity
from rawi.reading import Attribution, Claim, Entity, Link, Reading, Source
from rawi.reading.reading import Speaker
from rawi.times import Time


@dataclass
class Said:
    """One claim: its words, and what is known of it. Names have to stand in the words."""

    text: str
    source: str | None = None
    source_kind: str = "person"
    named: bool = True
    stance: str = "states"
    names: tuple[tuple[str, str], ...] = ()  # name, type
    said: str | None = None
    about: str | None = None
    quantity: tuple[float, float, str | None] | None = None
    source_type: str | None = None  # the source is an entity of that type
    pieces: tuple[str, ...] = field(default=())  # the claim is only these parts of the words


def page(
    *claims: Said | str,
    title: str = "خبر",
    published: str | None = "2021-04-07",
    outlet: str | None = "نهج",
    language: str = "ar",
    navigation: str = "",
) -> Reading:
    """A page of these claims, a line each."""
    text = title + "\n"
    made, entities, sources, times, quantities, attributions = [], {}, {}, [], [], []

    def entity(name: str, kind: str, at: int) -> int:
        old = entities.get(name)
        span = (at, at + len(name))
        entities[name] = Entity(
            old.id if old else len(entities) + 1, kind, name, (*(old.mentions if old else ()), span)
        )
        return entities[name].id

    for number, claim in enumerate((Said(c) if isinstance(c, str) else c for c in claims), start=1):
        chain = [Link("page")]
        said, about, amounts = [], [], []
        if claim.source:
            text += "قال "
            cue = (len(text) - 4, len(text) - 1)
            at = len(text)
            text += claim.source + " إن "
            who = entity(claim.source, claim.source_type, at) if claim.source_type else None
            span = (at, at + len(claim.source))
            old = sources.get(claim.source)
            sources[claim.source] = Source(
                old.id if old else len(sources) + 1, claim.source, claim.source_kind, claim.named, who,
                (*(old.spans if old else ()), span),
            )  # fmt: skip
        start = len(text)
        text += claim.text
        if claim.said:
            times.append(Time((start, start + 1), claim.said))
            said.append(len(times))
        if claim.about:
            times.append(Time((start, start + 1), claim.about))
            about.append(len(times))
        if claim.quantity:
            low, high, unit = claim.quantity
            quantities.append(Quantity((start, start + 1), low, high, unit=unit))
            amounts.append(len(quantities))
        content = tuple(
            (start + claim.text.index(p), start + claim.text.index(p) + len(p)) for p in claim.pieces or (claim.text,)
        )
        if claim.source:
            attributions.append(
                Attribution(
                    len(attributions) + 1, (cue,), (span,), content, claim.stance, "indirect", claim.source_kind, claim.named,
                    (span,), sources[claim.source].id, Speaker("read", 0.9), (), tuple(said), None, 0.9, False,
                )
            )  # fmt: skip
            chain.append(Link("attribution", len(attributions)))
        names = tuple(entity(name, kind, start + claim.text.index(name)) for name, kind in claim.names)
        made.append(
            Claim(
                number, content, " … ".join(text[a:b] for a, b in content), claim.stance, tuple(chain), names, tuple(said),
                tuple(about), tuple(amounts), 0.9, False,
            )
        )  # fmt: skip
        text += "\n"
    blocks = [Block("title", (0, len(title))), Block("body", (len(title) + 1, len(text) - 1))]
    if navigation:
        blocks.append(Block("navigation", (len(text), len(text) + len(navigation))))
        text += navigation
    raw = text.encode("utf-8", "surrogatepass")
    known = Fact(title, "first line", (0, len(title)))
    return Reading(
        Page(
            sha256(raw).hexdigest(), text, tuple(blocks), "made.txt", language=Fact(language, "letters"), title=known,
            outlet=Fact(outlet, "given") if outlet else Fact(), published=Fact(published, "given") if published else Fact(),
        ),
        {"rawi": "test", "tagger": "none"}, (), tuple(entities.values()), tuple(times), tuple(quantities),
        tuple(sources.values()), tuple(attributions), tuple(made),
    )  # fmt: skip


def put(desk, *readings: Reading) -> list[int]:
    """The numbers of the pages that they became."""
    return [
        desk.put(
            r, r.page.text.encode("utf-8", "surrogatepass"), CaptureInfo("made.txt", "2026-01-02T03:04:05Z")
        ).page_id
        for r in readings
    ]
