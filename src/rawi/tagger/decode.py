"""From scores to spans: names, cues, and the best source and content of a cue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rawi.tagger.labels import NAME_LABELS
from rawi.tagger.referents import Name

Floats = npt.NDArray[np.floating]

MOST_SOURCE, MOST_CONTENT = 30, 200  # words; the longest in the training articles have 27 and 187
SUPPORT = 0.03  # weight of the labels at words beside start and end; 0 to 0.3 tried on dev, 0.03 the best


def log_softmax(x: Floats) -> Floats:
    """Over the last axis."""
    x = x - x.max(-1, keepdims=True)
    out: Floats = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return out


def softmax(x: Floats) -> Floats:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out


def sigmoid(x: Floats) -> Floats:
    """Element by element."""
    return 1 / (1 + np.exp(-x))


def _forbidden() -> npt.NDArray[np.float64]:
    """Cost of going from one label to the next: I- only after its own type."""
    cost = np.zeros((len(NAME_LABELS), len(NAME_LABELS)))
    for j, after in enumerate(NAME_LABELS):
        if after[0] == "I":
            for i, before in enumerate(NAME_LABELS):
                if before[2:] != after[2:]:
                    cost[i, j] = -1e9
    return cost


_FORBIDDEN = _forbidden()
_FIRST = np.array([-1e9 if label[0] == "I" else 0.0 for label in NAME_LABELS])


def best_names(scores: Floats) -> list[tuple[Name, float]]:
    """Names of the likeliest path through the labels (Viterbi), each with the mean probability of its labels.

    ``scores``: log-probabilities, [words, labels].
    """
    if not len(scores):
        return []
    best = scores[0] + _FIRST
    back = []
    for row in scores[1:]:
        through = best[:, None] + _FORBIDDEN
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    path.reverse()
    names: list[tuple[int, int, str]] = []
    for i, j in enumerate(path):
        label = NAME_LABELS[j]
        if label[0] == "B":
            names.append((i, i, label[2:]))
        elif label[0] == "I":
            names[-1] = (names[-1][0], i, label[2:])
    picked = np.exp(scores[np.arange(len(path)), path])
    return [((s, e, kind), float(picked[s : e + 1].mean())) for s, e, kind in names]


def cue_candidates(scores: Floats, at_least: float) -> list[tuple[int, int, float]]:
    """Runs of words that may be cues: (first word, last word, probability). ``scores``: log-probabilities of O, B, I."""
    p = np.exp(scores)
    likely = 1 - p[:, 0]
    out, i = [], 0
    while i < len(p):
        j = i
        if likely[i] > at_least:
            while j + 1 < len(p) and likely[j + 1] > 0.5 and p[j + 1, 2] > p[j + 1, 1]:
                j += 1
            out.append((i, j, float(likely[i])))
        i = j + 1
    return out


def best_span(
    pairs: Floats, support: Floats, longest: int, none: int | None = None, avoid: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[int, int] | None, float]:
    """The best start and end together, and the probability of the choice.

    ``pairs``: [words, words] log-probabilities of (start, end); ``support``: a score at every word for being inside.
    ``none``: the word that stands for "there is none"; ``avoid``: runs of words that the span may not hold.
    """
    n = len(pairs)
    sums = np.concatenate([[0], np.cumsum(support)])
    m = pairs + SUPPORT * (sums[None, 1:] - sums[:-1, None])
    allowed = np.triu(np.ones((n, n), bool)) & ~np.triu(np.ones((n, n), bool), longest)
    for first, last in avoid:
        allowed[: last + 1, first:] = False
    m = np.where(allowed, m, -1e9)
    start, end = np.unravel_index(int(m.argmax()), m.shape)
    if none is not None and pairs[none, none] > m[start, end]:
        return None, float(np.exp(pairs[none, none]))
    return (int(start), int(end)), float(np.exp(pairs[start, end]))
