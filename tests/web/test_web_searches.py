"""Saved searches in the browser and the API: saved from what is in view, opened, renamed, taken away, brought back."""

import re
from html import unescape

import pytest

import rawi
from rawi.desk.captures import CaptureInfo
from rawi.web.views import search

from .test_api import BEARER, fault, ok

ASKED = "q=%D8%AD%D8%B1%D9%8A%D9%82&stance=states"
HOSTILE = '<script>alert(1)</script>"\u202e x'
NEW = "قالت البلدية إن حريقا آخر اندلع في الصوامع."


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def bring(desk):
    desk.put(rawi.read(NEW, published="2024-03-08"), NEW.encode(), CaptureInfo("new.txt", "2024-03-08T09:00:00Z"))


def test_a_search_is_saved_opened_renamed_removed_and_brought_back(client, desk, post):
    view = client.get("/search?" + ASKED)
    assert f'name="asked" value="{ASKED.replace("&", "&amp;")}"' in view.text
    page = post("/searches", asked=ASKED, name="حرائق")
    assert page.url.path == "/search"
    assert dict(page.url.params) == {"q": "حريق", "stance": "states", "saved": "1"}
    assert "Saved search حرائق /searches/1" in words(page.text)
    assert "Save this search" not in page.text
    [made] = desk.saved_searches()
    assert made.asked == {"query": "حريق", "of": "claims", "sort": "relevance", "stance": "states"}
    bring(desk)
    assert re.search(r"<bdi>حرائق</bdi></button></form> *<span class=\"tag new\">1 new</span>", client.get("/").text)
    opened = post("/searches/1/open")
    assert opened.url.params["since"] == "8"
    assert opened.text.count('<span class="tag new">new</span>') == 1
    assert "tag new" not in client.get("/").text
    assert "<bdi>الحرائق</bdi>" in post("/searches/1/rename", name="الحرائق").text
    gone = post("/searches/1/remove")
    assert "The search was taken away." in gone.text
    assert desk.saved_searches() == []
    assert client.get("/searches/1").status_code == 404
    assert "<bdi>الحرائق</bdi>" in post("/searches/1/restore").text


def test_its_address_leads_to_what_it_finds_and_notes_nothing(client, desk):
    desk.save_search(
        "حرائق", "حريق", outlet="نورس نت", said=("2024-03-01", None), quantity=(5, 6, None), language="ar", named=True
    )
    bring(desk)
    page = client.get("/searches/1")
    assert page.url.path == "/search"
    assert dict(page.url.params) == {
        "q": "حريق", "outlet": "نورس نت", "said_from": "2024-03-01", "quantity": "5..6", "language": "ar", "named": "yes", "saved": "1",
    }  # fmt: skip
    assert desk.saved_search(1).seen == 8


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "حريق", "of": "pages", "sort": "time"}, {"source": 7, "entity": "هند", "named": False},
        {"said": ("2021-01-01", "2021-01-02"), "about": (None, "2020-01-01")}, {"quantity": (3, None, "percent")},
        {"quantity": (None, 2.5, None), "language": "fa"}, {"of": "names", "kind": "PER"},
    ],
)  # fmt: skip
def test_an_address_says_the_same_as_what_is_kept(asked):
    from urllib.parse import parse_qsl

    given = search.Asked(
        dict(parse_qsl(search.address({"query": "", "of": "claims", "sort": "relevance", **asked}).partition("?")[2]))
    )
    back = {"query": given.get("q", ""), "of": given.get("of", "claims"), "sort": given.get("sort", "relevance")}
    wanted = {**back, **asked}
    if "quantity" in wanted:
        assert tuple(search.filters(given, "claims").pop("quantity")) == asked["quantity"]
    assert {**back, **search.filters(given, back["of"])} == {
        **wanted, **{n: tuple(side or "" for side in asked[n]) for n in ("said", "about") if n in asked and None not in asked[n]},
        **{n: search.filters(given, "claims")[n] for n in ("said", "about") if n in asked and None in asked[n]},
    }  # fmt: skip


def test_its_list_is_taken_along(client, desk):
    desk.save_search("حرائق", "حريق")
    told = client.get("/searches/1/export?as=jsonl")
    assert told.headers["content-disposition"] == 'attachment; filename="rawi-claims.jsonl"'
    assert len(told.text.splitlines()) == desk.search("حريق").count > 1


def test_hostile_names_are_words_and_no_more(client, post):
    page = post("/searches", asked=ASKED, name=HOSTILE).text
    shown = "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&#34; x</bdi>"
    for text in (page, client.get("/").text, client.get("/searches").text):
        assert shown in text
        assert "<script>alert" not in text
        assert "\u202e x" not in text


def test_what_cannot_be_saved_is_said_where_one_is(client, post, desk):
    desk.save_search("حرائق")
    page = post("/searches", asked=ASKED, name="حرائق")
    assert page.status_code == 422
    assert "There is a saved search حرائق already; give another name." in words(page.text)
    assert 'value="حريق"' in page.text
    assert post("/searches", asked=ASKED, name=" ").status_code == 422
    desk.save_search("غيرها")
    page = post("/searches/2/rename", name="حرائق")
    assert page.status_code == 422
    assert "already" in page.text
    client.get("/language/ar?to=/")
    assert "اختر اسما آخر" in post("/searches", asked=ASKED, name="حرائق").text
    assert post("/searches", asked="q=" + "a" * 9000, name="x").status_code == 422


def test_nothing_is_saved_without_the_token_of_the_session(client, desk):
    assert client.post("/searches", data={"asked": ASKED, "name": "x"}).status_code == 403
    assert desk.saved_searches() == []


def test_the_api(client, desk):
    client.headers.update(BEARER)
    made = ok(
        client.post(
            "/api/searches", json={"name": "حرائق", "q": "حريق", "stance": "states", "said_from": "2024-03-01"}
        ),
        201,
    )
    assert made["filters"] == {"stance": "states", "said": ["2024-03-01", None]}
    fault(client.post("/api/searches", json={"name": "حرائق"}), 422, "wrong")
    fault(client.post("/api/searches", json={"name": "x" * 101}), 422, "wrong")
    bring(desk)
    other = ok(client.post("/api/searches", json={"name": "أسماء", "of": "names", "kind": "PER"}), 201)
    first = ok(client.get("/api/searches", params={"limit": 1}))
    assert [(one["id"], one["new"]) for one in first["items"]] == [(made["id"], 1)]
    rest = ok(client.get("/api/searches", params={"after": first["next"]}))
    assert ([one["name"] for one in rest["items"]], rest["next"]) == (["أسماء"], None)
    assert ok(client.post(f"/api/searches/{made['id']}/open"), 201)["seen"] == 8
    assert ok(client.get(f"/api/searches/{made['id']}"))["seen"] == 9
    assert ok(client.post(f"/api/searches/{other['id']}/rename", json={"name": "ناس"}), 201)["name"] == "ناس"
    assert ok(client.delete(f"/api/searches/{made['id']}"))["id"] == made["id"]
    fault(client.delete(f"/api/searches/{made['id']}"), 404, "missing")
    assert ok(client.post(f"/api/searches/{made['id']}/restore"), 201)["name"] == "حرائق"
    fault(client.post("/api/searches/99/rename", json={"name": "x"}), 404, "missing")
