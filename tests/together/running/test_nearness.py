"""How near one page is to others is what the table of all pages says."""

from __future__ import annotations

import numpy as np

from rawi.desk.together.looking import about
from rawi.together.running.nearness import Holders, Placed, near, near_one


def test_one_against_others_is_a_row_of_all(desk):
    words = [{"جسر": 2.0, "قارب": 1.0}, {"جسر": 1.0, "سقف": 3.0}, {"معرض": 1.0}, {"قارب": 1.0, "سقف": 1.0, "جسر": 1.0}]
    pages = [Placed(n, None, day, about(one)) for n, (one, day) in enumerate(zip(words, (5, 7, 7, None), strict=True))]
    with desk.reading() as connection:
        holders = Holders()
        every = near(connection, pages, holders)
        row = near_one(connection, pages[0], pages[1:], holders)
    assert np.allclose(row, every[0, 1:])
    assert row[1] == 0 < row[0] < row[2]
