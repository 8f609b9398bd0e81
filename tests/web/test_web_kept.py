"""Answers are kept until anybody writes to the desk, and nothing of one session comes to another."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import BASE, TOKEN, client_of

from rawi.desk import engine
from rawi.desk.desk import Desk
from rawi.errors import DeskError
from rawi.web.kept import Kept
from rawi.web.views import page as page_view

ADDRESS = "/pages/2"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of page readers that were made, not taken from what is kept."""
    found: list[str] = []
    render = page_view.render

    def counted(request: Any, *args: Any, **values: Any) -> Any:
        found.append(request.url.path)
        return render(request, *args, **values)

    monkeypatch.setattr(page_view, "render", counted)
    return found


def csrf(client: TestClient, address: str = ADDRESS) -> str:
    found = set(re.findall(r'name="csrf" value="(\w+)"', client.get(address).text))
    assert len(found) == 1
    return str(found.pop())


def test_an_answer_is_made_once_and_each_has_its_own_nonce(client: TestClient, made: list[str]) -> None:
    answers = [client.get(ADDRESS) for _ in range(3)]
    assert made == [ADDRESS]
    nonces = [re.findall(r'nonce="([^"]+)"', answer.text) for answer in answers]
    for answer, mine in zip(answers, nonces, strict=True):
        assert f"'nonce-{mine[0]}'" in answer.headers["content-security-policy"]
        assert set(mine) == {mine[0]}
        assert answer.headers["content-language"] == "en"
        assert answer.headers["cache-control"] == "no-store"
    assert len({mine[0] for mine in nonces}) == 3
    assert len({answer.text.replace(mine[0], "") for answer, mine in zip(answers, nonces, strict=True)}) == 1


def test_languages_and_questions_are_kept_apart(client: TestClient, made: list[str]) -> None:
    english, arabic = client.get(ADDRESS), client.get(ADDRESS, headers={"accept-language": "ar"})
    assert ('lang="en"' in english.text, 'lang="ar"' in arabic.text) == (True, True)
    assert client.get(ADDRESS + "?lang=ar").headers["content-language"] == "ar"
    assert client.get(ADDRESS).text.count('dir="ltr">') == english.text.count('dir="ltr">')
    assert len(made) == 3


def test_a_session_gets_only_its_own_token(desk: Desk, client: TestClient, made: list[str]) -> None:
    mine = csrf(client)
    with TestClient(client.app, BASE, headers={"accept-language": "en", "origin": BASE}) as other:
        other.cookies.set(f"rawi-{BASE.rpartition(':')[2]}", "none of ours")
        assert other.get(ADDRESS).status_code == 401
        assert mine not in other.get(ADDRESS).text
    assert made == [ADDRESS]
    answer = client.post(f"{ADDRESS}/decide", data={"csrf": mine, "decision": "checked"})
    assert (answer.status_code, [d.kind for d in desk.decisions(2)]) == (200, ["checked"])


def test_what_is_decided_here_is_seen_at_once(client: TestClient, desk: Desk) -> None:
    token = csrf(client)
    assert 'aria-pressed="true"' not in client.get(ADDRESS).text
    client.post(f"{ADDRESS}/claims/1/decide", data={"csrf": token, "decision": "reject"})
    assert 'aria-pressed="true"' in client.get(ADDRESS).text
    [decision] = desk.decisions(2)
    client.post(f"/decisions/{decision.id}/undo", data={"csrf": token, "page": "2"})
    assert 'aria-pressed="true"' not in client.get(ADDRESS).text


def test_what_another_process_decides_is_seen_at_once(client: TestClient, desk: Desk, made: list[str]) -> None:
    before = client.get(ADDRESS).text
    told = f"from rawi.desk.desk import Desk\nwith Desk({str(desk.address)!r}) as desk: desk.note(2, 'seen elsewhere')"
    subprocess.run([sys.executable, "-c", told], check=True, timeout=60)
    assert "seen elsewhere" not in before
    assert "seen elsewhere" in client.get(ADDRESS).text
    assert len(made) == 2


def test_a_refusal_is_not_kept_and_has_no_marks(client: TestClient) -> None:
    keeper = client.app.state.kept  # type: ignore[attr-defined]
    for address in ("/pages/999", "/events/999", "/entities/1?stance=none", "/pages/1/claims/99"):
        answer = client.get(address)
        assert answer.status_code in (400, 404)
        assert keeper.nonce not in answer.text
        assert keeper.csrf not in answer.text
        assert not keeper._answers
    client.get("/pages/1/claims/1?as=citation")
    assert client.get("/pages/1/claims/1?as=citation").headers["content-type"].startswith("text/plain")
    assert client.head(ADDRESS).status_code == 200
    assert not keeper._answers


def test_of_what_is_kept_those_asked_for_last_stay(desk: Desk) -> None:
    keeper = Kept(desk.engine, most=100)
    state = keeper.state()
    assert state is not None
    for name in ("one", "two", "three"):
        assert keeper.get((name, b"", "ar"), state) is None
        keeper.put((name, b"", "ar"), state, name.encode() * 10, {})
    assert keeper.get(("one", b"", "ar"), state) is None
    assert keeper.get(("two", b"", "ar"), state) == (b"two" * 10, {})
    keeper.put(("four", b"", "ar"), state, b"four" * 10, {})
    assert keeper.get(("three", b"", "ar"), state) is None
    assert keeper.get(("two", b"", "ar"), state) is not None
    keeper.put(("large", b"", "ar"), state, b"x" * 101, {})
    assert keeper.get(("large", b"", "ar"), state) is None
    desk.checked(1)
    later = keeper.state()
    assert later not in (None, state)
    keeper.put(("five", b"", "ar"), state, b"begun before", {})
    assert keeper.get(("two", b"", "ar"), later) is None
    keeper.put(("late", b"", "ar"), state, b"begun before", {})
    assert keeper.get(("late", b"", "ar"), later) is None
    keeper.close()
    assert keeper.state() is None


def test_nothing_is_kept_where_the_database_does_not_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Kept(desk.engine)
    assert keeper.state() is not None
    for error in (DeskError("The server went away."), sqlite3.OperationalError("disk I/O error")):

        def fails(*given: object, error: Exception = error) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(engine, "state", fails)
            assert keeper.state() is None
        assert keeper.state() is not None  # by another connection
    keeper.close()


def test_nothing_is_left_of_the_desk_when_it_is_closed(desk: Desk) -> None:
    with client_of(desk) as client:
        client.get("/enter", params={"token": TOKEN})
        assert client.get(ADDRESS).status_code == 200
        keeper = client.app.state.kept  # type: ignore[attr-defined]
        assert keeper.state() is not None
    assert keeper.state() is None
    assert not keeper._answers
