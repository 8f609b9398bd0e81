"""Stories are listed from the newest on, those without a day last, page by page as all at once, by an index."""

from __future__ import annotations

from sqlalchemy import insert

from rawi.desk import engine
from rawi.desk.together import lists
from rawi.desk.together.tables import stories

DAYS = ["2023-05-01", None, "2023-05-03", "2023-05-01", None, "2023-05-02", "2023-05-04"]


def test_stories_in_parts_are_all_stories_in_order(empty):
    with engine.writing(empty.engine) as connection:
        for number, day in enumerate(DAYS, start=1):
            row = {"pages": 1 if number == 7 else 2, "propositions": 0, "disputed": 0, "last": day, "names": []}
            connection.execute(insert(stories).values(id=number, **row))
    with empty.reading() as connection:
        found, after = [], None
        while some := lists.newest_stories(connection, after, 2):
            found += [row.id for row in some]
            after = some[-1]
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM together_stories WHERE pages > 1 ORDER BY last DESC NULLS LAST, id DESC LIMIT 2"
        )
        assert "ix_together_stories_last_id" in str(plan.all())
    assert found == [3, 6, 4, 1, 5, 2]
