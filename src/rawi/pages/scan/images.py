"""Images to what Tesseract reads best: grey, evenly lit, straight, near 300 dots an inch. Runs in a child process."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.scan import deskew

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
"""What Pillow may decode; nothing else of it is asked, whatever the file says."""

_LOW_WIDTH = 1_700
"""Pixels of an image's shorter side, of unknown dots an inch, below which it is doubled: A4 has 1,750 at 210 dpi."""


_SOFT = 1.6
"""Radius in pixels, at 300 dots an inch, by which pictures are softened: edges as sharp as a screen's cost Tesseract a
fifth more errors (0.055 to 0.044 of the letters on 16 drawn pages; `benchmarks.ocr`)."""


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn whatever Pillow's decoders raise on damaged files (nearly anything) into one `InputError`."""
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        line = (str(error).splitlines() or [type(error).__name__])[0][:120].rstrip(".")
        raise InputError(f"The image cannot be read: it is damaged, cut, or of no known kind ({line}).") from error


def count(raw: bytes) -> dict[str, int]:
    """How many pictures a file holds, and the size of the first. Raises `InputError` where it is no image."""
    with _clear_errors(), _opened(raw) as image:
        return {"frames": getattr(image, "n_frames", 1), "width": image.width, "height": image.height}


def prepare(raw: bytes, number: int, folder: str) -> dict[str, Any]:
    """Write picture `number` of a file to `folder`/page.png, ready for OCR.

    Returns what `write` does. Raises `InputError` where the picture is too large or broken.
    """
    with _clear_errors(), _opened(raw) as image:
        if number:
            image.seek(number)
        _check_size(image.width, image.height)
        dpi = _dpi(image)
        grey = _grey(image)
    return write(grey, dpi, folder)


def write(grey: Image, dpi: float | None, folder: str) -> dict[str, Any]:
    """Scale, light and straighten a grey picture and write it to `folder`/page.png.

    Returns the dots an inch that it now has (`dpi`), by how many degrees it was turned (`turned`), and where there is
    ink on it (`ink`, in squares of `cell` pixels).
    """
    from PIL import Image as images
    from PIL import ImageFilter

    grey, dpi = _scaled(grey, dpi)
    grey = _evenly_lit(grey).filter(ImageFilter.GaussianBlur(_SOFT * dpi / limits.OCR_DPI))
    turn = deskew.angle(grey)
    if turn:
        grey = grey.rotate(turn, images.Resampling.BICUBIC, expand=True, fillcolor=255)
    grey.save(Path(folder, "page.png"), compress_level=1)
    return {"dpi": round(dpi), "turned": turn, "cell": CELL, "ink": _ink(grey)}


CELL = 24
"""Pixels of a side of the squares in which ink is counted: half a line of print at 300 dots an inch."""

_INKED = 0.08
"""Share of dark pixels from which a square holds ink: specks stay below."""


def _ink(grey: Image) -> list[str]:
    """Where there is ink: a row of "1" and "0" for every row of squares."""
    import numpy

    dark = numpy.asarray(grey) < 128
    high, wide = dark.shape[0] // CELL, dark.shape[1] // CELL
    squares = dark[: high * CELL, : wide * CELL].reshape(high, CELL, wide, CELL).mean(axis=(1, 3))
    return ["".join("1" if share > _INKED else "0" for share in row) for row in squares]


def _opened(raw: bytes) -> Image:
    from PIL import Image as images

    # Sizes are checked here, with errors of our own.
    images.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    image = images.open(io.BytesIO(raw), formats=FORMATS)
    _check_size(image.width, image.height)
    return image


def _check_size(width: int, height: int) -> None:
    if width * height > limits.MAX_PIXELS or max(width, height) > limits.MAX_SIDE:
        raise InputError(
            f"The image has {width:,} x {height:,} pixels, more than the limit of {limits.MAX_PIXELS:,} in all "
            f"and {limits.MAX_SIDE:,} a side; reduce it and try again."
        )
    if width < 8 or height < 8:
        raise InputError(f"The image has {width} x {height} pixels: there is nothing to read in it.")


def _dpi(image: Image) -> float | None:
    """The dots an inch that the file tells, where they can be true; many programs write 72 or 96 without knowing."""
    told = image.info.get("dpi")
    try:
        value = float(told[0]) if told else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return value if 100 <= value <= 1_200 else None


def _grey(image: Image) -> Image:
    """Upright, on white paper, without colours."""
    from PIL import Image as images
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        clear = turned.convert("RGBA")
        paper = images.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        turned = paper
    if turned.mode.startswith("I;16") or turned.mode in ("I", "F"):
        # Sixteen bits a pixel: the upper eight say enough.
        turned = turned.convert("I").point(lambda value: value / 256)
    return turned.convert("L")


def _scaled(grey: Image, dpi: float | None) -> tuple[Image, float]:
    """Near 300 dots an inch, within the limit of pixels."""
    from PIL import Image as images

    if dpi is None:
        factor = 2.0 if min(grey.size) < _LOW_WIDTH else 1.0
        dpi = 300.0 / factor
    else:
        factor = limits.OCR_DPI / dpi
        factor = 1.0 if 0.8 < factor < 1.25 else min(factor, 3.0)
    factor = min(factor, (limits.OCR_PIXELS / (grey.width * grey.height)) ** 0.5)
    if factor == 1.0:
        return grey, dpi
    size = (max(8, round(grey.width * factor)), max(8, round(grey.height * factor)))
    return grey.resize(size, images.Resampling.LANCZOS), dpi * factor


def _evenly_lit(grey: Image) -> Image:
    """Divided by its own paper, so that shadows on photographs go; unchanged where the paper is even."""
    import numpy
    from PIL import Image as images
    from PIL import ImageFilter

    small = grey.resize((max(1, grey.width // 16), max(1, grey.height // 16)), images.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    light = numpy.asarray(paper, dtype=numpy.float32)
    if light.min() > 0.85 * light.max() and light.max() > 220:
        return grey
    full = numpy.asarray(paper.resize(grey.size, images.Resampling.BILINEAR), dtype=numpy.float32)
    pixels = numpy.asarray(grey, dtype=numpy.float32)
    even = numpy.clip(pixels * (255.0 / numpy.maximum(full, 32.0)), 0, 255)
    return images.fromarray(even.astype(numpy.uint8))
