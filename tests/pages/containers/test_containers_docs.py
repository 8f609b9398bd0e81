"""docs/pages-in.md says what the code does: its limits, its forms, its columns."""

import re
from pathlib import Path

from rawi.pages import limits
from rawi.pages.containers.open import CONTAINERS
from rawi.pages.formats import FORMATS

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "pages-in.md").read_text(encoding="utf-8")


def told() -> dict[str, tuple[int, str]]:
    """The limits of pages and containers in the code, each with what stands under it."""
    source = Path(limits.__file__).read_text(encoding="utf-8")
    part = source.split("# --- the child process")[0] + source.split("# --- containers")[1].split("# --- addresses")[0]
    found = re.findall(r'^([A-Z_]+) = [^\n]*\n"""((?:(?!""").)*)"""$', part, re.MULTILINE | re.DOTALL)
    return {name: (getattr(limits, name), " ".join(meaning.split())) for name, meaning in found}


def test_the_table_of_limits_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([\d,]+) \| (.+) \|$", TEXT, re.MULTILINE)
    assert {name: (int(number.replace(",", "")), meaning) for name, number, meaning in rows} == told()
    assert len(rows) >= 18


def test_every_form_is_in_the_table() -> None:
    table = TEXT.split("## Forms")[1].split("\n\n")[0].casefold()
    names = {"jsonl": "json lines", "html": "html", "text": "plain text", "image": "scan", "feed": "feed"}
    for kind in (*(one.name for one in CONTAINERS), *(one.name for one in FORMATS), "folder", "wacz"):
        assert names.get(kind, kind) in table


def test_figures_in_the_text_are_those_of_the_code() -> None:
    assert f"more than {limits.MAX_RATIO} times its size, from {limits.FREE_MEMBER_BYTES // 1_000_000} MB on" in TEXT
