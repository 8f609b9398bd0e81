"""Which column of a table holds what, by its name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rawi.errors import InputError
from rawi.pages import lexicon
from rawi.pages.html import moments
from rawi.pages.limits import MAX_ADDRESS_CHARACTERS
from rawi.pages.page import Fact

_BETWEEN = re.compile(r"[\s_\-./]+")
_LONGEST_NAME = 60
_MOST_WORDS = 4
_LONGEST_FACT = 1_000


@cache
def _known() -> dict[str, list[str]]:
    text = resources.files("rawi.pages.containers").joinpath("columns.toml").read_text(encoding="utf-8")
    rows: dict[str, list[str]] = tomllib.loads(text)
    return {what: [_key(name) for name in names] for what, names in rows.items()}


def _key(name: str) -> str:
    return lexicon.key(_BETWEEN.sub(" ", name[: 2 * _LONGEST_NAME]).strip().casefold())


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds the text, and which hold facts: numbers of columns by what they hold, and all names."""

    names: tuple[str, ...]
    text: int
    others: dict[str, int]

    def facts(self, cells: Sequence[str]) -> dict[str, Fact]:
        """What the cells of a row tell, each fact with the name of its column."""
        found: dict[str, Fact] = {}
        for what, number in self.others.items():
            value = " ".join(cells[number].split()) if number < len(cells) else ""
            if not value or what == "id" or len(value) > max(_LONGEST_FACT, MAX_ADDRESS_CHARACTERS):
                continue
            if what == "published":
                value = moments.find(value) or ""
            elif what == "url":
                value = value if value.startswith(("http://", "https://")) and " " not in value else ""
            elif len(value) > _LONGEST_FACT:
                value = ""
            if value:
                found[what] = Fact(value, f"column {self.names[number]}")
        return found

    def id(self, cells: Sequence[str]) -> str | None:
        """The id of a row, where the table gives it one."""
        number = self.others.get("id")
        value = cells[number].strip() if number is not None and number < len(cells) else ""
        return value[:_LONGEST_FACT] or None


def looks_like_names(cells: Sequence[str]) -> bool:
    """Whether cells may be names of columns: short, different, none blank but perhaps the first."""
    names = [cell.strip() for cell in cells]
    if not names or not all(names[1:]) or max(map(len, names)) > _LONGEST_NAME:
        return False
    if max(len(name.split()) for name in names) > _MOST_WORDS:
        return False
    return len({name.casefold() for name in names}) == len(names)


def find(names: Sequence[str], text: str | None) -> Columns | None:
    """The columns by their names; `text` is the name of the one with the text, guessed where it is None.

    None where no column is known to hold the text.
    """
    keys = [_key(name) for name in names]
    if text is not None:
        wanted = [number for number, name in enumerate(names) if name.strip() == text.strip()] or [
            number for number, key in enumerate(keys) if key and key == _key(text)
        ]
    else:
        wanted = [keys.index(key) for key in _known()["text"] if key in keys]
    if not wanted:
        return None
    others = {
        what: next(keys.index(key) for key in known if key in keys)
        for what, known in _known().items()
        if what != "text" and any(key in keys for key in known)
    }
    return Columns(
        tuple(name.strip() for name in names), wanted[0], {k: n for k, n in others.items() if n != wanted[0]}
    )


def count_known(names: Sequence[str]) -> int:
    """How many of the names are known, whatever they hold."""
    known = {key for keys in _known().values() for key in keys}
    return sum(_key(name) in known for name in names)


def lacking(column: str, names: Sequence[str]) -> InputError:
    """The error for a table without the column that the caller named."""
    there = ", ".join(name.strip() for name in names[:20])
    return InputError(f"The table has no column {column!r}; it has {there}.")
