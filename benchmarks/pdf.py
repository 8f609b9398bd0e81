"""PDF: share of words recovered exactly, by the program that made the PDF, by font and by road, against pypdf.

    python -m benchmarks.pdf [--ocr] [--keep DIR] [--fixtures DIR]

The PDFs are made here from texts of this project by whatever is installed of: Chromium, LibreOffice Writer, fpdf2 (with
uharfbuzz). Fonts from Debian: fonts-noto-core, fonts-hosny-amiri, fonts-dejavu. A word counts where it stands, with its
signs, in the order of the original; running heads that the browser prints do not count. `--ocr` also reads the first page of
every PDF of Chromium by OCR alone. Exit status 1 where a font stays below 0.98 or سلام came out as سالم.
"""

from __future__ import annotations

import argparse
import difflib
import html
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ARTICLES = Path(__file__).parent / "gold" / "articles"
NUMBERS = ("05", "17", "22", "33", "40")
TARGET = 0.98

# Lam-alefs, also beside words that differ from others only by one; figures, Latin words, brackets, vowel signs.
OWN = """عودة الأهالي إلى بلدة النويرة بعد الإصلاح
قال رائف سلام إن السلام لا يأتي إلا بالإصلاح، وأضاف أن سالم الأعرج التقى لاعبين من الأمة الإسلامية. وأعلن «المجلس الأعلى للإعلام» أن 1,250 طفلًا عادوا إلى بلادهم في 12 آذار 2021، أي ٣٫٥٪ من اللاجئين.
وأفادت صحيفة The Daily Ledger (العدد 45) بأن الآلات الثقيلة وصلت خلال الليل، وأن الأهالي لم يتلقوا أي بلاغات قبل الساعة 10:30 صباحاً. وأكّد المُتحدِّث أن «كل من خالف سيُحاسَب»، على حد قوله [1].
ولم تتضح بعد خلفيات الحادثة، لكن مسؤولاً محلياً طلب عدم ذكر اسمه قال إن الملف أُحيل إلى النيابة العامة؛ واللجنة الثلاثية ستنهي عملها بحلول الثلاثاء المقبل. شاهد: https://example.org/a/12?b=3 أو اكتب إلى news@example.org.
وقال الله أعلم بما في الصدور، بينما رأى رائف سالم أن مجلس المحافظة لم يحسم الأمر، وأن الحكم لخمسة نواب لا لستة، بنسبة 45% و12.5-13 مليون دولار (نحو 2021/2022)."""

_NOTO = "/usr/share/fonts/truetype/noto/"
FONTS = {
    "Noto Naskh Arabic": _NOTO + "NotoNaskhArabic-Regular.ttf",
    "Noto Sans Arabic": _NOTO + "NotoSansArabic-Regular.ttf",
    "Noto Kufi Arabic": _NOTO + "NotoKufiArabic-Regular.ttf",
    "Amiri": "/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf",
    "DejaVu Sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}


def texts() -> dict[str, list[str]]:
    """The paragraphs of every text."""
    found = {"own": OWN}
    found |= {number: (ARTICLES / f"{number}.txt").read_text("utf-8") for number in NUMBERS}
    return {
        name: [" ".join(line.split()) for line in text.splitlines() if line.strip()] for name, text in found.items()
    }


def document(paragraphs: list[str], font: str) -> str:
    """The paragraphs as HTML, the first as title, in full lines."""
    body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs[1:])
    style = f"body{{font-family:'{font}';font-size:14px;text-align:justify}}"
    return (
        f"<!doctype html><html dir=rtl lang=ar><meta charset=utf-8><title>{html.escape(paragraphs[0])}</title>"
        f"<style>{style}</style><h1>{html.escape(paragraphs[0])}</h1>{body}</html>"
    )


def by_chromium(paragraphs: list[str], font: str, path: Path) -> None:
    print_html(document(paragraphs, font), path)


def print_html(document: str, path: Path, *options: str) -> None:
    page = path.with_suffix(".html")
    page.write_text(document, encoding="utf-8")
    tool = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    printed = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}", page.resolve().as_uri()]
    subprocess.run([tool, *options, *printed], capture_output=True, timeout=120, check=True)


def by_writer(paragraphs: list[str], font: str, path: Path) -> None:
    page = path.with_suffix(".html")
    page.write_text(document(paragraphs, font), encoding="utf-8")
    own = f"-env:UserInstallation={(path.parent / 'writer').resolve().as_uri()}"
    convert = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(path.parent)]
    subprocess.run(["soffice", own, "--headless", *convert, str(page)], capture_output=True, timeout=180, check=True)


def by_fpdf(paragraphs: list[str], font: str, path: Path) -> None:
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.add_font("f", fname=FONTS[font])
    made.add_font("fallback", fname=FONTS["DejaVu Sans"])
    made.set_font("f", size=13)
    made.set_text_shaping(True, direction="rtl")
    made.set_fallback_fonts(["fallback"])
    for place, one in enumerate(paragraphs):
        made.set_font("f", size=13 if place else 20)
        made.multi_cell(0, 9, one, align="R", new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    made.output(str(path))


MAKERS: dict[str, tuple[bool, Callable[[list[str], str, Path], None]]] = {
    "chromium": (bool(shutil.which("chromium") or shutil.which("google-chrome")), by_chromium),
    "writer": (bool(shutil.which("soffice")), by_writer),
    "fpdf2": (bool(importlib.util.find_spec("fpdf") and importlib.util.find_spec("uharfbuzz")), by_fpdf),
}


def by_rawi(raw: bytes) -> str:
    from rawi.pages.pdf import read_pdf

    page = read_pdf(raw)
    return "\n".join(page.words_of(block) for block in page.blocks)


def by_pypdf(raw: bytes) -> str:
    import io
    import unicodedata

    from pypdf import PdfReader

    # Its presentation forms are folded for it: that much any caller would do.
    return unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages))


def by_ocr(raw: bytes) -> str:
    from rawi.pages.scan.read import recognise

    return "\n".join(one.text for one in recognise("rawi.pages.pdf.extract:draw", raw, 0, "Page 1")[0])


def exact(got: str, gold: list[str]) -> tuple[int, int]:
    """How many words of the original stand in the text, in order, and how many there are."""
    wanted = " ".join(gold).split()
    blocks = difflib.SequenceMatcher(None, wanted, got.split(), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), len(wanted)


def turned(got: str, gold: list[str]) -> int:
    """How many times سلام came out as سالم (counted as more of the one than the original has)."""
    return max(0, got.count("سالم") - " ".join(gold).count("سالم"))


def main() -> int:
    options = argparse.ArgumentParser(description="Words of PDFs recovered exactly")
    options.add_argument("--ocr", action="store_true")
    options.add_argument("--keep", type=Path, help="keep the PDFs here, and use those that are here")
    options.add_argument("--fixtures", type=Path, help="only make the small PDFs of the tests here")
    chosen = options.parse_args()
    if chosen.fixtures:
        return fixtures(chosen.fixtures)
    with tempfile.TemporaryDirectory() as folder:
        return measure(chosen.keep or Path(folder), chosen.ocr)


COLUMNS = """<!doctype html><html dir=rtl lang=ar><meta charset=utf-8><title>{title}</title><style>
@page{{size:A5;margin:50px 30px;@top-center{{content:'صحيفة البرزخ - العدد ١٢'}}@bottom-center{{content:counter(page)}}}}
body{{font-family:'Noto Naskh Arabic';font-size:11px;margin:0}} p{{margin:0;text-indent:1.2em;text-align:justify}}
div{{column-count:2;column-gap:24px}}</style><h1>{title}</h1><div>{text}</div></html>"""


def fixtures(folder: Path) -> int:
    """The PDFs of the tests. No head or foot by the browser: they would tell where they were made."""
    own, bare = texts()["own"], "--no-pdf-header-footer"
    print_html(document(own, "Noto Naskh Arabic"), folder / "chromium-naskh.pdf", bare)
    print_html(document(own[:3], "DejaVu Sans"), folder / "chromium-dejavu.pdf", bare)
    articles = texts()
    text = "".join(f"<p>{one}</p>" for one in articles["05"][3:8] + articles["17"][2:7] + articles["22"][7:11])
    print_html(COLUMNS.format(title=own[0], text=text), folder / "chromium-columns.pdf", bare)
    by_writer(own, "Amiri", folder / "writer-amiri.pdf")
    by_writer(own, "Noto Kufi Arabic", folder / "writer-kufi.pdf")
    by_fpdf(own, "Noto Sans Arabic", folder / "fpdf2-sans.pdf")
    return 0


def measure(folder: Path, ocr: bool) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    roads = {"rawi": by_rawi, "pypdf": by_pypdf}
    if not importlib.util.find_spec("pypdf"):
        del roads["pypdf"]
        print("pypdf is not installed: no comparison", file=sys.stderr)
    bad = 0
    print(f"{'made by':<10} {'font':<18} {'words':>5}  " + "  ".join(f"{road:>6}" for road in roads) + "    ocr  سالم")
    for maker, (there, make) in MAKERS.items():
        if not there:
            print(f"{maker} is not installed: left out", file=sys.stderr)
            continue
        for font in FONTS:
            found = dict.fromkeys([*roads, "ocr"], 0)
            total = ocr_total = wrong = 0
            for name, gold in texts().items():
                path = folder / f"{maker}-{name}-{font.replace(' ', '')}.pdf"
                if not path.exists():
                    make(gold, font, path)
                raw = path.read_bytes()
                total += exact("", gold)[1]
                for road, read in roads.items():
                    got = read(raw)
                    found[road] += exact(got, gold)[0]
                    wrong += turned(got, gold) if road == "rawi" else 0
                if ocr and maker == "chromium" and name in ("own", "05"):
                    right, words = exact(by_ocr(raw), gold)
                    found["ocr"] += right
                    ocr_total += words
            shares = "  ".join(f"{found[road] / total:6.4f}" for road in roads)
            last = f"{found['ocr'] / ocr_total:6.4f}" if ocr_total else "     -"
            print(f"{maker:<10} {font:<18} {total:>5}  {shares}  {last}  {wrong}", flush=True)
            bad += found["rawi"] < TARGET * total or wrong > 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
