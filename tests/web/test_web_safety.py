"""One test for each line of docs/threat-model.md."""

import re
import socket

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import BASE, TOKEN, client_of

from rawi.errors import OptionError
from rawi.web.serving import hosts, open_socket
from rawi.web.settings import Settings

ADDRESSES = ("/", "/pages", "/pages/1", "/pages/1/original", "/pages/1/claims/1", "/search", "/adding", "/sha256/0")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_told_without_the_token(desk, address):
    with client_of(desk) as stranger:
        answer = stranger.get(address)
    assert answer.status_code == 401
    assert "العوسج" not in answer.text


def test_a_wrong_token_lets_nobody_in(desk):
    with client_of(desk) as stranger:
        assert stranger.get("/enter", params={"token": TOKEN + "x"}).status_code == 401
        assert stranger.get("/enter").status_code == 401
        assert not stranger.cookies


def test_the_token_leaves_the_address_and_the_cookie_is_not_for_scripts(desk):
    with client_of(desk) as client:
        answer = client.get("/enter", params={"token": TOKEN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    assert TOKEN not in answer.headers["set-cookie"]


def test_a_cookie_of_another_start_is_void(desk):
    with client_of(desk, Settings(token="another")) as other:
        other.get("/enter", params={"token": "another"})
        cookies = dict(other.cookies)
    with client_of(desk) as client:
        client.cookies.update(cookies)
        assert client.get("/").status_code == 401


def test_new_tokens_differ_and_cannot_be_guessed():
    tokens = {Settings().token for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8766", "localhost.evil.example:8765", ""])
def test_another_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8765", "http://127.0.0.1:9999"])
def test_a_form_of_another_site_is_refused(client, desk, origin):
    answer = client.post("/pages/1/decide", data={"decision": "checked"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert desk.decisions() == []


def test_a_form_that_a_browser_calls_foreign_is_refused(client, desk):
    headers = {"sec-fetch-site": "cross-site"}
    assert client.post("/pages/1/decide", data={"decision": "checked"}, headers=headers).status_code == 403
    assert desk.decisions() == []


@pytest.mark.parametrize("csrf", ["", "0" * 64, "ا"])
def test_a_form_without_the_csrf_token_is_refused(client, desk, csrf):
    for address in ("/add", "/failures/retry", "/pages/1/decide", "/pages/1/claims/1/decide", "/decisions/1/undo",
                    "/pages/1/claims/1/correct"):  # fmt: skip
        assert client.post(address, data={"csrf": csrf, "decision": "accept"}).status_code == 403
    assert desk.decisions() == []


def test_no_address_changes_anything_by_get(client, desk):
    for address in ("/add", "/failures/retry", "/pages/1/decide", "/pages/1/claims/1/decide", "/decisions/1/undo"):
        assert client.get(address, params={"decision": "accept"}).status_code == 405
    assert desk.decisions() == []


def test_every_answer_forbids_foreign_code(client):
    seen = set()
    for address in ("/", "/pages/8", "/pages/8/claims/1", "/search?q=x", "/nothing", "/static/css/base.css"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "'self'" not in re.search(r"script-src [^;]*", policy)[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        seen.add(policy)
    assert len(seen) == 6  # a nonce is never used twice


@pytest.mark.parametrize("address", ["/", "/pages", "/pages/8", "/pages/8/claims/1", "/pages/8/claims/1/correct",
                                     "/search?q=%3Cscript%3E&of=pages", "/search?q=%22%3E%3Cimg%20src%3Dx%3E"])  # fmt: skip
def test_a_hostile_page_is_shown_as_text(client, address):
    answer = client.get(address)
    nonce = re.search(r"script-src 'nonce-([^']+)'", answer.headers["content-security-policy"])[1]
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert not re.search(r"<[^>]+\s(on\w+|style)=", answer.text)
    for script in re.findall(r"<script[^>]*>", answer.text):
        assert f'nonce="{nonce}"' in script
    assert 'href="javascript:' not in answer.text
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)


def test_original_bytes_are_never_shown_by_the_browser(client, desk):
    answer = client.get("/pages/1/original")
    assert answer.content == desk.original(1)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]


def test_too_much_at_once_is_refused_by_what_is_said_and_by_what_comes(desk):
    with client_of(desk, Settings(token=TOKEN, upload_bytes=5000)) as client:
        client.get("/enter", params={"token": TOKEN})
        assert client.post("/add", content=b"x" * 6000).status_code == 413
        chunks = (b"x" * 1000 for _ in range(20))
        kind = {"content-type": "multipart/form-data; boundary=b"}
        assert client.post("/add", content=chunks, headers=kind).status_code == 413


def test_too_many_files_are_refused(desk):
    with client_of(desk, Settings(token=TOKEN, upload_files=3)) as client:
        client.get("/enter", params={"token": TOKEN})
        files = [("files", (f"{n}.txt", b"x")) for n in range(5)]
        assert client.post("/add", files=files).status_code == 400


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "10.0.0.1", "example.org"])
def test_it_refuses_to_listen_beyond_this_machine(host):
    with pytest.raises(OptionError, match=r"accounts|no address"):
        open_socket(host, 0)


def test_it_listens_on_loopback_and_knows_its_names():
    with open_socket("127.0.0.1", 0) as opened:
        port = opened.getsockname()[1]
        assert opened.getsockname()[0] == "127.0.0.1"
        assert set(hosts(opened)) == {f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"}


def test_a_port_that_is_taken_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OptionError, match="cannot be listened on"):
            open_socket("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nx"]
)
def test_the_door_leads_nowhere_else(client, to):
    for address in (f"/language/en?to={to}", f"/enter?token={TOKEN}&to={to}"):
        assert client.get(address.replace("\r\n", "%0d%0a"), follow_redirects=False).headers["location"] == "/"


def test_two_desks_on_one_machine_do_not_share_a_cookie():
    assert Settings(hosts=("127.0.0.1:1",)).cookie != Settings(hosts=("127.0.0.1:2",)).cookie


def test_pages_are_not_left_in_the_browsers_store(client: TestClient):
    assert client.get("/pages/1").headers["cache-control"] == "no-store"
    assert client.get(BASE + "/pages/1/original").headers["cache-control"] == "no-store"


def test_an_address_is_no_path_of_this_machine(client, post, desk):
    before = len(desk)
    assert post("/add", address="/etc/passwd").status_code == 422
    assert post("/add", address="file:///etc/passwd").status_code == 422
    assert (len(desk), desk.failures()) == (before, [])


def test_offline_no_address_is_fetched(desk):
    with client_of(desk, Settings(token=TOKEN, addresses=False)) as client:
        page = client.get("/enter", params={"token": TOKEN}).text
        assert 'name="address"' not in page
        csrf = re.search(r'name="csrf" value="(\w+)"', page)[1]
        answer = client.post("/add", data={"csrf": csrf, "address": "https://news.example/"})
    assert answer.status_code == 422
    assert desk.failures() == []
