from dataclasses import replace

import pytest
from cues import at, cue

from rawi.reading import Entity, roles
from rawi.reading.fullest import settle


def referents(text, cues, people=()):
    return [[text[slice(*r)] for r in c.referent] for c in settle(text, cues, people)]


def person(text, number, name, *times):
    return Entity(number, "PER", name, tuple(at(text, name, n) for n in times or (0,)))


def test_titles_belong_to_whom_is_meant_and_what_follows_the_name_does_not():
    text = "قال نديم الحاج، عضو اللجنة، إن العقد معيب. وأكد رئيس اللجنة نديم الحاج ذلك. وأضاف أنه لا يعلم"
    cues = [
        cue(text, "قال", "نديم الحاج، عضو اللجنة", "العقد معيب", referent="نديم الحاج، عضو اللجنة"),
        cue(text, "وأكد", "رئيس اللجنة نديم الحاج", "ذلك"),
        cue(text, "وأضاف", None, "لا يعلم", referent="نديم الحاج"),
    ]
    assert referents(text, cues, [person(text, 1, "نديم الحاج", 0, 1)]) == [["رئيس اللجنة نديم الحاج"]] * 3


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("وجلست بينهم المتحدثة باسم البعثة الرائدة ليلى مراد", "المتحدثة باسم البعثة الرائدة ليلى مراد"),
        ("ووقفت عضو المجلس البلدي المهندسة ليلى مراد", "عضو المجلس البلدي المهندسة ليلى مراد"),
        ("وجلس وإلى يساره الأمينة العامة ليلى مراد", "الأمينة العامة ليلى مراد"),
        ("وخرج مع أبنائه والدته ليلى مراد", "ليلى مراد"),
        ("وضحكت ليلى مراد", "ليلى مراد"),
        ("وسلمت الجائزة للوزيرة ليلى مراد", "ليلى مراد"),
    ],
)
def test_titles_that_stand_at_no_cue_belong_to_the_name_too(before, meant):
    text = f"{before}. وأضافت أنها لا تعلم"
    who = person(text, 1, "ليلى مراد")
    people = roles.find(text, [who], [(0, len(text))])
    assert referents(text, [cue(text, "وأضافت", None, "لا تعلم", referent="ليلى مراد")], people) == [[meant]]


@pytest.mark.parametrize(
    ("pointed", "meant"),
    [
        ("أمين", "أمين منطقة الشاطئ الدكتور رامي الخطيب"),
        ("أمين منطقة الشاطئ", "أمين منطقة الشاطئ الدكتور رامي الخطيب"),
        ("الدكتور", "أمين منطقة الشاطئ الدكتور رامي الخطيب"),
        ("رامي", "أمين منطقة الشاطئ الدكتور رامي الخطيب"),
        ("منطقة الشاطئ", "منطقة الشاطئ"),
    ],
)
def test_who_points_to_a_part_of_titles_and_name_means_all_of_them(pointed, meant):
    text = "استقبل أمين منطقة الشاطئ الدكتور رامي الخطيب الوفد. وقال إن العمل بدأ"
    people = roles.find(text, [person(text, 1, "رامي الخطيب")], [(0, len(text))])
    assert referents(text, [cue(text, "وقال", None, "العمل بدأ", referent=pointed)], people) == [[meant]]


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("وصل الوزير رامي الخطيب", "الوزير رامي الخطيب"),
        ("وصل المدير رامي الخطيب", "الوزير"),
    ],
)
def test_a_lone_title_means_the_last_before_it_who_has_it_with_a_name(before, meant):
    text = f"{before}. ثم قال الوزير إن العمل بدأ. وغادر الوزير نديم الحاج"
    people = [person(text, 1, "رامي الخطيب"), person(text, 2, "نديم الحاج")]
    people = roles.find(text, people, [(0, len(text))])
    said = cue(text, "قال", "الوزير إن", "العمل بدأ")
    at_cue = (text.index("قال الوزير") + 4, text.index("قال الوزير") + 10)
    said = replace(said, source=at_cue, referent=(at_cue,))
    assert referents(text, [said], people) == [[meant]]


def test_whoever_is_meant_keeps_both_marks_of_a_quoted_name():
    text = "قال بنك الاستثمار «الأفق الأزرق» إن السعر انخفض. وأضاف البنك أنه سيرتفع"
    cues = [
        cue(text, "قال", "بنك الاستثمار «الأفق الأزرق»", "السعر انخفض", kind="organisation", referent="بنك الاستثمار «الأفق الأزرق"),
        cue(text, "وأضاف", "البنك", "سيرتفع", kind="organisation", referent="بنك الاستثمار «الأفق الأزرق"),
    ]  # fmt: skip
    assert referents(text, cues) == [["بنك الاستثمار «الأفق الأزرق»"]] * 2


def test_a_name_in_apposition_is_not_the_one_who_speaks():
    text = "قال فهد الابن الأكبر للرقيب ماجد السالمي إنه فخور. وأضاف أنه صابر"
    cues = [
        cue(text, "قال", "فهد الابن الأكبر للرقيب ماجد السالمي", "فخور"),
        cue(text, "وأضاف", None, "صابر", referent="فهد الابن الأكبر للرقيب ماجد السالمي"),
    ]
    people = [person(text, 1, "فهد"), person(text, 2, "ماجد السالمي")]
    assert referents(text, cues, people) == [["فهد"], ["فهد"]]


def test_several_joined_and_relatives_stay_as_they_are():
    text = "قال نديم الحاج وسامر البستاني إن العقد معيب. وقالت والدة نديم الحاج إنه بخير. وأضافت أنه عاد"
    cues = [
        cue(text, "قال", "نديم الحاج وسامر البستاني", "العقد معيب"),
        cue(text, "وقالت", "والدة نديم الحاج", "بخير"),
        cue(text, "وأضافت", None, "عاد", referent="والدة نديم الحاج"),
    ]
    people = [person(text, 1, "نديم الحاج", 0, 1), person(text, 2, "سامر البستاني")]
    assert referents(text, cues, people) == [["نديم الحاج وسامر البستاني"], ["والدة نديم الحاج"], ["والدة نديم الحاج"]]


@pytest.mark.parametrize(
    ("text", "pointed", "meant"),
    [
        ("نهض رئيس البلدية نضال الشرعة وقال إن الرقم صحيح", "رئيس", "رئيس البلدية نضال الشرعة"),
        ("رفع الشرعة رأسه وقال إن الرقم صحيح", "الشرعة", "الشرعة"),
        ("احتج أهالي الواحة الذين عطشوا وقال إن الرقم صحيح", "أهالي", "أهالي الواحة"),
    ],
)
def test_a_lone_head_takes_what_it_governs(text, pointed, meant):
    people = [person(text, 1, "نضال الشرعة")] if "نضال" in text else []
    assert referents(text, [cue(text, "وقال", None, "الرقم صحيح", referent=pointed)], people) == [[meant]]


def test_a_title_alone_is_the_one_who_has_it_with_a_name():
    text = "رحب رئيس البلدية نضال الشرعة بالحضور. صمت رئيس البلدية، ثم اعترف بأن الرقم صحيح"
    said = cue(text, "اعترف", None, "الرقم صحيح", referent=None)
    said = replace(said, referent=(at(text, "رئيس البلدية", 1),))
    assert referents(text, [said], [person(text, 1, "نضال الشرعة")]) == [["رئيس البلدية نضال الشرعة"]]


def test_a_body_is_not_its_head():
    text = "قالت رئيسة بلدية المرجان المهندسة سلمى العطار إن الجسر مغلق. ونفت بلدية المرجان ذلك"
    said = cue(text, "قالت", "رئيسة بلدية المرجان المهندسة سلمى العطار", "الجسر مغلق")
    people = [person(text, 1, "سلمى العطار")]
    for kind in ("organisation", "person"):
        denied = cue(text, "ونفت", None, "ذلك", kind=kind, referent=None)
        denied = replace(denied, referent=(at(text, "بلدية المرجان", 1),))
        assert referents(text, [said, denied], people)[1] == ["بلدية المرجان"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قالت مصادر محلية إن محكمة البلدة حكمت أمس بسجن نديم الحاج. وأضافت أن الحكم نهائي", "مصادر محلية"),
        ("وقالت مصادر الشركة التي يملكها نديم الحاج إنها ستغلق. وأضافت أن القرار نهائي", "مصادر الشركة"),
    ],
)
def test_a_clause_with_a_name_in_it_is_no_title(text, source):
    verb = text.split(" ", 1)[0]
    cues = [cue(text, verb, source, text.split(" إن", 1)[1][1:20]), cue(text, "وأضافت", None, "نهائي", referent=source)]
    assert referents(text, cues, [person(text, 1, "نديم الحاج")])[1] == [source]
