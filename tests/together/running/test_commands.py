"""What several pages of a desk say, on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rawi.cli.group import group
from rawi.errors import RawiError
from rawi.together import desk as together

from .conftest import BRIDGE


@pytest.fixture
def rawi(desk):
    def run(*words):
        return CliRunner().invoke(group, [words[0], "--desk", desk.address, *words[1:]], standalone_mode=False)

    return run


def test_a_desk_from_waiting_pages_to_a_proposition(rawi, tmp_path):
    done = rawi("together", "--json")
    assert json.loads(done.stdout) == {"pages": 7, "stories": 3, "propositions": 2, "waiting": 0}
    lines = [json.loads(line) for line in rawi("disputes", "--json").stdout.splitlines()]
    name = next(line["name"] for line in lines if line["text"] == BRIDGE)
    shown = rawi("proposition", str(name)).stdout
    assert BRIDGE in shown
    assert "against" in shown
    assert "2/1" in shown
    found = json.loads(rawi("proposition", str(name), "--json").stdout)
    assert [claim["stance"] for claim in found["claims"]] == ["supports", "denies", "supports"]
    assert found["graph"]["nodes"][0] == {"id": "proposition", "kind": "proposition", "name": BRIDGE}
    story = rawi("story", str(found["story"]["name"])).stdout
    assert f"proposition {name}" in story
    assert "3 pages" in story
    origins = rawi("origins").stdout
    assert "رندة الشامي" in origins
    both = rawi("compare", "1", "2").stdout
    assert f"proposition {name}" in both
    assert "denied" in both


def test_figures_told_instead_follow_the_title_in_every_list(rawi, desk):
    rawi("together")
    line = next(one for one in together.disputes(desk) if "figures" in one.conflicts)
    assert "12" in line.text  # two pages say 12, one says 20
    story, name = str(line.story), str(line.name)
    for words in (("proposition", name), ("story", story), ("disputes",)):
        assert f"    {line.text}\n    also told: \u206820\u2069\n" in rawi(*words).stdout
    assert rawi("disputes").stdout.count("also told") == 1


def test_lists_go_on_behind_what_was_seen(rawi):
    rawi("together")
    first = json.loads(rawi("disputes", "--limit", "1", "--json").stdout)
    rest = json.loads(rawi("disputes", "--after", str(first["name"]), "--json").stdout)
    assert rest["name"] != first["name"]


def test_what_waits_is_said(rawi):
    assert "7 pages not yet brought together" in rawi("disputes").stderr


def test_claims_and_pages_are_linked_and_that_is_undone(rawi, desk):
    rawi("together")
    before = {number: behind.proposition for number, behind in together.propositions_of_page(desk, 1).items()}
    assert before == {1: together.propositions_of_page(desk, 2)[1].proposition}
    done = rawi("decide", "not-same", "1/1", "2/1")
    assert "not same" in done.stderr
    assert done.stderr.count(BRIDGE) == 1
    assert "7 pages" not in rawi("disputes").stderr
    assert rawi("together").exit_code == 0
    parted = [together.propositions_of_page(desk, page).get(1) for page in (1, 2)]
    assert {one.proposition for one in parted if one} == {before[1]}
    assert None in parted
    rawi("undo", str(desk.decisions()[-1].id))
    rawi("together")
    assert (
        together.propositions_of_page(desk, 2)[1].proposition == together.propositions_of_page(desk, 1)[1].proposition
    )
    rawi("decide", "copied-from", "2", "1")
    rawi("decide", "same", "7", "1")
    rawi("together")
    assert together.story_of_page(desk, 7) == together.story_of_page(desk, 1)
    assert [(d.kind, d.target.on) for d in desk.decisions()[-2:]] == [("copied_from", "page"), ("same", "page")]


@pytest.mark.parametrize("ends", [("1", "2/1"), ("1", "1"), ("1/1", "1/1"), ("x", "2"), ("1", "99")])
def test_links_that_cannot_be_change_nothing(rawi, desk, ends):
    assert isinstance(rawi("decide", "same", *ends).exception, RawiError)
    assert desk.decisions() == []
