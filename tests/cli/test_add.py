"""The commands that add pages and try them again: what they say, and their exit status."""

from __future__ import annotations

import json
import re

import pytest
from tests.desk import quick

from rawi.desk.adding import run


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Where a desk will be; pages are read without the tagger, in this process."""
    made = run.Run.__init__

    def make(self, *given, **named):
        made(self, *given, **{**named, "reader": quick.READER})

    monkeypatch.setattr(run.Run, "__init__", make)
    monkeypatch.setattr(run, "WorkerProcess", quick.Thread)
    monkeypatch.setenv("RAWI_DESK", str(tmp_path / "news.desk"))
    return tmp_path / "news.desk"


def test_pages_are_added_and_added_again(rawi, desk, tmp_path):
    folder = quick.files(tmp_path / "news", 3)
    status, out, err = rawi("add", folder)
    assert (status, out) == (0, "")
    assert err.startswith("rawi: 3 pages read, 9 claims of 6 sources, in ")
    assert err.endswith(f": {desk}\n")
    assert rawi("add", folder) == (0, "", f"rawi: 3 there before: {desk}\n")
    assert rawi("add") == (0, "", f"rawi: Nothing was waiting: {desk}\n")
    assert rawi("failures") == (0, "Nothing failed.\n", "")
    assert rawi("failures", "--lang", "ar") == (0, "لم يتعذر شيء.\n", "")
    assert rawi("reread")[0] == 0
    status, out, err = rawi("reread", 1, 3, "--workers", 1)
    assert (status, out) == (0, "")
    assert err.startswith("rawi: 2 pages read anew, 6 claims of 4 sources, in ")


def test_every_advice_and_a_reason_are_told_in_arabic(capsys):
    """Commands stand from left to right within what is told; names of files cannot turn what stands beside them."""
    from rawi.cli.running import show_failure
    from rawi.desk.queue.failures import ADVICE, Failure
    from rawi.wording import reason

    for kind, advice in ADVICE.items():
        told = reason(f"To do: {advice.format(id=37)}.", "ar")
        assert told.startswith("ما العمل: "), kind
        assert re.sub(r"\u2066.*\u2069|\u2068|\u2069", "", told).isascii() is False
        assert ("37" in told) == ("{id}" in advice)
        assert not re.search(r"[A-Za-z]", re.sub(r"\u2066[^\u2066]*\u2069", "", told)), told
    failure = Failure(
        37, "refused", "a\u202eb.pdf", "The PDF has 1,000 bytes, more than the limit of 5.", ADVICE["refused"].format(id=37),
        None, None, None, None, 1, "", "", "",
    )  # fmt: skip
    show_failure(failure, language="ar")
    assert capsys.readouterr().out.splitlines() == [
        "  37  a\ufffdb.pdf",
        "     حجم ملف PDF \u20681,000\u2069 بايت، والحد \u20685\u2069.",
        "     ما العمل: \u2068أصلح الملف أو فك ضغطه، ثم: \u2066rawi retry \u206837\u2069\u2069\u2069.",
    ]


def test_what_fails_is_listed_with_what_to_do(rawi, desk, tmp_path):
    folder = quick.files(tmp_path / "news", 1, refused="يرفض")
    status, out, err = rawi("add", folder)
    assert (status, out) == (1, "")
    assert "rawi: 1 page read, 3 claims of 2 sources, 1 failed, in" in err
    listed = (
        "  1  news/refused.txt\n     It is not to be read.\n     To do: save the page in another form and add that;"
    )
    assert listed in err
    assert rawi("failures")[1].startswith(listed)
    (line,) = rawi("failures", "--json")[1].splitlines()
    assert json.loads(line)["origin"] == "news/refused.txt"
    arabic = rawi("failures", "--lang", "ar")[1]
    assert arabic.startswith(
        "  1  news/refused.txt\n     It is not to be read.\n     ما العمل: \u2068احفظ الصفحة بصيغة أخرى"
    )
    (line,) = rawi("failures", "--json", "--lang", "ar")[1].splitlines()
    assert json.loads(line)["advice"].startswith("احفظ الصفحة بصيغة أخرى")
    assert rawi("failures", "--lang", "fr")[0] == 2
    assert rawi("add", folder)[2] == f"rawi: 1 there before, 1 failed before (rawi retry tries again): {desk}\n"
    assert rawi("add", folder)[0] == 1
    assert rawi("add", folder / "refused.txt")[0] == 2
    assert rawi("retry", 1)[0] == 2
    assert rawi("retry", 7) == (2, "", "rawi: There is no failure 7; rawi failures lists them.\n")


def test_bad_use_does_nothing(rawi, desk, tmp_path):
    assert rawi("add", tmp_path / "gone")[0] == 2
    assert not desk.exists()
    assert rawi("add") == (2, "", f"rawi: There is no desk at {desk}; rawi add makes one.\n")
    quick.files(tmp_path / "news", 1)
    rawi("add", tmp_path / "news")
    assert rawi("reread", 1, "--all") == (2, "", "rawi: Name pages or --all, not both.\n")
    assert rawi("reread", 9) == (2, "", "rawi: There is no page 9 in the desk.\n")
