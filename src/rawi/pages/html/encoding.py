"""Bytes of HTML to markup: which encoding they are in.

A byte order mark is believed first. Then the bytes themselves: what is valid UTF-8 is UTF-8, whatever the page declares,
since browsers save pages as UTF-8 and leave old declarations standing. Then what the page declares, where Arabic comes out
of it; and last the encoding of Arabic whose letters are most like Arabic.
"""

from __future__ import annotations

import codecs
import math
import re

from rawi.errors import InputError
from rawi.pages.decode import Decoded, plausibility

_DECLARED = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HIGH = re.compile(rb"[^<>]{0,200}[\x80-\xff][^<>]*")
_DECLARATIONS = 65_536
"""Bytes among which the declaration is looked for: far more than the standard's 1,024, since pages put scripts first."""
_SAMPLE = 65_536
_ARABIC = ("cp1256", "iso8859-6", "mac-arabic")
# What pages declare, and what they mean by it: browsers read these as the wider encoding.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-11": "cp874", "iso8859-9": "cp1254"}
_PLAUSIBLE = -4.5
"""As in `rawi.pages.decode`, with room for the French and English words that pages hold."""


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The markup of HTML bytes; `declared` is what came with them (a header). How it was known is told.

    Bytes that do not fit become U+FFFD. Raises `InputError` where UTF-16 or UTF-32 cannot be decoded.
    """
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(encoding, "replace"), encoding, "byte order mark")
    if raw[:400].count(b"\x00") * 3 > len(raw[:400]):
        return _wide(raw)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", "valid UTF-8")
    except UnicodeDecodeError:
        pass
    name = _known(declared) or _declared(raw)
    if name == "utf-8" or (name is None and _nearly_utf8(raw)):
        if _nearly_utf8(raw):
            return Decoded(raw.decode("utf-8", "replace"), "utf-8", "declared" if name else "letters")
        name = None
    sample = _sample(raw)
    if name and name not in ("cp1252", "cp1254"):
        text = raw.decode(name, "replace")
        if name not in _ARABIC or plausibility(sample.decode(name, "replace")) >= _PLAUSIBLE:
            return Decoded(text, name, "declared")
    best, best_score = name or "cp1252", -math.inf
    for encoding in _ARABIC:
        score = plausibility(sample.decode(encoding, "replace"))
        if score != 0.0 and score > best_score:
            best_score, best_fit = score, encoding
    if best_score >= _PLAUSIBLE:
        return Decoded(raw.decode(best_fit, "replace"), best_fit, "letters")
    return Decoded(raw.decode(best, "replace"), best, "declared" if name else "no other encoding fits")


def _wide(raw: bytes) -> Decoded:
    encoding = "utf-16-be" if raw[:1] == b"\x00" else "utf-16-le"
    try:
        return Decoded(raw.decode(encoding), encoding, "place of the high bytes")
    except UnicodeDecodeError as error:
        raise InputError(f"The page looks like UTF-16, but cannot be decoded at byte {error.start:,}.") from error


def _declared(raw: bytes) -> str | None:
    start = raw[:_DECLARATIONS]
    found = _DECLARED.search(start) or _XML.match(start.lstrip())
    return _known(found.group(1).decode("ascii", "ignore")) if found else None


def _known(name: str | None) -> str | None:
    """The encoding as Python names it, or None for one that is unknown or no encoding of text."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)
    except (LookupError, ValueError):
        return None
    if info.name.startswith(("utf-16", "utf-32", "utf-7")):
        # Said by a page whose bytes show that it is none of them.
        return None
    return _MEANT.get(info.name, info.name)


def _nearly_utf8(raw: bytes) -> bool:
    """Whether broken bytes are rare: cut or damaged UTF-8, not another encoding."""
    text = raw.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(raw.count(bytes((lead,))) for lead in range(0xD8, 0xDC)) + 20


def _sample(raw: bytes) -> bytes:
    """The text between tags that holds bytes beyond ASCII, up to 64 KB of it."""
    pieces: list[bytes] = []
    size = 0
    for found in _HIGH.finditer(raw):
        pieces.append(found.group())
        size += len(pieces[-1])
        if size > _SAMPLE:
            break
    return b"\n".join(pieces)[: 2 * _SAMPLE]
