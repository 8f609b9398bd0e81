"""Copies: passages that stand in two pages nearly word for word.

`find` holds a new page against all before it, through an index; `compare` holds some pages against each other; `between`
holds two. A copy is told as *verbatim* (all words the same, whatever their spelling and punctuation), *near*, or
*quotation*: the same words of one speaker, in both pages between quotation marks or in what is attributed to the same
source, which two reporters may have written down each for himself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from rawi.names import same
from rawi.pages import Page
from rawi.reading import Reading
from rawi.together.copies.alignment import Passage, align, align_all
from rawi.together.copies.direction import Direction, Told, Why, direction
from rawi.together.copies.hashing import Words
from rawi.together.copies.index import Candidates, CopyIndex, Formulas, Likely
from rawi.together.copies.screening import worth
from rawi.together.copies.wording import Span, Wording, wording

Kind = Literal["verbatim", "near", "quotation"]

LEAST: Final = 12
"""Equal words of a passage. Of 33 passages of 8 words or more that pages of other outlets and days had in common by
chance (200 pages against 3,000 of `news/saudinewsnet`), 26 had fewer than 12: names with offices, turns of phrase."""
QUOTED_LEAST: Final = 5
"""Equal words of a quotation; fewer are a turn of phrase or a name in quotation marks."""
LEAST_PLAIN: Final = 6
"""Equal words of a passage that are part of no name, title, office or (in `find`) worn formula."""
PAIRED: Final = 8
"""So many such words one passage must have where a page is held against a whole collection."""
LONG: Final = 30
"""So many equal words are a copy whatever words they are."""
SHORT: Final = 8
"""Equal words of a passage that is alone in two pages of different matters (`_short`), all of them plain."""
SHORT_EQUAL: Final = 0.8
"""Share of its words, in the longer side, that must be equal."""
SHORT_OWN: Final = 6, 4
"""So many of them must stand nowhere else in one of the pages, and in the other."""
DIFFERENT: Final = 0.35
"""Pages that have no more than this of their words in common (of the different words of the shorter one) are of different
matters. Pages on one event share runs of 8 to 11 words by nature: of the 30 in `together/dev.jsonl` that are no annotated
copy, 27 are in pages that have more in common; of 17 annotated ones in `train_madeup.jsonl`, nine are. Both were in view
when this was set."""
Plain = NDArray[np.bool_]
INSIDE: Final = 0.8
"""Share of a passage's words, in each page, that must stand in quotation marks or in a content to be a quotation."""
SAME_SPEAKER: Final = 0.5
"""How well two names must agree (`rawi.names.same`) to be of one speaker."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One passage that `page` and `other` share.

    `span`, `other_span`: code points of the text of each page. `equal`: so many words are the same, `plain`: so many of
    them are no part of names, titles or formulas; `share`, `other_share`: which part of all words of each page the
    equal ones are, so that a report inside a longer page is told by the share of the report. `direction`: which page
    has it from which, `why`: because one names the other, or by time of publication; `through`: the agency that both
    pages name as theirs.
    """

    page: str
    span: Span
    other: str
    other_span: Span
    equal: int
    plain: int
    share: float
    other_share: float
    kind: Kind
    direction: Direction = "unknown"
    why: Why | None = None
    through: str | None = None


def find(page: Wording, index: CopyIndex, load: Callable[[str], Wording | None], *, least: int = LEAST) -> list[Copy]:
    """The copies between a page and those in the index, by the place where they stand in the page.

    `load` gives the wording of an earlier page by its id (None where it is gone): from its text in a store, best with
    the last ones kept at hand (`functools.lru_cache`). The page itself is added by `index.add`, before or after.
    """
    likely = index.candidates(page)
    loaded = [load(name) for name in likely.pages]
    words = [None if other is None else other.words for other in loaded]
    wanted = promising(page, words, likely, least=least)
    others = (other for other, is_wanted in zip(loaded, wanted, strict=True) if other is not None and is_wanted)
    return held(page, others, likely.formulas, least=least)


def promising(
    page: Wording, others: Sequence[Words | None], likely: Candidates | Likely, *, least: int = LEAST
) -> list[bool]:
    """Which of the pages that an index holds for likely, given by their words, are worth an alignment; of some nothing is
    known."""
    if least < LEAST:
        return [True] * len(others)
    wanted: list[bool] = worth(page, others, likely.meets, *likely.formulas).tolist()
    return wanted


def held(page: Wording, others: Iterable[Wording], formulas: Formulas, *, least: int = LEAST) -> list[Copy]:
    """The copies between a page and some that an index holds for likely; `formulas` as
    in `index.Candidates`."""
    found: list[Copy] = []
    plain, rare = page.plain & ~formulas.worn, page.plain & ~formulas.common
    for other, passages in align_all(page, others, least=min(least, QUOTED_LEAST)):
        shared = _shared(page, other, passages, plain, least) or _short(page, other, passages, rare, least)
        if any(copy.plain >= PAIRED for copy in shared) or sum(copy.equal for copy in shared) >= LONG:
            found += shared
    return sorted(found, key=lambda copy: copy.span)


def compare(pages: Iterable[Page | Reading | Wording], *, least: int = LEAST) -> list[Copy]:
    """The copies among some pages, by the index; in each, `page` is the one that was given later.

    Raises ValueError where two of them have the same id.
    """
    wordings: dict[str, Wording] = {}
    for page in pages:
        one = page if isinstance(page, Wording) else wording(page)
        if one.page in wordings:
            raise ValueError(f"two pages have the id {one.page}")
        wordings[one.page] = one
    index = CopyIndex()
    found: list[Copy] = []
    for one in wordings.values():
        found += find(one, index, wordings.get, least=least)
        index.add(one)
    return found


def between(page: Wording, other: Wording, *, least: int = LEAST) -> list[Copy]:
    """The copies between two pages, by the place where they stand in `page`.

    `least`: so many words must be equal (here, in `find` and in `compare`); of a quotation, `QUOTED_LEAST`.
    """
    return _shared(page, other, align(page, other, least=min(least, QUOTED_LEAST)), page.plain, least)


def _shared(page: Wording, other: Wording, passages: list[Passage], plain: Plain, least: int) -> list[Copy]:
    """Which passages of two pages are copies, where `plain` tells which words of `page` say something of their own."""
    told: Told | None = None
    copies: list[Copy] = []
    for passage in passages:
        first, end, other_first, other_end, equal = passage
        longer = max(end - first, other_end - other_first)
        quotation = _is_quotation(page, other, passage)
        if equal < (QUOTED_LEAST if quotation else least):
            continue
        own = min(int(np.count_nonzero(plain[first:end])), int(np.count_nonzero(other.plain[other_first:other_end])))
        own = int(own * equal / longer)
        if own < LEAST_PLAIN and equal < LONG and not quotation:
            continue
        told = told or direction(page, other)
        kind: Kind = "quotation" if quotation else "verbatim" if equal == longer else "near"
        here, there = page.span(first, end), other.span(other_first, other_end)
        shares = equal / page.count, equal / other.count
        copies.append(
            Copy(page.page, here, other.page, there, equal, own, *shares, kind, told.direction, told.why, told.through)
        )
    return sorted(copies, key=lambda copy: copy.span)


def _short(page: Wording, other: Wording, passages: list[Passage], rare: Plain, least: int) -> list[Copy]:
    """The short passages of two pages that share no other, where `rare` tells which words of `page` are plain and in no
    shingle that several pages hold."""
    if least <= SHORT:
        return []
    alone = [passage for passage in passages if passage.equal >= SHORT and _telling(page, other, passage, rare)]
    return _shared(page, other, alone, rare, SHORT) if alone and _different(page, other) else []


def _telling(page: Wording, other: Wording, passage: Passage, rare: Plain) -> bool:
    """Whether a short passage is nearly the same in both pages, of rare words, and strange to the rest of them."""
    first, end, other_first, other_end, equal = passage
    longer = max(end - first, other_end - other_first)
    here, there = rare[first:end], other.plain[other_first:other_end]
    if equal < SHORT_EQUAL * longer or min(np.count_nonzero(here), np.count_nonzero(there)) * equal < SHORT * longer:
        return False
    own = set(page.words[first:end][here].tolist()) & set(other.words[other_first:other_end].tolist())
    rests = ((page.words, first, end), (other.words, other_first, other_end))
    counts = sorted(len(own - {*words[:a].tolist(), *words[b:].tolist()}) for words, a, b in rests)
    return counts[0] >= SHORT_OWN[1] and counts[1] >= SHORT_OWN[0]


def _different(page: Wording, other: Wording) -> bool:
    """Whether two pages are of different matters, as far as their words tell."""
    some, others = set(page.words.tolist()), set(other.words.tolist())
    return len(some & others) <= DIFFERENT * min(len(some), len(others))


def _is_quotation(page: Wording, other: Wording, passage: Passage) -> bool:
    """Whether a passage is one speaker's words in both pages."""
    first, end, other_first, other_end, _ = passage
    marked = _inside(page.quoted[first:end])
    if not marked and not (page.contents and _inside(page.told[first:end])):
        return False
    other_marked = _inside(other.quoted[other_first:other_end])
    if marked and other_marked:
        return True
    if not other_marked and not (other.contents and _inside(other.told[other_first:other_end])):
        return False
    return _agree(page.speakers(first, end), other.speakers(other_first, other_end))


def _inside(marks: NDArray[np.bool_] | NDArray[np.int32]) -> bool:
    return int(np.count_nonzero(marks)) >= INSIDE * len(marks)


def _agree(some: set[str], others: set[str]) -> bool:
    """Whether all names on one side are names of somebody on the other."""
    if not some or not others:
        return False
    return all(any(_same(a, b) for b in others) for a in some) and all(any(_same(a, b) for a in some) for b in others)


@lru_cache(maxsize=1 << 12)
def _same(name: str, other: str) -> bool:
    return same(name, other) >= SAME_SPEAKER
