"""What tests of the desk in a browser share: a desk with the sample collection, and a client that was let in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import rawi
from rawi.desk.captures import CaptureInfo
from rawi.desk.desk import Desk
from rawi.web.app import make_app
from rawi.web.gathering import Gatherer
from rawi.web.settings import Settings

BASE = "http://127.0.0.1:8765"
TOKEN = "a-token-for-tests"
HOSTILE = (
    "<script>alert(1)</script> عنوان \u202e مقلوب\r\n\r\n"
    'قالت رئيسة البلدية سلمى العطار 😀😀 إن "<img src=x onerror=alert(2)>" لن يغلق الجسر & الطريق.\r\n'
    "وأضافت العطار: «javascript:alert(3) ليس مزاحا».\r\n"
)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the sample collection as pages 1 to 7, and a hostile page, 8; not to be altered."""
    where = tmp_path_factory.mktemp("sample") / "news.desk"
    with Desk(where) as desk:
        for file in sorted(Path(str(files("rawi").joinpath("samples", "event"))).iterdir()):
            reading = rawi.read_file(file)
            desk.put(reading, file.read_bytes(), CaptureInfo(file.name, "2024-03-07T09:00:00Z"))
        desk.put(rawi.read(HOSTILE), HOSTILE.encode(), CaptureInfo("<b>pasted</b>", "2024-03-07T09:00:00Z"))
    return where


@pytest.fixture(autouse=True)
def nothing_begins_by_itself(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is brought together but where a test asks for it."""
    if "test_web_resuming" not in str(request.path):
        monkeypatch.setattr(Gatherer, "resume", lambda self: None)


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it, to be altered."""
    where = tmp_path / "news.desk"
    shutil.copy(sample, where)
    shutil.copytree(f"{sample}.files", f"{where}.files")
    with Desk(where) as opened:
        yield opened


def client_of(desk: Desk, settings: Settings | None = None) -> TestClient:
    app = make_app(desk, settings or Settings(token=TOKEN, workers=1))
    return TestClient(app, BASE, headers={"accept-language": "en", "origin": BASE}, follow_redirects=True)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """A client that came in by the door."""
    with client_of(desk) as client:
        assert client.get("/enter", params={"token": TOKEN}).status_code == 200
        yield client


@pytest.fixture
def post(client: TestClient) -> Callable[..., object]:
    """Send a form with the session's CSRF token."""

    def send(to: str, /, files: object = None, **fields: str) -> object:
        found = re.search(r'name="csrf" value="(\w+)"', client.get("/").text)
        assert found
        return client.post(to, data={"csrf": found[1], **fields}, files=files)

    return send
