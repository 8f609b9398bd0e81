"""What several pages say together, for a terminal: the pages, their copies, what several claim, what only one does.

Arabic words stand on lines of their own or, inside an English line, in direction isolates, so that neither disturbs the
other. Words of pages are stripped of control characters.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator

import click

from rawi.cli.account import COLOURS, NARROWEST, WIDEST
from rawi.reading import Reading
from rawi.together import Together
from rawi.together.copies import Copy
from rawi.together.origins import Backing, Origin
from rawi.together.propositions import Proposition

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069]+")
_ISOLATE, _END = "\u2068", "\u2069"
STANCES = {"supports": ("for", "confirms"), "denies": ("against", "denies"), "withholds": ("declines", "withholds")}
"""What a stance is called, and whose colour of the account it has."""
LONGEST = 400
"""Code points of a copied passage that are shown."""


def comparison(together: Together) -> str:
    """All of it, with colour codes (click takes them out where there is no terminal)."""
    return "".join(line + "\n" for line in _lines(together))


def _lines(together: Together) -> Iterator[str]:
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
    numbers = {page: n for n, page in enumerate(together.readings, 1)}
    yield click.style(f"{len(numbers)} pages", bold=True)
    for page, number in numbers.items():
        yield from _page(together.readings[page], number, width)
    events = [story for story in together.stories if len(story.pages) > 1]
    for story in events:
        yield click.style(f"about one event: {_pages(story.pages, numbers)}", dim=True)
    if not events:
        yield click.style("no two of them seem to be about one event", dim=True)
    yield from _copies(together, numbers, width)
    yield from _shared(together, numbers, width)
    for page, number in numbers.items():
        yield from _alone(together, page, number, width)


def _page(reading: Reading, number: int, width: int) -> Iterator[str]:
    page = reading.page
    known = [_isolated(fact) for fact in (page.outlet.value, page.agency.value) if fact]
    known += [page.published.value[:10]] if page.published.value else []
    yield f"{number:>3}  " + "  ".join([*known, click.style(f"from {_clean(page.origin or page.id[:12])}", dim=True)])
    yield from _wrap(page.title.value or page.text[:100], width)


def _copies(together: Together, numbers: dict[str, int], width: int) -> Iterator[str]:
    if not together.copies:
        return
    yield ""
    yield click.style("copies", bold=True)
    for copy in together.copies:
        yield _copied(copy, numbers)
        passage = together.readings[copy.page].page.text[slice(*copy.span)]
        yield from _wrap(passage if len(passage) <= LONGEST else passage[:LONGEST] + "…", width)


def _copied(copy: Copy, numbers: dict[str, int]) -> str:
    """3 has from 1 (named there), near: 40 words, 12 % of 3, 80 % of 1."""
    one, other = (copy.page, copy.share), (copy.other, copy.other_share)
    if copy.direction == "to_other":
        one, other = other, one
    way = "and" if copy.direction == "unknown" else "has from"
    why = {"names": " (which it names)", "published": " (published before)", None: ""}[copy.why]
    shares = ", ".join(f"{share:.0%} of {numbers[page]}" for page, share in (one, other))
    through = f", both from {_isolated(copy.through)}" if copy.through else ""
    return f"{numbers[one[0]]:>3} {way} {numbers[other[0]]}{why}, {copy.kind}: {copy.equal} words, {shares}{through}"


def _shared(together: Together, numbers: dict[str, int], width: int) -> Iterator[str]:
    yield ""
    yield click.style("claimed by several pages", bold=True)
    if not together.shared:
        yield "  nothing"
    for one in together.shared:
        backing = together.backing(one.id)
        yield ""
        yield _counts(one, backing)
        yield from _wrap(one.text, width)
        for origin in backing.origins:
            yield from _origin(one, origin, numbers)
        for turn in backing.turns:
            name = backing.origins[turn.origin - 1].name
            yield click.style(
                f"      changed: {_isolated(name)} {turn.before}, then {turn.after} on {turn.when}", dim=True
            )


def _counts(one: Proposition, backing: Backing) -> str:
    told = [f"{len(one.pages)} pages", f"{_count(backing.supporting, 'origin')} for"]
    told += [f"{_count(backing.denying, 'origin')} against"] if backing.denying else []
    line = click.style(f"{one.id:>3}", bold=True) + "  " + ", ".join(told)
    if one.conflicts:
        words = {"denied": "denied", "figures": "figures differ", "times": "times differ"}
        line += click.style("  " + ", ".join(words[c] for c in one.conflicts), fg="red")
    if any(member.unsure for member in one.members):
        line += "  " + click.style("unsure", fg="yellow", underline=True)
    return line


def _origin(one: Proposition, origin: Origin, numbers: dict[str, int]) -> Iterator[str]:
    """A line a stance: for whom, in which pages, with which figures."""
    for stance, (word, colour) in STANCES.items():
        members = [one.members[place] for place in origin.members if one.members[place].stance == stance]
        if not members:
            continue
        figures = dict.fromkeys(_isolated(figure.words) for member in members for figure in member.figures)
        told = f": {', '.join(figures)}" if figures else ""
        pages = _pages([member.page for member in members], numbers)
        name = _isolated(origin.name) + ("" if origin.named else ", not named,")
        yield f"      {click.style(word, fg=COLOURS[colour])} {name} in {pages}{told}"


def _alone(together: Together, page: str, number: int, width: int) -> Iterator[str]:
    """What one page claims and no other does, with who says it."""
    alone = list(together.only(page))
    yield ""
    yield click.style(f"only in {number}", bold=True) + click.style(f"  {_count(len(alone), 'claim')}", dim=True)
    for one in alone:
        yield from _wrap(one.text, width)
        names = [o.name for o in together.backing(one.id).origins]
        yield click.style(f"      {', '.join(map(_isolated, names))}", dim=True)


def _pages(pages: Iterable[str], numbers: dict[str, int]) -> str:
    return ", ".join(str(n) for n in sorted({numbers[page] for page in pages}))


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(_clean(text), width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _isolated(text: str) -> str:
    return _ISOLATE + _clean(text) + _END


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")
