"""WARC: the pages among the answers that a crawler or an archive kept."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses import media, unpack
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import names
from rawi.pages.containers.stream import BOMB, Place, Stream, bomb, too_large
from rawi.pages.containers.types import Open
from rawi.pages.html import is_html
from rawi.pages.marks import is_image
from rawi.pages.page import Fact

MARK = 7
"""Bytes that tell a WARC."""
_VERSION = re.compile(rb"WARC/\d\.")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")
_CHUNK = 65_536
_PUBLISHED = re.compile(r"(?:https?|ftp|file):|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
"""Addresses of what somebody published; crawlers keep logs, texts and thumbnails of their own under others (urn:)."""
_NEXT = b"\r\n\r\nWARC/1."
_MOST_GIVEN_BACK = 20
"""Records that may claim to be longer than the rest of the archive, before no more is read of it."""
_BROKE_OFF = "It broke off within a record; what came before was read."
_HTTP = ["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3"]
_DATA = re.compile(
    r"application/(?:json|ld\+json|manifest\+json|x-ndjson|octet-stream-js|dns|warc-fields|http|ocsp-response|pkix-cert)$"
    r"|text/(?:dns|csv-schema|x-component|event-stream)$|application/.*protobuf"
)
"""Media types of what is no page: data for scripts, certificates, names of hosts."""


def is_warc(head: bytes) -> bool:
    """Whether bytes begin with a WARC record."""
    return _VERSION.match(head) is not None


def captures(stream: Stream, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """The pages of a WARC: responses with status 200 and resources that hold HTML, PDF, text, feeds, or images that were
    asked for as such; all others are passed over. Where a record is damaged, the next one is looked for.
    """
    archive = _Archive(stream, place)
    seen_html = False
    asked = _Asked()
    held: _Record | None = None  # an image, until the record of its request tells what it was asked for as
    count = 0
    for record in archive.records():
        count += 1
        if count > limits.MAX_MEMBERS:
            yield Refused(place.origin, f"It has more than {limits.MAX_MEMBERS:,} records; the rest is left out.")
            return
        if isinstance(record, Refused):
            yield record
            continue
        if record.kind == "request":
            asked.note(record)
        if held is not None:
            if asked.as_page(held, not seen_html):
                yield from inner(Stream(io.BytesIO(held.content)), held.place)
            held = None
        if record.kind == "request" or not record.content:
            continue
        if is_image(record.content) and record.kind == "response":
            held = record
            continue
        seen_html = seen_html or is_html(record.content)
        yield from inner(Stream(io.BytesIO(record.content)), record.place)
    if held is not None and asked.as_page(held, not seen_html):
        yield from inner(Stream(io.BytesIO(held.content)), held.place)


@dataclass(slots=True)
class _Record:
    """A record that may be a page, or a request: its kind, id, address, and what it holds."""

    kind: str
    id: str
    uri: str
    content: bytes
    place: Place
    concurrent: str = ""
    as_page: bool | None = None


class _Asked:
    """What the last request asked for."""

    def __init__(self) -> None:
        self._last: _Record | None = None

    def note(self, request: _Record) -> None:
        self._last = request

    def as_page(self, image: _Record, unknown: bool) -> bool:
        """Whether an image was asked for as a page is; `unknown` where no request tells."""
        last = self._last
        if last is None or last.as_page is None or (last.concurrent != image.id and last.uri != image.uri):
            return unknown
        return last.as_page


class _Lines:
    """A stream as warcio reads it: its lines are those of headers, whose bytes are counted."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.headers = 0

    def readline(self, size: int | None = None) -> bytes:
        most = limits.MAX_RECORD_HEADER_BYTES - self.headers
        if most <= 0:
            raise InputError(f"The headers of a record have more than {limits.MAX_RECORD_HEADER_BYTES:,} bytes.")
        line = self._stream.readline(most if size is None else min(most, size))
        self.headers += len(line)
        return line

    def read(self, size: int) -> bytes:
        return self._stream.read(min(size, _CHUNK))


class _Archive:
    """The records of a WARC that may be pages, and what is damaged among them."""

    def __init__(self, stream: Stream, place: Place) -> None:
        self._stream, self._place = stream, place
        from warcio.recordloader import ArcWarcRecordLoader
        from warcio.statusandheaders import StatusAndHeadersParser

        logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it tells users of addresses that it mended
        self._loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        self._http = StatusAndHeadersParser(_HTTP, verify=True)
        self._request = StatusAndHeadersParser(ArcWarcRecordLoader.HTTP_VERBS, verify=False)

    def records(self) -> Iterator[_Record | Refused]:
        """All, in order. A record that is damaged, or that the archive breaks off in, is refused once."""
        broken = 0
        while True:
            try:
                if not self._find():
                    return
                record = self._read()
                if record is not None:
                    yield record
            except InputError as error:
                yield Refused(self._place.origin, str(error))
                broken += 1
                if self._place.budget.ended or (self._stream.broken and not self._stream.resume()):
                    return
                if str(error) == _BROKE_OFF and broken > _MOST_GIVEN_BACK:
                    return

    def _find(self) -> bool:
        """Go to the next record; whether there is one."""
        strange = False
        while True:
            start = self._stream.peek(MARK)
            if is_warc(start):
                break
            line = self._stream.readline(_CHUNK)
            if not line:
                break
            strange = strange or bool(line.strip(b"\r\n\x00 "))
        if strange:
            # Told once, then the archive goes on behind the damage.
            raise InputError("It is damaged: between its records stands what is none.")
        return bool(start)

    def _read(self) -> _Record | Refused | None:
        lines = _Lines(self._stream)
        try:
            record = self._loader.parse_record_stream(lines, known_format="warc", no_record_parse=True)
        except InputError:
            raise
        except Exception:  # whatever warcio makes of headers that are none
            self._not_at_end()
            raise InputError("It is damaged: the headers of a record cannot be read.") from None
        told = record.rec_headers
        length = _length(told.get_header("Content-Length"))
        if length is None:
            self._not_at_end()
            raise InputError("It is damaged: a record does not tell its length.")
        block = _Block(self._stream, length)
        found: _Record | Refused | None
        try:
            found = self._page(told, block, lines)
        except _Unread as refused:
            found = Refused(self._origin(told), str(refused))
        block.skip()
        return found

    def _not_at_end(self) -> None:
        """Raises `InputError` where the archive ends here: what looks damaged was cut."""
        if not self._stream.read(1):  # raises where the source says why it broke off
            raise InputError(_BROKE_OFF)

    def _page(self, told: Any, block: _Block, lines: _Lines) -> _Record | None:
        kind = (told.get_header("WARC-Type") or "").lower()
        uri = _address(told.get_header("WARC-Target-URI"))
        media_type = told.get_header("Content-Type") or ""
        if kind == "request":
            return self._asked(told, uri, block, lines)
        codings, chunked = "", False
        if kind == "response" and media.kind(media_type) == "application/http":
            status, headers = self._answer(block, lines)
            if status != "200":
                return None
            media_type = headers.get_header("Content-Type") or ""
            codings = headers.get_header("Content-Encoding") or ""
            chunked = (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
        elif kind not in ("resource", "response") or not _PUBLISHED.match(uri):
            return None
        is_data = media.is_never_page(media_type) or _DATA.match(media.kind(media_type)) or _is_robots(uri)
        if is_data and not (media.kind(media_type) == "application/json" and b"jsonfeed.org/version" in block.peek()):
            return None
        charset = media.charset(media_type)
        content = _unpacked(block.all(), codings, chunked, self._place)
        known = {"url": Fact(uri, "WARC record")} if uri.startswith(("http://", "https://")) else {}
        date = told.get_header("WARC-Date") or ""
        captured = date.replace("Z", "+00:00") if _DATE.fullmatch(date) else None
        inside = self._place.inside(self._origin(told), known, captured, charset)
        return _Record(kind, told.get_header("WARC-Record-ID") or "", uri, content, inside)

    def _answer(self, block: _Block, lines: _Lines) -> tuple[str, Any]:
        """Status and headers of an HTTP answer."""
        start = lines.headers
        try:
            headers = self._http.parse(_Headers(block, start))
        except (InputError, _Unread):
            raise
        except Exception:
            raise _Unread("The headers of its HTTP answer cannot be read.") from None
        return headers.get_statuscode(), headers

    def _asked(self, told: Any, uri: str, block: _Block, lines: _Lines) -> _Record | None:
        """A request: whether it asked for a page, or for a picture of one."""
        try:
            headers = self._request.parse(_Headers(block, lines.headers))
        except InputError:
            raise
        except Exception:
            return None
        wanted = headers.get_header("Sec-Fetch-Dest")
        accepted = headers.get_header("Accept") or ""
        as_page: bool | None = None
        if wanted:
            as_page = wanted.strip().lower() == "document"
        elif headers.get_header("Referer"):
            as_page = False
        elif "text/html" in accepted:
            as_page = True
        concurrent = told.get_header("WARC-Concurrent-To") or ""
        return _Record("request", "", uri, b"", self._place, concurrent, as_page)

    def _origin(self, told: Any) -> str:
        name = told.get_header("WARC-Record-ID") or told.get_header("WARC-Target-URI") or "?"
        return f"{self._place.origin}#{names.shown(name)}"


class _Unread(Exception):
    """One record cannot be read; the archive goes on behind it."""


class _Block:
    """What one record holds. Where the archive ends within it, that is an `InputError`."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream, self._left = stream, length

    def peek(self) -> bytes:
        return self._stream.peek(min(self._left, _CHUNK))

    def read(self, size: int) -> bytes:
        if self._left == 0:
            return b""
        return self._taken(self._stream.read(min(size, self._left)))

    def readline(self, size: int) -> bytes:
        if self._left == 0:
            return b""
        return self._taken(self._stream.readline(min(size, self._left)))

    def all(self) -> bytes:
        if self._left > limits.MAX_CAPTURE_BYTES:
            raise _Unread(too_large(limits.MAX_CAPTURE_BYTES))
        pieces: list[bytes] = []
        try:
            while piece := self.read(_CHUNK):
                pieces.append(piece)
        except InputError:
            self._give_back(b"".join(pieces))
            raise
        return b"".join(pieces)

    def _give_back(self, taken: bytes) -> None:
        """Where a record says that it is longer than it is, it swallows the ones behind it: give these back."""
        at = taken.find(_NEXT)
        if at >= 0 and not self._stream.broken:
            self._stream.unread(taken[at:])

    def skip(self) -> None:
        """Pass over what was not read."""
        while self._left > 0 and self._taken(self._stream.read(min(self._left, _CHUNK))):
            pass

    def _taken(self, piece: bytes) -> bytes:
        if not piece:
            self._left = 0
            raise InputError(_BROKE_OFF)
        self._left -= len(piece)
        return piece


class _Headers:
    """The lines of a block, whose bytes are counted with those of the record's own headers."""

    def __init__(self, block: _Block, counted: int) -> None:
        self._block, self._left = block, limits.MAX_RECORD_HEADER_BYTES - counted

    def readline(self) -> bytes:
        if self._left <= 0:
            raise _Unread(f"The headers of its HTTP answer have more than {limits.MAX_RECORD_HEADER_BYTES:,} bytes.")
        line = self._block.readline(self._left)
        self._left -= len(line)
        return line


def _length(value: str | None) -> int | None:
    value = (value or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _address(value: str | None) -> str:
    return (value or "").strip().strip("<>")[: limits.MAX_ADDRESS_CHARACTERS]


def _is_robots(uri: str) -> bool:
    try:
        return urlsplit(uri).path == "/robots.txt"
    except ValueError:
        return False


def _unpacked(raw: bytes, codings: str, chunked: bool, place: Place) -> bytes:
    """A body without the codings that it was sent in. Archives that took them off, but kept the header, are common."""
    body = _dechunked(raw) if chunked else raw
    packed = len(body)
    for name in reversed([part.strip() for part in codings.lower().split(",") if part.strip()][: limits.MAX_CODINGS]):
        try:
            most = limits.MAX_CAPTURE_BYTES
            body = _from_brotli(body) if name == "br" else unpack.unpack(body, name, most, what="It")
        except InputError as error:
            raise _Unread(str(error)) from None
        if bomb(packed, len(body)):
            raise _Unread(BOMB)
    if len(body) > packed:
        place.budget.spend(len(body) - packed)
    return body


def _dechunked(raw: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    reader = ChunkedDataReader(io.BytesIO(raw))
    pieces = []
    try:
        while piece := reader.read(_CHUNK):
            pieces.append(piece)
    except (ChunkedDataException, ValueError):  # cut within a chunk: what came before it is whole
        pass
    return b"".join(pieces)


def _from_brotli(body: bytes) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    pieces: list[bytes] = []
    size, rest = 0, body
    try:
        while not unpacker.is_finished():
            piece = unpacker.process(rest, output_buffer_limit=_CHUNK)
            rest = b""
            size += len(piece)
            pieces.append(piece)
            if size > limits.MAX_CAPTURE_BYTES:
                raise _Unread(too_large(limits.MAX_CAPTURE_BYTES))
            if bomb(len(body), size):
                raise _Unread(BOMB)
            if not piece and not unpacker.is_finished():
                raise InputError("It broke off: the rest of its packed data is missing.")
    except brotli.error:
        if not pieces:  # it is in no brotli at all: the archive took the coding off
            return body
        raise InputError("It is damaged: it cannot be unpacked.") from None
    return b"".join(pieces)
