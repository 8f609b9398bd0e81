"""Skeletons: the consonants of a name, the same for its Arabic and its Latin spellings.

    >>> skeletons("سليماني") & skeletons("Soleimani")
    frozenset({'slmn'})

A skeleton finds candidates: names that share one. `likeness` then says how well the vowels between the consonants agree,
so that Salman is not found as سليمان. Vowels that Arabic does not write may be anything; ا و ي have to be there.

The classes of letters are in `arabic/skeleton.txt`. عبد, أبو and الدين are joined to the word that they belong to, and
ال، بن left out, in both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from rawi.language import fold_text, is_arabic_letter
from rawi.names.lexicon import _sections
from rawi.names.name import parse

MOST_KEYS: Final = 12  # of one part of a name; more are cut off
LONGEST: Final = 40  # letters of a part that are looked at
_LATIN_WORD: Final = re.compile(r"[a-z]+")
_SERVANT_OF: Final = re.compile(r"^(abd)(?:ou|[aeou])l(?=l?[a-z]{2})")
_OUA: Final = re.compile("ou[aei]")  # Ouadah for وضاح
_VOWELS: Final = "aeiouyw"
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ł": "l", "\u0307": None}
)
_SELDOM: Final = 0.4  # cost of a letter that is taken for another sound than its commonest


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The consonants of one part of a name by class, and the vowels written before, between and after them."""

    key: str
    gaps: tuple[str, ...]
    cost: float  # of letters that were taken for what they seldom stand for


def parts(name: str) -> tuple[str, ...]:
    """The words of a name by which it is found in another script: عبدرحمن for عبد الرحمن, abdrahman for Abdul Rahman."""
    folded = fold_text(name).translate(_LETTERS)
    if any(map(is_arabic_letter, folded)):
        return parse(name, "PER").words
    out: list[str] = []
    joined = ""
    words = _LATIN_WORD.findall(folded.replace("'", "").replace("’", "").replace("`", ""))
    for place, word in enumerate(words):
        last = place == len(words) - 1
        if word in _words("left_out") and (out or joined or not last):
            continue
        if word in _words("servant") and not last:
            joined = "abd"
        elif word in _words("father") and not last:
            joined = "abu"
        elif word in _words("ending") and out and not joined:
            out[-1] += word.removeprefix("e").removeprefix("al").removeprefix("el")
        else:
            out.append(joined + _SERVANT_OF.sub(r"\1", word))
            joined = ""
    return tuple(out)


def skeletons(part: str) -> frozenset[str]:
    """The keys of one part of a name, in either script; none where it has no consonant and no vowel at its head."""
    return frozenset(s.key for s in _read(part))


@lru_cache(maxsize=1 << 14)
def likeness(one: str, other: str) -> float:
    """How well two parts of names in different scripts agree, 0 to 1; 0.0 where no skeleton is shared."""
    arabic, latin = (one, other) if is_arabic(one) else (other, one)
    best = 0.0
    for a in _read(arabic):
        for b in _read(latin):
            if a.key == b.key:
                costs = sum(map(_cost, a.gaps, b.gaps)) + _ending(a.gaps[-1], b.gaps[-1]) + a.cost + b.cost
                best = max(best, 1.0 - costs / (len(a.gaps) + 1))
    return max(best, 0.0)


def is_arabic(word: str) -> bool:
    """Whether a part of a name is in Arabic letters."""
    return bool(word) and is_arabic_letter(word[0])


# --- reading


@lru_cache(maxsize=1 << 14)
def _read(part: str) -> tuple[Skeleton, ...]:
    folded = fold_text(part).translate(_LETTERS).replace(" ", "")[:LONGEST]
    if not folded:
        return ()
    if not is_arabic(folded):
        return _assemble(_latin(folded))
    plain = _assemble(_arabic(folded))
    # ال may be written as al or not at all, and be part of the word (ألكسندر) or not
    return plain if folded.startswith("عبد") else plain + _assemble(_arabic("ال" + folded))


Pieces = list[tuple[tuple[str, ...], str]]  # classes ("-" none) of a consonant, or () and a vowel


@cache
def _groups(script: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _sections_raw()[script]:
        letters, _, classes = line.partition(" = ")
        for group in letters.split():
            found[group] = tuple(classes.split())
    return found


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(word for line in _sections_raw()[section] for word in line.split())


@cache
def _sections_raw() -> dict[str, list[str]]:
    return _sections("skeleton.txt")


def _latin(word: str) -> Pieces:
    groups = _groups("latin")
    pieces: Pieces = []
    at = 0
    while at < len(word):
        if at == 0 and word[0] in "yw" and len(word) > 1:
            pieces.append((("y",) if word[0] == "y" else ("w", "f"), ""))
            at += 1
            continue
        if at == 0 and _OUA.match(word):
            pieces.append((("w",), ""))
            at += 2
            continue
        for length in (4, 3, 2, 1):
            group = word[at : at + length]
            if len(group) == length and group in groups:
                classes = groups[group]
                if group in ("ce", "ci", "cy"):  # the vowel is still to come
                    length = 1
                if group == "h" and at + 1 == len(word):
                    classes = ("-", "h")
                pieces.append((classes, ""))
                at += length
                break
        else:
            pieces.append(((), word[at] if word[at] in _VOWELS else ""))
            at += 1
    return pieces


_LONG: Final = {"ا": "A", "و": "W", "ي": "Y", "ع": "", "ء": ""}


def _arabic(word: str) -> Pieces:
    groups = _groups("arabic")
    pieces: Pieces = []
    at = 0
    while at < len(word):
        if at == 0 and word[0] in "ويى" and len(word) > 1:
            pieces.append((("w" if word[0] == "و" else "y",), ""))
            at += 1
            continue
        letter, pair = word[at], word[at : at + 2]
        if len(pair) == 2 and pair in groups:
            pieces.append((groups[pair], ""))
            at += 2
            continue
        if letter == "ه" and at == len(word) - 1 and at:
            pieces.append((("-", "h"), ""))
            pieces.append(((), "E"))
        elif letter in groups:
            pieces.append((groups[letter], ""))
        else:
            pieces.append(((), "@" if at == 0 else _LONG.get(letter, "")))
        at += 1
    return pieces


def _assemble(pieces: Pieces) -> tuple[Skeleton, ...]:
    """All skeletons of a word, doubled consonants as one, with a mark at the head where it begins with a vowel."""
    choices = [classes for classes, _ in pieces if classes]
    found: dict[str, Skeleton] = {}
    for count, chosen in enumerate(_likeliest(choices)):
        if count >= MOST_KEYS * 4 or len(found) >= MOST_KEYS:
            break
        key, gaps, turn = "", [""], iter(chosen)
        for classes, vowel in pieces:
            if not classes:
                gaps[-1] += vowel
                continue
            group = next(turn)
            if group == "-":
                continue
            for consonant in group:
                if key and key[-1] == consonant and not gaps[-1].strip("@"):
                    continue
                key += consonant
                gaps.append("")
        if not gaps[0] and not key:
            continue
        head = "A" if gaps[0] else ""
        whole = head + _once(key)
        if len(_once(key)) != len(key):
            gaps = _merge(key, gaps)
        seldom = sum(classes.index(group) > 0 for classes, group in zip(choices, chosen, strict=True))
        found.setdefault(whole, Skeleton(whole, tuple(gaps), _SELDOM * seldom))
    return tuple(found.values())


def _likeliest(choices: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Ways to choose one class of each, those with the fewest seldom ones first: none, one, two of them."""
    first = [classes[0] for classes in choices]
    yield tuple(first)
    places = [(n, group) for n, classes in enumerate(choices) for group in classes[1:]]
    for n, group in places:
        yield (*first[:n], group, *first[n + 1 :])
    for (n, one), (m, other) in combinations(places, 2):
        if n != m:
            yield tuple(one if k == n else other if k == m else group for k, group in enumerate(first))


def _once(key: str) -> str:
    return re.sub(r"(.)\1+", r"\1", key)


def _merge(key: str, gaps: list[str]) -> list[str]:
    """The gaps where the same consonant on both sides of one has become one."""
    out = gaps[:2]
    for before, consonant, gap in zip(key, key[1:], gaps[2:], strict=False):
        if before == consonant:
            out[-1] += gap
        else:
            out.append(gap)
    return out


# --- vowels

# What it costs that a long vowel of the Arabic spelling is not in the Latin one, or the other way round. Set by hand on
# pairs of names.
_AGREES: Final = {"A": "aeo", "W": "ouw", "Y": "iye"}
_MISSING: Final = {"A": 0.5, "W": 1.3, "Y": 1.1}
_DIPHTHONGS: Final = frozenset({"ei", "ai", "ay", "ey", "ee", "ie"})  # hardly written without ي


def _ending(arabic: str, latin: str) -> float:
    """A vowel that is heard at the end of a Latin spelling has to be written in Arabic: Suleimani is not سليمان."""
    return 1.5 if latin[-1:] in ("i", "y", "o", "u") and not arabic.strip("@") else 0.0


def _cost(arabic: str, latin: str) -> float:
    if arabic.startswith("@"):
        return 0.0 if latin else 0.5
    longs = [v for v in arabic if v in "AWY"]
    if not longs:
        return 1.3 if latin in _DIPHTHONGS else 0.4 if len(latin) > 1 else 0.0
    if not latin:
        return 1.5
    return sum(0.0 if any(c in _AGREES[v] for c in latin) else _MISSING[v] for v in longs)
