"""A decision: what somebody decided about a page, a part of one, or who is who. It is never altered; undo is another.

kind        on                                        after
accept      claim, attribution, entity, time          {}
reject      claim, attribution, entity, time          {}
correct     claim, attribution, entity, source, time  what is now so, by field (`FIELDS`)
add         claim, attribution, entity, time          all that is known of it
not_news    page                                      {}
checked     page                                      {"rows": as in training, "machine": what the machine had found}
note        page, claim, attribution, entity, source  {"note": words}
merge       name                                      {"names": [{"type", "key", "name"}]}, merged into the target
split       name                                      {"pages": [sha256]}; none: it leaves those it was merged with
same, not_same, copied_from   page, claim             {"to": another target}
undo        -                                         {}; `undoes` says which decision
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rawi.reading.reading import Span, Spans

Json = dict[str, Any]

ON_PARTS: Final = ("claim", "attribution", "entity", "source", "time")
"""What a decision may be about within a page."""

LINKS: Final = ("same", "not_same", "copied_from")
"""Edges between claims or pages. The desk keeps them; what several pages say together reads them."""

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "accept": ("claim", "attribution", "entity", "time"),
    "reject": ("claim", "attribution", "entity", "time"),
    "correct": ON_PARTS,
    "add": ("claim", "attribution", "entity", "time"),
    "not_news": ("page",),
    "checked": ("page",),
    "note": ("page", "claim", "attribution", "entity", "source"),
    "merge": ("name",),
    "split": ("name",),
    **dict.fromkeys(LINKS, ("page", "claim")),
    "undo": (),
}
"""Every kind of decision, and what it may be about."""

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "claim": ("content", "stance", "source", "referent", "kind", "named", "cue", "form"),
    "attribution": ("content", "stance", "source", "referent", "kind", "named", "cue", "form"),
    "entity": ("mentions", "type", "name"),
    "source": ("name", "kind", "named"),
    "time": ("span", "value"),
}
"""What may be corrected. Of a claim all but its content is said of the attribution that it comes from."""

STANDS, UNDONE, LOOSE = "stands", "undone", "loose"
"""Of a decision: in force; undone; in force, but what it is about is no longer there, or no longer so."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a decision is about, so that it is found again in another reading of the same page.

    ``page``: its sha256; ``on``: page, claim, attribution, entity, source, time, or *name* (an entity over all pages,
    by ``type`` and ``key``). ``spans``: the content of a claim or attribution, the mentions of an entity, the places of
    a source, the place of a time; ``cue``: of a claim or attribution (empty: the page's own claim); ``words``: what
    stands at ``spans``, of an entity its name. ``n``: its number in the machine's reading of that day, None where a
    person added it. ``seen``: stance and source as the machine had them.
    """

    on: str
    page: str | None = None
    n: int | None = None
    spans: Spans = ()
    cue: Spans = ()
    words: str = ""
    seen: Json = field(default_factory=dict)
    added: int | None = None
    type: str | None = None
    key: str | None = None

    def to_json(self) -> Json:
        """As it is kept, without what is empty."""
        given: Json = {"on": self.on, "page": self.page, "n": self.n, "spans": lists(self.spans)}
        given |= {"cue": lists(self.cue), "words": self.words, "seen": self.seen, "added": self.added}
        given |= {"type": self.type, "key": self.key}
        return {k: v for k, v in given.items() if v not in (None, [], {}, "")}

    @classmethod
    def from_json(cls, data: Json) -> Target:
        """The inverse of ``to_json``."""
        given = {k: v for k, v in data.items() if k not in ("spans", "cue")}
        return cls(**given, spans=tuples(data.get("spans", ())), cue=tuples(data.get("cue", ())))


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: who decided what, when (UTC, ISO 8601) and why, what was so before and what is so after.

    ``undoes``: the decision that this one takes back (kind *undo*). ``state`` is derived from the other decisions and
    from the reading that the desk now has: *stands*, *undone* or *loose*.
    """

    id: int
    kind: str
    target: Target | None
    before: Json
    after: Json
    who: str
    when: str
    why: str | None = None
    undoes: int | None = None
    state: str = STANDS
    page_id: int | None = None

    def to_json(self) -> Json:
        """For ``rawi decisions --json``."""
        return {
            "id": self.id, "kind": self.kind, "page": self.page_id,
            "target": self.target.to_json() if self.target else None, "before": self.before, "after": self.after,
            "who": self.who, "when": self.when, "why": self.why, "undoes": self.undoes, "state": self.state,
        }  # fmt: skip


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that nobody took back, in order, without the undos themselves. An undo may be undone as well."""
    kept, dead = [], set()
    for decision in sorted(decisions, key=lambda d: d.id, reverse=True):  # an undo is younger than what it undoes
        if decision.id in dead:
            continue
        if decision.undoes is not None:
            dead.add(decision.undoes)
        else:
            kept.append(decision)
    return kept[::-1]


def undone(decisions: Iterable[Decision]) -> set[int]:
    """The numbers of decisions, undos among them, that are taken back."""
    dead: set[int] = set()
    for decision in sorted(decisions, key=lambda d: d.id, reverse=True):
        if decision.id not in dead and decision.undoes is not None:
            dead.add(decision.undoes)
    return dead


def lists(spans: Iterable[Span]) -> list[list[int]]:
    """Spans for JSON."""
    return [list(s) for s in spans]


def tuples(spans: Iterable[Iterable[int]]) -> Spans:
    """Spans from JSON."""
    return tuple((s, e) for s, e in spans)
