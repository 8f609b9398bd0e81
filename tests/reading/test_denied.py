import pytest
from cues import cue

from rawi.reading.denied import added


def told(text, cues):
    return [
        (text[slice(*c.span)], c.source and text[slice(*c.source)], text[slice(*c.content)], c.stance)
        for c in added(text, cues)
    ]


@pytest.mark.parametrize(
    ("denied", "noun", "content", "stance"),
    [
        ("الأنباء المتداولة عن تمديد المعسكر", "الأنباء", "تمديد المعسكر", "states"),
        ("الأخبار التي تم تداولها بخصوص بيع النادي", "الأخبار", "بيع النادي", "states"),
        ("شائعات عن رحيل المدرب", "شائعات", "رحيل المدرب", "states"),
        ("المزاعم بأن الأرض بيعت", "المزاعم", "الأرض بيعت", "alleges"),
        ("صحة الاتهامات بخرق الحظر", "الاتهامات", "بخرق الحظر", "alleges"),
    ],
)
def test_a_report_that_is_denied_is_said_by_somebody(denied, noun, content, stance):
    text = f"نفت الإدارة {denied}. وسكتت"
    cues = [cue(text, "نفت", "الإدارة", denied, stance="denies")]
    assert told(text, cues) == [("نفت", "الإدارة", denied, "denies"), (noun, None, content, stance)]


@pytest.mark.parametrize("denied", ["الأنباء جملة وتفصيلا", "بيع النادي", "اتهامات المعارضة بالتلاعب"])
def test_without_what_it_is_about_or_with_its_speaker_it_is_left_to_the_tagger(denied):
    text = f"نفت الإدارة {denied}. وسكتت"
    assert len(added(text, [cue(text, "نفت", "الإدارة", denied, stance="denies")])) == 1


def test_what_the_tagger_has_found_stays():
    text = "نفت الإدارة الأنباء عن بيع النادي"
    cues = [
        cue(text, "نفت", "الإدارة", "الأنباء عن بيع النادي", stance="denies"),
        cue(text, "الأنباء", None, "بيع النادي"),
    ]
    assert added(text, cues) == cues


def test_who_denies_is_cut_before_the_report_and_an_agency_is_not():
    text = "نفت الإدارة المكلفة الأنباء المتواردة عن تمديد المعسكر"
    cues = [cue(text, "نفت", "الإدارة المكلفة الأنباء المتواردة", "تمديد المعسكر", stance="denies")]
    assert told(text, cues) == [
        ("نفت", "الإدارة المكلفة", "الأنباء المتواردة عن تمديد المعسكر", "denies"),
        ("الأنباء", None, "تمديد المعسكر", "states"),
    ]
    text = "نفت وكالة الأنباء القطرية تمديد المعسكر"
    cues = [cue(text, "نفت", "وكالة الأنباء القطرية", "تمديد المعسكر", stance="denies")]
    assert added(text, cues) == cues
