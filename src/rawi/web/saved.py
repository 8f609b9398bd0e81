"""Saved searches as they are shown beside other things."""

from __future__ import annotations

from typing import Any

from rawi.desk.saved import SavedSearch
from rawi.errors import OptionError


def is_number(given: str) -> bool:
    """Whether it is the number of something."""
    return given.isascii() and given.isdigit() and len(given) < 17


def named(desk: Any, number: str) -> SavedSearch | None:
    """The search of a number in an address; None where there is none."""
    if not is_number(number):
        return None
    try:
        found: SavedSearch = desk.saved_search(int(number))
    except OptionError:
        return None
    return found


def listed(desk: Any, limit: int) -> list[SavedSearch]:
    """Those opened last, with what is new in each."""
    found: list[SavedSearch] = desk.saved_searches(limit=limit)
    return found
