"""Rawi in Python: ``rawi.read`` and its kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rawi import pages
from rawi.errors import InputError
from rawi.pages import MAX_BYTES, Page
from rawi.reading import Reading, read_page
from rawi.tagger import Tagger


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
    max_bytes: int = MAX_BYTES,
    tagger: Tagger | None = None,
) -> Reading:
    """Read a file. Raises as ``read``; InputError also where the file cannot be opened."""
    page = page_of_file(
        path, title=title, outlet=outlet, author=author, published=published, url=url, max_bytes=max_bytes
    )
    return read_page(page, tagger)


def page_of_file(path: str | Path, *, max_bytes: int = MAX_BYTES, **given: str | None) -> Page:
    """The page that a file is, not yet read. ``given``: title, outlet, author, published, url."""
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give a file.")
        size = path.stat().st_size
        if size > max_bytes:
            raise InputError(
                f"{path} has {size:,} bytes, more than the limit of {max_bytes:,}; raise it with --max-bytes."
            )
        with path.open("rb") as file:  # a pipe or a device has no size beforehand
            data = file.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise InputError(f"{path} has more than the limit of {max_bytes:,} bytes; raise it with --max-bytes.")
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    return pages.read_page(data, origin=path.name, max_bytes=max_bytes, **given)


def read_many(texts: Iterable[str | bytes | Page], *, tagger: Tagger | None = None) -> Iterator[Reading]:
    """Read many pages, in order, each when it is asked for; memory does not grow with their number."""
    for x in texts:
        yield read_page(x if isinstance(x, Page) else pages.read_page(x), tagger)
