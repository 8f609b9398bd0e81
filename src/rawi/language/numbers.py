"""Numbers in a text, in figures and words, with all the grammar of Arabic number words.

    find("قتل ثلاثمئة وخمسة وعشرون ألفا") -> [Number(span=(4, 29), value=325000, ordinal=False, form="words", ...)]

The words are data (`<language>/numbers.toml`, read by `number_words`); figures are read by `digits`; here they are put
together. Words that stand side by side form a *run*; each run is read from left to right, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from rawi.language import digits
from rawi.language.letters import Folded, Span, fold
from rawi.language.number_sums import Link, Sum, Token, merge
from rawi.language.number_words import Lexicon, Word, language_of, lexicon

Form = Literal["digits", "words", "mixed"]

_PIECE: Final = re.compile(rf"(?P<word>[^\W\d_{digits.VULGAR}]+)|(?P<figure>{digits.PATTERN})")
_NEXT_WORD: Final = re.compile(r" {0,2}([^\W\d_]+)")
_PERCENT: Final = re.compile(r" {0,2}(?:[%٪]|ب(?:ال)?م[يا]|في ?الم[يا]|percent|درصد)")
_LAST_WORD: Final = re.compile(r"([^\W\d_]{1,40}) {0,2}$")
_AFTER_HUNDRED: Final = re.compile(r" بعد ([^\W\d_]{3,12})")
_ORDINAL_ENDING: Final = re.compile(r"(?:st|nd|rd|th)\b")
_WINDOW: Final = 48


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what it is worth.

    `span` is that of the words as written, with what is written onto them (وعشرون, بثلاثة); `clitic` counts the
    characters at its start that are particles, the article not among them. `definite` tells that it has the article.
    `form` tells how it was written; `scale` is the thousand, million, ... that it ends with (3 of 3 millions), else 1.
    A fraction alone (نصف) has a value below one. A dual of a scale counts (ألفان).
    """

    span: Span
    value: int | Fraction
    ordinal: bool = False
    form: Form = "digits"
    definite: bool = False
    clitic: int = 0
    scale: int = 1


def find(text: str, language: str | None = None) -> list[Number]:
    """All numbers of `text` in their order, spans in code points of `text`; they never overlap.

    `language` is "ar", "fa" or "en"; without it the letters of the text decide. English words and figures are read in
    every text. Not numbers: أحد and إحدى in the sense of "one of", scales in the plural with no number before them
    (آلاف), figures of more than 40 digits or with separators that make no number (12.05.2015), figures written onto
    Latin letters (F16) or onto one or two Arabic letters that are no particle. Time is linear in the length.
    """
    folded = fold(text)
    return [
        replace(number, span=folded.to_original(number.span)) for number in read(folded, language)
    ]  # fmt: skip


def read(folded: Folded, language: str | None = None) -> list[Number]:
    """As `find`, of a text that is folded already; the spans are those of the folded text."""
    return list(_Reader(folded, lexicon(language or language_of(folded.original))).numbers())


def _link(figure: Word) -> Link:
    return "and" if figure.with_and else "apart" if figure.clitic else "plain"


class _Reader:
    """Reads one folded text."""

    def __init__(self, folded: Folded, words: Lexicon) -> None:
        self.folded = folded
        self.text = folded.text
        self.lexicon = words

    def numbers(self) -> Iterator[Number]:
        last_end = 0
        for run, before in self.runs():
            for number in self.read_run(merge(run), before):
                # What "بعد المئة" took from the run after it does not count twice.
                if number.span[0] >= last_end:
                    yield number
                    last_end = number.span[1]

    def is_percent(self, word: Word, start: int, last_number: int) -> bool:
        """Whether it is the hundred or thousand of which the number before it is a share (7 في المئة, 3 بالألف)."""
        if not word.definite or word.value not in (100, 1000) or not 0 < start - last_number < 6:
            return False
        between = self.text[last_number:start].split()
        return between == ["في"] or (word.clitic == 1 and not word.with_and and not between)

    def runs(self) -> Iterator[tuple[list[Token], str]]:
        """The number words that stand side by side, and the word before each run ("" where a sign stands between)."""
        text, words, glue = self.text, self.lexicon.words, self.lexicon.glue
        run: list[Token] = []
        before = last_word = ""
        last_end, last_number = 0, -_WINDOW
        waiting: Word | None = None  # an "and", or a particle that a figure may follow
        for match in _PIECE.finditer(text):
            start, end = match.span()
            word, figure = match["word"], match["figure"]
            gap = text[last_end:start] if start - last_end < 4 else "…"
            near = not gap.strip(" ")
            hyphen = gap == "-" and bool(run) and run[-1].word.grammar.language == "en"
            if not near and not hyphen:
                if run:
                    yield run, before
                run, waiting, last_word = [], None, ""
            if figure is not None:
                found = self.figure_tokens(figure, start, waiting, gap, last_word)
            elif (
                (known := words.get(word)) is not None
                and known.kind != "and"
                and self.is_spelt(known, start, end)
                and not self.is_percent(known, start, last_number)
            ):
                joined = known.with_and or (word == "واحد" and bool(run)) or (waiting is not None and waiting.with_and)
                link: Link = "and" if joined else "hyphen" if hyphen else "apart" if known.clitic else "plain"
                found = [Token(start, end, known.kind, known.value, known, link)]
            else:
                found = []
                particle = glue.get(word)
                waiting = particle or (words[word] if known is not None and known.kind == "and" else None)
                if run and not (waiting is not None and waiting.with_and):
                    yield run, before
                    run = []
            for token in found:
                if run and token is not found[0]:
                    yield run, before
                    run = []
                before = before if run else last_word
                run.append(token)
                last_number = token.end
            if figure is not None or found:
                waiting = None
            last_word, last_end = word or "", end
        if run:
            yield run, before

    def is_spelt(self, word: Word, start: int, end: int) -> bool:
        """Whether the original has the letter that tells the number from a word that folds alike, and no doubled one
        that makes it a verb (صفّر); ستّة has one, and after the article it means nothing."""
        if word.needs:
            return word.needs in self.original(start, end)
        starts = self.folded.starts
        if starts[end] - starts[start] == end - start or word.definite or "ست" in self.text[start:end]:
            return True
        return "\u0651" not in self.original(start, end)

    def figure_tokens(self, figure: str, start: int, particle: Word | None, gap: str, word_before: str) -> list[Token]:
        """The numbers in a figure; `particle` is what stands before it or is written onto it."""
        attached = gap == "" and word_before != ""
        if attached and particle is None and (len(word_before) < 3 or word_before.isascii()):
            return []
        end = start + len(figure)
        following = _NEXT_WORD.match(self.text, end, end + _WINDOW)
        scale = self.lexicon.words.get(following[1]) if following else None
        big = scale is not None and scale.kind == "scale" and scale.value > 1000
        point = big or self.lexicon.english or _PERCENT.match(self.text, end, end + _WINDOW) is not None
        tokens: list[Token] = []
        for first, last, value in digits.parse(figure, decimal_point=point):
            word, at = self.lexicon.figure, start + first
            if particle is not None and first == 0:
                word = replace(word, definite=particle.definite, with_and=particle.with_and)
                # An article with tatweel may stand apart (الـ 35).
                if attached or (gap == " " and particle.definite):
                    word, at = replace(word, clitic=particle.clitic), start - len(gap) - len(word_before)
            tokens.append(Token(at, start + last, "digits", value, word, _link(word)))
        return tokens

    def original(self, start: int, end: int) -> str:
        first, last = self.folded.to_original((start, end))
        return self.folded.original[first:last]

    def read_run(self, run: list[Token], before: str) -> Iterator[Number]:
        """The numbers of one run; `before` is the word in front of it."""
        at = 0
        while at < len(run):
            word_before = before if at == 0 else ""
            number, after = self.ordinal(run, at) or self.cardinal(run, at, word_before) or (None, at + 1)
            if number is not None and number.value == 0 and len(run) > 1:
                number = None  # the month Safar
            if number is not None:
                yield number
            at = after

    def ordinal(self, run: list[Token], at: int) -> tuple[Number, int] | None:
        """An ordinal written as such: الثالث, الثالثة عشرة, الحادي والعشرون, الخامسة بعد المئة."""
        first = run[at]
        if first.kind not in ("ordinal", "ordinal_in_compound"):
            return None
        value, after, end = first.value, at + 1, first.end
        if after < len(run) and run[after].kind == "tens" and run[after].link == "and" and run[after].word.definite:
            value, end, after = value + run[after].value, run[after].end, after + 1
        elif first.kind == "ordinal_in_compound":
            return None
        if after == len(run) and (hundred := _AFTER_HUNDRED.match(self.text, end, end + _WINDOW)):
            word = self.lexicon.words.get(hundred[1])
            if word is not None and word.kind in ("hundred", "scale") and word.definite:
                value, end = value + word.value * (2 if word.shape == "two" else 1), hundred.end()
        return self.number(run[at:after], value, end, ordinal=True), after

    def cardinal(self, run: list[Token], at: int, word_before: str) -> tuple[Number, int] | None:
        """The longest number that begins at `run[at]`, and the place after it."""
        total = Sum(between=word_before.removeprefix("و") in ("بين", "between"))
        after = at
        while after < len(run) and total.add(run[after], run[after + 1] if after + 1 < len(run) else None):
            after += 1
        after -= total.roll_back()
        if after == at:
            return None
        tokens, value, end = run[at:after], total.value, run[after - 1].end
        ordinal = False
        if after < len(run) and total.takes_ordinal(run[after]):
            value, end, ordinal = value + run[after].value, run[after].end, True
            tokens, after = run[at : after + 1], after + 1
        last = tokens[-1]
        if last.word.shape == "construct" and total.bare_scale and self.noun_follows(end):
            value += last.value if "ً" not in self.original(last.start, last.end) else 0
        if len(tokens) == 1:
            fraction = last.word.before_definite
            if fraction is not None and (self.says_fraction(last) or self.definite_follows(last)):
                value = fraction
            if last.kind == "digits" and (ending := _ORDINAL_ENDING.match(self.text, end)):
                ordinal, end = True, ending.end()
        ordinal = ordinal or self.ordinal_by_place(tokens, value)
        return self.number(tokens, value, end, ordinal=ordinal, scale=total.scale), after

    def noun_follows(self, end: int) -> bool:
        following = _NEXT_WORD.match(self.text, end, end + _WINDOW)
        return (
            following is not None
            and self.text[end] == " "
            and following[1] not in self.lexicon.no_noun
            and not following[1].startswith("و")
        )

    def says_fraction(self, token: Token) -> bool:
        """Whether the first vowel is written as that of a fraction (خُمس)."""
        return "\u064f" in self.original(token.start, token.start + token.word.clitic + 1)

    def definite_follows(self, token: Token) -> bool:
        """Whether a definite noun follows a unit without the article (خمس السكان)."""
        following = _NEXT_WORD.match(self.text, token.end, token.end + _WINDOW)
        if following is None or token.word.definite or following[1] in self.lexicon.words:
            return False
        # ألعاب and the like begin with hamza, the article never does.
        begin = following.start(1)
        return following[1].startswith("ال") and self.original(begin, begin + 1) == "ا"

    def ordinal_by_place(self, tokens: list[Token], value: int | Fraction) -> bool:
        """Whether a definite figure or round number is an ordinal (القرن العشرون, الذكرى الـ75, دورتها الثلاثين)."""
        first = tokens[0]
        if not first.word.definite or first.word.clitic or first.kind not in ("digits", "tens", "hundred", "scale"):
            return False
        if isinstance(value, Fraction) or (len(tokens) > 1 and any(token.kind == "digits" for token in tokens)):
            return False
        word = _LAST_WORD.search(self.text[max(0, first.start - _WINDOW) : first.start])
        if word is None:
            return False
        noun = re.sub("^[وف]?(?:[بك]ال|لل(?=.))", "ال", word[1]).removeprefix("و")
        if noun in self.lexicon.plurals:
            return False
        if noun in self.lexicon.ordinal_nouns or (noun.startswith("ال") and noun[-1] in "هي"):
            return True
        stem = re.sub("(?:ه|ها|هم|نا)$", "", noun)
        own = f"ال{stem}"
        return stem != noun and ((stem.endswith("ت") and not stem.endswith("ات")) or own in self.lexicon.ordinal_nouns)

    def number(self, tokens: list[Token], value: int | Fraction, end: int, *, ordinal: bool, scale: int = 1) -> Number:
        figures = sum(token.word.kind == "digits" for token in tokens)
        form: Form = "words" if not figures else "digits" if figures == len(tokens) else "mixed"
        word = tokens[0].word
        return Number((tokens[0].start, end), digits.plain(value), ordinal, form, word.definite, word.clitic, scale)
