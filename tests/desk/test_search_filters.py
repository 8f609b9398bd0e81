"""Filters, orders and paging of a search, the same on both databases."""

from __future__ import annotations

import pytest

from rawi.errors import OptionError

from .search_pages import Said, page, put


@pytest.fixture
def news(desk):
    """Two pages of two outlets."""
    put(
        desk,
        page(
            Said("سقط خمسة قتلى", source="هند الزين", source_type="PER", said="2021-04-06/2021-04-06", quantity=(5, 5, None)),
            Said("لا قتلى هناك", source="مصدر أمني", named=False, source_kind="unknown", stance="denies"),
            Said("سقط قتلى في الرملة", names=(("الرملة", "LOC"),), about="2019-01-01/2019-12-31"),
            published="2021-04-07", outlet="نهج",
        ),
        page(
            Said("القتلى كثيرون", source="هند الزين", source_type="PER", said="2020-01-01/2020-12-31", quantity=(100, 250, None)),
            Said("ارتفع عدد القتلى", source="بلدية تل الحور", source_kind="organisation", source_type="ORG", quantity=(7, 7, "percent")),
            Said("دفن القتلى", about="2021-03-05/2021-03-05"),
            published="2021-05-01", outlet="صدى الرملة", language="fa",
        ),
    )  # fmt: skip
    return desk


CASES = {
    "source by words": ({"source": "الزين"}, {"سقط خمسة قتلى", "القتلى كثيرون"}),
    "source by all its words": ({"source": "زين هند"}, {"سقط خمسة قتلى", "القتلى كثيرون"}),
    "source in Latin letters": ({"source": "Hind Zein"}, {"سقط خمسة قتلى", "القتلى كثيرون"}),
    "an unnamed source": ({"source": "مصدر"}, {"لا قتلى هناك"}),
    "a source that is not there": ({"source": "ليلى"}, set()),
    "entity": ({"entity": "رملة"}, {"سقط قتلى في الرملة"}),
    "kind": ({"kind": "organisation"}, {"ارتفع عدد القتلى"}),
    "the page's own": ({"kind": "page"}, {"سقط قتلى في الرملة", "دفن القتلى"}),
    "stance": ({"stance": "denies"}, {"لا قتلى هناك"}),
    "named": ({"named": True}, {"سقط خمسة قتلى", "القتلى كثيرون", "ارتفع عدد القتلى"}),
    "not named": ({"named": False}, {"لا قتلى هناك"}),
    "outlet in another spelling": ({"outlet": "صدي الرمله"}, {"القتلى كثيرون", "ارتفع عدد القتلى", "دفن القتلى"}),
    "a part of an outlet": ({"outlet": "صدى"}, set()),
    "language": ({"language": "fa"}, {"القتلى كثيرون", "ارتفع عدد القتلى", "دفن القتلى"}),
    "said on a day": ({"said": "2021-04-06"}, {"سقط خمسة قتلى"}),
    "said, else the page's day": ({"said": ("2021-04-07", "2021-04-30")}, {"لا قتلى هناك", "سقط قتلى في الرملة"}),
    "said some time in a year": ({"said": ("2020-06-01", "2020-06-30")}, {"القتلى كثيرون"}),
    "said until": ({"said": (None, "2020-12-31")}, {"القتلى كثيرون"}),
    "said since": ({"said": ("2021-05-01", None)}, {"ارتفع عدد القتلى", "دفن القتلى"}),
    "about a month of a year": ({"about": ("2019-05-01", "2019-05-31")}, {"سقط قتلى في الرملة"}),
    "about a day": ({"about": "2021-03-05"}, {"دفن القتلى"}),
    "about the day after": ({"about": "2021-03-06"}, set()),
    "about many years": ({"about": ("1990-01-01", "2021-12-31")}, {"سقط قتلى في الرملة", "دفن القتلى"}),
    "about until": ({"about": (None, "2019-01-01")}, {"سقط قتلى في الرملة"}),
    "quantity": ({"quantity": (5, 6)}, {"سقط خمسة قتلى"}),
    "quantity in a range": ({"quantity": (200, 300)}, {"القتلى كثيرون"}),
    "quantity from": ({"quantity": (6, None)}, {"القتلى كثيرون", "ارتفع عدد القتلى"}),
    "quantity with a unit": ({"quantity": (None, 50, "percent")}, {"ارتفع عدد القتلى"}),
    "two filters": ({"source": "الزين", "quantity": (None, 50)}, {"سقط خمسة قتلى"}),
}


def test_filters(news):
    for name, (asked, texts) in CASES.items():
        for query in ("قتيل", ""):
            results = news.search(query, **asked)
            assert {h.text for h in results.hits} == texts, (name, query)
            assert (results.count, results.exact) == (len(texts), True)


def test_filters_of_pages(news):
    first, second = (h.page_id for h in reversed(news.search("قتلى", of="pages", sort="time").hits))
    for asked, pages in (
        ({"stance": "denies"}, [first]),
        ({"source": "بلدية"}, [second]),
        ({"entity": "هند"}, [second, first]),
        ({"said": "2021-04-07"}, [first]),
        ({"about": "2021-03-05"}, [second]),
        ({"quantity": (5, 5)}, [first]),
        ({"language": "fa", "outlet": "صدى الرملة"}, [second]),
    ):
        assert [h.page_id for h in news.search("قتلى", of="pages", sort="time", **asked).hits] == pages, asked


def test_an_entity_by_number_with_those_merged_with_it(news):
    [hit] = news.search("هند", of="names").hits
    [other] = [h for h in news.search("بلدية", of="names").hits if h.entity_id]
    assert len(news.search("", source=hit.entity_id).hits) == 2
    with news.writing() as connection:
        connection.exec_driver_sql(f"UPDATE entities SET merged_into = {hit.entity_id} WHERE id = {other.entity_id}")
    assert len(news.search("", source=hit.entity_id).hits) == 3
    assert len(news.search("", source=other.entity_id).hits) == 3
    assert news.search("", source=10**9).hits == ()


def test_names(news):
    assert [(h.name, h.type, h.pages) for h in news.search("الزين", of="names").hits] == [("هند الزين", "PER", 2)]
    assert [(h.name, h.entity_id) for h in news.search("مصدر", of="names").hits] == [("مصدر أمني", None)]
    assert [h.name for h in news.search("", of="names", kind="LOC").hits] == ["الرملة"]
    assert {h.name for h in news.search("", of="names").hits} == {"هند الزين", "مصدر أمني", "الرملة", "بلدية تل الحور"}
    with pytest.raises(OptionError, match="no outlet"):
        news.search("الزين", of="names", outlet="نهج")


def test_order(news):
    by_time = [h.text for h in news.search("قتلى", sort="time").hits]
    assert by_time[-1] == "القتلى كثيرون"
    assert by_time[:2] == ["دفن القتلى", "ارتفع عدد القتلى"]
    best = news.search("القتلى")
    assert best.order == "relevance"
    assert {h.text for h in best.hits[:3]} == {"دفن القتلى", "القتلى كثيرون", "ارتفع عدد القتلى"}  # as it was asked
    assert best.hits[0].text == "دفن القتلى"  # short and new
    assert news.search("").order == "time"


def test_pages_of_results(desk):
    put(desk, page(*(f"كلام {n} عن الجسر" for n in range(25))), page(*(f"كلام عن الجسر {n}" for n in range(25, 40))))
    for sort in ("time", "relevance"):
        whole = desk.search("جسر", sort=sort, limit=100)
        assert (len(whole.hits), whole.next) == (40, None)
        shown, after = [], None
        for _ in range(10):
            some = desk.search("جسر", sort=sort, limit=7, after=after)
            assert (some.count, some.exact, some.order) == (40, True, sort)
            shown += some.hits
            after = some.next
            if after is None:
                break
        assert shown == list(whole.hits)
    first = desk.search("جسر", sort="time", limit=7)
    put(desk, page("الجسر الجديد", published="2022-01-01"))  # what comes in between moves nothing
    assert desk.search("جسر", sort="time", limit=7, after=first.next).hits[0] == shown_at(desk, 7 + 1)


def shown_at(desk, place):
    return desk.search("جسر", sort="time", limit=100).hits[place]


def test_very_common_words_go_by_time(desk, monkeypatch):
    from rawi.desk.search import searching

    monkeypatch.setattr(searching, "MOST_RANKED", {"claims": 10, "pages": 10, "names": 10})
    put(
        desk, page(*(f"كلام {n}" for n in range(11)), published="2021-01-01"), page("كلام أخير", published="2021-02-01")
    )
    results = desk.search("كلام", limit=3)
    assert (results.order, results.count, results.exact) == ("time", 10, False)
    assert results.note is not None
    assert results.hits[0].text == "كلام أخير"
    shown, after = list(results.hits), results.next
    while after:
        some = desk.search("كلام", limit=3, after=after)
        shown, after = shown + list(some.hits), some.next
    assert len({h.claim_id for h in shown}) == len(shown) == 12
    few = desk.search("أخير")
    assert (few.order, few.count, few.exact, few.note) == ("relevance", 1, True, None)


def test_decisions_count_once_the_page_is_indexed_again(news):
    from rawi.desk.search import index

    [hit] = news.search("", stance="denies").hits
    news.correct(hit.page_id, hit.n, stance="confirms", who="ليلى")
    [other] = news.search("الرملة").hits
    news.reject(other.page_id, other.n, who="ليلى")
    with news.writing() as connection:
        index.refresh(connection, hit.page_id)
    assert news.search("", stance="denies").hits == ()
    [now] = news.search("", stance="confirms").hits
    assert (now.text, now.stance, now.state) == (hit.text, "confirms", "corrected")
    assert news.search("الرملة").hits == ()
    assert news.search("الرملة", of="pages").count == 1


def test_what_is_removed_is_found_no_more(desk):
    from rawi.desk.search import index
    from rawi.desk.search import tables as own

    one = page(Said("زار سليماني الجسر", names=(("سليماني", "PER"),)), Said("نفى ذلك", source="شاهد عيان"))
    two = page(Said("زار سليماني البيت", names=(("سليماني", "PER"),)))
    first, second = put(desk, one, two)
    desk.remove([first])
    assert desk.search("جسر").hits == desk.search("شاهد", of="names").hits == ()
    assert desk.search("*جسر*").hits == ()
    assert [h.page_id for h in desk.search("Suleimani").hits] == [second]
    desk.remove([second])
    assert desk.search("", of="names").hits == desk.search("").hits == desk.search("", of="pages").hits == ()
    with desk.reading() as connection:
        for table in (own.words, own.names, own.name_parts, own.indexed):
            assert connection.execute(table.select()).all() == [], table.name
        assert index.faults(connection) == []


def test_the_index_can_be_checked_and_built_anew(news):
    from rawi.desk.search import index
    from rawi.desk.search import tables as own

    before = {
        (q, of): news.search(q, of=of) for q in ("قتلى", "هند", "Zein", "*تل*") for of in ("claims", "pages", "names")
    }
    with news.writing() as connection:
        assert index.faults(connection) == []
        connection.execute(own.indexed.delete().where(own.indexed.c.page_id == 1))
        assert index.faults(connection) == ["page 1 is not in the index"]
        assert index.rebuild(connection) == 2
        assert index.faults(connection) == []
        index.refresh(connection, 2)
        index.optimize(connection)
    for (query, of), results in before.items():
        again = news.search(query, of=of)
        assert set(again.hits) == set(results.hits)
        assert again.count == results.count
