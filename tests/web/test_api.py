import json

import pytest
from starlette.testclient import TestClient

from rawi.web.api.shapes import Json
from rawi.web.app import make_app
from rawi.web.settings import Settings

BASE = "http://127.0.0.1:8765"
TOKEN = "a-token-for-tests"
BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def outside(desk):
    """A client with nothing but the address."""
    return TestClient(make_app(desk, Settings(token=TOKEN, workers=1)), BASE, follow_redirects=False)


@pytest.fixture
def api(outside):
    outside.headers.update(BEARER)
    return outside


def ok(answer, status=200):
    assert answer.status_code == status, answer.text
    return answer.json()


def fault(answer, status, reason):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    given = answer.json()
    assert set(given) == {"error"}
    assert set(given["error"]) == {"status", "reason", "message"}
    assert (given["error"]["status"], given["error"]["reason"]) == (status, reason)
    return given["error"]["message"]


def everything(api, address, **asked):
    """All items of a list, page by page."""
    items, after = [], {}
    for _ in range(100):
        page = ok(api.get(address, params={"limit": 2, **asked, **after}))
        assert len(page["items"]) <= 2
        items += page["items"]
        if page["next"] is None:
            return items
        after = {"after": page["next"]}
    raise AssertionError("the list does not end")


def test_pages_come_by_key_the_last_first(api, desk):
    assert [page["id"] for page in everything(api, "/api/pages")] == list(desk.pages())[::-1]


def test_a_page_has_its_reading_with_what_was_decided(api, desk):
    desk.reject(1, 2)
    page = ok(api.get("/api/pages/1"))
    assert page["page"]["sha256"] == desk.get(1).page.id
    assert page["reading"]["format"] == "rawi-reading/1"
    assert len(page["reading"]["claims"]) == len(desk.get(1).claims) - 1
    assert page["captures"][0]["origin"] == "01-zumurruda.html"


def test_claims_are_found_by_words_and_filters(api, desk):
    found = ok(api.get("/api/claims", params={"q": "قتلى", "limit": 200}))
    assert found["items"]
    assert found["exact"]
    assert found["count"] == len(found["items"])
    assert {c["claim_id"] for c in found["items"]} == {h.claim_id for h in desk.search("قتلى", limit=200).hits}
    denied = ok(api.get("/api/claims", params={"stance": "denies"}))["items"]
    assert denied
    assert {c["stance"] for c in denied} == {"denies"}


def test_a_list_of_claims_goes_on_where_it_ended(api, desk):
    numbers = [c["claim_id"] for c in everything(api, "/api/claims", q="قتلى", sort="time")]
    assert numbers == [h.claim_id for h in desk.search("قتلى", sort="time", limit=200).hits]


def test_every_source_is_listed_once_and_can_be_asked_for(api, desk):
    lines = everything(api, "/api/sources")
    keys = [(line["who"]["entity"], line["who"]["key"] if line["who"]["entity"] is None else None) for line in lines]
    assert len(keys) == len(set(keys))
    named = {s.name for page in desk.pages() for s in desk.get(page).sources}
    seen = set()
    for line in lines:
        who = line["who"]
        address = f"/api/sources/{who['entity']}" if who["entity"] else "/api/sources/named"
        given = ok(api.get(address, params={} if who["entity"] else {"name": who["key"]}))
        seen |= {name for name, _ in given["names"]}
        assert given["pages"] == line["pages"]
    assert seen == named


def test_a_source_has_its_claims_with_chain_and_reporter(api):
    who = next(line["who"] for line in everything(api, "/api/sources") if line["who"]["name"] == "منال القيسوني")
    claims = everything(api, f"/api/sources/{who['entity']}/claims")
    assert {c["chain"][-1]["who"]["entity"] for c in claims} == {who["entity"]}
    assert {"نورس نت", "الرحى"} <= {c["outlet"] for c in claims}
    days = [c["said_first"] or "" for c in claims]
    assert days == sorted(days, reverse=True)
    reporters = ok(api.get(f"/api/sources/{who['entity']}"))["reporters"]
    assert ("attribution", "نورس نت") in [(r["link"], r["name"]) for r in reporters]


def test_entities_merge_and_the_merge_is_undone(api, desk):
    people = everything(api, "/api/entities", type="PER")
    one, other = people[0]["id"], people[1]["id"]
    made = ok(
        api.post("/api/decisions", json={"kind": "merge", "entity": one, "others": [other], "why": "the same"}), 201
    )
    assert made["why"] == "the same"
    seen = ok(api.get(f"/api/entities/{other}"))
    assert seen["id"] == one
    assert [line["id"] for line in seen["merged"]] == [one, other]
    assert [d["id"] for d in seen["decisions"]] == [made["id"]]
    assert other not in [e["id"] for e in everything(api, "/api/entities", type="PER")]
    ok(api.post(f"/api/decisions/{made['id']}/undo"), 201)
    assert ok(api.get(f"/api/entities/{other}"))["id"] == other
    assert [d["kind"] for d in everything(api, "/api/decisions")] == ["merge", "undo"]


def test_an_entity_is_split_on_a_page(api):
    who = next(e for e in everything(api, "/api/entities", type="PER") if e["name"] == "نجلاء الشطاوي")
    made = ok(api.post("/api/decisions", json={"kind": "split", "entity": who["id"], "pages": [5]}), 201)
    seen = ok(api.get(f"/api/entities/{who['id']}"))
    assert seen["pages"] == who["pages"] - 1
    [part] = seen["parts"]
    assert ok(api.get(f"/api/entities/{part['id']}"))["part_of"]["id"] == who["id"]
    ok(api.post(f"/api/decisions/{made['id']}/undo"), 201)
    assert ok(api.get(f"/api/entities/{who['id']}"))["pages"] == who["pages"]


def test_a_claim_is_judged(api, desk):
    ok(api.post("/api/decisions", json={"kind": "accept", "page": 1, "claim": 2}), 201)
    assert desk.decided(1).claims[1].state == "accepted"
    ok(api.post("/api/decisions", json={"kind": "note", "page": 1, "note": "انظر الصورة"}), 201)
    assert [d["kind"] for d in ok(api.get("/api/decisions", params={"page": 1}))["items"]] == ["accept", "note"]


def test_without_the_token_nothing_is_told(outside):
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}):
        outside.headers.pop("authorization", None)
        fault(outside.get("/api/pages", headers=headers), 401, "token")
        assert outside.get("/api/pages", headers=headers).headers["www-authenticate"] == "Bearer"
        fault(outside.post("/api/decisions", json={}, headers=headers), 401, "token")


def test_another_host_and_another_site_are_refused(api):
    fault(api.get("/api/pages", headers={"host": "evil.test"}), 421, "host")
    fault(api.post("/api/decisions", json={}, headers={"origin": "http://evil.test"}), 403, "forbidden")


def test_a_cookie_alone_decides_nothing(client):
    assert client.get("/api/pages").status_code == 200
    fault(client.post("/api/decisions", json={"kind": "checked", "page": 1}), 403, "forbidden")


def test_the_token_opens_nothing_but_the_api(outside):
    assert outside.get("/", headers=BEARER).status_code == 401


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("/api/pages/99", 404, "missing"),
        ("/api/pages/0", 422, "wrong"),
        ("/api/pages/99999999999999999999", 422, "wrong"),
        ("/api/pages?after=x", 422, "wrong"),
        ("/api/pages?limit=201", 422, "wrong"),
        ("/api/claims?after=x", 422, "wrong"),
        ("/api/claims?stance=shouts", 422, "wrong"),
        ("/api/claims?said_from=2024-13-40", 422, "wrong"),
        ("/api/claims?source_entity=9007199254740992", 422, "wrong"),
        ("/api/sources/named?name=nobody", 404, "missing"),
        ("/api/sources?after=q_1", 422, "wrong"),
        ("/api/sources/99", 404, "missing"),
        ("/api/entities/9999", 404, "missing"),
        ("/api/entities/9999/claims", 404, "missing"),
        ("/api/nothing", 404, "missing"),
    ],
)
def test_every_fault_has_one_shape(api, address, status, reason):
    assert fault(api.get(address), status, reason)


def test_a_method_that_is_none_says_which_there_are(api):
    answer = api.delete("/api/pages")
    assert fault(answer, 405, "method")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"kind":"accept"}',
        b'{"kind":"shout","page":1}',
        b'{"kind":"checked","page":1,"more":1}',
        b'{"kind":"note","page":1,"note":""}',
    ],
)
def test_a_body_that_is_none_is_refused(api, body, desk):
    fault(api.post("/api/decisions", content=body, headers={"content-type": "application/json"}), 422, "wrong")
    assert desk.decisions() == []


def test_halves_of_characters_come_out_whole(api, desk):
    body = json.dumps({"kind": "note", "page": 1, "note": "a\ud800b"})
    fault(api.post("/api/decisions", content=body, headers={"content-type": "application/json"}), 422, "wrong")
    assert desk.decisions() == []
    assert Json({"a\udfff": ["\ud800b"]}).body == '{"a\ufffd":["\ufffdb"]}'.encode()
