"""Records of a WARC file: made of an exchange, each a gzip member of its own, and found again in a file."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from rawi.errors import OutputError
from rawi.pages.addresses.exchange import Exchange
from rawi.version import VERSION

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
HEAD = 262_144
"""Bytes of a record that are looked at for its headers and those of the answer."""
_CHUNK = 16_384
"""Bytes that are read at once; unpacked they have a thousand times as many at most."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of the file: the address and moment it is of, where its member stands, and what tells its version.

    `status` is that of the answer, 0 for records that are no answers. `etag` and `modified` are what the server sent for
    asking whether the page is still the same. `end` is where the next record begins that the index has not told of.
    """

    url: str
    moment: str
    record: str
    status: int
    offset: int
    length: int
    end: int
    etag: str | None = None
    modified: str | None = None


def of_answer(exchange: Exchange, kept: Kept | None) -> tuple[bytes, str]:
    """The member of the answer, and the id of its record. `kept` is the page that a 304 says is still the same."""
    answer = exchange.answer
    headers = _told(exchange)
    if answer.status == 304 and kept is not None:
        headers |= {
            "WARC-Profile": _NOT_MODIFIED,
            "WARC-Refers-To": kept.record,
            "WARC-Refers-To-Target-URI": kept.url,
            "WARC-Refers-To-Date": _date(kept.moment),
        }
    else:
        headers["WARC-Payload-Digest"] = digest(answer.raw[answer.head :])
    kind = "revisit" if answer.status == 304 and kept is not None else "response"
    member = _member(kind, headers, "application/http; msgtype=response", answer.raw)
    return member, headers["WARC-Record-ID"]


def of_request(exchange: Exchange, response: str) -> bytes:
    """The member of the request, which points to the record of its answer by its id."""
    headers = _told(exchange) | {"WARC-Concurrent-To": response}
    return _member("request", headers, "application/http; msgtype=request", exchange.sent)


def _told(exchange: Exchange) -> dict[str, str]:
    return {
        "WARC-Record-ID": _new_id(),
        "WARC-Date": _date(exchange.moment),
        "WARC-Target-URI": exchange.address.url,
        "WARC-IP-Address": exchange.ip,
    }


def _member(kind: str, headers: dict[str, str], content_type: str, block: bytes) -> bytes:
    """A record as a gzip member. It is not left to warcio, which parses answers and writes them in its own spelling."""
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": _new_id(),
        "WARC-Date": _date(_now()),
        **headers,
        "WARC-Block-Digest": digest(block),
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n"
    return gzip.compress(head.encode("ascii") + block + b"\r\n\r\n", 6, mtime=0)


def about() -> bytes:
    """The member that begins a file: who wrote it."""
    told = f"software: Rawi/{VERSION}\r\nformat: WARC File Format 1.1\r\n"
    return _member("warcinfo", {}, "application/warc-fields", told.encode())


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _date(moment: str) -> str:
    return moment.replace("+00:00", "Z")


def digest(data: bytes) -> str:
    """A digest as WARC files write them: SHA-1 in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def validator(value: str | None) -> str | None:
    """What may be sent back to the server in a header."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= 1_000 else None


def found_in(warc: BinaryIO, start: int) -> Iterator[Kept]:
    """The whole records from `start` on; a half one at the end is passed over. Raises `OutputError` for other damage."""
    while True:
        head, end = _whole_member(warc, start)
        if end is None:
            return
        yield _record(head, start, end)
        start = end


def _whole_member(warc: BinaryIO, start: int) -> tuple[bytes, int | None]:
    """The beginning of the member at `start`, and where it ends: None where it is not whole. Memory: some chunks."""
    warc.seek(start)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    head = bytearray()
    while chunk := warc.read(_CHUNK):
        try:
            piece = unpacker.decompress(chunk)
        except zlib.error:
            raise OutputError(
                f"{warc.name} is damaged at byte {start:,}; move it away, or save to another folder."
            ) from None
        head += piece[: HEAD - len(head)]
        if unpacker.eof:
            return bytes(head), warc.tell() - len(unpacker.unused_data)
    return bytes(head), None


def _record(head: bytes, start: int, end: int) -> Kept:
    told, _, rest = head.partition(b"\r\n\r\n")
    fields = _fields(told)
    is_answer = fields.get("warc-type") == "response"
    line, _, http = rest.partition(b"\n")
    answer = _fields(http.partition(b"\r\n\r\n")[0]) if is_answer else {}
    status = line.split()[1:2] if is_answer else []
    return Kept(
        url=fields.get("warc-target-uri", ""),
        moment=fields.get("warc-date", "").replace("Z", "+00:00"),
        record=fields.get("warc-record-id", ""),
        status=int(status[0]) if status and status[0].isdigit() else 0,
        offset=start,
        length=end - start,
        end=end,
        etag=validator(answer.get("etag")),
        modified=validator(answer.get("last-modified")),
    )


def _fields(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("latin-1"))
    return found
