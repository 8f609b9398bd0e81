"""Events, propositions, disputes and two pages compared in the browser."""

import json
import re
import time
from html import unescape

import pytest

from rawi.together import desk as together
from rawi.web.told import told


@pytest.fixture
def brought(desk):
    together.update(desk)
    return desk


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_what_is_not_brought_together_is_told_and_done(client, post, desk):
    assert "8 pages wait to be brought together" in words(client.get("/").text)
    assert "not yet worked out" in words(client.get("/pages/1").text)
    assert client.get("/events").text.count("/events/") == 0
    post("/together", to="/events")
    client.app.state.gatherer.close()
    assert together.pending(desk) == 0
    assert "wait to be brought together" not in words(client.get("/").text)
    assert re.search(r'href="/events/\d+"', client.get("/events").text)


def test_an_event_shows_its_pages_and_what_is_disputed(client, brought):
    story = together.stories(brought)[0]
    page = client.get(f"/events/{story.name}").text
    for line in together.story(brought, story.name).pages:
        assert f'href="/pages/{line.page_id}"' in page
    assert story.title in words(page)
    assert "It never says that a claim is true" in words(page)
    assert client.get("/events/99999").status_code == 404


def test_a_proposition_shows_claims_origins_and_the_diagram(client, brought):
    for line in together.disputes(brought):
        view = together.proposition(brought, line.name)
        page = client.get(f"/propositions/{line.name}").text
        assert page.count('<article class="told ') == len(view.claims)
        assert page.count('<li class="origin ') == len(view.backing.origins)
        assert 'class="drawing wide relays"' in page
        for claim in view.claims:
            assert claim.words in unescape(page)
    assert client.get("/propositions/99999").status_code == 404


def test_disputes_are_listed_by_kind(client, brought):
    every = together.disputes(brought)
    page = client.get("/disputes").text
    assert re.findall(r'href="/propositions/(\d+)"', page) == [str(one.name) for one in every]
    figures = [str(one.name) for one in every if "figures" in one.conflicts]
    assert re.findall(r'href="/propositions/(\d+)"', client.get("/disputes?kind=figures").text) == figures
    assert client.get("/disputes?kind=weather").status_code == 400


def test_two_pages_are_compared_word_by_word(client, brought):
    page = client.get("/compare?one=3&other=4").text
    assert "<ins>خمسة</ins>" in page
    assert "<ins>ستة</ins>" in page
    assert "What each attributes to whom" in page
    # a name, a date and a number side by side: each keeps its own direction
    assert '<bdi><bdi>نورس نت</bdi> 5 March 2024 <bdi dir="ltr">#3</bdi></bdi> has it from' in page
    assert "Give two different pages" in words(client.get("/compare?one=3&other=3").text)
    assert "A page is given by its number" in words(client.get("/compare?one=x&other=3").text)
    assert 'name="one"' in client.get("/compare").text


def test_claims_of_the_reader_tell_what_stands_behind_them(client, brought):
    behind = together.propositions_of_page(brought, 1)
    assert behind
    page = client.get("/pages/1").text
    for one in behind.values():
        assert f'href="/propositions/{one.proposition}"' in page
    number, one = next(iter(behind.items()))
    assert f'href="/propositions/{one.proposition}"' in client.get(f"/pages/1/claims/{number}").text


def test_people_part_claims_and_take_that_back(client, post, brought):
    name = together.disputes(brought)[0].name
    page = client.get(f"/propositions/{name}").text
    pair = re.search(r'name="kind" value="not_same"><input type="hidden" name="pair" value="([\d.-]+)"', page)[1]
    answer = post("/links", kind="not_same", pair=pair, to=f"/propositions/{name}")
    made = brought.decisions()[-1]
    assert made.kind == "not_same"
    assert answer.status_code == 200
    client.app.state.gatherer.close()
    post(f"/links/{made.id}/undo", to=f"/propositions/{name}")
    assert brought.decisions()[-1].undoes == made.id


def test_pages_are_said_to_be_copied(post, brought):
    page = post("/links", kind="copied_from", pair="4-3", to="/compare?one=3&other=4").text
    assert "What people decided" in words(page)
    assert brought.decisions()[-1].kind == "copied_from"


@pytest.mark.parametrize("fields", [{}, {"kind": "burn", "pair": "1-2"}, {"kind": "same", "pair": "1-2-3"}])
def test_what_cannot_be_said_is_refused(post, brought, fields):
    assert post("/links", **fields).status_code == 422
    assert brought.decisions() == []


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/x"])
def test_a_form_leads_back_to_these_views_only(client, to):
    from rawi.web.views.linking import back

    assert back(to) == "/"
    assert back("/compare?one=3&other=4") == "/compare?one=3&other=4"


def test_an_event_and_a_proposition_are_taken_along(client, brought):
    """A row for each claim of each proposition; the same in all three forms."""
    story = together.stories(brought)[0].name
    lines = together.story(brought, story).propositions
    views = [together.proposition(brought, one.name) for one in lines]
    rows = [json.loads(line) for line in client.get(f"/events/{story}?as=jsonl").text.splitlines()]
    assert len(rows) == sum(len(view.claims) for view in views)
    assert {row["proposition"] for row in rows} == {one.name for one in lines}
    for view in views:
        mine = [row for row in rows if row["proposition"] == view.name]
        assert sorted(row["claim"] for row in mine) == sorted(one.words for one in view.claims)
        assert {row["origin"] for row in mine} == {origin.name for origin in view.backing.origins}
        assert {row["side"] for row in mine if row["side"] != "withheld"} == {
            side for side, n in (("for", view.backing.supporting), ("against", view.backing.denying)) if n
        }
        alone = client.get(f"/propositions/{view.name}?as=jsonl").text
        assert [json.loads(line) for line in alone.splitlines()] == mine
    assert client.get(f"/events/{story}?as=csv").text.count("\r\n") == len(rows) + 1
    assert client.get(f"/events/{story}?as=xlsx").content.startswith(b"PK")
    assert client.get(f"/events/{story}?as=doc").status_code == 400


def test_who_denied_first_is_told(client, brought):
    lines = [one for one in together.disputes(brought) if one.denying]
    assert lines
    for line in lines:
        view = together.proposition(brought, line.name)
        said = min((one for one in view.claims if one.stance == "denies"), key=lambda one: one.page.day)
        name = next(one.name for one in view.backing.origins if one.id == said.origin)
        for page in (f"/propositions/{line.name}", f"/events/{line.story}"):
            assert f"first denied by {name}" in words(client.get(page).text)


def test_the_first_page_and_the_list_of_disputes_tell_figures_and_who_denied(client, brought):
    lines = together.disputes(brought)
    for path in ("/", "/disputes"):
        page = words(client.get(path).text)
        for line in lines[:3]:
            view = together.proposition(brought, line.name)
            assert line.text in page
            figures = told(view, {}).figures
            assert len(figures) > 1 or "figures" not in line.conflicts
            for figure in figures[:6]:
                assert figure.words in page
        assert "first denied by" in page
        assert "figures differ" in page


@pytest.mark.parametrize(
    ("language", "told", "here"),
    [
        (
            "en",
            "also told: <bdi>ثلاثة</bdi>, <bdi>خمسة</bdi>",
            ["figure here: <bdi>ثلاثة</bdi>", "figures here: <bdi>خمسة</bdi>, <bdi>ستة</bdi>"],
        ),
        (
            "ar",
            "ورقمان آخران: <bdi>ثلاثة</bdi>، <bdi>خمسة</bdi>",
            ["الرقم هنا: <bdi>ثلاثة</bdi>", "الرقمان هنا: <bdi>خمسة</bdi>، <bdi>ستة</bdi>"],
        ),
    ],
)
def test_a_title_with_one_of_several_figures_does_not_stand_alone(client, brought, language, told, here):
    line = next(one for one in together.disputes(brought) if one.text == "عدد القتلى بلغ ستة")
    client.headers["accept-language"] = language
    page = client.get(f"/propositions/{line.name}").text
    assert f"<span>{told}</span>" in page.partition("</h1>")[2].partition("</header>")[0]
    event = client.get(f"/events/{line.story}").text.partition('id="speakers"')[2].partition("</section>")[0]
    entries = [entry for entry in event.split("<li>") if f'href="/propositions/{line.name}"' in entry]
    assert len(entries) == 3  # each speaker is told with its own figures, whichever the title has
    for words in here:
        assert any(f'">{words}</span>' in entry for entry in entries)
    assert all(any(words in entry for words in (told, *here)) for entry in entries)


def test_what_a_decision_changes_is_brought_together_by_itself(client, post, brought, monkeypatch):
    monkeypatch.setattr("rawi.web.gathering.PAUSE_SECONDS", 0.05)
    number = next(iter(together.propositions_of_page(brought, 1)))
    post(f"/pages/1/claims/{number}/decide", decision="reject")
    assert together.pending(brought) > 0
    for _ in range(200):
        if not together.pending(brought):
            break
        time.sleep(0.05)
    assert together.pending(brought) == 0
    assert number not in together.propositions_of_page(brought, 1)


def test_decisions_in_a_row_are_brought_together_once(client, brought, monkeypatch):
    started = []
    gatherer = client.app.state.gatherer
    monkeypatch.setattr("rawi.web.gathering.PAUSE_SECONDS", 0.2)
    monkeypatch.setattr(gatherer, "start_if_few", lambda: started.append(1))
    for _ in range(5):
        gatherer.start_soon()
    time.sleep(0.6)
    assert started == [1]
    gatherer.close()
    gatherer.start_soon()
    time.sleep(0.4)
    assert started == [1]


def test_the_navigation_marks_where_one_is(client, brought):
    def marked(path):
        return re.findall(r'<a href="([^"]+)" aria-current="page"', client.get(path).text)

    name = together.disputes(brought)[0].name
    for path, address in (
        ("/", "/"), ("/pages/1", "/pages"), ("/searches", "/search"), ("/events", "/events"), (f"/propositions/{name}", "/events"),
        ("/compare?one=1&other=2", "/events"), ("/disputes", "/disputes"), ("/sources/named?name=x", "/sources"),
    ):  # fmt: skip
        assert marked(path) == [address], path
    assert marked("/nowhere") == []
