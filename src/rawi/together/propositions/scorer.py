"""The pair scorer: whether two statements claim the same, contradict, update or are only related, and how sure that is.

One number is learned: the probability that both are claims of one proposition (`probability`, a logistic model on
`features`, its weights in `weights.toml`, those for statements whose vectors are known in `weights_meaning.toml`, both
made by `training/propositions.py`). The rest follows from what is compared
by value: within one proposition, statements of which one denies *contradict*; so do differing figures or times, which
*update* where the same source told the other ones before. Of what is no one proposition, statements that share a name
or a rare word are *related*, all else is *different*.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from operator import mul
from typing import Final, Literal, NamedTuple

from rawi.together.propositions.denial import opposed
from rawi.together.propositions.features import BY_MEANING, NAMES, Weighing, features
from rawi.together.propositions.statements import Statement
from rawi.together.propositions.values import periods_agree, values_agree

Relation = Literal["same", "contradicts", "updates", "related", "different"]

APART: Final = -6.0
"""The most that the logarithm of the odds is for statements of different tolls, as for those that have nothing in common."""
UNSURE: Final = 0.3
"""A decision less probable than one minus this is *unsure*."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How two statements stand to each other.

    `probability`: that they are claims of one proposition, or, for *related* and *different*, that they are not;
    `unsure`: it is below 0.7. `why`: what tells: words, denial, figures, times.
    """

    relation: Relation
    probability: float
    unsure: bool
    why: str


class Model(NamedTuple):
    """A logistic model: a mean, a scale and a weight a feature, and the bias."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def logit(self, values: list[float]) -> float:
        """The logarithm of the odds."""
        slopes, level = _line(self)
        found: float = level + sum(map(mul, values, slopes))
        return found


@cache
def _line(model: Model) -> tuple[tuple[float, ...], float]:
    """A model as a weight for every feature as it is, and one number for all: a run asks for a hundred thousand pairs."""
    slopes = tuple(weight / scale for weight, scale in zip(model.weights, model.scales, strict=True))
    return slopes, model.bias - sum(map(mul, slopes, model.means))


@cache
def model(by_meaning: bool = False) -> Model:
    """The weights that come with the package: for words alone, or for words and the cosine of vectors."""
    file, names = ("weights_meaning.toml", BY_MEANING) if by_meaning else ("weights.toml", NAMES)
    text = resources.files("rawi.together.propositions").joinpath(file).read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rows = [data["features"][name] for name in names]
    means, scales, weights = (tuple(float(row[n]) for row in rows) for n in range(3))
    return Model(means, scales, weights, float(data["bias"]))


def logit(one: Statement, other: Statement, weights: Weighing, cosine: float | None = None) -> float:
    """Logarithm of the odds that two statements are claims of one proposition; `cosine`: of their vectors, if known."""
    found = model(cosine is not None).logit(features(one, other, weights, cosine))
    return min(found, APART) if of_other_roles(one, other) else found


def of_other_roles(one: Statement, other: Statement) -> bool:
    """Whether both tell figures of those of whom something became, and not the same: the dead and the hurt."""
    here, there = ({figure.role for figure in x.figures if figure.role} for x in (one, other))
    return bool(here and there and not here & there)


def probability(one: Statement, other: Statement, weights: Weighing, cosine: float | None = None) -> float:
    """The probability that two statements are claims of one proposition."""
    return odds_to_probability(logit(one, other, weights, cosine))


def odds_to_probability(logit: float) -> float:
    """From the logarithm of the odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def decide(
    one: Statement, other: Statement, weights: Weighing, *, same_source: bool = False, cosine: float | None = None
) -> Decision:
    """How two statements stand to each other; `same_source`: one source said both, `other` being the earlier."""
    p = probability(one, other, weights, cosine)
    if p < 0.5:
        related = bool(one.names & other.names) or any(
            weights.root(root) > weights.root("") / 2 for root in one.roots & other.roots
        )
        return Decision("related" if related else "different", 1 - p, p > UNSURE, "words")
    relation, why = within(one, other, same_source=same_source)
    return Decision(relation, p, p < 1 - UNSURE, why)


def within(one: Statement, other: Statement, *, same_source: bool = False) -> tuple[Relation, str]:
    """How two claims of one proposition stand to each other, and what tells it."""
    if opposed(one, other):
        return "updates" if same_source else "contradicts", "denial"
    agree, conflict = values_agree(one.figures, other.figures)
    if conflict and not agree:
        return "updates" if same_source else "contradicts", "figures"
    meet, apart = periods_agree(one.times, other.times)
    if apart and not meet:
        return "contradicts", "times"
    return "same", "words"
