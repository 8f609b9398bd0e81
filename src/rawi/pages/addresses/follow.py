"""From an address to its pages: the one that stands there, the many of a container, or those that a feed points to."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses.fetch import Fetcher
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import Opened, captures, open_source


def open_address(
    fetcher: Fetcher, url: str, *, follow: bool = False, column: str | None = None, max_bytes: int | None = None
) -> Opened:
    """What stands at an address, opened as a file is (`rawi.pages.containers.open_source`).

    With `follow` the page of each entry of a feed is fetched, in place of what the feed holds of it; a page that is no
    feed is read itself. Raises as `Fetcher.fetch`; an entry that cannot be fetched comes as `Refused`.
    """
    opened = open_source(fetcher.fetch(url), column=column, max_bytes=max_bytes)
    if not follow or opened.kind != "feed":
        return opened
    return Opened("feed", True, _followed(fetcher, iter(opened), column, max_bytes))


def _followed(
    fetcher: Fetcher, entries: Iterator[Capture | Refused], column: str | None, max_bytes: int | None
) -> Iterator[Capture | Refused]:
    """The pages that entries point to, each once. An entry that points nowhere stays as it stands in the feed."""
    seen: set[str] = set()
    for entry in entries:
        link = None if isinstance(entry, Refused) else entry.known.get("url")
        if isinstance(entry, Refused) or link is None or not link.value:
            yield entry
            continue
        if link.value in seen:
            continue
        if len(seen) >= limits.MAX_FOLLOWED:
            yield Refused(
                entry.origin, f"It is not fetched: only {limits.MAX_FOLLOWED} entries of a feed are followed."
            )
            continue
        seen.add(link.value)
        try:
            page = fetcher.fetch(link.value)
        except InputError as error:
            yield Refused(entry.origin, str(error))
            continue
        yield from captures(page, column=column, max_bytes=max_bytes)
