"""Claims as they are told of: their words, chains and figures, beside the page that they stand on."""

from __future__ import annotations

from collections.abc import Mapping

from rawi.reading import Reading
from rawi.together.answers import Attributed, ClaimRow
from rawi.together.origins import Backing
from rawi.together.propositions import Member, Proposition
from rawi.together.running.pages import DeskPage


def chain(reading: Reading, number: int) -> tuple[str, ...]:
    """The names in the chain of a claim, from the page's outlet and agency inwards; those that are not known left out."""
    page = reading.page
    names = [fact.value for fact in (page.outlet, page.agency) if fact.value]
    for link in reading.claims[number - 1].chain:
        if link.link == "author" and page.author.value:
            names.append(page.author.value)
        elif link.id is not None:
            source = reading.attribution(link.id).source_id
            names.append(reading.source(source).name if source is not None else "")
    return tuple(name for name in dict.fromkeys(names) if name)


def claims(proposition: Proposition, backing: Backing, pages: Mapping[str, DeskPage]) -> tuple[ClaimRow, ...]:
    """The claims of a proposition, in the order of its members. `pages` by their sha256."""
    origins = {place: origin.id for origin in backing.origins for place in origin.members}
    return tuple(_claim(member, origins[place], pages[member.page]) for place, member in enumerate(proposition.members))


def _claim(member: Member, origin: int, page: DeskPage) -> ClaimRow:
    reading = page.reading
    links = [link.id for link in reading.claims[member.claim - 1].chain if link.id is not None]
    innermost = reading.attribution(links[-1]) if links else None
    source = reading.source(innermost.source_id) if innermost and innermost.source_id is not None else None
    return ClaimRow(
        page=page.line, claim=page.number(member.claim), span=member.span, words=member.text, stance=member.stance,
        chain=chain(reading, member.claim), source=source.name if source else None,
        kind=source.kind if source else innermost.kind if innermost else None,
        named=source.named if source else innermost.named if innermost else None, origin=origin,
        figures=tuple(figure.words for figure in member.figures), times=member.times, score=member.score,
        unsure=member.unsure,
    )  # fmt: skip


def attributed(member: Member, page: DeskPage) -> Attributed:
    """A claim of one page, and to whom it attributes it."""
    names = chain(page.reading, member.claim)
    own = sum(1 for fact in (page.reading.page.outlet, page.reading.page.agency) if fact.value)
    figures = tuple(figure.words for figure in member.figures)
    return Attributed(page.number(member.claim), member.span, member.text, member.stance, names[own:], figures)
