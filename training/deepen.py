"""A start for a deeper network: all layers of a trained one become lower layers.

    python -m training.deepen MODEL.pt --out START.pt

``training.train --start START.pt --lower N``, with N the layers of MODEL altogether, reads pages with all that MODEL's
layers have learnt; its top layers come from the base, its heads begin anew, since both see other vectors than MODEL's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def deepen(state: dict[str, Tensor], lower: int) -> dict[str, Tensor]:
    """``state``: of a network with ``lower`` lower layers -> embeddings and all of its layers, as an encoder's."""
    encoder = {k: v for k, v in state.items() if k.startswith("encoder.")}
    for name, value in state.items():
        if name.startswith("top."):
            _, number, part = name.split(".", 2)
            encoder[f"encoder.layers.{lower + int(number)}.{part}"] = value
    return encoder


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("--out", type=Path, required=True)
    o = p.parse_args()
    saved = torch.load(o.model)
    torch.save({"state": deepen(saved["state"], saved["config"]["lower"])}, o.out)


if __name__ == "__main__":
    main()
