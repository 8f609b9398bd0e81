"""The judge: whether two headlines or claims say the same, contradict one another, or are about something else.

A linear softmax on what words two texts have in common (`features`) and on the cosines of their vectors, each also
squared; its weights are lines of text (`weights/judge.toml`), made by `training/meaning.py` from headlines that people
paired (Arabic News Stance). There *contradicts* is wider than a denial: the same matter with another figure, country or
outcome contradicts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log1p
from typing import Final, Literal

import numpy as np

from rawi.language import fold_text, words
from rawi.together.meaning import files
from rawi.together.meaning.encoder import LAYERS, LETTERS, Encoder, Vectors, cosines, encoder
from rawi.together.propositions.stems import is_negated, root, stem

Relation = Literal["same", "contradicts", "other"]

RELATIONS: Final[tuple[Relation, ...]] = ("same", "contradicts", "other")
NAMES: Final = (
    "stems", "stems_least", "stems_most", "roots", "roots_least", "roots_most", "negated_apart", "shorter", "longer",
    "numbers_apart", *(f"layer_{layer}" for layer in LAYERS),
)  # fmt: skip
"""The features in their order; each is described in `features`."""
SURE: Final = 0.6
"""A judgement less probable than this is *unsure*."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How two texts stand to each other: the likeliest relation, and the probability of each (together 1).

    `unsure`: the likeliest has a probability below 0.6.
    """

    relation: Relation
    same: float
    contradicts: float
    other: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class _Model:
    """`means` and `scales` of the features; `weights` [features, features squared and 1; relations]."""

    means: Vectors
    scales: Vectors
    weights: Vectors


def _read(text: str) -> _Model:
    data = tomllib.loads(text)
    rows = [data["features"][name] for name in NAMES]
    plain, squared = ([row[what] for row in rows] for what in ("weights", "squared"))
    means, scales = (np.array([row[what] for row in rows], np.float32) for what in ("mean", "scale"))
    return _Model(means, scales, np.array([*plain, *squared, data["bias"]], np.float32))


@cache
def _model() -> _Model:
    return _read(files.load().judge)


def features(pairs: Sequence[tuple[str, str]], by: Encoder) -> Vectors:
    """The features of pairs of texts, [pairs, `NAMES`]; the same whichever text of a pair comes first.

    stems, roots: the share of common ones (Dice), the share of the text that has fewer (least) and more of them (most);
    negated_apart: one denies by its words and the other does not; shorter, longer: different stems (logarithm);
    numbers_apart: one has digits and the other has none; layer_*: cosines of the vectors.
    """
    every = list(dict.fromkeys(text for pair in pairs for text in pair))
    at = {text: place for place, text in enumerate(every)}
    told = [_words(text) for text in every]
    near = cosines(by.vectors(every), [(at[a], at[b]) for a, b in pairs])
    known = [_common(told[at[a]], told[at[b]]) for a, b in pairs]
    table = np.array(known, np.float32).reshape(len(pairs), len(NAMES) - len(LAYERS))
    out: Vectors = np.concatenate([table, near], axis=1)
    return out


def judge(pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
    """How the two texts of each pair stand to each other, in the order of the pairs.

    Meant for headlines and claims of one sentence: of longer texts the first 96 pieces (50 to 60 words) are read for
    their vectors, the first 2,000 characters for their words. What a pair is does not depend on which text comes first,
    nor on the other pairs. Time: some 15 ms of one processor for a pair of headlines that were not seen yet.

    Raises:
        WeightsError: the files of meaning or of the tagger are missing or damaged.
    """
    if not pairs:
        return []
    model = _model()
    found = []
    for row in probabilities((features(pairs, encoder()) - model.means) / model.scales, model.weights):
        same, contradicts, other = map(float, row)
        best = int(row.argmax())
        found.append(Judgement(RELATIONS[best], same, contradicts, other, bool(row[best] < SURE)))
    return found


def probabilities(scaled: Vectors, weights: Vectors) -> Vectors:
    """The softmax: [pairs, features] centred and scaled -> [pairs, relations]."""
    scores = np.concatenate([scaled, scaled**2, np.ones((len(scaled), 1), np.float32)], axis=1) @ weights
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Vectors = odds / odds.sum(axis=1, keepdims=True)
    return out


@dataclass(frozen=True, slots=True)
class _Words:
    stems: frozenset[str]
    roots: frozenset[str]
    negated: bool
    digits: bool


def _words(text: str) -> _Words:
    plain = [word.text for word in words(text[:LETTERS])]
    stems = frozenset(stem(word) for word in plain) - {""}
    folded = [fold_text(word) for word in plain]
    digits = any(letter.isdigit() for word in plain for letter in word)
    return _Words(stems, frozenset(map(root, stems)), is_negated(folded), digits)


def _common(one: _Words, other: _Words) -> list[float]:
    shares = [
        share for a, b in ((one.stems, other.stems), (one.roots, other.roots)) for share in _shares(len(a & b), a, b)
    ]
    shorter, longer = sorted(max(1, len(x.stems)) for x in (one, other))
    apart = [one.negated != other.negated, log1p(shorter), log1p(longer), one.digits != other.digits]
    return [*shares, *map(float, apart)]


def _shares(common: int, one: frozenset[str], other: frozenset[str]) -> tuple[float, float, float]:
    fewer, more = sorted((max(1, len(one)), max(1, len(other))))
    return 2 * common / (fewer + more), common / fewer, common / more
