"""Pages of ANERcorp as text: its words with their labels, one a line, written as the press writes them.

ANERcorp (CAMeL Lab's split, train part; CC BY-SA 4.0) holds news of many outlets, with other prose, in sentences that follow
each other, but no borders of articles. A page here is a run of its sentences, named ``aner-FIRST-LAST`` by their numbers
from 0. Where it ends was found by rule (words and names that stop, datelines), so that a few begin or end within an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

PARAGRAPH = 40  # words after which a new sentence begins on a new line
CLOSING, OPENING = frozenset("،,.؛:؟!)»%]"), frozenset("(«[")


def read_sentences(path: Path) -> list[list[str]]:
    """The words of each sentence of a file of one word and label a line, an empty line between sentences."""
    parts = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [[line.split()[0] for line in part.splitlines() if line.strip()] for part in parts]


def text_of(sentences: Sequence[Sequence[str]]) -> str:
    """Words joined: no space before a closing mark or after an opening one, the conjunction و onto its word, and straight
    quotation marks taken to open and close in turn."""
    text, count = "", 0
    for number, words in enumerate(sentences):
        if number:
            text += "\n" if count >= PARAGRAPH else " "
            count = 0 if count >= PARAGRAPH else count
        joined, quoted = True, False
        for word in words:
            closes = word in CLOSING or (word == '"' and quoted)
            text += word if joined or closes else f" {word}"
            count += 1
            quoted ^= word == '"'
            joined = word == "و" or word in OPENING or (word == '"' and quoted)
    return text


def texts(path: Path, numbers: Iterable[str]) -> dict[str, str]:
    """The text of each of these pages (``aner-0061-0070``)."""
    sentences = read_sentences(path)
    out = {}
    for number in numbers:
        _, first, last = number.split("-")
        out[number] = text_of(sentences[int(first) : int(last) + 1])
    return out
