"""What is remembered of a desk is what the desk says now, whoever wrote to it."""

import pytest

from rawi.desk.desk import Desk
from rawi.desk.views import network, outlets
from rawi.desk.views.remembered import MOST, remembered

from .search_pages import Said, page, put

LAYLA = "ليلى قاسم"


def asked(desk, times):
    """How often an answer was worked out, of some times that it was asked for."""
    found = []
    for _ in range(times):
        with desk.reading() as connection:
            remembered(connection, "how often", lambda: found.append(1))
    return len(found)


def test_outlets_are_those_of_now(desk):
    for count in (1, 2, 3):
        put(desk, page(Said(f"الجسر يغلق غدا {count}", LAYLA, source_type="PER"), outlet="الصدى"))
        for _ in range(2):
            with desk.reading() as connection:
                assert outlets.most(connection, 5) == [("الصدى", count)]


def test_what_another_process_writes_is_seen(desk):
    put(desk, page(Said("الجسر يغلق غدا", LAYLA, source_type="PER"), outlet="الصدى"))
    with desk.reading() as connection:
        assert len(network.network(connection).nodes) == 2
    with Desk(desk.name) if desk.engine.dialect.name == "sqlite" else desk as other:
        put(other, page(Said("لا علم لي", "سامر الحلبي", source_type="PER"), outlet="الصدى"))
        with other.reading() as connection:
            assert len(network.network(connection).nodes) == 3
        if other is not desk:
            with desk.reading() as connection:
                assert len(network.network(connection).nodes) == 3


def test_it_is_worked_out_once_until_something_is_written(desk):
    if desk.engine.dialect.name != "sqlite":
        assert asked(desk, 3) == 3  # there nothing tells whether somebody wrote
        return
    assert asked(desk, 3) == 1
    put(desk, page(Said("الجسر يغلق غدا", LAYLA, source_type="PER")))
    assert asked(desk, 3) == 1
    assert asked(desk, 3) == 0


def test_it_keeps_those_asked_for_last(desk):
    if desk.engine.dialect.name != "sqlite":
        pytest.skip("nothing is remembered")
    made = []
    with desk.reading() as connection:
        for question in [0, *range(MOST), 0, MOST, 1]:  # 0 is asked for again, so 1 is the one that goes
            remembered(connection, question, lambda question=question: made.append(question))
    assert made == [*range(MOST + 1), 1]
