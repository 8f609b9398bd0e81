"""A desk that is brought together by meaning: vectors are kept, and the desk remembers it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from rawi.cli.group import group
from rawi.together import compare, meaning
from rawi.together import desk as together

from .conftest import pages
from .test_running import told


def kept(desk):
    with desk.reading() as connection:
        rows = connection.execute(
            text("SELECT page_id, length(vectors) AS size FROM together_vectors ORDER BY 1")
        ).all()
    return [(row.page_id, row.size) for row in rows]


@pytest.fixture
def counted(monkeypatch):
    """How many texts were made vectors of."""
    seen = []
    made = meaning.vectors
    monkeypatch.setattr(meaning, "vectors", lambda texts: seen.extend(texts) or made(texts))
    return seen


def test_vectors_are_kept_and_made_once(desk, counted):
    together.update(desk)
    assert (kept(desk), counted) == ([], [])
    words = told(desk)
    assert together.update(desk, by_meaning=True).waiting == 0
    claims = sum(len(given.claims) for given, _ in pages())
    assert kept(desk) == [(n, 384 * (2 if n == 2 else 1)) for n in range(1, 8)]
    assert len(counted) == claims == 8
    found = compare([given for given, _ in pages()], by_meaning=True)
    shared = sorted((one.pages, one.conflicts) for one in found.propositions if len(one.pages) > 1)
    views = [together.proposition(desk, line.name) for line in together.disputes(desk)]
    assert sorted((v.proposition.pages, v.proposition.conflicts) for v in views) == shared
    counted.clear()
    desk.link("same", (1, None), (2, None))  # the story is grouped again, by what is kept
    together.update(desk)
    assert counted == []
    together.update(desk, by_meaning=False)
    assert counted == []
    assert told(desk) == words


def test_a_page_that_goes_takes_its_vectors_with_it(desk):
    together.update(desk, by_meaning=True)
    desk.remove([2])
    assert [number for number, _ in kept(desk)] == [1, 3, 4, 5, 6, 7]


def test_other_words_have_other_vectors(desk, counted):
    together.update(desk, by_meaning=True)
    counted.clear()
    desk.reject(2, 1)
    together.update(desk)
    assert len(counted) == 1
    assert kept(desk)[1] == (2, 384)


def test_packed_vectors_of_one_layer(desk):
    found = meaning.vectors(["انهيار الجسر القديم", "معرض الخزف"])
    again = meaning.unpack(meaning.pack(found[:, -1:]), layers=1)
    assert again.shape == (2, 1, 384)
    assert abs((again[:, 0] * found[:, -1]).sum(axis=1) - 1).max() < 0.001
    with pytest.raises(ValueError, match="384 bytes"):
        meaning.unpack([b"\0" * 768], layers=1)


def test_the_command_says_so_once(desk):
    run = lambda *words: CliRunner().invoke(group, [*words, "--desk", desk.address], standalone_mode=False)  # noqa: E731
    assert run("together", "--by-meaning", "--json").exit_code == 0
    assert len(kept(desk)) == 7
    assert "الجسر" in run("compare", "1", "5", "--by-meaning", "--no-color").output
    assert run("together", "--no-by-meaning").exit_code == 0
