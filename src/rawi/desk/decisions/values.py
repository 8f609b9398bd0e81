"""What people give, checked before it is kept: spans within the page, values that the terms know, words that can be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from rawi.desk.decisions.decision import FIELDS, Json, lists
from rawi.errors import OptionError
from rawi.reading import Reading
from rawi.tagger.labels import FORMS, KINDS, NAME_TYPES, STANCES

LONGEST = 10_000  # characters of a reason or a note
TIME = re.compile(
    r"\?|P\d+(\.\d+)?[YMD]|P\d+[YMD]\d+[MD]|PT(\d+(\.\d+)?[HMS])+|(-?\d{4}-\d\d-\d\d|\.\.)/(-?\d{4}-\d\d-\d\d|\.\.)"
)
"""The values of times in the annotation."""

_CHOICES: Final = {"stance": STANCES, "form": FORMS, "kind": KINDS, "type": NAME_TYPES}
_SPANS: Final = ("content", "source", "referent", "cue", "mentions")
_EMPTY: Final = ("source", "referent")  # parts that need not stand anywhere


def clean(on: str, changes: dict[str, Any], reading: Reading) -> Json:
    """What somebody says of a part, as it is kept.

    Raises:
        OptionError: a field that the part does not have, a span outside the page, a value that the terms do not know.
    """
    if not changes:
        raise OptionError(f"Nothing is said that could be put right; of {_a(on)} these can: {', '.join(FIELDS[on])}.")
    after: Json = {}
    for name, value in changes.items():
        if name not in FIELDS[on]:
            raise OptionError(f"{_a(on).capitalize()} has no {name!r} to put right; it has {', '.join(FIELDS[on])}.")
        if name in _SPANS:
            after[name] = lists(spans(name, value, reading.page.text))
        elif name == "span":
            found = spans(name, [value], reading.page.text)
            after[name] = list(found[0])
        elif name in _CHOICES:
            if value not in _CHOICES[name]:
                raise OptionError(f"{value!r} is no {name}; choose one of {', '.join(_CHOICES[name])}.")
            after[name] = value
        elif name == "named":
            if not isinstance(value, bool):
                raise OptionError(f"named is true or false, not {value!r}.")
            after[name] = value
        elif name == "value":
            if not isinstance(value, str) or not TIME.fullmatch(value):
                raise OptionError(
                    f"{value!r} is no time: it is YYYY-MM-DD/YYYY-MM-DD (.. for an open side), P3D, or ?."
                )
            after[name] = value
        else:
            after[name] = words(name, value)
    return after


def spans(name: str, given: Any, text: str) -> list[tuple[int, int]]:
    """Spans in the order of the text. Raises OptionError where they lie outside it, overlap, or hold nothing."""
    try:
        found = sorted((int(start), int(end)) for start, end in given)
    except (TypeError, ValueError):
        raise OptionError(f"{name} is a list of (start, end), not {given!r}.") from None
    if not found and name not in _EMPTY:
        raise OptionError(f"{name} must stand somewhere.")
    at = 0
    for start, end in found:
        if not 0 <= start < end <= len(text):
            raise OptionError(f"{name} {start}-{end} lies outside the page, which has {len(text)} characters.")
        if start < at:
            raise OptionError(f"The pieces of {name} overlap at {start}.")
        if not text[start:end].strip():
            raise OptionError(f"There is nothing but space at {name} {start}-{end}.")
        at = end
    return found


def words(name: str, value: Any, *, least: int = 1) -> str:
    """Words of a person that both databases can keep."""
    if not isinstance(value, str) or len(value.strip()) < least:
        raise OptionError(f"{name} is empty.")
    if len(value) > LONGEST:
        raise OptionError(f"{name} has {len(value):,} characters, more than the limit of {LONGEST:,}.")
    if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise OptionError(f"{name} holds a character that is none (U+0000, or half of one).")
    return value


def needed(on: str, after: Json, names: Iterable[str]) -> None:
    """Raises OptionError where something new lacks what it must have."""
    lacking = [name for name in names if name not in after]
    if lacking:
        raise OptionError(f"{_a(on).capitalize()} that is added needs its {' and '.join(lacking)}.")


def _a(on: str) -> str:
    return f"an {on}" if on[0] in "aeiou" else f"a {on}"
