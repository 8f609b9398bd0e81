"""Straightening a scan: the angle at which its lines lie level.

Lines of text give a profile of rows that goes up and down most sharply when they lie level; the angle is looked for
coarsely, then finely, on a small copy (the projection profile method, Postl 1986, here scored by squared differences).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

STEEPEST = 12.0
"""Degrees, either way, up to which a page is straightened."""

_SMALL = 700
"""Pixels of the longer side of the copy that is measured."""

_LEAST = 60
"""Pixels of the shorter side below which there are no lines to level."""

_WORTH = 0.15
"""Degrees below which nothing is turned: turning blurs more than it helps."""


def angle(page: Image) -> float:
    """By how many degrees a grey page must be turned counter-clockwise for its lines to lie level; 0.0 if no lines."""
    from PIL import Image as images
    from PIL import ImageOps

    if min(page.size) < _LEAST:
        return 0.0
    scale = min(1.0, _SMALL / max(page.size))
    small = page.resize((max(1, round(page.width * scale)), max(1, round(page.height * scale))), images.Resampling.BOX)
    ink = ImageOps.autocontrast(ImageOps.invert(small), cutoff=1)

    def score(degrees: float) -> float:
        return _sharpness(ink.rotate(degrees, images.Resampling.BILINEAR))

    level = score(0.0)
    best = 0.0
    best_score = level
    step = 1.0
    centre = 0.0
    reach = STEEPEST
    while step >= 0.1:
        count = round(reach / step)
        for place in range(-count, count + 1):
            degrees = centre + place * step
            found = score(degrees)
            if found > best_score:
                best, best_score = degrees, found
        centre, reach, step = best, step, step / 4
    return best if abs(best) >= _WORTH and best_score > 1.05 * level else 0.0


def _sharpness(ink: Image) -> float:
    import numpy

    # The middle only: the corners of a turned page hold no paper.
    rows, columns = ink.height, ink.width
    pixels = numpy.asarray(ink, dtype=numpy.float32)[
        rows // 12 : rows - rows // 12, columns // 12 : columns - columns // 12
    ]
    profile = pixels.mean(axis=1)
    return float(numpy.square(numpy.diff(profile)).sum()) if len(profile) > 1 else 0.0
