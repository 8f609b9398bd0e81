"""Whether scores mean what they say: of the attributions scored 0.8 to 0.9, how many are right?

    python -m benchmarks.reliability [--shared ../shared] [--weights DIR] [--write] [--gate]

Right is what the yardstick calls claim+stance. Prints for both dev files how many attributions have which score and how
many of them are right; then, for those that are not marked unsure, precision and the share of all right ones that they
hold; then the expected calibration error (Naeini et al. 2015: the mean distance of score and share right over ten bins,
weighted by how many are in each).
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path

from benchmarks import stored
from benchmarks.attribution import FILES, rows_of
from rawi.evaluation.right import right as right_ones
from rawi.reading.attributions import UNSURE
from rawi.tagger import Tagger

EDGES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def scores(path: Path, tagger: Tagger) -> list[tuple[float, bool]]:
    """Score of every attribution that is read, and whether it is right."""
    rows = rows_of(path, tagger)
    out = []
    for gold in map(json.loads, path.open(encoding="utf-8")):
        mine = rows[gold["id"]]["attributions"]
        out += [
            (a["score"], ok) for a, ok in zip(mine, right_ones(gold["text"], gold["attributions"], mine), strict=True)
        ]
    return out


def main() -> int:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--weights", type=Path)
    stored.options(p)
    o = p.parse_args()
    if not (o.shared / "annotation").is_dir():
        print(f"no annotated articles in {o.shared}: not measured")
        return 0
    tagger = Tagger(o.weights)
    figures = {}
    for name in FILES:
        found = scores(o.shared / f"annotation/{name}.jsonl", tagger)
        print(
            f"\n{name}: {len(found)} attributions, {tagger.name}\n{'score':12}{'how many':>9}{'mean score':>12}{'right':>8}"
        )
        error = 0.0
        for low, high in pairwise(EDGES):
            here = [(s, ok) for s, ok in found if low <= s < high]
            if not here:
                continue
            mean, right = sum(s for s, _ in here) / len(here), sum(ok for _, ok in here) / len(here)
            error += abs(mean - right) * len(here) / len(found)
            print(f"{low:.1f} to {min(high, 1):.1f}{len(here):13}{mean:12.2f}{right:8.2f}")
        sure = [ok for s, ok in found if s >= UNSURE]
        right = sum(ok for _, ok in found)
        precision, held = sum(sure) / len(sure), sum(sure) / right
        print(f"not unsure: {len(sure)} of {len(found)}, {precision:.3f} of them right, {held:.3f} of all right ones")
        print(f"expected calibration error {error:.3f}")
        figures |= {f"{name} precision of the sure": precision, f"{name} right and sure": held}
        figures[f"{name} calibration"] = 1 - error
    return stored.settle(o, "reliability", figures)


if __name__ == "__main__":
    sys.exit(main())
