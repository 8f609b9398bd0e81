"""A start for a deeper network: all layers of a trained one become lower layers, or it gets more top layers.

    python -m training.deepen MODEL.pt --out START.pt [--top 3 --base DIR]

``training.train --start START.pt --lower N``, with N the layers of MODEL altogether, reads pages with all that MODEL's
layers have learnt; its top layers come from the base, its heads begin anew, since both see other vectors than MODEL's.

With ``--top`` the page's layers stay and so many are put on top, nearly the identity, so that all heads go on as they are:
``training.train --start START.pt --top N``, with N the top layers of MODEL and those.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from training.network import Tagger, load_layers

SMALL = 0.1  # of what a new layer of the base's leads back into the stream


def deepen(state: dict[str, Tensor], lower: int) -> dict[str, Tensor]:
    """``state``: of a network with ``lower`` lower layers -> embeddings and all of its layers, as an encoder's."""
    encoder = {k: v for k, v in state.items() if k.startswith("encoder.")}
    for name, value in state.items():
        if name.startswith("top."):
            _, number, part = name.split(".", 2)
            encoder[f"encoder.layers.{lower + int(number)}.{part}"] = value
    return encoder


def heighten(saved: dict, more: int, base: dict[str, Tensor]) -> Tagger:
    """``saved``: configuration and state of a model -> the same with ``more`` top layers, the next ones of the base.

    Their norms keep the mean and the spread that the last norm of the model gives a word's vector on the average.
    """
    config, state = saved["config"], saved["state"]
    net = Tagger(**{**config, "top": config["top"] + more})
    net.load_state_dict(net.state_dict() | state)
    last = net.top[config["top"] - 1].norm2
    spread = (last.weight.square().mean() + last.bias.var()).sqrt().item()
    new = list(net.top[config["top"] :])
    load_layers(new, config["lower"] + config["top"], base)
    for layer in new:
        for back in (layer.out, layer.down):
            back.weight.data *= SMALL
            back.bias.data *= SMALL
        for norm in (layer.norm1, layer.norm2):
            norm.weight.data.fill_(spread)
            norm.bias.data.fill_(last.bias.mean().item())
    return net


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--top", type=int, default=0, metavar="N", help="so many top layers more, instead")
    p.add_argument("--base", type=Path, help="folder of training.base, for --top")
    o = p.parse_args()
    saved = torch.load(o.model)
    if o.top:
        if not o.base:
            p.error("--top takes the new layers from the base: give --base DIR")
        net = heighten(saved, o.top, load_file(o.base / "base.safetensors"))
        torch.save({"config": net.config, "state": net.state_dict()}, o.out)
        return
    torch.save({"state": deepen(saved["state"], saved["config"]["lower"])}, o.out)


if __name__ == "__main__":
    main()
