"""What a proposition is called: the words of its clearest claim, without the conjunction that joined them to others.

و17 مصابا is what a page says after other figures; by itself it is 17 مصابا. Nothing is reworded, and a letter is taken
away only where it is surely no part of its word (وزيرة, وفاة, والد stay whole): before a number, before a listed verb,
before a hamza on alef, before the article, before a second و, before a word that joins or a particle.
"""

from __future__ import annotations

from typing import Final

from rawi.language import clitics, fold_text, words
from rawi.language.numbers import find
from rawi.language.openers import is_bare_verb
from rawi.reading import verbs

_JOINTS: Final = frozenset(fold_text("فيما بينما لكن حيث كما إذ ثم").split())
"""Words that join clauses and claim nothing."""
_THAT: Final = frozenset(fold_text("أن إن").split())
_PARTICLES: Final = frozenset(
    fold_text(
        "لم لن لا ليس ليست هو هي هم قد من في على إلى عن مع بعد قبل منذ حتى كان كانت أن إن أنه أنها إنه إنها هذا هذه ذلك تلك"
    ).split()
)
_HAMZAS: Final = "أإآ"
_PERSONS: Final = "يتن"  # with which a verb after أن begins: what is wanted, not what is so
_LEAST: Final = 2
"""Words that a title has at least."""
_QUOTES: Final = {"«": "»", "“": "”", "(": ")"}


def title(text: str) -> str:
    """What a proposition with these words is called. Linear in their length."""
    start = 0
    said = words(text)
    count = sum(word.text[0].isalnum() for word in said)
    for n, word in enumerate(said):
        if not word.text[0].isalnum():
            break
        begins = word.span[0] + _conjunction(word.text)
        bare = fold_text(text[begins : word.span[1]])
        following = said[n + 1].text if n + 1 < len(said) else ""
        joins = bare in _JOINTS or (bare in _THAT and following[:1].isalnum() and following[0] not in _PERSONS)
        if joins and count > _LEAST:
            start = said[n + 1].span[0] if n + 1 < len(said) else begins
            count -= 1
            continue
        start = begins
        break
    return _balanced(text[start:])


def _conjunction(word: str) -> int:
    """How many letters of a word are a conjunction written before it: 1 or 0."""
    first, rest = word[:1], word[1:]
    if first not in ("و", "ف") or len(rest) < 2:
        return 0
    bare = fold_text(rest)
    if rest == "الي" or rest.startswith("احد"):  # والي، واحد
        return 0
    if bare in _PARTICLES or bare in _JOINTS or (is_bare_verb(rest) and not is_bare_verb(word)):
        return 1
    if rest[0] == "س" and (verb := verbs.find(rest)) and verb.sure:  # وستدفع
        return 1
    if first == "ف":
        return 0
    if rest[0].isdigit() or rest[0] in _HAMZAS or rest[0] == "و":
        return 1
    if any(number.span == (0, len(rest)) for number in find(rest, "ar")):
        return 1
    before = clitics(word)[0].before
    return int(len(rest) > 5 and [one.kind for one in before] == ["conjunction", "article"])


def _balanced(text: str) -> str:
    """Words without a mark of quotation at whose other half they were cut."""
    for opens, closes in _QUOTES.items():
        if text.count(opens) + text.count(closes) == 1:
            text = text.replace(opens, "").replace(closes, "")
    return text.strip()
