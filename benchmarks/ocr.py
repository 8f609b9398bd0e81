"""OCR: character error rate on images made from texts of this project, at 150, 200 and 300 dpi, clean and noisy.

    python -m benchmarks.ocr [--fonts N]

Needs Tesseract with its Arabic data, Chromium, and the fonts of `benchmarks.pdf`. Noisy images are what a phone makes of paper:
turned by 2 degrees, blurred, greyer at one side, with noise and JPEG's traces. Exit status 1 where the mean error rate
is above 0.05 at 300 dpi clean or above 0.15 at 150 dpi clean.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image, ImageFilter

from benchmarks.pdf import by_chromium, texts
from rawi.pages.scan import read_scan
from rawi.pages.scan.read import confidence
from rawi.pages.scan.tesseract import Seen

TARGETS = {(300, "clean"): 0.05, (150, "clean"): 0.15}
LONGEST = 1_500
"""Characters of a text that go onto an image at most."""


def errors(gold: str, got: str) -> float:
    """Character error rate: edits from one to the other (Levenshtein) for each character of the original."""
    row = numpy.arange(len(got) + 1)
    letters = numpy.array([ord(letter) for letter in got])
    for place, letter in enumerate(gold, 1):
        changed = row[:-1] + (letters != ord(letter))
        best = numpy.minimum(changed, row[1:] + 1)
        # Insertions run along the row: best[j] = min over k <= j of best[k] + (j - k).
        steps = numpy.arange(1, len(got) + 1)
        running = numpy.minimum.accumulate(numpy.concatenate(([place], best - steps)))
        row = numpy.concatenate(([place], numpy.minimum(best, running[1:] + steps)))
    return float(row[-1]) / max(1, len(gold))


def noisy(page: Image.Image, seed: int) -> Image.Image:
    chance = numpy.random.default_rng(seed)
    turned = page.rotate(2.0, Image.Resampling.BICUBIC, fillcolor=255)
    soft = numpy.asarray(turned.filter(ImageFilter.GaussianBlur(page.width / 2_500)), dtype=numpy.float32)
    shade = numpy.linspace(0.65, 1.0, page.width, dtype=numpy.float32)
    grainy = soft * shade + chance.normal(0, 14, soft.shape)
    made = io.BytesIO()
    Image.fromarray(numpy.clip(grainy, 0, 255).astype(numpy.uint8)).save(made, "JPEG", quality=60)
    return Image.open(made).convert("L")


def pages(folder: Path, fonts: list[str]) -> dict[tuple[str, str], tuple[bytes, str]]:
    """PDFs of one page, with what stands on them."""
    made = {}
    for font in fonts:
        for name, paragraphs in texts().items():
            kept: list[str] = []
            for one in paragraphs:
                if sum(map(len, kept)) + len(one) < LONGEST:
                    kept.append(one)
            path = folder / f"{name}-{font.replace(' ', '')}.pdf"
            by_chromium(kept, font, path)
            while len(pypdfium2.PdfDocument(path)) > 1:
                kept.pop()
                by_chromium(kept, font, path)
            made[name, font] = (path.read_bytes(), " ".join(" ".join(kept).split()))
    return made


def drawn(pdf: bytes, dpi: int) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")
    edge = page.height // 22
    # Without the head and foot that the browser prints.
    return page.crop((0, edge, page.width, page.height - edge))


def main() -> int:
    options = argparse.ArgumentParser(description="Character error rate of OCR")
    options.add_argument("--fonts", type=int, default=3)
    fonts = ["Noto Naskh Arabic", "Amiri", "Noto Sans Arabic", "DejaVu Sans", "Noto Kufi Arabic"][
        : options.parse_args().fonts
    ]
    bad = False
    with tempfile.TemporaryDirectory() as folder:
        made = pages(Path(folder), fonts)
    print("dpi  image   error rate   worst   confidence (mean, least)   s/page")
    for dpi in (150, 200, 300):
        for look in ("clean", "noisy"):
            rates, sure, began = [], [], time.monotonic()
            for number, (pdf, gold) in enumerate(made.values()):
                page = drawn(pdf, dpi)
                page = noisy(page, number) if look == "noisy" else page
                file = io.BytesIO()
                page.save(file, "PNG", dpi=(dpi, dpi))
                scan = read_scan(file.getvalue())
                rates.append(errors(gold, " ".join(scan.page.text.split())))
                words = tuple(scan.page.text[slice(*word.span)] for word in scan.words)
                sure.append(confidence([Seen(words, tuple(word.confidence for word in scan.words), 1.0)]) or 0.0)
            mean = sum(rates) / len(rates)
            took = (time.monotonic() - began) / len(rates)
            least = f"{sum(sure) / len(sure):.0f}, {min(sure):.0f}"
            print(f"{dpi}  {look}   {mean:.4f}   {max(rates):.4f}   {least}   {took:.1f}", flush=True)
            bad |= mean > TARGETS.get((dpi, look), 1.0)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
