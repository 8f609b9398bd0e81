"""What SQLite keeps together for the views: as it would be made of the rows, whatever is written, and the answers the same."""

import pytest
from sqlalchemy import event, text

from rawi.desk import store
from rawi.desk.views import entity, kept_together, network, origins, source
from rawi.desk.views.rows import Who
from rawi.errors import OptionError

from .search_pages import Said, page, put

LAYLA, UNION = "ليلى قاسم", "نقابة النجارين"
SAID = """
    SELECT coalesce(s.entity_id, 0), CASE WHEN s.entity_id IS NULL THEN s.name_key ELSE '' END, c.page_id, s.id, c.id,
           coalesce(c.said_first, c.said_last, ''), c.stance
    FROM claims AS c JOIN sources AS s ON s.id = c.source_id"""
ABOUT = """
    SELECT DISTINCT e.entity_id, c.id, coalesce(c.said_first, c.said_last, ''), c.stance
    FROM claim_entities AS e JOIN claims AS c ON c.id = e.claim_id"""


def pages():
    return (
        page(Said("الجسر يغلق غدا", LAYLA, source_type="PER", said="2021-01-05/2021-01-05"), Said("لا علم لنا", UNION, "organisation", stance="denies"),
             "الطريق مفتوح", published="2021-01-05"),
        page(Said("الجسر يفتح قريبا", LAYLA, source_type="PER", stance="commits"), Said("العمل بدأ", "مصدر مطلع", named=False),
             outlet="الصدى", published="2021-02-07"),
        page(Said("السوق لم يغلق", UNION, "organisation"), Said(f"رأيت {LAYLA} هناك", "سامر الحلبي", source_type="PER", names=((LAYLA, "PER"),)),
             outlet="الصدى", published=None),
        page(Said(f"قال {LAYLA} و{LAYLA}", LAYLA, source_type="PER", names=((LAYLA, "PER"), (LAYLA, "PER"))), outlet="البيان", published="2021-03-09"),
    )  # fmt: skip


@pytest.fixture
def news(desk):
    with desk.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL is asked for the rows themselves")
    put(desk, *pages())
    return desk


def is_kept(desk):
    """Whether both tables are what the rows say; how many rows they have."""
    with desk.reading() as connection:
        kept = [
            sorted(map(tuple, connection.execute(text(f"SELECT * FROM view_{name}")))) for name in ("said", "about")
        ]
        made = [sorted(map(tuple, connection.execute(text(query)))) for query in (SAID, ABOUT)]
    assert kept == made
    return tuple(map(len, kept))


def number(desk, name):
    with desk.reading() as connection:
        return connection.execute(text("SELECT id FROM entities WHERE name = :name"), {"name": name}).scalar_one()


def test_the_tables_follow_whatever_is_written(news):
    before = is_kept(news)
    assert before == (7, 2)
    samer, layla = number(news, "سامر الحلبي"), number(news, LAYLA)
    news.merge(layla, samer)
    assert is_kept(news) == before
    news.split(layla, [1, 3])  # sources and names of these pages are another's now
    assert is_kept(news) == before
    for decision in news.decisions()[::-1]:
        news.undo(decision.id)
        assert is_kept(news) == before
    news.correct(2, 1, stance="denies")
    news.reject(1, 1)
    assert is_kept(news) == before
    reading = news.get(4)
    with news.writing() as connection:
        store.replace(connection, 4, reading)
    assert is_kept(news) == before
    news.remove([4])
    assert is_kept(news) == (6, 1)
    with news.writing() as connection:  # as no part of Rawi does it, but anybody can
        connection.execute(
            text("UPDATE claims SET stance = 'asks', said_last = NULL, said_first = NULL WHERE page_id = 3")
        )
        connection.execute(text("UPDATE claims SET source_id = NULL WHERE page_id = 1"))
        connection.execute(text("DELETE FROM sources WHERE page_id = 2"))
    assert is_kept(news) == (2, 1)
    news.remove([1, 2, 3])
    assert is_kept(news) == (0, 0)


def told(desk):
    """All that views tell of every source and entity."""
    found = []
    with desk.reading() as connection:
        connection.info.clear()  # what is remembered
        listed, _ = source.listed(connection, limit=100)
        for who in [line.who for line in listed]:
            found.append((who, source.find(connection, entity=who.entity, key=who.key)))
            found.append((who, source.seen(connection, who), source.claims(connection, who, limit=2)))
            found += [source.claims(connection, who, stance=stance) for stance in ("states", "denies", "commits")]
            key = f"n:{who.key}" if who.entity is None else f"e:{who.entity}"
            found.append(network.network(connection, focus=key, unnamed=True))
        for line in entity.listed(connection):
            first = entity.claims(connection, line.id, limit=1)
            found += [entity.seen(connection, line.id), first, entity.claims(connection, line.id, stance="denies")]
            found.append(entity.claims(connection, line.id, after=first.next) if first.next else None)
    return found


def test_views_tell_the_same_as_from_the_rows_themselves(news, monkeypatch):
    def both():
        together = told(news)
        with monkeypatch.context() as patch:
            patch.setattr(kept_together, "here", lambda connection: False)
            assert told(news) == together
        return together

    asked = both()
    layla, samer = number(news, LAYLA), number(news, "سامر الحلبي")
    at = news.get(1).page.text.index(LAYLA)
    news.correct(1, 2, source=[(at, at + len(LAYLA))])  # of the guild, given to her
    news.correct(2, 1, stance="denies")
    assert both() != asked
    news.merge(layla, samer)
    claim = next(one.id for one in news.get(3).claims if one.text.startswith("رأيت"))
    news.reject(3, claim)
    both()
    put(news, page(Said("أنا غيرها", LAYLA, "organisation"), outlet="نهج"))  # of the same name, and no entity
    namesakes = [seen.namesakes for seen in both_seen(news, layla)]
    assert [[line.who.entity for line in lines] for lines in namesakes] == [[None], [layla]]


def both_seen(desk, layla):
    with desk.reading() as connection:
        entity_one = source.find(connection, entity=layla)
        return [source.seen(connection, who) for who in (entity_one, Who(LAYLA, "organisation", True, entity_one.key))]


def test_a_view_asks_its_own_indexes(news):
    asked = []
    layla = number(news, LAYLA)
    with news.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        who = source.find(connection, entity=layla)
        asked.clear()
        source.seen(connection, who)
        entity.seen(connection, layla)
        entity.claims(connection, layla, limit=25)
        network.network(connection, outlet="الصدى")
        network.network(connection, focus=f"e:{layla}")
        with pytest.raises(OptionError):
            origins.seen(connection, "x")
        plans = [
            row.detail
            for statement, values in [*asked]  # which these make longer
            for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
        ]
    covering = (
        "sources_of_entity",
        "sources_namesakes",
        "page_entities",
        "pages_publishers",
        "pages_of_outlet",
        "origins_of_one",
    )
    for name in (*(f"ix_view_{one}" for one in covering), "ix_attributions_page_id_outer_n"):
        assert any(f"USING COVERING INDEX {name} " in plan for plan in plans), name
    assert any(
        "SEARCH view_said USING PRIMARY KEY (entity_id=? AND name_key=? AND page_id>?)" in plan for plan in plans
    )
    assert any("SEARCH view_about USING PRIMARY KEY (entity_id=?)" in plan for plan in plans)
