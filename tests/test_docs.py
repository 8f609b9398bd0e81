"""The documents say everything that can be used, nothing that cannot, and their examples run."""

import doctest
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import rawi
from rawi import errors, quantities, times
from rawi.cli.group import COMMANDS, group
from rawi.pages import page
from rawi.reading import to_json
from rawi.tagger import labels

from .conftest import ARTICLE, ROOT

DOCS = ROOT / "docs"
DOCUMENTS = sorted([*DOCS.glob("*.md"), *(ROOT / name for name in ("README.md", "CHANGELOG.md", "training/README.md"))])
EXISTING = [document for document in DOCUMENTS if document.exists()]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """The part of a document under a heading, up to the next one of its rank or higher."""
    level = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", read(name), re.DOTALL | re.MULTILINE)
    assert found, f"{name} has no section {heading!r}"
    return found[1]


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def blocks(document: Path, *kinds: str) -> Iterator[str]:
    """The fenced blocks of those kinds."""
    for kind, text in FENCED.findall(document.read_text(encoding="utf-8")):
        if kind in kinds:
            yield text


def named(text: str, name: str) -> bool:
    """Whether a name stands in code, alone or with what is called or follows it."""
    return re.search(rf"`(?:[^`\n]*[^\w`-])?{re.escape(name)}(?![\w-])[^`\n]*`", text) is not None


# --- the command line


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_documented(name):
    text = section("command-line.md", f"## rawi {name}")
    options = [p for p in command(name).params if isinstance(p, click.Option)]
    assert options
    for option in options:
        for spelling in (*option.opts, *option.secondary_opts):
            assert named(text, spelling), f"rawi {name} {spelling} is not documented"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_of_a_command_is_documented(name):
    text = section("command-line.md", f"## rawi {name}")
    for argument in (p for p in command(name).params if isinstance(p, click.Argument)):
        assert named(text, argument.make_metavar(click.Context(command(name))))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_documented_that_a_command_does_not_have(name):
    there = {s for p in command(name).params for s in (*p.opts, *p.secondary_opts)} | {"--rows"}  # of annotate
    for option in re.findall(r"^\| .*", section("command-line.md", f"## rawi {name}"), re.MULTILINE):
        first = option.split("|")[1]
        assert set(re.findall(r"--[\w-]+", first)) <= there, first


def test_options_of_the_group_are_documented():
    text = read("command-line.md")
    for spelling in ("--version", "--help", "-h"):
        assert named(text, spelling)


def test_every_exit_status_is_documented():
    rows = re.findall(r"^\| (\d+) \|", read("command-line.md"), re.MULTILINE)
    assert rows == ["0", "1", "2", "130"]


@pytest.mark.parametrize("document", EXISTING, ids=lambda d: d.name)
def test_examples_of_commands_can_be_parsed(document):
    for block in blocks(document, "sh"):
        for line in block.splitlines():
            if line.startswith("rawi "):
                words = shlex.split(line.split(" < ")[0].split(" > ")[0].split(" | ")[0])
                assert words[1] in COMMANDS, line
                command(words[1]).make_context(words[1], words[2:])


def test_there_is_an_example_of_every_command_with_every_option():
    examples = " ".join(block for block in blocks(DOCS / "command-line.md", "sh")).split()
    for name in COMMANDS:
        assert name in examples
        for option in (p for p in command(name).params if isinstance(p, click.Option)):
            if not {"--help"} & set(option.opts):
                assert {*option.opts, *option.secondary_opts} & set(examples), option.opts


# --- the JSON


def keys(value: Any) -> set[str]:
    """All keys of a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values())) if value else set()
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_every_key_of_the_json_is_documented():
    reading = rawi.read(ARTICLE, published="2021-04-07")
    assert reading.claims
    assert reading.entities
    text = section("command-line.md", "## The JSON")
    given = to_json(reading)
    given["quantities"] = [dict.fromkeys(quantities.Quantity.__dataclass_fields__)]
    for key in keys(given) - {"rawi"}:
        assert named(text, key), f"the key {key!r} is not documented"


# --- Python


def test_every_public_name_is_documented():
    text = read("python.md")
    for name in rawi.__all__:
        assert named(text, f"rawi.{name}"), f"rawi.{name} is not documented"
    for module in (times, quantities):
        for name in module.__all__:
            assert named(text, f"{module.__name__}.{name}")


def test_every_error_is_documented_and_public():
    text = section("python.md", "## Errors")
    found = [name for name, e in vars(errors).items() if isinstance(e, type) and issubclass(e, errors.RawiError)]
    assert len(found) >= 6
    for name in found:
        assert named(text, f"rawi.{name}")
        assert name in rawi.__all__


@pytest.mark.parametrize("kind", ["Attribution", "Claim", "Entity", "Source"])
def test_every_field_of_a_reading_is_documented(kind):
    fields = vars(importlib.import_module("rawi.reading"))[kind].__dataclass_fields__
    row = next(line for line in read("python.md").splitlines() if f"`rawi.reading.{kind}`:" in line)
    assert re.findall(r"`(\w+)`", row.split(f"`rawi.reading.{kind}`:")[1]) == list(fields)


def test_the_fields_of_a_reading_and_a_page_are_documented():
    text = section("python.md", "## A reading")
    for kind in (rawi.Reading, page.Page):
        for name in kind.__dataclass_fields__:
            assert named(text, name), f"{kind.__name__}.{name}"


def test_examples_of_python_run_and_print_what_they_say():
    ran = 0
    for document in EXISTING:
        names: dict[str, Any] = {}
        for number, block in enumerate(blocks(document, "python")):
            if ">>>" in block:
                test = doctest.DocTestParser().get_doctest(block, names, f"{document.name}:{number}", None, None)
                result = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(test, clear_globs=False)
                names = test.globs
                assert result.failed == 0, f"an example in {document.name} prints something else"
                ran += result.attempted
    assert ran > 10


# --- terms


def test_the_glossary_has_every_value_that_a_reading_can_hold():
    text = read("glossary.md")
    kinds = ("title", "body", "byline", "dateline", "caption", "teaser", "navigation")
    for value in (*labels.STANCES, *labels.FORMS, *labels.KINDS, *kinds):
        assert f"`{value}`" in text, value


# --- what the documents point to


@pytest.mark.parametrize("document", EXISTING, ids=lambda d: d.name)
def test_links_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} points to {target}"


@pytest.mark.parametrize("document", EXISTING, ids=lambda d: d.name)
def test_links_to_headings_lead_somewhere(document):
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", document.read_text(encoding="utf-8")):
        text = (document.parent / target).read_text(encoding="utf-8") if target else document.read_text("utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        anchors = {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
        assert anchor in anchors, f"{document.name} points to {target}#{anchor}"


@pytest.mark.parametrize("document", EXISTING, ids=lambda d: d.name)
def test_modules_and_files_that_are_named_exist(document):
    text = document.read_text(encoding="utf-8")
    for dotted in set(re.findall(r"`(rawi(?:\.[A-Za-z_]+)+)", text)):
        assert _exists(dotted), f"{document.name} names {dotted}"
    for path in set(re.findall(r"\b(?:src/rawi|benchmarks|docs|tests)/[\w./-]*\w", text)):
        assert (ROOT / path).exists(), f"{document.name} names {path}"
    for module in set(re.findall(r"python -m ((?:benchmarks|training)\.\w+)", text)):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists(), f"{document.name} names {module}"


def _exists(dotted: str) -> bool:
    """Whether a dotted name is a module, or an attribute of one."""
    module, _, last = dotted.rpartition(".")
    try:
        importlib.import_module(dotted)
    except ImportError:
        try:
            return hasattr(importlib.import_module(module), last)
        except ImportError:
            return False
    return True
