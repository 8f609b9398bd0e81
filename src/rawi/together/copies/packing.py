"""Packing: a wording as bytes and plain values for a desk, and back. What is kept is a few numbers for each word."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from rawi.together.copies.wording import Wording

VERSION: Final = 1
"""Of what the bytes mean, and of the numbers of words; what another version packed is made anew."""
_SIZES: Final[tuple[np.dtype[np.unsignedinteger[Any]], ...]] = (np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"))


class Packed(NamedTuple):
    """A wording without what the desk knows of the page anyway: day, outlet, agency."""

    hashes: bytes
    places: bytes
    marks: bytes
    told: list[list[Any]]
    named: list[str]


def pack(wording: Wording) -> Packed:
    """About nine bytes a word."""
    places = np.stack((wording.begins, wording.ends - wording.begins))
    places[0, 1:] -= wording.ends[:-1]
    most = int(places.max(initial=0))
    size = next(n for n, one in enumerate(_SIZES) if most < 1 << 8 * one.itemsize)
    marks = wording.plain.astype(np.uint8) | wording.quoted.astype(np.uint8) << 1
    return Packed(
        wording.words.astype("<u4").tobytes(),
        bytes([size]) + places.astype(_SIZES[size]).tobytes(),
        marks.tobytes(),
        [list(content) for content in wording.contents],
        list(wording.named),
    )


def unpack(packed: Packed, page: str, published: str | None, outlet: str | None, agency: str | None) -> Wording:
    """The wording again, equal to the one that was packed."""
    words = np.frombuffer(packed.hashes, "<u4")
    gaps, lengths = np.frombuffer(packed.places, _SIZES[packed.places[0]], offset=1).reshape(2, -1).astype(np.int32)
    ends = np.cumsum(gaps + lengths, dtype=np.int32)
    marks = np.frombuffer(packed.marks, np.uint8)
    contents = tuple((first, end, speaker) for first, end, speaker in packed.told)
    plain, quoted = (marks & 1).astype(bool), (marks & 2).astype(bool)
    return Wording(
        page, words, ends - lengths, ends, plain, quoted, contents, tuple(packed.named), published, outlet, agency
    )
