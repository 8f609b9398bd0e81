"""Where something was said: in a statement, at a press conference, on a network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rawi.language import fold_text
from rawi.reading.reading import Span, Spans
from rawi.reading.spans import trim

LONGEST = 14  # words; a longer stretch is no adverbial any more
_PAIRS = {"«": "»", "“": "”", '"': '"'}
_OPENING = ("«", "“", '"')
_STOPS = '،,:؛.!؟\n"«»“”()'


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = (files("rawi.reading") / "arabic" / "media.txt").read_text(encoding="utf-8")
    out: dict[str, set[str]] = {}
    here: set[str] = set()
    for line in text.splitlines():
        if line.startswith("["):
            here = out.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            here.update(line.split())
    return {k: frozenset(v) for k, v in out.items()}


def find(text: str, sentence: Span, taken: Spans) -> Spans:
    """Phrases of the sentence, outside the spans ``taken`` (cue, source, content), that say where it was said."""
    lists = _lists()
    out: list[Span] = []
    at = sentence[0]
    edges = sorted([*taken, (sentence[1], sentence[1])])
    for start, end in edges:
        if start > at:
            out += _in_gap(text, (at, start), lists)
        at = max(at, end)
    return tuple(out)


def _in_gap(text: str, gap: Span, lists: dict[str, frozenset[str]]) -> list[Span]:
    words = _words(text, gap)
    out = []
    i = 0
    while i < len(words):
        folded = fold_text(text[slice(*words[i])]).lstrip("و") if len(words) > i else ""
        start = i
        if folded in lists["before"] and i + 1 < len(words) and fold_text(text[slice(*words[i + 1])]) in ("خلال",):
            i += 1
            folded = "خلال"
        told = is_addressee(text[slice(*words[i])])
        if told or (
            folded in lists["prepositions"] and i + 1 < len(words) and _is_noun(text[slice(*words[i + 1])], lists)
        ):
            end = i if told else i + 1
            while end + 1 < len(words) and end - start < LONGEST and not _parted(text, words[end], words[end + 1]):
                end += 1
            span = trim(text, (words[start][0], _closed(text, words[start][0], words[end][1], gap[1])))
            if span[0] < span[1]:
                out.append(span)
            i = end
        i += 1
    return out


def is_addressee(word: str) -> bool:
    """Whether a word is an outlet with the preposition written onto it: لقناة، للوكالة."""
    folded = fold_text(word)
    return folded.startswith("ل") and folded[1:].removeprefix("ل") in _lists()["outlets"]


def _names_outlet(word: str) -> bool:
    folded = fold_text(word)
    return folded in ("ل", "الي", "مع") or folded.removeprefix("ال") in _lists()["outlets"]


def _closed(text: str, start: int, end: int, border: int) -> int:
    """The end with the quotation mark after it, where one is open before it."""
    opened = max((text.rfind(mark, start, end), mark) for mark in _PAIRS)
    if (
        opened[0] < 0
        or end >= border
        or text[end] != _PAIRS[opened[1]]
        or _PAIRS[opened[1]] in text[opened[0] + 1 : end]
    ):
        return end
    return end + 1


def _is_noun(word: str, lists: dict[str, frozenset[str]]) -> bool:
    folded = fold_text(word)
    nouns = lists["nouns"]
    return folded in nouns or folded.removeprefix("ال") in nouns


def _parted(text: str, before: Span, after: Span) -> bool:
    between = text[before[1] : after[0]]
    if between.strip() in _OPENING and (is_addressee(text[slice(*before)]) or _names_outlet(text[slice(*before)])):
        return False  # a name in quotation marks: لقناة «الضفة»، لـ«الميزان»
    return any(mark in between for mark in _STOPS) or fold_text(text[slice(*after)]) in ("ان", "انه", "انها", "بان")


def _words(text: str, gap: Span) -> list[Span]:
    out, at = [], gap[0]
    while at < gap[1]:
        while at < gap[1] and not text[at].isalnum():
            at += 1
        end = at
        while end < gap[1] and (text[end].isalnum() or text[end] in "ـ_-" or "\u064b" <= text[end] <= "\u0652"):
            end += 1
        if end > at:
            out.append((at, end))
        at = end + 1 if end == at else end
    return out
