"""A reading as rows, and rows as a reading: the one place that knows both. No database is asked here."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from rawi.desk.keys import address_key, folded, source_key
from rawi.desk.text import with_unstorable, without_unstorable
from rawi.pages import Block, Fact, Page
from rawi.quantities import Quantity
from rawi.reading import Attribution, Claim, Entity, Link, Reading, Role, Source, Speaker, to_json
from rawi.reading.reading import Span, Spans
from rawi.times import Time

Row = dict[str, Any]
FACTS: Final = ("language", "genre", "url", "outlet", "agency", "title", "author", "published")


def page_row(reading: Reading) -> Row:
    """The row of `pages`, without what the reading does not tell: size, moments, producer."""
    page = reading.page
    text, replaced = without_unstorable(page.text)
    known: dict[str, Fact] = {name: getattr(page, name) for name in FACTS}
    return {
        "sha256": page.id,
        "origin": page.origin,
        **{name: fact.value for name, fact in known.items()},
        "address_key": address_key(page.url.value),
        "outlet_key": folded(page.outlet.value),
        "published_day": _day(page.published.value),
        "facts": {name: _fact(fact) for name, fact in known.items() if fact != Fact()},
        "text": text,
        "replaced": replaced or None,
        "warnings": list(page.warnings)
        if page.warnings == reading.warnings
        else {"page": list(page.warnings), "reading": list(reading.warnings)},
        "doubtful": _lists(page.doubtful),
        "reading_sha256": digest(reading),
    }


def digest(reading: Reading) -> str:
    """The sha256 of a reading as JSON (`rawi read --json`), keys sorted, without spaces, all letters escaped to ASCII."""
    written = json.dumps(to_json(reading), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def children(reading: Reading, page_id: int, entity_ids: Mapping[int, int]) -> dict[str, list[Row]]:
    """The rows that hang on a page, by table. `entity_ids`: numbers in the desk by those in the page.

    A row of `claims` has `source_n` where the table has `source_id`.
    """
    text = reading.page.text
    found: dict[str, list[Row]] = {
        "blocks": [
            {"n": n, "kind": b.kind, "start": b.span[0], "stop": b.span[1]}
            for n, b in enumerate(reading.page.blocks, start=1)
        ],
        "sentences": [{"n": n, "start": s, "stop": e} for n, (s, e) in enumerate(reading.sentences, start=1)],
        "page_entities": [
            {"n": e.id, "entity_id": entity_ids[e.id], "type": e.type, "name": e.name, "roles": _roles(e)}
            for e in reading.entities
        ],
        "mentions": [
            {"entity_n": e.id, "position": k, "start": m[0], "stop": m[1]}
            for e in reading.entities
            for k, m in enumerate(e.mentions, start=1)
        ],
        "times": [_time_row(n, t) for n, t in enumerate(reading.times, start=1)],
        "quantities": [_quantity_row(n, q, text) for n, q in enumerate(reading.quantities, start=1)],
        "sources": [
            {
                "n": s.id, "name": s.name, "name_key": source_key(s.name, s.kind), "kind": s.kind, "named": s.named,
                "entity_n": s.entity, "entity_id": entity_ids.get(s.entity or 0), "spans": _lists(s.spans),
            }
            for s in reading.sources
        ],
        "attributions": [_attribution_row(a) for a in reading.attributions],
        "claims": [_claim_row(c, reading) for c in reading.claims],
    }  # fmt: skip
    return {table: [{"page_id": page_id, **row} for row in rows] for table, rows in found.items()}


def hanging(reading: Reading, entity_ids: Mapping[int, int]) -> dict[str, list[tuple[int, Row]]]:
    """The rows that hang on claims, by table, each with the number of its claim in the page."""
    found: dict[str, list[tuple[int, Row]]] = {"claim_entities": [], "claim_times": [], "claim_quantities": []}
    for claim in reading.claims:
        for k, n in enumerate(claim.entities, start=1):
            row: Row = {"position": k, "entity_n": n, "entity_id": entity_ids[n]}
            found["claim_entities"].append((claim.id, row))
        for role, numbers in (("said", claim.said), ("of", claim.times)):
            for k, n in enumerate(numbers, start=1):
                time = reading.times[n - 1]
                row = {"role": role, "position": k, "time_n": n, "first": time.start, "last": time.end}
                found["claim_times"].append((claim.id, row))
        for k, n in enumerate(claim.quantities, start=1):
            q = reading.quantities[n - 1]
            row = {"position": k, "quantity_n": n, "low": _float(q.low), "high": _float(q.high), "unit": q.unit}
            found["claim_quantities"].append((claim.id, row))
    return found


def _time_row(n: int, t: Time) -> Row:
    return {
        "n": n, "start": t.span[0], "stop": t.span[1], "value": t.value, "first": t.start, "last": t.end,
        "calendar": t.calendar, "precision": t.precision, "tolerance_days": t.tolerance_days,
        "candidates": list(t.candidates), "why": t.why, "bound": t.bound,
    }  # fmt: skip


def _quantity_row(n: int, q: Quantity, text: str) -> Row:
    return {
        "n": n, "start": q.span[0], "stop": q.span[1], "low": _float(q.low), "high": _float(q.high),
        "exact": json.dumps([q.low, q.high]), "bound": q.bound, "only": q.only, "unit": q.unit,
        "of_start": q.of[0] if q.of else None, "of_stop": q.of[1] if q.of else None,
        "of_key": folded(text[slice(*q.of)]) if q.of else None,
    }  # fmt: skip


def _attribution_row(a: Attribution) -> Row:
    return {
        "n": a.id, "cue": _lists(a.cue), "source": _lists(a.source), "content": _lists(a.content), "stance": a.stance,
        "form": a.form, "kind": a.kind, "named": a.named, "referent": _lists(a.referent), "source_n": a.source_id,
        "speaker_how": a.speaker.how, "speaker_score": a.speaker.score, "medium": _lists(a.medium),
        "said": list(a.said), "outer_n": a.outer, "score": a.score, "unsure": a.unsure,
    }  # fmt: skip


def _claim_row(claim: Claim, reading: Reading) -> Row:
    number = claim.chain[-1].id if claim.chain else None
    innermost = reading.attribution(number) if number is not None else None
    first, last = said_days(claim, reading)
    return {
        "n": claim.id,
        "start": min((s for s, _ in claim.content), default=0),
        "stop": max((e for _, e in claim.content), default=0),
        "content": _lists(claim.content),
        "text": claim.text,
        "stance": claim.stance,
        "chain": [{"link": x.link} | ({} if x.id is None else {"id": x.id}) for x in claim.chain],
        "source_n": innermost.source_id if innermost else None,
        "kind": innermost.kind if innermost else None,
        "named": innermost.named if innermost else None,
        "said_first": first,
        "said_last": last,
        "score": claim.score,
        "unsure": claim.unsure,
    }


def said_days(claim: Claim, reading: Reading) -> tuple[str | None, str | None]:
    """First and last day at which a claim was made: as the page tells, else the day of the page."""
    placed = [t for t in (reading.times[n - 1] for n in claim.said) if t.start or t.end]
    if not placed:
        day = _day(reading.page.published.value)
        return day, day
    return min((t.start for t in placed if t.start), default=None), max((t.end for t in placed if t.end), default=None)


# --- and back


def reading(
    page: Any,
    producer: Mapping[str, str],
    rows: Mapping[str, Sequence[Any]],
    hanging: Mapping[str, Mapping[int, Sequence[Any]]],
) -> Reading:
    """The reading that rows hold: of `pages`, of those that hang on it, each list in its order, and on its claims."""
    facts = {
        name: Fact(fact["value"], fact["how"], tuple(fact["span"]) if fact["span"] else None)
        for name, fact in page.facts.items()
    }
    mentions = defaultdict(list)
    for m in rows["mentions"]:
        mentions[m.entity_n].append((m.start, m.stop))
    told = page.warnings if isinstance(page.warnings, dict) else {"page": page.warnings, "reading": page.warnings}
    return Reading(
        page=Page(
            id=page.sha256,
            text=with_unstorable(page.text, page.replaced) if page.replaced else page.text,
            blocks=tuple(Block(b.kind, (b.start, b.stop)) for b in rows["blocks"]),
            origin=page.origin,
            **{name: facts.get(name, Fact()) for name in FACTS},
            warnings=tuple(told["page"]),
            doubtful=_spans(page.doubtful),
        ),
        producer=dict(producer),
        sentences=tuple((s.start, s.stop) for s in rows["sentences"]),
        entities=tuple(
            Entity(
                e.n, e.type, e.name, tuple(mentions[e.n]), tuple(Role(r["text"], _span(r["span"])) for r in e.roles)
            )
            for e in rows["page_entities"]
        ),
        times=tuple(
            Time(
                (t.start, t.stop), t.value, t.calendar, t.precision, t.tolerance_days, tuple(t.candidates), t.why, t.bound
            )
            for t in rows["times"]
        ),
        quantities=tuple(_quantity(q) for q in rows["quantities"]),
        sources=tuple(
            Source(s.n, s.name, s.kind, s.named, s.entity_n, _spans(s.spans)) for s in rows["sources"]
        ),
        attributions=tuple(_attribution(a) for a in rows["attributions"]),
        claims=tuple(_claim(c, hanging) for c in rows["claims"]),
        warnings=tuple(told["reading"]),
    )  # fmt: skip


def _quantity(q: Any) -> Quantity:
    low, high = json.loads(q.exact)
    of = None if q.of_start is None else (q.of_start, q.of_stop)
    return Quantity((q.start, q.stop), low, high, q.bound, q.only, q.unit, of)


def _attribution(a: Any) -> Attribution:
    return Attribution(
        id=a.n, cue=_spans(a.cue), source=_spans(a.source), content=_spans(a.content), stance=a.stance, form=a.form,
        kind=a.kind, named=a.named, referent=_spans(a.referent), source_id=a.source_n,
        speaker=Speaker(a.speaker_how, a.speaker_score), medium=_spans(a.medium), said=tuple(a.said), outer=a.outer_n,
        score=a.score, unsure=a.unsure,
    )  # fmt: skip


def _claim(c: Any, hanging: Mapping[str, Mapping[int, Sequence[Any]]]) -> Claim:
    times = hanging["claim_times"].get(c.id, ())
    return Claim(
        id=c.n, content=_spans(c.content), text=c.text, stance=c.stance,
        chain=tuple(Link(x["link"], x.get("id")) for x in c.chain),
        entities=tuple(e.entity_n for e in hanging["claim_entities"].get(c.id, ())),
        said=tuple(t.time_n for t in times if t.role == "said"),
        times=tuple(t.time_n for t in times if t.role == "of"),
        quantities=tuple(q.quantity_n for q in hanging["claim_quantities"].get(c.id, ())),
        score=c.score, unsure=c.unsure,
    )  # fmt: skip


# --- small things


def _fact(fact: Fact) -> Row:
    return {"value": fact.value, "how": fact.how, "span": list(fact.span) if fact.span else None}


def _roles(entity: Entity) -> list[Row]:
    return [{"text": role.text, "span": list(role.span)} for role in entity.roles]


def _day(published: str | None) -> str | None:
    """The day of a date or moment, in its own zone; None where it is none."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _float(value: float | None) -> float | None:
    """A number for a column: the nearest that it can hold, None for what is none."""
    if value is None:
        return None
    try:
        nearest = float(value)
    except OverflowError:  # a whole number of more than 308 digits
        return math.inf if value > 0 else -math.inf
    return None if math.isnan(nearest) else nearest


def _lists(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _span(pair: Sequence[int]) -> Span:
    return (pair[0], pair[1])


def _spans(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple(_span(pair) for pair in pairs)
