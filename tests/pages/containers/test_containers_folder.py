"""Folders: order, what is passed over, links, and files that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from container_files import RSS, page, zipped

from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures


def put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def read(folder: Path) -> tuple[list[str], dict[str, str]]:
    found = list(captures(folder))
    return [c.origin for c in found if isinstance(c, Capture)], {
        c.origin: c.why for c in found if isinstance(c, Refused)
    }


def test_files_are_read_sorted_with_those_in_folders(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    for name in ("b.html", "a/2.txt", "a/1.txt", "c/d/e.html", ".git/x", "a/.hidden", "z.zip"):
        put(folder, name, zipped({"in.html": page()}) if name.endswith("zip") else page())
    put(folder, "f.xml", RSS)
    kept, refused = read(folder)
    assert kept == [
        "news/a/1.txt",
        "news/a/2.txt",
        "news/b.html",
        "news/c/d/e.html",
        "news/f.xml#port-1",
        "news/f.xml#https://port.example/2",
        "news/z.zip/in.html",
    ]
    assert not refused


def test_the_folder_of_a_saved_page_is_passed_over(tmp_path: Path) -> None:
    for name in ("خبر.html", "خبر_files/a.js", "خبر_files/deep/b.css", "x.htm", "x.files/1.png", "alone_files/c.html"):
        put(tmp_path, name, page())
    assert [Path(name).name for name in read(tmp_path)[0]] == ["c.html", "x.htm", "خبر.html"]


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.html", page())
    put(folder, "sub/b.html", page(1))
    put(tmp_path, "secret.html", page(2))
    put(tmp_path, "other/secret.html", page(2))
    for name, target in (
        ("out.html", "../secret.html"),
        ("outdir", "../other"),
        ("within.html", "a.html"),
        ("withindir", "sub"),
        ("circle", "circle"),
        ("up", "."),
        ("gone", "nothing-here"),
    ):
        (folder / name).symlink_to(target)
    kept, refused = read(folder)
    assert kept == ["in/a.html", "in/sub/b.html", "in/within.html"]
    out = "It is a link that leads out of the folder."
    assert refused["in/out.html"] == refused["in/outdir"] == out
    assert set(refused) == {"in/out.html", "in/outdir", "in/circle", "in/gone"}


def test_what_cannot_be_read_is_told_and_nothing_waits(tmp_path: Path) -> None:
    put(tmp_path, "a.html", page())
    os.mkfifo(tmp_path / "pipe")
    put(tmp_path, "locked.html", page())
    (tmp_path / "locked.html").chmod(0)
    put(tmp_path, "closed/b.html", page())
    (tmp_path / "closed").chmod(0)
    try:
        kept, refused = read(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert f"{tmp_path.name}/a.html" in kept
    assert refused[f"{tmp_path.name}/pipe"] == "It is no file that can be read."
    if os.geteuid() != 0:
        assert "Permission denied" in refused[f"{tmp_path.name}/locked.html"]


def test_a_file_may_be_left_out_and_there_is_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        put(tmp_path, f"{number}.html", page())
    found = list(captures(tmp_path, leave_out=tmp_path / "2.html"))
    assert [c.origin[-6:] for c in found] == ["0.html", "1.html", "3.html", "4.html"]
    assert len(list(captures(tmp_path, leave_out=tmp_path / "not-yet"))) == 5
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    kept, refused = read(tmp_path)
    assert len(kept) == 3
    assert list(refused.values()) == ["It has more than 3 files; the rest is left out."]
