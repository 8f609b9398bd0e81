"""What is claimed in one story and again, or denied, in a later one is one proposition: on each database."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import text

from rawi.together import desk as together

from ..together.made_readings import Said, reading

SEALED = "شركة مياه الدلفاء أغلقت ثلاث آبار ملوثة بالزرنيخ في حي القناطر"
AGAIN = "آبار حي القناطر الثلاث الملوثة بالزرنيخ أغلقتها شركة مياه الدلفاء"
OTHER = "شركة مياه الدلفاء وظفت مهندسين لصيانة المضخات"
WELLS, FAIR = "آبار ملوثة بالزرنيخ في حي القناطر", "معرض الخزف في قاعة المرسى يستقبل زواره"


def put(desk, name, *said, day, title, outlet):
    made = reading(name, *said, published=day, title=title, outlet=outlet)
    raw = f"{made.page.text}\n{name}".encode()
    return desk.put(replace(made, page=replace(made.page, id=sha256(raw).hexdigest())), raw).page_id


def by(who, words, stance="states"):
    return Said(words, (who,), stance, people=(who,))


PAGES = (
    lambda desk: put(desk, "1", by("هدى القاسمي", SEALED), day="2023-05-01", title=WELLS, outlet="الساحل"),
    lambda desk: put(desk, "2", by("هدى القاسمي", AGAIN), day="2023-05-02", title=WELLS, outlet="الميناء"),
    lambda desk: put(
        desk, "3", Said("افتتح معرض الخزف بحضور أربعين حرفيا"), by("نزار البيطار", SEALED, "denies"), day="2023-07-11",
        title=FAIR, outlet="الضفة",
    ),
    lambda desk: put(
        desk, "4", Said("يستقبل معرض الخزف زواره حتى الخميس"), by("نزار البيطار", OTHER), day="2023-07-12",
        title=FAIR, outlet="الجبل",
    ),
)  # fmt: skip


def disputes(desk):
    return [
        (
            [(row.page.page_id, row.stance) for row in view.claims],
            (view.backing.supporting, view.backing.denying),
            view.proposition.conflicts,
        )
        for line in together.disputes(desk)
        for view in [together.proposition(desk, line.name)]
    ]


ONE = [([(1, "supports"), (2, "supports"), (3, "denies")], (1, 1), ("denied",))]


@pytest.mark.parametrize("order", ["at once", "one by one", "backwards"])
def test_what_is_denied_weeks_after_is_one_proposition(desk, order):
    for one in reversed(PAGES) if order == "backwards" else PAGES:
        one(desk)
        if order != "at once":
            together.update(desk)
    together.update(desk)
    at = {1: 4, 2: 3, 3: 2, 4: 1} if order == "backwards" else {n: n for n in range(1, 5)}
    stories = {n: together.story_of_page(desk, at[n]).name for n in at}
    assert (stories[1] == stories[2], stories[3] == stories[4], stories[1] == stories[3]) == (True, True, False)
    found = disputes(desk)
    assert [sorted(claims) for claims, *_ in found] == [sorted((at[n], stance) for n, stance in ONE[0][0])]
    assert found[0][1:] == ONE[0][1:]
    [line] = together.disputes(desk)
    for story in (stories[1], stories[3]):  # it is told of in both
        view = together.story(desk, story)
        assert line in view.propositions
        assert view.story.disputed == 1
    assert line.story == stories[1]
    assert desk.check().is_sound
    assert together.update(desk).propositions == 0


@pytest.fixture
def told(desk):
    for one in PAGES:
        one(desk)
    together.update(desk)
    assert disputes(desk) == ONE
    return desk


def test_a_page_that_goes_or_comes_changes_it_in_both(told):
    name = together.disputes(told)[0].name
    told.remove([3])
    together.update(told)
    assert disputes(told) == []
    assert [row.page.page_id for row in together.proposition(told, name).claims] == [1, 2]
    told.remove([1])
    together.update(told)
    again = PAGES[2](told)
    together.update(told)
    assert [sorted(claims) for claims, *_ in disputes(told)] == [[(2, "supports"), (again, "denies")]]
    told.remove([2])
    together.update(told)
    assert disputes(told) == []
    assert told.check().is_sound


def test_people_part_what_was_joined_and_join_what_was_not(told):
    parted = told.link("not_same", (3, 2), (1, 1))
    together.update(told)
    assert disputes(told) == []
    told.undo(parted.id)
    together.update(told)
    assert disputes(told) == ONE
    told.link("same", (4, 2), (2, 1))
    together.update(told)
    assert {page for page, _ in disputes(told)[0][0]} == {1, 2, 3, 4}
    assert told.check().is_sound


def test_what_is_less_sure_is_unsure(told):
    [line] = together.disputes(told)
    [unsure] = {row.unsure for row in together.proposition(told, line.name).claims if row.page.page_id == 3}
    scores = {row.page.page_id: row.score for row in together.proposition(told, line.name).claims}
    assert unsure == (scores[3] < 0.8807)  # logarithm of the odds 2
    assert scores[3] > 0.73


def test_like_words_of_something_else_are_not_one(told):
    other = "شركة مياه الدلفاء أغلقت مكتبا للجباية في حي الجسر"
    put(told, "5", by("هدى القاسمي", other), day="2023-10-01", title="شكاوى من فواتير المياه", outlet="الساحل")
    together.update(told)
    assert together.propositions_of_page(told, 5) == {}


def test_a_desk_without_briefs_gets_them_as_they_are_asked_for(desk):
    for one in PAGES[:2]:
        one(desk)
    together.update(desk)
    with desk.writing() as connection:
        connection.execute(text("DELETE FROM together_briefs"))
    PAGES[2](desk)
    together.update(desk)
    assert disputes(desk) == ONE
    with desk.reading() as connection:
        kept = set(connection.execute(text("SELECT page_id FROM together_briefs")).scalars())
    assert kept == {1, 2, 3}


def test_what_was_decided_since_counts_and_not_what_is_kept_in_brief(desk):
    for one in PAGES[:2]:
        one(desk)
    together.update(desk)
    with desk.writing() as connection:  # as if the page had been decided on, and not been brought together since
        connection.execute(text("UPDATE together_briefs SET version = 'before', claims = :none"), {"none": b""})
    PAGES[2](desk)
    together.update(desk)
    assert disputes(desk) == ONE
