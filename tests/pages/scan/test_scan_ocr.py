"""OCR: Tesseract's table read rightly, and, where it is installed, pages drawn here and read again."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from rawi.errors import InputError
from rawi.pages import read_page
from rawi.pages.pdf import read_pdf
from rawi.pages.pdf.read import read_printed
from rawi.pages.scan import read_scan, tesseract
from rawi.pages.scan.read import UNSURE, confidence

needs_tesseract = pytest.mark.skipif(
    not tesseract.is_there(), reason="Tesseract is missing: apt install tesseract-ocr tesseract-ocr-ara"
)
PDFS = Path(__file__).parents[1] / "pdf"


def drawn(name: str, dpi: int) -> Image.Image:
    return pypdfium2.PdfDocument(PDFS / f"{name}.pdf")[0].render(scale=dpi / 72).to_pil().convert("L")


def as_bytes(page: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    made = io.BytesIO()
    page.save(made, kind, **options)
    return made.getvalue()


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
TABLE = (
    HEAD
    + "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n"
    + "5\t1\t1\t1\t1\t1\t700\t10\t100\t30\t96.5\tقال\n"
    + "5\t1\t1\t1\t1\t2\t100\t10\t580\t30\t88\t\u200fالوزير,\u200e\n"
    + "5\t1\t1\t1\t2\t1\t700\t60\t100\t32\t41\tإن\n"
    + '5\t1\t1\t1\t2\t2\t600\t60\t80\t32\t90\t"نعم"\n'
    + "5\t1\t2\t1\t1\t1\t600\t160\t80\t32\t90\tخبر\n"
    + "5\t1\t2\t1\t1\t2\t500\t160\t80\t32\t90\t \n"
)


def test_table_gives_paragraphs_with_confidences() -> None:
    first, second = tesseract.paragraphs(TABLE)
    assert first.words == ("قال", "الوزير،", "إن", '"نعم"')
    assert first.confidences == (96.5, 88.0, 41.0, 90.0)
    assert first.boxes[2] == (700, 60, 800, 92)
    assert (second.words, second.height) == (("خبر",), 32.0)
    assert confidence([second]) == 90.0
    assert confidence([]) is None


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ("الحرجء", "الحرج،"),
        ("شيء", "شيء"),
        ("سماء", "سماء"),
        ("المدينة»", "المدينة،"),
        ("«نعم»", "«نعم»"),
        ("قال,", "قال،"),
        ("«لا»,", "«لا»،"),
        ("No,", "No,"),
    ],
)
def test_commas_that_tesseract_takes_for_others(seen: str, words: str) -> None:
    (found,) = tesseract.paragraphs(f"{HEAD}5\t1\t1\t1\t1\t1\t700\t10\t100\t30\t96.5\t{seen}\n")
    assert found.words == (words,)


def test_a_short_line_ends_a_paragraph() -> None:
    def line(number: int, left: int) -> str:
        end = f"5\t1\t1\t1\t{number}\t2\t{left}\t{40 * number}\t{780 - left}\t30\t90\tكلام\n"
        return f"5\t1\t1\t1\t{number}\t1\t800\t{40 * number}\t100\t30\t90\tقال\n" + end

    found = tesseract.paragraphs(HEAD + line(1, 100) + line(2, 500) + line(3, 100) + line(4, 110))
    assert [len(one.words) for one in found] == [4, 4]


@needs_tesseract
def test_image_is_read_with_confidences_that_point_at_its_words() -> None:
    scan = read_scan(as_bytes(drawn("chromium-naskh", 200), dpi=(200, 200)))
    assert "التقى لاعبين من الأمة الإسلامية" in scan.page.text
    assert scan.page.title.value is not None
    assert scan.page.title.value.endswith("إلى بلدة النويرة بعد الإصلاح")
    assert scan.page.title.how == "largest letters of the image (OCR)"
    assert [scan.page.text[slice(*word.span)] for word in scan.words] == scan.page.text.split()
    assert all(0 <= word.confidence <= 100 for word in scan.words)
    (warning,) = scan.page.warnings
    assert warning.startswith("The image was read by OCR (Tesseract), mean confidence ")


@needs_tesseract
def test_page_of_hardly_legible_print_is_unsure() -> None:
    page = drawn("chromium-naskh", 200)
    bad = page.resize((page.width // 4, page.height // 4)).resize(page.size)
    scan = read_scan(as_bytes(bad, dpi=(200, 200)))
    assert scan.words
    assert sum(word.confidence for word in scan.words) / len(scan.words) < UNSURE + 10
    assert scan.page.warnings[0].endswith("everything that is found on it is unsure.")
    assert scan.page.doubtful[0][0] == 0
    assert scan.page.doubtful[-1][1] == len(scan.page.text)


@needs_tesseract
def test_turned_scan_in_a_pdf_and_pages_of_a_tiff_are_read() -> None:
    page = drawn("writer-amiri", 150)
    turned = page.rotate(5, Image.Resampling.BICUBIC, fillcolor=255)
    found = read_page(as_bytes(turned, "PDF", resolution=150))
    assert "الأهالي" in found.text
    assert found.warnings[0].startswith("Page 1 was read by OCR (Tesseract), since it is a picture, mean confidence")
    two = read_page(as_bytes(page, "TIFF", save_all=True, append_images=[page], dpi=(150, 150)))
    assert two.text.count("النويرة") == 2
    assert [one.split(" was")[0] for one in two.warnings] == ["Page 1", "Page 2"]


@needs_tesseract
def test_pdf_whose_font_is_broken_is_read_by_ocr_and_says_why() -> None:
    raw = (PDFS / "fpdf2-sans.pdf").read_bytes().replace(b"/ToUnicode", b"/ToUnknown")
    scan = read_printed(raw)
    assert "المجلس الأعلى للإعلام" in scan.page.text
    assert scan.page.text.split().count("سالم") <= 2
    assert "since its fonts do not tell the letters of all glyphs" in scan.page.warnings[0]
    assert scan.page.title.how in ("largest letters of the PDF (OCR)", "first line", "line over the text")
    assert scan.words


def test_pdf_of_images_without_tesseract_names_the_packages(monkeypatch) -> None:
    monkeypatch.setattr(tesseract, "is_there", lambda: False)
    with pytest.raises(InputError, match="apt install tesseract-ocr tesseract-ocr-ara"):
        read_pdf(as_bytes(drawn("writer-amiri", 72), "PDF"))


@needs_tesseract
def test_blank_image_holds_no_text() -> None:
    with pytest.raises(InputError, match="holds no text that can be read"):
        read_page(as_bytes(Image.new("L", (600, 800), 255)))


@needs_tesseract
def test_tesseract_is_stopped_when_time_runs_out(tmp_path) -> None:
    drawn("writer-amiri", 300).save(tmp_path / "page.png")
    with pytest.raises(InputError, match=r"takes more than 0\.2 seconds"):
        tesseract.read(str(tmp_path / "page.png"), 300, seconds=0.2)
