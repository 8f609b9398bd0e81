"""Bytes to text: which encoding a page came in, and what is no text at all.

The order of the tests: size, known file types, byte order marks, UTF-16 by where its high bytes lie, UTF-8, and last
the single-byte encodings of Arabic, told apart by how well the letters that come out are those of Arabic text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from rawi.errors import InputError
from rawi.pages.limits import MAX_BYTES

_SAMPLE = 65_536
"""How many bytes the guesses look at."""

# The first bytes of files that are no plain text, and what people call such files.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"WARC/", "a WARC archive"),
)

# Parts of ZIP archives that are documents of their own, as their first entries name them.
_ZIP_DOCUMENTS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint file (PPTX)"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
)

# Letters of Arabic news text per 1,000 letters, rounded from general knowledge of the language; only their order of
# magnitude matters, since the rival encodings scatter the letters at random.
_FREQUENCY = dict(
    zip(
        "اليمنورتبعدةسفكقحجهأشصخطىإئزذضثءغظؤآ",
        (
            *(140, 120, 75, 63, 62, 60, 53, 46, 37, 36, 34, 30, 28, 27, 25, 23, 21, 17, 20, 19, 12, 11, 11, 11, 11),
            *(7, 6, 6, 6, 5, 5, 4, 4, 2, 2, 2),
        ),
        strict=True,
    )
)
_LOG = {letter: math.log(count / 1000) for letter, count in _FREQUENCY.items()}
_STRANGE = math.log(0.0001)
_MARKS = frozenset(
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640،؛؟٠١٢٣٤٥٦٧٨٩٪٫٬«»“”‘’–—…\u200e\u200f\u200c\u200d\xa0"
)

# Average log probability of a letter below which a single-byte text is taken for no Arabic at all. Arabic news text
# comes out at -3.0 to -3.2 in its own encoding, in a wrong one and in other languages' encodings below -5.
_PLAUSIBLE = -4.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding as Python knows it, and how the encoding was known."""

    text: str
    encoding: str
    how: str


def decode(raw: bytes, *, max_bytes: int = MAX_BYTES) -> Decoded:
    """The text of a plain text page, with nothing removed but a byte order mark.

    Raises `InputError` where the bytes are none, too many (more than `max_bytes`), a known kind of file that is no
    text, or not to be decoded.
    """
    if len(raw) > max_bytes:
        raise InputError(
            f"The input has {_size(len(raw))}, more than the limit of {_size(max_bytes)}; --max-bytes raises the limit."
        )
    if not raw:
        raise InputError("The input is empty.")
    kind = file_type(raw)
    if kind:
        raise InputError(f"This is {kind}, not text; copy its text into a plain text file and read that.")
    decoded = _marked(raw) or _utf16(raw) or _utf8(raw) or _single_byte(raw)
    if not decoded.text.strip("\ufeff\u200b\u200e\u200f \t\r\n\f\v\xa0"):
        raise InputError("The input holds nothing but white space.")
    return decoded


def file_type(raw: bytes) -> str | None:
    """What people call a file that begins with these bytes, where it is a known kind that is no plain text."""
    head = raw[:16]
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(b"PK\x03\x04"):
        start = raw[:4096]
        return next((name for part, name in _ZIP_DOCUMENTS if part in start), "a ZIP archive")
    if head[:4] == b"RIFF":
        return "a WebP image" if head[8:12] == b"WEBP" else "a sound or video file"
    if head[4:8] == b"ftyp":
        return "a video file"
    return None


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count:,} bytes"


def _marked(raw: bytes) -> Decoded | None:
    """A text that begins with a byte order mark."""
    # UTF-32's mark begins with that of UTF-16, so it is asked first.
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(mark):
            try:
                text = raw[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(encoding, error.start + len(mark)) from error
            if "\x00" in text:
                raise InputError("The input holds NUL characters: it looks binary, not like text.")
            return Decoded(text, encoding, "byte order mark")
    return None


def _utf16(raw: bytes) -> Decoded | None:
    """A text in UTF-16 without mark: nearly every second byte is 06 (Arabic), 00 (ASCII) or 20 (punctuation)."""
    sample = raw[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or len(raw) % 2:
        return None
    shares = []
    for offset in (0, 1):
        half = sample[offset::2]
        shares.append(sum(map(half.count, (b"\x06", b"\x00", b"\x20"))) / len(half))
    # Of blanks alone both halves look high; Arabic letters must be among them.
    low_first = shares[1] > 0.9 and sample[1::2].count(b"\x06") > len(sample) // 20
    high_first = shares[0] > 0.9 and sample[0::2].count(b"\x06") > len(sample) // 20
    if low_first == high_first:
        return None
    encoding = "utf-16-le" if low_first else "utf-16-be"
    try:
        return Decoded(raw.decode(encoding), encoding, "place of the high bytes")
    except UnicodeDecodeError:
        return None


def _utf8(raw: bytes) -> Decoded | None:
    if _looks_binary(raw):
        raise InputError("The input looks binary, not like text.")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", "valid UTF-8")
    except UnicodeDecodeError as error:
        # UTF-8 with a few broken bytes is still UTF-8: as a single-byte text its letters would be nonsense.
        if raw[:_SAMPLE].decode("utf-8", "replace").count("\ufffd") * 50 < min(len(raw), _SAMPLE):
            raise _undecodable("utf-8", error.start) from error
        return None


def _single_byte(raw: bytes) -> Decoded:
    """A text in one of the single-byte encodings of Arabic, the one whose letters are most like Arabic."""
    sample = raw[:_SAMPLE]
    best_score, best = -math.inf, ""
    for encoding in ("cp1256", "iso8859-6", "mac-arabic"):
        try:
            raw.decode(encoding)
            score = plausibility(sample.decode(encoding))
        except UnicodeDecodeError:
            continue
        if score > best_score:
            best_score, best = score, encoding
    if best == "iso8859-6" and sample.count(b"\xa0") > sample.count(b" "):
        # The letters of MacArabic lie where those of ISO-8859-6 lie; its spaces between them run from right to left.
        best = "mac-arabic"
    if best_score == 0.0:
        # No letter beyond ASCII came out as Arabic: some other language, for the caller to name.
        return Decoded(raw.decode("cp1252", "replace"), "cp1252", "no other encoding fits")
    if best_score < _PLAUSIBLE:
        raise InputError(
            "The input is in none of the encodings UTF-8, UTF-16, Windows-1256, ISO-8859-6 and MacArabic: "
            "save it as UTF-8 and try again."
        )
    return Decoded(raw.decode(best), best, "letters")


def plausibility(text: str) -> float:
    """How much the letters of `text` are those of Arabic: their average log probability (0.0 where there are none).

    Every character beyond ASCII counts, and what Arabic text does not hold counts as a letter of one in ten thousand.
    """
    total, count, arabic = 0.0, 0, 0
    for character in text:
        if character < "\x80" or character in _MARKS:
            continue
        count += 1
        log = _LOG.get(character)
        if log is not None:
            arabic += 1
        total += _STRANGE if log is None else log
    return total / count if arabic else 0.0


_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _looks_binary(raw: bytes) -> bool:
    """NUL bytes, or more than one control character in a hundred bytes."""
    return b"\x00" in raw or len(_CONTROL.findall(raw[:_SAMPLE])) * 100 > min(len(raw), _SAMPLE)


def _undecodable(encoding: str, place: int) -> InputError:
    name = encoding.upper().replace("-LE", "").replace("-BE", "")
    return InputError(f"The input looks like {name}, but cannot be decoded at byte {place:,}: it is damaged or cut.")
