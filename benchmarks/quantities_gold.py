"""F1 of `rawi.quantities.find` on the gold articles.

    python benchmarks/quantities_gold.py [--errors] [NN ...]

Rows: *span*, a predicted quantity overlaps a gold one (one to one); *value*, low, high and bound are right as well;
*unit*, *of*: right beside the value (of: overlap, or both without). Only numbers in the title, body and captions count:
the rest of a page is furniture. The first line is without knowledge of times; for the second the spans of the gold's
own times are skipped, as those found are in a reading.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "gold"))

import places  # noqa: E402

from rawi.quantities import Quantity, find  # noqa: E402

KINDS = ("title", "body", "caption")
ROWS = ("span", "value", "unit", "of")
# Two names of one unit that annotators use side by side, and currencies that only the rest of the page identifies.
SAME_UNIT = {"ton": "tonne", "tons": "tonne", "pp": "percentage_point", "percentage point": "percentage_point"}


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=2e-3)


def right(gold: dict[str, Any], found: Quantity) -> dict[str, bool]:
    value = same(gold["low"], found.low) and same(gold["high"], found.high) and gold["bound"] == found.bound
    gold_unit = SAME_UNIT.get(gold["unit"], gold["unit"])
    gold_of = gold["of"][0] if gold["of"] else None
    of = gold_of is None and found.of is None
    if gold_of is not None and found.of is not None:
        of = overlap(gold_of, found.of) > 0
    return {"span": True, "value": value, "unit": value and gold_unit == found.unit, "of": value and of}


def pairs(gold: list[dict[str, Any]], found: list[Quantity]) -> list[tuple[dict[str, Any] | None, Quantity | None]]:
    """Gold and found quantities side by side, the largest overlaps first."""
    ways = sorted(
        (
            (sum(max(0, overlap(piece, quantity.span)) for piece in row["span"]), i, j)
            for i, row in enumerate(gold)
            for j, quantity in enumerate(found)
        ),
        key=lambda way: -way[0],
    )
    mine: dict[int, int] = {}
    taken: set[int] = set()
    for size, i, j in ways:
        if size > 0 and i not in mine and j not in taken:
            mine[i] = j
            taken.add(j)
    both: list[tuple[dict[str, Any] | None, Quantity | None]] = [
        (row, found[mine[i]] if i in mine else None) for i, row in enumerate(gold)
    ]
    return both + [(None, quantity) for j, quantity in enumerate(found) if j not in taken]


def score(articles: list[Path], *, skip_times: bool, errors: bool = False) -> dict[str, float]:
    hits = dict.fromkeys(ROWS, 0)
    golds = predictions = 0
    for path in articles:
        page, _ = places.read(path)
        text = page["text"]
        skip = [piece for time in page["times"] for piece in time["span"]] if skip_times else []
        inside = [block["span"] for block in page["blocks"] if block["kind"] in KINDS]
        found = [one for one in find(text, skip=skip) if any(overlap(one.span, span) > 0 for span in inside)]
        gold = [row for row in page["quantities"] if any(overlap(row["span"][0], span) > 0 for span in inside)]
        golds, predictions = golds + len(gold), predictions + len(found)
        for row, quantity in pairs(gold, found):
            judged = right(row, quantity) if row is not None and quantity is not None else dict.fromkeys(ROWS, False)
            for name in ROWS:
                hits[name] += judged[name]
            if errors and not judged["value"]:
                show(path.stem, text, row, quantity)
    return {name: 2 * hits[name] / max(1, golds + predictions) for name in ROWS} | {
        "precision": hits["value"] / max(1, predictions),
        "recall": hits["value"] / max(1, golds),
        "gold": golds,
    }


def show(name: str, text: str, row: dict[str, Any] | None, found: Quantity | None) -> None:
    spans = (row["span"] if row else []) + ([found.span] if found else [])
    start, end = max(0, min(s for s, _ in spans) - 40), max(e for _, e in spans) + 30
    gold_words = [text[s:e] for s, e in row["span"]] if row else None
    print(f"{name}: …{text[start:end]!r}")
    print("     gold ", gold_words and (gold_words, row and [row[key] for key in ("low", "high", "bound", "unit")]))
    print("     found", found and (text[slice(*found.span)], found.low, found.high, found.bound, found.unit))


def main(arguments: list[str]) -> None:
    names = [argument for argument in arguments if argument.isdigit()]
    articles = sorted((HERE / "gold" / "articles").glob("*.json"))
    if names:
        articles = [path for path in articles if path.stem in names]
    if "--errors" in arguments:
        score(articles, skip_times=True, errors=True)
    for skip in (False, True):
        figures = score(articles, skip_times=skip)
        print("times skipped" if skip else "used alone   ", {key: round(value, 3) for key, value in figures.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
