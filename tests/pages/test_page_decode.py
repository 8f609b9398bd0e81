"""Bytes to text: encodings that are told apart, and bytes that are no text."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.pages import decode

TEXT = (
    "أعلنت بلدية مرسى الريحان اليوم أن أعمال التوسعة ستبدأ مطلع الشهر المقبل، وقال رئيسها "
    "إن الكلفة لا تتجاوز ثمانية ملايين\r\n"
    "وأضاف أن المجلس سيجتمع الخميس لبحث الاعتراضات التي تقدم بها الصيادون وأصحاب المخازن القديمة ؟\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "name", "how"),
    [
        ("utf-8", "utf-8", "valid UTF-8"),
        ("utf-8-sig", "utf-8", "byte order mark"),
        ("utf-16", "utf-16-le", "byte order mark"),
        ("utf-16-le", "utf-16-le", "place of the high bytes"),
        ("utf-16-be", "utf-16-be", "place of the high bytes"),
        ("cp1256", "cp1256", "letters"),
        ("iso8859-6", "iso8859-6", "letters"),
        ("mac-arabic", "mac-arabic", "letters"),
    ],
)
def test_encodings(encoding: str, name: str, how: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.how) == (TEXT, name, how)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1256", "iso8859-6"])
def test_one_headline_is_enough(encoding: str) -> None:
    headline = "وزير الأشغال يعد بطريق جديد إلى المرفأ"
    assert decode(headline.encode(encoding)).text == headline


def test_only_the_mark_is_removed() -> None:
    text = "\u200fقالَ\u200e الوزيـر\r\n\r\n\ufeffنعم\t"
    assert decode(("\ufeff" + text).encode()).text == text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "white space"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        ("نعم\x00لا".encode(), "binary"),
        (bytes(range(1, 9)) * 40, "binary"),
        ("قال الوزير إن الجسر سيفتح غدا ".encode() * 9 + b"\xd9", "byte 486"),
        ("\ufeffقال".encode("utf-16")[:-1], "cannot be decoded"),
        ("Съешь же ещё этих мягких французских булок да выпей чаю".encode("cp1251"), "none of the encodings"),
    ],
)
def test_no_text(raw: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        decode(raw)
    assert "\n" not in str(caught.value)


def test_documents_in_zip_archives_are_named() -> None:
    for inside, name in (("word/document.xml", "DOCX"), ("xl/workbook.xml", "XLSX"), ("a.txt", "ZIP")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(inside, "x")
        with pytest.raises(InputError, match=name):
            decode(buffer.getvalue())


def test_limit_names_its_option() -> None:
    raw = ("قال " * 50).encode()
    with pytest.raises(InputError, match="--max-bytes"):
        decode(raw, max_bytes=len(raw) - 1)
    assert decode(raw, max_bytes=len(raw)).text == "قال " * 50


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_an_input_error(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except InputError:
        return
    assert decoded.text.strip()


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىء .\n"), min_size=40, max_size=200))
def test_utf_16_of_arabic_survives(text: str) -> None:
    if text.strip() and sum(letter.isalpha() for letter in text) > len(text) // 2:
        for encoding in ("utf-16-le", "utf-16-be"):
            assert decode(text.encode(encoding)).text == text
