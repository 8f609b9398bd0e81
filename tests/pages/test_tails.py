import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.pages import read_text, tails

SENTENCE = "أعلنت أمانة المدينة اليوم إغلاق الجسر القديم للصيانة."
OTHER = "وسيبقى الجسر مغلقا أسبوعين على الأقل بسبب تآكل دعاماته، وستحول حركة المرور إلى الجسر الجديد شمال المدينة."


@pytest.mark.parametrize(
    "tail",
    [
        "رابط الخبر بصحيفة الميناء: إغلاق الجسر القديم",
        "سمات الجسر أمانة المدينة صيانة",
        "للتواصل مع الكاتب ارسل رسالة تبدأ بالرمز (12) ثم مسافة ثم نص الرسالة",
    ],
)
def test_what_is_run_into_the_last_paragraph_is_no_body(tail):
    page = read_text(f"إغلاق الجسر القديم\n\n{SENTENCE} {tail}")
    assert [(b.kind, page.text[slice(*b.span)]) for b in page.blocks][1:] == [("body", SENTENCE), ("navigation", tail)]


@pytest.mark.parametrize(
    "sentence",
    [
        "وقالت إن من أبرز سمات المرحلة المقبلة العمل المشترك بين الأمانة والأهالي",
        "ونشرت الأمانة رابط الخبر في حسابها",
        "ووضعت رابط الخبر في حسابها ليقرأه الجميع قبل أن تحذفه بعد يومين، وقالت: لا تعليق",
    ],
)
def test_the_same_words_in_a_sentence_are_body(sentence):
    page = read_text(f"إغلاق الجسر القديم\n\n{SENTENCE} {sentence}")
    assert [(b.kind, page.text[slice(*b.span)]) for b in page.blocks][1:] == [("body", f"{SENTENCE} {sentence}")]


def test_only_the_last_paragraph_has_a_tail():
    page = read_text(f"إغلاق الجسر القديم\n\n{OTHER} {SENTENCE} سمات الجسر المدينة\n\n{OTHER}")
    assert [b.kind for b in page.blocks] == ["title", "body", "body"]


def test_letters_that_fold_away_move_no_offset():
    text = "كَـــتَبَ. سِمات الجسر"
    assert tails.find(text, 0, len(text)) == text.index("سِمات")


def test_lines_how_to_write_to_the_author_are_furniture():
    lines = ["للتواصل مع الكاتب ارسل رسالة SMS", "تبدأ بالرمز (12) ثم مسافة ثم نص الرسالة إلى", "12345 - Tel"]
    page = read_text("\n".join(["إغلاق الجسر القديم", "", f"{SENTENCE} {SENTENCE}", f"{SENTENCE} {SENTENCE}", *lines]))
    assert [b.kind for b in page.blocks] == ["title", "body", "body"] + 3 * ["navigation"]


@given(st.text(alphabet="سماتابطرلخقو .:،!«»\u064e\u0640", max_size=80))
def test_a_tail_lies_within_its_paragraph(text):
    at = tails.find(text, 0, len(text))
    assert at is None or 0 < at < len(text)
