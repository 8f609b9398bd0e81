"""Readings of many pages at once are those that the store gives one by one."""

from __future__ import annotations

from rawi.desk import readings


def test_many_are_as_each_alone(filled):
    with filled.reading() as connection:
        found = readings.get(connection, [3, 1, 99, 2, 3])
    assert list(found) == [3, 1, 2]
    assert found == {n: filled.get(n) for n in (1, 2, 3)}
    assert any(one.claims and one.times and one.quantities for one in found.values())
