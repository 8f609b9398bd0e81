"""Teaches a tagger what several others say together of articles that nobody annotated.

    python -m training.distil --start MODEL.pt --teachers MODEL.pt ... --base DIR --shared DIR --out DIR [--seconds N]

Every step takes annotated articles, with the usual losses, and articles of ANT without annotation, on which the
student is to give the mean of the teachers' probabilities (Hinton et al. 2015, arXiv:1503.02531): for names and cues
at every word; for the cues that the teachers see, for what is one, stance, form, kind, named, and where source and content
run. Teachers may have other numbers of layers. The pointer learns from annotated articles alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from rawi.tagger.cues import CueWindow, window
from rawi.tagger.labels import CUE_LABELS
from rawi.tagger.pieces import Pieces
from rawi.tagger.words import Words
from training.articles import Article, augment, read_articles
from training.losses import AHEAD, BACK, WITH_NEXT, Weights, losses
from training.network import Tagger
from training.train import annotated_files, arithmetic, begin, optimizer

SEEN = 0.2  # a word is looked at as a cue from this mean probability on
LONGEST = 900  # words of an article without annotation; longer ones are left out
OF_CUE = ("stance", "form", "kind", "named")


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles as the network reads them: pages, the row of the first word of each, windows with that row, and all words."""

    pages: list[Words]
    bases: list[int]
    windows: list
    window_bases: list[int]
    count: int


def batch_of(articles: Sequence[Article], pieces: Pieces) -> Batch:
    """Pages and windows of articles."""
    pages = [a.page() for a in articles]
    bases = np.cumsum([0, *(len(p) for p in pages)]).tolist()
    count = bases.pop()
    parts = [pieces.windows(page) for page in pages]
    owners = [base for base, mine in zip(bases, parts, strict=True) for _ in mine]
    return Batch(pages, bases, [w for mine in parts for w in mine], owners, count)


@dataclass(frozen=True, slots=True)
class First:
    """Of one network, of all words: vectors [n, WIDTH], logarithms of the probabilities of names and cues."""

    vectors: Tensor
    names: Tensor
    cues: Tensor

    @property
    def likely(self) -> Tensor:
        """How likely each word is part of a cue."""
        return 1 - self.cues.detach()[:, 0].exp()


def first_pass(net: Tagger, batch: Batch) -> First:
    """What the lower layers say."""
    vectors = net.read_words(batch.windows, batch.window_bases, batch.count)
    low = net.standard_low(vectors)
    return First(vectors, net.names(low).float().log_softmax(-1), net.cues(low).float().log_softmax(-1))


def second_pass(
    net: Tagger, first: First, batch: Batch, cues: Sequence[CueWindow], owners: Sequence[int]
) -> Iterator[tuple[dict[str, Tensor], Tensor]]:
    """Of each group of cues: logarithms of probabilities by part (``real``: a logit, [g]), and padding [g, t].

    Groups go by the windows' lengths, so all networks give the same ones in the same order.
    """
    for group, x, pad in net.look_round(first.vectors, first.likely, cues, [batch.bases[n] for n in owners]):
        here = torch.tensor([cues[i].first - cues[i].low for i in group], device=x.device)
        heads = x[torch.arange(len(group), device=x.device), here]
        parts = {k: getattr(net, k)(heads).float().log_softmax(-1) for k in OF_CUE}
        parts["real"] = net.real(heads).float().squeeze(-1)
        parts["inside"] = net.inside(x).float()
        for which, name in enumerate(("source", "content")):
            parts[name] = net.spans(which, x, pad).float()
        yield parts, pad


def mean_log(parts: Sequence[Tensor]) -> Tensor:
    """Logarithm of the mean of probabilities given by their logarithms."""
    return torch.stack(list(parts)).logsumexp(0) - np.log(len(parts))


def cues_of(probabilities: np.ndarray, batch: Batch) -> list[tuple[int, int, int]]:
    """(page, first word, last word) of what may be a cue. ``probabilities`` [words, labels]."""
    begin, inner = CUE_LABELS.index("B"), CUE_LABELS.index("I")
    out = []
    for n, (page, base) in enumerate(zip(batch.pages, batch.bases, strict=True)):
        mine = probabilities[base : base + len(page)]
        for word in np.flatnonzero(mine[:, begin] > SEEN).tolist():
            last = word
            while last + 1 < len(mine) and mine[last + 1, inner] > 0.5:
                last += 1
            out.append((n, word, last))
    return out


def apart(student: Tensor, target: Tensor) -> Tensor:
    """Cross entropy of each row of the student's log-probabilities to the target's."""
    return -(target.exp() * student).sum(-1)


def taught(
    net: Tagger, teachers: Sequence[Tagger], articles: Sequence[Article], pieces: Pieces, rng: random.Random, w: Weights
) -> dict[str, Tensor]:
    """Parts of the loss on articles without annotation, weighted as those of ``losses`` are."""
    batch = batch_of(articles, pieces)
    with torch.no_grad():
        seen = [first_pass(teacher, batch) for teacher in teachers]
        names, cue_words = mean_log([f.names for f in seen]), mean_log([f.cues for f in seen])
    mine = first_pass(net, batch)
    out = {
        "names'": w.names * apart(mine.names, names).mean(),
        "cues'": w.cues * apart(mine.cues, cue_words).mean(),
    }
    found = cues_of(cue_words.exp().cpu().numpy(), batch)
    if not found:
        return out
    cues = [window(batch.pages[n], s, e, BACK, AHEAD, rng.random() < WITH_NEXT) for n, s, e in found]
    owners = [n for n, _, _ in found]
    with torch.no_grad():
        told = [[p for p, _ in second_pass(t, f, batch, cues, owners)] for t, f in zip(teachers, seen, strict=True)]
    sums: dict[str, Tensor | float] = dict.fromkeys(("real", "inside", "source", "content", *OF_CUE), 0.0)
    true, places = 0.0, 0.0
    for g, (parts, pad) in enumerate(second_pass(net, mine, batch, cues, owners)):
        theirs = [one[g] for one in told]
        real = torch.stack([p["real"].sigmoid() for p in theirs]).mean(0)
        true += float(real.sum())
        sums["real"] += F.binary_cross_entropy_with_logits(parts["real"], real, reduction="sum")
        for k in (*OF_CUE, "source", "content"):
            sums[k] += (real * apart(parts[k], mean_log([p[k] for p in theirs]))).sum()
        wanted = torch.stack([p["inside"].sigmoid() for p in theirs]).mean(0)
        inside = F.binary_cross_entropy_with_logits(parts["inside"], wanted, reduction="none")
        weight = real[:, None, None] * ~pad[..., None]
        sums["inside"] += (inside * weight).sum()
        places += 2 * float(weight.sum())
    out["real'"] = sums["real"] / len(cues)
    out["inside'"] = w.inside * sums["inside"] / max(1.0, places)
    for k in ("source", "content"):
        out[f"{k}'"] = sums[k] / max(1.0, true)
    for k in OF_CUE:
        out[f"{k}'"] = getattr(w, k) * sums[k] / max(1.0, true)
    return out


def plain(news: Path, annotated: set[str], rng: random.Random) -> list[Article]:
    """The articles of ANT that are in none of the annotated files, as words, in random order."""
    out = []
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            number = f"ant-{hashlib.sha256(article['url'].encode()).hexdigest()[:8]}"
            title, text = article["title"].strip(), article["text"].strip()
            if number not in annotated and 300 < len(text) < 6 * LONGEST:
                out.append((title, text))
    rng.shuffle(out)
    articles = []
    for title, text in out:
        whole = f"{title}\n{text}"
        page = Words.of_text(whole, [(0, len(whole))], len(title))
        if len(page) <= LONGEST:
            articles.append(Article(page.words, page.gaps, page.title))
    return articles


def options() -> argparse.Namespace:
    """What can be set."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("base", "shared", "out", "start"):
        p.add_argument(f"--{name}", type=Path, required=True)
    p.add_argument("--teachers", type=Path, nargs="+", required=True)
    p.add_argument("--more", type=Path, nargs="*", default=[], help="further annotated articles")
    p.add_argument("--held", nargs="*", default=[], help="beginnings of ids of articles that are kept from training")
    p.add_argument("--precision", choices=["auto", "bf16", "fp32"], default="auto")
    p.add_argument("--device", default="cpu")
    numbers = {
        "seconds": 2400.0, "annotated": 2, "plain": 3, "lr": 1e-4, "lr-heads": 3e-4, "decay": 0.95, "augment": 0.5,
        "average": 0.99, "seed": 1, "threads": 1,
    }  # fmt: skip
    for name, default in numbers.items():
        p.add_argument(f"--{name}", type=type(default), default=default)
    return p.parse_args()


def load(path: Path, device: str) -> Tagger:
    """A trained model."""
    saved = torch.load(path, weights_only=False)
    net = Tagger(**saved["config"])
    net.load_state_dict(saved["state"])
    return net.to(device)


def main() -> None:
    """Train for so many seconds; ``OUT/model.pt`` is written every ten minutes and at the end."""
    o = options()
    rng = begin(o)
    files = annotated_files(o)
    news = o.shared / "data/news/ant.jsonl.gz"
    articles = read_articles(files, o.held, news, named=o.shared / "data/ner/anercorp_train.txt")
    numbers = {json.loads(line)["id"] for path in files for line in path.open(encoding="utf-8") if line.strip()}
    unlabelled = plain(news, numbers, rng)
    pieces = Pieces(Tokenizer.from_file(str(o.base / "tokenizer.json")))
    net, teachers = load(o.start, o.device), [load(path, o.device).eval() for path in o.teachers]
    opt = optimizer(net, o)
    average = torch.optim.swa_utils.get_ema_multi_avg_fn(o.average)
    smooth = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=average)
    print(f"{len(articles)} articles annotated, {len(unlabelled)} not", flush=True)
    rates = [g["lr"] for g in opt.param_groups]
    began, kept, step, seen = time.time(), time.time(), 0, {}
    net.train()

    def keep() -> None:
        weights = {k: v.cpu() for k, v in smooth.module.state_dict().items()}
        torch.save({"config": net.config, "state": weights}, o.out / "model.pt")

    while (part := (time.time() - began) / o.seconds) < 1:
        for group, rate in zip(opt.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, part / 0.05 + 1e-3) * max(0.02, 1 - part)
        own = rng.sample(articles, o.annotated)
        own = [augment(a, rng) if rng.random() < o.augment else a for a in own]
        free = [unlabelled[(step * o.plain + k) % len(unlabelled)] for k in range(o.plain)]
        free = [augment(a, rng) if rng.random() < o.augment else a for a in free]
        with arithmetic(o.precision, o.device):
            parts = losses(net, own, pieces, rng, Weights()) | taught(net, teachers, free, pieces, rng, Weights())
        opt.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_([p for g in opt.param_groups for p in g["params"]], 1.0)
        opt.step()
        smooth.update_parameters(net)
        step += 1
        for k, v in parts.items():
            seen.setdefault(k, []).append(float(torch.as_tensor(v).detach()))
        if step % 20 == 0:
            told = " ".join(f"{k} {np.mean(v[-20:]):.3f}" for k, v in seen.items())
            print(f"  step {step} {time.time() - began:.0f} s {told}", flush=True)
        if time.time() - kept > 600:
            kept = time.time()
            keep()
    keep()
    (o.out / "run.json").write_text(json.dumps({k: str(v) for k, v in vars(o).items()} | {"steps": step}, indent=1))


if __name__ == "__main__":
    main()
