"""Numbers that are no quantity: times and dates, ages, numbers in names, labels, scores, telephone numbers."""

from __future__ import annotations

import re
from typing import Final

from rawi.language import number_words
from rawi.quantities.amounts import YEARS, Amount
from rawi.quantities.counted import is_noun
from rawi.quantities.lexicon import Lexicon
from rawi.quantities.neighbours import Near, Text, after, before

_LIST_MARK: Final = re.compile(r"(?:[.)\]\-–:ـ/]|\.\-)(?: |$)")
_DASH_BEFORE: Final = re.compile(r"[\d)] ?[-–—:/×xX*] ?$")
_DASH_AFTER: Final = re.compile(r" ?[-–—:/×xX*] ?[\d(]")
_OLD_YEARS: Final = range(1000, 2101)
_ERAS: Final = frozenset(("م", "ه", "ش", "ميلادي", "ميلاديه", "هجري", "هجريه", "شمسي", "قم", "للهجره", "للميلاد"))
_NO_LIST: Final = 100
"""A figure alone in brackets that is as large numbers no list and no note."""
_TELEPHONE: Final = 7
"""A run of so many digits without a separator, unit or noun is a telephone or account number."""


class Surroundings:
    """What stands round one amount, looked up once; the questions below are asked of it."""

    def __init__(self, text: Text, amount: Amount, unit: str | None, words: Lexicon, language: str) -> None:
        self.text = text
        self.amount = amount
        self.unit = unit
        self.words = words
        self.numbers = number_words.lexicon(language).words
        self.ahead = after(text, amount.end, 6)
        self.back = before(text, amount.start, 4)

    @property
    def figures(self) -> bool:
        """Whether the amount is written in figures alone."""
        return self.amount.number is not None and self.amount.number.form == "digits"

    def near(self, side: list[Near], place: int, gap: str = " ") -> str:
        """The word at a place, "" where there is none or a sign other than those of `gap` stands before it."""
        if len(side) <= place or any(near.gap.strip(gap) for near in side[: place + 1]):
            return ""
        return side[place].word

    def is_no_quantity(self, bound: str | None) -> bool:
        """Whether the number is one of those that count nothing; `bound` is what words of bound by it say."""
        return (
            self.is_time()
            or self.is_age()
            or self.is_fraction_of_rank()
            or (self.figures and self.is_figure_of_another_kind(bounded=bound is not None))
            or self.is_numbered()
            or self.is_ranked()
            or self.is_group()
            or (self.is_decade() and bound != "about")
            or self.is_score()
            or self.is_zero()
        )

    def is_figure_of_another_kind(self, *, bounded: bool) -> bool:
        """Whether a figure is a date, a label, or part of something longer."""
        if self.is_part_of_figure() or self.is_list_mark() or self.is_dated(bounded=bounded):
            return True
        return self.unit is None and not bounded and self.is_label()

    def is_time(self) -> bool:
        """Whether what it counts is time, or it is the day before a month."""
        words = self.words
        following = self.near(self.ahead, 0, " (")
        if following and self.unit is None:
            bare = following.removeprefix(words.article) if words.article else following
            if following in words.time_units or following in words.time_duals:
                return True
            if bare in words.time_units and (self.amount.kind == "vague" or self.amount.definite):
                return True  # آلاف السنين, الستة الأشهر; after another number "the year" is when, not what
            if bare in words.time_ambiguous and self.spans_time():
                return True
            if bare in words.months and self.amount.kind != "vague" and self.amount.high <= 31:
                return True
            if following in words.relative and self.figures and self.amount.high <= 31:
                return True
            if following in words.day_part and self.amount.high <= 24:
                return True
            second = self.near(self.ahead, 1)
            if following in words.of and (second in words.months or second.removeprefix("ال") in words.time_units):
                return True
            if self.time_after_list():
                return True
        preceding = self.near(self.back, 0)
        for place in (0, 1) if self.amount.definite else ():
            word = self.near(self.back, place)
            if word and words.is_one_of(word, words.time_units):
                return True
        half_of_time = self.amount.number is not None and self.amount.number.clitic and self.amount.high < 1
        return bool(half_of_time) and (
            words.is_one_of(preceding, words.time_units) or words.is_one_of(preceding, words.time_duals)
        )

    def time_after_list(self) -> bool:
        """Whether the time that it counts or dates stands after more numbers (24 و25 و26 مارس, ثلاث أو أربع سنوات)."""
        words = self.words
        for place, near in enumerate(self.ahead):
            if near.gap.strip(" ،,"):
                return False
            bare = near.word.lstrip("و")
            if not (not bare or bare.isdigit() or near.word in words.range_or or near.word in words.range_to):
                known = self.numbers.get(near.word)
                if known is None or known.kind == "ordinal":
                    return place > 0 and (near.word in words.months or near.word in words.time_units)
        return False

    def spans_time(self) -> bool:
        """Whether a word of duration stands a few words before (منذ أكثر من ثلاثة عقود)."""
        return any(self.words.is_one_of(near.word, self.words.time_spans) for near in self.back)

    def is_age(self) -> bool:
        """Whether it is how old somebody is."""
        words = self.words
        if self.unit is not None:
            return False
        if any(words.is_one_of(self.near(self.back, place, " :("), words.ages_before) for place in (0, 1)):
            return True
        limited = self.amount.number is not None and self.near(self.back, 0) in words.age_limits
        if limited and (not self.near(self.ahead, 0) or self.near(self.ahead, 0).startswith("و")):
            return True  # كلهم دون الـ15
        return self.near(self.ahead, 0) in words.of and self.near(self.ahead, 1) in words.ages_after

    def is_fraction_of_rank(self) -> bool:
        """Whether a fraction names a round, a part of the year or a rank (ربع النهائي, النصف الأول)."""
        if self.amount.high >= 1 or self.figures or self.unit is not None:
            return False
        following = self.near(self.ahead, 0, " -")
        word = self.numbers.get(following)
        preceding = self.near(self.back, 0)
        clock = self.numbers.get(preceding)
        if preceding in self.words.only_before or (clock is not None and clock.kind == "ordinal"):
            return True  # الخامسة والنصف, إلا ربعا
        if self.amount.definite and following.startswith(self.words.article):
            return True  # الربع المنتهي
        return following in self.words.not_after_fraction or (word is not None and word.kind == "ordinal")

    def is_part_of_figure(self) -> bool:
        """Whether signs make it part of something longer: a date, a time, a score, an address, a model."""
        text, start, end = self.text, self.amount.start, self.amount.end
        before_it, after_it = text[max(0, start - 3) : start], text[end : end + 3]
        if _DASH_BEFORE.search(before_it) or _DASH_AFTER.match(after_it):
            return self.unit is None or ":" in before_it[-1:] or "/" in before_it[-1:]
        if before_it[-1:] in "#@_/\\+=&" and before_it:
            return True
        if before_it[-1:] in "-–" and before_it[-2:-1].isalpha():
            return True
        if before_it[-1:].isalpha() and before_it:  # glued to a word that is no clitic
            return not self.glued_to_known_word()
        if self.unit is None and after_it[:1].isascii() and after_it[:1].isalpha():
            return True
        digits = text[start + (self.amount.number.clitic if self.amount.number else 0) : end]
        if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
            return True
        return len(digits) >= _TELEPHONE and digits.isdigit() and self.unit is None and not self.noun_follows()

    def glued_to_known_word(self) -> bool:
        """Whether the word that the figure is written onto is one of bound (نحو50)."""
        word = self.near(self.back, 0)
        return bool(self.words.before.by_word.get(word))

    def noun_follows(self) -> bool:
        """Whether an indefinite noun follows in the form that numbers govern: the accusative, or the plural after 3 to
        10. Then it is a count."""
        following = self.near(self.ahead, 0)
        few = self.amount.high % 100 in range(3, 11)
        return (
            len(following) > 3
            and (following.endswith("ا") or (few and following.endswith("ات")))
            and not following.endswith("وا")
            and not following.startswith(("ال", "و"))
            and following not in self.words.stop
        )

    def is_list_mark(self) -> bool:
        """Whether it stands at the head of a line with a stop or bracket, or alone in brackets."""
        text, start, end = self.text, self.amount.start, self.amount.end
        opens = text[:start].rstrip(" (") if start < 4 else text[start - 4 : start].rstrip(" ([-•")
        if (not opens or opens.endswith("\n")) and _LIST_MARK.match(text, end, min(end + 3, len(text))):
            return True
        bracketed = text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")
        if not bracketed or self.unit is not None:
            return False
        following = self.near(self.ahead, 0, " )]")
        counts = following in self.words.of or is_noun(following, self.words)
        large = self.amount.high >= _NO_LIST
        return not (counts or large) and not any(
            self.words.is_one_of(near.word, self.words.heads) for near in self.back
        )

    def is_dated(self, *, bounded: bool) -> bool:
        """Whether it is a year, a day or an hour by the word before it or its own look."""
        words, value = self.words, self.amount.high
        preceding = self.near(self.back, 0, " (:،")
        dated = bool(preceding) and words.is_one_of(preceding, words.dated)
        if self.unit is None and dated and (value <= 31 or value in _OLD_YEARS) and not self.counts_today(preceding):
            return True
        year = dated and preceding.endswith(("عام", "سنه", "عامي"))
        if year and value <= max(YEARS) and self.text[self.amount.start : self.amount.end].isdigit():
            return True
        if self.unit is None and preceding in words.days and value <= 31 and not self.noun_follows():
            return True
        if self.near(self.back, 0, " ()/") in words.months and (value in YEARS or not self.noun_follows()):
            return True
        following = self.near(self.ahead, 0, "")
        if (following in _ERAS or self.near(self.ahead, 0) in _ERAS) and 500 <= value <= 2100 and self.unit != "m":
            return True
        if self.amount.kind == "range" and self.amount.low in YEARS and value in YEARS and self.unit is None:
            return True
        second = preceding.isdigit() and int(preceding[:5]) in YEARS
        if second and value in YEARS and self.unit is None:
            return True
        plain = self.text[self.amount.end - 4 : self.amount.end].isdigit()
        if plain and value in YEARS and self.near(self.ahead, 0) in _ERAS:
            return True
        summed = self.words.is_one_of(self.near(self.back, 0), self.words.sums)
        looks = plain and not summed and value in YEARS and self.amount.number is not None and not bounded
        return looks and self.unit is None and not self.noun_follows()

    def counts_today(self, preceding: str) -> bool:
        """Whether a noun follows that is counted; after "today" any indefinite noun is (قتل اليوم 5 أشخاص)."""
        if self.noun_follows():
            return True
        following = self.near(self.ahead, 0)
        definite = following.startswith(self.words.article or "\0")
        today = preceding.startswith(self.words.article or "\0") and bool(following)
        return today and not definite and following not in self.words.months and is_noun(following, self.words)

    def is_label(self) -> bool:
        """Whether it numbers or names something: المادة 12, قرار 1701, إف 16."""
        if self.near(self.ahead, 0) in self.words.year_after:
            return True  # القانون عدد 52 لسنة 1992
        preceding = self.near(self.back, 0, ' (:-–#«"')
        if not preceding or self.noun_follows():
            return False
        if self.words.is_one_of(preceding, self.words.labels):
            return True
        first_of = len(self.back) > 2 and preceding in self.words.of and self.back[1].word.isdigit()
        if first_of and self.words.is_one_of(self.back[2].word, self.words.labels):
            return True  # صورة 1 من 4
        gap = self.back[0].gap
        if self.words.is_one_of(preceding, self.words.models) and gap in (" ", "-", " - "):
            return True
        return bool(self.words.article) and preceding.isascii() and preceding[0].isalpha() and gap in (" ", "-")

    def is_numbered(self) -> bool:
        """Whether "number" stands before it (رقم تسعة), or it is part of a name (ست البنات)."""
        if self.near(self.back, 0, " (:#") in self.words.labels_always:
            return True
        word = self.text[self.amount.start : self.amount.end]
        return word in self.words.names_before_definite and self.near(self.ahead, 0).startswith(self.words.article)

    def is_decade(self) -> bool:
        """Whether it is a definite ten with no noun: an age or a decade (تجاوز الثمانين)."""
        number = self.amount.number
        if number is None or number.form != "words" or not number.definite or number.value not in range(20, 91, 10):
            return False
        if self.near(self.ahead, 0) and self.near(self.ahead, 0) not in self.words.stop:
            return False
        return not self.near(self.back, 0).startswith(self.words.article)

    def is_part_of_name(self) -> bool:
        """Whether a bare figure that counts nothing follows a word that takes no number (نوكيا 3310)."""
        whole = self.figures and isinstance(self.amount.high, int) and self.amount.kind == "exactly"
        if not whole or not self.words.governs or not self.back:
            return False
        near = self.back[0]
        if not near.adjacent or near.word[0].isdigit() or self.amount.definite:
            return False
        if self.amount.number is not None and self.amount.number.clitic:
            return False
        words = self.words
        governed = any(words.is_one_of(near.word, known) for known in (words.governs, words.stop, words.sums))
        return not governed and not any(words.is_one_of(other.word, words.heads) for other in self.back)

    def is_ranked(self) -> bool:
        """Whether an ordinal follows "the thousand": a millennium (الألف الثالث)."""
        number = self.amount.number
        if number is None or not number.definite or number.value not in (100, 1000) or number.form != "words":
            return False
        word = self.numbers.get(self.near(self.ahead, 0))
        return word is not None and word.kind == "ordinal"

    def is_group(self) -> bool:
        """Whether it is the name of a group: مجموعة العشرين, مجموعة الدول السبع."""
        if not self.amount.definite:
            return False
        return any(self.words.is_one_of(self.near(self.back, place), self.words.groups) for place in (0, 1))

    def is_score(self) -> bool:
        """Whether it is a score: بثلاثة أهداف مقابل هدف."""
        if self.near(self.ahead, 0) not in self.words.score_nouns or self.amount.number is None:
            return False
        second = self.near(self.ahead, 1)
        return bool(self.amount.number.clitic) or second in ("مقابل", "دون", "نظيفه") or second.startswith("ل")

    def is_zero(self) -> bool:
        """Whether it is "zero" with nothing counted (نقطة الصفر), or the month (مطلع صفر)."""
        if self.amount.high == 0 and self.words.is_one_of(self.near(self.back, 0), self.words.dated):
            return True
        return (
            self.amount.high == 0
            and self.unit is None
            and (self.amount.definite or not self.near(self.ahead, 0) or self.near(self.ahead, 0) in self.words.stop)
        )
