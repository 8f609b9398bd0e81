"""The parts of the search that need no desk: tokens, stems, highlights, facets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.desk.search import facets, stems, tokens
from rawi.desk.search.documents import CLAIMS, PAGES, claim_key, first_of_page, number_of, page_key
from rawi.desk.search.highlight import highlights, onto_page
from rawi.desk.search.plan import Needle
from rawi.language import fold_text

TEXT = st.text(alphabet="ابتةىأإؤئءوفلكهمرسيند ـَّ\u200cﻻﷲ٣3,.,٬-«»\nabé", max_size=60)
WORD = st.text(alphabet="ابتهيوفلكمرسدنء", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والرؤساء", "رئيس"), ("لرؤسائهم", "رئيس"), ("قتيلا", "قتيل"), ("بالقتلى", "قتيل"), ("مسؤولين", "مسؤول"),
        ("مدرستها", "مدرسة"), ("وزارته", "وزارة"), ("بيته", "بيت"), ("سياره", "سيارة"), ("سيارتان", "سيارة"), ("كتابان", "كتاب"),
        ("وبيروت", "بيروت"), ("السليماني", "سليماني"), ("للنازحين", "نازح"), ("البحرين", "بحرين"), ("طالبان", "طالبان"),
        ("NATO", "nato"), ("2015", "2015"), ("كميات", "كمية"), ("محامون", "محام"),
    ],
)  # fmt: skip
def test_stems(word, stem):
    assert stems.stem(fold_text(word)) == fold_text(stem)


@pytest.mark.parametrize(
    "word", ["سليماني", "بيروت", "وهران", "وليد", "لبنان", "وزارة", "فلسطين", "كركوك", "باريس", "بسمة"]
)
@pytest.mark.parametrize("written", ["{}", "و{}", "ل{}", "ب{}", "ول{}", "وب{}"])
def test_a_word_is_found_with_what_is_written_onto_it(word, written):
    assert stems.stem(fold_text(written.format(word))) in stems.forms(fold_text(word))


@given(WORD)
def test_a_root_of_its_stem_stands_in_every_word(word):
    assert any(root in word for root in stems.roots(stems.stem(word)))


@given(TEXT)
def test_tokens_are_the_words_and_stand_where_they_say(text):
    found = tokens.tokens(text)
    assert [t.word for t in found] == tokens.words(text)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))
    for t in found:
        assert tokens.words(text[t.span[0] : t.span[1]]) == [t.word]
        assert all(c.isalnum() for c in t.word)


@given(TEXT, WORD)
def test_few_tokens_are_those_of_all(text, word):
    wanted = stems.stem(word)
    every = {n: t for n, t in enumerate(tokens.tokens(text)) if t.stem == wanted}
    some = tokens.some_tokens(text, [wanted], [])
    assert {n: t for n, t in some.items() if t.stem == wanted} == every


@given(TEXT)
def test_every_word_highlights_itself(text):
    for t in tokens.tokens(text):
        spans = highlights(text, [Needle(phrases=((t.stem,),), asked=(t.word,))])
        assert t.span in spans
        assert all(a < b for a, b in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_spans_of_a_claim_on_its_page():
    page = "0123456789abcdefghij"
    pieces = [(2, 5), (10, 14)]
    text = " … ".join(page[a:b] for a, b in pieces)  # 234 … abcd
    assert onto_page([(0, 2), (6, 8)], pieces, 3) == ((2, 4), (10, 12))
    assert onto_page([(1, 7)], pieces, 3) == ((3, 5), (10, 11))
    assert onto_page([(3, 6)], pieces, 3) == ()
    assert text[6:8] == "ab"


@given(st.integers(0, 3_652_059), st.integers(1, 2**31 - 1), st.integers(0, 1023))
def test_keys_give_their_numbers(day, number, piece):
    assert number_of(CLAIMS, claim_key(day, number)) == number
    assert number_of(PAGES, page_key(day, number, piece)) == number
    assert first_of_page(page_key(day, number, piece)) == page_key(day, number)
    assert page_key(day, number, piece) < 2**63
    assert claim_key(day, 2**32 - 1) < claim_key(day + 1, 0)


DAY = st.dates().map(lambda d: d.isoformat()) | st.none()


@given(DAY, DAY, DAY, DAY)
def test_what_overlaps_in_time_shares_a_facet(first, last, begin, end):
    if (first and last and first > last) or (begin and end and begin > end) or (first is None and last is None):
        return
    wanted = facets.in_time(begin, end)
    if not wanted or (begin is None and end is None):
        return
    overlap = (begin is None or last is None or last >= begin) and (end is None or first is None or first <= end)
    assert not overlap or set(wanted) & set(facets.of_time(first, last))


SIZE = st.floats(-1e12, 1e12) | st.none()


@given(SIZE, SIZE, SIZE, SIZE)
def test_what_overlaps_in_size_shares_a_facet(low, high, least, most):
    if (low is not None and high is not None and low > high) or (
        least is not None and most is not None and least > most
    ):
        return
    if low is None and high is None:
        return
    wanted = facets.in_size(least, most)
    overlap = (least is None or high is None or high >= least) and (most is None or low is None or low <= most)
    assert not wanted or not overlap or set(wanted) & set(facets.of_size(low, high))
