"""Origins: with whom claims of several pages end, in a list with filters, and each by itself."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from rawi.desk.views import origins as ends
from rawi.together import desk as together


@pytest.fixture
def brought(desk):
    together.update(desk)
    return desk


def listed(desk, **asked):
    with desk.reading() as connection:
        return ends.listed(connection, **asked)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_list_is_that_of_the_command_line(brought):
    """`rawi origins` counts the same over all propositions."""
    found = listed(brought, limit=100)
    told = together.origins(brought, limit=100)
    assert found.whole
    assert found.next is None
    assert [one.propositions for one in found.lines] == [one.propositions for one in told]
    assert {(one.name, one.propositions, one.supporting, one.denying) for one in found.lines} == {
        (one.name, one.propositions, one.supporting, one.denying) for one in told
    }
    assert {one.name: one.relays for one in found.lines} == {one.name: one.relays for one in told}


def test_alone_means_that_the_proposition_ends_with_nobody_else(brought):
    for one in listed(brought, limit=100).lines:
        with brought.reading() as connection:
            seen = ends.seen(connection, one.key, limit=100)
        backings = [together.proposition(brought, ending.name).backing for ending in seen.endings]
        assert len(backings) == one.propositions
        assert one.alone == sum(len(backing.origins) == 1 for backing in backings)
        for ending, backing in zip(seen.endings, backings, strict=True):
            mine = [origin for origin in backing.origins if origin.name == one.name]
            if mine:
                assert (mine[0].supports, mine[0].denies) == (ending.supports, ending.denies)


def test_filters(brought):
    every = listed(brought, limit=100).lines
    assert any(one.denying for one in every)
    assert {one.key for one in listed(brought, side="denies").lines} == {one.key for one in every if one.denying}
    assert {one.key for one in listed(brought, named=False).lines} == {one.key for one in every if not one.named}
    assert {one.kind for one in listed(brought, kind="person").lines} == {"person"}
    [one] = listed(brought, words="منالُ القيسوني").lines
    assert "القيسوني" in one.name
    assert listed(brought, words="100%_").lines == ()


def test_pages_of_the_list_do_not_overlap(brought):
    every = [one.key for one in listed(brought, limit=100).lines]
    first = listed(brought, limit=3)
    assert first.next == 3
    second = listed(brought, limit=3, after=first.next)
    assert [one.key for one in (*first.lines, *second.lines)] == every[:6]


def test_the_view_tells_each_and_leads_to_it(client, brought):
    page = client.get("/origins").text
    every = listed(brought, limit=100).lines
    assert page.count('class="end-name"') == len(every)
    for one in every:
        address = "/origins/named?" + urlencode({"name": one.key})
        assert f'href="{address}"' in unescape(page)
        alone = client.get(address)
        assert alone.status_code == 200
        assert one.name in words(alone.text)
        assert len(set(re.findall(r'href="/propositions/(\d+)"', alone.text))) == one.propositions
    assert "It never says that a claim is true" in words(page)
    assert "/origins" in re.findall(r'<li><a href="([^"]+)"', client.get("/").text)


def test_the_form_of_the_view_filters(client, brought):
    page = client.get("/origins", params={"side": "denies", "named": "yes"}).text
    expected = listed(brought, side="denies", named=True).lines
    assert page.count('class="end-name"') == len(expected) > 0
    assert "Nothing was found" in words(client.get("/origins", params={"name": "لا أحد بهذا الاسم"}).text)


@pytest.mark.parametrize(
    ("asked", "status"),
    [("/origins?kind=burn", 400), ("/origins?side=burn", 400), ("/origins/named", 404), ("/origins/named?name=x", 404)],
)
def test_what_is_not_there_is_told(client, brought, asked, status):
    assert client.get(asked).status_code == status


def test_an_empty_desk_says_what_to_do(client):
    assert "No origin yet" in words(client.get("/origins").text)
