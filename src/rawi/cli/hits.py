"""What a search found, for a terminal: words of pages on lines of their own, with what was found in colour.

Names in Arabic inside an English line stand in direction isolates, so that neither disturbs the other.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence

import click

from rawi.cli.account import COLOURS, NARROWEST, WIDEST
from rawi.desk.search import ClaimHit, Hit, NameHit, PageHit, Results

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ue000\ue001]")
_ON, _OFF = "\ue000", "\ue001"  # stand for the colour while lines are cut
_FOUND = {"fg": "yellow", "bold": True}


def shown(results: Results) -> Iterator[str]:
    """All lines, with colour codes (click takes them out where there is no terminal)."""
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
    for hit in results.hits:
        yield from _hit(hit, width)
        yield ""
    if not results.count:
        yield "Nothing found."
        return
    told = f"{results.count:,}" if results.exact else f"at least {results.count:,}"
    order = {"relevance": "best first", "time": "newest first"}[results.order]
    yield click.style(f"{told} found, {order}" + (f" ({results.note})" if results.note else ""), dim=True)
    if results.next:
        yield click.style(f"go on with --after {results.next}", dim=True)


def _hit(hit: Hit, width: int) -> Iterator[str]:
    if isinstance(hit, ClaimHit):
        yield from _claim(hit, width)
    elif isinstance(hit, PageHit):
        yield click.style(f"page {hit.page_id}", bold=True) + _of_page(None, hit.outlet, hit.published)
        if hit.title:
            yield from _wrap(hit.title, (), width)
        for excerpt in hit.excerpts:
            yield from _wrap(excerpt.text, excerpt.highlights, width)
    else:
        yield from _name(hit, width)


def _claim(hit: ClaimHit, width: int) -> Iterator[str]:
    stance = click.style(hit.stance.replace("_", " "), fg=COLOURS.get(hit.stance)) if hit.kind else "the page"
    first, last = hit.said
    said = "" if first is None and last is None else first if first == last else f"{first or ''}..{last or ''}"
    parts = [click.style(f"claim {hit.n or f'{hit.place[0]}-{hit.place[1]}'} of page {hit.page_id}", bold=True), stance]
    parts += [click.style(f"said {said}", dim=True)] if said else []
    parts += [click.style("unsure", fg="yellow", underline=True)] if hit.unsure else []
    yield "  ".join(parts)
    yield from _wrap(hit.text, hit.highlights, width)
    source = (
        f"{isolated(hit.source)} ({hit.kind}{'' if hit.named else ', not named'})" if hit.source else "the page itself"
    )
    yield click.style(f"    {source}", dim=True) + _of_page(hit.title, hit.outlet, hit.published)


def _of_page(title: str | None, outlet: str | None, published: str | None) -> str:
    parts = [isolated(outlet)] if outlet else []
    parts += [published[:10]] if published else []
    parts += [isolated(title)] if title else []
    return click.style("".join(f", {part}" for part in parts), dim=True)


def _name(hit: NameHit, width: int) -> Iterator[str]:
    if hit.entity_id is None:
        yield click.style("source", bold=True)
    else:
        pages = f"{hit.pages:,} page" + ("" if hit.pages == 1 else "s")
        yield click.style(f"entity {hit.entity_id}", bold=True) + f"  {hit.type}  " + click.style(pages, dim=True)
    yield from _wrap(hit.name, hit.highlights, width)


def isolated(words: str) -> str:
    """Words of a page for the inside of an English line: without control characters, in a direction isolate."""
    return "\u2068" + " ".join(_CONTROL.sub(" ", words).split()) + "\u2069"


def _wrap(text: str, highlights: Sequence[tuple[int, int]], width: int) -> Iterator[str]:
    """Lines of at most so many columns, with what was found in colour, which never runs over a line's end."""
    clean = _CONTROL.sub(" ", text)
    parts, at = [], 0
    for start, stop in highlights:
        parts += [clean[at:start], _ON, clean[start:stop], _OFF]
        at = stop
    marked = " ".join("".join([*parts, clean[at:]]).split())
    lit = False
    for line in textwrap.wrap(marked, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False):
        out = ""
        for piece in re.split(f"([{_ON}{_OFF}])", line):
            if piece in (_ON, _OFF):
                lit = piece == _ON
            elif piece:
                out += click.style(piece, **_FOUND) if lit else piece  # type: ignore[arg-type]
        yield out
