"""Meaning: what short texts say as vectors, and whether two of them say the same, whatever their words.

encoder   vectors: texts as vectors of two layers of the base encoder, whose dot products are cosines
judge     judge: whether two headlines or claims say the same, contradict one another or are about something else
packing   vectors as bytes, to be kept
weights   the layers, the centre of the vectors and the judge, made by `training/meaning.py`
"""

from rawi.together.meaning.encoder import LAYERS, Vectors, cosines, encoder, vectors
from rawi.together.meaning.judge import Judgement, judge
from rawi.together.meaning.packing import pack, unpack
from rawi.together.propositions.nearest import nearest

__all__ = [
    "LAYERS", "Judgement", "Vectors", "cosines", "encoder", "judge", "nearest", "pack", "unpack", "vectors",
]  # fmt: skip
