"""Trains the tagger.

    python -m training.train --base DIR --shared DIR --out DIR [options]

Keeps after every epoch ``OUT/model.pt`` (usable) and ``OUT/state.pt`` (to go on from with ``--resume``).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from rawi.tagger.cues import window
from rawi.tagger.pieces import Pieces
from training.articles import Article, augment, read_articles, read_names
from training.losses import AHEAD, BACK, Weights, losses
from training.network import Tagger
from training.vary import Pool, vary

# name corpora: file under the data folder, share of it seen in an epoch
CORPORA = {
    "anercorp": ("ner/anercorp_train.txt", 0.2),
    "wojood": ("ner/wojood_sample_train.txt", 0.2),
    "wikiann": ("ner/wikiann_ar_train.tsv", 0.05),
}


def options() -> argparse.Namespace:
    """What can be set, with what was found best."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--shared", type=Path, required=True, help="folder with annotation/ and data/")
    p.add_argument("--more", type=Path, nargs="*", default=[], help="further annotated articles")
    p.add_argument("--held", nargs="*", default=[], help="beginnings of ids of articles that are kept from training")
    p.add_argument("--part", type=part, default=(1, 1), metavar="K/N", help="learn from the K-th of N parts only")
    p.add_argument("--always", nargs="*", default=[], help="beginnings of ids of articles that are in every part")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--start", type=Path, help="a trained model to begin from; parts of another form begin anew")
    p.add_argument("--order", type=int, help="seed of the order and augmentation of articles, where not that of --seed")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--precision", choices=["auto", "bf16", "fp32"], default="auto")
    p.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    p.add_argument(
        "--seconds", type=float, help="train for so long, the rate falling with the time, instead of --epochs"
    )
    numbers = {
        "lower": 6, "top": 3, "epochs": 4, "batch": 4, "lr": 3e-4, "lr-heads": 1e-3, "decay": 0.95, "dropout": 0.1,
        "augment": 0.5, "vary": 0.0, "average": 0.0, "nested": 1.0, "seed": 1, "threads": 1,
    }  # fmt: skip
    for name, default in numbers.items():
        p.add_argument(f"--{name}", type=type(default), default=default)
    return p.parse_args()


def part(words: str) -> tuple[int, int]:
    """``1/2`` as (1, 2)."""
    k, n = map(int, words.split("/"))
    if not 1 <= k <= n:
        raise ValueError(words)
    return k, n


def begin(o: argparse.Namespace) -> random.Random:
    """Make the folder of what comes out, seed all that draws lots and say how many threads; a source of lots."""
    o.out.mkdir(parents=True, exist_ok=True)
    random.seed(o.seed)
    torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    return random.Random(o.seed)


def annotated_files(o: argparse.Namespace) -> list[Path]:
    """The files of annotated articles to learn from."""
    return [*(o.shared / f"annotation/train_{x}.jsonl" for x in ("ant", "madeup")), *o.more]


def arithmetic(precision: str, device: str = "cpu") -> contextlib.AbstractContextManager:
    """bf16 on a GPU, and where the processor multiplies in it (AMX: 12 times fp32's rate, measured), else fp32."""
    if precision == "bf16" or (precision == "auto" and (device != "cpu" or torch.cpu._is_amx_tile_supported())):
        return torch.autocast(device.partition(":")[0], dtype=torch.bfloat16)
    return contextlib.nullcontext()


@torch.no_grad()
def measure(net: Tagger, articles: list[Article], pieces: Pieces) -> None:
    """Set the figures by which word vectors are centred and scaled before the heads."""
    net.eval()
    low, top = [], []
    for article in articles:
        page = article.page()
        windows = pieces.windows(page)
        vectors = net.read_words(windows, [0] * len(windows), len(page))
        low.append(vectors)
        cues = [window(page, *a.cue, BACK, AHEAD, False) for a in article.attributions]
        for _, x, pad in net.look_round(vectors, vectors.new_zeros(len(page)), cues, [0] * len(cues)):
            top.append(x[~pad])
    net.standard_low.measure(torch.cat(low))
    net.standard_top.measure(torch.cat(top))
    net.train()


def fit(net: Tagger, state: dict[str, torch.Tensor]) -> bool:
    """Load what has the shape that this network has; the rest stays as it began. False: vectors are to be measured."""
    own = net.state_dict()
    fitting = {k: v for k, v in state.items() if k in own and own[k].shape == v.shape}
    net.load_state_dict(own | fitting)
    print("begun anew:", " ".join(k for k in own if k not in fitting) or "nothing", flush=True)
    return "standard_low.mean" in fitting and "standard_top.mean" in fitting


def optimizer(net: Tagger, o: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW; every layer a little slower than the one above it, embeddings frozen, heads faster."""
    frozen = [net.encoder.word.weight, net.encoder.place.weight]
    for p in frozen:
        p.requires_grad_(False)
    layers = [*net.encoder.layers, *net.top]
    groups = [
        {"params": list(x.parameters()), "lr": o.lr * o.decay ** (len(layers) - 1 - i)} for i, x in enumerate(layers)
    ]
    used = {id(p) for g in groups for p in g["params"]} | {id(p) for p in frozen}
    groups.append({"params": [p for p in net.parameters() if id(p) not in used], "lr": o.lr_heads})
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def batches(pools: list[list[Article]], size: int, rng: random.Random) -> list[list[Article]]:
    """Articles of like length together, in random order."""
    out = []
    for pool in pools:
        pool = sorted(pool, key=lambda a: len(a.words) + rng.random() * 60)
        out += [pool[i : i + size] for i in range(0, len(pool), size)]
    rng.shuffle(out)
    return out


def main() -> None:
    """Train, or go on training."""
    o = options()
    rng = begin(o)
    news, pages = o.shared / "data/news/ant.jsonl.gz", o.shared / "data/ner/anercorp_train.txt"
    articles = read_articles(annotated_files(o), o.held, news, o.part, o.always, pages)
    named = {c: read_names(o.shared / "data" / f, c, rng) for c, (f, _) in CORPORA.items()}
    pool = Pool.of(articles) if o.vary else None
    pieces = Pieces(Tokenizer.from_file(str(o.base / "tokenizer.json")))
    net = Tagger(o.lower, o.top, dropout=o.dropout, corpora=tuple(CORPORA))
    net.load_base(o.base / "base.safetensors")
    if not (o.start and fit(net, torch.load(o.start, weights_only=False)["state"])):
        measure(net, rng.sample(articles, min(30, len(articles))), pieces)
    if o.order is not None:
        rng = random.Random(o.order)
    net.to(o.device)
    opt = optimizer(net, o)
    shares = {c: int(len(named[c]) * share) for c, (_, share) in CORPORA.items()}
    total = o.epochs * sum(math.ceil(n / o.batch) for n in (len(articles), *shares.values()))
    began = time.time()  # --seconds counts from here

    def rate(step: int) -> float:
        part = (time.time() - began) / o.seconds if o.seconds else (step + 1) / total
        return min(1, part / 0.1 + 1e-3) * max(0.02, min(1, (1 - part) / 0.9))

    schedule = torch.optim.lr_scheduler.LambdaLR(opt, rate)
    smooth = None
    if o.average:
        average = torch.optim.swa_utils.get_ema_multi_avg_fn(o.average)
        smooth = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=average)
    done, step, started = 0, 0, time.time()
    if o.resume and (o.out / "state.pt").exists():
        saved = torch.load(o.out / "state.pt", weights_only=False)
        for part, state in (
            (net, "net"),
            (opt, "opt"),
            (schedule, "schedule"),
            *(((smooth, "smooth"),) if smooth else ()),
        ):
            part.load_state_dict(saved[state])
        done, step = saved["epoch"], saved["step"]
        random.setstate(saved["random"])
        rng.setstate(saved["rng"])
        torch.set_rng_state(saved["torch"])
    attributions = sum(len(a.attributions) for a in articles)
    print(f"{len(articles)} articles, {attributions} attributions, name texts {shares}, {total} steps", flush=True)
    net.train()
    ended = False
    for epoch in range(done, 10_000 if o.seconds else o.epochs):
        at = time.time()
        ours = [vary(a, pool, rng) if rng.random() < o.vary else a for a in articles] if pool else articles
        ours = [augment(a, rng) if rng.random() < o.augment else a for a in ours]
        seen: dict[str, list[torch.Tensor]] = {}
        for batch in batches([ours, *(rng.sample(named[c], n) for c, n in shares.items())], o.batch, rng):
            ended = bool(o.seconds) and time.time() - began > o.seconds
            if ended:
                break
            with arithmetic(o.precision, o.device):
                parts = losses(net, batch, pieces, rng, Weights(nested=o.nested))
            opt.zero_grad(set_to_none=True)
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_([p for g in opt.param_groups for p in g["params"]], 1.0)
            opt.step()
            schedule.step()
            step += 1
            if smooth:
                smooth.update_parameters(net)
            for k, v in parts.items():
                seen.setdefault(k, []).append(torch.as_tensor(v).detach())
            if step % 40 == 0:
                told = " ".join(f"{k} {float(sum(v[-40:])) / len(v[-40:]):.3f}" for k, v in seen.items())
                print(f"  step {step}/{total} {time.time() - started:.0f} s {told}", flush=True)
        print(f"epoch {epoch + 1}: {time.time() - at:.0f} s", flush=True)
        kept = smooth.module if smooth else net
        weights = {k: v.cpu() for k, v in kept.state_dict().items()}
        torch.save({"config": kept.config, "state": weights}, o.out / "model.pt")
        if o.seconds:  # not to be gone on with: nothing but the model is kept
            if ended:
                break
            continue
        state = {
            "net": net.state_dict(), "opt": opt.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch + 1,
            "smooth": smooth.state_dict() if smooth else None,
            "step": step, "random": random.getstate(), "rng": rng.getstate(), "torch": torch.get_rng_state(),
        }  # fmt: skip
        torch.save(state, o.out / "state.pt")
    log = {k: str(v) for k, v in vars(o).items()} | {"seconds": round(time.time() - started)}
    (o.out / "run.json").write_text(json.dumps(log, indent=1))


if __name__ == "__main__":
    main()
