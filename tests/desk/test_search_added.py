"""Claims that people added are found like others, by words and every filter, and no longer once they are rejected or undone."""

from __future__ import annotations

import pytest

from rawi.desk.decisions import Ref
from rawi.desk.search import index, searching
from rawi.exports import of_search

from .search_pages import Said, page, put

OWN, SPOKEN = "ثلاثة عمال في حلب", "السقف سقط فجأة"
LINE = Said(
    f"{OWN} قال سامي حداد إن {SPOKEN}",
    names=(("حلب", "LOC"),),
    about="2019-05-01/2019-05-31",
    quantity=(3, 3, "worker"),
)


@pytest.fixture
def filled(desk):
    """A desk with a page on which somebody added two claims, one of the page's own and one of somebody named."""
    number = put(desk, page("احترق المخزن", LINE))[0]
    desk.reject(number, 2)
    text = desk.get(number).page.text

    def spans(words):
        return [(text.index(words), text.index(words) + len(words))]

    desk.add_part(number, "claim", content=spans(OWN))
    desk.made = desk.add_part(
        number, "attribution", cue=spans("قال"), source=spans("سامي حداد"), content=spans(SPOKEN), stance="denies",
        kind="person", named=True,
    )  # fmt: skip
    desk.place = spans(SPOKEN)[0]
    return desk


def texts(desk, query="", **filters):
    return {hit.text for hit in desk.search(query, **filters).hits}


def test_they_are_found_by_their_words(filled):
    [hit] = filled.search("سقف").hits
    assert (hit.text, hit.n, hit.claim_id, hit.state, hit.source, hit.stance) == (
        SPOKEN,
        None,
        None,
        "added",
        "سامي حداد",
        "denies",
    )
    start, stop = filled.place
    assert (hit.key, hit.place) == (f"at-{start}-{stop}", filled.place)
    assert hit.highlights == ((0, 5),)
    assert hit.spans == ((start, start + 5),)
    assert (hit.page_id, hit.outlet, hit.said) == (1, "نهج", ("2021-04-07", "2021-04-07"))
    assert texts(filled) == {"احترق المخزن", OWN, SPOKEN}
    assert texts(filled, "عمال") == {OWN}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"source": "حداد"}, {SPOKEN}), ({"entity": "حلب"}, {OWN}), ({"stance": "denies"}, {SPOKEN}),
        ({"kind": "person"}, {SPOKEN}), ({"kind": "page"}, {OWN, "احترق المخزن"}), ({"named": True}, {SPOKEN}),
        ({"outlet": "نهج", "stance": "denies"}, {SPOKEN}), ({"said": "2021-04-07"}, {OWN, SPOKEN, "احترق المخزن"}),
        ({"said": "2021-04-08"}, set()), ({"about": ("2019-05-31", None)}, {OWN}), ({"about": "2019-06-01"}, set()),
        ({"quantity": (2, 4, "worker")}, {OWN}), ({"quantity": (4, None)}, set()), ({"language": "fa"}, set()),
    ],
)  # fmt: skip
def test_every_filter_asks_them_too(filled, filters, found):
    assert texts(filled, **filters) == found


def test_they_are_counted_go_on_and_go_along(filled):
    with filled.reading() as connection:
        assert searching.stances(connection) == {"states": 2, "denies": 1}
        assert searching.on_pages_after(connection, 0, 10) == (3, True)
        assert searching.on_pages_after(connection, 1, 10) == (0, True)
    first = filled.search("", limit=2)
    rest = filled.search("", limit=2, after=first.next)
    assert {h.text for h in (*first.hits, *rest.hits)} == {"احترق المخزن", OWN, SPOKEN}
    rows = {row[0]: row for row in of_search(filled).rows}
    assert set(rows) == {"احترق المخزن", OWN, SPOKEN}
    assert rows[SPOKEN][1:6] == ("denies", "سامي حداد", "person", True, "نهج > سامي حداد")


def test_what_is_rejected_or_undone_is_found_no_more(filled):
    filled.reject(1, Ref("claim", place=filled.place))
    assert texts(filled, "سقف") == set()
    filled.undo(filled.decisions(1)[-1].id)
    assert texts(filled, "سقف") == {SPOKEN}
    filled.undo(filled.made.id)
    assert texts(filled, "سقف") == set()


def test_the_index_made_anew_has_them_and_a_page_that_goes_takes_them_along(filled):
    with filled.writing() as connection:
        index.rebuild(connection)
    assert texts(filled, "سقف") == {SPOKEN}
    with filled.reading() as connection:
        assert index.faults(connection) == []
    filled.remove([1])
    assert texts(filled) == set()
    assert filled.check().is_sound
