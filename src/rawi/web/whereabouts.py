"""Addresses of sources, entities and origins, for links."""

from __future__ import annotations

from urllib.parse import urlencode

from rawi.desk.views.rows import Who


def of_source(who: Who) -> str:
    """Where a source is shown: by its entity, else by its folded name."""
    return f"/sources/{who.entity}" if who.entity is not None else "/sources/named?" + urlencode({"name": who.key})


def of_origin(key: str) -> str:
    """Where one with whom propositions end is shown, by its folded name."""
    return "/origins/named?" + urlencode({"name": key})


def of_page(path: str, **asked: str | int | None) -> str:
    """A path with what is asked for; what is None is left out."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return path + ("?" + urlencode(given) if given else "")
