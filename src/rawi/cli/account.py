"""The account of a reading for a terminal: claims in order, each with its chain.

Arabic stands on lines of its own, so that terminals that know right-to-left show it well; what is English stands on
others. Words of the page are stripped of control characters: a page cannot colour or move anything.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator

import click

from rawi.reading.reading import Claim, Reading

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
COLOURS = {
    "states": "white", "confirms": "green", "denies": "red", "withholds": "yellow", "alleges": "magenta",
    "believes": "cyan", "asks": "blue", "calls_for": "blue", "commits": "green",
}  # fmt: skip
LINKS = {"page": "الصفحة", "outlet": "الناشر", "agency": "الوكالة", "author": "الكاتب"}
ARROW = " ← "  # in a right-to-left line it points to what is read next


def account(reading: Reading) -> str:
    """The whole account, with colour codes (click takes them out where there is no terminal)."""
    return "".join(line + "\n" for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    page = reading.page
    width = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    if page.title.value:
        yield from (click.style(line, bold=True) for line in _wrap(page.title.value, width, ""))
    for name in ("outlet", "agency", "author", "published", "genre"):
        fact = getattr(page, name)
        if fact.value:
            yield f"{name}: {_clean(fact.value)}" + click.style(f"  ({fact.how})", dim=True)
    own = sum(not _links(c) for c in reading.claims)
    named = sum(s.named for s in reading.sources)
    yield click.style(
        f"{_count(len(reading.claims), 'claim')}: {own} of the page itself, {len(reading.claims) - own} attributed to "
        f"{_count(len(reading.sources), 'source')} ({named} named)",
        dim=True,
    )
    for claim in reading.claims:
        yield ""
        yield _head(reading, claim)
        yield from _wrap(claim.text, width, "    ")
        yield from (click.style(line, dim=True) for line in _wrap(_chain(reading, claim), width, "    "))


def _head(reading: Reading, claim: Claim) -> str:
    parts = [click.style(f"{claim.id:>3}", bold=True)]
    if _links(claim):
        parts.append(click.style(claim.stance.replace("_", " "), fg=COLOURS[claim.stance]))
    else:
        parts.append("the page")
    said = [reading.times[n - 1].value for n in claim.said]
    about = [reading.times[n - 1].value for n in claim.times]
    for label, values in (("said", said), ("about", about)):
        told = [_period(v) for v in values if "/" in v]  # what is placed on the calendar
        if told:
            parts.append(click.style(f"{label} {', '.join(dict.fromkeys(told))}", dim=True))
    if claim.unsure:
        parts.append(click.style("unsure", fg="yellow", underline=True))
    return "  ".join(parts)


def _period(value: str) -> str:
    first, _, last = value.partition("/")
    return first if not last or first == last else f"{first} to {last}".replace("..", "open")


def _chain(reading: Reading, claim: Claim) -> str:
    """All of it in Arabic: the page's links, then each source with the cue that it stands at."""
    steps = []
    for link in claim.chain:
        if link.id is None:
            told = "" if link.link == "page" else f" ({getattr(reading.page, link.link).value})"
            steps.append(LINKS[link.link] + told)
            continue
        a = reading.attribution(link.id)
        name = reading.source(a.source_id).name if a.source_id else "لا يُذكر من"
        steps.append(f"{name} [{reading.words(a.cue)}]")
    return ARROW.join(steps)


def _links(claim: Claim) -> list[int]:
    return [link.id for link in claim.chain if link.id is not None]


def _wrap(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(_clean(text), width, initial_indent=indent, subsequent_indent=indent) or [indent]


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")
