"""Makes the weights of meaning (`rawi.together.meaning`): the layers as an ONNX graph, the centre of the vectors, the judge.

    python -m training.meaning --base DIR --shared DIR [--out DIR]
    python -m training.meaning --base DIR --seal    after new weights of the tagger: only checks that they share the base

The base carries its weights in 4 bits, in blocks of 32 with one scale each; the graph keeps exactly these (`layers`
checks that not one weight differs), and computes in fp32. Its embeddings are those of the tagger, frozen in the
tagger's training, which come with the package already. The centre is the mean of the headlines of Arabic News Stance,
train part; the judge is fitted on its pairs by Newton's method with a ridge. Prints the figures of five folds, where all
pairs of one first headline are in one fold. Nothing is drawn at random: the same input gives the same files.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from safetensors.torch import load_file
from torch import Tensor, nn

from rawi.together.meaning import files
from rawi.together.meaning.encoder import LAYERS, Encoder
from rawi.together.meaning.judge import NAMES, RELATIONS, features, probabilities
from training.export import PlainLayer
from training.network import EPS, HEADS, WIDTH, Layer, load_layers

NAME = "rawi-meaning-1"
BLOCK = 32  # weights of one scale in the base
STANCES = ("agree", "disagree", "other")  # the corpus's names of RELATIONS
RIDGE = 5.0  # the least log loss on the folds; macro F1 is 0.794 at 0.3 and 0.773 at 10
FOLDS = 5

Pair = tuple[str, str]


class Means(nn.Module):
    """The twelve layers of the base; gives the means over all pieces after some of them, [b, LAYERS, WIDTH]."""

    def __init__(self, base: dict[str, Tensor]) -> None:
        super().__init__()
        layers = [Layer(0.0) for _ in range(max(LAYERS))]
        load_layers(layers, 0, base)
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.norm.weight.data, self.norm.bias.data = base["emb.ln.w"], base["emb.ln.b"]
        self.layers = nn.ModuleList(PlainLayer(layer) for layer in layers)

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """``embedded`` [b, t, WIDTH]; ``mask`` [b, t]: 1 for a piece, 0 for padding."""
        real = mask.float()
        shares = (real / real.sum(1, keepdim=True))[:, None, :]
        hidden = (1.0 - real[:, None, None, :]) * -10000.0
        x = self.norm(embedded)
        found = []
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, hidden)
            if number in LAYERS:
                found.append(torch.matmul(shares, x))
        return torch.cat(found, 1)


def layers(base: dict[str, Tensor], path: Path) -> None:
    """Write the layers as one ONNX graph with inputs ``embedded`` and ``mask`` and output ``means``.

    Attention is left unfused: onnxruntime's fused form would hold its weights in fp32.
    """
    x, mask = torch.randn(3, 17, WIDTH), torch.ones(3, 17, dtype=torch.long)
    mask[1, 9:] = 0
    axes = {"embedded": {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "means": {0: "b"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Means(base).eval(), (x, mask), str(plain), input_names=["embedded", "mask"], output_names=["means"],
            opset_version=17, dynamo=False, dynamic_axes=axes,
        )  # fmt: skip
        fusion = FusionOptions("bert")
        fusion.enable_embed_layer_norm = fusion.enable_attention = False
        fused = optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=HEADS,
            hidden_size=WIDTH,
            optimization_options=fusion,
            opt_level=0,
        )
        fused.save_model_to_file(str(plain))
        model = onnx.load(plain)
    before = {n.name: n.input[1] for n in model.graph.node if n.op_type == "MatMul"}
    whole = {i.name: onnx.numpy_helper.to_array(i) for i in model.graph.initializer}
    by_block = MatMulNBitsQuantizer(model, bits=4, block_size=BLOCK, is_symmetric=True, accuracy_level=0)
    by_block.process()
    by_block.model.save_model_to_file(str(path))
    _check(onnx.load(path), {name: whole[weight] for name, weight in before.items() if weight in whole})


def _check(model: onnx.ModelProto, wanted: dict[str, np.ndarray]) -> None:
    """Every product with a weight is in 4 bits, and stands for the very numbers of the base."""
    arrays = {i.name: onnx.numpy_helper.to_array(i) for i in model.graph.initializer}
    found = 0
    for node in model.graph.node:
        if node.op_type == "MatMulNBits":
            bits, scales = arrays[node.input[1]], arrays[node.input[2]]
            rows, blocks, _ = bits.shape
            numbers = np.stack([bits & 15, bits >> 4], -1).reshape(rows, blocks, BLOCK).astype(np.float32) - 8
            weight = (numbers * scales.reshape(rows, blocks, 1)).reshape(rows, -1).T
            if not np.array_equal(weight, wanted[node.name.removesuffix("_Q4")]):
                raise ValueError(f"{node.name} differs from the base")
            found += 1
    if found != len(wanted):
        raise ValueError(f"{found} of {len(wanted)} products are in 4 bits")


def headlines(path: Path) -> tuple[list[Pair], np.ndarray]:
    """Pairs of Arabic News Stance (columns ``s1``, ``s2``, ``stance``) and their relations, as places in RELATIONS."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [(row["s1"].strip(), row["s2"].strip()) for row in rows]
    return pairs, np.array([STANCES.index(row["stance"]) for row in rows])


def fit(scaled: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """The weights of the softmax, [features, features squared and 1; relations]."""
    rows = np.concatenate([scaled, scaled**2, np.ones((len(scaled), 1))], axis=1).astype(np.float64)
    width, classes = rows.shape[1], len(RELATIONS)
    weights, wanted = np.zeros((width, classes)), np.eye(classes)[answers]
    ridge = np.full((width, classes), RIDGE)
    ridge[-1] = 1e-3  # the bias is free; a little, since only differences of classes count
    for _ in range(50):
        scores = rows @ weights
        odds = np.exp(scores - scores.max(1, keepdims=True))
        p = odds / odds.sum(1, keepdims=True)
        gradient = rows.T @ (p - wanted) + ridge * weights
        hessian = np.diag(ridge.ravel())
        for a in range(classes):
            for b in range(classes):
                share = p[:, a] * ((a == b) - p[:, b])
                hessian[a::classes, b::classes] += (rows * share[:, None]).T @ rows
        step = np.linalg.solve(hessian, gradient.ravel()).reshape(width, classes)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    return weights


def left_out(table: np.ndarray, answers: np.ndarray, pairs: Sequence[Pair]) -> np.ndarray:
    """The probabilities of each pair by a judge that saw no pair of its first headline."""
    known = {text: n % FOLDS for n, text in enumerate(sorted({one for one, _ in pairs}))}
    fold = np.array([known[one] for one, _ in pairs])
    found = np.zeros((len(pairs), len(RELATIONS)))
    for n in range(FOLDS):
        mean, scale = table[fold != n].mean(0), table[fold != n].std(0) + 1e-6
        scaled = (table - mean) / scale
        found[fold == n] = probabilities(scaled[fold == n], fit(scaled[fold != n], answers[fold != n]))
    return found


def report(answers: np.ndarray, p: np.ndarray) -> None:
    """Print F1 of each relation and how sure the judge may be."""
    guess = p.argmax(1)
    f1 = [2 * ((answers == k) & (guess == k)).sum() / ((answers == k).sum() + (guess == k).sum()) for k in range(3)]
    print(f"folds of train: macro F1 {np.mean(f1):.3f}", dict(zip(RELATIONS, np.round(f1, 3), strict=True)))
    best, right = p.max(1), guess == answers
    for low, high in ((0.33, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        band = (best >= low) & (best < high)
        if band.any():
            print(f"  {low:.2f}-{high:.2f}: said {best[band].mean():.2f}, right {right[band].mean():.2f}, {band.sum()}")


def judge_text(mean: np.ndarray, scale: np.ndarray, weights: np.ndarray) -> str:
    """The judge as readable TOML."""

    def row(values: np.ndarray) -> str:
        return "[" + ", ".join(f"{value:.4f}" for value in values) + "]"

    lines = [
        "# Made by training/meaning.py from Arabic News Stance, train part (Apache-2.0).",
        f"# Weights are for {', '.join(RELATIONS)}; 'squared' are those of the feature's square, once it is scaled.",
        "",
        f"bias = {row(weights[-1])}",
    ]
    for n, name in enumerate(NAMES):
        lines += ["", f"[features.{name}]", f"mean = {mean[n]:.4f}", f"scale = {scale[n]:.4f}"]
        lines += [f"weights = {row(weights[n])}", f"squared = {row(weights[len(NAMES) + n])}"]
    return "\n".join(lines) + "\n"


def seal(out: Path) -> None:
    """Write the manifest of what lies in the folder."""
    hashes = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files.CONTENT}
    manifest = {"format": files.FORMAT, "name": NAME, "shared": files.digest(*files.shared()), "sha256": hashes}
    (out / files.MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def check_shared(base: Path) -> None:
    """The tagger's embeddings are those of the base, but for their eight bits, and its tokenizer is the same.

    Means of several runs may round one of a piece's numbers otherwise, so that the sha256 in the manifest differs.
    """
    (pieces, scale, places), tokenizer = files.shared()
    state = load_file(base / "base.safetensors")
    off = np.abs(pieces * scale[:, None] - state["emb.word"].numpy()).max(1)
    placed = np.abs(places - (state["emb.pos"] + state["emb.type"][0]).numpy()).max()
    if (off > scale).any() or placed > 1e-4 or tokenizer != (base / "tokenizer.json").read_bytes():
        raise ValueError("the tagger's embeddings are not those of the base: were they trained?")


def make(base: Path, ans: Path, out: Path) -> None:
    """All files of the weights of meaning into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    layers(load_file(base / "base.safetensors"), out / files.LAYERS)
    pairs, answers = headlines(ans / "stance_train.csv")
    np.save(out / files.CENTRE, np.zeros((len(LAYERS), WIDTH), np.float32))
    (out / files.JUDGE).write_text("", encoding="utf-8")
    seal(out)
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    np.save(out / files.CENTRE, Encoder(files.load(out)).means(texts).mean(0))
    seal(out)
    table = features(pairs, Encoder(files.load(out)))
    report(answers, left_out(table, answers, pairs))
    mean, scale = table.mean(0), table.std(0) + 1e-6
    weights = fit((table - mean) / scale, answers)
    (out / files.JUDGE).write_text(judge_text(mean, scale, weights), encoding="utf-8")
    seal(out)
    print(f"{out}: {sum(f.stat().st_size for f in out.iterdir()) / 1e6:.1f} MB")


def main() -> None:
    """The command line."""
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="what training.base wrote")
    parser.add_argument("--shared", type=Path, help="a folder with data/claims/ans/stance_train.csv")
    parser.add_argument("--seal", action="store_true", help="write the manifest anew, make nothing")
    parser.add_argument("--out", type=Path, default=files.folder())
    options = parser.parse_args()
    torch.manual_seed(1)
    check_shared(options.base)
    if options.seal:
        seal(options.out)
    elif options.shared is None:
        parser.error("--shared is needed to make the judge")
    else:
        make(options.base, options.shared / "data/claims/ans", options.out)


if __name__ == "__main__":
    main()
