import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.bare import bare, undescribed


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("رسول الله صلى الله عليه وسلم", "رسول الله"),
        ("أنس بن مالك رضي الله عنه", "أنس بن مالك"),
        ("الإمام، رحمه الله", "الإمام"),
        ("الشكوى التي قدمت لمكتب التفتيش", "الشكوى"),
        ("الوزيرة سمر الداعوق التي زارت القرية أمس", "الوزيرة سمر الداعوق"),
        ("التقرير الذي أعدته جمعية المياه", "التقرير الذي أعدته جمعية المياه"),
        ("سجلات المكالمات التي حصلت عليها «العهد»", "سجلات المكالمات التي حصلت عليها «العهد»"),
        ("سبر الآراء الذي قامت به أربعة مكاتب", "سبر الآراء الذي قامت به أربعة مكاتب"),
        ("جمعية التيّار الأزرق", "جمعية التيّار الأزرق"),
        ("الذين", "الذين"),
        ("التي قالت", "التي قالت"),
        ("عز وجل", "عز وجل"),
        ("الرئيس صلاح عبد الله", "الرئيس صلاح عبد الله"),
    ],
)
def test_what_follows_the_words_that_say_who_it_is(words, kept):
    text = "وقال " + words + " إن"
    start, end = bare(text, (5, 5 + len(words)))
    assert text[start:end] == kept


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("ثلاثة صيادلة يعملون في مراكز صحية", "ثلاثة صيادلة"),
        ("رسالة ضبطت مع أحد الوسطاء", "رسالة"),
        ("مسؤول رفض الكشف عن اسمه", "مسؤول"),
        ("دراسة أعدتها جمعية المياه", "دراسة أعدتها جمعية المياه"),
        ("وثيقة حصلت عليها «العهد»", "وثيقة حصلت عليها «العهد»"),
        ("رجل يدعى سامر الحداد", "رجل يدعى سامر الحداد"),
        ("ثلاثة ممن حضروا", "ثلاثة ممن حضروا"),
        ("المتحدث رفض", "المتحدث رفض"),
        ("أسامة بن فضل البار", "أسامة بن فضل البار"),
        ("مسؤول فضل عدم ذكر اسمه", "مسؤول"),
    ],
)
def test_a_clause_without_pronoun_is_no_part_of_who_speaks(words, kept):
    text = "وقال " + words + " إن"
    start, end = undescribed(text, (5, 5 + len(words)))
    assert text[start:end] == kept


@given(st.text(alphabet="الذي عزوجل،. \n", max_size=60))
def test_something_is_left(text):
    start, end = bare(text, (0, len(text)))
    assert start == 0 or not text[:start].strip()
    assert end <= len(text)
