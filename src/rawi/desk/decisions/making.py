"""Decisions made on a desk: each is checked, kept as a row, and what follows from it is written, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from rawi.desk import store
from rawi.desk.decisions import kept, values, who_is_who
from rawi.desk.decisions.anchors import Part, innermost
from rawi.desk.decisions.applying import Decided, decide
from rawi.desk.decisions.carrying import follow
from rawi.desk.decisions.decision import FIELDS, KINDS, LINKS, UNDONE, Decision, Json, Target, lists
from rawi.desk.decisions.parts import Thing, point
from rawi.desk.decisions.rows import digest, rows_of
from rawi.desk.moments import now
from rawi.desk.tables import entities, pages
from rawi.errors import OptionError
from rawi.reading import Attribution, Claim, Reading
from rawi.reading.reading import Spans
from rawi.reading.spans import overlap

_ADDED = {
    "attribution": ("cue", "content"),
    "claim": ("content",),
    "entity": ("type", "mentions"),
    "time": ("span", "value"),
}


def decided(connection: Connection, page_id: int) -> Decided:
    """A page as it now stands."""
    rows = [d for d in kept.load(connection, page_id=page_id) if d.page_id == page_id]
    return decide(store.get(connection, page_id), rows, who_is_who.same_on_page(connection, page_id))


def on_part(
    connection: Connection,
    page_id: int,
    kind: str,
    thing: Thing | None,
    who: str,
    why: str | None,
    changes: dict[str, Any] | None = None,
) -> Decision:
    """Accept, reject, correct, note: a decision on a page or a part of it (``thing``).

    Raises:
        OptionError: there is no such page or part, or what is said of it cannot be.
    """
    machine, here = _open(connection, page_id)
    target, part = point(thing, machine, here) if thing is not None else (Target("page", machine.page.id), None)
    if target.on not in KINDS[kind]:
        raise OptionError(f"{kind} is said of {' or '.join(KINDS[kind])}, not of a {target.on}.")
    after: Json = {}
    if kind == "correct":
        after = values.clean(target.on, _whose(dict(changes or {}), target, part, here.reading), machine)
        if target.on == "claim" and not target.cue and set(after) - {"content", "stance"}:
            raise OptionError(
                "The page itself claims this; if somebody else says it, add the attribution with its cue."
            )
    elif kind == "note":
        after = {"note": values.words("The note", (changes or {}).get("note"))}
    elif kind == "checked":
        after = {"rows": rows_of(here.reading), "machine": digest(machine)}
    before = _before(target.on, part, here.reading, after if kind == "correct" else None)
    return _keep(connection, page_id, machine, kind, target, before, after, who, why)


def add(connection: Connection, page_id: int, on: str, who: str, why: str | None, changes: dict[str, Any]) -> Decision:
    """Add what was missed: an attribution, a claim of the page's own, a name, a time.

    Raises:
        OptionError: it lacks what it needs, or what is said of it cannot be.
    """
    machine, here = _open(connection, page_id)
    if on not in _ADDED:
        raise OptionError(f"{on!r} cannot be added; these can: {', '.join(_ADDED)}.")
    if on == "claim" and changes.keys() - {"content", "stance"}:
        on = "attribution"
    given = {k: v for k, v in changes.items() if v is not None}
    if on == "entity" and given.get("mentions") and "name" not in given:
        first = values.spans("mentions", given["mentions"], machine.page.text)[0]
        given["name"] = " ".join(machine.page.text[slice(*first)].split())
    target = Target(on, machine.page.id)
    after = values.clean(on, _whose(given, target, None, here.reading), machine)
    values.needed(on, after, _ADDED[on])
    if on == "attribution":
        after = {
            "stance": "states",
            "form": "indirect",
            "source": [],
            "referent": [],
            "kind": "unknown",
            "named": False,
        } | after
    place = after.get("content") or after.get("mentions") or [after.get("span", ())]
    spans: Spans = tuple((s, e) for s, e in place)
    words = after.get("name") or machine.words(spans)
    target = replace(target, spans=spans, cue=tuple((s, e) for s, e in after.get("cue", ())), words=words)
    return _keep(connection, page_id, machine, "add", target, {}, after, who, why)


def link(
    connection: Connection,
    kind: str,
    one: tuple[int, Thing | None],
    other: tuple[int, Thing | None],
    who: str,
    why: str | None,
) -> Decision:
    """Say of two pages, or of claims on them, that they are the same, not the same, or one copied from the other.

    Raises:
        OptionError: there is no such page or claim, both are one, or the kind is none.
    """
    if kind not in LINKS:
        raise OptionError(f"{kind!r} is no link; choose one of {', '.join(LINKS)}.")
    ends = []
    for page_id, thing in (one, other):
        machine, here = _open(connection, page_id)
        target = Target("page", machine.page.id) if thing is None else point(thing, machine, here)[0]
        if target.on not in KINDS[kind]:
            raise OptionError(f"{kind} is said of {' or '.join(KINDS[kind])}, not of a {target.on}.")
        ends.append((machine, target))
    if ends[0][1].on != ends[1][1].on:
        raise OptionError("A link joins two pages or two claims, not a page and a claim.")
    if ends[0][1] == ends[1][1]:
        raise OptionError("Both ends of the link are the same.")
    after = {"to": ends[1][1].to_json()}
    return _keep(connection, one[0], ends[0][0], kind, ends[0][1], {}, after, who, why, other[0])


def merge(connection: Connection, into: int, others: Sequence[int], who: str, why: str | None) -> Decision:
    """Say that entities of the desk are one, under the name of ``into``.

    Raises:
        OptionError: there is no such entity, or nothing to merge.
    """
    first, *rest = (_name(connection, number) for number in dict.fromkeys([into, *others]))
    if not rest:
        raise OptionError("Give two different entities to merge.")
    after = {"names": [{"type": t.type, "key": t.key, "name": t.words} for t in rest]}
    before = {"merged_into": _merged(connection, [into, *others])}
    return _keep_name(connection, "merge", first, before, after, who, why)


def split(connection: Connection, entity: int, page_ids: Sequence[int], who: str, why: str | None) -> Decision:
    """Say that an entity is not the one that it was merged with, or, given pages, that it is somebody else there.

    Raises:
        OptionError: there is no such entity or page, or it is merged with nothing, or none of the pages names it.
    """
    target = _name(connection, entity)
    if not page_ids:
        joined = select(entities.c.id).where(entities.c.merged_into == entity).limit(1)
        if _merged(connection, [entity])[0] is None and connection.execute(joined).first() is None:
            raise OptionError(
                f"Entity {entity} is merged with no other; to split it, name pages on which it is another."
            )
    shas = []
    for page_id in dict.fromkeys(page_ids):
        sha = _sha(connection, page_id)
        if not who_is_who.names_on(connection, page_id, entity):
            raise OptionError(f"Page {page_id} does not name entity {entity}.")
        shas.append(sha)
    after: Json = {"pages": shas} if shas else {}
    return _keep_name(connection, "split", target, {"merged_into": _merged(connection, [entity])[0]}, after, who, why)


def undo(connection: Connection, number: int, who: str, why: str | None) -> Decision:
    """Take a decision back; it and the undo both stay. An undo taken back brings the decision into force again.

    Raises:
        OptionError: there is no such decision, or it is taken back already.
    """
    decision = kept.one(connection, number)
    if decision is None:
        raise OptionError(f"There is no decision {number}.")
    if decision.page_id is not None:
        _sha(connection, decision.page_id)  # whoever decides on this page at the same time waits for us, or we for him
        decision = kept.one(connection, number) or decision
    else:
        who_is_who.alone(connection)
        decision = kept.one(connection, number) or decision
    if decision.state == UNDONE:
        raise OptionError(f"Decision {number} is undone already; undo the undo to bring it back.")
    row = replace(_row("undo", None, {"state": decision.state}, {}, who, why), undoes=number, page_id=decision.page_id)
    made = kept.keep(connection, row, kept.other_page(connection, number))
    if decision.page_id is None:
        _follow_names(connection)
    else:
        follow(connection, decision.page_id, store.get(connection, decision.page_id))
    return kept.one(connection, made.id) or made


# --- helpers


def _open(connection: Connection, page_id: int) -> tuple[Reading, Decided]:
    _sha(connection, page_id)
    machine = store.get(connection, page_id)
    rows = [d for d in kept.load(connection, page_id=page_id) if d.page_id == page_id]
    return machine, decide(machine, rows, who_is_who.same_on_page(connection, page_id))


def _sha(connection: Connection, page_id: int) -> str:
    """The page's sha256; from here on to the end of the transaction nobody else decides on it."""
    query = select(pages.c.sha256).where(pages.c.id == page_id).with_for_update()
    sha: str | None = connection.execute(query).scalar_one_or_none()
    if sha is None:
        raise OptionError(f"The desk has no page {page_id}.")
    return sha


def _keep(
    connection: Connection, page_id: int, machine: Reading, kind: str, target: Target, before: Json, after: Json,
    who: str, why: str | None, other_page_id: int | None = None,
) -> Decision:  # fmt: skip
    row = replace(_row(kind, target, before, after, who, why), page_id=page_id)
    made = kept.keep(connection, row, other_page_id)
    follow(connection, page_id, machine)
    return kept.one(connection, made.id) or made


def _keep_name(
    connection: Connection, kind: str, target: Target, before: Json, after: Json, who: str, why: str | None
) -> Decision:
    who_is_who.alone(connection)
    made = kept.keep(connection, _row(kind, target, before, after, who, why))
    _follow_names(connection)
    return made


def _follow_names(connection: Connection) -> None:
    """What follows from merges and splits: who is who, and the states of these decisions."""
    who_is_who.rebuild(connection)
    kept.set_states(connection, kept.load(connection, names=True))


def _row(kind: str, target: Target | None, before: Json, after: Json, who: str, why: str | None) -> Decision:
    who = values.words("Who decides", who).strip()
    why = None if why is None or not why.strip() else values.words("The reason", why)
    return Decision(0, kind, target, before, after, who, now(), why)


def _before(on: str, part: Part | None, reading: Reading, after: Json | None) -> Json:
    """What is so of a part until then: the fields that are put right, or stance and source of what is judged."""
    if part is None:
        return {}
    said = part if isinstance(part, Attribution) else None
    if isinstance(part, Claim) and (number := innermost(part)) is not None:
        said = reading.attribution(number)
    if after is None:
        if on not in ("claim", "attribution"):
            return {}
        stance = part.stance if isinstance(part, Claim | Attribution) else None
        return {"stance": stance, "source": lists((said.source or said.referent) if said else ())}
    before: Json = {}
    for name in FIELDS[on]:
        if name in after:
            there = part if hasattr(part, name) else said
            value = getattr(there, name, None)
            before[name] = (
                list(map(list, value))
                if name in ("content", "source", "referent", "cue", "mentions") and value is not None
                else value
            )
    return before


def _whose(changes: dict[str, Any], target: Target, part: Part | None, reading: Reading) -> dict[str, Any]:
    """With a source given, also whom it means, of which kind it is and whether the reader can tell who it is.

    ``speaker`` is the number of a source in the decided reading, for a cue with no words for it (وأضاف).
    """
    changes = {k: v for k, v in changes.items() if v is not None}
    if target.on not in ("claim", "attribution"):
        return changes
    speaker = changes.pop("speaker", None)
    if speaker is not None:
        if not isinstance(speaker, int) or not 1 <= speaker <= len(reading.sources):
            raise OptionError(f"The page has no source {speaker}; it has {len(reading.sources)}.")
        source = reading.source(speaker)
        spoken = next((a for a in reading.attributions if a.source_id == speaker), None)
        meant = (spoken.referent if spoken else ()) or source.spans[:1]
        return {"referent": meant, "kind": source.kind, "named": source.named} | changes
    if "source" not in changes or "referent" in changes:
        return changes
    if not changes["source"]:
        return {"referent": (), "kind": "unknown", "named": False} | changes
    words = values.spans("source", changes["source"], reading.page.text)
    for a in reading.attributions:
        if a is not part and overlap(a.source, words) and a.source:
            return {"referent": a.referent or a.source, "kind": a.kind, "named": a.named} | changes
    for e in reading.entities:
        if any(overlap([m], words) for m in e.mentions):
            kind = "person" if e.type == "PER" else "organisation"
            return {"referent": words, "kind": kind, "named": True} | changes
    return {"referent": words} | changes


def _name(connection: Connection, number: int) -> Target:
    row = connection.execute(select(entities).where(entities.c.id == number)).one_or_none()
    if row is None:
        raise OptionError(f"The desk has no entity {number}.")
    return Target("name", words=row.name, type=row.type, key=row.key)


def _merged(connection: Connection, numbers: Sequence[int]) -> list[int | None]:
    query = select(entities.c.id, entities.c.merged_into).where(entities.c.id.in_(numbers))
    found = {row.id: row.merged_into for row in connection.execute(query)}
    return [found.get(n) for n in numbers]
