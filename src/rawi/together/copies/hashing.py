"""Hashing: folded words as numbers of 32 bits, and numbers of 64 bits for runs of them, without a loop over words.

A word's number is a polynomial in a fixed odd base over the numbers of its letters, modulo 2^64 (as by Karp and Rabin,
IBM Journal 1987), mixed, of which the upper half is kept. It is the same in every run and on every machine, for it is
stored. Two given words have the same number with a chance of 2^-32, so that of a million pairs of pages of 300 words
about twenty have one word taken for equal that is not; who makes two on purpose gains the same.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Places = NDArray[np.int32]

BREAK: Final = np.uint32(0)
"""The number that stands for an interruption; no word has it."""
NONE: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
"""The number of a run of words with a break in it."""

_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_BLOCK: Final = 1 << 16  # letters that the tables of powers hold; longer texts are hashed piece by piece
_OTHER: Final = ord("a")


def mix(numbers: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit comes to depend on every other."""
    mixed = numbers ^ (numbers >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


@cache
def _letters() -> tuple[NDArray[np.bool_], Hashes]:
    """For each code point of the basic plane whether it is a letter or digit, and its number."""
    letters = np.fromiter((chr(code).isalnum() for code in range(1 << 16)), bool, 1 << 16)
    return letters, mix(np.arange(1, (1 << 16) + 1, dtype=np.uint64) * np.uint64(_BASE))


def _powers_of(base: int) -> Hashes:
    powers = np.full(_BLOCK + 1, np.uint64(base))
    powers[0] = 1
    return np.multiply.accumulate(powers)


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """The powers of the base and those of its inverse."""
    return _powers_of(_BASE), _powers_of(_INVERSE)


def hash_words(text: str) -> Words:
    """The words of a folded text as numbers."""
    return hash_codes(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32))[0]


def hash_codes(codes: NDArray[np.uint32]) -> tuple[Words, Places, Places]:
    """The words of a folded text, given by its code points: their numbers, where they begin and where they end. Linear.

    A word is a run of letters and digits; letters beyond the basic plane stand for one another.
    """
    letters, numbers = _letters()
    if len(codes) and codes.max() >= 1 << 16:
        codes = np.where(codes < 1 << 16, codes, np.uint32(_OTHER))
    inside = np.zeros(len(codes) + 2, bool)
    inside[1:-1] = letters[codes]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    values = np.empty(len(starts), np.uint64)
    powers, inverses = _powers()
    begin = 0
    while begin < len(starts):  # so many words as fit into the tables; a longer word counts by its beginning
        origin = int(starts[begin])
        stop = max(begin + 1, int(np.searchsorted(ends, origin + _BLOCK, "right")))
        reach = min(int(ends[stop - 1]) - origin, _BLOCK)
        sums = np.zeros(reach + 1, np.uint64)
        np.cumsum(numbers[codes[origin : origin + reach]] * powers[:reach], out=sums[1:])
        first, last = starts[begin:stop] - origin, np.minimum(ends[begin:stop] - origin, reach)
        values[begin:stop] = (sums[last] - sums[first]) * inverses[first]
        begin = stop
    words = (mix(values) >> np.uint64(32)).astype(np.uint32)
    words[words == BREAK] = 1
    return words, starts.astype(np.int32), ends.astype(np.int32)


def grams(words: Words, width: int) -> Hashes:
    """The number of the `width` words from each place on; `NONE` where a break is among them."""
    count = len(words) - width + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    numbers = words.astype(np.uint64)
    mixed = numbers[:count].copy()
    for step in range(1, width):
        mixed *= np.uint64(_BASE)
        mixed += numbers[step : step + count]
    mixed = mix(mixed)
    mixed[windows(words == BREAK, width, np.logical_or)] = NONE
    return mixed


def windows(values: NDArray[Any], width: int, joined: np.ufunc) -> NDArray[Any]:
    """What `width` values in a row, from each place on, come to, where it is no matter if one is taken twice."""
    reach = 1
    while reach < width:
        step = min(reach, width - reach)
        values = joined(values[:-step], values[step:])
        reach += step
    return values


def contexts(words: Words, places: NDArray[np.integer], width: int, reach: int) -> Hashes:
    """For the `width` words at each place, the set of the `reach` words before and after them, a bit of 64 a word.

    Two bits may coincide, so that the number of common bits (`common`) tells common words only about.
    """
    sets: Hashes = np.zeros(len(words) + 2 * reach, np.uint64)
    np.left_shift((words != BREAK).astype(np.uint64), words >> np.uint32(26), out=sets[reach : reach + len(words)])
    sets = windows(sets, reach, np.bitwise_or)
    around: Hashes = sets[places] | sets[places + (reach + width)]
    return around


def common(some: Hashes, others: Hashes) -> NDArray[np.intp]:
    """How many bits each two sets have in common."""
    both = some & others
    both = both - ((both >> np.uint64(1)) & np.uint64(0x5555555555555555))
    both = (both & np.uint64(0x3333333333333333)) + ((both >> np.uint64(2)) & np.uint64(0x3333333333333333))
    both = (both + (both >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return ((both * np.uint64(0x0101010101010101)) >> np.uint64(56)).astype(np.intp)
