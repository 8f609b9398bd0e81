"""Where the errors of ``benchmarks.attribution`` lie: names by type, speakers said and hidden, stances, outlets known and new.

python -m benchmarks.breakdown [--shared ../shared] [--weights DIR]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.attribution import FILES, rows_of, scored
from rawi.evaluation import score
from rawi.tagger import Tagger
from rawi.tagger.labels import NAME_TYPES

TAUGHT = "jawharafm"  # the one outlet of dev whose articles stand in training too (others of them)
MOST_SWAPS = 8  # wrong stances that are printed


def paired(gold: Sequence[dict], rows: dict[str, dict]) -> Iterator[tuple[str, dict, dict]]:
    """(text, gold attribution, found attribution) for all cues that the yardstick pairs."""
    for g in gold:
        sides = []
        for attributions in (g["attributions"], rows[g["id"]]["attributions"]):
            sides.append([tuple(score.letters(g["text"], a[k]) for k in ("cue", "content")) for a in attributions])
        for i, j in score.one_to_one(*sides, _common):
            yield g["text"], g["attributions"][i], rows[g["id"]]["attributions"][j]


def _common(x: tuple[set[int], set[int]], y: tuple[set[int], set[int]]) -> float:
    """The yardstick's own measure: a cue that stands in two attributions is told apart by its content."""
    cue = len(x[0] & y[0])
    return cue * 1000 + len(x[1] & y[1]) / (1 + len(x[1] | y[1])) if cue else 0


def names(gold: Sequence[dict], rows: dict[str, dict]) -> None:
    """A table of names by type."""
    print(f"{'names':12}{'P':>7}{'R':>7}{'F1':>7}{'overlap':>9}{'gold':>6}")
    for kind in NAME_TYPES:

        def only(article: dict, kind: str = kind) -> dict:
            return {**article, "entities": [e for e in article["entities"] if e["type"] == kind]}

        r = scored([only(g) for g in gold], {k: only(v) for k, v in rows.items()})
        exact = r["entity"]
        print(
            f"{kind:12}{exact['p']:7.3f}{exact['r']:7.3f}{exact['f1']:7.3f}{r['entity~']['f1']:9.3f}{exact['gold']:6}"
        )


def speakers(gold: Sequence[dict], rows: dict[str, dict]) -> None:
    """Of paired cues, how many have the right source, with words for it at the cue and without; then wrong stances."""
    right, all_, swaps = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for text, g, p in paired(gold, rows):
        where = "source at the cue" if g["source"] else "no source there"
        sides = [[score.letters(text, a[k]) for k in ("source", "referent")] for a in (g, p)]
        right[where] += score.same_source(*sides)
        all_[where] += 1
        if g["stance"] != p["stance"]:
            swaps[g["stance"], p["stance"]] += 1
    for where, n in sorted(all_.items(), reverse=True):
        print(f"{where:18} {right[where]} of {n} right: {right[where] / n:.3f}")
    told = ", ".join(f"{a} as {b} {n}" for (a, b), n in swaps.most_common(MOST_SWAPS))
    print(f"wrong stances {swaps.total()} of {all_.total()}: {told}")


def outlets(gold: Sequence[dict], rows: dict[str, dict]) -> None:
    """The outlet that training knows beside all others."""
    for name, known in ((TAUGHT, True), ("the others", False)):
        some = [g for g in gold if (g["outlet"] == TAUGHT) == known]
        r = scored(some, rows)
        told = "  ".join(f"{k} {r[k]['f1']:.3f}" for k in ("cue", "source", "content", "claim+stance", "entity"))
        print(f"{name:12}{len(some):3} articles  {told}")


def main() -> int:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--weights", type=Path)
    o = p.parse_args()
    if not (o.shared / "annotation").is_dir():
        print(f"no annotated articles in {o.shared}: not measured")
        return 0
    tagger = Tagger(o.weights)
    for file in FILES:
        path = o.shared / f"annotation/{file}.jsonl"
        gold = [json.loads(line) for line in path.open(encoding="utf-8")]
        rows = rows_of(path, tagger)
        print(f"\n{file}: {len(gold)} articles, {tagger.name}")
        names(gold, rows)
        speakers(gold, rows)
        if any(g.get("outlet") == TAUGHT for g in gold):
            outlets(gold, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
