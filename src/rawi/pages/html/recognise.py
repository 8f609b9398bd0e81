"""Whether bytes are HTML or MHTML, told from their beginning and not from a name."""

from __future__ import annotations

import re

_SAMPLE = 8_192
"""Bytes that are looked at."""

_OPENING = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|link)\b", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:/?(?:p|div|span|a|br|h[1-6]|table|tr|td|ul|li|img|article|section|header|main|font|b|strong|center|figure)"
    rb"|meta|title|script|link|style)\b",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b", re.IGNORECASE)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"^[\w-]{2,60}:[ \t]")


def is_html(raw: bytes) -> bool:
    """Whether `raw` is HTML or MHTML. Reads no more than its first 8,192 bytes."""
    start = plain_start(raw)
    return is_mhtml(raw) or _is_markup(start)


def is_mhtml(raw: bytes) -> bool:
    """Whether `raw` is MHTML: mail headers that announce related parts."""
    start = plain_start(raw)
    if not _HEADER.match(start):
        return False
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return _MULTIPART.search(head) is not None


def plain_start(raw: bytes) -> bytes:
    """The first bytes without mark and white space, and with every character of ASCII as one byte."""
    start = raw[:_SAMPLE]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or start[:40].count(b"\x00") * 3 > len(start[:40]):
        start = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_markup(start: bytes) -> bool:
    if not start.startswith(b"<"):
        return False
    if _OTHER_XML.search(start[:1_000]) and not re.match(rb"<(?:!doctype\s+html|html)\b", start, re.IGNORECASE):
        return False
    opening = _OPENING.search(start)
    # What stands before the root can only be a declaration or comments.
    if opening and (opening.start() == 0 or start.startswith((b"<!--", b"<?xml", b"<!"))):
        return True
    # A fragment: several known tags, closed ones among them.
    return re.match(rb"<[a-z!]", start, re.IGNORECASE) is not None and len(_TAG.findall(start)) >= 4 and b"</" in start
