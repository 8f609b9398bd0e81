"""Pages at hand: visitors do not push out those at work, and those that are done go first."""

from __future__ import annotations

import pytest

from rawi.desk import readings
from rawi.desk.decisions import making
from rawi.together.running.pages import Pages


@pytest.fixture
def read(monkeypatch):
    """The numbers of the pages that are read, as they are."""
    get, numbers = readings.get, []

    def noted(connection, page_ids):
        wanted = list(page_ids)
        numbers.extend(wanted)
        return get(connection, wanted)

    monkeypatch.setattr(readings, "get", noted)
    return numbers


def test_visitors_take_no_place_of_those_at_work(desk, read):
    pages = Pages(kept=2)
    with desk.reading() as connection:
        pages.load(connection, [1, 2])
        assert list(pages.load(connection, [4, 3, 1], visiting=True)) == [4, 3, 1]
        assert read == [1, 2, 3, 4]
        pages.load(connection, [1, 2, 3, 4], visiting=True)
        assert read == [1, 2, 3, 4]
        pages.load(connection, [3])  # now it is at work too, in the place of the one used least
        pages.load(connection, [2, 3])
        assert read == [1, 2, 3, 4]
        pages.load(connection, [1])
        assert read == [1, 2, 3, 4, 1]


def test_those_that_are_done_make_room_first(desk, read):
    pages = Pages(kept=3)
    with desk.reading() as connection:
        pages.load(connection, [1, 2, 3])
        pages.done([3, 9])
        pages.load(connection, [4])
        pages.load(connection, [1, 2, 4])
        assert read == [1, 2, 3, 4]
        assert list(pages.load(connection, [3])) == [3]
        assert read == [1, 2, 3, 4, 3]


def test_what_was_decided_since_is_read_again(desk, read):
    pages = Pages()
    with desk.reading() as connection:
        before = pages.load(connection, [1])[1]
        assert pages.versions(connection, [1, 99]) == {1: before.version}
    desk.reject(1, 1)
    with desk.reading() as connection:
        after = pages.load(connection, [1], visiting=True)[1]
        assert after.version != before.version
        assert len(after.statements) < len(before.statements)
        assert pages.load(connection, [1])[1] is after
        assert making.decided(connection, 1).reading == after.reading
