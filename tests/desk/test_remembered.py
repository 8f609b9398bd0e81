"""What is remembered of a desk is what the desk says now, whoever wrote to it."""

from sqlalchemy import text

from rawi.desk.desk import Desk
from rawi.desk.views import network, outlets
from rawi.desk.views.remembered import MOST, remembered
from rawi.web.kept import Kept

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
    # what PostgreSQL does for itself from time to time looks as if somebody had written
    more = 0 if desk.engine.dialect.name == "sqlite" else 1
    assert 1 <= asked(desk, 3) <= 1 + more
    put(desk, page(Said("الجسر يغلق غدا", LAYLA, source_type="PER")))
    assert 1 <= asked(desk, 3) <= 1 + more
    assert asked(desk, 3) <= more


def test_answers_of_the_browser_are_kept_by_the_same_mark(desk):
    keeper = Kept(desk.engine)
    first = [keeper.state() for _ in range(5)]
    assert None not in first
    assert len(set(first)) <= 2  # as above
    with desk.writing() as connection:
        connection.execute(text("INSERT INTO meta (key, value) VALUES ('one', 'more')"))
        within = keeper.state()  # nothing of it is seen yet, but on PostgreSQL that somebody writes
    after = keeper.state()
    assert after not in (*first, within)
    assert keeper.get(("/", b"", "ar"), after) is None
    keeper.put(("/", b"", "ar"), after, b"kept", {})
    assert keeper.get(("/", b"", "ar"), after) == (b"kept", {})
    assert keeper.get(("/", b"", "ar"), within) is None
    keeper.close()
    assert keeper.state() is None


def test_it_keeps_those_asked_for_last(desk):
    made = []
    with desk.reading() as connection:
        for question in [0, *range(MOST), 0, MOST, 1]:  # 0 is asked for again, so 1 is the one that goes
            remembered(connection, question, lambda question=question: made.append(question))
    assert made == [*range(MOST + 1), 1]
