"""Screening: who shares a turn of phrase is not aligned, who shares a passage is, also where words of it were altered."""

from __future__ import annotations

import random

import numpy as np
import pytest

from rawi.pages import Page
from rawi.together import copies
from rawi.together.copies import CopyIndex, wording
from rawi.together.copies.copies import promising
from rawi.together.copies.index import likely
from rawi.together.copies.screening import EQUAL, PLAIN

LETTERS = "ابتثجحدرزسشصضطعغفقكلمنهوي"


def invented(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(count)]


def page(name: str, shared: list[str], seed: int) -> copies.Wording:
    around = invented(80, seed)
    return wording(Page(name, " ".join([*around[:40], *shared, *around[40:]]), ()))


def is_promising(mine: copies.Wording, other: copies.Wording) -> bool | None:
    """None where the two are no candidates at all."""
    index = CopyIndex()
    index.add(other)
    found = index.candidates(mine)
    if not found.pages:
        return None
    (told,) = promising(mine, [other.words], found)
    return told


@pytest.mark.parametrize("count", [9, 14, 60])
def test_who_shares_a_passage_of_rare_words_is_promising(count: int) -> None:
    shared = invented(count, 5)
    mine, other = page("new", shared, 1), page("old", shared, 2)
    index = CopyIndex()
    index.add(other)
    found = likely(mine, index._postings.find(mine.shingles.hashes))
    assert set(found.meets.which.tolist()) == {0}
    assert mine.words[found.meets.here].tolist() == other.words[found.meets.there].tolist()
    assert is_promising(mine, other) is True


def test_the_same_words_in_another_order_are_not_promising() -> None:
    """The words around the turn of phrase are the same, so that the pages are candidates, but no passage is."""
    phrase, around = invented(6, 6), invented(8, 7)
    mine, other = page("new", [*phrase, *around], 1), page("old", [*phrase, *around[::-1]], 2)
    assert is_promising(mine, other) is False


def test_a_passage_of_which_words_were_dropped_inserted_and_replaced_is_promising() -> None:
    shared = invented(24, 7)
    altered = [*shared[:6], "بدل", *shared[7:12], *shared[13:18], "زائد", "آخر", *shared[18:]]
    assert is_promising(page("new", altered, 1), page("old", shared, 2))


def test_words_beyond_a_gap_do_not_count() -> None:
    phrase, around, far = invented(6, 8), invented(8, 9), invented(5, 10)
    mine = page("new", [*phrase, *around, *far], 1)
    other = page("old", [*phrase, *around[::-1], *far], 2)
    assert len(phrase) + len(far) >= EQUAL
    assert len(phrase) < PLAIN
    assert is_promising(mine, other) is False


def test_a_page_that_is_gone_is_not_promising() -> None:
    shared = invented(30, 12)
    mine, other = page("new", shared, 1), page("old", shared, 2)
    index = CopyIndex()
    index.add(other)
    index.add(page("gone", shared, 3))
    found = index.candidates(mine)
    told = promising(mine, [other.words if name == "old" else None for name in found.pages], found)
    assert dict(zip(found.pages, told, strict=True)) == {"old": True, "gone": False}
    assert [copy.other for copy in copies.find(mine, index, {"old": other}.get)] == ["old"]


def test_below_the_usual_length_all_are_aligned() -> None:
    shared = invented(6, 13)
    mine, other = page("new", shared, 1), page("old", shared, 2)
    index = CopyIndex()
    index.add(other)
    found = index.candidates(mine)
    assert promising(mine, [np.empty(0, np.uint32)] * len(found.pages), found, least=8) == [True] * len(found.pages)
