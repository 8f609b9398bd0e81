"""Reading the small data files that stand beside the code.

A data file is UTF-8 text: one entry a line, `#` begins a comment, empty lines count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


def lines(name: str) -> Iterator[str]:
    """The entries of the data file `name` (a path under `rawi/language`, with `/`), without comments and blanks."""
    text = resources.files("rawi.language").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            yield entry


@cache
def words(name: str) -> frozenset[str]:
    """All words of the data file `name`, where a line may hold several with spaces between them."""
    return frozenset(word for line in lines(name) for word in line.split())


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The words of the data file `name` under its headings: a heading is a line `[name]`."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        else:
            current.extend(line.split())
    return {heading: tuple(entries) for heading, entries in found.items()}
