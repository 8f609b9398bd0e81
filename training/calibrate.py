"""Fits how sure the tagger may be of a whole attribution, on annotated articles that it was not trained on.

    python -m training.calibrate WEIGHTS_DIR ARTICLES.jsonl ... [--only PREFIX ...] [--news ant.jsonl.gz]
        [--named anercorp_train.txt]

Writes the model of ``rawi.tagger.calibration`` into the weights' manifest. Right is what the yardstick calls
claim+stance. The dev files are not for this: they measure it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from rawi.cli.records import Record, page_of
from rawi.evaluation.right import right as right_ones
from rawi.reading import agreement
from rawi.reading.pipeline import assemble, blocks_of, title_end_of
from rawi.reading.rows import to_rows
from rawi.tagger import Tagger
from rawi.tagger.calibration import NAMES, features
from rawi.tagger.weights import MANIFEST
from training.articles import with_texts

RIDGE = 1.0  # pull of every weight but the bias towards 0, so that few articles make no wild model


def examples(tagger: Tagger, articles: Iterable[dict]) -> list[tuple[tuple[float, ...], bool]]:
    """For every attribution that is read in annotated articles: the model's inputs, and whether it is right."""
    out = []
    for number, gold in enumerate(articles, start=1):
        page = page_of(Record(number, gold["id"], gold))
        tags = tagger.tag(page.text, blocks_of(page), title_end_of(page), agreement.checker(page.text))
        rows = to_rows(assemble(page, tags, tagger.name), gold["id"])["attributions"]
        inputs = {c.span: features(*c.parts()) for c in tags.cues}
        for row, right in zip(rows, right_ones(page.text, gold["attributions"], rows), strict=True):
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
    p.add_argument("--news", type=Path, help="the texts of articles that are offsets into ANT")
    p.add_argument("--named", type=Path, help="the corpus of names that further pages are offsets into")
    o = p.parse_args()
    rows = [json.loads(line) for path in o.articles for line in path.open(encoding="utf-8")]
    wanted = with_texts((row for row in rows if row["id"].startswith(tuple(o.only))), o.news, o.named)
    found = examples(Tagger(o.weights), wanted)
    inputs, right = np.array([x for x, _ in found]), np.array([float(y) for _, y in found])
    w = fit(inputs, right)
    model = {name: round(float(v), 4) for name, v in zip((*NAMES, "bias"), w, strict=True)}
    manifest = json.loads((o.weights / MANIFEST).read_text())
    manifest["calibration"] = model
    (o.weights / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(found)} attributions, {right.mean():.3f} right", model)


if __name__ == "__main__":
    main()
