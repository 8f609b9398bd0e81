"""Claims of different stories that claim the same are one proposition; what only shares common words is not."""

from __future__ import annotations

from rawi.together import desk as together

from .conftest import BRIDGE, TURNED, by, stored

OTHER = "افتتح معرض الخزف السنوي في قاعة المدرسة بمشاركة فنانين"


def propositions_of(desk):
    """For every proposition of several pages the pages of its claims."""
    with desk.reading() as connection:
        query = "SELECT proposition_id, page_id FROM together_members"
        found: dict[int, set[int]] = {}
        for name, page in connection.exec_driver_sql(query):
            found.setdefault(name, set()).add(page)
    return sorted(sorted(some) for some in found.values() if len(some) > 1)


def stories_of(desk):
    with desk.reading() as connection:
        rows = connection.exec_driver_sql("SELECT story_id, page_id FROM together_pages").all()
    return {page: story for story, page in rows}


def test_what_is_said_again_months_later_joins_what_was_said(empty):
    first = stored("1", by("رندة الشامي", BRIDGE), outlet="الساحل", published="2023-05-01", title="إغلاق الجسر الخشبي")
    later = stored(
        "2",
        by("وليد الهاني", TURNED),
        by("هالة الراعي", OTHER),
        outlet="الضفة",
        published="2024-02-11",
        title="معرض الخزف",
    )
    apart = stored(
        "3",
        by("سامر الدغيم", "بلدية مرسى القصب أغلقت السوق أمام الباعة"),
        outlet="الميناء",
        published="2024-06-02",
        title="السوق",
    )
    for given, raw in (first, later, apart):
        empty.put(given, raw)
    together.update(empty)
    stories = stories_of(empty)
    assert len({stories.get(1), stories.get(2), stories.get(3)}) == 3
    assert propositions_of(empty) == [[1, 2]]
