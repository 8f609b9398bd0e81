"""PDFs that are damaged, locked, far too large, empty, or made to mislead: each ends with a clear error or a warning."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rawi.errors import InputError, LanguageError, OptionError, RawiError
from rawi.pages import limits, read_page
from rawi.pages.pdf import extract, legible, read_pdf


def test_cut_and_empty_files_are_damaged(pdf) -> None:
    for raw in (b"%PDF-1.7\n", pdf("writer-amiri")[:3000], b"%PDF-" + bytes(5000)):
        with pytest.raises(InputError, match=r"damaged or cut|no text that can be read"):
            read_pdf(raw)


def test_text_without_arabic_is_a_language_error(write) -> None:
    raw = write(1, b"BT /F 12 Tf 72 700 Td (The council met on Tuesday and said nothing of it.) Tj ET")
    with pytest.raises(LanguageError, match="no Arabic letters; it looks like English"):
        read_pdf(raw)


def test_a_hundred_thousand_pages_are_cut_with_a_warning(write) -> None:
    began = time.monotonic()
    found = extract.read(write(100_000, b"BT /F 12 Tf 72 700 Td (Nothing) Tj ET"))
    assert found["pages"] == 100_000
    assert found["warnings"][-1] == "Only the first 500 of 100,000 pages were read; the rest was left out."
    assert time.monotonic() - began < 60


def test_decompression_bomb_ends_with_an_error_or_within_the_limit(write) -> None:
    line = b"BT /F 12 Tf 72 700 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n"
    raw = write(3, line * 400_000, packed=True)
    assert len(raw) < 200_000
    began = time.monotonic()
    with pytest.raises(InputError):
        read_pdf(raw)
    assert time.monotonic() - began < limits.CHILD_SECONDS + 10


def test_text_that_cannot_be_seen_is_left_out_and_said_so(write) -> None:
    seen = b"BT /F 12 Tf 72 700 Td (Visible words) Tj ET "
    found = extract.read(
        write(1, seen + b"BT 3 Tr /F 12 Tf 72 600 Td (Hidden claim) Tj ET BT 0 Tr 72 -900 Td (Below) Tj ET")
    )
    assert [one[0] for one in found["paragraphs"]] == ["Visible words"]
    assert found["warnings"] == ["Page 1: 16 characters that cannot be seen were left out."]


def test_slanted_text_is_left_out_and_said_so(write) -> None:
    content = b"BT /F 12 Tf 72 700 Td (Level) Tj ET BT 0.7 0.7 -0.7 0.7 200 200 Tm /F 40 Tf (DRAFT) Tj ET"
    found = extract.read(write(1, content))
    assert [one[0] for one in found["paragraphs"]] == ["Level"]
    assert found["warnings"] == ["Page 1: 5 characters that stand aslant were left out."]


def test_page_of_absurd_size_is_read(write) -> None:
    found = extract.read(write(1, b"BT /F 12 Tf 72 700 Td (Words) Tj ET", box="0 0 14400000 14400000"))
    assert [one[0] for one in found["paragraphs"]] == ["Words"]


def test_broken_font_is_detected(pdf) -> None:
    """The same file with its tables of letters gone, shifted, or moved to private use."""
    raw = pdf("fpdf2-sans")
    gone = raw.replace(b"/ToUnicode", b"/ToUnknown")
    found = extract.read(gone)
    assert list(found["ocr"]) == ["0"]
    assert not found["paragraphs"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("قال وزير النقل إن الجسر انهار بعد منتصف الليل\n" * 6, None),
        ("رئیس جمهور گفت که این کار را به زودی آغاز می کند و از همه خواست\n" * 5, None),
        ("The council met on Tuesday. " * 20, None),
        ("Le président a déclaré à l'été que la forêt brûlée serait reboisée. " * 10, None),
        ("12 14 16 18\n1,200 3,400", None),
        ("قال و\ufffdير الن\ufffdل إن الج\ufffdر", "its fonts do not tell the letters of all glyphs"),
        (
            "قال الوزير إن ث=<ثة من ا><عضاء قالوا ك=<ما آخر في الج=<سة",
            "its fonts do not tell the letters of all glyphs",
        ),
        ("القانون (أ)و(ب) سنة 1990م: a=b، ص.ب. 12، و/أو، أ.ف.ب، C++ لغة", None),
        ("(cid:12)(cid:45)(cid:7) (cid:99)", "its fonts do not tell the letters of all glyphs"),
        ("ÞÇá æÒíÑ ÇáäÞá Åä ÇáÌÓÑ ÇäåÇÑ", "its fonts give Latin letters for Arabic ones"),
        ("ليللا فصتنم دعب راهنا رسجلا نإ لقنلا ريزو لاق\n" * 8, "its letters do not spell Arabic"),
        ("ةنيدملا ةسلج ةليوط ىلع ةنجللا ةثيدح ىلإ ةيرق ةدلب ةيلحم", "its letters do not spell Arabic"),
    ],
)
def test_text_that_is_none_is_told_from_text(text: str, fault: str | None) -> None:
    assert legible.fault(text) == fault


def test_date_that_is_no_date(pdf) -> None:
    with pytest.raises(OptionError, match="is no date"):
        read_pdf(pdf("writer-amiri"), published="soon")


def test_too_many_bytes(pdf) -> None:
    with pytest.raises(InputError, match="more than the limit of 1,000"):
        read_pdf(pdf("writer-amiri"), max_bytes=1000)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes_never_raise_but_rawi_errors(pdf, data) -> None:
    raw = bytearray(pdf("writer-kufi"))
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(8, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = extract.read(bytes(raw))
    except RawiError:
        return
    assert all(re.fullmatch(r"\d+", number) for number in found["ocr"])
    assert all(isinstance(one[0], str) and one[0].strip() for one in found["paragraphs"])


def test_told_by_content_not_by_name(pdf) -> None:
    page = read_page(b"\n\n" + pdf("writer-amiri"), origin="article.txt", title="عنوان آخر")
    assert page.origin == "article.txt"
    assert (page.title.value, page.title.how) == ("عنوان آخر", "given")
