import pytest
from cues import cue

from rawi.reading.prayers import without


@pytest.mark.parametrize(
    ("text", "word", "content"),
    [
        ("ختم حديثه سائلاً المولى أن يحفظ البلاد", "سائلاً", "المولى أن يحفظ البلاد"),
        ("ختم حديثه سائلا المولى أن يشفي المرضى", "سائلا", "يشفي المرضى"),
        ("شكر المدير الحجاج داعياً أن يتقبل الله منهم", "داعياً", "أن يتقبل الله منهم"),
        ("ودعا الرئيس - الله عز وجل - أن يحفظ البلاد", "ودعا", "الله عز وجل - أن يحفظ البلاد"),
    ],
)
def test_who_prays_is_not_reported_to_say_anything(text, word, content):
    assert without(text, [cue(text, word, None, content)]) == []


@pytest.mark.parametrize(
    ("text", "word", "content"),
    [
        ("ودعا الرئيس السكان إلى الحذر", "ودعا", "السكان إلى الحذر"),
        ("قال الشيخ إن الله غفور", "قال", "الله غفور"),
        (
            "ودعا الرئيس السكان إلى شكر الجنود وأن يرحم الله الشهداء",
            "ودعا",
            "السكان إلى شكر الجنود وأن يرحم الله الشهداء",
        ),
    ],
)
def test_what_is_asked_of_people_stays(text, word, content):
    cues = [cue(text, word, None, content)]
    assert without(text, cues) == cues
