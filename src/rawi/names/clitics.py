"""What may be written onto the first word of a name: و ف ب ل ك, also two of them, and لل for ل with the article."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.language.letters import CONTROLS, MARKS

_QUOTES = "«»“”„\"'‘’"


def detach(name: str) -> Iterator[str]:
    """The name as it may be without clitics: what less is taken off comes first. The letters stay as written.

    The whole name is not among them. Nothing is said of how likely each is: ولي may be a name or و and a name.
    """
    yield from _detach(name, "وفبلك")


def _detach(name: str, allowed: str) -> Iterator[str]:
    place = next((i for i, c in enumerate(name) if c not in CONTROLS and c not in _QUOTES), len(name))
    if place >= len(name) or name[place] not in allowed:
        return
    letter = name[place]
    rest = name[place + 1 :].lstrip("".join(MARKS) + _QUOTES + " -ـ")
    if letter == "ل" and rest.startswith("ل") and len(rest) > 2:
        yield "ا" + rest
    if len(rest.split(" ", 1)[0]) > 1:
        yield rest
        if letter in "وف":
            yield from _detach(rest, "بلك")
