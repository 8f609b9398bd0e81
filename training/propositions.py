"""Make the weights of the pair scorer (`rawi.together.propositions`) from made-up stories.

    python -m training.propositions ../shared/data/together/train_madeup.jsonl

Two models are made: of words alone (`weights.toml`), and of words and the cosine of vectors (`weights_meaning.toml`).

Every pair of annotated claims of one story is an example, positive where both are claims of one proposition; so is every
candidate pair of Rawi's own statements of which one covers an annotated claim, and the other covers one too or touches
none: what stands on pages besides the annotated claims is not like them, and must be told apart as well. A logistic model
is fitted by Newton's method with a little ridge, and calibrated by itself: its classes are in the proportion in which they
occur. Stories are left out by fours to print the average precision and the calibration of what is written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from rawi.pages.text import page_of_article
from rawi.reading import Reading, read_page
from rawi.together.meaning import vectors
from rawi.together.propositions.candidates import near, pairs
from rawi.together.propositions.features import BY_MEANING, NAMES, Weights, features
from rawi.together.propositions.statements import Statement, statement, statements

OUT = Path("src/rawi/together/propositions")
RIDGE = 1.0


def annotated(story: dict, readings: dict[str, Reading]) -> list[tuple[Statement, set[str]]]:
    """Each annotated span as a statement, with the propositions that it is a claim of."""
    items: dict[tuple[str, tuple[int, int]], set[str]] = {}
    for proposition in story["propositions"]:
        for claim in proposition["claims"]:
            items.setdefault((claim["page"], tuple(claim["span"])), set()).add(proposition["id"])
    found = []
    for (page, span), names in items.items():
        reading = readings[page]
        claim = max(reading.claims, key=lambda c: (_common(c.content, span), -_length(c.content)), default=None)
        if claim is not None:
            found.append((statement(reading, claim, span), names))
    return found


def _common(content: tuple[tuple[int, int], ...], span: tuple[int, int]) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in content)


def _length(content: tuple[tuple[int, int], ...]) -> int:
    return sum(end - start for start, end in content)


def read(story: dict) -> dict[str, Reading]:
    """The readings of a story's pages by the ids of the file."""
    pages = story["pages"]
    return {
        p["id"]: read_page(page_of_article(p["text"], p["title_end"], p["date"], origin=p["id"], outlet=p["outlet"]))
        for p in pages
    }


def examples(story: dict, readings: dict[str, Reading], by_meaning: bool) -> tuple[np.ndarray, np.ndarray]:
    """Features and answers of all pairs of one story."""
    items = annotated(story, readings)
    weights = Weights(one for reading in readings.values() for one in statements(reading))
    places = [(i, j) for i in range(len(items)) for j in range(i)]
    annotations = [one for one, _ in items]
    cosines = _cosines(annotations) if by_meaning else None
    rows = [features(annotations[i], annotations[j], weights, _of(cosines, i, j)) for i, j in places]
    answers = [bool(items[i][1] & items[j][1]) for i, j in places]
    own = [one for reading in readings.values() for one in statements(reading)]
    covered, touched = _covered(own, items)
    found = set(pairs(own, weights))
    if by_meaning:
        found.update(near(own, vectors([one.text for one in own])[:, -1]))
        cosines = _cosines(own)
    for a, b in sorted(found):
        mine, theirs = covered.get(a), covered.get(b)
        if (mine and (theirs or b not in touched)) or (theirs and a not in touched):
            rows.append(features(own[a], own[b], weights, _of(cosines, a, b)))
            answers.append(bool((mine or set()) & (theirs or set())))
    return np.array(rows), np.array(answers)


def _cosines(some: list[Statement]) -> np.ndarray:
    """[statements, statements]"""
    found = vectors([one.text for one in some])[:, -1]
    return found @ found.T


def _of(cosines: np.ndarray | None, one: int, other: int) -> float | None:
    return None if cosines is None else float(cosines[one, other])


def _covered(own: list[Statement], items: list[tuple[Statement, set[str]]]) -> tuple[dict[int, set[str]], set[int]]:
    """Which of the machine's statements covers at least half of each annotated span, the tightest; which touch one."""
    covered: dict[int, set[str]] = {}
    touched: set[int] = set()
    for one, names in items:
        near = [n for n, x in enumerate(own) if x.page == one.page and _common((x.span,), one.span)]
        touched.update(near)
        held = [n for n in near if _common((own[n].span,), one.span) >= (one.span[1] - one.span[0]) / 2]
        if held:
            best = max(held, key=lambda n: _common((own[n].span,), one.span) / _both(own[n].span, one.span))
            covered.setdefault(best, set()).update(names)
    return covered, touched


def _both(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[1], other[1]) - min(one[0], other[0])


def fit(rows: np.ndarray, answers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (bias last), means and scales of the logistic model."""
    means, scales = rows.mean(0), rows.std(0) + 1e-6
    inputs = np.c_[(rows - means) / scales, np.ones(len(rows))]
    weights, ridge = np.zeros(inputs.shape[1]), np.eye(inputs.shape[1]) * RIDGE
    ridge[-1, -1] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-inputs @ weights))
        hessian = (inputs * (p * (1 - p))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(hessian, inputs.T @ (p - answers) + ridge @ weights)
    return weights, means, scales


def predict(model: tuple[np.ndarray, np.ndarray, np.ndarray], rows: np.ndarray) -> np.ndarray:
    """Probabilities."""
    weights, means, scales = model
    return 1 / (1 + np.exp(-(np.c_[(rows - means) / scales, np.ones(len(rows))] @ weights)))


def report(answers: np.ndarray, p: np.ndarray) -> None:
    """Average precision, and what part of the pairs of each band of probability is one proposition."""
    order = np.argsort(-p)
    hits = answers[order]
    print("average precision", round(float((hits.cumsum() / np.arange(1, len(hits) + 1) * hits).sum() / hits.sum()), 3))
    for low in np.arange(0, 1, 0.2):
        band = (p >= low) & (p < low + 0.2)
        if band.any():
            print(
                f"  {low:.1f}-{low + 0.2:.1f}: said {p[band].mean():.2f}, are {answers[band].mean():.2f}, {band.sum()}"
            )


def write(model: tuple[np.ndarray, np.ndarray, np.ndarray], names: tuple[str, ...], path: Path) -> None:
    """The model as readable TOML."""
    weights, means, scales = model
    lines = [
        "# Made by training/propositions.py from made-up stories. Each feature: its mean, its scale, its weight.",
        "",
    ]
    lines += [f"bias = {weights[-1]:.4f}", "", "[features]"]
    rows = zip(names, means, scales, weights, strict=False)
    lines += [f"{name} = [{mean:.4f}, {scale:.4f}, {weight:.4f}]" for name, mean, scale, weight in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make(stories: list[dict], readings: list[dict[str, Reading]], by_meaning: bool) -> None:
    """Fit one of the models, report, write."""
    data = [examples(story, read, by_meaning) for story, read in zip(stories, readings, strict=True)]
    left_out = []
    for first in range(0, len(data), 4):
        kept = [d for n, d in enumerate(data) if not first <= n < first + 4]
        model = fit(np.vstack([d[0] for d in kept]), np.concatenate([d[1] for d in kept]))
        left_out += [predict(model, rows) for rows, _ in data[first : first + 4]]
    report(np.concatenate([d[1] for d in data]), np.concatenate(left_out))
    model = fit(np.vstack([d[0] for d in data]), np.concatenate([d[1] for d in data]))
    if by_meaning:
        write(model, BY_MEANING, OUT / "weights_meaning.toml")
    else:
        write(model, NAMES, OUT / "weights.toml")


def main() -> None:
    """Read the stories and make both models."""
    stories = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    readings = [read(story) for story in stories]
    make(stories, readings, by_meaning=False)
    make(stories, readings, by_meaning=True)


if __name__ == "__main__":
    main()
