"""The tagger's network.

Lower layers run once over windows of the page: a word is the mean of its pieces; names and cues are read off it. Top
layers run once more for every cue, over the words round it, with learnt vectors added for "is the cue", the distance
to it, the sentence, "inside quotation marks" and how likely each word is a cue itself; source and content are read off
as a start and an end scored together, stance, form, kind and named off the cue's own word. A pointer from the cue to
the words of the page tells whom a source means; of the words that the top layers saw it knows their vectors there too.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from rawi.tagger.cues import FAR, NEAR, CueWindow
from rawi.tagger.groups import alike
from rawi.tagger.labels import CUE_LABELS, FORMS, KINDS, NAME_LABELS, STANCES
from rawi.tagger.pieces import PAD, Window
from rawi.tagger.referents import FEATURES

WIDTH, HEADS, EPS = 384, 12, 1e-12
PAIR = 64  # numbers that a start and an end are multiplied in
POINTER = 64
ROOM = 60_000  # places of a batch on a GPU, padding among them


class Dropout(nn.Module):
    """Dropout whose masks are slices of one drawn at the start: drawing them anew costs 8 % of a step on a CPU."""

    bank: Tensor | None = None

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        if x.is_cuda:
            return F.dropout(x, self.p)
        if Dropout.bank is None:
            Dropout.bank = (torch.rand(1 << 23) >= self.p).float() / (1 - self.p)
        bank = Dropout.bank
        if x.numel() >= bank.numel():
            return F.dropout(x, self.p)
        at = random.randrange(bank.numel() - x.numel())
        return x * bank[at : at + x.numel()].view_as(x).to(x.dtype)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """[b, heads, t, n] each. In bf16 on a CPU written out: torch's fused form is up to four times slower backwards there."""
    if mask is not None:
        mask = mask.to(q.dtype)
    if q.dtype != torch.bfloat16 or q.is_cuda:
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    return (scores if mask is None else scores + mask).softmax(-1).to(v.dtype) @ v


class Layer(nn.Module):
    """One layer of BERT, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=EPS), nn.LayerNorm(WIDTH, eps=EPS)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        y = attention(q, k, v, mask).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.drop(self.out(y)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Standard(nn.Module):
    """Centres and scales vectors by figures measured before training.

    As the base leaves them, the vectors of two cues have a mean cosine of 0.89 and a spread of 0.09 a dimension, and
    linear heads on them hardly learn.
    """

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("scale", torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        return (x - self.mean) * self.scale

    def measure(self, x: Tensor) -> None:
        self.mean, self.scale = x.mean(0), 1 / x.std(0).clamp(min=0.02)


def head(dropout: float, n: int) -> nn.Sequential:
    """A linear head on word vectors."""
    return nn.Sequential(Dropout(dropout), nn.Linear(WIDTH, n))


class Encoder(nn.Module):
    """Embeddings and the lower layers."""

    def __init__(self, vocabulary: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(vocabulary, WIDTH, padding_idx=PAD), nn.Embedding(512, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=EPS), Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))

    def forward(self, ids: Tensor) -> Tensor:
        """[b, t] piece numbers, padded with PAD -> [b, t, WIDTH]"""
        pad = ids == PAD
        mask = torch.zeros(pad.shape, device=pad.device).masked_fill(pad, -1e4)[:, None, None] if pad.any() else None
        x = self.drop(self.norm(self.word(ids) + self.place.weight[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def groups(lengths: Sequence[int], device: torch.device) -> list[list[int]]:
    """Windows that go through the layers together: on a CPU those of like length, since padding costs; on a GPU, where
    launching costs and padding does not, all that have room."""
    if device.type != "cpu" and lengths and max(lengths) * len(lengths) <= ROOM:
        return [list(range(len(lengths)))]
    return alike(lengths, at_most=4000 if device.type == "cpu" else ROOM)


def load_layers(layers: Sequence[nn.Module], first: int, base: dict[str, Tensor]) -> None:
    """The base's layers from number ``first`` on into ``layers``."""
    parts = {"out": "ao", "norm1": "aln", "up": "fi", "down": "fo", "norm2": "oln"}
    for i, layer in enumerate(layers, start=first):
        for end in ("w", "b"):
            attribute = {"w": "weight", "b": "bias"}[end]
            joined = torch.cat([base[f"l{i}.{x}.{end}"] for x in "qkv"])
            getattr(layer.qkv, attribute).data = joined
            for mine, theirs in parts.items():
                getattr(getattr(layer, mine), attribute).data = base[f"l{i}.{theirs}.{end}"]


class Tagger(nn.Module):
    """All of it. ``corpora``: names of further name corpora, each with a head of its own since their rules differ."""

    def __init__(
        self,
        lower: int = 6,
        top: int = 3,
        vocabulary: int = 38335,
        dropout: float = 0.1,
        corpora: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.config = {"lower": lower, "top": top, "vocabulary": vocabulary, "dropout": dropout, "corpora": [*corpora]}
        self.encoder = Encoder(vocabulary, lower, dropout)
        self.top = nn.ModuleList(Layer(dropout) for _ in range(top))
        self.standard_low, self.standard_top = Standard(), Standard()
        self.names, self.cues = head(dropout, len(NAME_LABELS)), head(dropout, len(CUE_LABELS))
        self.other_names = nn.ModuleDict({c: head(dropout, len(NAME_LABELS)) for c in corpora})
        self.is_cue, self.distance = nn.Embedding(2, WIDTH), nn.Embedding(NEAR + FAR + 1, WIDTH)
        self.sentence, self.quoted = nn.Embedding(5, WIDTH), nn.Embedding(2, WIDTH)
        self.other_cue = nn.Parameter(torch.zeros(WIDTH))
        spreads = ((self.is_cue, 0.3), (self.distance, 0.02), (self.sentence, 0.02), (self.quoted, 0.02))
        for embedding, spread in spreads:
            nn.init.normal_(embedding.weight, 0, spread)
        self.inside = head(dropout, 2)  # in the source, in the content
        self.ends = head(dropout, 4)  # source start, end; content start, end
        self.pair = nn.ModuleList(head(dropout, 2 * PAIR) for _ in range(2))
        self.stance, self.form, self.kind = (head(dropout, len(x)) for x in (STANCES, FORMS, KINDS))
        self.named, self.real = head(dropout, 2), head(dropout, 1)
        self.pointer_cue, self.pointer_word = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        self.near_cue, self.near_word = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        self.near, self.near_drop = nn.Linear(POINTER, POINTER), Dropout(dropout)
        self.pointer = nn.Sequential(nn.Linear(POINTER + FEATURES, POINTER), nn.GELU(), nn.Linear(POINTER, 1))
        self.nobody = nn.Linear(WIDTH, 1)

    def load_base(self, path: Path) -> None:
        """Start from the base encoder that ``training.base`` wrote (or ``training.adapt`` trained further)."""
        base = load_file(path)
        e = self.encoder
        e.word.weight.data = base["emb.word"]
        e.place.weight.data = base["emb.pos"] + base["emb.type"][0]
        e.norm.weight.data, e.norm.bias.data = base["emb.ln.w"], base["emb.ln.b"]
        load_layers([*e.layers, *self.top], 0, base)

    def read_words(self, windows: Sequence[Window], bases: Sequence[int], count: int) -> Tensor:
        """Vectors of all words of the batch, [count, WIDTH]. Word w of windows[i] is row bases[i] + w."""
        device = self.encoder.word.weight.device
        sums, n = torch.zeros(count, WIDTH, device=device), torch.zeros(count, 1, device=device)
        for group in groups([len(w.ids) for w in windows], device):
            t = max(len(windows[i].ids) for i in group)
            ids = np.full((len(group), t), PAD)
            for r, i in enumerate(group):
                ids[r, : len(windows[i].ids)] = windows[i].ids
            x = self.encoder(torch.from_numpy(ids).to(device)).float().reshape(-1, WIDTH)
            at = [(bases[i] + w, r * t + k) for r, i in enumerate(group) for w, k in windows[i].places]
            words, places = torch.tensor(at).T.to(device)
            sums = sums.index_add(0, words, x[places])
            n = n.index_add(0, words, torch.ones(len(at), 1, device=device))
        return sums / n.clamp(min=1)

    def look_round(self, vectors: Tensor, likely: Tensor, cues: Sequence[CueWindow], bases: Sequence[int]):
        """Yield (numbers of cues, [g, t, WIDTH], [g, t] padding) for groups of cues whose windows are of like length.

        ``vectors``: of all words of the batch; ``likely``: how likely each is a cue; ``bases``: row of word 0.
        """
        for group in groups([c.high - c.low for c in cues], vectors.device):
            t = max(cues[i].high - cues[i].low for i in group)
            numbers, filled = np.zeros((5, len(group), t), dtype=np.int64), np.zeros((len(group), t), dtype=bool)
            for r, i in enumerate(group):
                c = cues[i]
                n = c.high - c.low
                filled[r, :n] = True
                numbers[0, r, :n] = np.arange(bases[i] + c.low, bases[i] + c.high)
                for k, values in enumerate((c.is_cue, c.distance, c.sentence, c.quoted), start=1):
                    numbers[k, r, :n] = values
            at, is_cue, distance, sentence, quoted = torch.from_numpy(numbers).to(vectors.device)
            pad = ~torch.from_numpy(filled).to(vectors.device)
            x = vectors[at] + self.is_cue(is_cue) + self.distance(distance) + self.sentence(sentence)
            x = x + self.quoted(quoted) + (likely[at] * (is_cue == 0))[..., None] * self.other_cue
            padding = torch.zeros(pad.shape, device=pad.device).masked_fill(pad, -1e4)
            mask = None if filled.all() else padding[:, None, None]
            for layer in self.top:
                x = layer(x, mask)
            yield group, self.standard_top(x.float()), pad

    def spans(self, which: int, x: Tensor, pad: Tensor) -> Tensor:
        """[g, t * t] log-probability that the source (0) or content (1) runs from one word to the other."""
        g, t, _ = x.shape
        ends = self.ends(x)[..., 2 * which : 2 * which + 2]
        start, end = self.pair[which](x).chunk(2, -1)
        m = ends[..., :1] + ends[..., 1][:, None] + start @ end.transpose(1, 2) / PAIR**0.5
        no = torch.ones(t, t, dtype=torch.bool, device=x.device).tril(-1)[None] | pad[:, None] | pad[..., None]
        return m.masked_fill(no, -1e4).view(g, t * t).log_softmax(-1)

    def seen_near(self, cues: Tensor, windows: Tensor) -> Tensor:
        """[g, t, POINTER]: what the pointer adds to its hidden layer for words seen round a cue.

        ``cues`` [g, WIDTH] and ``windows`` [g, t, WIDTH] are vectors of the top layers.
        """
        return self.near(self.near_cue(cues)[:, None] * self.near_word(self.near_drop(windows)))

    def point(self, cues: Tensor, words: Tensor, rows: Tensor, at: Tensor, features: Tensor, near: Tensor) -> Tensor:
        """Scores of words for cues, [n], before the softmax over the words of a cue's page and "nobody".

        ``cues`` [c, WIDTH] of the top layers, ``words`` [w, WIDTH] of the lower ones; the n pairs are cue ``rows[i]`` and word
        ``at[i]``, with ``features`` [n, FEATURES] and ``near`` [n, POINTER] of ``seen_near``, 0 outside the cue's window.
        """
        product = self.pointer_cue(cues)[rows] * self.pointer_word(words)[at]
        hidden = self.pointer[0](torch.cat([product, features], -1)) + near
        return self.pointer[2](self.pointer[1](hidden)).squeeze(-1)
