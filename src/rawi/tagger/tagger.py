"""Reads a page: its names, and every cue with source, content, stance, form, kind and whom the source means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from threadpoolctl import ThreadpoolController

from rawi.errors import WeightsError
from rawi.tagger import decode, weights
from rawi.tagger.calibration import Calibration
from rawi.tagger.calibration import features as features_of
from rawi.tagger.cues import CueWindow, window
from rawi.tagger.labels import FORMS, KINDS, STANCES
from rawi.tagger.network import Floats, Network
from rawi.tagger.referents import Name, WordSpan, choose, features
from rawi.tagger.words import Span, Words

# Whether a cue (its span) may have somebody (his span) for its subject; the third are the names of people in that span.
Fits = Callable[[Span, Span, Sequence[Span]], bool]

BACK, AHEAD = 64, 128  # words before and after the cue that the second pass sees
LIKELY = 0.2  # words at least so likely a cue get a second look
THRESHOLD = 0.7  # and those that score this much after it are cues as far as later ones depend on them
# Of these are given out such as score so much; within what another gives they must be surer.
GIVEN, GIVEN_WITHIN = 0.8, 0.9
# How far the pointer looks for whom a source means, in words before and after the cue, and how many cues it remembers:
# all of any article (the longest in training has 539 words), and a bound on what a book costs.
REACH_BACK, REACH_AHEAD, REMEMBERED = 2000, 1000, 100
TOGETHER = 256  # cues that are looked at together; bounds memory, more than any article has
UNFIT = 0.3  # of the probability of somebody whose grammar the cue's contradicts
LIKELY_SOURCE = 0.5  # of what is no cue, so that its source is a candidate for whom a later cue means
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
    that name whom the source means, () where nobody is meant; ``referent_score`` the probability of that. ``right`` is
    the probability that source, content and stance are all right, as held-out articles taught it; None where the
    weights do not know.
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
    right: float | None = None

    def parts(self) -> tuple[float, float, float, float, float, bool]:
        """What ``calibration.features`` wants."""
        hidden = self.source is None
        return self.score, self.source_score, self.content_score, self.stance_score, self.referent_score, hidden


@dataclass(frozen=True, slots=True)
class Tags:
    """What the network says of one page, in the order of the text."""

    names: tuple[NamedMention, ...]
    cues: tuple[Cue, ...]


@dataclass(slots=True)
class _Looked:
    """A cue after the second pass, in words of its page.

    ``vector`` is that of its first word; ``near`` what the pointer makes of the words round it, from word ``low`` on.
    """

    first: int
    last: int
    score: float
    vector: Floats
    low: int
    near: Floats
    source: WordSpan | None
    source_score: float
    content: WordSpan
    content_score: float


def sure_enough(cues: Sequence[Cue]) -> list[Cue]:
    """Those that score ``GIVEN``, or ``GIVEN_WITHIN`` where such a one's content holds them.

    Chosen with rawi-tagger-10 on dev, dev_madeup and three sets kept apart from training: what else was measured is in
    docs/evaluation.md.
    """
    given = [c for c in cues if c.score >= GIVEN]
    begun = sorted(given, key=lambda c: c.content[0])
    starts = [c.content[0] for c in begun]
    farthest: list[list[Cue]] = [[]]  # of the first n contents the two that reach farthest: one may be the cue's own
    for c in begun:
        farthest.append(sorted([*farthest[-1], c], key=lambda y: y.content[1])[-2:])

    def within(c: Cue) -> bool:
        before = farthest[bisect_right(starts, c.span[0])]
        return any(y is not c and c.span[1] <= y.content[1] for y in before)

    return [c for c in given if c.score >= GIVEN_WITHIN or not within(c)]


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
        known = self.manifest.get("calibration")
        try:
            self._calibration = None if known is None else Calibration(known)
        except (TypeError, ValueError) as error:
            raise WeightsError(f"the tagger's calibration is damaged ({error}); {weights.AGAIN}") from None
        self._blas = ThreadpoolController()

    def tag(self, text: str, blocks: Sequence[Span], title_end: int = 0, fits: Fits | None = None) -> Tags:
        """Tag one page. ``blocks``: the parts to be read, in order; words before ``title_end`` are the title's.

        ``fits``: whether a cue whose subject is not at it may have somebody for its subject, by its grammar.
        """
        page = Words.of_text(text, blocks, title_end)
        if not len(page):
            return Tags((), ())
        # numpy's products here are small: more threads for each only wait for one another
        with self._blas.limit(limits=1, user_api="blas"):
            return self._tag(page, fits)

    def _tag(self, page: Words, fits: Fits | None) -> Tags:
        vectors = self._net.read_words(self._net.pieces.windows(page), len(page))
        low = self._net.low(vectors)
        names = decode.best_names(decode.log_softmax(self._net.head("names", low)))
        looked, others = self._look(page, vectors, decode.log_softmax(self._net.head("cues", low)))
        mentions = tuple(NamedMention(page.offsets(s, e), kind, p) for (s, e, kind), p in names)
        cues = self._decide(page, low, looked, others, [name for name, _ in names], fits)
        return Tags(mentions, tuple(sure_enough(cues)))

    def _look(self, page: Words, vectors: Floats, cues: Floats) -> tuple[list[_Looked], list[WordSpan]]:
        """The second pass over every likely cue; those that it takes for cues, in order, with source and content.

        Beside them the sources of those that it does not: whoever does something there may be who speaks later.
        """
        likely = (1 - np.exp(cues[:, 0])).astype(np.float32)
        candidates = decode.cue_candidates(cues, LIKELY)
        out: list[_Looked] = []
        others: list[WordSpan] = []
        for at in range(0, len(candidates), TOGETHER):  # what the top layers give for a cue is large
            looked, beside = self._look_at(page, vectors, likely, candidates[at : at + TOGETHER])
            out += looked
            others += beside
        return out, others

    def _look_at(
        self, page: Words, vectors: Floats, likely: Floats, candidates: list[tuple[int, int, float]]
    ) -> tuple[list[_Looked], list[WordSpan]]:
        windows = [window(page, first, last, BACK, AHEAD, True) for first, last, _ in candidates]
        seen: list[tuple[CueWindow, float, Floats]] = []
        for i, x in self._net.look_round(vectors, likely, windows):
            c = windows[i]
            second = float(decode.sigmoid(self._net.head("real", x[c.first - c.low]))[0])
            score = (candidates[i][2] * second) ** 0.5
            seen.append((c, score, x))
        seen.sort(key=lambda s: s[0].first)
        certain = [(c.first, c.last) for c, score, _ in seen if score >= CERTAIN]
        looked, others = [], []
        for c, score, x in seen:
            if score >= THRESHOLD:
                looked.append(self._looked(c, score, x, certain))
                continue
            source, p = self._source(c, x, self._support(x), certain)
            if source and p >= LIKELY_SOURCE:
                others.append(source)
        return looked, others

    def _looked(self, c: CueWindow, score: float, x: Floats, certain: list[WordSpan]) -> _Looked:
        """Source and content of one cue."""
        support = self._support(x)
        here = c.first - c.low
        source, p = self._source(c, x, support, certain)
        content, q = decode.best_span(self._net.spans(1, x), support[:, 1], decode.MOST_CONTENT)
        assert content is not None  # only a source may be missing
        return _Looked(
            first=c.first,
            last=c.last,
            score=score,
            vector=x[here].copy(),
            low=c.low,
            near=self._net.seen_near(x[here], x),
            source=source,
            source_score=p,
            content=(content[0] + c.low, content[1] + c.low),
            content_score=q,
        )

    def _support(self, x: Floats) -> Floats:
        """How likely each word of a window is one of the source, and of the content, as scores."""
        return np.clip(self._net.head("inside", x), -6, 6)

    def _source(
        self, c: CueWindow, x: Floats, support: Floats, certain: list[WordSpan]
    ) -> tuple[WordSpan | None, float]:
        """The source of one cue. It holds no cue, its own or another (1 of 7,067 in training does)."""
        shut = [(max(0, s - c.low), e - c.low) for s, e in {*certain, (c.first, c.last)} if c.low <= e < c.high]
        pairs = self._net.spans(0, x)
        source, p = decode.best_span(pairs, support[:, 0], decode.MOST_SOURCE, c.first - c.low, shut)
        return source and (source[0] + c.low, source[1] + c.low), p

    def _decide(
        self,
        page: Words,
        low: Floats,
        looked: list[_Looked],
        others: list[WordSpan],
        names: list[Name],
        fits: Fits | None,
    ) -> list[Cue]:
        """From left to right, whom each cue's source means; and what its own vector tells."""
        sources = [(x.first, x.source) for x in looked if x.source]
        before: list[list[WordSpan]] = []
        out = []
        for x in looked:
            referent, held = self._referent(page, low, x, sources, others, names, before, fits)
            before = [referent, *before[: REMEMBERED - 1]]
            stance = decode.softmax(self._net.head("stance", x.vector))
            out.append(
                self._sure(
                    Cue(
                        span=page.offsets(x.first, x.last),
                        source=page.offsets(*x.source) if x.source else None,
                        content=page.offsets(*x.content),
                        stance=STANCES[int(stance.argmax())],
                        form=FORMS[int(self._net.head("form", x.vector).argmax())],
                        kind=KINDS[int(self._net.head("kind", x.vector).argmax())],
                        named=bool(self._net.head("named", x.vector).argmax()),
                        referent=tuple(page.offsets(*r) for r in referent),
                        score=x.score,
                        source_score=x.source_score,
                        content_score=x.content_score,
                        stance_score=float(stance.max()),
                        referent_score=held,
                    )
                )
            )
        return out

    def _sure(self, cue: Cue) -> Cue:
        """The cue with the probability that all of it is right."""
        return replace(cue, right=self._calibration.right(features_of(*cue.parts()))) if self._calibration else cue

    def _referent(
        self,
        page: Words,
        low: Floats,
        x: _Looked,
        sources: list[tuple[int, WordSpan]],
        others: list[WordSpan],
        names: list[Name],
        before: list[list[WordSpan]],
        fits: Fits | None = None,
    ) -> tuple[list[WordSpan], float]:
        """Whom the source at a cue means, [] for nobody, and the probability of that.

        ``sources`` and ``names`` are the page's, ``before`` whom the cues before this one meant, last one first.
        """
        start, end = max(0, x.first - REACH_BACK), min(len(page), x.first + REACH_AHEAD)
        near = [(at, s) for at, s in sources if start <= s[0] and s[1] < end]
        names = [n for n in names if start <= n[0] and n[1] < end]
        before = [[r for r in referent if start <= r[0] and r[1] < end] for referent in before]
        f = features(page, x.first, near, names, x.content, before, x.source, (start, end))
        p = np.exp(self._net.point(x.vector, low[start:end], f, x.near, x.low - start))

        def inside(span: WordSpan) -> WordSpan:
            return span[0] - start, span[1] - start

        candidates = {s for _, s in near} | {n[:2] for n in names if n[2] != "LOC"}
        candidates |= {r for referent in before for r in referent}
        if x.source is None:
            candidates |= {s for s in others if start <= s[0] and s[1] < end}
        own = inside(x.source) if x.source else None
        people = [n[:2] for n in names if n[2] == "PER"]

        def fit(candidate: WordSpan) -> bool:
            first, last = candidate[0] + start, candidate[1] + start
            inner = [page.offsets(*n) for n in people if first <= n[0] and n[1] <= last]
            return fits is None or fits(page.offsets(x.first, x.last), page.offsets(first, last), inner)

        hidden = fit if own is None else None
        chosen = choose(p, own, {inside(c) for c in candidates}, [inside(n[:2]) for n in names], hidden)
        held = float(p[1 + chosen[0][0] : 2 + chosen[0][1]].sum()) if chosen else float(p[0])
        if hidden and chosen and not hidden(chosen[0]):
            held *= UNFIT
        return [(s + start, e + start) for s, e in chosen], min(1.0, held)
