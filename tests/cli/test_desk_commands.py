"""rawi check, backup, remove: what they print, and how they end."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

import rawi as package
from rawi.desk.desk import Desk

from ..conftest import ARTICLE

OTHER = "أعلن المدير أن المعرض سيفتح غدا."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "news.desk"
    with Desk(path) as made:
        for text in (ARTICLE, OTHER):
            made.put(package.read(text), text.encode())
    return path


def test_a_sound_desk(rawi, desk):
    status, out, err = rawi("check", "--desk", desk)
    assert (status, out, err) == (0, "2 pages and 2 original bytes were looked at: all is sound.\n", "")
    status, out, _ = rawi("check", "--desk", desk, "--json")
    assert status == 0
    assert json.loads(out) == {
        "pages": 2, "originals": 2, "unneeded": 0, "faults": [], "more": {}, "sound": True, "mended": []
    }  # fmt: skip


def test_bytes_that_are_gone(rawi, desk):
    with Desk.open(desk) as opened:
        opened.originals.forget(sha256(OTHER.encode()).hexdigest())
    status, out, _ = rawi("check", "--desk", desk)
    assert status == 1
    assert out.startswith("original: page 2: of its original bytes ")
    assert "rawi add PATHS" in out


def test_an_index_that_is_mended(rawi, desk):
    with Desk.open(desk) as opened, opened.writing() as connection:
        connection.exec_driver_sql("DELETE FROM search_indexed WHERE page_id = 1")
    status, out, _ = rawi("check", "--desk", desk)
    assert status == 1
    assert "index:" in out
    assert f"rawi check --desk {desk} --mend" in out
    status, out, _ = rawi("check", "--desk", desk, "--mend")
    assert status == 0
    assert "Mended: the search index was made anew for 2 pages." in out


def test_a_damaged_desk_is_told_and_recovered(rawi, desk, tmp_path):
    with desk.open("r+b") as file:
        file.write(os.urandom(4096))
    status, out, err = rawi("check", "--desk", desk)
    assert (status, out) == (2, "")
    assert f"rawi check --desk {desk} --recover NEW" in err
    status, out, _ = rawi("check", "--desk", desk, "--recover", tmp_path / "new.desk")
    assert status == 1
    assert "Lost: the file as a whole cannot be read" in out
    assert f"2 pages are to be read again from their original bytes: rawi add --desk {tmp_path / 'new.desk'}" in out
    status, out, err = rawi("add", "--desk", tmp_path / "new.desk", "--workers", 1)
    assert status == 0, err
    with Desk.open(tmp_path / "new.desk") as opened:
        texts = sorted(opened.get(n).page.text for n in opened.pages())
    assert texts == sorted([ARTICLE, OTHER])


def test_a_sound_desk_is_recovered_whole(rawi, desk, tmp_path):
    status, out, _ = rawi("check", "--desk", desk, "--recover", tmp_path / "new.desk", "--json")
    assert status == 0
    told = json.loads(out)
    assert (told["pages"], told["again"], told["fresh"], told["lost"], told["unreadable"]) == (2, [], [], {}, [])
    assert rawi("check", "--desk", tmp_path / "new.desk")[0] == 0


@pytest.mark.parametrize(
    "more", [("--mend", "--recover", "x"), ("--recover", "x", "--desk", "postgresql://localhost/x")], ids=str
)
def test_recovering_goes_alone(rawi, desk, more):
    assert rawi("check", "--desk", desk, *more)[0] == 2


def test_a_backup(rawi, desk, tmp_path):
    status, out, err = rawi("backup", tmp_path / "copy.desk", "--desk", desk)
    assert (status, out) == (0, "")
    assert "2 original bytes" in err
    assert rawi("check", "--desk", tmp_path / "copy.desk")[0] == 0
    status, _, err = rawi("backup", tmp_path / "copy.desk", "--desk", desk)
    assert status == 2
    assert "is there already" in err


def test_a_backup_without_some_bytes(rawi, desk, tmp_path):
    with Desk.open(desk) as opened:
        opened.originals.forget(sha256(OTHER.encode()).hexdigest())
    status, _, err = rawi("backup", tmp_path / "copy.desk", "--desk", desk)
    assert status == 1
    assert "of 1 pages were not there" in err


def test_pages_are_removed(rawi, desk):
    status, out, err = rawi("remove", 1, sha256(OTHER.encode()).hexdigest().upper(), "--yes", "--desk", desk)
    assert (status, out) == (0, "")
    assert err.startswith("2 pages, ")
    with Desk.open(desk) as opened:
        assert len(opened) == 0


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (["1", "7"], "no page 7"),
        (["x'; DROP TABLE pages; --"], "neither the number"),
        (["0" * 64], "no page with the bytes"),
        (["١"], "neither the number"),
        (["9" * 30], "neither the number"),
    ],
)
def test_nothing_is_removed_by_mistake(rawi, desk, pages, told):
    status, _, err = rawi("remove", *pages, "--yes", "--desk", desk)
    assert status == 2
    assert told in err
    with Desk.open(desk) as opened:
        assert len(opened) == 2


def test_without_a_terminal_nothing_is_removed_unasked(rawi, desk, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    status, out, err = rawi("remove", 1, "--desk", desk)
    assert status == 2
    assert "give --yes" in err
    assert "تل الحور" in out


@pytest.mark.parametrize("command", [("check",), ("backup", "x"), ("remove", "1")])
def test_a_desk_that_is_not_there(rawi, tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RAWI_DESK", raising=False)
    status, _, err = rawi(*command)
    assert status == 2
    assert f"There is no desk at {tmp_path / 'rawi.desk'}; rawi add makes one." in err
    monkeypatch.setenv("RAWI_DESK", str(tmp_path / "other.desk"))
    assert "There is no desk at " + str(tmp_path / "other.desk") in rawi(*command)[2]
    assert list(tmp_path.iterdir()) == []
