"""Decisions on a desk, on both databases: rows that are never altered, the claims as they stand, undo, other readings."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text, update

from rawi.desk import store
from rawi.desk.decisions import Decision, Ref
from rawi.desk.decisions.carrying import carry_over
from rawi.desk.decisions.tables import decided_claims, decisions, page_states
from rawi.desk.desk import Desk
from rawi.desk.tables import entities, page_entities
from rawi.errors import OptionError
from rawi.reading import Reading

from .decided_pages import TEXT, at, claim, cue, cues, read, said, spans


@pytest.fixture
def page(desk: Desk) -> int:
    return desk.put(read(), TEXT.encode()).page_id


def current(desk: Desk, words: str) -> dict[str, Any]:
    with desk.reading() as connection:
        rows = connection.execute(text("SELECT * FROM current_claims")).mappings().all()
    found = [dict(row) for row in rows if words in row["text"]]
    assert len(found) == 1, found
    return found[0]


def read_anew(desk: Desk, page_id: int, reading: Reading) -> list[Decision]:
    with desk.writing() as connection:
        before = store.replace(connection, page_id, reading)
        return carry_over(connection, page_id, before, reading)


def test_a_decision_is_a_row_with_who_when_and_why(desk: Desk, page: int) -> None:
    d = desk.correct(page, claim(read(), "مخالفات"), stance="withholds", who="منى", why="لم يجزم")
    assert (d.id, d.kind, d.who, d.why, d.state, d.page_id) == (1, "correct", "منى", "لم يجزم", "stands", page)
    assert (d.before, d.after) == ({"stance": "denies"}, {"stance": "withholds"})
    assert d.target.words == "وجود مخالفات في البناء"
    assert d.target.cue == said(read(), "ونفى").cue
    assert d.target.page == read().page.id
    assert d.when.endswith("Z")
    assert desk.decisions(page) == desk.decisions() == [d]


def test_the_reading_that_is_kept_stays_the_machines_and_the_decided_one_is_beside(desk: Desk, page: int) -> None:
    assert desk.decided(page).reading == desk.get(page) == read()
    desk.correct(page, 5, stance="withholds")
    assert desk.get(page) == read()
    assert claim(desk.decided(page).reading, "مخالفات").stance == "withholds"


def test_the_view_shows_every_claim_as_it_stands(desk: Desk, page: int) -> None:
    assert current(desk, "مخالفات")["state"] == "read"
    desk.accept(page, 4)
    desk.reject(page, 3)
    desk.correct(page, 5, stance="withholds", source=spans("الشرطة"))
    desk.add_part(page, "attribution", cue=spans("وأغلقت"), content=spans("الشارع حتى المساء"), source=spans("الشرطة"))
    assert {w: current(desk, w)["state"] for w in ("التحقيق", "أصيبوا", "مخالفات", "وأغلقت")} == {
        "التحقيق": "accepted", "أصيبوا": "rejected", "مخالفات": "corrected", "وأغلقت": "replaced",
    }  # fmt: skip
    assert (current(desk, "مخالفات")["stance"], current(desk, "مخالفات")["source"]) == ("withholds", "الشرطة")
    with desk.reading() as connection:
        rows = connection.execute(text("SELECT text, n, claim_id FROM current_claims WHERE state = 'added'")).all()
    assert rows == [("الشارع حتى المساء", None, None)]


def test_undo_is_a_row_and_so_is_its_undo(desk: Desk, page: int) -> None:
    first = desk.reject(page, 4, who="منى")
    undo = desk.undo(first.id, who="سامي", why="سهو")
    assert (undo.kind, undo.undoes, undo.page_id, undo.who, undo.why) == ("undo", 1, page, "سامي", "سهو")
    assert [d.state for d in desk.decisions(page)] == ["undone", "stands"]
    assert desk.decided(page).reading == read()
    assert current(desk, "التحقيق")["state"] == "read"
    desk.undo(undo.id)
    assert [d.state for d in desk.decisions(page)] == ["stands", "undone", "stands"]
    assert current(desk, "التحقيق")["state"] == "rejected"
    with pytest.raises(OptionError, match="Decision 2 is undone already"):
        desk.undo(undo.id)
    with pytest.raises(OptionError, match="There is no decision 9"):
        desk.undo(9)


def test_the_later_of_two_holds_and_both_are_kept(desk: Desk, page: int) -> None:
    desk.accept(page, 4, who="منى")
    later = desk.reject(page, 4, who="سامي")
    assert current(desk, "التحقيق")["state"] == "rejected"
    assert [(d.kind, d.who, d.state) for d in desk.decisions(page)] == [
        ("accept", "منى", "stands"), ("reject", "سامي", "stands"),
    ]  # fmt: skip
    desk.undo(later.id)
    assert current(desk, "التحقيق")["state"] == "accepted"


def test_what_somebody_added_can_be_put_right_and_rejected_in_its_turn(desk: Desk, page: int) -> None:
    added = desk.add_part(
        page, "attribution", cue=spans("وزار"), content=spans("المكان أمس"), source=spans("حداد المكان")
    )
    assert claim(desk.decided(page).reading, "المكان أمس").stance == "states"
    desk.correct(page, said(desk.decided(page).reading, "وزار"), stance="believes")
    assert claim(desk.decided(page).reading, "المكان أمس").stance == "believes"
    place = at(TEXT, "المكان أمس")
    desk.reject(page, Ref("claim", place=place))
    assert "وزار" not in [desk.get(page).words(a.cue) for a in desk.decided(page).reading.attributions]
    desk.undo(added.id)
    assert desk.decided(page).reading == read()
    assert [d.state for d in desk.decisions(page)] == ["undone", "loose", "loose", "stands"]


def test_a_source_given_by_its_words_brings_whom_it_means(desk: Desk, page: int) -> None:
    d = desk.correct(page, 7, source=spans("رئيس البلدية سامي حداد"))
    assert d.after == {
        "referent": spans("رئيس البلدية سامي حداد"), "kind": "person", "named": True,
        "source": spans("رئيس البلدية سامي حداد"),
    }  # fmt: skip
    assert d.before == {"source": spans("مهندس"), "referent": spans("مهندس"), "kind": "person", "named": False}
    d = desk.correct(page, 4, speaker=2)
    assert d.after == {"referent": spans("رئيس البلدية سامي حداد"), "kind": "person", "named": True}
    reading = desk.decided(page).reading
    assert reading.source(said(reading, "وأضافت").source_id).name == "رئيس البلدية سامي حداد"
    assert said(reading, "وأضافت").source == ()
    desk.correct(page, 4, source=[])
    assert said(desk.decided(page).reading, "وأضافت").source_id is None


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"stance": "thinks"}, "is no stance"),
    ({"content": [(0, 5000)]}, "lies outside the page"),
    ({"content": [(5, 5)]}, "lies outside the page"),
    ({"content": [(-3, 5)]}, "lies outside the page"),
    ({"content": [(0, 5), (4, 9)]}, "overlap"),
    ({"content": []}, "must stand somewhere"),
    ({"content": "abc"}, "list of"),
    ({"content": [(6, 7)]}, "nothing but space"),
    ({"named": "yes"}, "true or false"),
    ({"colour": "red"}, "has no 'colour'"),
    ({}, "Nothing is said"),
    ({"speaker": 77}, "no source 77"),
    ({"stance": "states'; DROP TABLE decisions; --"}, "is no stance"),
]


def test_what_cannot_be_is_refused_and_nothing_is_kept(desk: Desk, page: int) -> None:
    for changes, message in REFUSED:
        with pytest.raises(OptionError, match=message):
            desk.correct(page, 4, **changes)
    assert desk.decisions() == []


def test_what_is_not_there_is_refused(desk: Desk, page: int) -> None:
    for act in (
        lambda: desk.accept(99, 1), lambda: desk.accept(page, 99), lambda: desk.accept(page, 0),
        lambda: desk.accept(page, Ref("claim", place=(1, 2))), lambda: desk.accept(page, Ref("word", 1)),
        lambda: desk.reject(page, Ref("source", 1)), lambda: desk.add_part(page, "source", name="a"),
        lambda: desk.add_part(page, "attribution", cue=spans("وزار")), lambda: desk.merge(1, 99), lambda: desk.merge(1, 1),
        lambda: desk.split(1), lambda: desk.split(1, [99]), lambda: desk.link("same", (page, 1), (page, 1)),
        lambda: desk.link("same", (page, 1), (page, None)), lambda: desk.link("like", (page, 1), (page, 2)),
        lambda: desk.correct(page, 6, source=spans("الشرطة")), lambda: desk.note(page, " "),
        lambda: desk.note(page, "a\x00b"), lambda: desk.accept(page, 1, who="\ud800"), lambda: desk.accept(page, 1, why="x" * 20_000),
        lambda: desk.accept(page, replace(claim(read(), "مخالفات"), content=((0, 7),))),
    ):  # fmt: skip
        with pytest.raises(OptionError):
            act()
    assert desk.decisions() == []


def test_notes_may_say_anything(desk: Desk, page: int) -> None:
    words = "'; DROP TABLE decisions; -- \u202e <b>%s</b> {} \x1a 😀"
    desk.note(page, words, 4, who=words, why=words)
    d = desk.decisions(page)[0]
    assert (d.after, d.who, d.why, d.kind) == ({"note": words}, words, words, "note")
    assert desk.decided(page).reading == read()


def test_pages_are_not_news_and_checked(desk: Desk, page: int) -> None:
    first, second = desk.not_news(page), desk.checked(page)
    assert (desk.decided(page).not_news, desk.decided(page).checked) == (True, True)
    with desk.reading() as connection:
        assert connection.execute(select(page_states)).all() == [(page, True, True, 2, 0)]
    desk.undo(first.id)
    desk.undo(second.id)
    with desk.reading() as connection:
        assert connection.execute(select(page_states)).all() == []


def test_links_between_claims_and_pages_are_kept_and_undone(desk: Desk, page: int) -> None:
    other = desk.put(read(text=TEXT + " انتهى."), (TEXT + " انتهى.").encode()).page_id
    d = desk.link("same", (page, 4), (other, 4), who="منى")
    desk.link("copied_from", (other, None), (page, None))
    assert d.after["to"]["words"] == "التحقيق بدأ"
    assert d.after["to"]["page"] == desk.get(other).page.id
    assert [x.kind for x in desk.decisions(page)] == [x.kind for x in desk.decisions(other)] == ["same", "copied_from"]
    desk.undo(d.id)
    assert [x.state for x in desk.decisions(other)] == ["undone", "stands", "stands"]
    assert desk.decided(page).reading == read()


# --- another reading


def test_decisions_outlive_another_reading(desk: Desk, page: int) -> None:
    desk.reject(page, claim(read(), "مخالفات"))
    desk.correct(page, said(read(), "كتب"), stance="believes")
    desk.accept(page, claim(read(), "التحقيق بدأ"))
    assert read_anew(desk, page, read(cues(said=None))) == []
    assert current(desk, "مخالفات")["state"] == "rejected"
    assert current(desk, "التحقيق")["state"] == "accepted"
    assert current(desk, "السقف يحتاج")["stance"] == "believes"
    moved = read_anew(desk, page, read(cues(added=None)))
    assert [(d.id, d.kind, d.state) for d in moved] == [(3, "accept", "loose")]
    assert desk.decisions(loose=True) == moved
    assert read_anew(desk, page, read(cues(added=None))) == []  # it is no news that it is loose
    assert read_anew(desk, page, read()) == []
    assert desk.decisions(loose=True) == []
    assert current(desk, "التحقيق")["state"] == "accepted"


def test_removing_a_page_takes_its_decisions_and_leaves_the_others(desk: Desk, page: int) -> None:
    other = desk.put(read(text=TEXT + " انتهى."), (TEXT + " انتهى.").encode()).page_id
    d = desk.reject(page, 4)
    desk.undo(d.id)
    desk.accept(other, 4)
    desk.remove([page])
    assert [x.page_id for x in desk.decisions()] == [other]


# --- who is who


def who(desk: Desk) -> dict[str, str | None]:
    with desk.reading() as connection:
        rows = connection.execute(select(entities)).all()
    names = {row.id: row.name for row in rows}
    return {row.name: names.get(row.merged_into) for row in rows}


def number(desk: Desk, name: str, nth: int = 0) -> int:
    with desk.reading() as connection:
        query = select(entities.c.id).where(entities.c.name == name).order_by(entities.c.id)
        return connection.execute(query).scalars().all()[nth]


def test_merges_and_splits_are_undone_like_all_else(desk: Desk, page: int) -> None:
    a, b, c = (number(desk, name) for name in ("ليلى قاسم", "سامي حداد", "وادي الزيتون"))
    nobody = dict.fromkeys(("ليلى قاسم", "سامي حداد", "وادي الزيتون"))
    first = desk.merge(a, b, who="منى")
    assert (first.page_id, first.after["names"][0]["name"], first.before) == (
        None,
        "سامي حداد",
        {"merged_into": [None, None]},
    )
    assert who(desk) == nobody | {"سامي حداد": "ليلى قاسم"}
    desk.merge(c, a)
    assert who(desk) == nobody | {"سامي حداد": "وادي الزيتون", "ليلى قاسم": "وادي الزيتون"}
    split = desk.split(a)
    assert who(desk) == nobody | {"سامي حداد": "وادي الزيتون"}
    undo = desk.undo(split.id)
    assert who(desk) == nobody | {"سامي حداد": "وادي الزيتون", "ليلى قاسم": "وادي الزيتون"}
    desk.undo(first.id)
    assert who(desk) == nobody | {"ليلى قاسم": "وادي الزيتون"}
    desk.undo(undo.id)
    desk.undo(2)
    assert who(desk) == nobody
    assert [d.state for d in desk.decisions()] == ["undone", "undone", "stands", "undone", "stands", "stands", "stands"]


def test_names_that_are_one_are_one_on_their_page(desk: Desk, page: int) -> None:
    desk.merge(number(desk, "سامي حداد"), number(desk, "ليلى قاسم"))
    assert [e.name for e in desk.decided(page).reading.entities] == ["وادي الزيتون", "سامي حداد"]


def test_a_name_split_on_some_pages_is_another_there_also_after_another_reading(desk: Desk, page: int) -> None:
    longer = read(text=TEXT + " انتهى.")
    other = desk.put(longer, (TEXT + " انتهى.").encode()).page_id
    base = number(desk, "سامي حداد")

    def on(page_id: int) -> set[int]:
        """Which of the desk's of that name the page has: the first, or the second."""
        with desk.reading() as connection:
            query = select(page_entities.c.entity_id).where(page_entities.c.page_id == page_id)
            there = set(connection.execute(query).scalars())
            same = select(entities.c.id).where(entities.c.name == "سامي حداد").order_by(entities.c.key)
            return {n for n, e in enumerate(connection.execute(same).scalars(), start=1) if e in there}

    assert on(page) == on(other) == {1}
    d = desk.split(base, [other])
    part = number(desk, "سامي حداد", 1)
    assert (on(page), on(other)) == ({1}, {2})
    read_anew(desk, other, longer)
    assert (on(page), on(other)) == ({1}, {2})
    assert number(desk, "سامي حداد", 1) == part
    desk.merge(number(desk, "ليلى قاسم"), part)
    with desk.reading() as connection:
        assert connection.execute(select(entities.c.merged_into).where(entities.c.id == part)).scalar() is not None
    desk.undo(d.id)
    assert on(page) == on(other) == {1}
    with desk.reading() as connection:
        assert len(connection.execute(select(entities)).all()) == 3


def test_a_merge_holds_for_a_name_that_was_gone_for_a_while(desk: Desk, page: int) -> None:
    other = desk.put(read(text=TEXT + " انتهى."), (TEXT + " انتهى.").encode()).page_id
    desk.merge(number(desk, "ليلى قاسم"), number(desk, "سامي حداد"))
    for p in (page, other):
        read_anew(desk, p, replace(desk.get(p), entities=(), sources=(), attributions=(), claims=()))
    assert "سامي حداد" not in who(desk)
    read_anew(desk, page, read())
    assert who(desk)["سامي حداد"] == "ليلى قاسم"


# --- several at once


def test_many_decide_at_once_and_no_decision_is_lost(desk: Desk, page: int) -> None:
    failed: list[BaseException] = []

    def decide(name: str) -> None:
        try:
            for n in (1, 2, 3, 4, 5):
                (desk.accept if (n + len(name)) % 2 else desk.reject)(page, n, who=name)
            desk.merge(number(desk, "ليلى قاسم"), number(desk, "سامي حداد"), who=name)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=decide, args=("x" * n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    made = desk.decisions()
    assert len(made) == 24
    latest = {d.target.n: d.kind for d in made if d.target.on == "claim"}
    for c in desk.decided(page).claims:
        assert c.state == ({"accept": "accepted", "reject": "rejected"}[latest[c.n]] if c.n in latest else None)
        assert current(desk, c.claim.text)["state"] == (c.state or "read")


def test_rows_are_never_altered_but_for_their_state(desk: Desk, page: int) -> None:
    def rows() -> list[dict[str, Any]]:
        with desk.reading() as connection:
            found = connection.execute(select(decisions).order_by(decisions.c.id)).mappings().all()
        return [{k: v for k, v in row.items() if k != "state"} for row in found]

    seen: list[dict[str, Any]] = []
    for act in (
        lambda: desk.reject(page, 4), lambda: desk.correct(page, 5, stance="withholds"), lambda: desk.undo(1),
        lambda: desk.merge(1, 2), lambda: desk.undo(3), lambda: desk.undo(4), lambda: read_anew(desk, page, read(cues(denied=None))),
    ):  # fmt: skip
        act()
        assert rows()[: len(seen)] == seen
        seen = rows()
    assert len(seen) == 6


def test_states_that_were_lost_are_worked_out_again(desk: Desk, page: int) -> None:
    desk.undo(desk.reject(page, 4).id)
    with desk.writing() as connection:
        connection.execute(update(decisions).values(state="loose"))
    read_anew(desk, page, read())
    assert [d.state for d in desk.decisions()] == ["undone", "stands"]


def test_a_cue_moved_a_word_still_carries_its_correction(desk: Desk, page: int) -> None:
    desk.correct(page, said(read(), "وبحسب"), kind="organisation")
    wider = cue(TEXT, "وبحسب تقرير", None, "كتب مهندس في آذار أن السقف يحتاج إلى تدعيم", kind="document", named=False)
    assert read_anew(desk, page, read(cues(report=wider))) == []
    assert said(desk.decided(page).reading, "وبحسب تقرير").kind == "organisation"


def test_letters_that_no_database_takes_are_kept(desk: Desk) -> None:
    reading = read()
    start, end = at(TEXT, "التحقيق بدأ")
    hostile = TEXT[:start] + "الت\x00ق \ud800دأ" + TEXT[end:]
    old = claim(reading, "التحقيق بدأ")
    claims = tuple(replace(c, text=hostile[start:end]) if c == old else c for c in reading.claims)
    page = desk.put(replace(reading, page=replace(reading.page, text=hostile), claims=claims), TEXT.encode()).page_id
    d = desk.reject(page, old.id)
    assert d.target.words == hostile[start:end]
    desk.undo(d.id)
    desk.correct(page, old.id, stance="alleges")
    assert desk.decisions(page)[0] == replace(d, state="undone")
    assert desk.decided(page).claims[3].claim.text == hostile[start:end]
    with desk.reading() as connection:
        kept = connection.execute(select(decided_claims.c.text)).scalars().all()
    assert kept == [hostile[start:end]]


def test_search_follows_decisions_and_their_undoing(desk: Desk, page: int) -> None:
    assert [hit.stance for hit in desk.search("مخالفات", stance="denies").hits] == ["denies"]
    d = desk.correct(page, claim(read(), "مخالفات"), stance="withholds")
    assert not desk.search("مخالفات", stance="denies").hits
    assert [hit.stance for hit in desk.search("مخالفات").hits] == ["withholds"]
    rejected = desk.reject(page, claim(read(), "مخالفات"))
    assert not desk.search("مخالفات").hits
    desk.undo(rejected.id)
    desk.undo(d.id)
    assert [hit.stance for hit in desk.search("مخالفات").hits] == ["denies"]
