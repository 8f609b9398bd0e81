"""The account of a reading for a terminal: claims in order, each with its chain; then the sources with their claims.

Arabic stands on lines of its own, so that terminals that know right-to-left show it well; what is English stands on
others. Words of the page are stripped of control characters: a page cannot colour or move anything.
"""

from __future__ import annotations

import re
import shutil
import textwrap
import unicodedata
from collections.abc import Iterator

import click

from rawi.cli.figures import figure, period
from rawi.reading.reading import Attribution, Claim, Reading

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069]+")
# Colours that are told apart on light and dark ground; what is merely stated has the terminal's own.
COLOURS = {
    "states": None, "confirms": "green", "denies": "red", "withholds": "yellow", "alleges": "magenta",
    "believes": "cyan", "asks": "blue", "calls_for": "blue", "commits": "green",
}  # fmt: skip
LINKS = {"page": "الصفحة", "outlet": "الناشر", "agency": "الوكالة", "author": "الكاتب"}
ARROW = " ← "  # in a right-to-left line it points to what is read next
NARROWEST, WIDEST = 40, 100  # columns of a line
DOUBTFUL = 0.75  # below this score a speaker who was inferred gets a question mark


def account(reading: Reading) -> str:
    """The whole account, with colour codes (click takes them out where there is no terminal)."""
    return "".join(line + "\n" for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    page = reading.page
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
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
    yield from _sources(reading, width)


def _head(reading: Reading, claim: Claim) -> str:
    through = [reading.attribution(number) for number in _links(claim)]
    parts = [click.style(f"{claim.id:>3}", bold=True), _stances(through) if through else "the page"]
    said = [reading.times[n - 1].value for n in claim.said]
    about = [reading.times[n - 1].value for n in claim.times]
    figures = [figure(reading.quantities[n - 1]) for n in claim.quantities]
    for label, told in (("said", map(period, said)), ("about", map(period, about)), ("figures", figures)):
        shown = ", ".join(dict.fromkeys(t for t in told if t))
        if shown:
            parts.append(click.style(f"{label} {shown}", dim=True))
    if claim.unsure:
        parts.append(click.style("unsure", fg="yellow", underline=True))
    return "  ".join(parts)


def _stances(through: list[Attribution]) -> str:
    """The innermost stance; all from the outermost inwards where one before it is more than saying: denies › states."""
    stances = [a.stance for a in through]
    shown = [s for s in stances[:-1] if s != "states"] + stances[-1:]
    return " › ".join(click.style(s.replace("_", " "), fg=COLOURS[s]) for s in shown)


def _chain(reading: Reading, claim: Claim) -> str:
    """All of it in Arabic: the page's links, then each source with the cue that it stands at, and where it was said."""
    steps = []
    for link in claim.chain:
        if link.id is None:
            told = "" if link.link == "page" else f" ({getattr(reading.page, link.link).value})"
            steps.append(LINKS[link.link] + told)
            continue
        a = reading.attribution(link.id)
        doubt = "؟" if a.source_id and a.speaker.how == "inferred" and a.speaker.score < DOUBTFUL else ""
        name = reading.source(a.source_id).name if a.source_id else "لا يُذكر من"
        medium = "، ".join(reading.page.text[s:e] for s, e in a.medium)
        steps.append(f"{name}{doubt} [{reading.words(a.cue)}{'، ' + medium if medium else ''}]")
    return ARROW.join(steps)


def _sources(reading: Reading, width: int) -> Iterator[str]:
    """Every source with the numbers of the claims that end with it; who says most comes first."""
    claims: dict[int, list[int]] = {}
    for claim in reading.claims:
        links = _links(claim)
        number = reading.attribution(links[-1]).source_id if links else None
        if number:
            claims.setdefault(number, []).append(claim.id)
    if len(claims) < 2:
        return
    yield ""
    yield click.style("sources", bold=True)
    for number, said in sorted(claims.items(), key=lambda item: -len(item[1])):
        source = reading.source(number)
        unnamed = "" if source.named or source.kind == "document" else ", not named"
        yield from _wrap(source.name, width, "    ")
        yield click.style(f"      {source.kind}{unnamed}: {', '.join(map(str, said))}", dim=True)


def _links(claim: Claim) -> list[int]:
    return [link.id for link in claim.chain if link.id is not None]


def _wrap(text: str, width: int, indent: str) -> list[str]:
    """Lines of at most so many columns; vowel marks take none."""
    text = _clean(text)
    marks = sum(unicodedata.combining(c) > 0 for c in text)
    if marks:  # as many columns wider as there are marks in a line of middling density
        width += marks * (width - len(indent)) // max(1, len(text) - marks)
    lines = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    return lines or [indent]


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")
