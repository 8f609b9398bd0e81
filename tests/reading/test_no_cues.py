import pytest
from cues import cue

from rawi.reading.no_cues import without


@pytest.mark.parametrize(
    ("text", "word", "source", "content"),
    [
        ("ولا شك أن الجسر قديم", "ولا شك", None, "الجسر قديم"),
        ("سمحت إدارة نادي النسور بنقل اللاعب", "سمحت", "إدارة نادي النسور", "بنقل اللاعب"),
        ("ورصدت البلدية مبلغ نصف مليون للجسر", "ورصدت", "البلدية", "مبلغ نصف مليون للجسر"),
        ("أطلق العمدة شارة البدء", "أطلق", "العمدة", "شارة البدء"),
        ("وطمأن على أوضاع العمال", "وطمأن", None, "أوضاع العمال"),
        ("الجميع مطالب بالحضور", "مطالب", "الجميع", "بالحضور"),
        ("وقال المصدر طالبا عدم الكشف عن اسمه: الجسر قديم", "طالبا", None, "الجسر قديم"),
        ("قال مهندسان طلبا عدم نشر اسميهما إن الجسر قديم", "طلبا", None, "عدم نشر اسميهما"),
        ("قالت البلدية: «الجسر قديم»", "»", "البلدية", "الجسر قديم"),
        ("القطار تأخر كثيرا. وأعتقد أن الجسر قديم", "وأعتقد", None, "الجسر قديم"),
    ],
)
def test_what_attributes_nothing_is_left_out(text, word, source, content):
    assert without(text, [cue(text, word, source, content)]) == []


@pytest.mark.parametrize(
    ("text", "word", "source", "content"),
    [
        ("وطمأن المدير العمال إلى أن الجسر متين", "وطمأن", "المدير", "الجسر متين"),
        ("ورصدت البلدية أن الجسر قديم", "ورصدت", "البلدية", "الجسر قديم"),
        ("مطالب العمال بالحضور", "مطالب", "العمال", "بالحضور"),
        ("ورفضت الكشف عن اسم البائع", "ورفضت", None, "الكشف عن اسم البائع"),
        ("واعتبر أن الجسر قديم", "واعتبر", None, "الجسر قديم"),
        ("«وأعتقد أن الجسر قديم»", "وأعتقد", None, "الجسر قديم"),
        ("- أعتقد أن الجسر قديم", "أعتقد", None, "الجسر قديم"),
        ("متى ينتهي؟\nولماذا؟\nأعتقد أن الجسر قديم", "أعتقد", None, "الجسر قديم"),
    ],
)
def test_what_attributes_something_stays(text, word, source, content):
    cues = [cue(text, word, source, content)]
    assert without(text, cues) == cues


@pytest.mark.parametrize("word", ["قائلا", "قائلةً", "بالقول"])
def test_what_goes_on_with_the_verb_before_is_no_cue_of_its_own(word):
    text = f"واختتمت المديرة حديثها {word}: الجسر قديم ولن يفتح"
    verb = cue(text, "واختتمت", "المديرة", "الجسر قديم ولن يفتح")
    assert without(text, [verb, cue(text, word, None, "الجسر قديم ولن يفتح")]) == [verb]


def test_a_participle_of_saying_with_words_of_its_own_stays():
    text = "أكد المدير أن الجسر قديم قائلا: لن يفتح"
    cues = [cue(text, "أكد", "المدير", "الجسر قديم"), cue(text, "قائلا", None, "لن يفتح")]
    assert without(text, cues) == cues


def test_a_first_person_in_what_somebody_says_stays():
    text = "قالت ليلى الحاج إن القطار تأخر وأتوقع أن يصل"
    cues = [
        cue(text, "قالت", "ليلى الحاج", "القطار تأخر وأتوقع أن يصل"),
        cue(text, "وأتوقع", None, "يصل", referent="ليلى الحاج"),
    ]
    assert without(text, cues) == cues
