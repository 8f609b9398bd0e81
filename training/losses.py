"""What the network is wrong about on a batch of articles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
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

    out: dict[str, Tensor] = {}
    for corpus in {a.corpus for a in articles}:
        gold = torch.full((count,), -1)
        for article, base in zip(articles, bases, strict=True):
            if article.corpus == corpus:
                gold[base : base + len(article.words)] = 0
                for s, e, kind in article.names:
                    gold[base + s] = NAME_LABELS.index("B-" + kind)
                    gold[base + s + 1 : base + e + 1] = NAME_LABELS.index("I-" + kind)
        head, weight = (net.other_names[corpus], w.other_names) if corpus else (net.names, w.names)
        out[f"names {corpus}".strip()] = weight * F.cross_entropy(head(low), gold, ignore_index=-1)

    gold = torch.full((count,), -1)
    for article, base in zip(articles, bases, strict=True):
        if not article.corpus:
            gold[base : base + len(article.words)] = CUE_LABELS.index("O")
            for a in article.attributions:
                gold[base + a.cue[0]] = CUE_LABELS.index("B")
                gold[base + a.cue[0] + 1 : base + a.cue[1] + 1] = CUE_LABELS.index("I")
    if not (gold >= 0).any():
        return out
    cue_scores = net.cues(low)
    out["cues"] = w.cues * F.cross_entropy(cue_scores, gold, ignore_index=-1)
    likely = 1 - cue_scores.detach().softmax(-1)[:, 0]

    cues, golds, owners = [], [], []  # gold: (article, number of the attribution), None for what is no cue
    for n, (article, page) in enumerate(zip(articles, pages, strict=True)):
        for i, a in enumerate(article.attributions):
            cues.append(window(page, *a.cue, BACK, AHEAD, rng.random() < WITH_NEXT))
            golds.append(i)
            owners.append(n)
    for word in _mistaken(likely, gold, len(cues)):
        n = max(k for k, base in enumerate(bases) if base <= word)
        cues.append(window(pages[n], word - bases[n], word - bases[n], BACK, AHEAD, False))
        golds.append(None)
        owners.append(n)
    if not cues:
        return out
    return out | _second_pass(net, articles, pages, bases, low, (vectors, likely), (cues, golds, owners), rng, w)


def _mistaken(likely: Tensor, gold: Tensor, cues: int) -> list[int]:
    """Words that look like cues and are none, a quarter as many as there are cues."""
    if not cues:
        return []
    like = likely.clone()
    like[gold != 0] = 0
    return [i for i in like.topk(min(len(like), cues // 4 + 1)).indices.tolist() if like[i] > 0.05]


def _second_pass(net, articles, pages, bases, low, words, cues_golds_owners, rng, w) -> dict[str, Tensor]:
    cues, golds, owners = cues_golds_owners
    out = dict.fromkeys(("real", "stance", "form", "kind", "named", "inside", "source", "content", "referent"), 0.0)
    true = max(1, sum(g is not None for g in golds))
    inside_sum, inside_count = 0.0, 0
    pointer_rows: list[tuple[Tensor, Tensor, int, int, int]] = []  # cue, window, its first word, article, attribution
    for group, x, pad in net.look_round(*words, cues, [bases[n] for n in owners]):
        t = x.shape[1]
        here = torch.tensor([cues[i].first - cues[i].low for i in group])
        heads = x[torch.arange(len(group)), here]
        is_real = torch.tensor([golds[i] is not None for i in group])
        out["real"] += F.binary_cross_entropy_with_logits(
            net.real(heads).squeeze(-1), is_real.float(), reduction="sum"
        ) / len(cues)
        if not is_real.any():
            continue
        rows = [i for i in group if golds[i] is not None]
        gold: list[Attribution] = [articles[owners[i]].attributions[golds[i]] for i in rows]
        heads, y, p, here = heads[is_real], x[is_real], pad[is_real], here[is_real]
        for k in ("stance", "form", "kind", "named"):
            want = torch.tensor([getattr(a, k) for a in gold])
            out[k] += getattr(w, k) * F.cross_entropy(getattr(net, k)(heads), want, reduction="sum") / true
        wanted = torch.zeros(*y.shape[:2], 2)
        places = [torch.full((len(rows),), -1), torch.full((len(rows),), -1)]
        for r, (i, a) in enumerate(zip(rows, gold, strict=True)):
            low_word, n = cues[i].low, cues[i].high - cues[i].low
            for which, span in enumerate((a.source, a.content)):
                if span is None:  # the cue's own word stands for "no source"
                    places[which][r] = here[r] * t + here[r]
                    continue
                s, e = span[0] - low_word, span[1] - low_word
                if e >= 0 and s < n:
                    wanted[r, max(0, s) : min(n, e + 1), which] = 1
                if s >= 0 and e < n:
                    places[which][r] = s * t + e
            pointer_rows.append((heads[r], y[r, :n], low_word, owners[i], golds[i]))
        for which, name in enumerate(("source", "content")):
            out[name] += F.nll_loss(net.spans(which, y, p), places[which], ignore_index=-1, reduction="sum") / true
        inside = F.binary_cross_entropy_with_logits(net.inside(y), wanted, reduction="none")
        inside_sum = inside_sum + (inside * ~p[..., None]).sum()
        inside_count += int((~p).sum()) * 2
    out["inside"] = w.inside * inside_sum / max(1, inside_count)
    out["referent"] = _referents(net, articles, pages, bases, low, pointer_rows, rng) / true
    return out


def _referents(net, articles, pages, bases, low, rows, rng) -> Tensor | float:
    if not rows:
        return 0.0

    def known(items):
        return [x for x in items if rng.random() > HIDDEN]

    def erring(referents):
        return [rng.choice(referents) if rng.random() < MISTAKEN else r for r in referents]

    cue_vectors, word_vectors, nears, feats, rights = [], [], [], [], []
    for vector, window_vectors, first, n, i in rows:
        attributions = articles[n].attributions
        a = attributions[i]
        before = erring([b.referent for b in reversed(attributions[:i])])
        sources = known((b.cue[0], b.source) for b in attributions if b.source)
        feats.append(
            features(pages[n], a.cue[0], sources, known(articles[n].names), a.content, known(before), a.source)
        )
        count = len(pages[n])
        cue_vectors.append(vector.expand(count, -1))
        word_vectors.append(low[bases[n] : bases[n] + count])
        near = net.seen_near(vector, window_vectors)
        nears.append(F.pad(near, (0, 0, first, count - first - len(near))))
        rights.append([word + 1 for s, e in a.referent for word in range(s, e + 1)] or [0])
    scores = net.point(
        torch.cat(cue_vectors), torch.cat(word_vectors), torch.from_numpy(np.concatenate(feats)), torch.cat(nears)
    )
    nobody = net.nobody(torch.stack([row[0] for row in rows]))
    loss, at = 0.0, 0
    for r, (f, right) in enumerate(zip(feats, rights, strict=True)):
        log = torch.cat([nobody[r], scores[at : at + len(f)]]).log_softmax(0)
        loss = loss - torch.logsumexp(log[right], 0)
        at += len(f)
    return loss
