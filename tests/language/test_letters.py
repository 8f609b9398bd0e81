"""Folding: what becomes one, and that offsets survive it in both directions."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.language import letters
from rawi.language.letters import CONTROLS, MARKS, fold, fold_text, is_arabic_letter, strip_marks

# Letters, marks, tatweel, ligatures, controls, digits, spaces: everything that the table treats in its own way.
TRICKY = "اأإآٱبةهىيیےكکگچؤئء" + "ًُّـٰۖ" + "\u200c\u200d\u200f\u202b\u2067\ufeff" + "ﻷﷺﷲ﷽ﺑﹰﹱ" + "٣۴5" + " \u00a0\t\n،.«Éßİﬁ"
texts = st.text(st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=60)


@st.composite
def texts_with_span(draw: st.DrawFn) -> tuple[str, tuple[int, int]]:
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, (start, draw(st.integers(start, len(text))))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("الأُمّــــة", "الامه"),
        ("إلى آخر الأمر ٱلرحمٰن", "الي اخر الامر الرحمن"),
        ("سؤال مسائل سماء", "سوال مسايل سماء"),
        ("مستشفى، مستشفي", "مستشفي، مستشفي"),
        ("١٢٣ ۴۵۶ ٣٫٥", "123 456 3٫5"),
        ("ﺳﻼﻡ ﻷﻥ ﻻ", "سلام لان لا"),
        ("ﷲ ﷺ ﷼", "الله صلي الله عليه وسلم ريال"),
        ("کتاب علی ہاشم ھند", "كتاب علي هاشم هند"),
        ("می\u200cرود", "ميرود"),
        ("\u200fقال\u200e \u2067نعم\u2069", "قال نعم"),
        ("عشرة\u00a0آلاف\u2009متر\tمربع", "عشره الاف متر مربع"),
        ("Reuters FBI Émile ＡＦＰ", "reuters fbi emile afp"),
        ("ا\u0653 و\u0654 ي\u0654", "ا و ي"),  # hamza and madda written apart
        ("گ چ پ ژ ڤ", "گ چ پ ژ ڤ"),  # letters of their own
        ("أوّل\r\nثانٍ\u2028ثالث", "اول\r\nثان\nثالث"),
        ("ﹰ ﹱ", " "),  # forms of marks alone
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold_text(written) == folded
    assert fold(written).text == folded


def test_every_character_folds_to_folded_characters() -> None:
    for code in range(sys.maxunicode + 1):
        once = fold_text(chr(code))
        if once != chr(code):
            assert fold_text(once) == once, hex(code)


def test_marks_and_controls_are_apart_and_removed() -> None:
    assert MARKS.isdisjoint(CONTROLS)
    assert fold_text("".join(sorted(MARKS | CONTROLS))) == ""


@given(texts)
def test_fold_twice_is_fold_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
    assert fold(text).text == once


@given(texts)
def test_offsets_rise_and_end_at_the_ends(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(text) + 1
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.offsets[-1] == len(folded.text)
    assert folded.starts[-1] == len(text)


@given(texts_with_span())
def test_fold_of_any_part_is_that_part_of_the_fold(case: tuple[str, tuple[int, int]]) -> None:
    text, (start, end) = case
    folded = fold(text)
    first, last = folded.to_folded((start, end))
    assert folded.text[first:last] == fold_text(text[start:end])


@given(texts, st.data())
def test_folded_span_to_original_and_back(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.to_original((start, end))
    back_start, back_end = folded.to_folded((first, last))
    if start == end:
        assert first == last
        return
    # Wider only where the span cuts a ligature.
    assert back_start <= start < end <= back_end
    whole = folded.starts[start] != folded.starts[start - 1] if start else True
    if whole and folded.starts[end] != folded.starts[end - 1]:
        assert (back_start, back_end) == (start, end)
    # No wider than needed: its first character and its last letter both reach into the span.
    assert folded.offsets[first + 1] > start
    body = text[first:last].rstrip("".join(MARKS | CONTROLS | {"ﹱ", "ﹰ"}))
    assert body
    assert text[last - 1] not in CONTROLS


@given(texts_with_span())
def test_original_span_to_folded_and_back(case: tuple[str, tuple[int, int]]) -> None:
    text, span = case
    folded = fold(text)
    there = folded.to_folded(span)
    start, end = folded.to_original(there)
    if there[0] == there[1]:
        assert start == end
    else:
        assert fold_text(text[start:end]) == fold_text(text[span[0] : span[1]])


def test_marks_at_the_end_belong_to_the_word_and_controls_do_not() -> None:
    text = "\u200fقالَ محمّدٌـ\u200f."
    folded = fold(text)
    start = folded.text.index("محمد")
    first, last = folded.to_original((start, start + 4))
    assert text[first:last] == "محمّدٌـ"
    assert folded.to_original((0, 3)) == (1, 5)


def test_span_inside_a_ligature_is_the_ligature() -> None:
    folded = fold("سﻼم")
    assert folded.text == "سلام"
    assert folded.to_original((1, 2)) == (1, 2)
    assert folded.to_original((2, 3)) == (1, 2)
    assert folded.to_original((0, 2)) == (0, 2)
    assert folded.to_folded((1, 2)) == (1, 3)


@pytest.mark.parametrize("span", [(-1, 2), (2, 1), (0, 5)])
def test_span_outside_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="does not lie within a text of 4"):
        fold("نعمة").to_original(span)
    with pytest.raises(IndexError, match="does not lie within a text of 4"):
        fold("نعمة").to_folded(span)


def test_strip_marks_keeps_letters() -> None:
    assert strip_marks("الأُمّــةُ إلى ٱلْقُرْآنِ") == "الأمة إلى ٱلقرآن"


@pytest.mark.parametrize(
    "letter", [*sorted(letters.ARABIC_LETTERS), *sorted(letters.PERSIAN_LETTERS), "ٱ", "ﻼ", "ڤ", "ۆ"]
)
def test_arabic_letter(letter: str) -> None:
    assert is_arabic_letter(letter)


@pytest.mark.parametrize("other", ["a", "٣", "،", "ـ", "َ", " ", "؟", "א", "«"])
def test_not_an_arabic_letter(other: str) -> None:
    assert not is_arabic_letter(other)
