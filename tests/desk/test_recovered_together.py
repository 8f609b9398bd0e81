"""What pages say together, after a damaged file was saved: people's links are kept, and numbers where they can be."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select, text

from rawi.desk import store
from rawi.desk.desk import Desk
from rawi.desk.tables import entities
from rawi.errors import OptionError
from rawi.together import desk as together

from ..together.running.conftest import pages

LOST = {
    "nothing": (),
    "what is told": ("UPDATE together_propositions SET found = '{', text = 'x', joined_id = 77", "UPDATE together_pages SET terms = x'00'"),
    "a page": ("DELETE FROM pages WHERE id = 7",),
    "a page that people linked": ("DELETE FROM pages WHERE id = 9", "DELETE FROM together_pages WHERE page_id = 9"),
    "stories and propositions": ("DELETE FROM together_stories", "DELETE FROM together_propositions"),
    "words": ("DELETE FROM together_terms", "DELETE FROM together_holders", "DELETE FROM shingles"),
}  # fmt: skip


@pytest.fixture
def made(tmp_path):
    """A desk of two events of which numbers are none that a new desk would give, with links of people; and its readings."""
    given = pages()
    with Desk(tmp_path / "a.desk") as desk:
        for reading, raw in (given[0], given[4]):
            desk.put(reading, raw)
        together.update(desk)
        desk.remove([1, 2])
        for reading, raw in (given[6], given[0], given[2], given[1], *given[3:6]):  # pages 3 to 9
            desk.put(reading, raw)
            together.update(desk)
        with desk.reading() as connection:
            rows = connection.execute(select(entities.c.name, entities.c.id))
            who = {row.name: row.id for row in rows}
        desk.merge(who["رندة الشامي"], who["وليد الهاني"])
        desk.link("copied_from", (9, None), (5, None))
        desk.link("not_same", (6, 1), (8, 1))
        desk.link("same", (4, None), (6, None))
        together.update(desk)
    return tmp_path / "a.desk", [reading for reading, _ in given]


def told(desk):
    """Numbers with what goes by them: stories, propositions, who is one, what happened."""
    with desk.reading() as connection:
        stories = connection.execute(text("SELECT page_id, story_id FROM together_pages ORDER BY 1")).all()
        numbers = connection.execute(text("SELECT id FROM together_propositions WHERE pages > 0 ORDER BY 1")).scalars()
        views = [together.proposition(desk, number) for number in numbers.all()]
        merged = connection.execute(text("SELECT name, merged_into FROM entities WHERE merged_into > 0")).all()
    return (
        [tuple(row) for row in stories],
        [
            (v.name, v.proposition.members, v.proposition.text, v.backing.origins, v.story and v.story.name)
            for v in views
        ],
        [tuple(row) for row in merged],
        [(d.id, d.kind, d.state) for d in desk.decisions()],
    )


@pytest.mark.parametrize("lost", LOST)
def test_numbers_and_links_are_kept(made, lost, tmp_path):
    path, readings = made
    with Desk.open(path) as desk:
        before = told(desk)
    assert [number for number, *_ in before[1]] != [*range(1, len(before[1]) + 1)]
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in LOST[lost]:
            raw.execute(statement)
    recovered = Desk.recover(path, tmp_path / "new.desk")
    assert recovered.again == ([7] if lost == "a page" else [9] if "linked" in lost else [])
    assert recovered.fresh == []
    with Desk.open(tmp_path / "new.desk") as desk:
        assert desk.check().is_sound or recovered.again
        with pytest.raises(OptionError, match="rawi together"):
            together.proposition(desk, before[1][0][0])
        with desk.writing() as connection:
            for number in recovered.again:
                sha256 = store.sha256_of(connection, number)
                store.replace(connection, number, next(one for one in readings if one.page.id == sha256))
        together.update(desk)
        assert told(desk) == before
        assert desk.check().is_sound
        assert together.pending(desk) == 0


def test_numbers_of_what_is_lost_are_given_to_no_other(made, tmp_path):
    path, _ = made
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        last = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'together_propositions'").fetchone()[0]
        for table in ("members", "propositions", "origins"):
            raw.execute(f"DELETE FROM together_{table}")
    Desk.recover(path, tmp_path / "new.desk")
    with Desk.open(tmp_path / "new.desk") as desk:
        together.update(desk)
        assert min(line.name for line in together.disputes(desk)) > last


def test_a_file_with_pages_overwritten_is_brought_together_again(made, tmp_path):
    path, readings = made
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        count = raw.execute("PRAGMA page_count").fetchone()[0]
    whole = path.read_bytes()
    kept = 0
    with Desk.open(path) as desk:
        before = told(desk)
    for seed in range(3, 5):  # others lie in the schema, and nothing is left
        path.write_bytes(whole)
        with path.open("r+b") as file:
            for n in range(5):
                file.seek(4096 * (2 + (seed * 7919 + n * 104729) % (count - 2)))
                file.write(os.urandom(4096))
        recovered = Desk.recover(path, tmp_path / f"new{seed}.desk")
        with Desk.open(tmp_path / f"new{seed}.desk") as desk:
            with desk.writing() as connection:
                for number in recovered.again:
                    sha256 = store.sha256_of(connection, number)
                    store.replace(connection, number, next(one for one in readings if one.page.id == sha256))
            together.update(desk)
            assert together.pending(desk) == 0
            assert [fault for fault in desk.check().faults if fault.where == "together"] == []
            kept += told(desk)[0] == before[0]
    assert kept
