"""The noun that a number counts, or of which an amount of money or a measure is one."""

from __future__ import annotations

import itertools
from typing import Final

from rawi.quantities.amounts import Amount
from rawi.quantities.lexicon import Lexicon
from rawi.quantities.neighbours import Near, Text, after, before

Span = tuple[int, int]

_HEAD_WORDS: Final = 6
"""So many words may stand between "the number of the dead" and the number."""
_NEGATION_WORDS: Final = 8
"""So many words back a negation makes "one" into "a single one" that is not there (لم يحضر شاهد واحد)."""
_SHORT: Final = 3
"""A word of so few letters has no pronoun at its end (سهم)."""
_PERSONAL: Final = ("هم", "هن")


def counted(text: Text, amount: Amount, end: int, unit: str | None, words: Lexicon) -> Span | None:
    """The noun of an amount whose unit or words of bound end at `end`; None where the text names none clearly."""
    ahead = after(text, end, 4)
    if unit is not None:
        if unit in words.lengths and any(near.word in words.distance for near in before(text, amount.start, 4)):
            return None
        return _measured(ahead, unit, words)
    if is_of_named(text, (amount.start, amount.end), end, words):
        return None
    if amount.definite and amount.high >= 1 and (noun := _before_definite(text, amount, words)):
        return noun
    return _following(text, ahead, amount, words) or _head(text, amount, words) or _before_colon(text, amount, words)


def _is_personal(word: str, words: Lexicon) -> bool:
    """Whether a pronoun stands at the end of a word."""
    return len(word) > _SHORT and word.endswith(_PERSONAL) and word not in words.nouns_like_verbs


def is_of_named(text: Text, span: Span, end: int, words: Lexicon) -> bool:
    """Whether a pronoun tells that what is counted was named before: on the number itself (نصفهم), or after it with
    "of" (ثلاثة منها)."""
    for word in text[slice(*span)].split():
        if any(word.endswith(pronoun) and word.removesuffix(pronoun) in words.shares for pronoun in words.pronouns):
            return True
    ahead = after(text, end, 1)
    if not ahead or not ahead[0].adjacent:
        return False
    word = ahead[0].word
    return any(word.startswith(of) and word[len(of) :] in words.pronouns for of in words.of)


def _measured(ahead: list[Near], unit: str, words: Lexicon) -> Span | None:
    """What is weighed or priced: "of" with a noun, or a bare noun after a mass (طن قمح)."""
    if not ahead or not ahead[0].adjacent:
        return None
    first = ahead[0]
    if first.word in words.of:
        return _of_noun(ahead[1:], words)
    if unit in words.coins:
        for phrase in words.per:
            paid = ahead[len(phrase)] if len(ahead) > len(phrase) else first
            if tuple(near.word for near in ahead[: len(phrase)]) == phrase and is_noun(paid.word, words):
                return paid.start, paid.end
        if _is_price(first.word, words):
            return first.start, first.end
    if unit in words.mass and is_noun(first.word, words) and not first.word.startswith(words.article or "\0"):
        return first.start, first.end
    return None


def _is_price(word: str, words: Lexicon) -> bool:
    """Whether a word says what the money is for: it begins with "for" and is no verb (للبرميل, لسد)."""
    if not words.price or word in words.stop or len(word) < 3:
        return False
    return word.startswith(words.price) and not word.startswith(tuple(words.price + letter for letter in "ينمتا"))


def _following(text: Text, ahead: list[Near], amount: Amount, words: Lexicon) -> Span | None:
    if not ahead or ahead[0].gap.strip(' )"«»”“]') or "\n" in ahead[0].gap:
        return None
    first = ahead[0]
    if first.word in words.of:
        return _of_noun(ahead[1:], words)
    # ألعاب and the like begin with hamza, the article never does.
    begin = text.original(first.start)
    definite = bool(words.article) and first.word.startswith(words.article) and begin not in "أإآ"
    # A definite noun follows fractions, vague words and round numbers only (ثلث السكان, عشرات المصابين).
    if definite and amount.kind != "vague" and amount.high >= 1:
        return None
    if not is_noun(first.word, words) or (_is_personal(first.word, words) and amount.high >= 1):
        return None
    return first.start, first.end


def _of_noun(ahead: list[Near], words: Lexicon) -> Span | None:
    """The noun after "of", past a word of sum (من جملة السكان)."""
    if ahead and ahead[0].adjacent and ahead[0].word in words.sums:
        ahead = ahead[1:]
    if not ahead or not ahead[0].adjacent or not is_noun(ahead[0].word, words) or _is_personal(ahead[0].word, words):
        return None
    return ahead[0].start, ahead[0].end


def is_noun(word: str, words: Lexicon) -> bool:
    """Whether a word can be a noun that is counted: no function word, and none that looks like a verb or begins with
    "and" or with a preposition and the article."""
    if len(word) < 2 or word in words.stop or not word[0].isalpha():
        return False
    if not words.article or word in words.nouns_like_verbs:
        return True
    if word.startswith(("و", "ي", "سي", "ست", "ل")) or word.endswith("وا"):
        return False
    return not word[1:].startswith(words.article) or word[0] not in "بفكو"


def _before_definite(text: Text, amount: Amount, words: Lexicon) -> Span | None:
    """The definite plural before a definite number (السدود الأربعة عشر, نوابه الواحد والعشرون)."""
    back = before(text, amount.start, 1)
    if not back or not back[0].adjacent:
        return None
    near = back[0]
    definite = any(near.word != form and near.word.endswith(words.article + form) for form in words.bare(near.word))
    if definite or (near.word.endswith(("ه", "ها", "هم")) and near.word not in words.stop):
        return near.start, near.end
    return None


def _head(text: Text, amount: Amount, words: Lexicon) -> Span | None:
    """The noun of "the number of": عدد القتلى إلى 40."""
    back = before(text, amount.start, _HEAD_WORDS)
    for place, near in enumerate(back):
        if near.gap.strip(" :(") or near.word[0].isdigit():
            return None
        if place and words.is_one_of(near.word, words.heads) and is_noun(back[place - 1].word, words):
            noun = back[place - 1]
            return noun.start, noun.end
    return None


def _before_colon(text: Text, amount: Amount, words: Lexicon) -> Span | None:
    """The noun of a table or list: القتلى: 40."""
    back = before(text, amount.start, 1)
    if back and back[0].gap.strip() == ":" and "\n" not in back[0].gap and is_noun(back[0].word, words):
        return back[0].start, back[0].end
    return None


def counted_by_one(text: Text, amount: Amount, words: Lexicon) -> Span | None:
    """The noun before "one" (قتيل واحد, مختبر حكومي واحد); None where "one" counts nothing: it is "one of", a pronoun,
    or part of a phrase (في وقت واحد)."""
    ahead, back = after(text, amount.end, 1), before(text, amount.start, _NEGATION_WORDS)
    if amount.definite or (ahead and ahead[0].adjacent and ahead[0].word in words.of):
        return None
    if not back or not back[0].adjacent:
        return None
    clause = [near.word for near in itertools.takewhile(lambda near: near.adjacent, back)]
    negated = any(words.is_one_of(word, words.one_negations) for word in clause)
    if negated and words.despite_negation.isdisjoint(clause):
        return None
    near = back[0]
    if near.word == text[amount.start : amount.end] or (ahead and ahead[0].word == near.word):
        return None  # واحدا واحدا
    adjective = near.word.endswith(("ي", "يه")) and len(near.word) > 4
    if len(back) > 1 and back[1].adjacent and words.is_one_of(back[1].word, words.time_units):
        return None  # في يوم عاصف واحد
    if adjective and len(back) > 1 and back[1].adjacent and _can_be_one(back[1].word, words):
        near = back[1]
    return (near.start, near.end) if _can_be_one(near.word, words) else None


def _can_be_one(word: str, words: Lexicon) -> bool:
    if word.startswith("و") and word not in words.nouns_like_verbs | words.not_with_one:
        word = word[1:]
    return (
        is_noun(word, words)
        and not word.startswith(words.article or "\0")
        and not (len(word) > _SHORT and word.endswith((*_PERSONAL, "ها")))
        and not words.is_one_of(word, words.not_with_one)
        and not words.is_one_of(word, words.time_units)
    )
