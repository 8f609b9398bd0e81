"""Pages are removed with all that hangs on them, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rawi.desk import removal, schema, store, tables
from rawi.desk.moments import now
from rawi.errors import OptionError

from .conftest import ARTICLES


def counts(desk) -> dict[str, int]:
    with desk.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        }


def test_what_hangs_on_a_page_goes_with_it(filled, readings):
    before = counts(filled)
    removed = filled.remove([1])
    assert (removed.pages, removed.claims) == (1, len(readings[0].claims))
    assert removed.originals == [readings[0].page.id]
    after = counts(filled)
    assert after["pages"] == 2
    for name, things in (
        ("claims", "claims"),
        ("sources", "sources"),
        ("page_entities", "entities"),
        ("times", "times"),
    ):
        assert before[name] - after[name] == len(getattr(readings[0], things)), name
    with pytest.raises(OptionError):
        filled.get(1)
    assert [filled.get(n) for n in (2, 3)] == list(readings[1:])
    assert not filled.originals.is_there(readings[0].page.id)
    assert filled.original(2) == ARTICLES[1].encode()


def test_entities_of_other_pages_stay(filled):
    def named():
        with filled.reading() as connection:
            return connection.execute(select(tables.entities.c.name)).scalars().all()

    assert "ماهر الزين" in named()
    removed = filled.remove([1])
    assert removed.entities > 0
    assert "ماهر الزين" in named()  # page 3 names him as well
    filled.remove([3])
    assert "ماهر الزين" not in named()
    assert "سامر الجندلي" in named()


def test_when_all_is_removed_nothing_is_left(filled):
    filled.remove([1, 2, 3, 2])
    left = {name for name, count in counts(filled).items() if count}
    assert left == {"meta", "producers"}
    assert list(filled.originals.all()) == []


def test_numbers_are_not_given_again(filled, readings):
    filled.remove([3])
    assert filled.put(readings[2], ARTICLES[2].encode()).page_id == 4


def test_nothing_is_removed_where_one_is_not_there(filled):
    before = counts(filled)
    with pytest.raises(OptionError, match="no page 9, 10 in the desk; nothing was removed"):
        filled.remove([1, 9, 10])
    assert counts(filled) == before


def test_bytes_that_a_job_or_failure_needs_stay(filled, readings):
    jobs = schema.metadata.tables["jobs"]
    hash_ = readings[0].page.id
    row = {"sha256": hash_, "page_id": None, "queued": now(), "queued_by": 1, "crashes": 0, "setbacks": 0}
    with filled.writing() as connection:
        connection.execute(jobs.insert().values(row))
    assert filled.remove([1]).originals == []
    assert filled.originals.get(hash_) == ARTICLES[0].encode()
    with filled.reading() as connection:
        assert removal.needed(connection, [hash_, "0" * 64]) == {hash_}


def test_what_fails_half_way_removes_nothing(filled, readings, monkeypatch):
    def fail(*args):
        raise RuntimeError("stop")

    before = counts(filled)
    monkeypatch.setattr(removal.entities, "forget_unused", fail)
    with pytest.raises(RuntimeError):
        filled.remove([1])
    monkeypatch.undo()
    assert counts(filled) == before
    assert filled.original(1) == ARTICLES[0].encode()
    assert filled.get(1) == readings[0]


def test_bytes_are_deleted_only_when_the_rows_are_gone_for_good(filled, readings, monkeypatch):
    def fail(*args):
        raise RuntimeError("killed")

    monkeypatch.setattr(removal, "forget_unneeded", fail)
    with pytest.raises(RuntimeError):
        filled.remove([1])
    monkeypatch.undo()
    report = filled.check()
    assert (report.is_sound, report.pages, report.unneeded) == (True, 2, 1)


def test_bytes_that_come_again_while_their_page_goes_are_kept(filled, readings):
    raw = ARTICLES[0].encode()
    filled.originals.keep(raw)  # by one who adds
    filled.remove([1])  # by another, before the row of the first
    with filled.writing() as connection:
        filled.originals.keep_again(connection, readings[0].page.id, raw)
        number = store.put(connection, readings[0], [], len(raw)).page_id
    assert filled.original(number) == raw


def test_words_that_were_removed_are_not_left_in_the_file(filled, readings, database):
    if database != "sqlite":
        pytest.skip("a server's files are its own matter")
    secret = "سرمكتوم"
    page = replace(readings[0].page, id=sha256(b"x").hexdigest(), text=readings[0].page.text + f" {secret} ")
    number = filled.put(replace(readings[0], page=page), b"x").page_id
    with filled.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = Path(filled.address)

    def is_there() -> bool:
        return any(secret.encode() in p.read_bytes() for p in (file, Path(f"{file}-wal")) if p.exists())

    assert is_there()
    filled.remove([number])
    assert not is_there()
