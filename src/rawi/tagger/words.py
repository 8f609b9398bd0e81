"""A page as the tagger sees it: words with their places, sentences, and what stands inside quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex

from rawi.tagger import vowels

Span = tuple[int, int]

# The rule of the annotation tool: every annotated span begins and ends at one of these tokens.
TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}_]+(?:[.,:/\-][\p{N}]+)*|\S")

SENTENCE_ENDS = frozenset(".!؟?")
OPENING_MARKS = frozenset("«“")
CLOSING_MARKS = frozenset("»”")


@dataclass(slots=True)
class Words:
    """Words of a page in order.

    ``gaps[i]`` is what stands before word i: "" (written onto the word before), " " or "\\n" (a new paragraph).
    ``spans[i]`` is its place in the page's text. ``title`` is the number of words in the title.
    ``sentence[i]`` numbers sentences from 0, ``quoted[i]`` is 1 inside quotation marks.
    """

    words: list[str]
    gaps: list[str]
    spans: list[Span]
    title: int
    sentence: npt.NDArray[np.int64]
    quoted: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of_text(cls, text: str, blocks: Iterable[Span], title_end: int = 0) -> Words:
        """The words of those parts of ``text`` that are to be read. A line break parts paragraphs, also between blocks.

        ``title_end``: words that begin before this offset are the title's.
        """
        words: list[str] = []
        gaps: list[str] = []
        spans: list[Span] = []
        title = 0
        before: int | None = None
        for start, end in blocks:
            for match in TOKEN.finditer(text, start, end):
                s, e = match.span()
                gap = "\n" if before is None else text[before:s]
                words.append(match.group())
                gaps.append("\n" if "\n" in gap or "\r" in gap else " " if gap else "")
                spans.append((s, e))
                title += s < title_end
                before = e
        return cls.of_words(vowels.without(words), gaps, spans, title)

    @classmethod
    def of_words(cls, words: list[str], gaps: list[str], spans: list[Span], title: int) -> Words:
        """The same from words that are known already, as training has them."""
        sentence, quoted = _sentences(words, gaps)
        return cls(words, gaps, spans, title, sentence, quoted)

    def offsets(self, first: int, last: int) -> Span:
        """The place in the text of words ``first`` to ``last``, both included."""
        return self.spans[first][0], self.spans[last][1]


def _sentences(words: Sequence[str], gaps: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    sentence = np.zeros(len(words), np.int64)
    quoted = np.zeros(len(words), np.int64)
    number, inside = 0, False
    for i, word in enumerate(words):
        if i and (gaps[i] == "\n" or (words[i - 1] in SENTENCE_ENDS and gaps[i] and not inside)):
            number += 1
        if gaps[i] == "\n":  # an unbalanced mark does not reach past its paragraph
            inside = False
        if word in OPENING_MARKS:
            inside = True
        elif word in CLOSING_MARKS:
            inside = False
        elif word == '"':
            inside = not inside
        sentence[i], quoted[i] = number, inside
    return sentence, quoted
