"""Rawi in Python: ``rawi.read`` and its kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from rawi import pages
from rawi.errors import InputError
from rawi.pages import Page, limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers.open import Opened, open_source
from rawi.pages.given import Given
from rawi.reading import Reading, read_page
from rawi.tagger import Tagger

if TYPE_CHECKING:
    from rawi.pages.addresses import Fetcher, Settings


def read(
    text: str | bytes,
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    tagger: Tagger | None = None,
) -> Reading:
    """Read one page: its claims, each with the chain of those who say it.

    ``text``: what was pasted, or the bytes of a file; a ``str`` is always text, never a path. What is given beside it
    wins over what the page tells of itself; ``published`` is an ISO date.

    Raises:
        InputError: there is no readable text (LanguageError: no Arabic letters).
        OptionError: ``published`` is no date.
        WeightsError: the tagger's files are missing or damaged.
    """
    page = pages.read_page(text, title=title, outlet=outlet, author=author, published=published, url=url)
    return read_page(page, tagger)


def read_file(
    path: str | Path,
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    max_bytes: int | None = None,
    tagger: Tagger | None = None,
) -> Reading:
    """Read a file that is one page.

    ``max_bytes`` is its limit; where it is None, that of its format: 20 MB, of PDF and images 100 MB.

    Raises:
        InputError: as ``read``; also where the file cannot be opened, or holds many pages: those ``read_files`` reads.
    """
    page = page_of_file(
        path, title=title, outlet=outlet, author=author, published=published, url=url, max_bytes=max_bytes
    )
    return read_page(page, tagger)


def page_of_file(path: str | Path, **given: Unpack[pages.Options]) -> Page:
    """The page that a file is, not yet read. ``given``: the options of `rawi.pages.read_page`. Raises as ``read_file``."""
    opened = open_source(path, max_bytes=given.get("max_bytes"))
    if opened.kind == "folder":
        raise InputError(f"{path} is a folder; give a file, or read all that is in it with rawi.read_files.")
    if opened.many:
        raise InputError(f"{path} holds many pages; read them with rawi.read_files.")
    return only_page(opened, str(path), **given)


def only_page(opened: Opened, name: str, **given: Unpack[pages.Options]) -> Page:
    """The page that was opened, of what is one; ``name`` is how its user calls it. Raises InputError, OptionError."""
    for found in opened:
        if isinstance(found, Refused):
            raise InputError(f"{name}: {found.why}")
        return found.page(**given)
    raise InputError(f"{name} holds no page.")


def read_files(
    paths: str | Path | Iterable[str | Path],
    *,
    column: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    max_bytes: int | None = None,
    tagger: Tagger | None = None,
) -> Iterator[Reading | Refused]:
    """Read all pages in files and folders: pages, ZIP, WARC, feeds, tables, each told apart by its content.

    What cannot be read comes as a ``Refused`` that says where it stands and why; the others are read. Pages come in order,
    each when it is asked for, and memory does not grow with their number. ``column`` names the column of tables that holds
    the text; where it is None, one that is known by its name is taken. What is given beside it holds for all pages.

    Raises:
        OptionError: ``published`` is no date.
        WeightsError: the tagger's files are missing or damaged.
    """
    given: pages.Options = {"outlet": outlet, "author": author, "published": published, "max_bytes": max_bytes}
    Given.of(**given)  # a wrong date is told at once, not of every page
    every = [paths] if isinstance(paths, str | Path) else paths
    return _read_files(every, column, given, tagger)


def _read_files(
    paths: Iterable[str | Path], column: str | None, given: pages.Options, tagger: Tagger | None
) -> Iterator[Reading | Refused]:
    for path in paths:
        try:
            opened = open_source(path, column=column, max_bytes=given.get("max_bytes"))
        except InputError as error:
            yield Refused(str(path), str(error))
            continue
        for found in opened:
            if isinstance(found, Refused):
                yield found
                continue
            try:
                page = found.page(**given)
            except InputError as error:
                yield Refused(found.origin, str(error))
                continue
            yield read_page(page, tagger)


def read_many(texts: Iterable[str | bytes | Page], *, tagger: Tagger | None = None) -> Iterator[Reading]:
    """Read many pages, in order, each when it is asked for; memory does not grow with their number."""
    for x in texts:
        yield read_page(x if isinstance(x, Page) else pages.read_page(x), tagger)


def fetch(
    url: str,
    *,
    save: str | Path | None = None,
    ignore_robots: bool = False,
    timeout: float = limits.ADDRESS_SECONDS,
    max_bytes: int = limits.MAX_ANSWER_BYTES,
    allow_private: Iterable[str] = (),
) -> Capture:
    """Fetch an address of the web: ``rawi.fetch(url).page()`` is the page that stands there.

    ``save``: a folder in which what was fetched is kept as WARC, and from which it is taken where the server says that it
    is still the same. ``ignore_robots`` fetches what robots.txt forbids. ``timeout``: seconds on the network, redirects
    included. ``max_bytes``: of the answer, as sent and as unpacked. ``allow_private``: networks that may be asked although
    they are not public, as "10.1.0.0/16". One host is asked once a second, however often this is called.

    Raises:
        InputError: the address is none, not public, forbidden, unreachable, too slow, too large, or answers no page.
        OptionError: a value that is none.
        OutputError: ``save`` cannot be written.
    """
    from rawi.pages.addresses.settings import Settings, networks

    folder = Path(save).absolute() if save is not None else None
    return _fetcher(Settings(folder, ignore_robots, timeout, max_bytes, networks(allow_private))).fetch(url)


@lru_cache(maxsize=8)
def _fetcher(settings: Settings) -> Fetcher:
    """One for the same settings, so that robots.txt is not fetched with every page."""
    from rawi.pages.addresses import Fetcher

    return Fetcher(settings)
