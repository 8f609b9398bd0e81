"""Content codings undone: gzip and deflate, within limits. No others are asked for."""

from __future__ import annotations

import zlib

from rawi.errors import InputError
from rawi.pages import limits

ACCEPTED = "gzip, deflate"
_COMPRESSED = frozenset(("br", "zstd", "compress", "x-compress", "dcb", "dcz"))


def unpack(body: bytes, codings: str, most: int, *, cut: bool = False, what: str = "The page") -> bytes:
    """The content of a body that was sent under `codings` (the header Content-Encoding).

    A body that is not in the coding it claims is returned as it is, and so is one of an unknown coding: servers name
    charsets there. At most `most` bytes come out; more is an `InputError`, or with `cut` left off.

    Raises `InputError` also for codings that were not asked for, more than `MAX_CODINGS` of them, damaged data.
    `what` begins the sentence.
    """
    named = [name for part in codings.lower().split(",") if (name := part.strip())]
    packed = [name for name in named if name in ("gzip", "x-gzip", "deflate") or name in _COMPRESSED]
    if len(packed) > limits.MAX_CODINGS:
        raise InputError(f"{what} is packed more than {limits.MAX_CODINGS} times over.")
    for name in reversed(packed):
        if name in _COMPRESSED:
            raise InputError(f"{what} is packed as {name}, which was not asked for and is not read.")
        body = _inflated(body, name == "deflate", most, cut, what)
    return body


def _inflated(body: bytes, deflate: bool, most: int, cut: bool, what: str) -> bytes:
    if not deflate and not body.startswith(b"\x1f\x8b"):
        return body
    width = -zlib.MAX_WBITS if deflate and not _is_zlib(body) else 32 + zlib.MAX_WBITS
    pieces: list[bytes] = []
    size, rest = 0, body
    for _ in range(limits.MAX_GZIP_MEMBERS):
        unpacker = zlib.decompressobj(width)
        try:
            piece = unpacker.decompress(rest, most + 1 - size)
        except zlib.error:
            raise InputError(f"{what} is damaged: it cannot be unpacked.") from None
        pieces.append(piece)
        size += len(piece)
        if size > most:
            if cut:
                return b"".join(pieces)[:most]
            raise InputError(f"{what} has more than {most:,} bytes when it is unpacked.")
        if not unpacker.eof:
            if cut:
                return b"".join(pieces)
            raise InputError(f"{what} broke off: the rest of its packed data is missing.")
        rest = unpacker.unused_data
        if not rest.startswith(b"\x1f\x8b"):  # servers leave all sorts of things behind the end
            return b"".join(pieces)
    raise InputError(f"{what} is packed in more than {limits.MAX_GZIP_MEMBERS:,} pieces.")


def _is_zlib(body: bytes) -> bool:
    """Whether deflated data have the header of RFC 1950, which some servers leave out."""
    return len(body) >= 2 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
