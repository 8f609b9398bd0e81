"""What the account shows, on readings that are made by hand: no tagger decides here."""

from dataclasses import replace

import click
import pytest

from rawi import pages
from rawi.cli.account import account
from rawi.reading import Attribution, Claim, Link, Reading, Source, Speaker
from rawi.times import find

TEXT = "نفى الوزير سامي حداد في بيان ما ذكرته الصحيفة يوم 4 آذار 2021 عن سقوط الجسر."


def at(words):
    return ((TEXT.index(words), TEXT.index(words) + len(words)),)


def attribution(number, cue, source, content, stance, how="read", score=0.9, **other):
    given = {
        "form": "indirect", "kind": "person", "named": True, "referent": at(source), "source_id": number,
        "speaker": Speaker(how, score), "medium": (), "said": (), "outer": None, "score": 0.9, "unsure": False,
    }  # fmt: skip
    return Attribution(number, at(cue), at(source), at(content), stance, **(given | other))


@pytest.fixture
def reading():
    said = [
        attribution(1, "نفى", "الوزير سامي حداد", "ما ذكرته الصحيفة يوم 4 آذار 2021 عن سقوط الجسر", "denies",
                    medium=at("في بيان")),
        attribution(2, "ذكرته", "الصحيفة", "سقوط الجسر", "states", "inferred", 0.4, kind="media", outer=1, said=(1,)),
    ]  # fmt: skip
    chain = (Link("page"), Link("attribution", 1), Link("attribution", 2))
    claims = [
        Claim(1, at("سقوط الجسر"), "سقوط الجسر", "states", chain, (), (1,), (), (), 0.9, True),
        Claim(2, at("الجسر"), "الجسر", "denies", chain[:2], (), (), (), (), 0.9, False),
    ]
    sources = (
        Source(1, "الوزير سامي حداد", "person", True, None, at("الوزير سامي حداد")),
        Source(2, "الصحيفة", "media", False, None, at("الصحيفة")),
    )
    times = tuple(find(TEXT))
    return Reading(
        page=pages.read_page(TEXT), producer={}, sentences=(), entities=(), times=times, quantities=(),
        sources=sources, attributions=tuple(said), claims=tuple(claims),
    )  # fmt: skip


def test_what_is_denied_is_not_shown_as_merely_said(reading):
    lines = click.unstyle(account(reading)).splitlines()
    head = lines.index("  1  denies › states  said 2021-03-04  unsure")
    assert lines[head + 1] == "    سقوط الجسر"
    assert lines[head + 2] == "    الصفحة ← الوزير سامي حداد [نفى، في بيان] ← الصحيفة؟ [ذكرته]"


def test_the_sources_come_last_with_their_claims(reading):
    lines = click.unstyle(account(reading)).splitlines()
    assert lines[lines.index("sources") :] == [
        "sources", "    الصحيفة", "      media, not named: 1", "    الوزير سامي حداد", "      person: 2",
    ]  # fmt: skip


def test_what_is_merely_stated_has_the_terminals_own_colour(reading):
    shown = account(reading)
    assert "\x1b[31mdenies\x1b[0m › states" in shown  # white would be invisible on white


@pytest.mark.parametrize("columns", [20, 60, 100, 300])
def test_lines_keep_to_the_terminals_width(reading, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    long = Claim(3, at("الجسر"), "سقوط الجسر " * 40, "states", (Link("page"),), (), (), (), (), 0.9, False)
    lines = click.unstyle(account(replace(reading, claims=(*reading.claims, long)))).splitlines()
    widest = max(len(line) for line in lines if "سقوط الجسر سقوط" in line)
    assert max(40, min(columns, 100)) - 11 <= widest <= max(40, min(columns, 100))


def test_direction_marks_of_the_page_are_not_handed_on(reading):
    claim = replace(reading.claims[1], text="\u202eالجسر\u2066\u200f\u2028\x1b[2J")
    shown = account(replace(reading, claims=(claim,)))
    assert not [mark for mark in ("\u202e", "\u2066", "\u200f", "\u2028", "\x1b[2J") if mark in shown]
