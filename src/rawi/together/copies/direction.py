"""Direction: which of two pages that share a passage has it from the other, as far as the pages tell.

In this order: the page that names the other's outlet as its agency or as a source has it from the other; else the page
that was published later. Where each names the other, or the times of publication may be the same, it is not known. An
agency that both pages name as theirs is told beside it (`through`): then the later page need not have seen the earlier.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal, NamedTuple

from rawi.names import key, lexicon
from rawi.pages.agencies import name_of
from rawi.together.copies.wording import Wording

Direction = Literal["from_other", "to_other", "unknown"]
Why = Literal["names", "published"]

ZONES: Final = timedelta(hours=14)
"""A time without a zone is compared with one that has a zone only where it lies further away than any zone does."""


class Told(NamedTuple):
    """The direction of what two pages share, why it is thought so, and the agency that both name."""

    direction: Direction
    why: Why | None
    through: str | None


def direction(page: Wording, other: Wording) -> Told:
    """Which of two pages has what they share from the other."""
    through = page.agency if page.agency and other.agency and _key(page.agency) == _key(other.agency) else None
    here, there = _names(page, other), _names(other, page)
    if here != there:
        return Told("from_other" if here else "to_other", "names", through)
    mine, theirs = _moments(page.published), _moments(other.published)
    if mine and theirs:
        margin = ZONES if mine.zoned != theirs.zoned else timedelta()
        if theirs.last + margin < mine.first:
            return Told("from_other", "published", through)
        if mine.last + margin < theirs.first:
            return Told("to_other", "published", through)
    return Told("unknown", None, through)


@cache
def _left_out() -> frozenset[str]:
    """Words that say only what sort of outlet it is, as `rawi.names.key` writes them."""
    text = resources.files("rawi.together.copies").joinpath("arabic/outlet_words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(key(word) for line in lines for word in line.split()) | frozenset(lexicon.class_words("ORG"))


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    """What an outlet or agency is compared by: the name in the table of agencies, else the words of its name."""
    words = key(name).split()
    own = [word for word in words if word not in _left_out()]
    return name_of(name) or " ".join(own or words)


def _names(page: Wording, other: Wording) -> bool:
    """Whether `page` names the outlet of `other` as its agency or source, being of another outlet itself."""
    if not other.outlet:
        return False
    wanted = _key(other.outlet)
    if not wanted or (page.outlet and _key(page.outlet) == wanted):
        return False
    return (page.agency is not None and _key(page.agency) == wanted) or any(_key(n) == wanted for n in page.named)


class _Moments(NamedTuple):
    first: datetime
    last: datetime
    zoned: bool


@lru_cache(maxsize=1 << 12)
def _moments(published: str | None) -> _Moments | None:
    """The first and the last moment that a time of publication in ISO form may mean; None where it is none."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    zoned = moment.tzinfo is not None
    try:
        moment = moment.astimezone(UTC) if zoned else moment.replace(tzinfo=UTC)
        day = timedelta(days=1) - timedelta(seconds=1) if len((published or "").strip()) <= 10 else timedelta()
        return _Moments(moment, moment + day, zoned)
    except OverflowError:  # the first or the last year that there is
        return None
