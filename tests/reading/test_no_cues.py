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
        ("واعتبر أن الجسر قديم", "واعتبر", None, "الجسر قديم"),
        ("«وأعتقد أن الجسر قديم»", "وأعتقد", None, "الجسر قديم"),
        ("- أعتقد أن الجسر قديم", "أعتقد", None, "الجسر قديم"),
        ("متى ينتهي؟\nولماذا؟\nأعتقد أن الجسر قديم", "أعتقد", None, "الجسر قديم"),
    ],
)
def test_what_attributes_something_stays(text, word, source, content):
    cues = [cue(text, word, source, content)]
    assert without(text, cues) == cues


def test_a_first_person_in_what_somebody_says_stays():
    text = "قالت ليلى الحاج إن القطار تأخر وأتوقع أن يصل"
    cues = [
        cue(text, "قالت", "ليلى الحاج", "القطار تأخر وأتوقع أن يصل"),
        cue(text, "وأتوقع", None, "يصل", referent="ليلى الحاج"),
    ]
    assert without(text, cues) == cues
