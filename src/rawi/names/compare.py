"""Whether two names may be names of one and the same."""

from __future__ import annotations

from functools import cache

from rawi.names import lexicon
from rawi.names.name import Name, parse
from rawi.names.spelling import alike

EQUAL, CLASS, SHORT, SPELLING = 1.0, 0.9, 0.7, 0.6


def same(a: str, b: str, kind: str = "PER") -> float:
    """How well two names agree: 0.0 where they cannot be one.

    1.0 the same words; 0.9 but for a class word (حركة النهضة, النهضة) or a known other name; 0.7 one is a short form of
    the other (سليماني, قاسم سليماني); 0.6 the same but for a slip or another spelling. A short form says only that it
    may be: whether it is, the page must tell.
    """
    return agreement(parse(a, kind), parse(b, kind))


def agreement(a: Name, b: Name) -> float:
    """The same for names that were taken apart."""
    short, long = (a, b) if (len(a.words), len(a.heads)) <= (len(b.words), len(b.heads)) else (b, a)
    if not short.words or a.kind != b.kind:
        return 0.0
    if short.words == long.words:
        if short.heads == long.heads:
            return EQUAL
        return CLASS if heads_agree(short, long) else 0.0
    if "".join(short.all_words) == "".join(long.all_words):
        return EQUAL
    if known(short) is not None and known(short) == known(long):
        return CLASS
    if len(short.words) == len(long.words):
        return SPELLING if misspelt(short, long) else 0.0
    return SHORT if short_form(short, long) else 0.0


def known(name: Name) -> tuple[str, ...] | None:
    """The words of the first name in its line of `aliases.txt`; None where it stands in none."""
    return _known().get((name.kind, name.all_words)) or _known().get((name.kind, name.words))


@cache
def _known() -> dict[tuple[str, tuple[str, ...]], tuple[str, ...]]:
    found = {}
    for kind in ("LOC", "ORG"):
        for first, *others in lexicon.aliases(kind):
            for name in (first, *others):
                found[kind, parse(name, kind).all_words] = parse(first, kind).all_words
    return found


@cache
def may_mean() -> tuple[tuple[Name, tuple[Name, ...]], ...]:
    """Short names of countries (المملكة) and the names, as known and in full, of which each may mean one."""
    full = {row[0]: row for row in lexicon.aliases("LOC")}
    return tuple(
        (parse(short, "LOC"), tuple(parse(name, "LOC") for country in meant for name in full.get(country, (country,))))
        for short, *meant in lexicon.aliases("short")
    )


def heads_agree(a: Name, b: Name) -> bool:
    """Whether the class words do not speak against it: one has none, both the same, or such as stand for each other."""
    if not a.heads or not b.heads or a.heads == b.heads:
        return True
    short, long = sorted((a.heads, b.heads), key=len)
    if len(short) < len(long):  # جماعة لواء الفجر and لواء الفجر, but not مجلس الهيئة and الهيئة
        return long[-len(short) :] == short and long[0] not in lexicon.parts()
    numbers = lexicon.class_words(a.kind)
    return all(numbers[x] == numbers[y] for x, y in zip(short, long, strict=True))


def misspelt(a: Name, b: Name) -> bool:
    """Whether names of equally many words are one in two spellings: at most one word differs, and is alike."""
    if len(a.words) != len(b.words) or not heads_agree(a, b):
        return False
    different = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    supported = len(a.words) > 1 or (a.heads == b.heads and a.heads != ())
    return len(different) == 1 and alike(*different[0], supported)


def short_form(short: Name, long: Name) -> int:
    """Whether one name may be short for a longer one: 0 not; else how near, 1 is best.

    People: its words stand in the longer one in their order; the last word is the commonest to stay, then the first.
    Bodies and places: both begin alike, with or without the class word.
    """
    if short.kind == "PER":
        return _short_person(short, long)
    if not heads_agree(short, long):
        return 0
    whole, full = short.all_words, long.all_words
    if short.kind == "LOC":
        # one word is no short form of two: تونس العاصمة, روسيا البيضاء
        return 1 if short.words == long.words or (len(whole) > 1 and _begins(whole, full)) else 0
    if _begins(short.words, long.words) or _begins(whole, full):
        return 1
    # هيئة الانتخابات for الهيئة العليا المستقلة للانتخابات
    return 2 if len(whole) > 1 and alike(whole[0], full[0]) and _within(whole, full) else 0


def _short_person(short: Name, long: Name) -> int:
    words = short.words
    if not _within(words, long.words):
        return 0
    # nobody is called by his father's name: neither سلمان nor سلمان بن عبد العزيز is محمد بن سلمان بن عبد العزيز
    own = long.words if short.son else tuple(word for word in long.words if word not in long.fathers)
    if not any(alike(words[0], word) for word in own) and not alike(words[0], long.words[0]):
        return 0
    if len(words) > 1 or alike(words[0], long.words[-1]):
        return 1
    return 2 if alike(words[0], long.words[0]) else 3


def _begins(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return all(alike(x, y) for x, y in zip(short, long, strict=False))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether all words of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(any(alike(x, y) for y in rest) for x in short)
