"""Roles: what became of those whom a figure counts: they died, were hurt, are missing, were arrested, were displaced.

Figures of different roles are of different things: three dead and eleven hurt neither agree nor conflict. The words of each
role are in `arabic/tolls.txt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from rawi.language import fold_text
from rawi.together.propositions.stems import lines, root, stem

BEFORE: Final = 8
"""So many words before a figure the word may stand that tells its role (مقتل ثلاثة عمال)."""
AFTER: Final = 5
"""So many after it (14 جنديا أفغانيا قتلوا)."""


@cache
def _words() -> dict[str, str]:
    """The role that each root tells; what synonyms put into two is of the first."""
    found: dict[str, str] = {}
    section = ""
    for line in lines("tolls.txt"):
        if line[0].startswith("["):
            section = line[0].strip("[]")
        else:
            for word in line:
                if one := stem(word):
                    found.setdefault(root(one), section)
    return found


def of(root: str | None) -> str | None:
    """The role that a root tells, None where it tells none."""
    return None if root is None else _words().get(root)


ALL: Final = ("dead", "hurt", "missing", "arrested", "displaced")
"""The roles, each a section of the file."""
PARTS: Final = frozenset(fold_text("بينهم بينهن بينها منهم منهن منها وبينهم ومنهم").split())
"""Words before a figure of some of those told of."""


def of_part(role: str) -> str:
    """The role of some of those who have one: four of the hurt are not all of them."""
    return f"some {role}"


def of_figure(words: Sequence[tuple[str, bool]], at: int, noun: str | None) -> str | None:
    """The role of the figure whose first word is number `at` of some words: that of its noun, else of the nearest word before
    it, else after it, that tells one, no other figure between.

    `words`: the root of each, "" where it has none, and whether it is of another figure or counted by one; `noun`: the root
    of what the figure counts.
    """
    if role := of(noun):
        return role
    for n in range(at - 1, max(-1, at - 1 - BEFORE), -1):
        told, counted = words[n]
        if counted:
            break
        if role := of(told):
            return role
    for told, counted in words[at + 1 : at + 1 + AFTER]:
        if counted:
            break
        if role := of(told):
            return role
    return None
