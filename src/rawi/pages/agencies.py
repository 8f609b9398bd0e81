"""News agencies: the name of one by any of the forms that the Arabic press writes."""

from __future__ import annotations

from functools import cache

from rawi.pages import lexicon


@cache
def _table() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, forms in lexicon.read("agencies.toml").items():
        for form in (name, *forms):
            names.setdefault(_joined(lexicon.key(form)), name)
    return names


def _joined(a_key: str) -> str:
    """A key whose single letters are written together: أ.ف.ب, أ ف ب and أف ب are one."""
    joined = ""
    before_single = False
    for word in a_key.split():
        single = len(word) <= 2
        joined += word if before_single and single else f" {word}"
        before_single = single
    return joined.strip()


def name_of(words: str) -> str | None:
    """The agency that these words name, whatever their spelling, or None.

    Some forms are everyday words (معا, وطنية): ask only about words in the place of an agency, such as brackets after a
    place or a line of their own.
    """
    a_key = lexicon.key(words[:60])
    if not a_key:
        return None
    return _table().get(_joined(a_key))
