"""Where something cannot be done there is a page that says what to do, in both languages; a fault has a number in the log."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from tests.web.conftest import TOKEN, client_of

from rawi.desk import engine
from rawi.desk.views import pages
from rawi.errors import DeskError
from rawi.web import faults
from rawi.web.app import ROUTES
from rawi.web.settings import Settings

NUMBER = re.compile(r"\b[0-9a-f]{4}-[0-9a-f]{4}\b")
SECRET = "no reader may see /home/nobody/this"
HEADINGS = {
    404: ("There is nothing here", "لا شيء هنا"),
    405: ("This address takes no such request", "هذا الرابط لا يقبل طلبا كهذا"),
    400: ("This cannot be asked so", "المطلوب في هذا الرابط غير مفهوم"),
    413: ("This is too much at once", "هذا أكثر مما يُقبل دفعة واحدة"),
    500: ("Something broke in Rawi", "وقع خلل في راوٍ"),
}


@pytest.fixture
def broken(monkeypatch):
    """Whatever asks for one page of the desk stumbles."""

    def stumble(*_, **__):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(pages, "newest", stumble)
    monkeypatch.setattr(pages, "count", stumble)


def heading(answer):
    return unescape(re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", answer.text, re.S)[1])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_fault_has_a_page_with_its_number_and_the_log_has_the_rest(client, desk, broken, language, caplog):
    answer = client.get("/pages?before=7", headers={"accept-language": language})
    assert answer.status_code == 500
    assert heading(answer) == HEADINGS[500][language == "ar"]
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.text
    [number] = set(NUMBER.findall(answer.text))
    assert "faults.log" in answer.text
    assert answer.text.count("<li>") >= 3
    for hidden in (SECRET, "ZeroDivision", "Traceback", ".py", str(desk.folder), desk.folder.name):
        assert hidden not in answer.text
    log = (desk.folder / faults.LOG).read_text(encoding="utf-8")
    assert f"fault {number} " in log
    assert "GET /pages?before=7" in log
    assert f"ZeroDivisionError: {SECRET}" in log
    assert (desk.folder / faults.LOG).stat().st_mode & 0o077 == 0
    assert number in caplog.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_each_fault_has_a_number_of_its_own_and_the_desk_goes_on(client, broken):
    numbers = {NUMBER.search(client.get("/pages").text)[0] for _ in range(3)}
    assert len(numbers) == 3
    assert client.get("/sources").status_code == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_htmx_gets_a_piece_for_the_place_that_every_page_has(client, broken, language):
    answer = client.get("/pages", headers={"hx-request": "true", "accept-language": language})
    assert answer.status_code == 500
    assert "<html" not in answer.text
    assert re.match(r'<div id="fault" class="note bad" role="alert" data-reason="fault">', answer.text.strip())
    assert NUMBER.search(answer.text)
    assert HEADINGS[500][language == "ar"] in answer.text
    page = client.get("/sources").text
    assert '<div id="fault"></div>' in page
    assert '"target": "#fault", "select": "#fault"' in page


@pytest.mark.parametrize(
    ("code", "english", "arabic"),
    [
        ("SQLITE_CORRUPT", "tells what is damaged", "ما تلف"),
        ("SQLITE_NOTADB", "tells what is damaged", "ما تلف"),
        ("SQLITE_BUSY", "Wait a little", "انتظر قليلا"),
    ],
)
def test_who_meets_a_damaged_desk_is_not_told_to_wait(client, monkeypatch, code, english, arabic):
    def stumble(*_, **__):
        raise DeskError(engine._SQLITE[code].format(name="/news/a.desk"))

    monkeypatch.setattr(pages, "newest", stumble)
    for language, words in (("en", english), ("ar", arabic)):
        answer = client.get("/pages?before=7", headers={"accept-language": language})
        assert answer.status_code == 503
        assert words in answer.text
        assert ('dir="ltr" class="hash whole">rawi check --recover NEW</bdi>' in answer.text) == (code != "SQLITE_BUSY")
        assert ("Wait a little" in answer.text or "انتظر قليلا" in answer.text) == (code == "SQLITE_BUSY")
        assert "/news/a.desk" in answer.text


def test_an_error_that_is_no_fault_is_a_piece_for_htmx_too(client, desk):
    answer = client.post("/pages/1/decide", data={"decision": "checked"}, headers={"hx-request": "true"})
    assert answer.status_code == 403
    assert "<html" not in answer.text
    assert "Load the page anew" in answer.text
    assert desk.decisions() == []
    assert not (desk.folder / faults.LOG).exists()


def test_under_api_a_fault_has_the_one_shape(client, desk, broken):
    answer = client.get("/api/pages")
    assert answer.status_code == 500
    error = answer.json()["error"]
    assert set(error) == {"status", "reason", "message"}
    assert (error["status"], error["reason"]) == (500, "fault")
    number = NUMBER.search(error["message"])[0]
    assert SECRET not in answer.text
    log = (desk.folder / faults.LOG).read_text(encoding="utf-8")
    assert log.count("fault ") == 1
    assert f"fault {number} " in log


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404), ("GET", "/pages/99", 404), ("GET", "/sha256/0", 404), ("GET", "/pages/1/claims/no", 404),
        ("GET", "/add", 405), ("DELETE", "/pages", 405), ("GET", "/network?stance=never", 400), ("GET", "/network?from=never", 400),
        ("GET", "/disputes?kind=none", 400), ("GET", "/origins?kind=none", 400), ("GET", "/static/nothing.css", 404),
    ],
)  # fmt: skip
def test_each_error_has_a_page_of_its_own(client, method, path, status, language):
    answer = client.request(method, path, headers={"accept-language": language})
    assert answer.status_code == status
    assert heading(answer) == HEADINGS[status][language == "ar"]
    assert f'lang="{language}"' in answer.text
    if status == 405:
        assert answer.headers["allow"]
    if language == "ar":
        words = unescape(
            re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2].partition(">")[2].partition("</main")[0])
        )
        assert [w for w in re.findall("[A-Za-z]{3,}", words) if w not in ("never", "none")] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_too_much_at_once_has_its_page_by_what_is_said_and_by_what_comes(desk, language):
    with client_of(desk, Settings(token=TOKEN, upload_bytes=5000)) as client:
        client.get("/enter", params={"token": TOKEN})
        kind = {"content-type": "multipart/form-data; boundary=b", "accept-language": language}
        for content in (b"x" * 6000, (b"x" * 1000 for _ in range(20))):
            answer = client.post("/add", content=content, headers=kind)
            assert answer.status_code == 413
            assert heading(answer) == HEADINGS[413][language == "ar"]
        answer = client.post("/api/decisions", content=b"x" * 6000)
        assert answer.json()["error"]["reason"] == "large"


def test_the_closed_door_says_what_to_do_and_nothing_of_the_desk(desk):
    with client_of(desk) as stranger:
        answer = stranger.get("/pages/1", headers={"accept-language": "ar"})
    assert answer.status_code == 401
    assert heading(answer) == "المكتب مغلق أمام هذا المتصفح"
    assert desk.name not in answer.text
    assert "/search" not in answer.text


def test_a_page_that_cannot_be_made_either_is_bare_and_in_both_languages(client, desk, broken, monkeypatch):
    def stumble(*_, **__):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr("rawi.web.errors.told", stumble)
    answer = client.get("/pages")
    assert answer.status_code == 500
    assert SECRET not in answer.text
    [number] = set(NUMBER.findall(answer.text))
    assert "Something broke" in answer.text
    assert "وقع خلل" in answer.text
    assert number in (desk.folder / faults.LOG).read_text(encoding="utf-8")


def test_the_log_keeps_within_its_size_and_hides_the_token(desk, monkeypatch, broken):
    monkeypatch.setattr(faults, "MOST_BYTES", 3000)

    def stumble(*_, **__):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr("rawi.web.views.entrance.local", stumble)
    with client_of(desk) as client:
        answer = client.get("/enter", params={"token": TOKEN, "to": "/x"})
        assert answer.status_code == 500
        assert TOKEN not in (desk.folder / faults.LOG).read_text(encoding="utf-8")
        for _ in range(12):
            client.get("/enter", params={"token": TOKEN})
    sizes = [(desk.folder / name).stat().st_size for name in (faults.LOG, f"{faults.LOG}.1")]
    assert max(sizes) < 20_000
    assert sum(sizes) < 13 * 10_000


def test_an_answer_that_is_on_its_way_ends_and_is_noted(desk):
    """What a browser already has of an answer cannot be taken back: it must see that it is not whole."""

    async def breaks(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError(SECRET)

    sent = []

    async def run():
        async def send(message):
            sent.append(message["type"])

        scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": [], "server": ("x", 1)}
        await faults.Faults(breaks, faults.FaultLog(desk.folder), lambda *_: None)(scope, None, send)

    with ThreadPoolExecutor(1) as other:  # a browser of other tests may hold this thread's loop
        other.submit(asyncio.run, run()).result()
    assert sent == ["http.response.start"]
    assert SECRET in (desk.folder / faults.LOG).read_text(encoding="utf-8")


HOSTILE = ("9" * 30, "-1", "0", "x", "é", "%00", "\u202e", "1e9", "a" * 5000, "..", "1.5", "[", '"')
NAMES = (
    "q", "of", "after", "before", "sort", "source", "entity", "kind", "name", "named", "side", "stance", "outlet", "said_from",
    "about_to", "from", "to", "quantity", "saved", "since", "one", "other", "as", "done", "focus", "unnamed", "lang", "role", "type",
)  # fmt: skip


@pytest.mark.parametrize(
    "route", [one for one in ROUTES if "GET" in (getattr(one, "methods", None) or ())], ids=lambda r: r.path
)
def test_no_address_stumbles_over_what_is_asked(client, desk, route):
    """Numbers that no database holds, signs that are none, words where a number is meant: an answer, never a fault."""
    paths = {re.sub(r"\{(\w+)(?::int)?\}", filled, route.path) for filled in ("1", "0", "9" * 30, "x", "%00", '"')}
    if ":int}" in route.path:
        paths = {re.sub(r"\{(\w+):int\}", n, route.path).replace("{key}", "1") for n in ("1", "0", "9" * 18, "9" * 30)}
    for path in paths:
        assert client.get(path).status_code in (200, 400, 401, 404, 422, 503), path
    first = min(paths)
    for n, name in enumerate(NAMES):
        for given in (HOSTILE[n % len(HOSTILE)], HOSTILE[(n + 4) % len(HOSTILE)], HOSTILE[0]):
            answer = client.get(first, params={name: given}, follow_redirects=False)
            assert answer.status_code < 500, (first, name, given, answer.status_code)
    assert not (desk.folder / faults.LOG).exists()
