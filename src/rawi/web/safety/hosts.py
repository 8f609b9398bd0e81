"""Requests that name another host (DNS rebinding), or that another site's page has sent, are refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers

SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")


def is_ours(headers: Headers, hosts: Collection[str]) -> bool:
    """Whether the request names this desk: one ``Host``, and one of ours."""
    named = headers.getlist("host")
    return len(named) == 1 and named[0].lower() in hosts


def is_from_here(headers: Headers, method: str, hosts: Collection[str]) -> bool:
    """Whether a request that changes something was sent by a page of this desk, or by no page at all.

    Every browser of today tells the ``Origin`` of a POST; "null" (a sandbox, a local file) is none of ours.
    """
    if method in SAFE_METHODS:
        return True
    site = headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.lower() in {f"http://{host}" for host in hosts}
