"""From the order in which glyphs stand to the order in which they are read: lines laid out by the rules come back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.pages.pdf.direction import is_right_to_left, logical
from rawi.pages.pdf.glyphs import Glyph
from rawi.pages.pdf.words import pieces

MIRRORED = {"(": ")", ")": "(", "«": "»", "»": "«"}


def laid_out(visual: str, *, size: float = 10.0) -> list[Glyph]:
    """Glyphs of a line as they stand, given from left to right; a space leaves a gap."""
    glyphs, x = [], 50.0
    for letter in visual:
        width = size * 0.5
        if letter != " ":
            mark = unicodedata.category(letter) == "Mn"
            glyphs.append(Glyph(letter, x, x + width, x, 700.0, size, mark))
        x += width
    return glyphs


def read(visual: str) -> str:
    found = pieces(laid_out(visual))
    assert len(found) == 1
    return logical(found[0], True)


@pytest.mark.parametrize(
    ("stands", "reads"),
    [
        ("ىلإ اوداع", "عادوا إلى"),
        ("Ledger Daily يف"[::1], "في Ledger Daily"),
        ("راذآ 12 يف", "في 12 آذار"),
        ("الفط 1,250 نأ", "أن 1,250 طفلا"),
        ("10:30 ةعاسلا", "الساعة 10:30"),
        ("٪٣٫٥ يأ", "أي ٣٫٥٪"),
        (".news@example.org ىلإ", "إلى news@example.org."),
        ("b=3?/https://example.org :دهاش", "شاهد: b=3?/https://example.org"),
        ("19-COVID سوريف", "فيروس 19-COVID"),
    ],
)
def test_numbers_and_latin_words_keep_their_order(stands: str, reads: str) -> None:
    assert read(stands) == reads


ARABIC = st.text("ابتثجحدرسعقلمنهوي", min_size=1, max_size=7)
NUMBER = st.from_regex(r"[0-9]{1,4}([.,:][0-9]{1,3})?", fullmatch=True)
LATIN = st.text("abcdefgXYZ", min_size=1, max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(ARABIC, ARABIC, NUMBER, LATIN), min_size=1, max_size=9))
def test_line_of_words_comes_back(words: list[str]) -> None:
    # A number beside a Latin word may belong to either: no reader of the glyphs can tell.
    kept = ["و"]
    for word in words:
        if word[0].isascii() and kept[-1][0].isascii():
            kept.append("ثم")
        kept.append(word)
    visual = " ".join(word if word[0].isascii() else word[::-1] for word in reversed(kept))
    assert read(visual) == " ".join(kept)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_nothing_is_lost_whatever_stands_there(text: str) -> None:
    visible = "".join(one for one in text if not one.isspace() and unicodedata.category(one) not in ("Mn", "Cf"))
    visible = visible.replace("ـ", "")
    found = pieces(laid_out(visible))
    got = "".join(logical(one, is_right_to_left(visible)) for one in found)
    assert sorted(got.replace(" ", "")) == sorted(visible)
