"""Writes a trained model as the files that Rawi reads: two ONNX graphs in int8, the heads, the tokenizer, a manifest.

    python -m training.export MODEL.pt --base DIR --out DIR [--name NAME] [--fp32]

Layers are quantised by onnxruntime's dynamic scheme: weights in S8 per channel with a reduced range (products of full
range saturate on processors without VNNI), activations on the fly. Embeddings are int8 with one scale a piece.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from rawi.tagger.weights import CUE, FORMAT, HEADS, MANIFEST, PAGE, TOKENIZER
from training.network import HEADS as ATTENTION_HEADS
from training.network import WIDTH, Layer, Tagger


class PlainLayer(nn.Module):
    """A layer with its attention written out, query, key and value apart: the form that onnxruntime fuses."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        weights, biases = layer.qkv.weight.data.chunk(3), layer.qkv.bias.data.chunk(3)
        for linear, w, b in zip((self.query, self.key, self.value), weights, biases, strict=True):
            linear.weight.data, linear.bias.data = w.clone(), b.clone()
        self.out, self.up, self.down = layer.out, layer.up, layer.down
        self.norm1, self.norm2 = layer.norm1, layer.norm2

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        def heads(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(0, 2, 1, 3)

        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        scores = torch.matmul(q, k.transpose(-1, -2)) / (WIDTH // ATTENTION_HEADS) ** 0.5 + mask
        y = torch.matmul(scores.softmax(-1), v).permute(0, 2, 1, 3).contiguous()
        x = self.norm1(self.out(y.view(y.shape[0], y.shape[1], WIDTH)) + x)
        return self.norm2(self.down(nn.functional.gelu(self.up(x))) + x)


class Stack(nn.Module):
    """Some layers after an optional normalisation of what comes in."""

    def __init__(self, layers: nn.ModuleList, norm: nn.LayerNorm | None = None) -> None:
        super().__init__()
        self.norm, self.layers = norm, nn.ModuleList(PlainLayer(x) for x in layers)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        if self.norm is not None:
            x = self.norm(x)
        mask = (1.0 - mask[:, None, None, :].float()) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        return x


def graph(stack: Stack, entry: str, path: Path) -> None:
    """The stack as a fused fp32 graph with inputs ``entry`` [b, t, WIDTH] and ``mask`` [b, t] (1: real)."""
    x, mask = torch.randn(3, 17, WIDTH), torch.ones(3, 17, dtype=torch.long)
    mask[1, 9:] = 0
    axes = {entry: {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "vectors": {0: "b", 1: "t"}}
    torch.onnx.export(
        stack.eval(), (x, mask), str(path), input_names=[entry, "mask"], output_names=["vectors"],
        opset_version=17, dynamo=False, dynamic_axes=axes,
    )  # fmt: skip
    fusion = FusionOptions("bert")
    fusion.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(path),
        model_type="bert",
        num_heads=ATTENTION_HEADS,
        hidden_size=WIDTH,
        optimization_options=fusion,
        opt_level=0,
    )
    fused.save_model_to_file(str(path))
    print(path.name, fused.get_fused_operator_statistics())


def quantise(path: Path, out: Path, blockwise: list[str]) -> None:
    """int8 of every product with a weight.

    In nodes whose name holds a word of ``blockwise`` weights and activations have one scale for every 128 numbers. The
    second product of a layer needs that in the page graph: what comes out of its gelu has outliers, and one scale for
    all of it costs 0.01 to 0.02 of most scores (docs/evaluation.md); so it costs nothing that could be measured.
    """
    model = onnx.load(path)
    others = [n.name for n in model.graph.node if n.op_type == "MatMul" and not any(w in n.name for w in blockwise)]
    by_block = MatMulNBitsQuantizer(
        model, bits=8, block_size=128, is_symmetric=True, accuracy_level=4, nodes_to_exclude=others
    )
    by_block.process()
    by_block.model.save_model_to_file(str(path))
    quantize_dynamic(
        path, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def arrays(net: Tagger) -> dict[str, np.ndarray]:
    """Everything that is no layer."""
    e = net.encoder
    words = e.word.weight.detach().numpy()
    scale = np.maximum(np.abs(words).max(1), 1e-8) / 127
    out = {
        "embeddings": np.round(words / scale[:, None]).astype(np.int8),
        "embedding_scale": scale.astype(np.float32),
        "places": e.place.weight.detach().numpy(),
        "low_mean": net.standard_low.mean.numpy(), "low_scale": net.standard_low.scale.numpy(),
        "top_mean": net.standard_top.mean.numpy(), "top_scale": net.standard_top.scale.numpy(),
        "other_cue": net.other_cue.detach().numpy(),
    }  # fmt: skip
    for name in ("is_cue", "distance", "sentence", "quoted"):
        out[name] = getattr(net, name).weight.detach().numpy()
    linears = {
        n: getattr(net, n)[1] for n in ("names", "cues", "inside", "ends", "stance", "form", "kind", "named", "real")
    }
    linears |= {f"pair{k}": net.pair[k][1] for k in (0, 1)}
    linears |= {n: getattr(net, n) for n in ("pointer_cue", "pointer_word", "near_cue", "near_word", "near", "nobody")}
    linears |= {"pointer0": net.pointer[0], "pointer2": net.pointer[2]}
    for name, linear in linears.items():
        out[f"{name}.weight"], out[f"{name}.bias"] = linear.weight.detach().numpy(), linear.bias.detach().numpy()
    return out


def export(model: Path, base: Path, out: Path, name: str, fp32: bool = False) -> None:
    """Write all files of the tagger's weights into ``out``."""
    saved = torch.load(model)
    net = Tagger(**saved["config"])
    net.load_state_dict(saved["state"])
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    stacks = (
        (Stack(net.encoder.layers, net.encoder.norm), "embedded", PAGE, ["down"]),
        (Stack(net.top), "words", CUE, []),
    )
    for stack, entry, file, words in stacks:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / file
            graph(stack, entry, plain)
            if fp32:
                (out / file).write_bytes(plain.read_bytes())
            else:
                quantise(plain, out / file, words)
    np.savez(out / HEADS, **arrays(net))
    (out / TOKENIZER).write_bytes((base / "tokenizer.json").read_bytes())
    manifest = {
        "format": FORMAT,
        "name": name,
        "config": saved["config"],
        "precision": "fp32" if fp32 else "int8",
        "sha256": {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in (PAGE, CUE, HEADS, TOKENIZER)},
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    size = sum(f.stat().st_size for f in out.iterdir()) / 1e6
    print(f"{out}: {size:.1f} MB")


def main() -> None:
    """The command line."""
    logging.disable(logging.WARNING)
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--name", default="rawi-tagger-1")
    p.add_argument("--fp32", action="store_true")
    o = p.parse_args()
    export(o.model, o.base, o.out, o.name, o.fp32)


if __name__ == "__main__":
    main()
