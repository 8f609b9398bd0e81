"""Words that sentences begin with, told from `arabic/openers.txt` and `arabic/verbs.txt`."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from rawi.language import data
from rawi.language.letters import fold_text

Opening = Literal["strong", "weak", "phrase"]


class _Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    phrase: frozenset[str]
    fronted: frozenset[str]
    verbs: frozenset[str]


@cache
def _words() -> _Words:
    openers = data.sections("arabic/openers.txt")
    forms = data.sections("arabic/verbs.txt")
    verbs = {form for verb in forms["perfect"] for form in (verb, *_she_did(verb))}
    imperfect = {form for verb in forms["imperfect"] for form in (verb, "ت" + verb[1:])}
    verbs |= imperfect
    strong = {*openers["strong"], *(prefix + verb for verb in verbs for prefix in ("و", "ف"))}
    strong.update(prefix + verb for verb in imperfect for prefix in ("وس", "فس"))
    fronted = {prefix + word for word in (*openers["phrase"], *openers["fronted"]) for prefix in ("", "و")}
    weak = {*openers["weak"], *verbs, *("س" + verb for verb in imperfect)}
    return _Words(
        frozenset(strong), frozenset(weak - strong), frozenset(openers["phrase"]), frozenset(fronted), frozenset(verbs)
    )


def _she_did(verb: str) -> tuple[str, ...]:
    """The forms of the third person feminine: قالت; نفت of نفى, دعت of دعا; بقيت of بقي, which folds like نفى."""
    if verb[-1] in "يا":
        return verb[:-1] + "ت", verb + "ت"
    return (verb + "ت",)


def opening(word: str) -> Opening | None:
    """How strongly `word` suggests that a sentence begins with it.

    *strong*: it hardly ever stands after a comma within a sentence (وقال، كما، وقد); *weak*: it begins sentences and
    clauses alike (لكن، كانت، يلعب); *phrase*: it begins a sentence where a verb follows soon (في، بعد); None: neither.
    """
    folded = fold_text(word)
    words = _words()
    if folded in words.strong:
        return "strong"
    if folded in words.weak:
        return "weak"
    return "phrase" if folded in words.phrase else None


def is_bare_verb(word: str) -> bool:
    """Whether `word` is a listed finite verb with nothing written before it (قال, تقول)."""
    return fold_text(word) in _words().verbs


def is_fronted(word: str) -> bool:
    """Whether what `word` begins may be set before a verb, with a comma between them (في آب الماضي، قُتل …)."""
    return fold_text(word) in _words().fronted
