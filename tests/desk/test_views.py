"""What views ask of a desk, on both databases."""

import pytest
from sqlalchemy import event

from rawi.desk.views import claim_lists, entity, network, rows, source
from rawi.errors import OptionError
from rawi.exports import of_claims, of_search

from .search_pages import Said, page, put

LAYLA, UNION = "ليلى قاسم", "نقابة النجارين"


@pytest.fixture
def news(desk):
    """Three pages: Layla is quoted in two outlets, on two days; a guild that is no entity; somebody without a name."""
    put(
        desk,
        page(Said("الجسر يغلق غدا", LAYLA, source_type="PER", said="2021-01-05/2021-01-05"), Said("لا علم لنا", UNION, "organisation", stance="denies"),
             "الطريق مفتوح", published="2021-01-05"),
        page(Said("الجسر يفتح قريبا", LAYLA, source_type="PER", stance="commits", about="2021-03-01/2021-03-01"),
             Said("العمل بدأ", "مصدر مطلع", named=False), outlet="الصدى", published="2021-02-07"),
        page(Said("السوق لم يغلق", UNION, "organisation"), Said(f"رأيت {LAYLA} هناك", "سامر الحلبي", source_type="PER", names=((LAYLA, "PER"),)),
             outlet="الصدى", published=None),
    )  # fmt: skip
    return desk


def of(desk, name):
    with desk.reading() as connection:
        return next(line.who for line in source.most_quoted(connection) if line.who.name == name)


def test_those_most_quoted_come_first_and_the_unnamed_not_at_all(news):
    with news.reading() as connection:
        lines = source.most_quoted(connection)
    assert [(line.who.name, line.pages) for line in lines] == [(LAYLA, 2), (UNION, 2), ("سامر الحلبي", 1)]
    assert [line.who.entity is None for line in lines] == [False, True, False]


def test_a_source_over_its_pages(news):
    who = of(news, LAYLA)
    with news.reading() as connection:
        seen = source.seen(connection, who)
        found = source.claims(connection, who)
    assert [claim.text for claim in found.claims] == ["الجسر يفتح قريبا", "الجسر يغلق غدا"]
    assert [(month.month, month.stances) for month in seen.said] == [
        ("2021-01", (("states", 1),)),
        ("2021-02", (("commits", 1),)),
    ]
    assert [(r.link, r.name, r.pages) for r in seen.reporters] == [("outlet", "الصدى", 1), ("outlet", "نهج", 1)]
    assert (seen.pages, seen.claims, seen.whole) == (2, 2, True)
    assert [claim.said_known for claim in found.claims] == [False, True]
    [time] = found.claims[0].about
    assert (time.first, time.last) == ("2021-03-01", "2021-03-01")
    assert found.claims[0].chain[-1].who == who


def test_what_is_remembered_is_told_anew_once_a_page_comes(news):
    who = of(news, LAYLA)

    def told():
        with news.reading() as connection:
            seen = source.seen(connection, who)
            lines = {line.who.name: line.pages for line in source.most_quoted(connection)}
            named = {line.name: line.pages for line in entity.most_named(connection, type="PER")}
            return seen.pages, seen.claims, lines[LAYLA], named[LAYLA], entity.seen(connection, who.entity).pages

    before = told()
    assert before[:3] == (2, 2, 2)
    assert told() == before
    put(news, page(Said("الجسر مغلق", LAYLA, source_type="PER"), outlet="البيان", published="2021-04-01"))
    assert told() == tuple(count + 1 for count in before)


def test_one_known_by_name_alone(news):
    who = of(news, UNION)
    with news.reading() as connection:
        assert source.find(connection, key=who.key) == who
        assert [claim.stance for claim in source.claims(connection, who).claims] == ["denies", "states"]
        assert source.seen(connection, who).said[-1].month is None
        with pytest.raises(OptionError):
            source.find(connection, key="nobody")
        with pytest.raises(OptionError):
            source.find(connection, entity=999)


def test_a_list_goes_on_where_it_ended(news):
    who = of(news, LAYLA)
    with news.reading() as connection:
        first = source.claims(connection, who, limit=1)
        second = source.claims(connection, who, limit=1, after=first.next)
        assert [first.claims[0].text, second.claims[0].text] == ["الجسر يفتح قريبا", "الجسر يغلق غدا"]
        assert second.next is None
        for wrong in ("x", "2021", "2021-01-01_x", ""):
            with pytest.raises(OptionError):
                source.claims(connection, who, after=wrong)
        with pytest.raises(OptionError):
            source.claims(connection, who, limit=claim_lists.MOST + 1)


def test_all_sources_are_listed_once_by_key(news):
    found, after = [], None
    with news.reading() as connection:
        while True:
            some, after = source.listed(connection, after=after, limit=1)
            found += [line.who.name for line in some]
            if after is None:
                break
    assert sorted(found) == sorted([LAYLA, "سامر الحلبي", UNION, "مصدر مطلع"])


def test_an_entity_with_those_merged_and_split(news):
    layla, samer = of(news, LAYLA).entity, of(news, "سامر الحلبي").entity
    news.merge(layla, samer)
    with news.reading() as connection:
        seen = entity.seen(connection, samer)
        assert seen.id == layla
        assert dict(seen.names) == {LAYLA: 3, "سامر الحلبي": 1}
        assert [line.id for line in seen.merged] == [layla, samer]
        assert len(source.claims(connection, of(news, LAYLA)).claims) == 3
    news.undo(news.decisions()[-1].id)
    news.split(layla, [2])
    with news.reading() as connection:
        seen = entity.seen(connection, layla)
        [part] = seen.parts
        assert entity.seen(connection, part.id).part_of.id == layla
        assert [p.page_id for p in entity.named_on(connection, layla)] == [3, 1]
        assert [p.page_id for p in entity.named_on(connection, layla, before=3)] == [1]
        assert [d.kind for d in seen.decisions] == ["split"]


def test_claims_about_an_entity_and_those_most_named(news):
    layla = of(news, LAYLA).entity
    with news.reading() as connection:
        assert [claim.text for claim in entity.claims(connection, layla).claims] == [f"رأيت {LAYLA} هناك"]
        assert entity.most_named(connection)[0].name == LAYLA
        assert entity.most_named(connection, type="ORG") == []
        assert [line.id for line in entity.listed(connection, after=layla)] == [n for n in (layla + 1,) if n]


def test_who_quotes_whom(news):
    with news.reading() as connection:
        found = network.network(connection)
        names = {node.key: node.name for node in found.nodes}
        edges = {(names[e.by], names[e.of]): e.count for e in found.edges}
        assert edges == {
            ("نهج", LAYLA): 1,
            ("نهج", UNION): 1,
            ("الصدى", LAYLA): 1,
            ("الصدى", UNION): 1,
            ("الصدى", "سامر الحلبي"): 1,
        }
        assert len(network.network(connection, unnamed=True).edges) == 6
        assert len(network.network(connection, outlet="نهج").edges) == 2
        assert len(network.network(connection, stance="commits").edges) == 1
        assert len(network.network(connection, first="2021-02-01", last="2021-03-01").edges) == 1
        focused = network.network(connection, focus=f"e:{of(news, LAYLA).entity}")
        assert {names[e.of] for e in focused.edges} == {LAYLA}


def test_rows_are_as_people_decided(news):
    number = news.search("الجسر", limit=1).hits[0].claim_id
    news.correct(2, 1, stance="denies")
    with news.reading() as connection:
        [row] = rows.of(connection, [news.search("قريبا").hits[0].claim_id, 10**9])
    assert (row.stance, row.state) == ("denies", "corrected")
    assert number


def test_lists_as_tables(news):
    table = of_search(news, "الجسر", sort="time")
    assert [row[0] for row in table.rows] == ["الجسر يفتح قريبا", "الجسر يغلق غدا"]
    assert [row[0] for row in of_search(news, "", of="names", most=2).rows][
        -1
    ] == "… more than 2 rows: the rest is left out"
    assert len(list(of_search(news, "", of="pages").rows)) == 3
    who = of(news, LAYLA)
    assert len(list(of_claims(news, lambda c, after: source.claims(c, who, after=after, limit=1)).rows)) == 2
    with pytest.raises(OptionError):
        of_search(news, "", stance="shouts")


def test_a_name_alone_is_found_by_its_own_index(news):
    """SQLite would take the index of entities, in which all that are none stand together."""
    who = of(news, UNION)
    asked = []
    with news.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL knows how often each stands there")
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        source.seen(connection, who)
        source.listed(connection, after="n_")
        of_names = [one for one in asked if "entity_id IS NULL" in one[0] and "FROM sources" in one[0]]
        assert len(of_names) == 4  # the view's rows; the keys, and of each of two names its rows with its count
        for statement, values in of_names:
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values).all()
            found = [row.detail for row in plan if "sources" in row.detail]
            assert found
            assert all("COVERING INDEX ix_view_sources_of_name" in detail for detail in found)
