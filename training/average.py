"""Averages the weights of several trained models of one form.

    python -m training.average MODEL.pt MODEL.pt ... --out MODEL.pt [--own PREFIX ...]

Runs from the same base whose heads began from the same seed end near enough to one another that the mean of their
weights is a model too, and a better one than each ("model soups", Wortsman et al. 2022, arXiv:2203.05482).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(models: list[Path], own: tuple[str, ...] = ()) -> dict:
    """What ``torch.save`` is to keep: configuration and mean of all weights.

    ``own``: beginnings of names of weights that are the last model's own. Parts that two runs began from different numbers
    have no mean: the mean of two pointers points nowhere.

    Raises:
        ValueError: the models are of different forms.
    """
    saved = [torch.load(path) for path in models]
    forms = [{**one["config"], "dropout": None} for one in saved]  # how much is dropped in training is no form
    if any(form != forms[0] for form in forms):
        raise ValueError("models of different forms cannot be averaged")
    parts = saved[0]["state"]
    state = {k: torch.stack([one["state"][k].float() for one in saved]).mean(0).to(v.dtype) for k, v in parts.items()}
    state |= {k: v for k, v in saved[-1]["state"].items() if own and k.startswith(own)}
    return {**saved[0], "state": state}


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("models", type=Path, nargs="+")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument(
        "--own", nargs="*", default=[], metavar="PREFIX", help="weights that are taken from the last model alone"
    )
    o = p.parse_args()
    torch.save(average(o.models, tuple(o.own)), o.out)


if __name__ == "__main__":
    main()
