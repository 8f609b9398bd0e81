"""Claims as they are told of: their words, chains and figures, beside the page that they stand on."""

from __future__ import annotations

from collections.abc import Mapping

from rawi.reading import Reading
from rawi.together.answers import Attributed, ClaimRow, PageLine
from rawi.together.propositions import Member
from rawi.together.running.found import Found
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


def speaker(reading: Reading, number: int) -> tuple[str | None, str | None, bool | None]:
    """Name and kind of the innermost source of a claim, and whether it is named; None of each for the page's own."""
    links = [link.id for link in reading.claims[number - 1].chain if link.id is not None]
    if not links:
        return None, None, None
    innermost = reading.attribution(links[-1])
    if innermost.source_id is None:
        return None, innermost.kind, innermost.named
    source = reading.source(innermost.source_id)
    return source.name, source.kind, source.named


def rows(found: Found, pages: Mapping[str, PageLine]) -> tuple[ClaimRow, ...]:
    """The claims of a proposition, in the order of its members. `pages` by their sha256."""
    return tuple(
        ClaimRow(
            page=pages[member.page], claim=row.claim, span=member.span, words=member.text, stance=member.stance,
            chain=row.chain, source=row.source, kind=row.kind, named=row.named, origin=row.origin,
            figures=tuple(figure.words for figure in member.figures), times=member.times, score=member.score,
            unsure=member.unsure,
        )
        for member, row in zip(found.proposition.members, found.rows, strict=True)
        if member.page in pages
    )  # fmt: skip


def attributed(member: Member, page: DeskPage) -> Attributed:
    """A claim of one page, and to whom it attributes it."""
    names = chain(page.reading, member.claim)
    own = sum(1 for fact in (page.reading.page.outlet, page.reading.page.agency) if fact.value)
    figures = tuple(figure.words for figure in member.figures)
    return Attributed(page.number(member.claim), member.span, member.text, member.stance, names[own:], figures)
