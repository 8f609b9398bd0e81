"""Decisions on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from rawi.cli.decide import command as decide
from rawi.cli.group import run
from rawi.desk.desk import Desk

from ..desk.decided_pages import TEXT, read


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(tmp_path / "news.desk")
    with Desk(path) as desk:
        desk.put(read(), TEXT.encode())
    monkeypatch.setenv("RAWI_DESK", path)
    monkeypatch.setenv("RAWI_WHO", "منى")
    return path


def rawi(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        run(list(arguments))
    return int(end.value.code or 0)


def test_decisions_are_made_listed_and_undone(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rawi("decide", "--why", "سمعته", "accept", "1/4", "1/2") == 0
    assert capsys.readouterr().err.splitlines()[:2] == ["Decision 1: accept", "    التحقيق بدأ"]
    assert rawi("decide", "stance", "1/5", "withholds") == 0
    assert rawi("decide", "--who", "سامي", "source", "1/7", "الشرطة", "--kind", "organisation") == 0
    assert rawi("decide", "reject", "1/3") == 0
    assert rawi("undo", "5", "--why", "سهو") == 0
    capsys.readouterr()
    assert rawi("decisions", "1") == 0
    out = capsys.readouterr().out
    assert re.search(r"^1  \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  منى  accept claim 4  page 1$", out, re.MULTILINE)
    assert "    stance: denies → withholds" in out
    assert "    why: سمعته" in out
    assert re.search(r"^4  \S+  سامي  correct claim 7  page 1$", out, re.MULTILINE)
    assert re.search(r"^5  \S+  منى  reject claim 3  page 1  \[undone\]$", out, re.MULTILINE)
    assert re.search(r"^6  \S+  منى  undoes 5  page 1$", out, re.MULTILINE)
    assert rawi("decide", "list", "1") == 0
    out = capsys.readouterr().out
    assert "1/4  states  accepted  (1)\n    التحقيق بدأ\n    وزيرة الأشغال ليلى قاسم\n" in out
    assert "1/5  withholds  corrected  (3)\n    وجود مخالفات في البناء\n    رئيس البلدية سامي حداد\n" in out
    assert "1/7  states  corrected  (4)\n    السقف يحتاج إلى تدعيم\n    الشرطة\n" in out
    assert "1/3  states  as read\n" in out


def test_spans_missed_claims_notes_and_pages(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rawi("decide", "span", "1/5", "مخالفات  في البناء") == 0
    assert rawi("decide", "missed", "1", "--cue", "وزار", "--content", "المكان أمس", "--source", "حداد") == 0
    assert rawi("decide", "missed", "1", "--content", "حداد المكان") == 0
    assert rawi("decide", "note", "1", "كلها") == 0
    assert rawi("decide", "note", "1/5", "بعضها") == 0
    assert rawi("decide", "checked", "1") == 0
    assert rawi("decide", "merge", "2", "3") == 0
    assert rawi("decide", "split", "2") == 0
    capsys.readouterr()
    assert rawi("decide", "list", "1") == 0
    out = capsys.readouterr().out
    added = re.search(r"^(1/\d+-\d+)  states  added  \(2\)\n    المكان أمس$", out, re.MULTILINE)
    assert added
    assert out.endswith("The page is checked.\n")
    assert rawi("decide", "reject", added[1]) == 0
    assert rawi("decide", "not-news", "1") == 0
    capsys.readouterr()
    assert rawi("decisions", "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [r["kind"] for r in rows] == [
        "correct", "add", "add", "note", "note", "checked", "merge", "split", "reject", "not_news",
    ]  # fmt: skip
    assert rows[0]["after"] == {"content": [[TEXT.index("مخالفات"), TEXT.index(" البناء") + 7]]}
    assert rows[4]["target"]["n"] == 5
    assert rawi("decisions", "--loose") == 0
    assert capsys.readouterr().out == "No decisions whose words have moved.\n"


REFUSED = [
    (("accept", "1"), "is no claim"),
    (("accept", "1/4", "1/"), "is no claim"),
    (("accept", "1/99"), "no claim 99"),
    (("accept", "7/1"), "no page 7"),
    (("stance", "1/4", "thinks"), "is no stance"),
    (("source", "1/4"), "--nobody"),
    (("source", "1/4", "السفير"), "does not stand on the page"),
    (("span", "1/4", "5-99999"), "outside the page"),
    (("span", "1/4", " "), "Give the words"),
    (("missed", "1", "--content", "حداد المكان", "--source", "حداد"), "needs its cue"),
    (("merge", "1", "55"), "no entity 55"),
    (("split", "1"), "merged with no other"),
]


def test_what_cannot_be_is_one_line_and_changes_nothing(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, message in REFUSED:
        assert rawi("decide", *arguments) == 2
        err = capsys.readouterr().err
        assert message in err
        assert err.count("\n") == 1
    with Desk(where) as desk:
        assert desk.decisions() == []


def test_export_writes_whole_files_only(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "checked.jsonl"
    assert rawi("decide", "checked", "1") == 0
    assert rawi("export", "--training", str(out)) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["text"] == TEXT
    assert capsys.readouterr().err.endswith(f"1 pages: {out}\n")
    assert rawi("export", "--training", str(out), "--all-decided") == 0
    assert rawi("export", str(out)) == 2
    mine = tmp_path / "mine.txt"
    mine.write_text("notes", encoding="utf-8")
    assert rawi("export", "--training", str(mine)) == 2
    assert mine.read_text(encoding="utf-8") == "notes"
    assert rawi("export", "--training", str(tmp_path / "none" / "x.jsonl")) == 2
    assert sorted(p.name for p in tmp_path.iterdir() if "jsonl" in p.name) == ["checked.jsonl"]


def test_every_decision_has_an_example_in_the_help() -> None:
    assert isinstance(decide, click.Group)
    for name in decide.commands:
        assert f"rawi decide {name} " in (decide.help or "") or f" {name} " in (decide.help or ""), name
        assert decide.commands[name].help
