"""``rawi search``: every filter, colours, direction, JSON, what is refused."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rawi.cli.group import group
from rawi.desk.desk import Desk
from rawi.errors import OptionError

from ..desk.search_pages import Said, page, put


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "news.desk"
    with Desk(path) as made:
        put(
            made,
            page(
                Said("سقط خمسة قتلى\u202e", source="هند الزين", source_type="PER", said="2021-04-06/2021-04-06", quantity=(5, 5, None)),
                Said("لا قتلى هناك", source="مصدر أمني", named=False, source_kind="unknown", stance="denies"),
                Said("سقط قتلى في الرملة", names=(("الرملة", "LOC"),), about="2019-01-01/2019-12-31"),
            ),
        )  # fmt: skip
    return str(path)


def run(desk, *arguments, color=False):
    """Exit status and what was printed."""
    result = CliRunner().invoke(group, ["search", "--desk", desk, *arguments], color=color, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def texts(output):
    return {hit["text"] for hit in json.loads(output)["hits"]}


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["قتيل"], 3), (["قتيل -خمسة"], 2), (["--source", "الزين"], 1), (["--source", "Zein"], 1), (["--entity", "الرملة"], 1),
        (["--kind", "page"], 1), (["--stance", "denies"], 1), (["--named"], 1), (["--not-named"], 1),
        (["--outlet", "نهج"], 3), (["--said", "2021-04-06"], 1), (["--said", "2021-04-07.."], 2), (["--said", "..2021-04-06"], 1),
        (["--about", "2019-01-01..2019-01-31"], 1), (["--quantity", "5"], 1), (["--quantity", "1..4"], 0), (["--quantity", "3.."], 1),
        (["--quantity", "..50 percent"], 0), (["--language", "ar"], 3), (["--language", "fa"], 0), (["قتيل", "--sort", "time", "--limit", "2"], 2),
    ],
)  # fmt: skip
def test_filters(desk, arguments, count):
    assert len(json.loads(run(desk, *arguments, "--json"))["hits"]) == count


def test_an_entity_by_its_number(desk):
    [hit] = json.loads(run(desk, "هند", "--of", "names", "--json"))["hits"]
    assert texts(run(desk, "--source", str(hit["entity_id"]), "--json")) == {"سقط خمسة قتلى\u202e"}


def test_json(desk):
    told = json.loads(run(desk, "خمسة", "--json"))
    assert list(told) == ["of", "hits", "order", "count", "exact", "next", "note"]
    [hit] = told["hits"]
    assert hit["text"] == "سقط خمسة قتلى\u202e"
    assert hit["highlights"] == [[4, 8]]
    assert hit["source"] == "هند الزين"


def test_go_on(desk):
    first = json.loads(run(desk, "قتلى", "--limit", "2", "--json"))
    second = json.loads(run(desk, "قتلى", "--limit", "2", "--after", first["next"], "--json"))
    assert len(first["hits"]) + len(second["hits"]) == 3
    assert second["next"] is None
    assert f"--after {first['next']}" in run(desk, "قتلى", "--limit", "2")


def test_what_is_shown(desk):
    lines = run(desk, "خمسة").splitlines()
    assert lines == [
        "claim 1 of page 1  states  said 2021-04-06",
        "    سقط خمسة قتلى",
        "    \u2068هند الزين\u2069 (person), \u2068نهج\u2069, 2021-04-07, \u2068خبر\u2069",
        "",
        "1 found, best first",
    ]
    assert "\u202e" not in run(desk, "خمسة")


def test_colour(desk):
    coloured = run(desk, "خمسة", "--color", color=True)
    assert "\x1b[33m\x1b[1mخمسة\x1b[0m قتلى" in coloured
    assert "\x1b" not in run(desk, "خمسة", "--no-color", color=True)


def test_pages_and_names(desk):
    assert "page 1, \u2068نهج\u2069, 2021-04-07" in run(desk, "الرملة", "--of", "pages")
    assert "PER  1 page\n    هند الزين" in run(desk, "Hind", "--of", "names")
    assert run(desk, "ليلى") == "Nothing found.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--said", "gestern"], "2021-01-31"), (["--said", ".."], "needs a day"), (["--quantity", "many"], "needs a number"),
        (["!"], "no letter"), (["--after", "x"], "after is a key"), (["--of", "names", "--outlet", "x"], "Names have no outlet"),
        (["--kind", "robot"], "kind is one of"),
    ],
)  # fmt: skip
def test_what_is_refused(desk, arguments, told):
    with pytest.raises(OptionError, match=told):
        run(desk, *arguments)


# --- saved searches


def searches(desk, *arguments):
    result = CliRunner().invoke(group, ["searches", "--desk", desk, *arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def test_a_search_is_saved_found_renamed_removed_and_brought_back(tmp_path):
    path = str(tmp_path / "news.desk")
    with Desk(path) as made:
        put(made, page(Said("احترق المخزن", stance="denies", source="هند الزين")))
    assert searches(path) == "No search was saved; rawi search --save NAME does that.\n"
    assert "احترق المخزن" in run(path, "مخزن", "--stance", "denies", "--said", "2021-04-01..", "--save", "مخازن\u202e")
    with Desk(path) as made:
        put(made, page(Said("المخزن خال", stance="denies", source="منى العلي")))
    lines = searches(path).splitlines()
    assert lines[0] == "   1  \u2068مخازن\u2069  1 new"
    assert lines[1].startswith(
        "      \u2068مخزن\u2069, stance \u2068denies\u2069, said \u20682021-04-01..\u2069  opened 20"
    )
    assert texts(run(path, "--saved", "مخازن", "--json")) == {"احترق المخزن", "المخزن خال"}
    [told] = map(json.loads, searches(path, "--json").splitlines())
    assert (told["name"], told["query"], told["new"], told["seen"]) == ("مخازن", "مخزن", 0, 2)
    assert told["filters"] == {"stance": "denies", "said": ["2021-04-01", None]}
    assert "is now \u2068مستودعات\u2069" in searches(path, "--rename", "مخازن", "مستودعات")
    assert "rawi searches --restore 1 brings it back" in searches(path, "--remove", "مستودعات")
    assert "is back" in searches(path, "--restore", "1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--saved", "x"], "There is no saved search x."), (["مخزن", "--saved", "x"], "with --saved give no others"),
        (["--save", "a", "--saved", "x"], "with --saved give no others"), (["--save", " "], "The name of a search"),
        (["--of", "pages", "--saved", "x"], "with --saved give no others"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_said(desk, arguments, said):
    with pytest.raises(OptionError, match=said):
        run(desk, *arguments)


def test_one_thing_at_a_time(desk):
    with pytest.raises(OptionError, match="Give one of"):
        searches(desk, "--remove", "x", "--restore", "1")
