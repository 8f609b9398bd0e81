"""Pairs become groups by average linkage, under the decisions of people."""

from hypothesis import given
from hypothesis import strategies as st

from rawi.together.propositions.grouping import group

pairs = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] > p[1]), st.floats(-6, 6), max_size=40
)


def test_near_pairs_are_joined_and_far_ones_are_not():
    assert group(4, {(1, 0): 3.0, (3, 2): -2.0}) == [[0, 1], [2], [3]]


def test_a_chain_of_likely_pairs_is_no_group_where_its_ends_are_far():
    assert group(3, {(1, 0): 3.0, (2, 1): 2.5}) == [[0, 1], [2]]  # the mean of 2.5 and never is too low
    assert group(3, {(1, 0): 3.0, (2, 1): 2.5, (2, 0): 0.0}) == [[0, 1, 2]]


def test_decisions_win():
    assert group(2, {(1, 0): 9.0}, cannot=[(0, 1)]) == [[0], [1]]
    assert group(3, {}, must=[(0, 2)]) == [[0, 2], [1]]
    assert group(3, {(1, 0): 9.0, (2, 1): 9.0, (2, 0): 9.0}, cannot=[(0, 1)], must=[(1, 2)]) == [[0], [1, 2]]


@given(pairs, st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1]), max_size=5))
def test_every_place_is_in_one_group_and_forbidden_pairs_in_none(logits, cannot):
    groups = group(12, logits, cannot=cannot)
    assert sorted(place for places in groups for place in places) == list(range(12))
    for a, b in cannot:
        assert not any(a in places and b in places for places in groups)


@given(pairs)
def test_the_order_of_pairs_does_not_matter(logits):
    assert group(12, logits) == group(12, {(b, a): v for (a, b), v in reversed(logits.items())})
