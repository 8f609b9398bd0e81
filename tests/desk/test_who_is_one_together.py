"""Who is who over all pages, as people say it, and what several pages say together: on each database."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import select

from rawi.desk.tables import entities
from rawi.together import desk as together

from ..together.made_readings import Said, reading

BRIDGE = "بلدية تل الزعرور أغلقت الجسر الخشبي القديم أمام الشاحنات"
TURNED = "الجسر الخشبي القديم أغلقته بلدية تل الزعرور أمام الشاحنات"
SHUT = "أمام الشاحنات أغلقت بلدية تل الزعرور جسرها الخشبي القديم"
CLOSED = "أغلقت البلدية أمام الشاحنات جسر تل الزعرور الخشبي القديم"


def put(desk, name, who, words=BRIDGE, stance="states", day="2023-05-01", **facts):
    said = Said(words, (who,), stance, people=(who,))
    made = reading(name, said, published=day, title="إغلاق الجسر الخشبي في تل الزعرور", **facts)
    raw = f"{made.page.text}\n{name}".encode()
    return desk.put(replace(made, page=replace(made.page, id=sha256(raw).hexdigest())), raw).page_id


@pytest.fixture
def told(desk):
    """The same told by two women of different names, and denied by a man, on pages 1, 2 and 3."""
    put(desk, "1", "رندة الشامي", outlet="الساحل")
    put(desk, "2", "نوال الحلواني", TURNED, outlet="الميناء", day="2023-05-02")
    put(desk, "3", "وليد الهاني", SHUT, stance="denies", outlet="الضفة", day="2023-05-03")
    together.update(desk)
    return desk


def number(desk, name):
    with desk.reading() as connection:
        return connection.execute(select(entities.c.id).where(entities.c.name == name)).scalar_one()


def behind(desk):
    together.update(desk)
    [line] = together.disputes(desk)
    view = together.proposition(desk, line.name)
    names = sorted((origin.name, origin.why) for origin in view.backing.origins)
    return (line.name, view.backing.supporting, view.backing.denying), names


def test_who_are_merged_are_one_origin_and_split_again_two(told):
    (name, *counts), names = behind(told)
    assert counts == [2, 1]
    assert names == [("رندة الشامي", ()), ("نوال الحلواني", ()), ("وليد الهاني", ())]
    merge = told.merge(number(told, "رندة الشامي"), number(told, "نوال الحلواني"))
    assert together.pending(told) == 2
    assert behind(told) == ((name, 1, 1), [("رندة الشامي", ("source",)), ("وليد الهاني", ())])
    assert [one.name for one in together.origins(told)] == ["رندة الشامي", "وليد الهاني"]
    told.split(number(told, "نوال الحلواني"))
    assert behind(told) == ((name, 2, 1), names)
    told.merge(number(told, "نوال الحلواني"), number(told, "رندة الشامي"))
    assert behind(told)[1][0] == ("نوال الحلواني", ("source",))
    told.undo(told.decisions()[-1].id)
    assert behind(told) == ((name, 2, 1), names)
    told.undo(merge.id)
    assert together.pending(told) == 0  # the split had taken it back already
    assert told.check().is_sound


def test_who_is_somebody_else_on_a_page_is_another_origin_there(told):
    put(told, "4", "رندة الشامي", CLOSED, outlet="الجبل", day="2023-05-04")
    (name, *counts), _ = behind(told)
    assert counts == [2, 1]
    split = told.split(number(told, "رندة الشامي"), pages=[4])
    (after, *counts), names = behind(told)
    assert (after, counts) == (name, [3, 1])
    assert [one for one, _ in names].count("رندة الشامي") == 2
    told.undo(split.id)
    assert behind(told)[0] == (name, 2, 1)


def test_links_of_claims_and_pages_outlive_merges_and_splits(told):
    copied = told.link("copied_from", (2, 1), (1, 1))
    told.link("not_same", (3, 1), (1, 1))
    told.link("same", (2, None), (1, None))

    def claims():
        together.update(told)
        found = together.propositions_of_page(told, 1)[1].proposition
        view = together.proposition(told, found)
        return [row.page.page_id for row in view.claims], view.backing.supporting

    assert claims() == ([1, 2], 1)
    told.merge(number(told, "رندة الشامي"), number(told, "وليد الهاني"))
    assert claims() == ([1, 2], 1)
    told.split(number(told, "وليد الهاني"))
    assert claims() == ([1, 2], 1)
    told.undo(copied.id)
    assert claims() == ([1, 2], 2)


def test_pages_that_claim_nothing_with_others_do_not_wait(told):
    put(told, "5", "نوال الحلواني", words="افتتح معرض الخزف السنوي في قاعة المدرسة", outlet="الجبل", day="2023-09-09")
    together.update(told)
    told.merge(number(told, "رندة الشامي"), number(told, "نوال الحلواني"))
    assert together.pending(told) == 2
