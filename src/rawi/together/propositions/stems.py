"""Words as claims are compared by them: folded, without clitics and endings, synonyms made one.

A *stem* is what stays of a word without clitics (`rawi.language.clitics`) and the commonest endings; a *root* is what
stays of a stem without weak letters and the commonest first letters of derived forms, so that اعتقال and معتقل meet.
Both are for comparing only: neither is a word, and different words may share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rawi.language import clitics, fold_text, words

_ENDINGS: Final = ("يين", "ات", "ون", "ين", "ان", "يه", "تين", "ا", "ه", "ي")
_WEAK: Final = str.maketrans("", "", "اويىءؤئ")
_FIRST: Final = ("است", "من", "مت", "م", "ت", "ن")
"""Letters that derived forms begin with, weak ones gone."""


def lines(name: str) -> Iterator[list[str]]:
    """The words of each line of a data file under `arabic/`, folded; without comments and blank lines."""
    text = resources.files("rawi.together.propositions").joinpath("arabic", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if entry := fold_text(line.partition("#")[0]).split():
            yield entry


@cache
def stop_words() -> frozenset[str]:
    """Folded words that say nothing of what a claim is about."""
    return frozenset(word for line in lines("stop_words.txt") for word in line)


@cache
def negation_words() -> dict[str, frozenset[str]]:
    """The words of each section of `negation.txt`, و and ف before them included; phrases with a space between."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in lines("negation.txt"):
        if line[0].startswith("["):
            section = line[0].strip("[]")
            found[section] = set()
        elif section.endswith("phrases"):
            found[section].update(prefix + " ".join(line) for prefix in ("", "و", "ف", "ب"))
        else:
            found[section].update(prefix + word for word in line for prefix in ("", "و", "ف"))
    return {name: frozenset(words) for name, words in found.items()}


def is_negated(folded: Iterable[str], *, denied: bool = False) -> bool:
    """Whether folded words deny: an odd number of negators, one taken off where an exception follows.

    No negators are those of an idiom (لا يزال) and of a correction (ثمانية، لا تسعة). `denied`: the claim denies already
    by its stance, so that its verb of denying is not counted again.
    """
    known = negation_words()
    every = list(folded)
    count = 0
    for n, word in enumerate(every):
        before, after = every[n - 1] if n else "", every[n + 1] if n + 1 < len(every) else ""
        if word in known["negators"] or word in known["false"]:
            corrects = word == "لا" and n > 0 and (before in ("،", ",") or after[:1].isdigit())
            count += after not in known["idioms"] and not corrects
        elif word in known["denying"]:
            count += not denied
        elif f"{word} {after}" in known["phrases"]:
            count += 1
    return (count - (count > 0 and any(word in known["except"] for word in every))) % 2 == 1


@cache
def _synonyms() -> dict[str, str]:
    """The stem that stands for each word and stem that has synonyms."""
    found: dict[str, str] = {}
    for line in lines("synonyms.txt"):
        for word in line:
            for form in (word, _stripped(word)):
                found.setdefault(form, _stripped(line[0]))
    return found


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a word, synonyms made one; "" for a word that says nothing by itself, and for signs."""
    folded = fold_text(word)
    if not folded or folded in stop_words() or not folded[0].isalnum():
        return ""
    if folded[0].isdigit():
        return folded
    bare = _bare(folded)
    if bare in stop_words() or len(bare) < 2:
        return ""
    stripped = _stripped(folded)
    synonyms = _synonyms()
    return next((synonyms[form] for form in (folded, bare, stripped) if form in synonyms), stripped)


@lru_cache(maxsize=1 << 16)
def _bare(folded: str) -> str:
    """A folded word without clitics: what `clitics` finds, the article, and ب before an alef (باغلاق)."""
    bare = fold_text(clitics(folded)[0].alone)
    for before in ("وال", "بال", "فال", "كال", "ال", "لل"):
        if bare.startswith(before) and len(bare) - len(before) >= 3:
            return bare[len(before) :]
    return bare[1:] if bare.startswith("با") and len(bare) > 5 else bare


def _stripped(word: str) -> str:
    """A folded word without clitics and one ending; three letters stay."""
    bare = _bare(word)
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare[: -len(ending)]
    return bare


@lru_cache(maxsize=1 << 16)
def root(stem: str) -> str:
    """What words of one root have in common, as far as letters tell."""
    bare = stem.translate(_WEAK)
    for first in _FIRST:
        if bare.startswith(first) and len(bare) - len(first) >= 3:
            return bare[len(first) :]
    return bare if len(bare) > 1 else stem


def stems(text: str) -> list[str]:
    """The stems of a text in order, without words that say nothing by themselves. Linear in its length."""
    return [found for word in words(text) if (found := stem(word.text))]
