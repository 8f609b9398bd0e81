import json
import shutil
from pathlib import Path

import pytest

from rawi.errors import WeightsError
from rawi.tagger import Tagger, weights


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(weights.folder(), tmp_path / "weights"))


def test_the_weights_that_come_with_the_package_are_whole_and_small():
    loaded = weights.load()
    assert "@" in loaded.name
    assert sum(f.stat().st_size for f in weights.folder().iterdir()) < 45_000_000


@pytest.mark.parametrize("name", [weights.PAGE, weights.CUE, weights.HEADS, weights.TOKENIZER, weights.MANIFEST])
def test_a_missing_file_is_named(copy: Path, name: str):
    (copy / name).unlink()
    with pytest.raises(WeightsError, match=name):
        Tagger(copy)


@pytest.mark.parametrize("name", [weights.PAGE, weights.CUE, weights.HEADS, weights.TOKENIZER])
def test_a_changed_byte_is_found(copy: Path, name: str):
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    with pytest.raises(WeightsError, match=f"{name}.*damaged"):
        Tagger(copy)


def test_a_damaged_manifest_is_told(copy: Path):
    (copy / weights.MANIFEST).write_text("{")
    with pytest.raises(WeightsError, match="damaged"):
        Tagger(copy)


def test_another_form_is_told(copy: Path):
    manifest = json.loads((copy / weights.MANIFEST).read_text())
    (copy / weights.MANIFEST).write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(WeightsError, match="form 99"):
        Tagger(copy)


def test_whole_files_that_do_not_load_are_told(copy: Path):
    import hashlib

    (copy / weights.PAGE).write_bytes(b"no graph")
    manifest = json.loads((copy / weights.MANIFEST).read_text())
    manifest["sha256"][weights.PAGE] = hashlib.sha256(b"no graph").hexdigest()
    (copy / weights.MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(WeightsError, match="cannot be loaded"):
        Tagger(copy)
