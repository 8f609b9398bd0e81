"""Words of bound on either side of a number: more than, at least, about, only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rawi.quantities.lexicon import SLOT, Lexicon, Phrase, Phrases
from rawi.quantities.neighbours import Near, Text, after, before

_SLOT_WORDS: Final = 3
_NEGATION_WORDS: Final = 6
"""So many words back a negation turns "more than" into "at most"."""
_OPPOSITE: Final = {"at_least": "at_most", "at_most": "at_least"}
_AFTER_NOUN: Final = 3
"""So many words of the noun and its adjectives may stand between a number and "at least"."""


def bound_before(
    text: Text, start: int, words: Lexicon, *, has_unit: bool, definite: bool = False
) -> tuple[int, str | None, bool]:
    """Where the words of bound before `start` begin, which bound they say (None for none), and whether "only"."""
    bound: str | None = None
    only = False
    for _ in range(3):  # more than about only
        ahead = before(text, start, 8)
        if not ahead or ahead[0].gap.strip(' ("«“[') or "\n" in ahead[0].gap:
            break
        # مخزون السدود الستة: what a verb before the noun exceeds is not its six.
        reach = 0 if definite and words.article and ahead[0].word.startswith(words.article) else _SLOT_WORDS
        found = _best(ahead, words.before, words, reach)
        found = found or (_best(ahead, words.before_unit, words, reach) if has_unit else None)
        if found is not None:
            if found[1] == "exactly":
                break
            start, said = found
            back = before(text, start, _NEGATION_WORDS)
            if said in _OPPOSITE and back and back[0].adjacent and back[0].word in words.negations:
                start, said = back[0].start, _OPPOSITE[said]
            elif said in _OPPOSITE and _negated(text, start, back, words):
                said = _OPPOSITE[said]
            bound = said if bound in (None, "about") else bound
        elif words.is_one_of(ahead[0].word, words.only_before):
            start, only = ahead[0].start, True
        else:
            break
    return start, bound, only


def _negated(text: Text, start: int, back: list[Near], words: Lexicon) -> bool:
    """Whether "more than" at `start` stands under a negation some words before (لم يحضر أكثر من ثلاثين)."""
    first = after(text, start, 1)[0].word
    if not words.is_one_of(first, words.far):
        return False
    for place, near in enumerate(back):
        if not near.adjacent:
            return False
        if words.is_one_of(near.word, words.far_negations):
            return place > 0 and back[place - 1].word not in words.still
    return False


def bound_after(text: Text, end: int, words: Lexicon) -> tuple[int, str | None, bool]:
    """Where the words of bound after `end` stop, and what they say. Up to three words of a noun may stand between;
    then `end` is given back unchanged."""
    ahead = after(text, end, _AFTER_NOUN + 4)
    bound: str | None = None
    only = False
    stop = end
    place = 0
    while place < len(ahead) and place <= _AFTER_NOUN:
        near = ahead[place]
        if near.gap.strip(' )"»”]') or "\n" in near.gap or near.word[0].isdigit():
            break
        said = _starts(ahead[place:], words.after, words)
        lone = _starts(ahead[place:], words.only_after, words)
        if said is not None or lone is not None:
            phrase, meaning = said or lone or ((), "")
            last = ahead[place + len(phrase) - 1].end
            bound = bound or (meaning if said else None)
            only = only or said is None
            contiguous = stop == (ahead[place - 1].end if place else end)
            stop = last if contiguous and (place == 0 or stop > end) else stop
            place += len(phrase)
            continue
        if bound is not None or only or near.word in words.stop:
            break
        place += 1
    return stop, bound, only


def _starts(ahead: Sequence[Near], phrases: Phrases, words: Lexicon) -> tuple[Phrase, str] | None:
    for phrase, meaning in phrases.by_word.get(ahead[0].word, ()):
        if len(ahead) >= len(phrase) and all(
            near.word == wanted and (at == 0 or near.gap == " ")
            for at, (near, wanted) in enumerate(zip(ahead, phrase, strict=False))
        ):
            return phrase, meaning
    return None


def _best(ahead: list[Near], phrases: Phrases, words: Lexicon, reach: int) -> tuple[int, str] | None:
    """The longest phrase that ends before the number, at most `reach` words away: where it begins, and what it says."""
    best: tuple[int, str] | None = None
    nearest = ahead[0].word
    for phrase, meaning in (*phrases.by_word.get(nearest, ()), *_by_clitic(nearest, phrases, words)):
        begin = _match_back(ahead, 0, phrase, words)
        if begin is not None and (best is None or begin < best[0]):
            best = begin, meaning
    for skipped in range(min(reach, len(ahead) - 1) + 1):
        near = ahead[skipped]
        if skipped and (not ahead[skipped].adjacent or ahead[skipped - 1].word[0].isdigit()):
            break
        for form in words.bare(near.word):
            for phrase, meaning in phrases.by_word_before_slot.get(form, ()):
                begin = _match_back(ahead, skipped, phrase, words)
                if begin is not None and (best is None or begin < best[0]):
                    best = begin, meaning
    return best


def _by_clitic(word: str, phrases: Phrases, words: Lexicon) -> tuple[tuple[Phrase, str], ...]:
    """Phrases of one word may have a clitic on that word (بنحو, وحوالي)."""
    for form in words.bare(word):
        found = tuple(entry for entry in phrases.by_word.get(form, ()) if len(entry[0]) == 1)
        if found:
            return found
    return ()


def _match_back(ahead: list[Near], at: int, phrase: Phrase, words: Lexicon) -> int | None:
    """Where `phrase` begins, if its last word is `ahead[at]` and the others stand before it."""
    place = at
    start: int | None = None
    for wanted_at in range(len(phrase) - 1, -1, -1):
        wanted = phrase[wanted_at]
        if wanted == SLOT:
            first = phrase[wanted_at - 1]
            allowed = range(place, min(place + _SLOT_WORDS + 1, len(ahead)))
            place = next((here for here in allowed if _is(ahead[here].word, first, wanted_at == 1, words)), -1)
            if place < 0:
                return None
            continue
        if place >= len(ahead) or (place > at and not ahead[place].adjacent):
            return None
        if not _is(ahead[place].word, wanted, wanted_at == 0, words):
            return None
        start = ahead[place].start
        place += 1
    return start


def _is(word: str, wanted: str, first: bool, words: Lexicon) -> bool:
    """Whether a word of the text is that of a phrase; its first one may have a clitic."""
    return word == wanted or (first and wanted in words.bare(word))
