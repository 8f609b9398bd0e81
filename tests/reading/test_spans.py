import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading import spans

TEXT = "قال: «الجسر»، قال المهندس، «لم ينهر وحده»."


def words(found):
    return [TEXT[s:e] for s, e in found]


def test_what_is_left_when_others_are_taken_out():
    assert spans.subtract((0, 10), [(3, 5), (8, 12)]) == [(0, 3), (5, 8)]
    assert spans.subtract((0, 10), []) == [(0, 10)]
    assert spans.subtract((2, 4), [(0, 10)]) == []
    assert spans.subtract((0, 10), [(4, 4)]) == [(0, 10)]


@given(st.tuples(st.integers(0, 30), st.integers(1, 30)), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20))))
def test_what_is_left_is_exactly_what_no_hole_covers(span, holes):
    start, length = span
    holes = [(s, s + n) for s, n in holes]
    left = spans.subtract((start, start + length), holes)
    kept = {i for s, e in left for i in range(s, e)}
    assert kept == set(range(start, start + length)) - {i for s, e in holes for i in range(s, e)}
    assert all(a[1] <= b[0] for a, b in zip(left, left[1:], strict=False))


def test_quotation_marks_round_the_whole_go():
    for quoted in ("«الجسر انهار»", "“الجسر انهار“", '"الجسر انهار"', "«الجسر انهار»."):
        start, end = spans.unquote(quoted, (0, len(quoted)))
        assert quoted[start:end] == "الجسر انهار"


def test_a_mark_with_its_partner_inside_stays():
    text = "«الجسر» انهار"
    assert spans.unquote(text, (0, len(text))) == (0, len(text))
    text = "انهار «الجسر»"
    assert spans.unquote(text, (0, len(text))) == (0, len(text))
    text = "«الجسر» و«النفق»"
    assert spans.unquote(text, (0, len(text))) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ('قالت إن "1212 إصابة" سجلت', '1212 إصابة" سجلت', '"1212 إصابة" سجلت'),
        ("قالت إن «1212 إصابة» سجلت", "1212 إصابة» سجلت", "«1212 إصابة» سجلت"),
        ('إنه "خطر" و"قديم".', '"خطر" و"قديم', '"خطر" و"قديم"'),
        ('إنه "خطر" و"قديم".', '"خطر" و"قديم"', '"خطر" و"قديم"'),
        ("وصفه بأنه جسر «خطر» جدا", "جسر «خطر", "جسر «خطر»"),
        ("(الجسر) مغلق", "الجسر) مغلق", "(الجسر) مغلق"),
        ('قال: "الجسر" وحده', "وحده", "وحده"),
    ],
)
def test_a_mark_beside_a_span_whose_partner_is_inside_comes_along(text, found, whole):
    start = text.index(found)
    assert text[slice(*spans.unquote(text, (start, start + len(found))))] == whole


@given(st.text('"«»“”() أب', max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_no_more_than_a_mark_comes_along(text, start, length):
    start, end = min(start, len(text)), min(len(text), start + length)
    s, e = spans.unquote(text, (start, end))
    assert max(0, start - 1) <= s <= e + 1
    assert e <= min(len(text), end + 1)


def test_a_lonely_mark_at_an_edge_goes():
    text = "“الجسر انهار"
    assert text[slice(*spans.unquote(text, (0, len(text))))] == "الجسر انهار"
    text = "الجسر انهار ”"
    assert text[slice(*spans.unquote(text, (0, len(text))))] == "الجسر انهار"


@pytest.mark.parametrize(
    ("text", "found", "own"),
    [
        ("قال «نورس نت» إن", "نورس نت»", "«نورس نت»"),
        ('قال "نورس نت" إن', 'نورس نت"', '"نورس نت"'),
        ("قالت صحيفة الأفق» إن", "صحيفة الأفق»", "صحيفة الأفق"),
        ("قالت (صحيفة الأفق إن", "(صحيفة الأفق", "صحيفة الأفق"),
        ("قال مدير «الأفق» و«النورس» إن", "مدير «الأفق» و«النورس", "مدير «الأفق» و«النورس»"),
        ("قال «الأفق» إن", "«الأفق»", "«الأفق»"),
    ],
)
def test_who_says_it_has_both_marks_or_none(text, found, own):
    start = text.index(found)
    assert text[slice(*spans.closed(text, (start, start + len(found))))] == own


def test_letters_of_a_span_that_has_none_are_its_characters():
    assert spans.letters(TEXT, [(3, 4)]) == {3}
    assert len(spans.letters(TEXT, [(5, 12)])) == 5


def test_overlap_and_hull():
    assert spans.overlap([(0, 5), (8, 10)], [(3, 9)]) == 3
    assert spans.hull([(8, 10), (0, 5)]) == (0, 10)


def test_a_mark_that_is_open_takes_its_partner_after_the_span():
    text = '«الأفق» و(الميناء) و"الجسر" و«النفق» «'
    for inner, whole in (("«الأفق", "«الأفق»"), ("(الميناء", "(الميناء)"), ('"الجسر', '"الجسر"')):
        start = text.index(inner)
        assert text[slice(*spans.closed(text, (start, start + len(inner))))] == whole
    start = text.index("النفق")
    assert spans.closed(text, (start, start + 5)) == (start, start + 5)
    assert spans.closed(text, (start - 1, start + 6)) == (start - 1, start + 6)
