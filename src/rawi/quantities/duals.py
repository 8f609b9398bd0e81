"""Dual nouns: one word that says what is counted and that there are two of it (قتيلان, شاحنتين)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rawi.language import number_words
from rawi.quantities.lexicon import Duals, Lexicon
from rawi.quantities.neighbours import Text

_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 20
_ARTICLE: Final = re.compile("[وفبك]?ال...|و?لل...")
_ARTICLE_ALONE: Final = re.compile("^(?:[وفبك]?ال|و?لل)")
_LIKE: Final = "ك"


def find(text: Text, words: Lexicon, language: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and bare form of every dual noun of a folded text.

    Not given: duals of time (يومين), adjectives that follow a dual (طائرتان حربيتان), "both" (كلا الطرفين), and duals
    with the article, which take up two that are known already (الطرفان, السيارتين).
    """
    duals = words.duals
    if duals is None:
        return
    numbers = number_words.lexicon(language).words
    previous, previous_end, previous_dual = "", 0, False
    for match in _WORD.finditer(text):
        word = match[0]
        is_dual = False
        if word[-2:] in ("ان", "ين") and 4 < len(word) <= _LONGEST and word not in numbers:
            adjacent = text[previous_end : match.start()] == " "
            adjective = adjacent and previous_dual and not word.startswith("و")
            definite = _ARTICLE.match(word) is not None and text.original(match.start()) not in "أإآ"
            form = _dual_form(_ARTICLE_ALONE.sub("", word) if definite else word, words, duals)
            is_dual = form is not None or adjective or words.is_one_of(word, words.time_duals)
            both = adjacent and previous in duals.both
            if form is not None and not adjective and not both and not definite and word not in duals.not_dual:
                yield match.start(), match.end(), form
        previous, previous_end, previous_dual = word, match.end(), is_dual


def _dual_form(word: str, words: Lexicon, duals: Duals) -> str | None:
    """The word without its clitics, if it is a dual noun."""
    if word in duals.not_dual or words.is_one_of(word, words.time_duals):
        return None
    for form in words.bare(word):
        if len(form) < 4 or (form != word and word[0] == _LIKE):
            continue  # "like two ..." is too rare beside names (كيدان)
        if form in duals.not_dual or form in duals.not_feminine:
            return None
        if form.endswith(("تان", "تين")) and _is_feminine(form, duals):
            # A longer reading of the same word may be an exception (وبوتين).
            return None if any(other in duals.not_feminine for other in words.bare(form)) else form
        stem = form[:-2]
        if stem in duals.nouns or (form.endswith("ان") and stem in duals.nouns_in_an):
            return form
        if form.endswith("ان") and _is_participle(form, duals):
            return form
    return None


def _is_feminine(form: str, duals: Duals) -> bool:
    """Whether a form in -tān, -tayn can be a feminine dual."""
    stem = form[:-3]
    return not form.endswith("ستان") and (len(stem) > 2 or stem in duals.short_feminine)


def _is_participle(form: str, duals: Duals) -> bool:
    """Whether a form in -ān can be the dual of a participle in mu-, ma- (متهمان, مسلحان)."""
    foreign = form.startswith(("مي", "ما")) or form.endswith("ستان")
    return form[0] == "م" and len(form) > 5 and not foreign and form not in duals.not_participles
