"""Stems: one form for a noun with whatever is written onto it, and for its plurals.

A stem is a function of the folded word alone, so that spellings which readers take for the same have one stem. It is
found by `rawi.language.clitics` and the list of nouns in `arabic/nouns.txt`. It is for finding, not for reading: what
matters is that the forms of one word share it and that other words seldom do.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rawi.language import clitics, fold_text, is_arabic_letter
from rawi.language.data import sections

_ARTICLE: Final = "ال"
_HEADS: Final = "وفبلكسا"  # first letters of what may be written before a word, and after it
_TAILS: Final = ("ه", "ها", "هم", "هما", "نا")
_CHANGING: Final = "هءاي"  # last letters that are others where something is written onto the word
_SPLITS: Final = 6  # of a word that are looked at; what comes later is far-fetched
_PRONOUNS: Final = frozenset({"ها", "هم", "هما", "نا"})  # those that are seldom part of a word
_ATTACHED: Final = "بلكف"  # what may be written onto a word and is not always told from its first letter


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a folded word; the word itself where it has none, or is not Arabic.

    Linear in its length; words of more than 30 letters are their own stems.
    """
    if len(word) < 3 or len(word) > 30 or not is_arabic_letter(word[0]):
        return word
    nouns = _nouns()
    if word in nouns:
        return nouns[word]
    if word.startswith(_ARTICLE) and word[2:] in nouns:
        return nouns[word[2:]]
    if word in _whole() or (word[0] not in _HEADS and not word.endswith(_TAILS)):
        return word
    best = ""
    for split in clitics(word)[:_SPLITS]:
        after = split.after
        if after is not None and after.form not in _PRONOUNS and after.form != "ه":
            continue
        if not split.before and after is None and not best:
            best = word
        alone = _alone(fold_text(split.alone), after is not None)
        if alone.startswith(_ARTICLE) and len(alone) > 4 and alone not in _whole():
            alone = alone[2:]
        if alone in nouns and len(alone) > 2:
            return nouns[alone]
        if after is not None and after.form == "ه" and split.alone[-1] != "ة":
            continue  # without a dictionary ه is ta marbuta as often as a pronoun
        if len(alone) > 1:
            best = best or alone
    if best == word[1:] and best:  # what follows و or ف may be taken apart further
        return stem(best)
    return best or word


def forms(word: str) -> tuple[str, ...]:
    """The stems under which a folded word may stand in the index, its own first.

    More than one, since ل in لسليماني is taken off only where the rest is known, and و in وهران stays after the article.
    """
    own = stem(word)
    found = dict.fromkeys((own, word, stem(own)))
    bases = [own, word] if word[1:] == own else [own]  # of a word that begins with و, as وهران, both
    for base in bases:
        if len(base) > 2 and is_arabic_letter(base[0]):
            for letter in _ATTACHED:
                attached = letter + base
                if attached not in _whole() and attached not in _nouns() and stem(attached) == attached:
                    found[attached] = None
    return tuple(found)


def roots(word_stem: str) -> tuple[str, ...]:
    """Strings of which every word with that stem holds one: to pass over quickly the words that cannot have it."""
    written = (word_stem, *_forms_of().get(word_stem, ()))
    return tuple(dict.fromkeys(form[:-1] if len(form) > 2 and form[-1] in _CHANGING else form for form in written))


@cache
def _forms_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, name in _nouns().items():
        found.setdefault(name, []).append(form)
    return found


def _alone(folded: str, cut: bool) -> str:
    """A stem that a pronoun was cut off, as it is written alone: hamza that had become ya or waw is hamza again."""
    if cut and len(folded) > 4 and folded.endswith(("اي", "او")):
        return folded[:-1] + "ء"
    return folded


@cache
def _whole() -> frozenset[str]:
    """Common words that only look as if they had clitics, folded (`rawi.language`)."""
    return frozenset(fold_text(word) for word in sections("arabic/whole.txt")["start"])


@cache
def _nouns() -> dict[str, str]:
    """Each form of a listed noun and its singular, both folded. What is listed wins over what is made by rule."""
    text = resources.files("rawi.desk.search").joinpath("arabic", "nouns.txt").read_text(encoding="utf-8")
    listed: dict[str, str] = {}
    made: dict[str, str] = {}
    rows = [line.partition("#")[0].strip() for line in text.splitlines()]
    for row in rows:
        singular, mark, forms_of = (part.strip() for part in row.partition(" = "))
        if mark:
            plurals = [form for part in forms_of.split() for form in _written(singular, part)]
            name = fold_text(singular)
            listed[name] = name
            for form in plurals:
                listed.setdefault(fold_text(form), name)
            for form in _made(singular, plurals):
                made.setdefault(fold_text(form), name)
    others = {fold_text(word) for row in rows if " = " not in row for word in row.split()}
    return {form: name for form, name in made.items() if form not in others} | listed


def _written(singular: str, part: str) -> tuple[str, ...]:
    """The forms that one entry after the sign means."""
    if part == "+ون":
        return singular + "ون", singular + "ين"
    if part == "+ات":
        return (singular.removesuffix("ة").removesuffix("ا") + "ات",)
    return (part,)


def _made(singular: str, plurals: list[str]) -> list[str]:
    """Dual and accusative, where they are written with other letters."""
    if len(singular) < 3:
        return []  # too many other words look like them
    if singular.endswith("ة"):
        made = [singular[:-1] + "تان", singular[:-1] + "تين"]
    elif singular.endswith(("ى", "ا", "اء")):
        made = [singular[:-1] + "يان", singular[:-1] + "يين"] if singular.endswith("ى") else []
    else:
        made = [singular + "ا", singular + "ان", singular + "ين"]
    return made + [
        plural + "ا" for plural in plurals if not plural.endswith(("ات", "ون", "ين", "اء", "ى", "ا", "ي", "ة"))
    ]
