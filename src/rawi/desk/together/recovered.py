"""Numbers of stories and propositions in a desk that was saved from a damaged file: kept where they can be.

What pages say together is found anew, and nothing that was told of it is believed. But which page was of which story, and
which claim of which proposition, is taken along, so that what is found goes by the number that people cited.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from sqlalchemy import Connection, delete, select, text, update

from rawi.desk.together import soundness, waiting
from rawi.desk.together.tables import events, holders, members, propositions, stories, story_pages

KEPT: Final = tuple(table.name for table in (stories, story_pages, propositions, members, events))
"""The tables that are taken along, as far as they can be read."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def pages_of(found: Any) -> dict[str, int]:
    """The pages of which a proposition tells, as it was kept: their numbers by the sha256 of their bytes."""
    try:
        pages = json.loads(found)["pages"]
        return {sha: int(number) for sha, number in pages.items() if _SHA256.fullmatch(sha)}
    except (TypeError, ValueError, KeyError, AttributeError):  # none, or damaged
        return {}


def stand_in(connection: Connection) -> None:
    """Rows for stories and propositions that were lost, where rows that speak of them were not."""
    for table, column, given in (
        (stories, story_pages.c.story_id, {"propositions": 0, "disputed": 0, "names": []}),
        (stories, propositions.c.story_id, {"propositions": 0, "disputed": 0, "names": []}),
        (propositions, members.c.proposition_id, _COUNTS),
    ):
        lost = select(column).where(column.is_not(None), column.not_in(select(table.c.id))).distinct()
        rows = [{"id": number, "pages": 1, **given} for number in connection.execute(lost).scalars()]
        if rows:
            connection.execute(table.insert(), rows)


_COUNTS: Final[dict[str, Any]] = {
    "outlets": 0, "supporting": 0, "denying": 0, "conflicts": "", "disputed": False, "unsure": False
}  # fmt: skip


def begin_anew(connection: Connection) -> None:
    """Let everything be found anew under the numbers that are left: nothing is told of it until then."""
    connection.execute(update(propositions).values(text=None, found=None, **_COUNTS))
    connection.execute(update(stories).values(title=None, names=[], propositions=0, disputed=0, first=None, last=None))
    damaged = text("typeof(terms) <> 'blob' OR length(terms) % 12 <> 0")
    connection.execute(update(story_pages).where(damaged).values(terms=b""))
    connection.execute(delete(holders))
    live = select(propositions.c.story_id).where(propositions.c.pages > 0, propositions.c.story_id.is_not(None))
    for query in (select(story_pages.c.story_id), live):
        waiting.change(connection, set(connection.execute(query).scalars()))
    soundness.mend(connection)
