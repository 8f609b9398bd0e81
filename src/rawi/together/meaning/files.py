"""The files of meaning: where they lie, and that they are whole.

The layers are those of the encoder that the tagger was made from. Its embeddings of pieces were frozen in the tagger's
training, so they are read from the tagger's file and need not come twice; the manifest tells by a sha256 that they are
the ones that the layers know.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rawi.errors import WeightsError
from rawi.tagger import weights as tagger

FORMAT = 1
LAYERS, CENTRE, JUDGE, MANIFEST = "layers.onnx", "centre.npy", "judge.toml", "manifest.json"
CONTENT = (LAYERS, CENTRE, JUDGE)
EMBEDDINGS = ("embeddings", "embedding_scale", "places")
AGAIN = "install Rawi again"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Files:
    """What was read and checked.

    `name`: ``NAME@first 12 digits of the manifest's sha256``; `layers`: an ONNX graph; `centre` [layers, width];
    `embeddings`: pieces in int8 [pieces, width], their scales [pieces] and the places [512, width].
    """

    name: str
    layers: bytes
    centre: Floats
    judge: str
    tokenizer: str
    embeddings: tuple[npt.NDArray[np.int8], Floats, Floats]


def folder() -> Path:
    """Where the weights lie that come with the package."""
    return Path(str(files("rawi.together.meaning") / "weights"))


def digest(embeddings: tuple[npt.NDArray[np.int8], Floats, Floats], tokenizer: bytes) -> str:
    """The sha256 of what is shared with the tagger."""
    found = hashlib.sha256(tokenizer)
    for array in embeddings:
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def shared(path: Path | None = None) -> tuple[tuple[npt.NDArray[np.int8], Floats, Floats], bytes]:
    """The tagger's embeddings and the file of its tokenizer, from a folder of its weights."""
    path = path or tagger.folder()
    with np.load(path / tagger.HEADS, allow_pickle=False) as arrays:
        pieces, scale, places = (arrays[name] for name in EMBEDDINGS)
    return (pieces, scale, places), (path / tagger.TOKENIZER).read_bytes()


def load(path: Path | None = None) -> Files:
    """Read all files and check each against the sha256 in the manifest.

    Raises:
        WeightsError: a file is missing, was changed, or is of a form that this version does not know; or the tagger's
            embeddings are not those that the layers know.
    """
    path = path or folder()
    try:
        raw = (path / MANIFEST).read_bytes()
        manifest = json.loads(raw)
        if manifest["format"] != FORMAT:
            raise WeightsError(f"the weights of meaning in {path} are of form {manifest['format']}; {AGAIN}")
        data = {name: (path / name).read_bytes() for name in CONTENT}
        embeddings, tokenizer = shared()
        hashes, wanted, name = dict(manifest["sha256"]), manifest["shared"], manifest["name"]
    except FileNotFoundError as error:
        raise WeightsError(f"the weights of meaning are incomplete: {error.filename} is missing; {AGAIN}") from None
    except OSError as error:
        raise WeightsError(f"the weights of meaning in {path} cannot be read ({error.strerror}); {AGAIN}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"the weights of meaning in {path} are damaged; {AGAIN}") from error
    for file, content in data.items():
        if hashlib.sha256(content).hexdigest() != hashes.get(file):
            raise WeightsError(f"the file {path / file} is damaged (its sha256 is not the manifest's); {AGAIN}")
    if digest(embeddings, tokenizer) != wanted:
        raise WeightsError(f"the tagger's embeddings are not those that the layers in {path} know; {AGAIN}")
    centre: Floats = np.load(io.BytesIO(data[CENTRE]), allow_pickle=False)
    return Files(
        f"{name}@{hashlib.sha256(raw).hexdigest()[:12]}",
        data[LAYERS],
        centre,
        data[JUDGE].decode("utf-8"),
        tokenizer.decode("utf-8"),
        embeddings,
    )
