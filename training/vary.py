"""Varies what an article says, where ``training.articles.augment`` varies how it is written.

The network comes to know the training articles nearly by heart (source 0.002 of loss, content 0.065). Other family names,
sentences left out and words hidden leave it the frame of a sentence to go by. Annotation moves with the words.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.articles import Article, without

HIDDEN = "ࢠ"  # a letter that the tokenizer does not know
# parts of names that stay: they bind, or hang on the next word
PARTICLES = "بن ابن بنت أبو ابو أبي ابي آل ال أم ام عبد عبيد ولد بو دي فان الدين الله الرحمن الرحيم"
BOUND = frozenset(PARTICLES.split())
PREFIXES = ("", "و", "ف", "ل", "ب", "ك")
NAMES, LEFT_OUT, UNKNOWN = 0.5, 0.5, 0.5  # shares of the articles that are varied in which each of the three is done
SHARE = 0.12  # at most so many words are hidden
SENTENCES = 0.3  # of the sentences that may go


@dataclass(frozen=True, slots=True)
class Pool:
    """What comes in place of words: family names, and words that are nowhere cues, as often as articles have them."""

    family: list[str]
    words: list[str]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Pool:
        """Of all training articles."""
        family = [w for a in articles for name in a.names for w in _family(a, name)]
        cues = {a.words[i] for a in articles for x in a.attributions for i in range(x.cue[0], x.cue[1] + 1)}
        return cls(family, [w for a in articles for w in a.words if w.isalpha() and len(w) > 1 and w not in cues])


def vary(article: Article, pool: Pool, rng: random.Random) -> Article:
    """The same article with other family names, fewer sentences, hidden words; each by lot."""
    if not article.attributions:
        return article
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
        marks = sum(article.words[i] in "«»“”()" for i in range(first, last + 1))
        if not after or marks % 2 or rng.random() > SENTENCES:
            continue
        if all(_one_side(a, first, last) for a in article.attributions):
            drop |= set(range(first, last + 1))
    return without(article, drop) if len(drop) < len(article.words) // 2 else article


def _one_side(a, first: int, last: int) -> bool:
    """Whether all of an attribution stands in the sentence, or nothing of it."""
    spans = [a.cue, a.content, *a.referent, *([a.source] if a.source else [])]
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
