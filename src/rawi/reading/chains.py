"""The chain of a claim: from the page inwards to the innermost source."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.pages import Page
from rawi.reading.reading import Attribution, Link


def of_page(page: Page) -> tuple[Link, ...]:
    """The links before any attribution: outlet, agency and author where they are known, else the page itself."""
    facts = {"outlet": page.outlet, "agency": page.agency, "author": page.author}
    known = [Link(link) for link in ("outlet", "agency", "author") if facts[link]]
    return tuple(known) or (Link("page"),)


def of_attribution(attribution: Attribution, attributions: Sequence[Attribution]) -> tuple[Link, ...]:
    """The links from the outermost attribution to this one."""
    links: list[Link] = []
    here: Attribution | None = attribution
    while here is not None:
        links.append(Link("attribution", here.id))
        here = attributions[here.outer - 1] if here.outer is not None else None
    return tuple(reversed(links))
