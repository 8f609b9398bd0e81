"""All of it in one call."""

import json

import pytest

from rawi.together import compare

from .made_readings import Said, reading

CLAIM = "بلدية تل الزعرور أغلقت الجسر الخشبي القديم أمام الشاحنات"
OWN = "عثر صيادون على حطام قارب قرب مرسى القصب"


def both():
    return compare([
        reading("1", Said(CLAIM, ("رندة الشامي",), people=("رندة الشامي",)), outlet="الساحل", published="2023-05-01"),
        reading("2", Said(CLAIM, ("وليد الهاني",), "denies", people=("وليد الهاني",)), Said(OWN), outlet="الميناء"),
    ])  # fmt: skip


def test_what_pages_share_what_is_disputed_and_what_one_alone_says():
    together = both()
    assert [one.pages for one in together.shared] == [("1", "2")]
    assert [one.conflicts for one in together.disputed] == [("denied",)]
    assert list(together.only("1")) == []
    assert [one.text for one in together.only("2")] == [OWN]
    backing = together.backing(together.shared[0].id)
    assert (backing.supporting, backing.denying) == (1, 1)


def test_the_json_can_be_written_and_its_spans_are_exact():
    together = compare([
        reading("1", Said("أصيب أكثر من 20 عاملا في الجسر الخشبي القديم")), reading("2", Said(CLAIM)),
    ])  # fmt: skip
    data = json.loads(json.dumps(together.to_dict(), allow_nan=False))
    assert data["format"] == "rawi-together/1"
    assert [page["id"] for page in data["pages"]] == ["1", "2"]
    members = [member for one in data["propositions"] for member in one["members"]]
    for member in members:
        assert together.readings[member["page"]].page.text[slice(*member["span"])] == member["text"]
    assert {"low": 20.0, "high": None}.items() <= members[0]["figures"][0].items()


def test_two_readings_of_one_page_are_refused():
    with pytest.raises(ValueError, match="two readings"):
        compare([reading("1", Said(CLAIM)), reading("1", Said(CLAIM))])


def test_no_pages_say_nothing():
    together = compare([])
    assert (together.propositions, together.copies, together.stories) == ((), (), ())
