"""Containers: every form in which several pages come together, told apart by content.

open      what comes in, opened: `captures`
folder    a folder of files           zipped, salvage   ZIP, WACZ; a ZIP without its end
gzipped   gzip                        warc              WARC
feed      RSS, Atom, JSON Feed        table, jsonl      CSV, TSV, JSON Lines
columns   which column holds what     names             which members are passed over, how they are shown
stream    bytes with a look ahead, counted under the limits
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rawi.pages.containers.open import Opened, captures, open_source

__all__ = ["Opened", "captures", "open_source"]


def __getattr__(name: str) -> object:
    if name in __all__:  # what reads archives loads on first use
        from rawi.pages.containers import open as module

        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
