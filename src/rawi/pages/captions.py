"""Captions: words under a picture, known by the credit that they end in or that follows them."""

from __future__ import annotations

import re

from rawi.pages import agencies, lexicon

_END = re.compile(r"[(\[]\s*([^()\[\]]{1,40})\s*[)\]]\s*\.?$")
_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]{1,60})\s*[)\]]")
_WITHIN = re.compile(r"(?<!\w)(?:تصوير|عدسة|بعدسة|المصدر|الصورة|رسم|أرشيف|photo|credit)\s*[:/-]")
_PICTURES = frozenset(lexicon.key(word) for word in ["صورة", "صور", "لقطة", "غلاف", "خريطة", "رسم", "لوحة"])
_PIECES = re.compile(r"\s*[-–—/،,|:]\s*")


def ends_in_credit(words: str) -> bool:
    """Whether a line ends in a picture's credit: … (أ ف ب)؛ … (أرشيف)؛ … تصوير: سامي حداد."""
    found = _END.search(words)
    if found and found.start() > 0 and is_credit(found.group(1)):
        return True
    if found and found.start() > 0 and lexicon.key(words).split(" ", 1)[0] in _PICTURES:
        return True
    return _WITHIN.search(words, max(1, len(words) // 3)) is not None


def is_bracketed_credit(words: str) -> bool:
    """Whether a line is nothing but a credit in brackets."""
    found = _BRACKETED.fullmatch(words)
    return found is not None and (is_credit(found.group(1)) or _WITHIN.search(found.group(1)) is not None)


def is_credit(words: str) -> bool:
    """Whether words in brackets are a credit: an agency, a house of pictures, أرشيف; or تصوير with a name."""
    houses = lexicon.keys_of("captions.toml", "houses")
    for piece in (words, *_PIECES.split(words)):
        if lexicon.key(piece) in houses or agencies.name_of(piece):
            return True
    return _WITHIN.match(words) is not None or lexicon.key(words).startswith(("تصوير ", "عدسه ", "ارشيف", "صوره "))
