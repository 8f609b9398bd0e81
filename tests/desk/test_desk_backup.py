"""A copy of the desk is one state of it, whatever goes on meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from rawi.desk import backup as backing_up
from rawi.desk.desk import Desk
from rawi.desk.originals import Originals
from rawi.errors import DeskError, OutputError
from rawi.pages import Fact

from .conftest import ARTICLES


@pytest.fixture
def programs(request, database, monkeypatch):
    """pg_dump on the path."""
    if database == "postgresql":
        folder = request.getfixturevalue("postgresql").programs
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def restored(copy: backing_up.BackedUp, database: str, request) -> Desk:
    if database == "sqlite":
        return Desk.open(copy.file)
    server = request.getfixturevalue("postgresql")
    address = server.database()
    done = subprocess.run(
        [server.programs / "pg_restore", "--no-owner", "-d", address, copy.file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Desk.open(address, originals=copy.folder)


def test_a_backup_is_the_desk(filled, readings, database, programs, request, tmp_path):
    told: list[int] = []
    copy = filled.backup(tmp_path / "copy.desk", tell=told.append)
    assert (copy.originals, copy.missing, told[-1]) == (3, (), 3)
    filled.remove([1])
    with restored(copy, database, request) as desk:
        assert [desk.get(n) for n in desk.pages()] == list(readings)
        assert [desk.original(n).decode() for n in (1, 2, 3)] == list(ARTICLES)
        assert desk.check().is_sound
    assert sorted(p.name for p in tmp_path.glob("copy*")) == ["copy.desk", "copy.desk.files"]


def test_nothing_is_written_over(filled, programs, tmp_path):
    (tmp_path / "there").write_text("something else")
    with pytest.raises(OutputError, match="is there already"):
        filled.backup(tmp_path / "there")
    assert (tmp_path / "there").read_text() == "something else"
    assert not (tmp_path / "there.files").exists()
    with pytest.raises(OutputError, match="cannot be written"):
        filled.backup(tmp_path / "there" / "below")


def test_a_backup_while_others_write_is_one_state(filled, readings, database, programs, request, tmp_path):
    going = threading.Event()
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            raw = str(number).encode()
            page = replace(readings[0].page, id=sha256(raw).hexdigest(), url=Fact())
            stored = filled.put(replace(readings[0], page=page), raw)
            if number % 3 == 0:
                filled.remove([stored.page_id])
            going.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert going.wait(120)
        copy = filled.backup(tmp_path / "copy.desk")
    finally:
        stop.set()
        writer.join()
    assert copy.missing == ()
    with restored(copy, database, request) as desk:
        report = desk.check()
        assert report.is_sound, report.faults
        assert 4 <= len(desk) <= len(filled) + 1
        assert [desk.get(n) for n in (1, 2, 3)] == list(readings)


def test_a_page_removed_while_the_bytes_are_copied_is_not_in_the_copy(
    filled, readings, database, tmp_path, monkeypatch
):
    if database != "sqlite":
        pytest.skip("there a removal waits")
    copy_to = Originals.copy_to

    def remove_first(self, other, hash_):
        if hash_ == readings[1].page.id:
            filled.remove([2])
        copy_to(self, other, hash_)

    monkeypatch.setattr(Originals, "copy_to", remove_first)
    copy = filled.backup(tmp_path / "copy.desk")
    assert copy.missing == ()
    with Desk.open(copy.file) as desk:
        assert list(desk.pages()) == [1, 3]
        assert desk.check().is_sound


def test_bytes_that_are_gone_are_told(filled, readings, programs, tmp_path):
    filled.originals.forget(readings[0].page.id)
    copy = filled.backup(tmp_path / "copy.desk")
    assert copy.missing == (readings[0].page.id,)
    assert copy.originals == 2


def test_a_damaged_desk_makes_no_backup(filled, database, tmp_path):
    if database != "sqlite":
        pytest.skip("a server's files are its own matter")
    filled.close()
    file = Path(filled.address)
    with file.open("r+b") as f:
        f.seek(4096 * 30)
        f.write(os.urandom(4096 * 20))
    with pytest.raises(DeskError, match="damaged"):
        filled.backup(tmp_path / "copy.desk")
    assert not (tmp_path / "copy.desk").exists()


def test_without_pg_dump_it_is_said(filled, database, tmp_path, monkeypatch):
    if database != "postgresql":
        pytest.skip("of PostgreSQL")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(DeskError, match="pg_dump is needed"):
        filled.backup(tmp_path / "copy.desk")
    assert not (tmp_path / "copy.desk").exists()
