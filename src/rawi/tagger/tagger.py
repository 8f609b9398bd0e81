"""Reads a page: its names, and every cue with source, content, stance, form, kind and whom the source means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import ThreadpoolController

from rawi.tagger import decode, weights
from rawi.tagger.cues import window
from rawi.tagger.labels import FORMS, KINDS, STANCES
from rawi.tagger.network import Floats, Network
from rawi.tagger.referents import Name, WordSpan, choose, features
from rawi.tagger.words import Span, Words

BACK, AHEAD = 64, 128  # words before and after the cue that the second pass sees
LIKELY = 0.2  # words at least so likely a cue get a second look
THRESHOLD = 0.6  # and those that score this much after it are cues; 0.5 to 0.7 alike on dev
CERTAIN = 0.97  # a cue that no source may hold


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A name: its place in the text, PER, ORG or LOC, and its probability."""

    span: Span
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution as the network reads it. Spans are places in the page's text.

    ``content`` is one span also where the cue or the source stand inside it. ``referent`` is the words on the page
    that name whom the source means, () where nobody is meant; ``referent_score`` the probability of that.
    """

    span: Span
    source: Span | None
    content: Span
    stance: str
    form: str
    kind: str
    named: bool
    referent: tuple[Span, ...]
    score: float
    source_score: float
    content_score: float
    stance_score: float
    referent_score: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What the network says of one page, in the order of the text."""

    names: tuple[NamedMention, ...]
    cues: tuple[Cue, ...]


@dataclass(slots=True)
class _Looked:
    """A cue after the second pass, in words of its page."""

    first: int
    last: int
    low: int
    score: float
    vectors: Floats


class Tagger:
    """Loads the weights once; ``tag`` may be called as often as one likes, and by several threads at once.

    Raises:
        WeightsError: the files are missing or damaged.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        loaded = weights.load(folder)
        self.name = loaded.name
        self.manifest = loaded.manifest
        self._net = Network(loaded, threads)
        self._blas = ThreadpoolController()

    def tag(self, text: str, blocks: Sequence[Span], title_end: int = 0) -> Tags:
        """Tag one page. ``blocks``: the parts to be read, in order; words before ``title_end`` are the title's."""
        page = Words.of_text(text, blocks, title_end)
        if not len(page):
            return Tags((), ())
        # numpy's products here are small: more threads for each only wait for one another
        with self._blas.limit(limits=1, user_api="blas"):
            return self._tag(page)

    def _tag(self, page: Words) -> Tags:
        vectors = self._net.read_words(self._net.pieces.windows(page), len(page))
        low = self._net.low(vectors)
        names = decode.best_names(decode.log_softmax(self._net.head("names", low)))
        looked = self._look(page, vectors, decode.log_softmax(self._net.head("cues", low)))
        mentions = tuple(NamedMention(page.offsets(s, e), kind, p) for (s, e, kind), p in names)
        return Tags(mentions, tuple(self._decide(page, low, looked, [name for name, _ in names])))

    def _look(self, page: Words, vectors: Floats, cues: Floats) -> list[_Looked]:
        """The second pass over every likely cue; those that it takes for cues, in order."""
        likely = (1 - np.exp(cues[:, 0])).astype(np.float32)
        candidates = decode.cue_candidates(cues, LIKELY)
        windows = [window(page, first, last, BACK, AHEAD, True) for first, last, _ in candidates]
        out = []
        for i, x in self._net.look_round(vectors, likely, windows):
            c = windows[i]
            second = float(decode.sigmoid(self._net.head("real", x[c.first - c.low]))[0])
            score = (candidates[i][2] * second) ** 0.5
            if score >= THRESHOLD:
                out.append(_Looked(c.first, c.last, c.low, score, x))
        return sorted(out, key=lambda x: x.first)

    def _decide(self, page: Words, low: Floats, looked: list[_Looked], names: list[Name]) -> list[Cue]:
        """Source and content of every cue; then, from left to right, whom each means."""
        spans = [self._source_and_content(x, looked) for x in looked]
        sources = [(x.first, source) for x, ((source, _), _) in zip(looked, spans, strict=True) if source]
        before: list[list[WordSpan]] = []
        out = []
        for x, ((source, p_source), (content, p_content)) in zip(looked, spans, strict=True):
            vector = x.vectors[x.first - x.low]
            f = features(page, x.first, sources, names, content, before, source)
            p = np.exp(self._net.point(vector, low, f))
            candidates = {s for _, s in sources} | {n[:2] for n in names if n[2] != "LOC"}
            candidates |= {r for referent in before for r in referent}
            referent = choose(p, source, candidates, [n[:2] for n in names])
            before.insert(0, referent)
            stance = decode.softmax(self._net.head("stance", vector))
            held = float(p[1 + referent[0][0] : 2 + referent[0][1]].sum()) if referent else float(p[0])
            assert content is not None
            out.append(
                Cue(
                    span=page.offsets(x.first, x.last),
                    source=page.offsets(*source) if source else None,
                    content=page.offsets(*content),
                    stance=STANCES[int(stance.argmax())],
                    form=FORMS[int(self._net.head("form", vector).argmax())],
                    kind=KINDS[int(self._net.head("kind", vector).argmax())],
                    named=bool(self._net.head("named", vector).argmax()),
                    referent=tuple(page.offsets(*r) for r in referent),
                    score=x.score,
                    source_score=p_source,
                    content_score=p_content,
                    stance_score=float(stance.max()),
                    referent_score=min(1.0, held),
                )
            )
        return out

    def _source_and_content(
        self, x: _Looked, all_looked: list[_Looked]
    ) -> tuple[tuple[WordSpan | None, float], tuple[WordSpan | None, float]]:
        """Each with its probability. A source holds no cue, its own or another (1 of 7,067 in training does)."""
        support = np.clip(self._net.head("inside", x.vectors), -6, 6)
        here, words = x.first - x.low, len(x.vectors)
        near = [y for y in all_looked if 0 <= y.last - x.low < words and (y is x or y.score >= CERTAIN)]
        cues = [(max(0, y.first - x.low), y.last - x.low) for y in near]
        source, p = decode.best_span(self._net.spans(0, x.vectors), support[:, 0], decode.MOST_SOURCE, here, cues)
        content, q = decode.best_span(self._net.spans(1, x.vectors), support[:, 1], decode.MOST_CONTENT)
        return (source and (source[0] + x.low, source[1] + x.low), p), (
            content and (content[0] + x.low, content[1] + x.low),
            q,
        )
