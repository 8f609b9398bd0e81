"""What the network is wrong about on a batch of articles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from rawi.tagger.cues import window
from rawi.tagger.labels import CUE_LABELS, NAME_LABELS
from rawi.tagger.pieces import Pieces
from rawi.tagger.referents import features
from training.articles import Article, Attribution
from training.network import Tagger


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts. Chosen on dev for an earlier form of the network, kept since."""

    names: float = 8.0
    other_names: float = 4.0
    cues: float = 15.0
    real: float = 1.0
    stance: float = 1.0
    form: float = 0.3
    kind: float = 0.3
    named: float = 0.3
    inside: float = 2.0
    nested: float = 1.0  # what a cue that stands in another's content counts, and its source and content


BACK, AHEAD = 48, 80  # words before and after the cue in training; reading sees more
WITH_NEXT = 0.25  # share of cues whose window has the whole sentence after; reading always has it
HIDDEN = 0.1  # share of sources and names kept from the pointer's features, as a reader that misses some
MISTAKEN = 0.06  # share of earlier referents shown to the pointer as another one's, as a reader that errs


def losses(
    net: Tagger, articles: Sequence[Article], pieces: Pieces, rng: random.Random, w: Weights
) -> dict[str, Tensor]:
    """Parts of the loss by name; their sum is what training lowers."""
    pages = [a.page() for a in articles]
    bases = np.cumsum([0, *(len(p) for p in pages)]).tolist()
    count = bases.pop()
    windows, window_bases = [], []
    for page, base in zip(pages, bases, strict=True):
        mine = pieces.windows(page)
        windows += mine
        window_bases += [base] * len(mine)
    vectors = net.read_words(windows, window_bases, count)
    low = net.standard_low(vectors)
    device = low.device

    out: dict[str, Tensor] = {}
    for corpus in {a.corpus for a in articles}:
        gold = np.full(count, -1)
        for article, base in zip(articles, bases, strict=True):
            if article.corpus == corpus:
                gold[base : base + len(article.words)] = 0
                for s, e, kind in article.names:
                    gold[base + s] = NAME_LABELS.index("B-" + kind)
                    gold[base + s + 1 : base + e + 1] = NAME_LABELS.index("I-" + kind)
        head, weight = (net.other_names[corpus], w.other_names) if corpus else (net.names, w.names)
        names = torch.from_numpy(gold).to(device)
        out[f"names {corpus}".strip()] = weight * F.cross_entropy(head(low), names, ignore_index=-1)

    gold = np.full(count, -1)
    counts = np.ones(count, dtype=np.float32)
    inner = [[any(a.within(b) for b in x.attributions) for a in x.attributions] for x in articles]
    for article, base, within in zip(articles, bases, inner, strict=True):
        if not article.corpus:
            gold[base : base + len(article.words)] = CUE_LABELS.index("O")
            for a, nested in zip(article.attributions, within, strict=True):
                gold[base + a.cue[0]] = CUE_LABELS.index("B")
                gold[base + a.cue[0] + 1 : base + a.cue[1] + 1] = CUE_LABELS.index("I")
                if nested:
                    counts[base + a.cue[0] : base + a.cue[1] + 1] = w.nested
    if not (gold >= 0).any():
        return out
    cue_scores = net.cues(low)
    each = F.cross_entropy(cue_scores, torch.from_numpy(gold).to(device), ignore_index=-1, reduction="none")
    out["cues"] = w.cues * (each * torch.from_numpy(counts).to(device)).sum() / int((gold >= 0).sum())
    likely = 1 - cue_scores.detach().softmax(-1)[:, 0]

    cues, golds, owners = [], [], []  # gold: (article, number of the attribution), None for what is no cue
    for n, (article, page) in enumerate(zip(articles, pages, strict=True)):
        for i, a in enumerate(article.attributions):
            cues.append(window(page, *a.cue, BACK, AHEAD, rng.random() < WITH_NEXT))
            golds.append(i)
            owners.append(n)
    for word in _mistaken(likely.cpu(), gold, len(cues)):
        n = max(k for k, base in enumerate(bases) if base <= word)
        cues.append(window(pages[n], word - bases[n], word - bases[n], BACK, AHEAD, False))
        golds.append(None)
        owners.append(n)
    if not cues:
        return out
    worth = [w.nested if i is not None and inner[n][i] else 1.0 for i, n in zip(golds, owners, strict=True)]
    return out | _second_pass(net, articles, pages, bases, low, (vectors, likely), (cues, golds, owners, worth), rng, w)


def _mistaken(likely: Tensor, gold: NDArray[np.int64], cues: int) -> list[int]:
    """Words that look like cues and are none, a quarter as many as there are cues."""
    if not cues:
        return []
    like = likely.clone()
    like[torch.from_numpy(gold != 0)] = 0
    return [i for i in like.topk(min(len(like), cues // 4 + 1)).indices.tolist() if like[i] > 0.05]


def _second_pass(net, articles, pages, bases, low, words, asked, rng, w) -> dict[str, Tensor]:
    cues, golds, owners, worth = asked
    device = low.device
    out = dict.fromkeys(("real", "stance", "form", "kind", "named", "inside", "source", "content", "referent"), 0.0)
    true = max(1, sum(g is not None for g in golds))
    inside_sum, inside_count = 0.0, 0
    pointed: list[tuple[Tensor, Tensor, list[_Row]]] = []
    for group, x, pad in net.look_round(*words, cues, [bases[n] for n in owners]):
        t = x.shape[1]
        first = np.array([cues[i].first - cues[i].low for i in group])
        is_real = np.array([golds[i] is not None for i in group])
        heads = x[torch.arange(len(group), device=device), torch.from_numpy(first).to(device)]
        counts = torch.tensor([worth[i] for i in group], device=device)
        out["real"] += F.binary_cross_entropy_with_logits(
            net.real(heads).squeeze(-1), torch.from_numpy(is_real).to(device).float(), weight=counts, reduction="sum"
        ) / len(cues)
        if not is_real.any():
            continue
        rows = [i for i in group if golds[i] is not None]
        gold: list[Attribution] = [articles[owners[i]].attributions[golds[i]] for i in rows]
        if not is_real.all():
            chosen = torch.from_numpy(np.flatnonzero(is_real)).to(device)
            heads, x, pad, first, counts = heads[chosen], x[chosen], pad[chosen], first[is_real], counts[chosen]
        for k in ("stance", "form", "kind", "named"):
            want = torch.tensor([getattr(a, k) for a in gold]).to(device)
            out[k] += getattr(w, k) * F.cross_entropy(getattr(net, k)(heads), want, reduction="sum") / true
        wanted = np.zeros((len(rows), t, 2), dtype=np.float32)
        places = np.full((2, len(rows)), -1)
        for r, (i, a) in enumerate(zip(rows, gold, strict=True)):
            low_word, n = cues[i].low, cues[i].high - cues[i].low
            inside_count += 2 * n
            for which, span in enumerate((a.source, a.content)):
                if span is None:  # the cue's own word stands for "no source"
                    places[which, r] = first[r] * t + first[r]
                    continue
                s, e = span[0] - low_word, span[1] - low_word
                if e >= 0 and s < n:
                    wanted[r, max(0, s) : min(n, e + 1), which] = 1
                if s >= 0 and e < n:
                    places[which, r] = s * t + e
        ends = torch.from_numpy(places).to(device)
        for which, name in enumerate(("source", "content")):
            each = F.nll_loss(net.spans(which, x, pad), ends[which], ignore_index=-1, reduction="none")
            out[name] += (each * counts).sum() / true
        label = torch.from_numpy(wanted).to(device)
        inside = F.binary_cross_entropy_with_logits(net.inside(x), label, reduction="none")
        inside_sum = inside_sum + (inside * ~pad[..., None]).sum()
        owned = [_Row(owners[i], golds[i], cues[i].low, cues[i].high - cues[i].low) for i in rows]
        pointed.append((heads, net.seen_near(heads, x), owned))
    out["inside"] = w.inside * inside_sum / max(1, inside_count)
    out["referent"] = _referents(net, articles, pages, bases, low, pointed, rng) / true
    return out


@dataclass(frozen=True, slots=True)
class _Row:
    """A cue that the pointer is asked about: its article, the attribution's number, its window's first word and length."""

    article: int
    attribution: int
    low: int
    length: int


def _referents(net, articles, pages, bases, low, pointed, rng) -> Tensor | float:
    if not pointed:
        return 0.0

    def known(items):
        return [x for x in items if rng.random() > HIDDEN]

    def erring(referents):
        return [rng.choice(referents) if rng.random() < MISTAKEN else r for r in referents]

    rows = [row for _, _, owned in pointed for row in owned]
    counts = [len(pages[row.article]) for row in rows]
    begins = np.cumsum([0, *counts])
    feats, right = [], np.zeros((len(rows), max(counts) + 1), dtype=bool)  # column 0: nobody
    for r, row in enumerate(rows):
        article = articles[row.article]
        attributions = article.attributions
        a = attributions[row.attribution]
        before = erring([b.referent for b in reversed(attributions[: row.attribution])])
        sources = known((b.cue[0], b.source) for b in attributions if b.source)
        feats.append(
            features(pages[row.article], a.cue[0], sources, known(article.names), a.content, known(before), a.source)
        )
        for s, e in a.referent:
            right[r, s + 1 : e + 2] = True
        right[r, 0] = not a.referent
    pairs, places = [], []  # near: which row of all groups' windows belongs to which pair
    shift, r = 0, 0
    for _, near, owned in pointed:
        for k, row in enumerate(owned):
            pairs.append(np.arange(begins[r] + row.low, begins[r] + row.low + row.length))
            places.append(np.arange(shift + k * near.shape[1], shift + k * near.shape[1] + row.length))
            r += 1
        shift += near.shape[0] * near.shape[1]
    windows = torch.cat([near.reshape(-1, near.shape[-1]) for _, near, _ in pointed])
    numbers = torch.from_numpy(np.stack([np.concatenate(pairs), np.concatenate(places)])).to(low.device)
    near = torch.zeros(int(begins[-1]), windows.shape[1], dtype=windows.dtype, device=low.device)
    near = near.index_copy(0, numbers[0], windows[numbers[1]])
    whose = np.repeat(np.arange(len(rows)), counts)
    words = np.concatenate(
        [np.arange(bases[row.article], bases[row.article] + n) for row, n in zip(rows, counts, strict=True)]
    )
    columns = np.concatenate([np.arange(1, n + 1) for n in counts])
    whose_, words_, columns_ = torch.from_numpy(np.stack([whose, words, columns])).to(low.device)
    cues = torch.cat([heads for heads, _, _ in pointed])
    seen = torch.from_numpy(np.concatenate(feats)).to(low.device)
    scores = net.point(cues, low, whose_, words_, seen, near).float()
    table = torch.full(right.shape, -torch.inf, device=low.device)
    table = table.index_put((whose_, columns_), scores)
    table = torch.cat([net.nobody(cues).float(), table[:, 1:]], 1)
    wrong = ~torch.from_numpy(right).to(low.device)
    return (table.logsumexp(1) - table.masked_fill(wrong, -torch.inf).logsumexp(1)).sum()
