"""Of one article: which attribution that was read is which annotated one, and whether it is wholly right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rawi.evaluation.score import letters, one_to_one, same_source  # type: ignore[no-untyped-call, unused-ignore]

Row = dict[str, Any]


def paired(text: str, gold: Sequence[Row], mine: Sequence[Row]) -> list[tuple[int, int]]:
    """(number in ``gold``, number in ``mine``) of attributions that are one, as the yardstick pairs them."""

    def parts(rows: Sequence[Row]) -> list[tuple[set[int], set[int]]]:
        return [(_letters(text, a["cue"]), _letters(text, a["content"])) for a in rows]

    def alike(one: tuple[set[int], set[int]], other: tuple[set[int], set[int]]) -> float:
        if not one[0] & other[0]:
            return 0
        return len(one[0] & other[0]) * 1000 + len(one[1] & other[1]) / (1 + len(one[1] | other[1]))

    pairs: list[tuple[int, int]] = one_to_one(parts(gold), parts(mine), alike)  # type: ignore[no-untyped-call]
    return pairs


def right(text: str, gold: Sequence[Row], mine: Sequence[Row]) -> list[bool]:
    """Of every attribution that was read, whether it is wholly right (the yardstick's claim+stance)."""
    out = [False] * len(mine)
    for i, j in paired(text, gold, mine):
        g, m = gold[i], mine[j]
        content, other = _letters(text, g["content"]), _letters(text, m["content"])
        whose = [[_letters(text, a["source"]), _letters(text, a["referent"])] for a in (g, m)]
        out[j] = (
            g["stance"] == m["stance"]
            and 2 * len(content & other) >= 0.8 * (len(content) + len(other))
            and bool(same_source(*whose))  # type: ignore[no-untyped-call]
        )
    return out


def _letters(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    found: set[int] = letters(text, spans) if spans else set()  # type: ignore[no-untyped-call]
    return found
