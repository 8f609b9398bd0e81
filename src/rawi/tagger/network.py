"""The network at reading time: two ONNX graphs for the layers, plain numpy for what stands round them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from rawi.errors import WeightsError
from rawi.tagger.cues import CueWindow
from rawi.tagger.decode import log_softmax
from rawi.tagger.groups import alike
from rawi.tagger.pieces import PAD, Pieces, Window
from rawi.tagger.weights import CUE, HEADS, PAGE, TOKENIZER, Weights

Floats = npt.NDArray[np.float32]


class Network:
    """Layers and heads. Arrays have the shapes that the functions say; WIDTH is that of the encoder (384)."""

    def __init__(self, weights: Weights, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # memory that is handed back between pages: windows differ in length, and arenas only grow
        options.enable_cpu_mem_arena = False
        providers = ["CPUExecutionProvider"]
        try:
            self._page = onnxruntime.InferenceSession(weights.data[PAGE], options, providers=providers)
            self._cue = onnxruntime.InferenceSession(weights.data[CUE], options, providers=providers)
            with np.load(io.BytesIO(weights.data[HEADS]), allow_pickle=False) as arrays:
                self._h = {k: arrays[k] for k in arrays.files}
            self.pieces = Pieces(Tokenizer.from_str(weights.data[TOKENIZER].decode("utf-8")))
        except Exception as error:  # whole by its hash and yet not loadable: made by another version
            raise WeightsError(f"the tagger's weights cannot be loaded ({error}); install Rawi again") from error

    def read_words(self, windows: Sequence[Window], count: int) -> Floats:
        """Vectors of the words of one page, [count, WIDTH].

        Pages never share a batch: activations are quantised over a whole batch, so that the reading of a page would
        depend a little on its neighbours.
        """
        width = self._h["embeddings"].shape[1]
        sums, n = np.zeros((count, width), np.float32), np.zeros((count, 1), np.float32)
        for group in alike([len(w.ids) for w in windows], at_most=8000):
            t = max(len(windows[i].ids) for i in group)
            ids = np.full((len(group), t), PAD)
            for r, i in enumerate(group):
                ids[r, : len(windows[i].ids)] = windows[i].ids
            embedded = self._h["embeddings"][ids] * self._h["embedding_scale"][ids][..., None]
            embedded += self._h["places"][:t]
            x = self._page.run(None, {"embedded": embedded.astype(np.float32), "mask": (ids != PAD).astype(np.int64)})[
                0
            ]
            at = np.array([(w, r * t + k) for r, i in enumerate(group) for w, k in windows[i].places])
            if len(at):
                np.add.at(sums, at[:, 0], x.reshape(-1, width)[at[:, 1]])
                np.add.at(n, at[:, 0], 1)
        out: Floats = (sums / np.maximum(n, 1)).astype(np.float32)
        return out

    def low(self, vectors: Floats) -> Floats:
        """Word vectors, centred and scaled for the heads of the first pass."""
        out: Floats = (vectors - self._h["low_mean"]) * self._h["low_scale"]
        return out

    def look_round(self, vectors: Floats, likely: Floats, cues: Sequence[CueWindow]) -> Iterator[tuple[int, Floats]]:
        """Yield (number of the cue, [words of its window, WIDTH]), in any order."""
        h = self._h
        for group in alike([c.high - c.low for c in cues], at_most=6000):
            t = max(cues[i].high - cues[i].low for i in group)
            x = np.zeros((len(group), t, vectors.shape[1]), np.float32)
            real = np.zeros((len(group), t), bool)
            for r, i in enumerate(group):
                c = cues[i]
                n = c.high - c.low
                rows = slice(c.low, c.high)
                real[r, :n] = True
                x[r, :n] = vectors[rows] + h["is_cue"][c.is_cue] + h["distance"][c.distance]
                x[r, :n] += h["sentence"][c.sentence] + h["quoted"][c.quoted]
                x[r, :n] += (likely[rows] * (c.is_cue == 0))[:, None] * h["other_cue"]
            y = self._cue.run(None, {"words": x, "mask": real.astype(np.int64)})[0]
            y = (y - h["top_mean"]) * h["top_scale"]
            for r, i in enumerate(group):
                yield i, y[r, : cues[i].high - cues[i].low]

    def head(self, name: str, x: Floats) -> Floats:
        """Scores of a linear head: [..., WIDTH] -> [..., its classes]."""
        out: Floats = x @ self._h[name + ".weight"].T + self._h[name + ".bias"]
        return out

    def spans(self, which: int, x: Floats) -> Floats:
        """[words, words] log-probability that the source (0) or content (1) runs from one word to the other."""
        ends = self.head("ends", x)[:, 2 * which : 2 * which + 2]
        start, end = np.split(self.head(f"pair{which}", x), 2, axis=-1)
        m = ends[:, :1] + ends[:, 1][None] + start @ end.T / np.sqrt(start.shape[1])
        m[np.tril_indices(len(m), -1)] = -1e4
        out: Floats = log_softmax(m.ravel()).reshape(m.shape)
        return out

    def seen_near(self, cue: Floats, window: Floats) -> Floats:
        """What the pointer adds to its hidden layer for the words of a cue's window, [words, hidden].

        ``cue`` [WIDTH] and ``window`` [words, WIDTH] are vectors of the top layers.
        """
        return self.head("near", self.head("near_cue", cue) * self.head("near_word", window))

    def point(self, cue: Floats, words: Floats, features: Floats, near: Floats, first: int) -> Floats:
        """Log-probability that the cue's source means nobody (first), or each of ``words``.

        ``near``: of ``seen_near``; its first row belongs to word ``first`` of ``words``, and those that lie outside
        them are passed over.
        """
        h = self._h
        product = self.head("pointer_cue", cue) * self.head("pointer_word", words)
        hidden = self.head("pointer0", np.concatenate([product, features], -1))
        start, end = max(0, first), min(len(words), first + len(near))
        hidden[start:end] += near[start - first : end - first]
        scores = gelu(hidden) @ h["pointer2.weight"].T + h["pointer2.bias"]
        return log_softmax(np.concatenate([self.head("nobody", cue), scores[:, 0]]))


def gelu(x: Floats) -> Floats:
    """The exact form, with the error function by Abramowitz and Stegun 7.1.26 (error under 1.5e-7)."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    poly = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    erf = np.sign(x) * (1 - poly * t * np.exp(-z * z))
    out: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return out
