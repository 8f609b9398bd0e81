"""The original bytes: what is kept comes back as it was, or it is said that it does not."""

from __future__ import annotations

import gzip
import os
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.desk.originals import Originals
from rawi.errors import DeskError


@pytest.fixture
def originals(tmp_path):
    return Originals(tmp_path / "a.files")


@given(raw=st.binary(max_size=3000))
def test_any_bytes_come_back(tmp_path_factory, raw):
    originals = Originals(tmp_path_factory.getbasetemp() / "any.files")
    name = originals.keep(raw)
    assert name == sha256(raw).hexdigest()
    assert originals.get(name) == raw
    assert originals.fault(name) is None


def test_where_they_lie(originals):
    name = originals.keep(b"x" * 5000)
    path = originals.folder / name[:2] / f"{name[2:]}.gz"
    assert originals.path(name) == path
    assert gzip.decompress(path.read_bytes()) == b"x" * 5000
    assert list(originals.all()) == [name]
    assert path.stat().st_size < 100


def test_the_same_bytes_are_one_file(originals):
    name = originals.keep(b"x")
    before = originals.path(name).stat()
    assert originals.keep(b"x") == name
    after = originals.path(name).stat()  # when it was last read may differ
    assert (after.st_ino, after.st_mtime_ns, after.st_size) == (before.st_ino, before.st_mtime_ns, before.st_size)


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda p: p.unlink(), "are gone"),
        (flip, "cannot be read|no longer what they were"),
        (lambda p: p.write_bytes(b""), "no longer what they were|cannot be read"),
        (lambda p: p.write_bytes(p.read_bytes()[:-9]), "cannot be read"),
        (lambda p: p.write_bytes(gzip.compress(b"other")), "no longer what they were"),
        (lambda p: p.write_bytes(b"hello"), "cannot be read"),
    ],
)
def test_damage_is_told_and_mended_when_they_come_again(originals, damage, told):
    raw = os.urandom(1000)
    name = originals.keep(raw)
    damage(originals.path(name))
    with pytest.raises(DeskError, match=told):
        originals.get(name)
    assert originals.fault(name)
    originals.keep(raw)
    assert originals.get(name) == raw


@pytest.mark.parametrize("name", ["", "x", "../../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "٠" * 64])
def test_only_hashes_are_names(originals, name):
    with pytest.raises(DeskError, match="no sha256"):
        originals.get(name)


def test_forgetting(originals):
    name = originals.keep(b"x")
    originals.forget(name)
    originals.forget(name)
    assert list(originals.all()) == []
    assert list(originals.folder.iterdir()) == []


def test_a_write_that_fails_leaves_nothing(originals, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeskError, match=r"cannot be kept in .*No space left on device"):
        originals.keep(b"x")
    monkeypatch.undo()
    assert [p for p in originals.folder.rglob("*") if p.is_file()] == []
    assert originals.leftovers() == []
    assert originals.get(originals.keep(b"x")) == b"x"
