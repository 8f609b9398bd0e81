"""Keys: what makes two pages versions of one, two names one entity, two outlets one. Made in Python, never in SQL."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from rawi.language import fold_text
from rawi.names import key as name_key
from rawi.names import known, parse

LONGEST = 500
"""Characters of a key. PostgreSQL's indexes take 2,700 bytes, of which a character may need four."""

_SCHEMES = ("http", "https")
_FOLLOWERS = frozenset({"fbclid", "gclid", "yclid", "msclkid", "igshid", "mc_cid", "mc_eid", "ocid", "_ga"})
"""Parameters that say how a reader came to a page and change nothing in it; so does all that begins with utm_."""


def short(key: str) -> str:
    """A key that every index takes: of one that is too long the beginning, and its sha256."""
    if len(key) <= LONGEST:
        return key
    return key[: LONGEST - 65] + " " + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def folded(words: str | None) -> str | None:
    """Words for comparison: folded, with single spaces."""
    return None if words is None else short(" ".join(fold_text(words).split()))


def address_key(url: str | None) -> str | None:
    """An address so that two spellings of one are equal.

    Without scheme, ``www.`` or ``m.``, port, user, fragment, slash at the end and what only follows readers about; the
    parameters in their order of the alphabet. Letters of the path keep their case, which servers may tell apart. What
    is no address of the web is kept as it is.
    """
    if url is None or not url.strip():
        return None
    return short(_address(url.strip()))


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return url
    if parts.scheme.lower() not in _SCHEMES or not host:
        return url
    host = host.removeprefix("www.").removeprefix("m.")
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _follows(k)]
    query = "?" + urlencode(sorted(kept), errors="surrogatepass") if kept else ""
    return host + parts.path.rstrip("/") + query


def source_key(name: str, kind: str) -> str:
    """What makes sources of several pages one, as far as their names tell."""
    return short(name_key(name, "PER" if kind == "person" else "ORG")) or folded(name) or ""


def _follows(name: str) -> bool:
    return name.lower() in _FOLLOWERS or name.lower().startswith("utm_")


def entity_key(name: str, kind: str, page: str) -> str:
    """What makes entities of several pages one: the words of the full name, or of the name that it is known by.

    A person named by a single word, and a name without any letters, get the sha256 of their ``page``, so that they are
    never one with those of another page unless somebody merges them.
    """
    parts = parse(name, kind)
    words = known(parts) or parts.all_words
    if not words or (kind == "PER" and len(words) == 1):
        return f"{short(' '.join(words))} {page}".strip()
    return short(" ".join(words))
