"""Names of people as bylines write them, known by their given names and by their shape."""

from __future__ import annotations

import re
from functools import cache

from rawi.pages import agencies, dates, lexicon

_COMPOUND = frozenset({"عبد", "ابو", "ام", "بن", "ابن", "ولد", "بنت", "ال", "سيدي", "مولاي"})
_EDGE = " \t\u00a0.,،:؛;-–—ـ|/\\()[]*•●\u200e\u200f\"'«»“”"


@cache
def _titles() -> frozenset[str]:
    return lexicon.keys_of("bylines.toml", "titles")


@cache
def nameless() -> frozenset[str]:
    """Keys of words for those who report without a name of their own (متابعات)."""
    return lexicon.keys_of("bylines.toml", "nameless")


@cache
def roles() -> frozenset[str]:
    """Keys of what an author may be (كاتب، باحثة)."""
    return lexicon.keys_of("bylines.toml", "roles")


def bare(words: str) -> str:
    """Words without the signs and spaces round them."""
    return words.strip(_EDGE)


def without_title(words: str) -> str:
    """A name without the titles before it (د. سامي حداد)."""
    rest = bare(words)
    while True:
        head, _, tail = rest.partition(" ")
        if not tail and "." in head:
            head, _, tail = rest.partition(".")
        if not bare(tail) or lexicon.key(head) not in _titles():
            return rest
        rest = bare(tail)


def is_name(words: str, *, known: bool = False) -> bool:
    """Whether `words` look like one person's name (or two joined by و).

    With `known` the place already tells that a name is to be expected (after بقلم), and only the shape is asked: one to
    five words, no digits, no word of a sentence.
    """
    rest = without_title(words)
    names = rest.split()
    limit = 7 if known else 5
    if not 1 <= len(names) <= limit or len(rest) > 60 or re.search(r"[\d:؟?!…\"«»“”()،,؛]", rest):
        return False
    keys = [lexicon.key(name) for name in names]
    if any(not a_key or (" " in a_key and len(a_key) > 12) for a_key in keys):
        return False
    joined = " ".join(keys)
    if joined in nameless() or joined in lexicon.places() or agencies.name_of(rest):
        return False
    if any(a_key in STRUCTURE for a_key in keys):
        return False
    if known:
        return True
    if len(names) < 2:
        return False
    return keys[0] in lexicon.given_names() or (keys[0] in _COMPOUND and len(names) > 2)


def name_before(words: list[str]) -> int:
    """How many of the last of `words` are the name of a person who is introduced after them: 0 where none is.

    Two words unless compounds (عبد الله, أبو), titles or further given names stand before.
    """
    if len(words) < 2:
        return 0
    keys = [lexicon.key(word) for word in words]
    count = 2
    if keys[-2] in _COMPOUND and len(words) > 2:
        count = 3
    while count < 5 and count < len(words):
        before = keys[-count - 1]
        if before in _COMPOUND or before in _titles():
            count += 1
            continue
        if before in lexicon.given_names() and keys[-count] in lexicon.given_names() and count == 2:
            count += 1
            continue
        break
    taken = keys[-count:]
    last_signs = any(word[-1] in '.،,؛:؟!…»”")' for word in words[-count:-1])
    if last_signs or any(a_key in STRUCTURE or not a_key or a_key.isdecimal() for a_key in taken):
        return 0
    if keys[-count] not in _titles() and keys[-count].startswith("ال") and keys[-count] not in lexicon.given_names():
        return 0
    return count


def is_place(words: str) -> bool:
    """Whether `words` are a place that is known from datelines (with or without its country after a comma)."""
    a_key = lexicon.key(words)
    if a_key in lexicon.places():
        return True
    return all(lexicon.key(part) in lexicon.places() for part in re.split(r"[،,/و]", words) if part.strip()) and bool(
        a_key
    )


def is_nameless(words: str) -> bool:
    """Whether `words` stand for reporters without a name (متابعات؛ محرر الشؤون البرلمانية؛ قسم المتابعة)."""
    a_key = lexicon.key(words)
    return a_key in nameless() or (
        a_key.split(" ", 1)[0] in lexicon.keys_of("bylines.toml", "desks") and len(a_key.split()) <= 4
    )


def is_dated(words: str) -> bool:
    """Whether `words` hold nothing but parts of a date."""
    tokens = lexicon.key(words).split()
    return bool(tokens) and all(dates.is_date_word(token) for token in tokens)


# Words of sentences, which no name, place or label holds.
STRUCTURE = lexicon.read_words("sentence_words.txt")
