"""Quantities on any input: spans hold, time is linear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.quantities import find

PIECES = [
    "أكثر من", "نحو", "لا يتجاوز", "على الأقل", "فقط", "بين", "من", "إلى", "و", "أو", "12", "2015",
    "1,000", "3.5", "ثلاثة", "عشر", "مئة", "ألف", "مليون", "نصف", "وربع", "عشرات", "الآلاف", "بضعة",
    "واحد", "الثالث", "شخصين", "قتيلان", "دولار", "كندي", "طن", "كيلومتر", "في المئة", "%", "$", "°",
    "شخصا", "يناير", "عام", "المادة", "مجموعة", "إف", "(", ")", "-", ":", "/", "\n", " ", "  ", "ـ", "َ",
    "\u200f", "½", "x", "more than", "two", "سه", "هزار",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80)
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple), max_size=3)


@settings(max_examples=500, deadline=None)
@given(texts, spans)
def test_spans_hold(text: str, skip: list[tuple[int, int]]) -> None:
    skip = [(start, end) for start, end in skip if end <= len(text)]
    last = 0
    for quantity in find(text, skip=skip):
        start, end = quantity.span
        assert last <= start < end <= len(text)
        last = end
        if quantity.of is not None:
            assert 0 <= quantity.of[0] < quantity.of[1] <= len(text)
        low, high = quantity.low, quantity.high
        assert low is not None or high is not None
        if quantity.bound in ("exactly", "about"):
            assert low == high
        elif quantity.bound == "at_least":
            assert high is None
        elif quantity.bound == "at_most":
            assert low is None
        else:
            assert low is not None
            assert high is not None
            assert low < high


@settings(max_examples=300, deadline=None)
@given(texts)
def test_text_before_a_paragraph_changes_nothing(text: str) -> None:
    """Each paragraph is read by itself: what stands in the one before moves the spans and no more."""
    lead = "عاد الناس إلى البيوت.\n\n"
    moved = [
        ((start - len(lead), end - len(lead)), quantity.low, quantity.high, quantity.bound)
        for quantity in find(lead + text, language="ar")
        for start, end in [quantity.span]
    ]
    assert moved == [
        (quantity.span, quantity.low, quantity.high, quantity.bound) for quantity in find(text, language="ar")
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "أكثر من ",
        "من 3 إلى ",
        "عشرات الآلاف ",
        "شخصين ",
        "10-15 ",
        "(5) ",
        "5",
        "ـ",
        "ا",
        "واحد ",
        "مئة وألف ",
        "%",
        "- ",
    ],
)
def test_hostile_input_is_read_with_spans_in_order(piece: str) -> None:
    text = piece * (20_000 // len(piece))  # benchmarks/hostile.py measures how time grows
    found = find(text)
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)
    assert all(a.span[1] <= b.span[0] for a, b in zip(found, found[1:], strict=False))
