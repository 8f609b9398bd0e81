from hypothesis import given
from hypothesis import strategies as st

from rawi.tagger.groups import alike


@given(st.lists(st.integers(1, 500), max_size=60))
def test_every_index_is_in_one_group_and_no_group_is_too_large(lengths):
    groups = alike(lengths, at_most=1000)
    assert sorted(i for g in groups for i in g) == list(range(len(lengths)))
    for group in groups:
        longest = max(lengths[i] for i in group)
        assert len(group) == 1 or longest * len(group) <= 1000
        assert longest <= 1.25 * min(lengths[i] for i in group) + 16
