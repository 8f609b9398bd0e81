"""Images: what is refused and why, and what is made of them before OCR. No Tesseract is needed here."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from rawi.errors import InputError
from rawi.pages import child
from rawi.pages.scan import deskew, images, is_image, read_image, tesseract


def lines_of_ink(width: int = 900, height: int = 1200) -> Image.Image:
    """A page with bars where lines of text would be, of words of several lengths."""
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    for row in range(120, height - 120, 40):
        x = width - 100
        for word in (90, 40, 130, 60, 110, 70, 100):
            if x - word < 100:
                break
            draw.rectangle((x - word, row, x, row + 12), fill=0)
            x -= word + 20
    return page


def as_bytes(page: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    made = io.BytesIO()
    page.save(made, kind, **options)
    return made.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says it has this size and whose pixels are a few bytes of zeros."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_images_are_told_by_content(kind: str) -> None:
    raw = as_bytes(lines_of_ink(200, 300), kind)
    assert is_image(raw)
    assert images.count(raw) == {"frames": 1, "width": 200, "height": 300}


@pytest.mark.parametrize(
    "raw", [b"", b"BM", b"%PDF-1.4", b"RIFF\0\0\0\0WAVE", "بيان".encode(), b"BM is a name of a firm."]
)
def test_others_are_not(raw: bytes) -> None:
    assert not is_image(raw)


@pytest.mark.parametrize("size", [(10_000, 10_000), (100_000, 100), (60_000, 60_000), (2_000_000_000, 2_000_000_000)])
def test_images_that_would_unpack_to_too_much_are_refused_before_they_do(size: tuple[int, int]) -> None:
    raw = png_of_size(*size)
    assert len(raw) < 1_000
    with pytest.raises(InputError, match=r"pixels, more than the limit|cannot be read"):
        images.count(raw)


def test_cut_image_is_damaged(tmp_path) -> None:
    raw = as_bytes(lines_of_ink())
    with pytest.raises(InputError, match="damaged, cut"):
        images.prepare(raw[: len(raw) // 2], 0, str(tmp_path))
    with pytest.raises(InputError, match="damaged, cut, or of no known kind"):
        images.count(raw[:20])


def test_tiff_whose_list_of_pages_is_broken_is_damaged() -> None:
    """Found by flipping bytes: Pillow raises TypeError, and only when it is asked for the number of pages."""
    raw = bytearray(as_bytes(lines_of_ink(120, 160), "TIFF"))
    start = struct.unpack("<I", raw[4:8])[0]
    for place in range(start + 2, len(raw) - 12, 12):
        raw[place + 2 : place + 4] = b"\x02\x00"  # every entry is text now
    with pytest.raises(InputError, match="damaged, cut"):
        images.prepare(bytes(raw), 0, "/nonexistent")


def test_image_without_room_for_text() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        images.count(as_bytes(Image.new("L", (3, 3))))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_flipped_bytes_raise_nothing_else(data) -> None:
    raw = bytearray(as_bytes(lines_of_ink(120, 160), data.draw(st.sampled_from(["PNG", "TIFF", "JPEG", "GIF"]))))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = images.count(bytes(raw))
    except InputError:
        return
    assert found["frames"] >= 1


@pytest.mark.parametrize("degrees", [-9.0, -3.5, -0.6, 0.0, 0.4, 2.0, 7.3])
def test_skew_is_found(degrees: float) -> None:
    page = lines_of_ink().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert deskew.angle(page) == pytest.approx(-degrees, abs=0.25)


def test_empty_page_is_not_turned() -> None:
    assert deskew.angle(Image.new("L", (800, 1000), 255)) == 0.0
    assert deskew.angle(Image.new("L", (9, 9), 0)) == 0.0


@pytest.mark.parametrize(
    ("dpi", "size", "now"),
    [((150, 150), (1200, 1600), 300), ((300, 300), (1200, 1600), 300), ((72, 72), (2400, 3200), 300)],
)
def test_pages_come_near_300_dots_an_inch(dpi: tuple[int, int], size: tuple[int, int], now: int, tmp_path) -> None:
    raw = as_bytes(lines_of_ink(600, 800).resize(size if dpi[0] < 300 else (600, 800)), dpi=dpi)
    assert images.prepare(raw, 0, str(tmp_path))["dpi"] in (now, 150)


def test_shadow_on_a_photograph_goes(tmp_path) -> None:
    import numpy

    page = numpy.asarray(lines_of_ink(), dtype=numpy.float32)
    shaded = page * numpy.linspace(0.5, 1.0, page.shape[1], dtype=numpy.float32)
    images.prepare(as_bytes(Image.fromarray(shaded.astype(numpy.uint8)), dpi=(300, 300)), 0, str(tmp_path))
    even = numpy.asarray(Image.open(tmp_path / "page.png"))
    assert even[60, 100:-100].min() > 235


def test_clear_paper_is_white(tmp_path) -> None:
    page = Image.new("RGBA", (400, 500), (0, 0, 0, 0))
    ImageDraw.Draw(page).rectangle((100, 100, 300, 120), fill=(0, 0, 0, 255))
    images.prepare(as_bytes(page, dpi=(300, 300)), 0, str(tmp_path))
    with Image.open(tmp_path / "page.png") as made:
        assert made.getpixel((10, 10)) == 255
        assert made.getpixel((200, 110)) == 0


def test_an_image_that_needs_too_much_memory_ends_with_an_error(tmp_path) -> None:
    raw = as_bytes(Image.new("L", (7_000, 8_000), 255))
    with pytest.raises(InputError, match="needs more than 150 MB of memory"):
        child.run(
            "rawi.pages.scan.images:prepare",
            raw,
            {"number": 0, "folder": str(tmp_path)},
            what="The image",
            megabytes=150,
        )


def test_without_tesseract_the_packages_are_named(monkeypatch) -> None:
    monkeypatch.setattr(tesseract, "is_there", lambda: False)
    with pytest.raises(InputError, match="apt install tesseract-ocr tesseract-ocr-ara"):
        read_image(as_bytes(lines_of_ink()))
