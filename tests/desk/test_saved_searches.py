"""Searches that are kept under a name: on both databases, what is new in them, hostile names, taken away and brought back."""

from __future__ import annotations

import pytest

from rawi.desk.desk import Desk
from rawi.desk.saved import searches
from rawi.errors import OptionError

from .search_pages import Said, page, put


def bring(desk, *texts, **known):
    """A page with some claims; its number."""
    return put(desk, page(*(Said(text) for text in texts), **known))[0]


def news(desk):
    return {one.name: (one.new, one.exact) for one in desk.saved_searches()}


def test_what_is_kept_is_what_was_asked(desk):
    bring(desk, "احترق المخزن")
    asked = {
        "of": "claims", "sort": "time", "source": "هند", "stance": "denies", "named": True, "kind": "person",
        "said": ("2021-01-01", None), "about": ("2020-01-01", "2020-12-31"), "quantity": (3, None, "percent"), "language": "ar",
    }  # fmt: skip
    made = desk.save_search("حرائق المخازن", "حريق OR مخزن", who="منى", **asked)
    found = desk.saved_search(made.id)
    assert found == made
    assert found.asked == {"query": "حريق OR مخزن", **asked}
    assert (found.who, found.name, found.seen) == ("منى", "حرائق المخازن", 1)
    assert desk.search(**found.asked).count == 0


def test_only_what_came_since_it_was_opened_is_new(desk):
    bring(desk, "احترق المخزن القديم")
    made = desk.save_search("مخازن", "مخزن")
    assert news(desk) == {"مخازن": (0, True)}
    bring(desk, "المخزن خال", "لا شيء في المخزن", "السوق مفتوح")
    bring(desk, "السوق مغلق")
    assert news(desk) == {"مخازن": (2, True)}
    before = desk.open_search("مخازن")
    assert before.seen == made.seen == 1
    assert news(desk) == {"مخازن": (0, True)}
    assert desk.saved_search(made.id).seen == 3


def test_pages_are_counted_and_names_are_not(desk):
    desk.save_search("صفحات", "مخزن", of="pages")
    desk.save_search("أسماء", "هند", of="names")
    bring(desk, "احترق المخزن", "المخزن خال")
    assert news(desk) == {"صفحات": (1, True), "أسماء": (None, True)}


def test_a_page_that_is_decided_on_is_not_new(desk):
    number = bring(desk, "احترق المخزن")
    desk.save_search("مخازن", "مخزن")
    desk.accept(number, 1)
    assert news(desk) == {"مخازن": (0, True)}
    bring(desk, "المخزن خال")
    desk.reject(2, 1)
    assert news(desk) == {"مخازن": (0, True)}


def test_counting_ends_somewhere(desk, monkeypatch):
    desk.save_search("مخازن", "مخزن")
    monkeypatch.setattr(searches, "LOOKED_AT", 3)
    bring(desk, *("المخزن خال" for _ in range(3)))
    assert news(desk) == {"مخازن": (3, True)}
    bring(desk, "المخزن ممتلئ")
    assert news(desk) == {"مخازن": (3, False)}


def test_those_opened_last_come_first(desk):
    for name in ("واحد", "اثنان", "ثلاثة"):
        desk.save_search(name, "سوق")
    desk.open_search("واحد")
    assert [one.name for one in desk.saved_searches()] == ["واحد", "ثلاثة", "اثنان"]
    assert [one.name for one in desk.saved_searches(limit=1, count=False)] == ["واحد"]


def test_a_name_is_found_in_any_spelling_and_given_once(desk):
    desk.save_search("أخبار السوق", "سوق")
    assert desk.saved_search("اخبار  السوق").name == "أخبار السوق"
    with pytest.raises(OptionError, match="There is a saved search اخبار السوق already; give another name"):
        desk.save_search("اخبار السوق", "مخزن")
    other = desk.save_search("مخازن", "مخزن")
    with pytest.raises(OptionError, match="already"):
        desk.rename_search(other.id, "أخبار السوق")
    assert desk.rename_search("مخازن", "المخازن").name == "المخازن"
    assert desk.rename_search("المخازن", "المخازن").id == other.id
    with pytest.raises(OptionError, match="There is no saved search مخازن"):
        desk.saved_search("مخازن")


def test_taken_away_and_brought_back(desk):
    made = desk.save_search("سوق", "سوق")
    assert desk.remove_search("سوق").id == made.id
    assert desk.saved_searches() == []
    for gone in (made.id, "سوق"):
        with pytest.raises(OptionError, match="There is no saved search"):
            desk.remove_search(gone)
    assert desk.restore_search(made.id) == made
    assert [one.id for one in desk.saved_searches()] == [made.id]
    with pytest.raises(OptionError, match=f"No saved search {made.id} was taken away"):
        desk.restore_search(made.id)


def test_a_name_that_was_given_away_is_not_taken_back(desk):
    first = desk.save_search("سوق", "سوق")
    desk.remove_search(first.id)
    desk.save_search("سوق", "مخزن")
    with pytest.raises(OptionError, match="already"):
        desk.restore_search(first.id)


def test_what_was_taken_away_long_ago_is_forgotten(desk, monkeypatch):
    first, second = desk.save_search("سوق"), desk.save_search("مخزن")
    desk.remove_search(first.id)
    monkeypatch.setattr(searches, "KEPT_DAYS", -1)
    desk.remove_search(second.id)
    with pytest.raises(OptionError, match="was taken away"):
        desk.restore_search(first.id)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  a \n b\x00\t ", "a b"), ("\u202eمقلوب\u2069", "مقلوب"), ("<b>'\"; DROP TABLE", "<b>'\"; DROP TABLE"),
        ("می\u200cروم", "می\u200cروم"), ("\ud800x", "x"), ("😀" * 100, "😀" * 100), ("؟!", "؟!"),
    ],
)  # fmt: skip
def test_hostile_names(desk, name, kept):
    made = desk.save_search(name, "سوق")
    assert made.name == kept
    assert desk.saved_search(name).id == made.id


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u200f", "\x00\x1b", "ن" * 101, "ن" * 10**6, None, 7])
def test_what_is_no_name(desk, name):
    with pytest.raises(OptionError, match="The name of a search is text of 1 to 100 characters"):
        desk.save_search(name, "سوق")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"query": '"'}, "no letter"), ({"stance": "shouts"}, "stance is one of"), ({"of": "things"}, "Search of claims"),
        ({"said": ("2021-02-30", None)}, "needs days"), ({"of": "names", "stance": "denies"}, "Names have no stance"),
        ({"after": "t1"}, "A saved search has no after"), ({"limit": 3}, "A saved search has no limit"),
    ],
)  # fmt: skip
def test_what_cannot_be_sought_is_not_kept(desk, asked, said):
    with pytest.raises(OptionError, match=said):
        desk.save_search("سوق", **asked)
    assert desk.saved_searches() == []


def test_there_is_a_limit(desk, monkeypatch):
    monkeypatch.setattr(searches, "MOST", 2)
    desk.save_search("واحد")
    second = desk.save_search("اثنان")
    with pytest.raises(OptionError, match="A desk keeps 2 searches"):
        desk.save_search("ثلاثة")
    desk.remove_search(second.id)
    assert desk.save_search("ثلاثة").name == "ثلاثة"


@pytest.mark.parametrize("number", [0, -1, 99, 2**70])
def test_a_number_that_is_none(desk, number):
    with pytest.raises(OptionError, match="There is no saved search"):
        desk.saved_search(number)


def test_they_go_along_with_a_backup(desk, tmp_path, database):
    if database == "postgresql":
        pytest.skip("pg_dump copies every table")
    desk.save_search("سوق", "سوق")
    desk.backup(tmp_path / "copy.desk")
    with Desk.open(tmp_path / "copy.desk") as copy:
        assert [one.name for one in copy.saved_searches()] == ["سوق"]
