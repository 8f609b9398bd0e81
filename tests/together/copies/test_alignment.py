import numpy as np
import pytest

from rawi.together.copies import alignment


@pytest.mark.parametrize(
    ("runs", "kept"),
    [
        ([(0, 0, 8)], [True]),
        ([(0, 0, 7)], [False]),  # alone and too short
        ([(0, 0, 4), (9, 9, 4)], [True, True]),
        ([(0, 0, 4), (10, 10, 4)], [False, False]),  # six words between
        ([(0, 0, 4), (9, 15, 4)], [False, False]),  # six words more in one page
        ([(0, 0, 2), (5, 5, 1)], [True, True]),  # five words between may be equal and no runs
        ([(0, 0, 20), (24, 24, 3), (90, 90, 3)], [True, True, False]),
    ],
)
def test_runs_with_too_little_about_them_are_no_part_of_a_passage(runs, kept):
    ordered = sorted(range(len(runs)), key=lambda n: (runs[n][0] - runs[n][1], runs[n][0]))
    lines, at, sizes = (
        np.array([value(*runs[n]) for n in ordered])
        for value in (lambda a, b, _: a - b + 100, lambda a, *_: a, lambda *run: run[2])
    )
    found = alignment._near_enough(lines, at, sizes, 8)
    assert [bool(found[ordered.index(n)]) for n in range(len(runs))] == kept
