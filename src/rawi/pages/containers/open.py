"""What comes in, of whatever form: told apart by content, opened, and given page by page."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import feed, folder, gzipped, jsonl, names, table, warc, zipped
from rawi.pages.containers.stream import HEAD, Budget, Place, Source, Stream, too_large
from rawi.pages.containers.types import Open
from rawi.pages.formats import FORMATS, format_of


@dataclass(frozen=True, slots=True)
class Container:
    """A form that holds pages: its name, whether bytes begin so (`column` is the caller's), and what gives its pages."""

    name: str
    recognises: Callable[[bytes, str | None], bool]
    captures: Callable[[Stream, Place, Open], Iterator[Capture | Refused]]


CONTAINERS: tuple[Container, ...] = (
    Container("zip", lambda head, _: zipped.is_zip(head), zipped.captures),
    Container("gzip", lambda head, _: gzipped.is_gzip(head), gzipped.captures),
    Container("warc", lambda head, _: warc.is_warc(head), warc.captures),
    Container("feed", lambda head, _: feed.is_feed(head), feed.captures),
    Container("jsonl", jsonl.is_jsonl, jsonl.captures),
    Container("table", lambda head, column: table.layout(head, column) is not None, table.captures),
)
"""All that a file can be that holds pages, asked in this order; what is none of them is a page itself."""


def container_of(head: bytes, column: str | None = None) -> Container | None:
    """The container that begins with these bytes (65,536 of them, or all); None where they are a page."""
    # Feeds hold HTML, so they are asked before it; all other containers after it, since it may look like one of them.
    for page in FORMATS:
        if page.name == "html" and feed.is_feed(head):
            break
        if page.name != "text" and page.recognises(head):
            return None
    return next((one for one in CONTAINERS if one.recognises(head, column)), None)


class Opened:
    """What was opened: iterate over it for its pages, once. `many` says whether it is made to hold more than one.

    `kind` is the name of a container ("zip", "folder"), or of a format ("html") where it is a page itself.
    """

    def __init__(self, kind: str, many: bool, captures: Iterator[Capture | Refused]) -> None:
        self.kind, self.many = kind, many
        self._captures = captures

    def __iter__(self) -> Iterator[Capture | Refused]:
        return self._captures


def captures(
    source: str | Path | bytes | BinaryIO | Capture,
    *,
    origin: str | None = None,
    column: str | None = None,
    max_bytes: int | None = None,
    leave_out: Path | None = None,
) -> Iterator[Capture | Refused]:
    """The pages that a file, a folder, or bytes hold, in their order, each when it is asked for.

    Options and errors are those of `open_source`. Memory does not grow with the number of pages.
    """
    return iter(open_source(source, origin=origin, column=column, max_bytes=max_bytes, leave_out=leave_out))


def open_source(
    source: str | Path | bytes | BinaryIO | Capture,
    *,
    origin: str | None = None,
    column: str | None = None,
    max_bytes: int | None = None,
    leave_out: Path | None = None,
) -> Opened:
    """Open a file or folder (`str` or `Path`), bytes, a binary stream, or a capture that may be a container.

    What it is, is told from its content. `origin` names it for people, in place of the file's own name. `column` names
    the column of tables that holds the text; where it is None, one that is known by its name is taken. `max_bytes` is the
    limit of one page, in place of each format's own. Of a folder, the file `leave_out` is passed over.

    Bad members, and what is beyond a limit (`rawi.pages.limits`), come as `Refused` among the captures; a page itself
    gives exactly one of both. Raises `InputError` where there is no such file, or it cannot be opened.
    """
    if isinstance(source, Capture):
        place = Place(
            source.origin, Budget(len(source.raw)), 0, column, max_bytes, source.known, source.captured, source.charset
        )
        if source.is_text:
            return Opened("text", False, iter([source]))
        return _opened(Stream(io.BytesIO(source.raw)), place)
    if isinstance(source, bytes):
        file = io.BytesIO(source)
        return _opened(Stream(file, file), Place(origin or "-", Budget(len(source)), 0, column, max_bytes))
    if isinstance(source, str | Path):
        path = Path(source)
        if _is_folder(path):
            place = Place(origin or path.name, Budget(None), 0, column, max_bytes)
            return Opened("folder", True, _of_folder(path, place, leave_out))
        opened, size = _file(path)
        place = Place(origin or names.shown(path.name), Budget(size), 0, column, max_bytes)
        return _opened(Stream(opened, opened if size is not None else None), place, opened)
    return _opened(Stream(source), Place(origin or "-", Budget(None), 0, column, max_bytes))


def _opened(stream: Stream, place: Place, file: BinaryIO | None = None) -> Opened:
    head = stream.peek(HEAD)
    container = container_of(head, place.column)
    kind = container.name if container else format_of(head).name
    return Opened(kind, container is not None, _closing(_captures(stream, place), file))


def _closing(found: Iterator[Capture | Refused], file: BinaryIO | None) -> Iterator[Capture | Refused]:
    try:
        yield from found
    finally:
        if file is not None:
            file.close()


def _captures(stream: Stream, place: Place) -> Iterator[Capture | Refused]:
    """The captures of a stream: of the container that it is, or itself."""
    try:
        head = stream.peek(HEAD)
        container = container_of(head, place.column)
        if container is None:
            yield _page(stream, place)
        elif place.depth >= limits.MAX_DEPTH:
            yield Refused(place.origin, f"It lies in more than {limits.MAX_DEPTH} containers inside one another.")
        else:
            yield from container.captures(stream, place, _captures)
    except InputError as error:
        yield Refused(place.origin, str(error))


def _page(stream: Stream, place: Place) -> Capture | Refused:
    most = format_of(stream.peek(HEAD)).max_bytes if place.max_bytes is None else place.max_bytes
    raw = stream.all(most)
    if raw is None:
        return Refused(place.origin, too_large(most, option=most < limits.MAX_FILE_BYTES))
    return Capture(raw, place.origin, place.known, place.captured, place.charset)


def _of_folder(path: Path, place: Place, leave_out: Path | None) -> Iterator[Capture | Refused]:
    for found in folder.files(path, leave_out):
        if isinstance(found, Refused):
            yield found
            continue
        try:
            opened, size = _file(found[0])
        except InputError as error:
            yield Refused(found[1], str(error))
            continue
        with opened:
            inside = Place(found[1], Budget(size), 0, place.column, place.max_bytes)
            yield from _captures(Stream(opened, opened), inside)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _file(path: Path) -> tuple[BinaryIO, int | None]:
    """The file, opened, and its size, which pipes and devices do not have."""
    try:
        opened = path.open("rb")
        status = path.stat()
        return opened, status.st_size if stat.S_ISREG(status.st_mode) else None
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'its name is none'}.") from None


__all__ = ["CONTAINERS", "Container", "Opened", "Source", "captures", "container_of", "open_source"]
