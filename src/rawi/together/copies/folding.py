"""Folding a text to code points at once, with the place of each in the original: `rawi.language.letters.fold` for arrays.

The fold of each code point is asked of `letters` when it is met first, and kept in tables.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.language.letters import CONTROLS, fold_text

_PLANE: Final = 1 << 16
_UNKNOWN: Final = 255
_SEVERAL: Final = 254


class FoldedCodes(NamedTuple):
    """The code points of a folded text, and for each the place in the original that it came from.

    `marked`: for each place in the original where a mark stands, how far the marks after the last letter reach (0 else);
    None where no letter of the text vanishes.
    """

    codes: NDArray[np.uint32]
    places: NDArray[np.int32]
    marked: NDArray[np.int32] | None

    def ends(self, last: NDArray[np.integer]) -> NDArray[np.int32]:
        """Where words end in the original, given the places of their last letters in the fold: behind the marks that
        belong to these letters (`letters.Folded.to_original`)."""
        ends: NDArray[np.int32] = self.places[last] + np.int32(1)
        if self.marked is None:
            return ends
        after = np.append(self.places, np.int32(len(self.marked)))[last + 1]
        reach: NDArray[np.int32] = np.where(after > ends, np.maximum(ends, self.marked[after - 1]), ends)
        return reach


class _Tables:
    """Of the code points of the basic plane, as they are met: how many letters the fold has, and the first of them."""

    def __init__(self) -> None:
        self.widths = np.full(_PLANE, _UNKNOWN, np.uint8)
        self.first = np.zeros(_PLANE, np.uint32)

    def learn(self, codes: NDArray[np.uint32]) -> None:
        for code in np.unique(codes).tolist():
            folded = fold_text(chr(code))
            self.widths[code] = len(folded) if len(folded) < 2 else _SEVERAL
            self.first[code] = ord(folded[0]) if folded else 0


_TABLES: Final = _Tables()
_CONTROLS: Final = np.zeros(max(map(ord, CONTROLS)) + 2, bool)  # the last stands for all code points after it
_CONTROLS[[ord(control) for control in CONTROLS]] = True


def fold_codes(text: str) -> FoldedCodes:
    """The fold of a text. Linear in its length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) and codes.max() >= _PLANE:  # digits, letters and signs beyond the basic plane are rare: one by one
        return _slowly(codes)
    widths = _TABLES.widths[codes]
    widest = widths.max(initial=1)
    if widest == _UNKNOWN:
        _TABLES.learn(codes[widths == _UNKNOWN])
        widths = _TABLES.widths[codes]
        widest = widths.max()
    if widest == _SEVERAL:
        return _slowly(codes)
    if widths.all():
        return FoldedCodes(_TABLES.first[codes], np.arange(len(codes), dtype=np.int32), None)
    places = np.flatnonzero(widths).astype(np.int32)
    return FoldedCodes(_TABLES.first[codes[places]], places, _marked(codes, widths == 0))


def _slowly(codes: NDArray[np.uint32]) -> FoldedCodes:
    """The same where some letter becomes several, or is beyond the basic plane."""
    met, which = np.unique(codes, return_inverse=True)
    folds = [fold_text(chr(code)) for code in met.tolist()]
    lengths = np.array([len(folded) for folded in folds])
    begins = np.concatenate(([0], np.cumsum(lengths)))
    letters = np.frombuffer("".join(folds).encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = lengths[which]
    places = np.repeat(np.arange(len(codes)), counts)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    folded = letters[begins[which][places] + within]
    return FoldedCodes(folded, places.astype(np.int32), _marked(codes, counts == 0))


def _marked(codes: NDArray[np.uint32], vanished: NDArray[np.bool_]) -> NDArray[np.int32]:
    """For each place, one more than that of the last mark at it or before it."""
    marks = vanished & ~_CONTROLS[np.minimum(codes, len(_CONTROLS) - 1)]
    reach: NDArray[np.int32] = np.maximum.accumulate(np.where(marks, np.arange(1, len(codes) + 1), 0)).astype(np.int32)
    return reach
