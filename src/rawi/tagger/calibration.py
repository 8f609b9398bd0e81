"""From what the network says of a cue to the probability that source, content and stance are all right.

A logistic model of the log-odds of its parts (Platt 1999), fitted by ``training.calibrate`` on annotated articles that
the network has not seen, and kept in the weights' manifest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

NAMES = ("cue", "source", "content", "stance", "speaker", "hidden")
LARGEST = 6.0  # log-odds beyond this say no more


def features(
    cue: float, source: float, content: float, stance: float, speaker: float, hidden: bool
) -> tuple[float, ...]:
    """The model's inputs: the probabilities of the parts as log-odds, and whether no words at the cue say who speaks."""
    return (*(_log_odds(p) for p in (cue, source, content, stance, speaker)), float(hidden))


def _log_odds(p: float) -> float:
    edge = 1 / (1 + math.exp(LARGEST))
    p = min(max(p, edge), 1 - edge)
    return math.log(p / (1 - p))


class Calibration:
    """The fitted model. ``weights``: a number for each of ``NAMES`` and for "bias".

    Raises:
        ValueError: one is missing.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        missing = [name for name in (*NAMES, "bias") if name not in weights]
        if missing:
            raise ValueError(f"no weight for {', '.join(missing)}")
        self._weights = tuple(float(weights[name]) for name in NAMES)
        self._bias = float(weights["bias"])

    def right(self, inputs: Sequence[float]) -> float:
        """The probability that all is right, for ``features``."""
        z = self._bias + sum(w * x for w, x in zip(self._weights, inputs, strict=True))
        return 1 / (1 + math.exp(-z))
