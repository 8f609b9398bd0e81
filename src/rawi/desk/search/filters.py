"""Filters: what else than words is asked of a result, checked and turned into facets and conditions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from rawi.desk.keys import folded
from rawi.desk.search import facets
from rawi.desk.search.documents import ADDED
from rawi.desk.search.results import Of
from rawi.errors import OptionError
from rawi.tagger.labels import KINDS, STANCES

Days = tuple[str | None, str | None]
Sizes = tuple[float | None, float | None, str | None]
NAME_KINDS: Final = ("PER", "ORG", "LOC", "source")
OWN: Final = "page"  # kind of a claim that is the page's own


@dataclass(frozen=True, slots=True)
class Filters:
    """As the caller gave them, checked. `source` and `entity` are numbers of entities, or words of names."""

    source: int | str | None = None
    entity: int | str | None = None
    kind: str | None = None
    stance: str | None = None
    named: bool | None = None
    outlet: str | None = None
    said: Days | None = None
    about: Days | None = None
    quantity: Sizes | None = None
    language: str | None = None

    def facets(self) -> list[tuple[str, ...]]:
        """Alternatives of facets, one of each to be found. Source and entity are not among them."""
        found: list[tuple[str, ...]] = []
        if self.kind is not None:
            found.append((facets.kind(self.kind),))
        if self.stance is not None:
            found.append((facets.stance(self.stance),))
        if self.named is not None:
            found.append((facets.named(self.named),))
        if self.outlet is not None:
            found.append((facets.outlet(folded(self.outlet) or ""),))
        if self.language is not None:
            found.append((facets.language(self.language),))
        if self.about is not None:
            found.append(tuple(facets.in_time(*self.about)))
        if self.quantity is not None:
            low, high, unit = self.quantity
            found.append(tuple(facets.in_size(low, high)))
            found.append((facets.unit(unit),) if unit else ())
        return [any_of for any_of in found if any_of]

    def conditions(self, of: Of, number: str) -> Conditions:
        """What the tables have to say of the result whose number stands in the SQL expression `number`."""
        parts: list[str] = []
        values: dict[str, Any] = {}
        claims = of == "claims"
        if self.said is not None and claims:
            days = "(c.said_first IS NOT NULL OR c.said_last IS NOT NULL)"
            days += _between("c.said_first", "c.said_last", "said", self.said, values)
            parts.append(
                f"(EXISTS (SELECT 1 FROM claims c WHERE c.id = {{n}} AND {days})"
                f" OR EXISTS (SELECT 1 FROM decided_claims c WHERE c.id = {{n}} - {ADDED} AND c.claim_id IS NULL AND {days}))"
            )
        if self.about is not None:
            table = (
                "claim_times t WHERE t.claim_id = {n} AND t.role = 'of'" if claims else "times t WHERE t.page_id = {n}"
            )
            days = "(t.first IS NOT NULL OR t.last IS NOT NULL)"
            days += _between("t.first", "t.last", "about", self.about, values)
            parts.append(f"(EXISTS (SELECT 1 FROM {table} AND {days}){_or_added('times t', days) if claims else ''})")
        if self.quantity is not None:
            low, high, unit = self.quantity
            table = "claim_quantities q WHERE q.claim_id" if claims else "quantities q WHERE q.page_id"
            sizes = "(q.low IS NOT NULL OR q.high IS NOT NULL)"
            sizes += _between("q.low", "q.high", "size", (low, high), values) + (" AND q.unit = :unit" if unit else "")
            added = _or_added("quantities q", sizes) if claims else ""
            parts.append(f"(EXISTS (SELECT 1 FROM {table} = {{n}} AND {sizes}){added})")
            if unit:
                values["unit"] = unit
        return Conditions(tuple(part.format(n=number) for part in parts), values)


@dataclass(frozen=True, slots=True)
class Conditions:
    """SQL with parameters, to be joined by AND."""

    parts: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


def _or_added(table: str, condition: str) -> str:
    """Or that it holds of a part of the page within the words of a claim that people added."""
    part = table.split()[1]
    return (
        f" OR EXISTS (SELECT 1 FROM decided_claims d JOIN {table} ON {part}.page_id = d.page_id AND {part}.start >= d.start"
        f" AND {part}.stop <= d.stop WHERE d.id = {{n}} - {ADDED} AND d.claim_id IS NULL AND {condition})"
    )


def _between(first: str, last: str, name: str, given: Sequence[Any], values: dict[str, Any]) -> str:
    """That two columns overlap with what is given; an open side has no end."""
    out = ""
    if given[1] is not None:
        out += f" AND ({first} IS NULL OR {first} <= :{name}_to)"
        values[f"{name}_to"] = given[1]
    if given[0] is not None:
        out += f" AND ({last} IS NULL OR {last} >= :{name}_from)"
        values[f"{name}_from"] = given[0]
    return out


# --- checking what was given


def checked(
    of: Of,
    *,
    source: object = None,
    entity: object = None,
    kind: object = None,
    stance: object = None,
    named: object = None,
    outlet: object = None,
    said: object = None,
    about: object = None,
    quantity: object = None,
    language: object = None,
) -> Filters:
    """The filters, where every one is what it should be.

    Raises:
        OptionError: a filter is of the wrong type or no such value, or names have no such thing.
    """
    if of == "names":
        given = {"source": source, "entity": entity, "stance": stance, "named": named, "outlet": outlet, "said": said,
                 "about": about, "quantity": quantity, "language": language}  # fmt: skip
        for name, value in given.items():
            if value is not None:
                raise OptionError(f"Names have no {name}; look among claims or pages.")
    kinds = NAME_KINDS if of == "names" else (*KINDS, OWN)
    return Filters(
        source=_who("source", source),
        entity=_who("entity", entity),
        kind=_one_of("kind", kind, kinds),
        stance=_one_of("stance", stance, STANCES),
        named=_truth("named", named),
        outlet=_text("outlet", outlet),
        said=_days("said", said),
        about=_days("about", about),
        quantity=_sizes(quantity),
        language=_text("language", language),
    )


def _who(name: str, value: object) -> int | str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 < value < 2**62:
            raise OptionError(f"There is no {name} of that number.")
        return value
    return _text(name, value)


def _text(name: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise OptionError(f"{name} is no text: {_brief(value)}.")
    if len(value) > 1000:
        raise OptionError(f"{name} has more than 1,000 characters.")
    return value


def _one_of(name: str, value: object, known: Sequence[str]) -> str | None:
    if value is not None and value not in known:
        raise OptionError(f"{name} is one of {', '.join(known)}; {_brief(value)} is none.")
    return value  # type: ignore[return-value]


def _truth(name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise OptionError(f"{name} is true or false, not {_brief(value)}.")
    return value


def _days(name: str, value: object) -> Days | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = (value, value)
    if not isinstance(value, Sequence) or len(value) != 2:
        raise OptionError(f"{name} is a day or two, as 2021-01-31; {_brief(value)} is neither.")
    first, last = (_day(name, day) for day in value)
    if first is not None and last is not None and first > last:
        raise OptionError(f"{name} ends before it begins: {first}, {last}.")
    return None if first is None and last is None else (first, last)


def _day(name: str, value: object) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise OptionError(f"{name} needs days as 2021-01-31; {_brief(value)} is none.") from None


def _sizes(value: object) -> Sizes | None:
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) not in (2, 3):
        raise OptionError("quantity is the lowest, the highest and perhaps a unit.")
    low, high = (_size(side) for side in value[:2])
    unit = _text("unit", value[2]) if len(value) == 3 else None
    if low is not None and high is not None and low > high:
        raise OptionError("quantity ends before it begins.")
    if unit is not None and ("\0" in unit or not _whole(unit)):
        raise OptionError("unit holds what is no character.")
    return None if low is None and high is None and unit is None else (low, high, unit)


def _size(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OptionError(f"quantity needs numbers, not {_brief(value)}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise OptionError("quantity needs finite numbers; leave a side out that has no end.")
    return number


def _brief(value: object) -> str:
    """What was given, for a message."""
    try:
        return repr(str(value)[:40])
    except ValueError:  # a number of thousands of digits
        return "this"


def _whole(text: str) -> bool:
    """Whether a text has no halves of characters, which databases refuse."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
