"""Decisions on the names, times and sources of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rawi.desk.decisions.anchors import find
from rawi.desk.decisions.decision import Decision, Json, tuples
from rawi.desk.decisions.working import Working, without
from rawi.reading import Attribution, Entity, Source
from rawi.reading.reading import Spans
from rawi.reading.spans import overlap
from rawi.times import Time


def apply_entities(w: Working, live: Sequence[Decision], same: Iterable[Sequence[int]]) -> bool:
    """Apply what was decided on names; whether any changed. Those held to be the ``same`` become one, the first of them."""
    before = dict(w.entities)
    for numbers in same:
        first, *others = [n for n in dict.fromkeys(numbers) if n in w.entities] or [0]
        for other in others:
            _take(w, first, w.entities[first].mentions + w.entities[other].mentions)
    for d in live:
        if d.target is None or d.target.on != "entity" or d.kind == "note":
            continue
        number = added(w, "entity", d)
        if d.kind == "add":
            number = next((n for n, e in w.entities.items() if e.mentions == tuples(d.after["mentions"])), None)
            if number is None:
                number = -d.id
                w.entities[number] = Entity(number, d.after["type"], d.after["name"], ())
        elif d.target.added is None:
            number = find(d.target, w.reading)
        if number is None:
            w.loose.add(d.id)
            continue
        w.judge("entity", number, d.id, d.kind)
        if number not in w.entities:
            continue  # somebody gave all of its mentions to another
        if d.kind in ("add", "correct"):
            given = {k: d.after[k] for k in ("type", "name") if k in d.after}
            w.entities[number] = replace(w.entities[number], **given)
            if "mentions" in d.after:
                _take(w, number, tuples(d.after["mentions"]))
    for number in [n for n in w.entities if w.rejected("entity", n)]:
        del w.entities[number]
    _follow(w, before)
    return w.entities != before


def _take(w: Working, number: int, mentions: Spans) -> None:
    """Give an entity its mentions; no other keeps one of them. An entity that has none left is gone."""
    mentions = tuple(sorted(set(mentions)))
    for other, e in list(w.entities.items()):
        if other == number:
            continue
        left = without(e.mentions, mentions)
        if left != e.mentions:
            if left:
                w.entities[other] = replace(e, mentions=left)
            else:
                mine = w.entities[number]
                w.entities[number] = replace(mine, roles=tuple(dict.fromkeys(mine.roles + e.roles)))
                del w.entities[other]
    w.entities[number] = replace(w.entities[number], mentions=mentions)


def _follow(w: Working, before: dict[int, Entity]) -> None:
    """Sources keep their entity; where it is gone, they follow its first mention."""
    gone = {n for n in before if n not in w.entities}
    for number, source in list(w.sources.items()):
        if source.entity in gone:
            mention = before[source.entity].mentions[:1]
            owner = next((n for n, e in w.entities.items() if overlap(e.mentions, mention)), None)
            w.sources[number] = replace(source, entity=owner)


def apply_times(w: Working, live: Sequence[Decision]) -> bool:
    """Apply what was decided on times; whether any changed."""
    before = dict(w.times)
    for d in live:
        if d.target is None or d.target.on != "time":
            continue
        number = added(w, "time", d)
        if d.kind == "add":
            span = tuples([d.after["span"]])[0]
            number = next((n for n, t in w.times.items() if t.span == span), None)
            if number is None:
                number = -d.id
                w.times[number] = Time(span, d.after["value"])
        elif d.target.added is None:
            number = find(d.target, w.reading)
        if number is None:
            w.loose.add(d.id)
            continue
        w.judge("time", number, d.id, d.kind)
        if d.kind in ("add", "correct"):
            given: Json = {"value": d.after["value"]} if "value" in d.after else {}
            given |= {"span": tuples([d.after["span"]])[0]} if "span" in d.after else {}
            w.times[number] = replace(w.times[number], **given, candidates=(), why="person")
    for number in [n for n in w.times if w.rejected("time", n)]:
        del w.times[number]
    return w.times != before


def added(w: Working, on: str, d: Decision) -> int | None:
    """The number of a part that a person added, where a decision is about one."""
    by = d.target.added if d.target else None
    if by is None:
        return None
    return next((n for (kind, n), made in w.verdicts.items() if kind == on and (by, "add") in made), None)


def apply_sources(w: Working, live: Sequence[Decision]) -> None:
    """Say of every attribution whose source a person gave which source it is, and apply what was decided on sources."""
    for number, a in list(w.attributions.items()):
        machine = w.reading.attribution(number) if number > 0 else None
        if machine and (machine.source, machine.referent) == (a.source, a.referent):
            continue
        words = a.referent or a.source
        who = None if not words else _known(w, a, words)
        if words and who is None:
            who = w.new()
            name = w.reading.words(words[:1])
            w.sources[who] = Source(who, name, a.kind, a.named, _entity(w, a, words), ())
        w.attributions[number] = replace(a, source_id=who)
        if machine and machine.source_id is not None:
            _leave(w, machine.source_id, machine.source)
        if who is not None:
            spans = tuple(sorted({*w.sources[who].spans, *a.source}))
            w.sources[who] = replace(w.sources[who], spans=spans)
    for d in live:
        if d.target is None or d.target.on != "source" or d.kind != "correct":
            continue
        found = find(d.target, w.reading)
        if found is None:
            w.loose.add(d.id)
        else:
            w.sources[found] = replace(w.sources[found], **d.after)


def _leave(w: Working, number: int, spans: Spans) -> None:
    """Take places from a source at which no attribution has it any more."""
    used = {s for a in w.attributions.values() if a.source_id == number for s in a.source}
    source = w.sources[number]
    w.sources[number] = replace(source, spans=tuple(s for s in source.spans if s in used or s not in spans))


def _known(w: Working, a: Attribution, words: Spans) -> int | None:
    """The source that some words name: one that stands there, or the same entity."""
    for number, source in w.sources.items():
        places = [*source.spans]
        places += [s for x in w.attributions.values() if x.source_id == number and x.id != a.id for s in x.referent]
        for s, e in words:
            if any(2 * overlap([(s, e)], [p]) > max(e - s, p[1] - p[0]) for p in places):
                return number
    entity = _entity(w, a, words)
    return next((n for n, s in w.sources.items() if entity is not None and s.entity == entity), None)


def _entity(w: Working, a: Attribution, words: Spans) -> int | None:
    """The entity that the words of a person, body or medium name: the first within them of the right type."""
    types = {"person": ("PER",), "organisation": ("ORG", "LOC"), "media": ("ORG", "LOC")}.get(a.kind, ())
    inside = [
        (m, n)
        for n, e in w.entities.items()
        if e.type in types
        for m in e.mentions
        if any(s <= m[0] and m[1] <= f for s, f in words)
    ]
    return min(inside)[1] if inside else None
