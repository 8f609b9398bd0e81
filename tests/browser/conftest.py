"""A desk served on a free port, and a real Chromium. Skipped, with a message, where Debian's `chromium` is not installed.

Pictures of the main views go to tests/browser/screenshots, which git ignores.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.web.conftest import TOKEN, sample  # noqa: F401 - the same desk

from rawi.desk.desk import Desk
from rawi.web.app import make_app
from rawi.web.gathering import Gatherer
from rawi.web.serving import hosts, open_socket
from rawi.web.settings import Settings

PICTURES = Path(__file__).with_name("screenshots")
PATIENCE = 60_000  # milliseconds; the machine may be busy


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed: apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install 'rawi[test]'")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=program, args=["--no-sandbox"] if root else [])
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def nothing_begins_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is brought together but where a test asks for it."""
    monkeypatch.setattr(Gatherer, "resume", lambda self: None)


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[Desk]:  # noqa: F811
    where = tmp_path / "news.desk"
    shutil.copy(sample, where)
    shutil.copytree(f"{sample}.files", f"{where}.files")
    with Desk(where) as opened:
        yield opened


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """Where the desk is served."""
    import uvicorn

    with open_socket("127.0.0.1", 0) as opened:
        settings = replace(Settings(token=TOKEN, workers=1), hosts=hosts(opened))
        server = uvicorn.Server(uvicorn.Config(make_app(desk, settings), log_level="warning"))
        opened.listen(64)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://{settings.hosts[0]}"
        server.should_exit = True
        thread.join(30)


@pytest.fixture
def visit(browser, address: str) -> Iterator[Callable[..., object]]:
    """Open a page of the desk as somebody who was let in; no script may fail on it."""
    contexts, faults = [], []

    def go(
        path: str,
        *,
        language: str = "ar",
        width: int = 1360,
        height: int = 900,
        scheme: str = "light",
        scripts: bool = True,
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/enter?token={TOKEN}")
        page.goto(address + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait until an expression holds on a page.

    Playwright's own wait asks again by ``eval``, which the policy of the desk's pages forbids: it fails wherever the first
    look comes too early.
    """

    def wait(page, expression: str, given: object = None) -> None:
        end = time.monotonic() + PATIENCE / 1000
        while not page.evaluate(expression, given):
            assert time.monotonic() < end, expression
            page.wait_for_timeout(30)

    return wait


@pytest.fixture
def picture() -> Callable[[object, str], None]:
    PICTURES.mkdir(exist_ok=True)

    def take(page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURES / f"{name}.png")

    return take
