"""A reading as rows in the form of the annotation guidelines, which ``rawi evaluate`` scores."""

from __future__ import annotations

from typing import Any

from rawi.reading.reading import Reading, Spans


def to_rows(reading: Reading, number: str) -> dict[str, Any]:
    """One article: ``{"id", "attributions", "entities", "times"}``; entities are one row a mention."""
    return {
        "id": number,
        "attributions": [
            {
                "cue": _lists(a.cue),
                "source": _lists(a.source),
                "content": _lists(a.content),
                "stance": a.stance,
                "form": a.form,
                "kind": a.kind,
                "named": a.named,
                "referent": _lists(a.referent),
                "score": a.score,
            }
            for a in reading.attributions
        ],
        "entities": [
            {"span": [list(mention)], "type": entity.type, "entity": entity.id}
            for entity in reading.entities
            for mention in entity.mentions
        ],
        "times": [{"span": [list(t.span)], "value": t.value} for t in reading.times],
    }


def _lists(spans: Spans) -> list[list[int]]:
    return [list(s) for s in spans]
