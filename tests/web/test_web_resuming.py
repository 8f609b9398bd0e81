"""What was left waiting when a process that served a desk was killed is taken up by the next one."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from rawi.cli.group import group
from rawi.desk.desk import Desk
from rawi.desk.queue import jobs
from rawi.together import desk as together
from rawi.web import gathering
from rawi.web.background import Background
from rawi.web.settings import Settings

ADDING = """
import os, signal, sys
from rawi.desk.desk import Desk
def tell(progress):
    if progress.done:
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    Desk(sys.argv[1]).add([sys.argv[2]], workers=1, tell=tell)
"""
GATHERING = """
import os, signal, sys
from rawi.desk.desk import Desk
from rawi.together import desk as together
from rawi.together.running import settling
settling.settle = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
together.update(Desk(sys.argv[1]))
"""
TEXT = "انهيار جدار في وادي الريحان\nقال رئيس البلدية نادر الحمصي إن الجدار {} انهار فجر الأحد من دون إصابات.\n"
PATIENCE = 120.0


def killed(code: str, *given: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, given)], check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == -9, done.stderr


def opened_until_done(desk: Desk) -> None:
    """What the server does beside its answers, until nothing waits."""
    background = Background(desk, Settings(workers=1))
    background.start()
    end = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < end:
            with desk.reading() as connection:
                left = jobs.waiting(connection)
            if not left and not together.pending(desk):
                return
            time.sleep(0.1)
        raise AssertionError("It still waits.")
    finally:
        background.close()


def test_pages_that_were_being_read_are_read_and_brought_together(tmp_path):
    (tmp_path / "pages").mkdir()
    for n in range(4):
        (tmp_path / "pages" / f"{n}.txt").write_text(TEXT.format(n), encoding="utf-8")
    killed(ADDING, tmp_path / "a.desk", tmp_path / "pages")
    with Desk(tmp_path / "a.desk") as desk:
        with desk.reading() as connection:
            assert 0 < jobs.waiting(connection) < 4
        opened_until_done(desk)
        assert len(desk) == 4
        assert desk.failures() == []


@pytest.mark.parametrize("by", ["server", "command"])
def test_bringing_together_goes_on_where_it_was(desk, monkeypatch, by):
    monkeypatch.setattr(gathering, "FEW", 0)  # so that nothing begins by itself
    gatherer = gathering.Gatherer(desk)
    gatherer.resume()
    assert gatherer.doing == gathering.Gathering()
    killed(GATHERING, desk.address)
    assert together.is_begun(desk)
    assert together.pending(desk) == 8
    if by == "server":
        opened_until_done(desk)
    else:
        done = CliRunner().invoke(group, ["together", "--desk", desk.address], standalone_mode=False)
        assert done.exit_code == 0, done.output
    assert together.pending(desk) == 0
    assert not together.is_begun(desk)
    assert together.stories(desk)
