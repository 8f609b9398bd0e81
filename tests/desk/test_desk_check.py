"""Damage of every kind is found, told with the page that it is in, and what is left is saved."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select, text

from rawi.desk import check, schema, store
from rawi.desk.desk import Desk
from rawi.errors import DeskError, OutputError
from rawi.pages import Block

from .conftest import ARTICLES


def told(report: check.Report) -> set[tuple[str, int | None]]:
    return {(fault.where, fault.page_id) for fault in report.faults}


def test_a_sound_desk(filled):
    seen: list[tuple[int, int]] = []
    report = filled.check(tell=lambda done, total: seen.append((done, total)))
    assert report.faults == []
    assert report.is_sound
    assert (report.pages, report.originals, report.unneeded) == (3, 3, 0)
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE claims SET text = 'x' || text WHERE id = (SELECT max(id) FROM claims WHERE page_id = 2)",
            "words of claim",
        ),
        ("UPDATE sentences SET stop = 99999 WHERE page_id = 2 AND n = 1", "outside its text"),
        ("UPDATE mentions SET start = start + 1 WHERE page_id = 2 AND entity_n = 1", "not those that were written"),
        ("UPDATE pages SET title = title, text = 'س' || substr(text, 2) WHERE id = 2", "not those|words of claim"),
        ("DELETE FROM claims WHERE id = (SELECT min(id) FROM claims WHERE page_id = 2)", "claims are missing"),
        ("DELETE FROM claims WHERE id = (SELECT max(id) FROM claims WHERE page_id = 2)", "not those that were written"),
        ("DELETE FROM times WHERE page_id = 2", "a time that is not there"),
        ("UPDATE pages SET facts = '{\"title\": 3}' WHERE id = 2", "make no reading"),
        ("UPDATE pages SET facts = '[' WHERE id = 2", "make no reading|cannot be read"),
    ],
)
def test_rows_that_were_altered_are_found(filled, statement, what, database):
    if statement.endswith("'[' WHERE id = 2") and database == "postgresql":
        pytest.skip("PostgreSQL takes no such JSON")
    with filled.writing() as connection:
        connection.execute(text(statement.replace("''{", "'{")))
    faults = [fault for fault in filled.check().faults if fault.where == "page"]
    assert [fault.page_id for fault in faults] == [2]
    assert any(word in faults[0].what for word in what.split("|")), faults


def test_bytes_that_are_damaged_or_gone_are_found(filled, readings):
    filled.originals.forget(readings[0].page.id)
    filled.originals.path(readings[2].page.id).write_bytes(b"hello")
    report = filled.check()
    assert told(report) == {("original", 1), ("original", 3)}
    filled.originals.keep(ARTICLES[0].encode())
    filled.originals.keep(ARTICLES[2].encode())
    assert filled.check().is_sound


def test_bytes_without_a_row_are_counted_and_no_fault(filled):
    filled.originals.keep(b"somebody was killed before he could write the row")
    report = filled.check()
    assert (report.is_sound, report.unneeded) == (True, 1)
    filled.mend()
    assert filled.check().unneeded == 1  # somebody may be about to write the row
    for hash_ in filled.originals.all():
        os.utime(filled.originals.path(hash_), (0, 0))
    assert "1 original bytes that belong to no page were deleted" in filled.mend()
    report = filled.check()
    assert (report.is_sound, report.originals, report.unneeded) == (True, 3, 0)


def test_a_page_that_the_index_does_not_hold_is_found_and_mended(filled):
    with filled.writing() as connection:
        connection.execute(text("DELETE FROM search_indexed WHERE page_id = 2"))
    assert {fault.where for fault in filled.check().faults} == {"index"}
    assert any("search index was made anew for 3 pages" in line for line in filled.mend())
    assert filled.check().is_sound


def test_a_link_to_nothing_is_found(filled, database):
    if database != "sqlite":
        pytest.skip("PostgreSQL lets nobody make one")
    with closing(sqlite3.connect(filled.address, isolation_level=None)) as raw:
        raw.execute("UPDATE page_entities SET entity_id = 999 WHERE page_id = 2 AND n = 1")
    found = [fault for fault in filled.check().faults if fault.where == "file"]
    assert "page_entities points to a row of entities that is not there" in found[0].what


def test_faults_within_a_reading(readings):
    reading = readings[0]
    assert list(check.faults_of(reading)) == []
    page = replace(reading.page, blocks=(*reading.page.blocks, Block("body", (5, len(reading.page.text) + 1))))
    assert "1 spans lie outside" in next(check.faults_of(replace(reading, page=page)))
    claim = replace(reading.claims[0], entities=(99,))
    assert list(check.faults_of(replace(reading, claims=(claim, *reading.claims[1:])))) == [
        "it speaks of an entity that is not there"
    ]


# --- a damaged file


@pytest.fixture
def many(tmp_path, readings):
    """A desk in a file with 60 pages, closed, and its readings by the sha256 of their pages."""
    kept = {}
    with Desk(tmp_path / "a.desk") as desk:
        for number in range(60):
            reading = readings[number % 3]
            raw = f"{number}\n".encode() + os.urandom(20)
            made = replace(reading, page=replace(reading.page, id=sha256(raw).hexdigest()))
            desk.put(made, raw)
            kept[made.page.id] = (made, raw)
    with closing(sqlite3.connect(tmp_path / "a.desk")) as raw_desk:
        raw_desk.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tmp_path / "a.desk", kept


def in_use(path: Path, table: str) -> list[int]:
    """The numbers, from 0, of the pages of the file in which a table lies: those that hold its rows' words."""
    with closing(sqlite3.connect(path)) as raw:
        words = [row[0] for row in raw.execute(f"SELECT text FROM {table}")]
    data = path.read_bytes()
    return sorted({data.index(word.encode()[:60]) // 4096 for word in set(words)})


def overwrite(path: Path, numbers) -> None:
    with path.open("r+b") as file:
        for number in numbers:
            file.seek(number * 4096)
            file.write(os.urandom(4096))


def saved(path: Path, kept) -> tuple[set[str], set[str], set[str]]:
    """By sha256: pages that are whole, pages to be read again, bytes to be read as new pages. All must be all."""
    with Desk.open(path) as desk:
        jobs = schema.metadata.tables["jobs"]
        with desk.reading() as connection:
            queue = {row.sha256: row.page_id for row in connection.execute(select(jobs))}
        pages = {}
        for number in desk.pages():
            reading = desk.get(number)
            pages[reading.page.id] = reading
        whole = {hash_ for hash_, reading in pages.items() if reading == kept[hash_][0]}
        again = {hash_ for hash_, number in queue.items() if number is not None}
        fresh = {hash_ for hash_, number in queue.items() if number is None}
        assert whole | again | fresh == set(kept)
        assert not whole & (again | fresh)
        assert set(pages) == whole | again
        for hash_, (_, raw) in kept.items():
            assert desk.originals.get(hash_) == raw
        others = [f for f in desk.check().faults if f.where != "page"]
        assert others == []
        return whole, again, fresh


@pytest.mark.parametrize("table", ["pages", "claims"])
def test_a_damaged_file_is_told_and_the_rest_is_saved(many, table, tmp_path):
    path, kept = many
    overwrite(path, in_use(path, table)[:2])
    with Desk.open(path) as desk:
        report = desk.check()
    assert not report.is_sound
    assert any(fault.where == "file" for fault in report.faults)
    before = path.read_bytes()
    recovered = Desk.recover(path, tmp_path / "new.desk")
    assert path.read_bytes() == before
    whole, again, fresh = saved(tmp_path / "new.desk", kept)
    assert recovered.pages == len(whole)
    assert len(recovered.again) == len(again)
    assert set(recovered.fresh) == fresh
    assert recovered.unreadable
    assert len(whole) >= 20


def test_damage_at_random_places_loses_nothing(many, tmp_path):
    path, kept = many
    size = path.stat().st_size // 4096
    original = path.read_bytes()
    for seed in range(4):
        path.write_bytes(original)
        overwrite(path, [2 + (seed * 7919 + k * 104729) % (size - 2) for k in range(6)])
        Desk.recover(path, tmp_path / f"new{seed}.desk")
        saved(tmp_path / f"new{seed}.desk", kept)


def test_a_file_cut_short(many, tmp_path):
    path, kept = many
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    Desk.recover(path, tmp_path / "new.desk")
    saved(tmp_path / "new.desk", kept)


@pytest.mark.parametrize("damage", ["beginning", "gone"])
def test_without_any_file_the_bytes_are_saved(many, damage, tmp_path):
    path, kept = many
    if damage == "gone":
        path.unlink()
    else:
        overwrite(path, [0])
        with pytest.raises(DeskError, match="no desk"):
            Desk.open(path)
    recovered = Desk.recover(path, tmp_path / "new.desk")
    assert saved(tmp_path / "new.desk", kept) == (set(), set(), set(kept))
    assert recovered.unreadable


def test_decisions_and_captures_are_saved(filled, database, readings, tmp_path):
    if database != "sqlite":
        pytest.skip("of a file")
    decisions = schema.metadata.tables["decisions"]
    row = {
        "kind": "note", "page_id": 2, "target": {"on": "page", "page": readings[1].page.id}, "before": {},
        "after": {"note": "سؤال"}, "who": "me", "made": "2026-01-01", "state": "stands",
    }  # fmt: skip
    with filled.writing() as connection:
        connection.execute(decisions.insert().values(row))
    filled.close()
    Desk.recover(filled.address, tmp_path / "new.desk")
    with Desk.open(tmp_path / "new.desk") as desk:
        assert [desk.get(n) for n in desk.pages()] == list(readings)
        assert [c.origin for c in desk.captures(2)] == ["2.txt"]
        with desk.reading() as connection:
            found = connection.execute(select(decisions)).mappings().one()
        assert {k: found[k] for k in row} == row
        assert desk.check().is_sound


def test_decisions_on_a_page_whose_row_is_lost_are_saved(filled, database, readings, tmp_path):
    if database != "sqlite":
        pytest.skip("of a file")
    decisions = schema.metadata.tables["decisions"]
    row = {
        "kind": "note", "page_id": 2, "target": {"on": "page", "page": readings[1].page.id}, "before": {},
        "after": {"note": "سؤال"}, "who": "me", "made": "2026-01-01", "state": "stands",
    }  # fmt: skip
    with filled.writing() as connection:
        connection.execute(decisions.insert().values(row))
    with closing(sqlite3.connect(filled.address, isolation_level=None)) as raw:
        raw.execute("DELETE FROM pages WHERE id = 2")
    recovered = Desk.recover(filled.address, tmp_path / "new.desk")
    assert (recovered.pages, recovered.again, recovered.fresh) == (2, [2], [])
    with Desk.open(tmp_path / "new.desk") as desk:
        assert [c.origin for c in desk.captures(2)] == ["2.txt"]
        with desk.writing() as connection:
            assert connection.execute(select(decisions.c.after)).scalars().all() == [{"note": "سؤال"}]
            store.replace(connection, 2, readings[1])
        assert desk.get(2) == readings[1]
        assert desk.check().is_sound


def test_nothing_is_written_over(many, tmp_path):
    path, _ = many
    (tmp_path / "there.desk").write_text("x")
    with pytest.raises(OutputError, match="is there already"):
        Desk.recover(path, tmp_path / "there.desk")
    with pytest.raises(DeskError, match="neither"):
        Desk.recover(tmp_path / "none.desk", tmp_path / "new.desk")
