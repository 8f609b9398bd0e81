"""What is no page whatever it holds, told from its Content-Type, and the charset that stands there."""

from __future__ import annotations

import re

_NEVER = re.compile(
    r"(?:video|audio|font)/"
    r"|text/(?:css|(?:java|ecma|live)script[\d.]*|x-javascript|vtt)$"
    r"|application/(?:(?:x-)?(?:java|ecma)script|wasm|(?:x-)?font\S*|vnd\.ms-fontobject|ogg|mp4|x-mpegurl"
    r"|vnd\.apple\.mpegurl|dash\+xml|x-shockwave-flash|java-archive|vnd\.android\.package-archive"
    r"|x-(?:msdownload|msdos-program|executable|apple-diskimage|iso9660-image|debian-package|rpm))$"
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE | re.ASCII)


def kind(content_type: str) -> str:
    """The media type without its parameters, in lower case."""
    return content_type.partition(";")[0].partition(",")[0].strip().lower()[:100]


def is_never_page(content_type: str) -> bool:
    """Whether a media type is one of what is never a page: film, sound, fonts, style sheets, scripts, programs.

    All others are looked at, since servers tell wrong types; what they hold decides.
    """
    return _NEVER.match(kind(content_type)) is not None


def charset(content_type: str) -> str | None:
    """The encoding that a Content-Type tells."""
    found = _CHARSET.search(content_type[:1_000])
    return found.group(1).lower() if found else None
