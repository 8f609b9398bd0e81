"""A reading as JSON (``rawi-reading/1``): plain dicts and lists, spans as ``[start, end]``."""

from __future__ import annotations

from typing import Any

from rawi.pages import Block, Fact, Page
from rawi.quantities import Quantity
from rawi.reading.reading import FORMAT, Attribution, Claim, Entity, Link, Reading, Source, Spans

Json = dict[str, Any]


def to_json(reading: Reading) -> Json:
    """The whole reading, ready for ``json.dumps``. Its keys are those of the design, in their order."""
    return {
        "format": FORMAT,
        "producer": dict(reading.producer),
        "page": _page(reading.page),
        "sentences": _spans(reading.sentences),
        "entities": [_entity(e) for e in reading.entities],
        "times": [{"id": n, **t.to_dict()} for n, t in enumerate(reading.times, start=1)],
        "quantities": [_quantity(n, q) for n, q in enumerate(reading.quantities, start=1)],
        "sources": [_source(s) for s in reading.sources],
        "attributions": [_attribution(a) for a in reading.attributions],
        "claims": [_claim(c) for c in reading.claims],
    }


def _spans(spans: Spans) -> list[list[int]]:
    return [list(s) for s in spans]


def _fact(fact: Fact) -> Json | None:
    if fact.value is None:
        return None
    return {"value": fact.value, "how": fact.how, **({"span": list(fact.span)} if fact.span else {})}


def _page(page: Page) -> Json:
    return {
        "id": page.id,
        "from": page.origin,
        **{name: _fact(getattr(page, name)) for name in ("language", "genre", "url", "outlet", "agency")},
        **{name: _fact(getattr(page, name)) for name in ("title", "author")},
        "published": _fact(page.published) or {"value": None, "how": None},
        "text": page.text,
        "blocks": [_block(b) for b in page.blocks],
        "warnings": list(page.warnings),
        "doubtful": _spans(page.doubtful),
    }


def _block(block: Block) -> Json:
    return {"kind": block.kind, "span": list(block.span)}


def _entity(e: Entity) -> Json:
    roles = [{"text": r.text, "span": list(r.span)} for r in e.roles]
    return {"id": e.id, "type": e.type, "name": e.name, "mentions": _spans(e.mentions), "roles": roles}


def _quantity(number: int, q: Quantity) -> Json:
    return {
        "id": number,
        "span": list(q.span),
        "low": q.low,
        "high": q.high,
        "bound": q.bound,
        "only": q.only,
        "unit": q.unit,
        "of": list(q.of) if q.of else None,
    }


def _source(s: Source) -> Json:
    return {
        "id": s.id, "name": s.name, "kind": s.kind, "named": s.named, "entity": s.entity, "spans": _spans(s.spans),
    }  # fmt: skip


def _attribution(a: Attribution) -> Json:
    return {
        "id": a.id,
        "cue": _spans(a.cue),
        "source": _spans(a.source),
        "content": _spans(a.content),
        "stance": a.stance,
        "form": a.form,
        "kind": a.kind,
        "named": a.named,
        "referent": _spans(a.referent),
        "source_id": a.source_id,
        "speaker": {"how": a.speaker.how, "score": a.speaker.score},
        "medium": _spans(a.medium),
        "said": list(a.said),
        "outer": a.outer,
        "score": a.score,
        "unsure": a.unsure,
    }


def _link(link: Link) -> Json:
    return {"link": link.link} if link.id is None else {"link": link.link, "id": link.id}


def _claim(c: Claim) -> Json:
    return {
        "id": c.id,
        "content": _spans(c.content),
        "text": c.text,
        "stance": c.stance,
        "chain": [_link(x) for x in c.chain],
        "entities": list(c.entities),
        "said": list(c.said),
        "times": list(c.times),
        "quantities": list(c.quantities),
        "score": c.score,
        "unsure": c.unsure,
    }
