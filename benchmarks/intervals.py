"""How far the scores of ``benchmarks.attribution`` could have come out otherwise by the choice of articles.

    python -m benchmarks.intervals [--shared ../shared] [--weights DIR] [--samples 1000]

Reads both files once. Then draws as many articles as a file has, with replacement, a thousand times, and prints for
every score its F1 on the file and the middle 95 % of the F1 of the samples. Articles are drawn whole, since what stands
in one article is not independent. Seeded: the same rows give the same intervals.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.attribution import FILES, SHOWN, rows_of
from rawi.evaluation import score
from rawi.tagger import Tagger
from rawi.tagger.labels import STANCES

Counts = npt.NDArray[np.float64]
"""[articles, 3]: what is right, what was to be found, what was found."""

BY_STANCE = "dev_madeup"  # the file that has enough of every stance
MIDDLE = (2.5, 97.5)  # percentiles


def counts(gold: Iterable[dict], rows: dict[str, dict]) -> dict[str, Counts]:
    """The yardstick's counts of every article, by score."""
    out: dict[str, list[tuple[int, int, int]]] = {name: [] for name in SHOWN}
    for g in gold:
        tallies = {name: score.Tally() for name in SHOWN}
        agree = {name: [0, 0] for name in score.ATTRS}
        score.score_article(g["text"], g, rows[g["id"]], tallies, agree, tallies["links"])
        for name, t in tallies.items():
            out[name].append((t.hit, t.gold, t.pred))
    return {name: np.array(of_articles, dtype=np.float64) for name, of_articles in out.items()}


def stance_counts(gold: Sequence[dict], rows: dict[str, dict]) -> dict[str, Counts]:
    """Counts of *claim+stance* for each stance alone, as ``benchmarks.attribution`` takes them."""
    out = {}
    for stance in STANCES:

        def only(article: dict, stance: str = stance) -> dict:
            return {**article, "attributions": [a for a in article["attributions"] if a["stance"] == stance]}

        out[stance] = counts([only(g) for g in gold], {k: only(r) for k, r in rows.items()})["claim+stance"]
    return out


def f1(sums: Counts) -> Counts:
    """F1 of sums of counts, [..., 3] -> [...]; 0 where there is nothing to find and nothing was found."""
    both = sums[..., 1] + sums[..., 2]
    out: Counts = 2 * sums[..., 0] / np.maximum(both, 1)
    return out


def drawn(articles: int, samples: int, seed: int) -> Counts:
    """[samples, articles]: how often each article stands in each sample."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(articles, np.full(articles, 1 / articles), samples).astype(np.float64)


def shown(name: str, whole: float, samples: Counts, gold: float) -> str:
    """A row of the table."""
    low, high = np.percentile(samples, MIDDLE)
    return f"{name:14}{whole:7.3f}{low:9.3f}{high:7.3f}{gold:8.0f}"


def main() -> int:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--weights", type=Path)
    p.add_argument("--samples", type=int, default=1000)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    if not (o.shared / "annotation").is_dir():
        print(f"no annotated articles in {o.shared}: not measured")
        return 0
    tagger = Tagger(o.weights)
    for file in FILES:
        path = o.shared / f"annotation/{file}.jsonl"
        gold = [json.loads(line) for line in path.open(encoding="utf-8")]
        rows = rows_of(path, tagger)
        times = drawn(len(gold), o.samples, o.seed)
        print(f"\n{file}: {len(gold)} articles, {tagger.name}\n{'':14}{'F1':>7}{'95 % of samples':>16}{'gold':>8}")
        for name, c in counts(gold, rows).items():
            print(shown(name, float(f1(c.sum(0))), f1(times @ c), c[:, 1].sum()))
        if file != BY_STANCE:
            continue
        print()
        stances = stance_counts(gold, rows)
        for name, c in stances.items():
            print(shown(name, float(f1(c.sum(0))), f1(times @ c), c[:, 1].sum()))
        wholes = [f1(c.sum(0)) for c in stances.values()]
        means = np.mean([f1(times @ c) for c in stances.values()], axis=0)
        total = sum(c[:, 1].sum() for c in stances.values())
        print(shown("mean of nine", float(np.mean(wholes)), means, total))
    return 0


if __name__ == "__main__":
    sys.exit(main())
