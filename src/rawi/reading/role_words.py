"""The words round a name, and what each may be in a role: a head, a title, a border."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from rawi.language import data, fold_text
from rawi.language.openers import is_bare_verb
from rawi.reading.reading import Span

_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه", "ي")
QUOTES = frozenset("«»“”„\"'‘’")


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = resources.files("rawi.reading").joinpath("arabic", "roles.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in text.splitlines():
        entry = fold_text(line.partition("#")[0]).strip()
        if entry.startswith("["):
            current = found.setdefault(entry[1:-1], set())
        else:
            current.update(entry.split())
    for name in ("office", "title", "kin", "deputy", "alone", "describing", "courtesy", "either"):
        found[name] |= {word + "ه" for word in found[name] if not word.endswith("ه")}
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _whole() -> frozenset[str]:
    """Folded words that only look as if they had an article: التحاق، إلغاء."""
    return frozenset(map(fold_text, data.sections("arabic/whole.txt")["start"]))


def section(name: str) -> frozenset[str]:
    """The folded words of one section of `roles.txt`."""
    return _sections()[name]


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word beside a name. `core`: offset where it begins without و، ف، ب، ل، ك; `attached`: what of these it has.

    `kinds`: sections in which its stem stands (office, title, kin, courtesy, ...); `owned`: with a pronoun suffix
    (ناطقه); `definite`: with the article; `border`: no role goes across it; `verb`: the same, if it is a verb here.
    """

    span: Span
    folded: str
    core: int
    attached: str
    stem: str
    kinds: frozenset[str]
    definite: bool
    owned: bool
    border: bool
    verb: bool

    @property
    def head(self) -> bool:
        """Whether a role may begin with it."""
        return bool(self.kinds & {"office", "title", "kin"})


def read(text: str, span: Span) -> RoleWord:
    """What a word of the text may be."""
    word = text[slice(*span)]
    taken = _taken_apart(word)
    return RoleWord(span, taken.folded, span[0] + taken.core, *taken[2:])


class _Taken(NamedTuple):
    folded: str
    core: int
    attached: str
    stem: str
    kinds: frozenset[str]
    definite: bool
    owned: bool
    border: bool
    verb: bool


@lru_cache(maxsize=8192)
def _taken_apart(word: str) -> _Taken:
    """The reading of a word as it stands in the text; `core` is an offset in it."""
    folded = fold_text(word)
    for attached, rest in () if word.removeprefix("و") == "إلى" else _readings(folded):  # وإلى, which folds to والي
        definite = rest.startswith("ال") and len(rest) > 3
        stem = rest[2:] if definite else rest
        kinds, owned = _kinds(stem, definite, word[-1] == "ه")
        if kinds and (definite or owned or stem not in section("definite")):
            return _Taken(folded, _core(word, attached), attached, stem, kinds, definite, owned, False, False)
    whole = folded[1:] if folded[:1] in ("و", "ف") and folded[1:3] == "ال" else folded
    definite = whole.startswith(("ال", "لل")) and len(whole) > 3 and whole not in _whole()
    stem = whole[2:] if definite else whole
    return _Taken(folded, 0, "", stem, frozenset(), definite, False, _border(folded), not definite and _verb(folded))


def _core(word: str, attached: str) -> int:
    """Where a word begins after its clitics, also when marks stand among its letters."""
    place, left = 0, len(attached)
    while place < len(word) - 1 and (left > 0 or not fold_text(word[place])):
        left -= len(fold_text(word[place]))
        place += 1
    return place


def _readings(word: str) -> list[tuple[str, str]]:
    """The word as it is, and without the clitics that it may have; لل is ل with the article."""
    found = [("", word)]
    for start in ("", word[:1] if word[:1] in ("و", "ف") else None):
        if start is None:
            continue
        rest = word[len(start) :]
        if start and len(rest) > 2:
            found.append((start, rest))
        if rest[:1] in ("ل", "ب", "ك") and len(rest) > 3:
            if rest.startswith("لل"):
                found.append((start + "ل", "ال" + rest[2:]))
            found.append((start + rest[0], rest[1:]))
    return found


def _kinds(stem: str, definite: bool, pronoun_written: bool) -> tuple[frozenset[str], bool]:
    """The sections that a stem stands in, and whether it has a pronoun (ناطقه; folded, that looks like ناطقة)."""
    kinds = frozenset(name for name in _STEMS if stem in _sections()[name])
    if definite or (kinds and not (pronoun_written and stem.endswith("ه"))):
        return kinds, False
    for pronoun in _PRONOUNS:
        if stem.endswith(pronoun) and len(stem) > len(pronoun) + 1:
            rest = stem[: -len(pronoun)]
            rest = rest[:-1] + "ه" if rest.endswith("ت") and len(rest) > 2 else rest
            if rest in ("اب", "اخ", "احد", "احدي"):  # أبها is a town, أبوها a father
                continue
            rest = rest[:-1] if rest in ("ابو", "اخو", "ابي", "اخي") else rest
            owned = frozenset(name for name in _OWNED if rest in _sections()[name])
            if owned and (pronoun != "ي" or "kin" in owned):
                return owned, True
    return kinds, False


_STEMS = ("office", "title", "kin", "courtesy", "alone", "deputy", "either")
_OWNED = ("office", "kin", "deputy")


def _border(folded: str) -> bool:
    words = _sections()["border"]
    if folded in words or (folded[:1] in ("و", "ف") and folded[1:] in words):
        return True
    return not any(c.isalnum() for c in folded) and folded not in QUOTES


def _verb(folded: str) -> bool:
    saying = _sections()["saying"]
    for word in (folded, folded[1:]) if folded[:1] in ("و", "ف") else (folded,):
        if word in saying or is_bare_verb(word) or _object_verb(word):
            return True
    return False


def _object_verb(word: str) -> bool:
    for pronoun in ("هما", "ها", "هم", "هن", "ه"):
        if word.endswith(pronoun) and len(word) > 4 and word[:1] != "ا":
            rest = word[: -len(pronoun)]
            if is_bare_verb(rest) and len(rest) > 3:
                return True
    return False
