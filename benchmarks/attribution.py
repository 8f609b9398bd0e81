"""Who says what, on the annotated articles kept for choosing: scores against the stored ones.

    python -m benchmarks.attribution [--shared ../shared] [--write] [--gate] [--weights DIR]

Reads ``dev.jsonl`` (13 outlets) and ``dev_madeup.jsonl`` (rare stances, long chains) as ``rawi annotate --rows`` does and
scores the rows with the annotation's yardstick. ``--write`` stores the figures in ``benchmarks/results``; ``--gate`` exits
with 1 where an F1 is more than 0.01, and three rows, below the stored one. Prints dev by outlet, and dev_madeup by stance.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks import stored
from rawi.cli.records import page_of, records
from rawi.evaluation import score
from rawi.reading import read_page, to_rows
from rawi.tagger import Tagger
from rawi.tagger.labels import STANCES

FILES = ("dev", "dev_madeup")
SHOWN = (*score.NAMES, "links")


def rows_of(path: Path, tagger: Tagger) -> dict[str, dict]:
    """Rows of every article by id."""
    return {r.id: to_rows(read_page(page_of(r), tagger), r.id) for r in records(path)}


def scored(gold: list[dict], rows: dict[str, dict]) -> dict:
    """The yardstick's figures for some articles."""
    with tempfile.TemporaryDirectory() as folder:
        g, p = Path(folder) / "gold.jsonl", Path(folder) / "rows.jsonl"
        g.write_text("".join(json.dumps(x) + "\n" for x in gold))
        p.write_text("".join(json.dumps(rows[x["id"]]) + "\n" for x in gold))
        return score.score(str(g), str(p))[0]


def by_stance(gold: list[dict], rows: dict[str, dict]) -> dict[str, float]:
    """F1 of claims with the right stance, for each stance, and their mean: a row counts where claim and stance are right."""
    out = {}
    for stance in STANCES:
        only = [{**g, "attributions": [a for a in g["attributions"] if a["stance"] == stance]} for g in gold]
        mine = {
            k: {**r, "attributions": [a for a in r["attributions"] if a["stance"] == stance]} for k, r in rows.items()
        }
        out[stance] = scored(only, mine)["claim+stance"]["f1"]
    out["mean of nine"] = sum(out.values()) / len(out)
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
    figures: dict[str, float] = {}
    counts: dict[str, int] = {}
    for name in FILES:
        path = o.shared / f"annotation/{name}.jsonl"
        gold = [json.loads(line) for line in path.open(encoding="utf-8")]
        rows = rows_of(path, tagger)
        result = scored(gold, rows)
        print(f"\n{name}: {len(gold)} articles, {tagger.name}\n{'':14}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}")
        for k in SHOWN:
            r = result[k]
            print(f"{k:14}{r['p']:7.3f}{r['r']:7.3f}{r['f1']:7.3f}{r['gold']:8}")
            figures[f"{name} {k}"] = r["f1"]
            counts[f"{name} {k}"] = r["gold"]
        print("agree  " + "  ".join(f"{k} {v:.3f}" for k, v in result["agree"].items()))
        if name == "dev":
            outlets = defaultdict(list)
            for g in gold:
                outlets[g["outlet"]].append(g)
            print(
                f"\n{'outlet':14}{'articles':>9}{'cue':>7}{'source':>8}{'content':>9}{'claim+stance':>14}{'entity':>8}{'value':>7}"
            )
            for outlet, articles in sorted(outlets.items()):
                r = scored(articles, rows)
                f = [r[k]["f1"] for k in ("cue", "source", "content", "claim+stance", "entity", "value")]
                print(
                    f"{outlet:14}{len(articles):9}{f[0]:7.3f}{f[1]:8.3f}{f[2]:9.3f}{f[3]:14.3f}{f[4]:8.3f}{f[5]:7.3f}"
                )
        else:
            print()
            for stance, f1 in by_stance(gold, rows).items():
                print(f"{stance:14}{f1:7.3f}")
                figures[f"{name} {stance}"] = f1
    gated = {k: v for k, v in figures.items() if k.split(" ", 1)[1] not in STANCES}
    return stored.settle(o, "attribution", gated, counts)


if __name__ == "__main__":
    sys.exit(main())
