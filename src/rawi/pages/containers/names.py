"""Names of members: which are passed over, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Collection

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
_ASSETS = re.compile(r"(?P<page>.+)(?:[_.-]files|_fichiers|_archivos|[_-]Dateien|_ملفات)", re.IGNORECASE)
"""How browsers in several languages name the folder beside a page that they saved as "complete"."""
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
_LONGEST = 300


def is_hidden(name: str) -> bool:
    """Whether a file or folder is one that people do not see, or that only a system left there."""
    return name.startswith(".") or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_assets(folder: str, beside: Collection[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a saved page that stands beside it."""
    found = _ASSETS.fullmatch(folder)
    return found is not None and any(found["page"] + ending in beside for ending in _PAGES)


def shown(name: str) -> str:
    """A name for people, as it may stand in a message: no control characters or direction marks, not too long."""
    name = _UNSHOWN.sub("\ufffd", name)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
