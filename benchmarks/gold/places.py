"""Places in a gold page: words quoted from its text, turned into spans [start, end) of Unicode code points.

The format is told in `GUIDELINES.md` beside this file. Standard library only, so that a scorer can import it alone.

    resolve(text, quotation, after=0) -> (start, end)
    load(path) -> dict       the whole annotation of a page with spans in place of quotations
    read(path) -> (dict, faults)   the same, gently: what cannot be resolved is named in `faults` and left out
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Span = tuple[int, int]
OPEN, CLOSE = "⟦", "⟧"
RUN_IN = ("dateline", "byline")


class PlaceError(ValueError):
    """A quotation that names no place, or more than one."""


def locate(text: str, quotation: str, after: int = 0) -> list[Span]:
    """All spans at or after `after` for which `quotation` stands; of `a ⟦b⟧ c` the spans of b. Overlapping ones count.

    Raises PlaceError where the brackets of the quotation are not one pair round at least one character.
    """
    if quotation.count(OPEN) != quotation.count(CLOSE) or quotation.count(OPEN) > 1:
        raise PlaceError(f"brackets are not one pair: {quotation!r}")
    left, right = quotation.find(OPEN), quotation.find(CLOSE)
    words = quotation.replace(OPEN, "").replace(CLOSE, "")
    first, last = (0, len(words)) if left < 0 else (left, right - 1)
    if first >= last:
        raise PlaceError(f"names no words: {quotation!r}")
    found: list[Span] = []
    at = text.find(words, after)
    while at >= 0:
        found.append((at + first, at + last))
        at = text.find(words, at + 1)
    return found


def resolve(text: str, quotation: str, after: int = 0) -> Span:
    """The one span at or after `after` that `quotation` names.

    Raises PlaceError where it stands nowhere or more than once.
    """
    found = locate(text, quotation, after)
    if not found:
        raise PlaceError(f"not found: {quotation!r}")
    if len(found) > 1:
        raise PlaceError(f"found {len(found)} times, needs context round ⟦ ⟧: {quotation!r}")
    return found[0]


def resolve_place(text: str, place: str | list[str]) -> list[Span]:
    """The spans of a place in one piece (a quotation) or in several (a list of them). Raises PlaceError."""
    pieces = [place] if isinstance(place, str) else place
    if not pieces:
        raise PlaceError("an empty list names no place")
    return [resolve(text, piece) for piece in pieces]


def read(path: str | Path) -> tuple[dict[str, Any], list[str]]:
    """Resolve the annotation at `path` (NN.json or NN.txt; both must lie there) as far as possible.

    Returns the annotation as `load` does and the faults met, in words. Raises OSError and json.JSONDecodeError.
    """
    path = Path(path).with_suffix(".json")
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    given = json.loads(path.read_text(encoding="utf-8"))
    faults: list[str] = []

    def spans(what: str, place: Any) -> list[Span]:
        try:
            return resolve_place(text, place)
        except PlaceError as error:
            faults.append(f"{what}: {error}")
            return []

    page: dict[str, Any] = {
        "id": path.stem,
        "text": text,
        "about": given.get("about", ""),
        "given": given.get("given", {}),
    }
    page.update({key: given.get(key) for key in ("title", "author", "agency", "outlet", "published")})
    page["blocks"] = blocks(text, given.get("blocks", []), faults)
    page["sources"] = [
        {
            **source,
            "spans": [got for place in source.get("spans", []) if (got := spans(f"source {source.get('id')}", place))],
        }
        for source in given.get("sources", [])
    ]
    page["claims"] = []
    for number, claim in enumerate(given.get("claims", []), 1):
        if content := spans(f"claim {number}", claim["text"]):
            words = " ".join(text[start:end] for start, end in content)
            page["claims"].append({**claim, "number": number, "content": content, "text": words})
    page["roles"] = given.get("roles", [])
    page["times"] = []
    for time in given.get("times", []):
        if got := spans("time", time["span"]):
            page["times"].append({**time, "span": got})
    page["quantities"] = []
    for quantity in given.get("quantities", []):
        got = spans("quantity", quantity["span"])
        counted = quantity.get("of")
        of = spans("of", counted) if counted is not None else None
        if got:
            page["quantities"].append({**quantity, "span": got, "of": of})
    return page, faults


def blocks(text: str, listed: list[list[str]], faults: list[str]) -> list[dict[str, Any]]:
    """The blocks as {"kind", "span"}: each from its words (sought after the start of the one before) to the next.

    Words that stand inside a line as well are taken where a line begins, except those of a dateline or byline and of
    the body after one, which may be run into a paragraph.
    """
    starts: list[tuple[str, int]] = []
    after = 0
    for kind, words in listed:
        try:
            found = locate(text, words, after)
        except PlaceError as error:
            faults.append(f"block: {error}")
            continue
        if not found:
            earlier = " (it stands only before the block that precedes it)" if words in text else ""
            faults.append(f"block {kind} not found: {words!r}{earlier}")
            continue
        run_in = kind in RUN_IN or (kind == "body" and starts and starts[-1][0] in RUN_IN)
        lines = [start for start, _ in found if start == 0 or text[start - 1] == "\n"]
        start = found[0][0] if run_in or not lines else lines[0]
        starts.append((kind, start))
        after = start + 1
    ends = [start for _, start in starts[1:]] + [len(text)]
    return [{"kind": kind, "span": (start, end)} for (kind, start), end in zip(starts, ends, strict=True)]


def load(path: str | Path) -> dict[str, Any]:
    """The annotation at `path` with every quotation resolved.

    Keys: id, text, about, given, title, author, agency, outlet, published, roles as in the file; and
    blocks: {"kind", "span": (s, e)};
    sources: {"id", "name", "kind", "named", "spans": [[(s, e), ...], ...]}, a list of pieces for every mention;
    claims: {"number", "content": [(s, e), ...], "text", "stance", "chain"};
    times: {"span": [(s, e), ...], "value"};
    quantities: {"span": [(s, e), ...], "low", "high", "bound", "unit", "of": [(s, e), ...] or None}.

    Raises PlaceError with all faults where a quotation does not resolve; OSError, json.JSONDecodeError.
    """
    page, faults = read(path)
    if faults:
        raise PlaceError(f"{path}: " + "; ".join(faults))
    return page
