"""A desk is brought up to date: page by page, as if all had come at once."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import text

from rawi.desk import store
from rawi.desk.together import tables
from rawi.desk.transactions import write
from rawi.errors import OptionError
from rawi.together import compare
from rawi.together import desk as together
from rawi.together.running import settling

from .conftest import BRIDGE, HURT, by, pages, stored


def told(desk):
    """Stories as sets of pages, and propositions as sets of claims with their counts."""
    names = [s.name for s in together.stories(desk)]
    stories = {tuple(sorted(p.id for p in together.story(desk, name).pages)) for name in names}
    with desk.reading() as connection:
        numbers = connection.execute(text("SELECT id FROM together_propositions WHERE pages > 0")).scalars().all()
    return stories, {claims(together.proposition(desk, number)) for number in numbers}


def claims(view):
    backing = view.backing
    members = sorted((m.page, m.span, m.stance) for m in view.proposition.members)
    return tuple(members), backing.pages, backing.supporting, backing.denying, view.proposition.conflicts


def at_once(readings):
    found = compare(readings)
    stories = {tuple(sorted(one.pages)) for one in found.stories if len(one.pages) > 1}
    propositions = {
        (
            tuple(sorted((m.page, m.span, m.stance) for m in one.members)), backing.pages, backing.supporting,
            backing.denying, one.conflicts,
        )
        for one, backing in zip(found.propositions, found.backings, strict=True)
        if len(one.members) > 1 and (len(one.pages) > 1 or one.conflicts)
    }  # fmt: skip
    return stories, propositions


def test_page_by_page_is_the_same_as_all_at_once(desk):
    done = together.update(desk)
    assert (done.pages, done.waiting) == (7, 0)
    stories, propositions = told(desk)
    assert (stories, propositions) == at_once(given for given, _ in pages())
    assert len(stories) == 2
    assert len(propositions) == 2


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_pages_come_does_not_matter(empty, seed):
    some = pages()
    random.Random(seed).shuffle(some)
    for given, raw in some:
        empty.put(given, raw)
        together.update(empty)
    assert told(empty) == at_once(given for given, _ in pages())


def test_what_stands_behind_a_proposition(desk):
    assert together.pending(desk) == 7
    together.update(desk)
    assert together.pending(desk) == 0
    lines = together.disputes(desk)
    assert [(line.pages, line.conflicts) for line in lines] == [(3, ("figures",)), (3, ("denied",))]
    view = together.proposition(desk, lines[1].name)
    assert (view.backing.supporting, view.backing.denying) == (1, 1)
    assert view.proposition.text == BRIDGE
    assert [(row.page.page_id, row.stance, row.source) for row in view.claims] == [
        (1, "supports", "رندة الشامي"), (2, "denies", "وليد الهاني"), (5, "supports", "رندة الشامي"),
    ]  # fmt: skip
    assert view.story is not None
    assert view.story.pages == 3
    behind = together.propositions_of_page(desk, 2)
    assert {n: (b.proposition, b.pages, b.origins) for n, b in behind.items()} == {1: (view.name, 3, 2)}
    assert together.story_of_page(desk, 7) is None
    assert together.origins(desk)[0].propositions == 1
    assert together.disputes(desk, after=lines[0].name) == lines[1:]


def test_a_page_that_goes_takes_its_words_with_it(desk):
    together.update(desk)
    name = together.disputes(desk)[1].name
    desk.remove([2])
    with pytest.raises(OptionError, match="made again"):
        together.proposition(desk, name)
    together.update(desk)
    view = together.proposition(desk, name)
    assert [row.page.page_id for row in view.claims] == [1, 5]
    assert view.proposition.conflicts == ()
    desk.remove([1, 5])
    together.update(desk)
    with pytest.raises(OptionError, match="no longer"):
        together.proposition(desk, name)
    with desk.reading() as connection:
        left = connection.execute(text("SELECT count(*) FROM together_members WHERE page_id IN (1, 2, 5)")).scalar()
        said = connection.execute(
            text("SELECT count(*) FROM together_propositions WHERE id = :n AND text IS NOT NULL"), {"n": name}
        )
        assert (left, said.scalar()) == (0, 0)


def test_names_stay_when_a_page_comes_or_is_read_again(desk):
    together.update(desk)
    before = {line.text: line.name for line in together.disputes(desk)}
    stories = {line.pages: line.name for line in together.stories(desk)}
    given, raw = stored(
        "8",
        by("وليد الهاني", BRIDGE, "denies"),
        outlet="المرفأ",
        published="2023-05-04",
        title="الجسر الخشبي في تل الزعرور",
    )
    number = desk.put(given, raw).page_id
    together.update(desk)
    assert {line.text: line.name for line in together.disputes(desk)} == before
    event = together.story_of_page(desk, number)
    assert event is not None
    assert (event.name in stories.values(), event.pages) == (True, 4)
    other = replace(given, claims=(replace(given.claims[0], score=0.5),))
    write(desk.engine, lambda connection: store.replace(connection, number, other))
    assert together.pending(desk) == 1
    assert together.proposition(desk, before[BRIDGE]).backing.pages == 4
    together.update(desk)
    assert {line.text: line.name for line in together.disputes(desk)} == before


def test_it_goes_on_where_it_was_stopped(desk, monkeypatch):
    settle, calls = settling.settle, []

    def stopped(*given):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return settle(*given)

    monkeypatch.setattr(settling, "settle", stopped)
    with pytest.raises(KeyboardInterrupt):
        together.update(desk)
    monkeypatch.undo()
    assert together.pending(desk) > 0
    together.update(desk)
    assert together.pending(desk) == 0
    assert told(desk) == at_once(given for given, _ in pages())


def test_a_limit_leaves_the_rest_waiting(desk):
    assert together.update(desk, limit=3).waiting == 4
    assert together.update(desk).waiting == 0
    assert told(desk) == at_once(given for given, _ in pages())


def test_what_people_say_wins_and_can_be_taken_back(desk):
    together.update(desk)
    name = together.disputes(desk)[1].name
    apart = desk.link("not_same", (1, 1), (2, 1))
    assert together.pending(desk) == 1
    together.update(desk)
    assert not {1, 2} <= {row.page.page_id for row in together.proposition(desk, name).claims}
    desk.undo(apart.id)
    together.update(desk)
    assert [row.page.page_id for row in together.proposition(desk, name).claims] == [1, 2, 5]
    assert len(together.proposition(desk, name).backing.origins) == 2
    copied = desk.link("copied_from", (2, 1), (1, 1))
    together.update(desk)
    assert len(together.proposition(desk, name).backing.origins) == 1
    desk.undo(copied.id)
    together.update(desk)
    assert len(together.proposition(desk, name).backing.origins) == 2


def test_people_join_and_part_stories(desk):
    together.update(desk)
    joined = desk.link("same", (7, None), (1, None))
    together.update(desk)
    event = together.story_of_page(desk, 7)
    assert event is not None
    assert event == together.story_of_page(desk, 1)
    desk.undo(joined.id)
    together.update(desk)
    assert together.story_of_page(desk, 7) is None
    assert told(desk) == at_once(given for given, _ in pages())


def test_two_pages_compared(desk):
    together.update(desk)
    found = together.compare_pages(desk, 1, 2)
    assert found.one_story
    assert [(c.name is not None, c.conflicts) for c in found.common] == [(True, ("denied",))]
    assert [a.chain for a in found.common[0].one] == [("رندة الشامي",)]
    assert len(found.only_other) == 1
    with pytest.raises(OptionError, match="no page 99"):
        together.compare_pages(desk, 1, 99)
    with pytest.raises(OptionError, match="two different"):
        together.compare_pages(desk, 1, 1)


def test_names_that_are_none_are_refused(desk):
    for ask in (together.story, together.proposition):
        with pytest.raises(OptionError, match="There is no"):
            ask(desk, 999)
    assert HURT


def test_several_propositions_at_once_are_as_one_by_one(desk):
    together.update(desk)
    names = [line.name for line in together.disputes(desk)]
    assert len(names) > 1
    some = together.propositions(desk, [names[1], 999_999, names[0]])
    assert [view.name for view in some] == [names[1], names[0]]
    for view in some:
        assert view == replace(together.proposition(desk, view.name), history=())
    with desk.writing() as connection:
        made = tables.propositions
        connection.execute(made.update().where(made.c.id == names[0]).values(found=None))
    assert [view.name for view in together.propositions(desk, names[:2])] == [names[1]]
