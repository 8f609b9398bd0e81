"""Further pre-training of the base on Arabic news (masked words), before the tagger is trained.

    python -m training.adapt --base DIR --text FILE ... --out DIR [--layers 12] [--epochs 9]

Masks whole words of plain texts and writes a base of the same form with other layers. The output layer is tied to the
embeddings, which ``--frozen`` leaves as they are. Texts are JSON Lines (``text``, with ``title`` where there is one, or
``pages`` with a ``text`` each; packed or not), name corpora (.txt, .tsv) as raw text again, and tables (.csv) by their
Arabic columns.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from rawi.tagger.pieces import BEGIN, END
from training.articles import read_names
from training.network import EPS, WIDTH, Encoder, load_layers
from training.train import arithmetic

ARABIC = re.compile("[\u0600-\u06ff]")
LENGTH = 256  # pieces of a training text
MASKED = 0.2  # of words; of the masked pieces 80 % become <mask>, 10 % another piece, 10 % stay


def texts(paths: list[Path]) -> Iterator[str]:
    """Titles and texts of all articles."""
    for path in paths:
        if path.suffix == ".csv":
            yield from _table(path)
        elif path.suffix in (".txt", ".tsv"):
            for article in read_names(path, path.stem, random.Random(1)):
                yield "".join(gap + word for gap, word in zip(article.gaps, article.words, strict=True)).strip()
        else:
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8") as lines:
                for record in map(json.loads, lines):
                    for page in [record] if "text" in record else record.get("pages", []):
                        yield "\n".join(filter(None, (page.get("title"), page["text"])))


def _table(path: Path) -> Iterator[str]:
    """The Arabic fields of each row, a line each."""
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield "\n".join(v for v in row.values() if v and ARABIC.search(v))


def chunks(paths: list[Path], tokenizer: Tokenizer) -> tuple[np.ndarray, np.ndarray]:
    """All texts as pieces, [n, LENGTH], and where a word begins."""
    ids: list[int] = []
    begins: list[bool] = []
    for text in texts(paths):
        for encoding in tokenizer.encode_batch(text.split("\n"), add_special_tokens=False):
            ids += [*encoding.ids, END]
            begins += [t.startswith("▁") for t in encoding.tokens] + [True]
    n = len(ids) // (LENGTH - 1)
    kept = n * (LENGTH - 1)
    first = np.full((n, 1), BEGIN)
    return (
        np.concatenate([first, np.array(ids[:kept]).reshape(n, -1)], 1),
        np.concatenate([first == BEGIN, np.array(begins[:kept]).reshape(n, -1)], 1),
    )


def mask(ids: np.ndarray, begins: np.ndarray, mask_id: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Whole words masked: (what the encoder sees, which places are to be guessed)."""
    word = np.cumsum(begins, 1)
    chosen = rng.random((len(ids), word.max() + 1)) < MASKED
    guessed = np.take_along_axis(chosen, word, 1) & (ids > END)
    seen, how = ids.copy(), rng.random(ids.shape)
    seen[guessed & (how < 0.8)] = mask_id
    other = guessed & (how >= 0.8) & (how < 0.9)
    seen[other] = rng.integers(END + 1, mask_id, int(other.sum()))
    return torch.from_numpy(seen), torch.from_numpy(guessed)


class Guess(nn.Module):
    """The encoder with an output layer tied to its embeddings."""

    def __init__(self, vocabulary: int, layers: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, layers, 0.1)
        self.dense, self.norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=EPS)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, seen: Tensor, guessed: Tensor) -> Tensor:
        x = self.encoder(seen)[guessed]
        x = self.norm(F.gelu(self.dense(x)).float())
        return F.linear(x, self.encoder.word.weight, self.bias)


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--text", type=Path, nargs="+", required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--precision", choices=["auto", "bf16", "fp32"], default="auto")
    p.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    p.add_argument(
        "--seconds", type=float, help="train for so long, the rate falling with the time, instead of --epochs"
    )
    p.add_argument("--frozen", action="store_true", help="leave the embeddings of pieces as they are")
    numbers = {"layers": 9, "epochs": 1, "batch": 16, "lr": 2e-4, "seed": 1, "threads": 1}
    for name, default in numbers.items():
        p.add_argument(f"--{name}", type=type(default), default=default)
    o = p.parse_args()
    random.seed(o.seed)
    torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    rng = np.random.default_rng(o.seed)
    tokenizer = Tokenizer.from_file(str(o.base / "tokenizer.json"))
    base = load_file(o.base / "base.safetensors")
    net = Guess(len(base["emb.word"]), o.layers)
    e = net.encoder
    e.word.weight.data = base["emb.word"]
    e.place.weight.data = base["emb.pos"] + base["emb.type"][0]
    e.norm.weight.data, e.norm.bias.data = base["emb.ln.w"], base["emb.ln.b"]
    load_layers(list(e.layers), 0, base)
    ids, begins = chunks(o.text, tokenizer)
    mask_id = len(base["emb.word"]) - 1  # the last piece that training.base keeps
    total = o.epochs * (len(ids) // o.batch)
    print(f"{len(ids)} texts of {LENGTH} pieces, {total} steps", flush=True)
    net.to(o.device)
    e.word.weight.requires_grad_(not o.frozen)
    opt = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=o.lr, weight_decay=0.01, fused=True)
    began = time.time()  # --seconds counts from here

    def rate(step: int) -> float:
        part = (time.time() - began) / o.seconds if o.seconds else step / total
        return min(1, (step + 1) / 60) * max(0.02, 1 - part)

    schedule = torch.optim.lr_scheduler.LambdaLR(opt, rate)
    step, started, seen_losses = 0, time.time(), []
    net.train()
    for _ in range(10_000 if o.seconds else o.epochs):
        order = rng.permutation(len(ids))
        for at in range(0, len(order) - o.batch + 1, o.batch):
            rows = order[at : at + o.batch]
            if o.seconds and time.time() - began > o.seconds:
                write(net, base, o)
                return
            seen, guessed = mask(ids[rows], begins[rows], mask_id, rng)
            right = torch.from_numpy(ids[rows])[guessed].to(o.device)
            with arithmetic(o.precision, o.device):
                loss = F.cross_entropy(net(seen.to(o.device), guessed.to(o.device)).float(), right)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            schedule.step()
            step += 1
            seen_losses.append(loss.detach())
            if step % 20 == 0:
                mean = float(sum(seen_losses[-20:])) / 20
                print(f"  step {step}/{total} {time.time() - started:.0f} s loss {mean:.3f}", flush=True)
            if step % 1000 == 0 or step == total:
                write(net, base, o)


def write(net: Guess, base: dict[str, Tensor], o: argparse.Namespace) -> None:
    """The base with what was learnt, in the form of ``training.base``."""
    out = dict(base)
    e = net.encoder
    out["emb.word"] = e.word.weight.data
    out["emb.pos"], out["emb.type"] = e.place.weight.data, torch.zeros_like(base["emb.type"])
    out["emb.ln.w"], out["emb.ln.b"] = e.norm.weight.data, e.norm.bias.data
    parts = {"out": "ao", "norm1": "aln", "up": "fi", "down": "fo", "norm2": "oln"}
    for i, layer in enumerate(e.layers):
        for end, attribute in (("w", "weight"), ("b", "bias")):
            for x, piece in zip("qkv", getattr(layer.qkv, attribute).data.chunk(3), strict=True):
                out[f"l{i}.{x}.{end}"] = piece
            for mine, theirs in parts.items():
                out[f"l{i}.{theirs}.{end}"] = getattr(getattr(layer, mine), attribute).data
    o.out.mkdir(parents=True, exist_ok=True)
    save_file({k: v.cpu().contiguous().clone() for k, v in out.items()}, o.out / "base.safetensors")
    shutil.copy(o.base / "tokenizer.json", o.out / "tokenizer.json")


if __name__ == "__main__":
    main()
