"""What is no desk, what is a newer one, what cannot be written: told in one sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rawi.desk import engine, schema
from rawi.desk.desk import Desk
from rawi.errors import DeskError

from .conftest import ARTICLES


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def alchemy(where: str):
    address = where.replace("postgresql:", "postgresql+psycopg:") if "://" in where else f"sqlite:///{where}"
    return create_engine(address)


# --- there is none


def test_a_desk_that_is_not_there_is_not_made_by_asking(tmp_path):
    with pytest.raises(DeskError, match=r"There is no desk at .*none\.desk; rawi add makes one"):
        Desk.open(tmp_path / "none.desk")
    assert state(tmp_path) == {}


def test_an_empty_database_is_no_desk_yet(where, originals):
    with pytest.raises(DeskError, match="There is no desk"):
        Desk.open(where)
    with Desk(where, originals=originals):
        pass
    with Desk.open(where) as desk:
        assert len(desk) == 0


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(DeskError, match="its folder does not exist"):
        Desk(tmp_path / "none" / "a.desk")


def test_a_folder_is_no_desk(tmp_path):
    with pytest.raises(DeskError, match="is a folder"):
        Desk(tmp_path)


@pytest.mark.parametrize("name", ["", "  ", "a\x00b"])
def test_a_name_that_is_none(name):
    with pytest.raises(DeskError):
        Desk(name)


@pytest.mark.parametrize("name", ["a b%20?mode=ro#x.desk", "مكتب.desk", "a'\"; --.desk", "file:x.desk", ":memory:"])
def test_any_name_of_a_file_is_one(tmp_path, name, readings):
    path = tmp_path / name
    with Desk(path) as desk:
        desk.put(readings[0], ARTICLES[0].encode())
    assert path.is_file()
    assert (tmp_path / f"{name}.files").is_dir()
    with Desk.open(str(path)) as desk:
        assert desk.get(1) == readings[0]


# --- it is something else


@pytest.mark.parametrize(
    "content", [b"hello", b"SQLite format 2", b"\x00" * 5000, b"<html>", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_desk_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "a.desk"
    path.write_bytes(content)
    for create in (True, False):
        with pytest.raises(DeskError, match=r"is no desk|damaged"):
            Desk(path, create=create)
    assert state(tmp_path) == {"a.desk": content}


def test_another_programs_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(DeskError, match="is an SQLite database, but no desk"):
        Desk(path)
    assert state(tmp_path) == {"other.db": before}


def test_tables_of_our_names_that_are_not_ours(where, originals):
    other = alchemy(where)
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE pages (id INTEGER PRIMARY KEY)"))
    other.dispose()
    with pytest.raises(DeskError, match="tables of another program"):
        Desk(where, originals=originals)


# --- it is newer


def test_a_newer_desk_is_left_as_it_is(where, originals, readings):
    with Desk(where, originals=originals) as desk:
        desk.put(readings[0], ARTICLES[0].encode())
        with desk.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
            engine.set_meta(connection, {"rawi": "12.3"})
    with pytest.raises(DeskError, match=r"newer Rawi \(12\.3; this is .*Nothing was changed"):
        Desk(where)
    with alchemy(where).connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
        assert connection.execute(text("SELECT count(*) FROM pages")).scalar() == 1


def test_another_format_is_refused(where, originals):
    with Desk(where, originals=originals) as desk, desk.writing() as connection:
        engine.set_meta(connection, {"format": "rawi-desk/2"})
    with pytest.raises(DeskError, match="newer Rawi"):
        Desk(where)


def test_what_is_known_of_a_desk(desk, database):
    with desk.reading() as connection:
        facts = engine.get_meta(connection)
    assert facts["format"] == "rawi-desk/1"
    assert facts["made_by"] == f"Rawi {engine.VERSION}"
    assert facts.get("originals") == (str(desk.folder) if database == "postgresql" else None)
    if database == "sqlite":
        with sqlite3.connect(desk.address) as raw:
            assert raw.execute("PRAGMA application_id").fetchone() == (0x72617769,)
            assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# --- it is PostgreSQL


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://localhost/x", "neither"),
        ("postgresql://[", "cannot be reached"),
        ("postgresql://host:port/x", "cannot be understood|cannot be reached"),
        ("http://example.org/a.desk", "neither"),
        ("postgresql://nobody:topsecret@127.0.0.1:1/x?connect_timeout=2", "cannot be reached"),
    ],
)
def test_addresses_that_lead_to_no_desk(address, told, tmp_path):
    with pytest.raises(DeskError, match=told) as caught:
        Desk(address, originals=tmp_path)
    assert "topsecret" not in str(caught.value)


def test_a_database_or_user_that_is_not_there(postgresql, tmp_path):
    with pytest.raises(DeskError, match="There is no database"):
        Desk(postgresql.address("nowhere"), originals=tmp_path)
    with pytest.raises(DeskError) as caught:
        Desk(postgresql.address("postgres").replace("secret", "wrong"), originals=tmp_path)
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize("options", ["ENCODING 'UTF8' LOCALE 'C'", "ENCODING 'SQL_ASCII' LOCALE 'C'"])
def test_a_database_in_which_arabic_is_no_letters(postgresql, tmp_path, options):
    address = postgresql.database(options)
    with pytest.raises(DeskError, match=r"does not know Arabic letters.*LOCALE 'C\.UTF-8'"):
        Desk(address, originals=tmp_path)


def test_a_new_desk_in_postgresql_must_be_told_where_the_bytes_lie(postgresql, tmp_path, readings):
    address = postgresql.database()
    with pytest.raises(DeskError, match="say in which folder"):
        Desk(address)
    with Desk(address, originals=tmp_path / "here") as desk:
        desk.put(readings[0], ARTICLES[0].encode())
    shutil.move(tmp_path / "here", tmp_path / "there")
    with Desk(address, originals=tmp_path / "there") as desk:
        assert desk.original(1) == ARTICLES[0].encode()
    with Desk(address) as desk, pytest.raises(DeskError, match="are gone"):
        desk.original(1)


def test_a_desk_in_a_file_has_its_bytes_beside_it(tmp_path):
    with pytest.raises(DeskError, match="lie beside it"):
        Desk(tmp_path / "a.desk", originals=tmp_path / "x")


# --- several at once


def test_many_open_a_new_desk_at_once(where, originals):
    errors: list[BaseException] = []

    def open_it() -> None:
        try:
            with Desk(where, originals=originals) as desk:
                len(desk)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Desk.open(where) as desk, desk.reading() as connection:
        assert schema.found(connection) == schema.head()


# --- it cannot be written

can_mount = pytest.mark.skipif(
    not (os.name != "nt" and os.geteuid() == 0 and shutil.which("mount") and shutil.which("umount")),
    reason="takes root",
)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("a file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@can_mount
def test_a_full_disk_loses_nothing(small_disk, readings):
    put = []

    def put_until_full(desk: Desk) -> None:
        for number in range(1, 2000):
            raw = os.urandom(3000)
            desk.put(replace(readings[0], page=replace(readings[0].page, id=sha256(raw).hexdigest())), raw)
            put.append((number, raw))

    with Desk(small_disk / "a.desk") as desk, pytest.raises(DeskError, match=r"full|[Nn]o space"):
        put_until_full(desk)
    assert len(put) > 5
    with Desk.open(small_disk / "a.desk") as desk:  # still full
        assert list(desk.pages()) == [number for number, _ in put]
        for number, raw in (put[0], put[-1]):
            assert desk.original(number) == raw
            assert desk.get(number).claims == readings[0].claims
    subprocess.run(["mount", "-o", "remount,size=30m", small_disk], check=True)
    with Desk.open(small_disk / "a.desk") as desk:
        desk.put(readings[1], ARTICLES[1].encode())
        report = desk.check()
        assert report.is_sound, report.faults
        assert report.pages == len(put) + 1


@can_mount
def test_a_read_only_disk_is_read(small_disk, readings):
    with Desk(small_disk / "a.desk") as desk:
        desk.put(readings[0], ARTICLES[0].encode())
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with Desk(small_disk / "a.desk") as desk:
        assert desk.get(1) == readings[0]
        assert desk.original(1) == ARTICLES[0].encode()
        with pytest.raises(DeskError, match=r"read-only|cannot be kept"):
            desk.put(readings[1], ARTICLES[1].encode())
        with pytest.raises(DeskError, match="cannot be written to"):
            desk.remove([1])
        assert desk.get(1) == readings[0]
        assert desk.original(1) == ARTICLES[0].encode()
    with pytest.raises(DeskError, match="cannot be made"):
        Desk(small_disk / "b.desk")


NOBODY = """
import os, sys
from rawi.desk.desk import Desk
from rawi.errors import DeskError
with Desk(sys.argv[2]) as desk:  # so that all modules are loaded before this is somebody who may not see them
    try:
        desk.remove([1])
    except ValueError:
        pass
os.setgid(65534)
os.setuid(65534)
with Desk(sys.argv[1]) as desk:
    print(len(desk.get(1).claims), len(desk.original(1)))
    try:
        desk.remove([1])
    except DeskError as error:
        print(error)
try:
    Desk(sys.argv[1] + ".new")
except DeskError as error:
    print(error)
"""


@can_mount
def test_a_read_only_folder_is_read(tmp_path, readings):
    folder = Path("/tmp") / f"rawi-read-only-{os.getpid()}"
    folder.mkdir()
    try:
        with Desk(folder / "a.desk") as desk:
            desk.put(readings[0], ARTICLES[0].encode())
        before = state(folder)
        folder.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", NOBODY, folder / "a.desk", tmp_path / "other.desk"],
            capture_output=True, text=True, check=False, cwd="/",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        assert done.stdout.splitlines() == [
            f"{len(readings[0].claims)} {len(ARTICLES[0].encode())}",
            f"The desk {folder / 'a.desk'} cannot be written to: the file or its folder is read-only.",
            f"{folder / 'a.desk'}.new cannot be made: its folder cannot be written to.",
        ], done.stderr
        assert state(folder) == before
    finally:
        shutil.rmtree(folder)
