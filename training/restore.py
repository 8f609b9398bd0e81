"""The weights that Rawi comes with as a model to go on from: int8 made numbers again.

    python -m training.restore [--weights src/rawi/tagger/weights] --out MODEL.pt

For ``training.train --start``, where the model that they were exported from is not at hand. Rounding is not undone: a weight
is off by up to half a step of its channel, a 128th of the largest in it. Heads of name corpora are not exported, and
begin as the head for the names of news.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from rawi.tagger import weights
from rawi.tagger.weights import CUE, HEADS, PAGE
from training.network import Tagger

WEIGHTS = Path("src/rawi/tagger/weights")
MIDDLE = 128  # the zero of weights in blocks


class Graph:
    """The numbers of one exported graph."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self.values = {x.name: numpy_helper.to_array(x) for x in graph.initializer}
        self.nodes = {node.name: node for node in graph.node}

    def product(self, name: str) -> np.ndarray:
        """The weights of a product, [out, in], whichever way it was rounded."""
        if f"{name}_Q8" in self.nodes:
            node = self.nodes[f"{name}_Q8"]
            size = {a.name: a.i for a in node.attribute}
            q, scales = (self.values[i] for i in node.input[1:3])
            blocks = q.astype(np.float32).reshape(size["N"], -1, size["block_size"]) - MIDDLE
            return (blocks * scales.reshape(size["N"], -1, 1)).reshape(size["N"], -1)[:, : size["K"]]
        return self._columns(self.nodes[f"{name}_quant"].input[1])

    def attention(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Weights [3 * WIDTH, WIDTH] and biases of query, key and value of a layer."""
        node = self.nodes[f"Attention_{number}_quant"]
        return self._columns(node.input[1]), self.values[node.input[2]]

    def _columns(self, quantised: str) -> np.ndarray:
        scale = self.values[quantised.removesuffix("_quantized") + "_scale"]
        return (self.values[quantised].astype(np.float32) * scale).T


def layers(graph: Graph, prefix: str, count: int) -> dict[str, np.ndarray]:
    """The parameters of some layers, by the names that the network has for them."""
    out: dict[str, np.ndarray] = {}
    for n in range(count):
        here = f"{prefix}.{n}"
        out[f"{here}.qkv.weight"], out[f"{here}.qkv.bias"] = graph.attention(n)
        for part in ("out", "up", "down"):
            out[f"{here}.{part}.weight"] = graph.product(f"/layers.{n}/{part}/MatMul")
            out[f"{here}.{part}.bias"] = graph.values[f"layers.{n}.{part}.bias"]
        for norm in ("norm1", "norm2"):
            for end in ("weight", "bias"):
                out[f"{here}.{norm}.{end}"] = graph.values[f"layers.{n}.{norm}.{end}"]
    return out


def heads(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Everything that is no layer."""
    out = {
        "encoder.word.weight": arrays["embeddings"].astype(np.float32) * arrays["embedding_scale"][:, None],
        "encoder.place.weight": arrays["places"],
        "other_cue": arrays["other_cue"],
    }
    for which in ("low", "top"):
        out |= {f"standard_{which}.{x}": arrays[f"{which}_{x}"] for x in ("mean", "scale")}
    out |= {f"{name}.weight": arrays[name] for name in ("is_cue", "distance", "sentence", "quoted")}
    nested = {"pair0": "pair.0.1", "pair1": "pair.1.1", "pointer0": "pointer.0", "pointer2": "pointer.2"}
    plain = {"pointer_cue", "pointer_word", "near_cue", "near_word", "near", "nobody"}
    for key, value in arrays.items():
        name, _, end = key.rpartition(".")
        if end in ("weight", "bias") and name:
            out[f"{nested.get(name, name if name in plain else f'{name}.1')}.{end}"] = value
    return out


def restore(folder: Path) -> dict:
    """What ``training.train`` saves: the network's form and its state."""
    manifest = weights.load(folder).manifest
    net = Tagger(**manifest["config"])
    page, cue = Graph(folder / PAGE), Graph(folder / CUE)
    found = layers(page, "encoder.layers", len(net.encoder.layers)) | layers(cue, "top", len(net.top))
    found |= {f"encoder.norm.{end}": page.values[f"norm.{end}"] for end in ("weight", "bias")}
    with np.load(folder / HEADS) as arrays:
        found |= heads(dict(arrays))
    found |= {
        f"other_names.{c}.1.{end}": found[f"names.1.{end}"] for c in net.other_names for end in ("weight", "bias")
    }
    own = net.state_dict()
    missing = [k for k in own if k not in found]
    if missing or any(k not in own or own[k].shape != v.shape for k, v in found.items()):
        raise ValueError(f"{folder} is of another form than this network: {' '.join(missing) or 'shapes differ'}")
    state = {k: torch.from_numpy(np.array(v, dtype=np.float32)) for k, v in found.items()}
    return {"config": net.config, "state": state}


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", type=Path, default=WEIGHTS)
    p.add_argument("--out", type=Path, required=True)
    o = p.parse_args()
    torch.save(restore(o.weights), o.out)
    print(o.out)


if __name__ == "__main__":
    main()
