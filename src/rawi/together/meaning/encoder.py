"""Texts as vectors: means over the pieces of a text, of two layers of the encoder, centred.

As they are, the means of any two texts have a cosine of 0.8 and more; with the mean of many texts taken off, it tells
what they have in common. The middle layer knows words and their forms, the highest knows what a text is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from rawi.errors import WeightsError
from rawi.tagger.groups import alike
from rawi.tagger.pieces import BEGIN, END, PAD
from rawi.together.meaning import files

Vectors = npt.NDArray[np.float32]
"""[texts, layers, width]: for every text one vector a layer, each of length 1, or 0 where the text says nothing."""

LAYERS: Final = (6, 12)
"""The layers of which vectors are taken, of 12; with the ninth between them the judge was no better."""
WIDTH: Final = 384
LONGEST: Final = 96
"""Pieces of a text that are read, some 50 to 60 words; what stands after them is not seen."""
LETTERS: Final = 2_000
"""Characters of a text that are cut into pieces at all."""
PLACES: Final = 300
"""Pieces in one run of the layers, so many at most where a text does not have more itself: larger batches are slower,
since what they hold no longer fits the processor's caches."""

_loading = Lock()


class Encoder:
    """The layers, ready to run on one thread of the processor."""

    def __init__(self, data: files.Files) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        try:
            self._layers = onnxruntime.InferenceSession(data.layers, options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_str(data.tokenizer)
        except Exception as error:  # whole by its hash and yet not loadable: made by another version
            raise WeightsError(f"the weights of meaning cannot be loaded ({error}); {files.AGAIN}") from error
        self.name = data.name
        self._centre = data.centre
        self._pieces, self._scale, self._places = data.embeddings

    def ids(self, text: str) -> list[int]:
        """The pieces of a text, at most `LONGEST`, without the opening and the closing one; none where it has no letters."""
        whole = text[:LETTERS].encode("utf-8", "replace").decode("utf-8")  # halves of surrogate pairs are no letters
        if not any(map(str.isalnum, whole)):
            return []
        found: list[int] = self._tokenizer.encode(whole, add_special_tokens=False).ids[:LONGEST]
        return found

    def means(self, texts: Sequence[str]) -> Vectors:
        """The means as the layers have them, neither centred nor scaled; 0 for a text without letters."""
        pieces = [self.ids(text) for text in texts]
        out = np.zeros((len(texts), len(LAYERS), WIDTH), np.float32)
        full = [place for place, ids in enumerate(pieces) if ids]
        for group in alike([len(pieces[place]) + 2 for place in full], at_most=PLACES):
            rows = [full[n] for n in group]
            longest = max(len(pieces[row]) + 2 for row in rows)
            ids = np.full((len(rows), longest), PAD)
            for n, row in enumerate(rows):
                ids[n, : len(pieces[row]) + 2] = [BEGIN, *pieces[row], END]
            embedded = self._pieces[ids] * self._scale[ids][..., None] + self._places[:longest]
            mask = (ids != PAD).astype(np.int64)
            mask[:, 0] = 1
            out[rows] = self._layers.run(None, {"embedded": embedded.astype(np.float32), "mask": mask})[0]
        return out

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """See `vectors` of this module."""
        means = self.means(texts)
        said = means.any(axis=(1, 2), keepdims=True)
        centred = np.where(said, means - self._centre, 0)
        lengths = np.linalg.norm(centred, axis=2, keepdims=True)
        out: Vectors = (centred / np.maximum(lengths, 1e-9)).astype(np.float32)
        return out


@cache
def _encoder() -> Encoder:
    return Encoder(files.load())


def encoder() -> Encoder:
    """The encoder of the weights that come with the package, loaded when it is first asked for (some 0.2 s)."""
    with _loading:
        return _encoder()


def vectors(texts: Sequence[str]) -> Vectors:
    """What texts mean: [texts, 2, 384], a vector of length 1 for each of the layers 6 and 12.

    The dot product of two vectors of one layer is their cosine. A text without letters and digits gives zeros, near to nothing.
    Of a long text the first 96 pieces (50 to 60 words) are read. A text's vectors do not depend on what stands beside
    it, but for the last digits (below 1e-4). Equal texts are read once. Time: some 7 ms of one processor a headline.

    Raises:
        WeightsError: the files of meaning or of the tagger are missing or damaged.
    """
    different = list(dict.fromkeys(texts))
    if not different:
        return np.zeros((0, len(LAYERS), WIDTH), np.float32)
    at = {text: place for place, text in enumerate(different)}
    found = encoder().vectors(different)
    out: Vectors = found[[at[text] for text in texts]]
    return out


def cosines(vectors: Vectors, pairs: Sequence[tuple[int, int]]) -> Vectors:
    """The cosines of pairs of texts, [pairs, layers], from their vectors [texts, layers, width]."""
    if not pairs:
        return np.zeros((0, len(LAYERS)), np.float32)
    one, other = np.array(pairs).T
    out: Vectors = np.einsum("plw,plw->pl", vectors[one], vectors[other])
    return out
