"""Whether two headlines say the same, contradict one another or are about something else: Arabic News Stance, dev part.

    python -m benchmarks.stance_pairs [--ans ../shared/data/claims/ans]

Prints macro F1 of `rawi.together.meaning.judge` with the middle 95 % of 1,000 samples of pairs (seeded), F1 of each
relation, how sure the judge says it is and how often it is right, and what a vector costs (processor time). ``--write``
stores the figures in ``results/stance_pairs.json``, ``--gate`` fails where one fell. The dev part was never trained on.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import stored
from rawi.together.meaning import judge, vectors
from rawi.together.meaning.judge import RELATIONS

ANS = Path("../shared/data/claims/ans")
STANCES = ("agree", "disagree", "other")  # the corpus's names of RELATIONS
SAMPLES, SEED, MIDDLE = 1000, 1, (2.5, 97.5)

Numbers = npt.NDArray[np.int64]


def load(path: Path) -> tuple[list[tuple[str, str]], Numbers]:
    """The pairs of a file and their relations as places in RELATIONS."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [(row["s1"].strip(), row["s2"].strip()) for row in rows]
    return pairs, np.array([STANCES.index(row["stance"]) for row in rows])


def f1(gold: Numbers, found: Numbers) -> list[float]:
    """F1 of each relation; 0 where there is nothing of it on either side."""
    both = [int((gold == k).sum() + (found == k).sum()) for k in range(len(RELATIONS))]
    return [2 * int(((gold == k) & (found == k)).sum()) / max(1, both[k]) for k in range(len(RELATIONS))]


def interval(gold: Numbers, found: Numbers) -> npt.NDArray[np.float64]:
    """The middle 95 % of macro F1 over samples of pairs, drawn with replacement."""
    rng = np.random.default_rng(SEED)
    drawn = (rng.integers(0, len(gold), len(gold)) for _ in range(SAMPLES))
    return np.percentile([np.mean(f1(gold[places], found[places])) for places in drawn], MIDDLE)


def cost(texts: list[str]) -> float:
    """Milliseconds of processor time for the vectors of one text, the best of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        vectors(texts)
        taken.append(time.process_time() - start)
    return min(taken) / len(texts) * 1000


def main() -> int:
    """Measure, print, settle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ans", type=Path, default=ANS)
    stored.options(parser)
    o = parser.parse_args()
    if not o.ans.is_dir():
        print(f"no paired headlines in {o.ans}: not measured")
        return 0
    pairs, gold = load(o.ans / "stance_dev.csv")
    told = judge(pairs)
    found = np.array([RELATIONS.index(one.relation) for one in told])
    each, right = f1(gold, found), found == gold
    low, high = interval(gold, found)
    sure = np.array([not one.unsure for one in told])
    said = np.array([max(one.same, one.contradicts, one.other) for one in told])
    figures = {"macro f1": float(np.mean(each)), "accuracy": float(right.mean())}
    figures |= {f"{name} f1": value for name, value in zip(RELATIONS, each, strict=True)}
    figures |= {"right where sure": float(right[sure].mean()), "sure": float(sure.mean())}
    for name, value in figures.items():
        print(f"{name:18}{value:8.3f}" + (f"   [{low:.3f} {high:.3f}]" if name == "macro f1" else ""))
    for least in (0.33, 0.5, 0.6, 0.7, 0.8, 0.9):
        band = (said >= least) & (said < (least + 0.1 if least > 0.4 else 0.5))
        if band.any():
            print(f"  said {said[band].mean():.2f}, right {right[band].mean():.2f}, {band.sum()} pairs")
    if not o.gate:
        print(f"vectors: {cost([one for one, _ in pairs[:100]]):.1f} ms of one processor a headline")
    return stored.settle(o, "stance_pairs", figures)


if __name__ == "__main__":
    sys.exit(main())
