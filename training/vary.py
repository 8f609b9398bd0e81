"""Varies what an article says, where ``training.articles.augment`` varies how it is written.

The network comes to know the training articles nearly by heart (source 0.002 of loss, content 0.065). Other family names,
sentences left out or put in from other articles and words hidden leave it the frame of a sentence to go by. Annotation
moves with the words.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.articles import Article, Attribution, without

HIDDEN = "ࢠ"  # a letter that the tokenizer does not know
# parts of names that stay: they bind, or hang on the next word
PARTICLES = "بن ابن بنت أبو ابو أبي ابي آل ال أم ام عبد عبيد ولد بو دي فان الدين الله الرحمن الرحيم"
BOUND = frozenset(PARTICLES.split())
PREFIXES = ("", "و", "ف", "ل", "ب", "ك")
# shares of the articles that are varied in which each of the four is done
NAMES, LEFT_OUT, UNKNOWN, PUT_IN = 0.5, 0.5, 0.5, 0.5
SHARE = 0.12  # at most so many words are hidden
SENTENCES = 0.3  # of the sentences that may go
PLACES = 0.35  # of the places where one of another article may come
LONG = 60  # words that such a sentence has at most


@dataclass(frozen=True, slots=True)
class Pool:
    """What comes in place of words, or between sentences.

    ``family``: names, ``words``: such that are nowhere cues, both as often as articles have them. ``sentences``: articles of
    one sentence that hangs on nothing outside, half to two thirds of them without an attribution.
    """

    family: list[str]
    words: list[str]
    sentences: list[Article]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Pool:
        """Of all training articles."""
        family = [w for a in articles for name in a.names for w in _family(a, name)]
        cues = {a.words[i] for a in articles for x in a.attributions for i in range(x.cue[0], x.cue[1] + 1)}
        words = [w for a in articles for w in a.words if w.isalpha() and len(w) > 1 and w not in cues]
        alone = [s for a in articles for s in _alone(a)]
        said, silent = [s for s in alone if s.attributions], [s for s in alone if not s.attributions]
        return cls(family, words, said + silent[:: max(1, len(silent) // max(1, len(said)))])


def vary(article: Article, pool: Pool, rng: random.Random) -> Article:
    """The same article with other family names, fewer sentences, some of other articles, hidden words; each by lot."""
    if not article.attributions:
        return article
    if rng.random() < PUT_IN and pool.sentences:
        article = _lengthened(article, pool, rng)
    if rng.random() < NAMES and pool.family:
        article = _renamed(article, pool, rng)
    if rng.random() < LEFT_OUT:
        article = _shortened(article, rng)
    if rng.random() < UNKNOWN:
        article = _hidden(article, pool, rng)
    return article


def _family(article: Article, name: tuple[int, int, str]) -> list[str]:
    """The words of a person's name after the first, but those that belong together with another."""
    first, last, kind = name
    if kind != "PER":
        return []
    words = article.words[first : last + 1]
    return [
        w
        for before, w in itertools.pairwise(words)
        if w not in BOUND and before not in ("عبد", "عبيد") and len(w) > 2 and w.isalpha()
    ]


def _renamed(article: Article, pool: Pool, rng: random.Random) -> Article:
    """Family names exchanged, each for the same one throughout, with what is written onto it."""
    known = {w for name in article.names for w in _family(article, name)}
    other = {w: rng.choice(pool.family) for w in sorted(known) if rng.random() < 0.7}
    table = {p + w: p + new for w, new in other.items() for p in PREFIXES}
    return replace(article, words=[table.get(w, w) for w in article.words])


def _sentences(article: Article) -> list[tuple[int, int]]:
    """Sentences after the title, as numbers of first and last word."""
    out, first = [], article.title
    for i in range(article.title, len(article.words)):
        at_end = i + 1 == len(article.words)
        if at_end or "\n" in article.gaps[i + 1] or (article.words[i] in ".؟!" and article.gaps[i + 1]):
            out.append((first, i))
            first = i + 1
    return out


def _shortened(article: Article, rng: random.Random) -> Article:
    """Some sentences left out: those that nothing outside hangs on, and after which the next cue says whose it is.

    (Whoever is meant by a verb without a subject might be told by the sentence that goes.)
    """
    drop: set[int] = set()
    cues = sorted((a.cue[0], a.source is not None) for a in article.attributions)
    for first, last in _sentences(article):
        after = next((sourced for at, sourced in cues if at > last), True)
        if not after or not _balanced(article, first, last) or rng.random() > SENTENCES:
            continue
        if all(_one_side(a, first, last) for a in article.attributions):
            drop |= set(range(first, last + 1))
    return without(article, drop) if len(drop) < len(article.words) // 2 else article


def _alone(article: Article) -> list[Article]:
    """The sentences that can stand in another article: who speaks in them is said in them."""
    out = []
    for first, last in _sentences(article) if article.attributions else []:
        here = [a for a in article.attributions if any(s <= last and first <= e for s, e in _said(a))]
        told = all(a.source and a.referent and _one_side(a, first, last) for a in here)
        if not told or not 5 <= last - first < LONG or not _balanced(article, first, last):
            continue
        inside = [n for n in article.names if first <= n[0] and n[1] <= last]
        whole = Article(article.words, article.gaps, 0, here, inside)
        out.append(without(whole, {*range(first), *range(last + 1, len(article.words))}))
    return out


def _lengthened(article: Article, pool: Pool, rng: random.Random) -> Article:
    """With sentences of other articles, where nothing goes on over the place and the next cue says whose it is."""
    places = []
    for _, last in _sentences(article)[:-1]:
        after = next((a.source for a in article.attributions if a.cue[0] > last), (0, 0))
        over = any(min(s for s, _ in x) <= last < max(e for _, e in x) for x in map(_said, article.attributions))
        if after and not over and _balanced(article, 0, last) and rng.random() < PLACES:
            places.append(last + 1)
    out = article
    for at in reversed(places):
        out = _put_in(out, rng.choice(pool.sentences), at, rng.choice("\n "))
    return out


def _put_in(article: Article, other: Article, at: int, gap: str) -> Article:
    """``other`` before the word of this number."""
    n = len(other.words)

    def later(span: tuple[int, int]) -> tuple[int, int]:
        return (span[0] + n, span[1] + n) if span[0] >= at else span

    def come(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + at, span[1] + at

    def moved(a: Attribution, move) -> Attribution:
        source = move(a.source) if a.source else None
        return replace(
            a, cue=move(a.cue), source=source, content=move(a.content), referent=[move(r) for r in a.referent]
        )

    attributions = [moved(a, later) for a in article.attributions] + [moved(a, come) for a in other.attributions]
    names = [(*later(x[:2]), x[2]) for x in article.names] + [(*come(x[:2]), x[2]) for x in other.names]
    return replace(
        article,
        words=[*article.words[:at], *other.words, *article.words[at:]],
        gaps=[*article.gaps[:at], gap, *other.gaps[1:], *article.gaps[at:]],
        attributions=sorted(attributions, key=lambda a: a.cue),
        names=sorted(names),
    )


def _balanced(article: Article, first: int, last: int) -> bool:
    """Whether quotation marks and brackets may all be closed there (an even number)."""
    return sum(article.words[i] in '«»“”()"' for i in range(first, last + 1)) % 2 == 0


def _said(a: Attribution) -> list[tuple[int, int]]:
    """Cue, content and source."""
    return [a.cue, a.content, *([a.source] if a.source else [])]


def _spans(a: Attribution) -> list[tuple[int, int]]:
    """Everything that an attribution points to."""
    return [*_said(a), *a.referent]


def _one_side(a: Attribution, first: int, last: int) -> bool:
    """Whether all of an attribution stands in the sentence, or nothing of it."""
    spans = _spans(a)
    within = [first <= s and e <= last for s, e in spans]
    return all(within) or not any(s <= last and first <= e for s, e in spans)


def _hidden(article: Article, pool: Pool, rng: random.Random) -> Article:
    """Words hidden, or exchanged for any others; never those of cues, names, and of who is meant."""
    kept = {i for a in article.attributions for s, e in (a.cue, *a.referent) for i in range(s, e + 1)}
    kept |= {i for s, e, _ in article.names for i in range(s, e + 1)}
    share, words = rng.random() * SHARE, list(article.words)
    for i, word in enumerate(words):
        if i not in kept and word.isalpha() and rng.random() < share:
            words[i] = HIDDEN if rng.random() < 0.6 else rng.choice(pool.words)
    return replace(article, words=words)
