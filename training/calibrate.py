"""Fits how sure the tagger may be of a whole attribution, on annotated articles that it was not trained on.

    python -m training.calibrate WEIGHTS_DIR ARTICLES.jsonl ... [--only PREFIX ...]

Writes the model of ``rawi.tagger.calibration`` into the weights' manifest. Right is what the yardstick calls
claim+stance. The dev files are not for this: they measure it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from rawi.cli.records import page_of, records
from rawi.evaluation.right import right as right_ones
from rawi.reading.pipeline import assemble, blocks_of, title_end_of
from rawi.reading.rows import to_rows
from rawi.tagger import Tagger
from rawi.tagger.calibration import NAMES, features
from rawi.tagger.weights import MANIFEST

RIDGE = 1.0  # pull of every weight but the bias towards 0, so that few articles make no wild model


def examples(tagger: Tagger, path: Path, only: tuple[str, ...]) -> list[tuple[tuple[float, ...], bool]]:
    """For every attribution that is read: the model's inputs, and whether it is right."""
    gold = {row["id"]: row for row in map(json.loads, path.open(encoding="utf-8"))}
    out = []
    for record in records(path):
        if not record.id.startswith(only):
            continue
        page = page_of(record)
        tags = tagger.tag(page.text, blocks_of(page), title_end_of(page))
        rows = to_rows(assemble(page, tags, tagger.name), record.id)["attributions"]
        inputs = {c.span: features(*c.parts()) for c in tags.cues}
        for row, right in zip(rows, right_ones(page.text, gold[record.id]["attributions"], rows), strict=True):
            place = tuple(row["cue"][0])
            if place in inputs:
                out.append((inputs[place], right))
    return out


def fit(inputs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights and bias (last) of the logistic model, by Newton's method."""
    x = np.concatenate([inputs, np.ones((len(inputs), 1))], 1)
    w = np.zeros(x.shape[1])
    pull = np.full(len(w), RIDGE)
    pull[-1] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - right) + pull * w
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if abs(step).max() < 1e-8:
            break
    return w


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", type=Path)
    p.add_argument("articles", type=Path, nargs="+")
    p.add_argument(
        "--only", default=("",), nargs="*", help="beginnings of ids of the articles that were not trained on"
    )
    o = p.parse_args()
    tagger = Tagger(o.weights)
    found = [x for path in o.articles for x in examples(tagger, path, tuple(o.only))]
    inputs, right = np.array([x for x, _ in found]), np.array([float(y) for _, y in found])
    w = fit(inputs, right)
    model = {name: round(float(v), 4) for name, v in zip((*NAMES, "bias"), w, strict=True)}
    manifest = json.loads((o.weights / MANIFEST).read_text())
    manifest["calibration"] = model
    (o.weights / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(found)} attributions, {right.mean():.3f} right", model)


if __name__ == "__main__":
    main()
