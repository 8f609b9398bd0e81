"""The tagger's files: where they lie, and that they are whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from rawi.errors import WeightsError

FORMAT = 1
PAGE, CUE, HEADS, TOKENIZER, MANIFEST = "page.onnx", "cue.onnx", "heads.npz", "tokenizer.json", "manifest.json"
AGAIN = "install Rawi again"


@dataclass(frozen=True, slots=True)
class Weights:
    """Files that were read and checked. ``name`` is ``NAME@first 12 digits of the manifest's sha256``."""

    name: str
    manifest: dict[str, Any]
    data: dict[str, bytes]


def folder() -> Path:
    """Where the weights lie that come with the package."""
    return Path(str(files("rawi.tagger") / "weights"))


def load(path: Path | None = None) -> Weights:
    """Read all files of a folder of weights and check each against the sha256 in its manifest.

    Raises:
        WeightsError: a file is missing, was changed, or is of a form that this version does not know.
    """
    path = path or folder()
    try:
        raw = (path / MANIFEST).read_bytes()
        manifest = json.loads(raw)
        hashes = dict(manifest["sha256"])
        if manifest["format"] != FORMAT:
            raise WeightsError(
                f"the tagger's weights in {path} are of form {manifest['format']}, not {FORMAT}; {AGAIN}"
            )
        data = {name: (path / name).read_bytes() for name in (PAGE, CUE, HEADS, TOKENIZER)}
    except FileNotFoundError as error:
        raise WeightsError(f"the tagger's weights are incomplete: {error.filename} is missing; {AGAIN}") from None
    except OSError as error:
        raise WeightsError(f"the tagger's weights in {path} cannot be read ({error.strerror}); {AGAIN}") from None
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, WeightsError):
            raise
        raise WeightsError(f"the tagger's {path / MANIFEST} is damaged; {AGAIN}") from None
    for name, content in data.items():
        if hashlib.sha256(content).hexdigest() != hashes.get(name):
            raise WeightsError(
                f"the tagger's file {path / name} is damaged (its sha256 is not the manifest's); {AGAIN}"
            )
    return Weights(f"{manifest['name']}@{hashlib.sha256(raw).hexdigest()[:12]}", manifest, data)
