"""From words to the encoder's pieces, in overlapping windows of a page."""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from rawi.tagger.words import Words

# Numbers of the special pieces in the base encoder's vocabulary.
BEGIN, PAD, END = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Window:
    """``ids``: pieces with the opening and closing ones; ``places``: (word, index into ids) of the words read here.

    Windows overlap, but every word is read in one window only: where it has the most to its right and left.
    """

    ids: list[int]
    places: list[tuple[int, int]]


class Pieces:
    """Cuts pages into windows of at most ``longest`` pieces that overlap by ``overlap``."""

    def __init__(self, tokenizer: Tokenizer, longest: int = 480, overlap: int = 100) -> None:
        self.tokenizer, self.longest, self.overlap = tokenizer, longest, overlap

    def windows(self, page: Words) -> list[Window]:
        """Windows of the whole page; paragraphs are encoded apart, with the closing piece between them."""
        ids, owners = self._pieces(page)
        out: list[Window] = []
        done: set[int] = set()
        begin, n = 0, len(ids)
        while True:
            end = min(n, begin + self.longest)
            upto = n if end == n else end - self.overlap // 2
            mine = {w for k in range(begin, upto) for w in owners[k]} - done
            places = [(w, k - begin + 1) for k in range(begin, end) for w in owners[k] if w in mine]
            out.append(Window([BEGIN, *ids[begin:end], END], places))
            done |= mine
            if end == n:
                return out
            begin += self.longest - self.overlap

    def _pieces(self, page: Words) -> tuple[list[int], list[tuple[int, ...]]]:
        """All pieces of the page, and for each the words that it belongs to (two, where a piece spans ``.»``)."""
        ids: list[int] = []
        owners: list[tuple[int, ...]] = []
        first = 0
        while first < len(page):
            after = first + 1
            while after < len(page) and page.gaps[after] != "\n":
                after += 1
            text, starts = "", []
            for k in range(first, after):
                text += (page.gaps[k] if k > first else "") + page.words[k]
                starts.append(len(text) - len(page.words[k]))
            if ids:
                ids.append(END)
                owners.append(())
            encoding = self.tokenizer.encode(text, add_special_tokens=False)
            word, n = 0, after - first
            for piece, (s, e) in zip(encoding.ids, encoding.offsets, strict=True):
                while s < e and text[s].isspace():
                    s += 1
                while word + 1 < n and starts[word + 1] <= s:
                    word += 1
                last = word
                while last + 1 < n and starts[last + 1] < e:
                    last += 1
                ids.append(piece)
                owners.append(tuple(range(first + word, first + last + 1)) if s < e or word == 0 else ())
            first = after
        return ids, owners
