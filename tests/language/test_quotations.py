"""Pairs of quotation marks in right and wrong order, of mixed kinds, and unbalanced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.language.quotations import Quotation, quotations


def inside(text: str) -> list[str]:
    return [text[slice(*quotation.inside)] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قال «لن نقبل» وأضاف “انتهى الأمر” ثم "كفى".', ["لن نقبل", "انتهى الأمر", "كفى"]),
        ("قال »لن نقبل« وأضاف »كفى«", ["لن نقبل", "كفى"]),  # turned round throughout
        ("قال ”لن نقبل“ وأضاف ”كفى“.", ["لن نقبل", "كفى"]),
        ("“وفقا للتقرير كان ذلك كافيا “", ["وفقا للتقرير كان ذلك كافيا"]),  # “ closes as well
        ('قال " لن نقبل " وأضاف « كفى » .', ["لن نقبل", "كفى"]),  # white space on both sides
        ('قال"لن نقبل"وأضاف "كفى"', ["لن نقبل", "كفى"]),  # white space on none
        ('قال «لن نقبل" وأضاف', ["لن نقبل"]),  # two families
        ("قال „لن نقبل“ وأضاف <<كفى>> ثم ``نعم''", ["لن نقبل", "كفى", "نعم"]),
        ('صحيفة «المنارة» وموقع "السهم" وبـ"كذا" والـ"كذا" و"نعم"', ["المنارة", "السهم", "كذا", "كذا", "نعم"]),
        ("قال 'لن نقبل' وكتب don't و the boys' house و'Abd", ["لن نقبل"]),
        ("كتب: ‘لا عودة’ ثم مضى", ["لا عودة"]),
        ("\u200f«\u200fلن نقبل\u200f»\u200f قال", ["\u200fلن نقبل\u200f"]),
        ("طوله 5'3\" فقط", []),
        ('فارغ "" و« »', []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert inside(text) == expected
    assert all(quotation.closed for quotation in quotations(text))


def test_spans_are_with_and_without_marks() -> None:
    text = "قال « لن نقبل » ومضى"
    assert quotations(text) == [Quotation((4, 15), (6, 13))]
    assert text[4:15] == "« لن نقبل »"


def test_marks_within_marks_come_outer_first() -> None:
    assert inside('قال «إن "الجسر" انهار» أمس') == ['إن "الجسر" انهار', "الجسر"]


def test_unclosed_reaches_to_the_end_of_its_paragraph() -> None:
    text = "قال «لن نقبل أبدا. ثم سكت.\nوفي الغد قال: «نعم» ومضى"
    first, second = quotations(text)
    assert (text[slice(*first.inside)], first.closed) == ("لن نقبل أبدا. ثم سكت.", False)
    assert (text[slice(*second.inside)], second.closed) == ("نعم", True)


def test_unclosed_ends_where_the_next_of_its_family_opens() -> None:
    text = 'قال "لن نقبل وأضاف "كفى" ثم مضى'
    first, second = quotations(text)
    assert (text[slice(*first.inside)], first.closed) == ("لن نقبل وأضاف", False)
    assert (text[slice(*second.inside)], second.closed) == ("كفى", True)


def test_missing_opening_mark_is_dropped_and_turns_nothing_inside_out() -> None:
    assert inside('لن نقبل أبدا" قال الرجل، وأضاف "كفى" ثم "نعم".') == ["كفى", "نعم"]
    assert inside("تهاجم القوات المدينة “") == []


def test_given_paragraphs_are_borders() -> None:
    text = 'قال "أولا وثانيا" ثم'
    assert inside(text) == ["أولا وثانيا"]
    assert [q.closed for q in quotations(text, [(0, 9), (10, len(text))])] == [False]


def test_paragraphs_out_of_order() -> None:
    with pytest.raises(ValueError, match="out of order"):
        quotations("قال ثم", [(2, 4), (1, 2)])


@given(st.text(st.sampled_from("«»“”\"'‘’<> اب.،:\n\u200fx"), max_size=60))
def test_spans_are_sound(text: str) -> None:
    found = quotations(text)
    assert found == sorted(found, key=lambda q: (q.span[0], -q.span[1]))
    for quotation in found:
        (start, end), (first, last) = quotation.span, quotation.inside
        assert 0 <= start < first < last <= end <= len(text)
        words = text[first:last]
        assert words == words.strip()
        assert "\n" not in text[start:end]
        assert quotation.closed == (last < end)


@given(st.lists(st.sampled_from(["«نعم»", '"لا"', "“ربما”", "قال", "ثم،"]), max_size=12))
def test_well_formed_pairs_are_all_found(parts: list[str]) -> None:
    text = " ".join(parts)
    assert inside(text) == [part[1:-1] for part in parts if part[0] in '«"“']
