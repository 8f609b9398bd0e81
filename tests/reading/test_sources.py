import pytest
from cues import at, cue

from rawi.reading import Entity
from rawi.reading.sources import identify


def test_a_hidden_speaker_is_the_one_that_is_meant():
    text = "قال وزير الطاقة سامي حداد إن السد آمن. وأضاف أن العمل مستمر"
    cues = [
        cue(text, "قال", "وزير الطاقة سامي حداد", "السد آمن"),
        cue(text, "وأضاف", None, "العمل مستمر", referent="وزير الطاقة سامي حداد"),
    ]
    sources, numbers = identify(text, cues, [Entity(1, "PER", "سامي حداد", (at(text, "سامي حداد"),))])
    assert numbers == [1, 1]
    assert len(sources) == 1
    assert (sources[0].name, sources[0].entity, sources[0].named) == ("وزير الطاقة سامي حداد", 1, True)
    assert sources[0].spans == (at(text, "وزير الطاقة سامي حداد"),)


def test_a_second_nameless_official_is_a_source_of_his_own():
    text = "قال مسؤول أمني إن الطريق مفتوح. وذكر مسؤول محلي أن الطريق مغلق. وأكد المسؤول أن الجسر سليم"
    cues = [
        cue(text, "قال", "مسؤول أمني", "الطريق مفتوح", named=False),
        cue(text, "وذكر", "مسؤول محلي", "الطريق مغلق", named=False),
        cue(text, "وأكد", "المسؤول", "الجسر سليم", named=False),
    ]
    sources, numbers = identify(text, cues, [])
    assert [s.name for s in sources] == ["مسؤول أمني", "مسؤول محلي"]
    assert numbers == [1, 2, 2]


def test_the_spokesman_of_a_ministry_is_not_the_ministry():
    text = "أعلنت وزارة النقل إغلاق الجسر. وقال المتحدث باسم وزارة النقل إن الإغلاق مؤقت"
    ministry = Entity(1, "ORG", "وزارة النقل", (at(text, "وزارة النقل"), at(text, "وزارة النقل", 1)))
    cues = [
        cue(text, "أعلنت", "وزارة النقل", "إغلاق الجسر", kind="organisation"),
        cue(text, "وقال", "المتحدث باسم وزارة النقل", "الإغلاق مؤقت"),
    ]
    sources, numbers = identify(text, cues, [ministry])
    assert numbers == [1, 2]
    assert [s.entity for s in sources] == [1, None]


def test_nobody_is_no_source():
    text = "وذُكر أن الجسر انهار"
    sources, numbers = identify(text, [cue(text, "وذُكر", None, "الجسر انهار", kind="unknown")], [])
    assert (sources, numbers) == ([], [None])


def test_one_person_under_two_spellings_is_one_source():
    text = "قال سليماني إن الخطة جاهزة. وأكد قاسم سليماني أن العمل بدأ"
    person = Entity(1, "PER", "قاسم سليماني", (at(text, "سليماني"), at(text, "قاسم سليماني")))
    cues = [
        cue(text, "قال", "سليماني", "الخطة جاهزة"),
        cue(text, "وأكد", "قاسم سليماني", "العمل بدأ"),
    ]
    sources, numbers = identify(text, cues, [person])
    assert numbers == [1, 1]
    assert sources[0].name == "قاسم سليماني"


def test_the_preposition_that_a_cue_asks_for_is_no_part_of_the_name():
    text = "وفقا لوثائق المحكمة، انهار الجسر. وطبقا للوزير نادر، فتح الطريق"
    cues = [
        cue(text, "وفقا", "لوثائق المحكمة", "انهار الجسر", kind="document"),
        cue(text, "وطبقا", "للوزير نادر", "فتح الطريق"),
    ]
    sources, _ = identify(text, cues, [])
    assert [s.name for s in sources] == ["وثائق المحكمة", "الوزير نادر"]
    assert sources[0].spans == (at(text, "لوثائق المحكمة"),)


def test_a_name_that_begins_with_the_letter_of_a_preposition_stays():
    text = "قالت لجنة السدود إن السد آمن"
    sources, _ = identify(text, [cue(text, "قالت", "لجنة السدود", "السد آمن", kind="organisation")], [])
    assert sources[0].name == "لجنة السدود"


def test_a_name_in_apposition_is_not_who_speaks():
    text = "قال منصور الزين، خليفة عمر الصباغ في الجمعية، إن الصندوق فارغ. ونفى عمر الصباغ ذلك"
    entities = [
        Entity(1, "PER", "عمر الصباغ", (at(text, "عمر الصباغ"), at(text, "عمر الصباغ", 1))),
        Entity(2, "PER", "منصور الزين", (at(text, "منصور الزين"),)),
    ]
    cues = [
        cue(text, "قال", "منصور الزين، خليفة عمر الصباغ", "الصندوق فارغ"),
        cue(text, "ونفى", "عمر الصباغ", "ذلك", referent="عمر الصباغ"),
    ]
    sources, numbers = identify(text, cues, entities)
    assert numbers == [1, 2]
    assert [s.entity for s in sources] == [2, 1]


def test_a_source_is_called_by_who_is_meant_not_by_all_that_is_said_of_him():
    text = "قالت سلمى عبيد، قاضية بديوان وزير العدل، إن الملف أغلق. وأضافت أن القرار نهائي"
    cues = [
        cue(text, "قالت", "سلمى عبيد، قاضية بديوان وزير العدل", "الملف أغلق", referent="سلمى عبيد"),
        cue(text, "وأضافت", None, "القرار نهائي", referent="سلمى عبيد"),
    ]
    sources, numbers = identify(text, cues, [Entity(1, "PER", "سلمى عبيد", (at(text, "سلمى عبيد"),))])
    assert numbers == [1, 1]
    assert sources[0].name == "سلمى عبيد"
    assert sources[0].spans == (at(text, "سلمى عبيد، قاضية بديوان وزير العدل"),)


@pytest.mark.parametrize(
    ("words", "name"),
    [("لهيئة السلامة", "هيئة السلامة"), ("للهيئة الدلمانية", "الهيئة الدلمانية"), ("ودلمان", "دلمان"), ("وليد حداد", "وليد حداد")],
)  # fmt: skip
def test_a_source_is_called_by_its_name_without_what_is_written_onto_it(words, name):
    text = f"أعلنت الأمانة العامة {words} أمرا. وأهابت بالجميع الالتزام"
    cues = [cue(text, "وأهابت", None, "بالجميع الالتزام", kind="organisation", referent=words)]
    sources, _ = identify(text, cues, [Entity(1, "ORG", name, (at(text, words),))])
    assert [s.name for s in sources] == [name]
