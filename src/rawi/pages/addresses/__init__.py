"""Addresses: pages of the web, fetched only when somebody asks for them.

address   what of an address may be asked for, in one spelling
guard     which IP addresses are asked: public ones only
robots    what a site lets be fetched
pace      how fast one host is asked
wire      what comes over a connection, under limits, recorded
exchange  one request and its answer
unpack    gzip and deflate undone, under limits
media     what is never a page, told from its Content-Type
record    records of a WARC file, made and found again
keep      the folder in which what was fetched is kept
settings  what the caller may set
fetch     all of it: `Fetcher`
follow    the pages of an address: one, those of a container, those that a feed points to
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rawi.pages.addresses.address import is_address

if TYPE_CHECKING:
    from rawi.pages.addresses.fetch import Fetcher
    from rawi.pages.addresses.follow import open_address
    from rawi.pages.addresses.settings import Settings

__all__ = ["Fetcher", "Settings", "is_address", "open_address"]

_MODULES = {"Fetcher": "fetch", "Settings": "settings", "open_address": "follow"}


def __getattr__(name: str) -> object:
    if name in _MODULES:  # urllib3 and TLS load on first use
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
