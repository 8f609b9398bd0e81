"""A proposition with all that stands behind it, as the desk keeps it: plain JSON out, the same data in again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from math import inf, isinf
from typing import Any

from rawi.together.copies import Copy
from rawi.together.origins import Backing, Edge, Graph, Node, Origin, Turn
from rawi.together.propositions import Figure, Member, Proposition

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of a claim beside the member: its number in the machine's reading, its chain and source, its origin."""

    claim: int | None
    chain: tuple[str, ...]
    source: str | None
    kind: str | None
    named: bool | None
    origin: int


@dataclass(frozen=True, slots=True)
class Found:
    """A proposition, what stands behind it, its graph, a row for each of its claims, copies among its pages.

    `pages`: the numbers of its pages in the desk by their sha256.
    """

    proposition: Proposition
    backing: Backing
    graph: Graph
    rows: tuple[Row, ...]
    copies: tuple[Copy, ...]
    pages: dict[str, int]

    @property
    def unsure(self) -> bool:
        """Whether any of its claims may not belong to it."""
        return any(member.unsure for member in self.proposition.members)


def to_json(found: Found) -> Json:
    """As it is kept."""
    data: Json = _plain(found)
    return data


def from_json(data: Json) -> Found:
    """The inverse of `to_json`."""
    proposition, backing = data["proposition"], data["backing"]
    return Found(
        Proposition(
            proposition["id"], proposition["text"], proposition["clearest"],
            tuple(_member(m) for m in proposition["members"]), tuple(proposition["conflicts"]),
        ),
        Backing(**backing | {
            "origins": tuple(_made(Origin, o, "members", "why") for o in backing["origins"]),
            "turns": tuple(Turn(**t) for t in backing["turns"]),
            "figures": tuple((words, tuple(ids)) for words, ids in backing["figures"]),
        }),
        Graph(tuple(Node(**n) for n in data["graph"]["nodes"]), tuple(Edge(**e) for e in data["graph"]["edges"])),
        tuple(_made(Row, row, "chain") for row in data["rows"]),
        tuple(_made(Copy, copy, "span", "other_span") for copy in data["copies"]),
        {page: int(number) for page, number in data["pages"].items()},
    )  # fmt: skip


def _made(kind: type[Any], data: Json, *tuples: str) -> Any:
    return kind(**data | {name: tuple(data[name]) for name in tuples})


def _member(data: Json) -> Member:
    figures = tuple(
        Figure(**f | {"low": -inf if f["low"] is None else f["low"], "high": inf if f["high"] is None else f["high"]})
        for f in data["figures"]
    )
    return Member(**data | {"span": tuple(data["span"]), "figures": figures, "times": tuple(data["times"])})


_NAMES: dict[type[Any], tuple[str, ...]] = {}


def _plain(data: Any) -> Any:
    """Plain values for JSON; an infinite number is None. (`dataclasses.asdict` copies every value and takes thrice as long.)"""
    if data is None or isinstance(data, str | int):
        return data
    if isinstance(data, float):
        return None if isinf(data) else data
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    if isinstance(data, dict):
        return {name: _plain(value) for name, value in data.items()}
    kind = type(data)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in dataclasses.fields(data))
    return {name: _plain(getattr(data, name)) for name in _NAMES[kind]}
