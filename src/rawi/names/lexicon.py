"""The data of this folder: titles, class words, particles, look-alikes, aliases. All words are folded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from rawi.language import fold_text

ARTICLE = "ال"


def _lines(name: str) -> Iterator[str]:
    """The entries of a data file under `arabic/`, folded, without comments and blank lines."""
    text = resources.files("rawi.names").joinpath("arabic", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if entry := line.partition("#")[0].strip():
            yield fold_text(entry) if not entry.startswith("[") else entry


def _sections(name: str) -> dict[str, list[str]]:
    """The lines of a data file under its headings `[name]`."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines(name):
        if line.startswith("["):
            current = found.setdefault(line[1:-1], [])
        else:
            current.append(line)
    return found


@cache
def titles() -> frozenset[str]:
    """Titles before names of people, without article, masculine and feminine."""
    given = [word for line in _lines("titles.txt") for word in line.split()]
    return frozenset(given + [word + "ه" for word in given if len(word) > 2 and not word.endswith("ه")])


@cache
def particles(section: str) -> frozenset[str]:
    """The words of one section of `particles.txt`: joined, ending, left_out."""
    return frozenset(word for line in _sections("particles.txt")[section] for word in line.split())


@cache
def spelt() -> dict[str, str]:
    """Particles that are spelt in several ways, and the one way for keys."""
    lines = [line.split() for line in _sections("particles.txt")["spelt"]]
    return {word: first for first, *others in lines for word in others}


@cache
def class_words(kind: str) -> dict[str, int]:
    """Class words of bodies (ORG) or places (LOC), without article, and the number of the line where each stands."""
    lines = _sections("class_words.txt").get(kind, [])
    return {word: number for number, line in reversed(list(enumerate(lines))) for word in line.split()}


@cache
def parts() -> frozenset[str]:
    """Class words of what is only a part of the body whose class word follows."""
    return frozenset(word for line in _sections("class_words.txt")["part"] for word in line.split())


@cache
def fillers() -> frozenset[str]:
    """Words after a class word that say nothing more (شؤون)."""
    return frozenset(word for line in _sections("class_words.txt")["filler"] for word in line.split())


@cache
def look_alikes() -> dict[str, int]:
    """Names that are never slips of each other, without article, and the number of their set."""
    return {word: number for number, line in enumerate(_lines("look_alikes.txt")) for word in line.split()}


@cache
def aliases(section: str) -> tuple[tuple[str, ...], ...]:
    """The lines of one section of `aliases.txt`: names that are one and the same (LOC, ORG), or a short name and what
    it may mean (short).
    """
    rows = _sections("aliases.txt").get(section, [])
    return tuple(tuple(name.strip() for name in row.split("=")) for row in rows)
