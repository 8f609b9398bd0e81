"""Pages of a desk brought together, on each database."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import text

from rawi.desk.desk import Desk
from rawi.together import desk as together

KILLED = """
import os, signal, sys
from rawi.desk.desk import Desk
from rawi.together import desk as together
from rawi.together.running import placing, settling
step, count = {step}, [0]
def stop(*given):
    count[0] += 1
    if count[0] == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    return step(*given)
{step_name} = stop
together.update(Desk(sys.argv[1], create=False), limit=None)
"""


def state(desk):
    """All that was found, without numbers and moments."""
    with desk.reading() as connection:
        rows = connection.execute(
            text("SELECT page_id, start, stop, stance FROM together_members ORDER BY 1, 2, 3")
        ).all()
        stories = connection.execute(text("SELECT page_id, story_id FROM together_pages ORDER BY page_id")).all()
        held = connection.execute(text("SELECT term, pages FROM together_holders WHERE pages > 0 ORDER BY term")).all()
    return [tuple(row) for row in rows], [tuple(row) for row in stories], [tuple(row) for row in held]


def test_pages_are_brought_together_and_go(filled):
    assert together.pending(filled) == 3
    done = together.update(filled)
    assert (done.pages, done.waiting) == (3, 0)
    for page_id in (1, 2, 3):
        for number, behind in together.propositions_of_page(filled, page_id).items():
            assert together.proposition(filled, behind.proposition).name == behind.proposition
            assert number >= 1
    assert together.update(filled).pages == 0
    before = state(filled)
    found = together.compare_pages(filled, 1, 3)
    assert found.only_one
    assert found.only_other
    filled.remove([1, 2, 3])
    with filled.reading() as connection:
        for table in ("pages", "terms", "members", "waiting"):
            assert connection.execute(text(f"SELECT count(*) FROM together_{table}")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM together_stories WHERE title IS NOT NULL")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM together_holders WHERE pages <> 0")).scalar() == 0
    assert before[1]


def test_a_process_that_is_killed_loses_nothing(filled):
    for step, after in (("placing._place", 2), ("settling.settle", 2)):
        code = KILLED.format(step=step, step_name=step, after=after)
        done = subprocess.run([sys.executable, "-c", code, filled.address], check=False, capture_output=True, text=True)
        assert done.returncode == -9, done.stderr
        assert together.pending(filled) > 0
        if step == "placing._place":
            assert state(filled)[1] == []
    together.update(filled)
    assert together.pending(filled) == 0
    assert [page for page, _ in state(filled)[1]] == [1, 2, 3]
    with Desk(filled.address, create=False) as again:
        assert together.update(again).pages == 0
