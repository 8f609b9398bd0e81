"""Who is one party on several pages, and who never is."""

from dataclasses import replace

from rawi.reading.reading import Entity, Role
from rawi.together import compare, origins
from rawi.together.origins.labels import label

from ..made_readings import Said, reading

CLAIM = "الجسر الخشبي مغلق أمام المارة"


def person(words, name, said=CLAIM):
    return Said(said, (words,), people=(name,))


def body(words, said=CLAIM):
    return Said(said, (words,), kind="organisation")


def found(*pages):
    return sorted((party.name, len(party.sources)) for party in origins.parties(pages))


def origin_names(*pages):
    (one,) = compare(pages).shared
    return [origin.name for origin in compare(pages).backing(one.id).origins]


def test_the_mayor_and_the_director_of_the_hospital_of_one_town_are_two():
    pages = [
        reading("1", person("رئيسة بلدية الغدير سميرة الطرابيشي", "سميرة الطرابيشي"), outlet="أ"),
        reading("2", person("مديرة مستشفى الغدير ليلى الكركي", "ليلى الكركي"), outlet="ب"),
        reading("3", person("رئيسة البلدية سميرة الطرابيشي", "سميرة الطرابيشي"), outlet="ج"),
    ]
    assert found(*pages) == [("رئيسة بلدية الغدير سميرة الطرابيشي", 2), ("مديرة مستشفى الغدير ليلى الكركي", 1)]
    assert origin_names(*pages) == ["رئيسة بلدية الغدير سميرة الطرابيشي", "مديرة مستشفى الغدير ليلى الكركي"]


def test_bodies_of_one_town_are_as_many_as_their_class_words():
    names = ("بلدية الغدير", "مستشفى الغدير", "شرطة الغدير", "نقابة عمال الغدير", "محافظة الغدير")
    assert len(found(*(reading(name, body(name)) for name in names))) == 5


def test_a_town_is_not_the_body_that_is_named_after_it():
    town = reading("1", body("الغدير"))
    place = Entity(1, "LOC", "الغدير", ((0, 6),))
    company = reading("2", body("شركة الغدير"))
    assert len(found(town, company)) == 1  # a company that is called by its name alone
    assert len(found(replace(town, entities=(place,)), company)) == 2


def test_a_longer_and_a_shorter_name_are_one_body_unless_it_may_be_two():
    short, long = reading("1", body("وزارة المياه")), reading("2", body("وزارة المياه والسدود"))
    assert found(short, long) == [("وزارة المياه والسدود", 2)]
    assert len(found(short, long, reading("3", body("وزارة المياه والري")))) == 3
    assert len(found(short, reading("4", body("هيئة المياه")))) == 2


def test_two_people_who_hold_one_office_are_two_parties():
    pages = [
        reading("1", person("مدير هيئة الجسور وليد الهاني", "وليد الهاني"), outlet="أ"),
        reading("2", person("مدير هيئة الجسور سعد الربيع", "سعد الربيع"), outlet="ب"),
        reading("3", body("هيئة الجسور"), outlet="ج"),
    ]
    assert len(found(*pages)) == 3
    assert len(origin_names(*pages)) == 3


def test_the_head_of_a_body_and_the_body_are_one_origin_with_the_name_of_the_body():
    pages = [
        reading("1", person("مدير هيئة الجسور وليد الهاني", "وليد الهاني"), outlet="أ"),
        reading("2", body("هيئة الجسور"), outlet="ب"),
    ]
    assert len(found(*pages)) == 2
    assert origin_names(*pages) == ["هيئة الجسور"]


def test_two_spokesmen_speak_for_one_body_under_its_name():
    pages = [
        reading("1", person("الناطق باسم هيئة الجسور وليد الهاني", "وليد الهاني"), outlet="أ"),
        reading("2", person("المتحدث الرسمي لهيئة الجسور سعد الربيع", "سعد الربيع"), outlet="ب"),
    ]
    assert len(found(*pages)) == 2
    assert origin_names(*pages) == ["هيئة الجسور"]


def test_the_head_of_a_department_does_not_speak_for_the_company():
    pages = [
        reading("1", Said(CLAIM, ("مدير الصيانة في شركة الوفاق",)), outlet="أ"),
        reading("2", body("شركة الوفاق"), outlet="ب"),
    ]
    assert len(found(*pages)) == 2
    assert len(origin_names(*pages)) == 2


def test_who_held_an_office_before_speaks_for_himself():
    page = reading("1", person("الرئيس السابق لهيئة الجسور وليد الهاني", "وليد الهاني"))
    assert label(page, page.sources[0]).voice is None
    now = reading("1", person("رئيس هيئة الجسور وليد الهاني", "وليد الهاني"))
    assert label(now, now.sources[0]).voice == "head"
    assert label(now, now.sources[0]).body.text == "هيئة الجسور"


def test_a_common_noun_is_the_one_body_of_its_page_that_is_called_so():
    known = reading("1", body("وزارة المياه والسدود"), body("الوزارة"))
    assert found(known) == [("وزارة المياه والسدود", 2)]
    two = reading("2", body("وزارة المياه والسدود"), body("وزارة الطرق"), body("الوزارة"))
    assert len(found(two)) == 3
    assert len(found(reading("3", body("الوزارة")), reading("4", body("الوزارة")))) == 2


def test_in_one_proposition_a_common_noun_is_the_only_body_called_so():
    one = reading("1", body("وزارة المياه والسدود"), outlet="أ")
    two = reading("2", Said(CLAIM, ("المتحدث باسم الوزارة سعد الربيع",), people=("سعد الربيع",)), outlet="ب")
    other = reading("3", body("وزارة الطرق"), outlet="ج")
    assert origin_names(one, two) == ["وزارة المياه والسدود"]
    assert len(origin_names(one, two, other)) == 3


def test_a_family_name_is_the_one_who_bears_it_and_nobody_where_two_do():
    one, two = (reading(n, person(name, name)) for n, name in (("1", "سامي الحداد"), ("2", "منى الحداد")))
    short = reading("3", person("الحداد", "الحداد"))
    assert len(found(one, short)) == 1
    assert len(found(one, two, short)) == 3
    assert len(found(one, reading("4", person("سامي", "سامي")))) == 2


def test_a_source_whose_words_are_another_office_than_all_of_the_person_is_not_that_person():
    page = reading("1", person("رئيسة بلدية الغدير سميرة الطرابيشي", "سميرة الطرابيشي"))
    mixed = replace(page.sources[0], name="ناطق باسم المحكمة")
    assert label(page, mixed).person is None
    role = replace(page.entities[0], roles=(Role("ناطق باسم المحكمة", (0, 1)),))
    assert label(replace(page, entities=(role,)), mixed).person == "سميرة الطرابيشي"


def test_an_office_without_a_name_is_the_one_person_who_holds_it():
    one = reading("1", person("مديرة مستشفى الغدير ليلى الكركي", "ليلى الكركي"))
    nameless = reading("2", Said(CLAIM, ("مديرة مستشفى الغدير",)))
    assert found(one, nameless) == [("مديرة مستشفى الغدير ليلى الكركي", 2)]
    assert len(found(nameless, reading("3", Said(CLAIM, ("مدير مستشفى السهل",))))) == 2
    assert len(found(reading("4", Said(CLAIM, ("المشرف",))), reading("5", Said(CLAIM, ("المشرف",))))) == 2


def test_documents_need_two_telling_words_to_be_one():
    def paper(page, words):
        return reading(page, Said(CLAIM, (words,), kind="document"))

    assert len(found(paper("1", "محضر تفتيش"), paper("2", "محضر تفتيش"))) == 2
    assert len(found(paper("1", "تقرير دائرة الرقابة"), paper("2", "تقرير لدائرة الرقابة"))) == 1
    assert len(found(paper("1", "بيان لوزارة المياه"), reading("2", body("وزارة المياه")))) == 1


def test_one_page_may_have_a_witness_and_an_official_for_the_same():
    page = reading("1", Said(CLAIM, ("شاهد عيان",), named=False), person("وليد الهاني", "وليد الهاني"), outlet="أ")
    other = reading("2", Said(CLAIM), outlet="ب")
    assert set(origin_names(page, other)) == {"شاهد عيان", "وليد الهاني", "ب"}


def test_a_body_and_its_own_page_are_one():
    own = reading("1", Said(CLAIM), outlet="مرصد الغدير الأهلي")
    cited = reading("2", body("مرصد الغدير الأهلي"), outlet="ب")
    assert len(origin_names(own, cited)) == 1


def test_people_say_who_is_one():
    pages = [
        reading("a", Said("تأخر الموعد", ("رندة الشامي",), people=("رندة الشامي",))),
        reading("b", Said("تأخر الموعد", ("نوال الحلواني",), people=("نوال الحلواني",))),
    ]
    assert len(origins.parties(pages)) == 2
    one = origins.Identity(7, "نوال الحلواني")
    [party] = origins.parties(pages, {("a", 1): one, ("b", 1): one})
    assert (party.name, party.held, len(party.sources)) == ("نوال الحلواني", True, 2)
    assert len(origins.parties(pages, {("a", 1): one})) == 2


def test_people_say_who_is_another_in_spite_of_his_name():
    pages = [reading(name, Said("تأخر الموعد", ("رندة الشامي",), people=("رندة الشامي",))) for name in "abc"]
    assert [len(party.sources) for party in origins.parties(pages)] == [3]
    split = origins.parties(pages, {("b", 1): origins.Identity(9, "رندة الشامي", part=True)})
    assert sorted(len(party.sources) for party in split) == [1, 2]


def test_bodies_that_people_hold_to_be_one_have_one_spokesman():
    pages = [
        reading("a", Said("تأخر الموعد", ("هيئة مصائد المرسى",), kind="organisation", bodies=("هيئة مصائد المرسى",))),
        reading("b", Said("تأخر الموعد", ("الناطق باسم جهاز الصيد الشمالي",), bodies=("جهاز الصيد الشمالي",))),
    ]
    assert len({party.body for party in origins.parties(pages)}) == 2
    one = origins.Identity(7, "هيئة مصائد المرسى")
    found = origins.parties(pages, {("a", 1): one, ("b", 1): one})
    assert {(party.body_name, party.voice) for party in found} == {
        ("هيئة مصائد المرسى", "is"), ("هيئة مصائد المرسى", "spokesman"),
    }  # fmt: skip
    assert len({party.body for party in found}) == 1


def document(words, said=CLAIM, named=True):
    return Said(said, (words,), kind="document", named=named)


def test_a_document_called_by_its_noun_alone_is_the_fuller_one_of_its_page():
    one = reading("1", document("تقرير لجنة السدود الأهلية", "السد متصدع"), document("التقرير", "الشقوق قديمة"))
    two = reading("2", document("تقرير لجنة السدود الأهلية", "الشقوق قديمة"))
    parties = origins.parties([one, two])
    assert [sorted(party.sources) for party in parties] == [[("1", 1), ("1", 2), ("2", 1)]]


def test_a_statement_is_of_the_body_that_was_the_last_to_speak():
    one = reading("1", body("هيئة الجسور", "الجسر مفتوح"), document("البيان الصحفي"), outlet="الساحل")
    two = reading("2", body("هيئة الجسور"), outlet="الميناء")
    assert origin_names(reading("1", document("البيان"), outlet="الساحل"), two) == ["البيان", "هيئة الجسور"]
    assert {party.body_name for party in origins.parties([one, two])} == {"هيئة الجسور"}


def test_the_one_survey_of_a_proposition_is_the_one_that_a_page_names_fully():
    one = reading("1", document("مسح لوكالة أنباء رويترز"), outlet="الساحل")
    two = reading("2", document("مسح لرويترز"), outlet="الميناء")
    three = reading("3", document("المسح"), outlet="النهر")
    assert len(origin_names(one, two, three)) == 1
    other = reading("4", document("مسح نقابة الصيادين"), outlet="الغروب")
    assert len(origin_names(one, two, three, other)) == 3  # it may be of either


def test_an_adjective_that_every_body_may_have_tells_none_from_another():
    one = reading("1", body("شرطة تل الزعرور"), outlet="الساحل")
    two = reading("2", body("الشرطة المحلية"), outlet="الميناء")
    assert len(origin_names(one, two)) == 1
    assert len(origin_names(one, two, reading("3", body("شرطة وادي السرو"), outlet="النهر"))) == 3


def test_kin_and_witnesses_of_one_medium_are_known_without_a_name():
    def unnamed(words, outlet):
        return reading(outlet, Said(CLAIM, (words,), named=False), outlet=outlet)

    assert len(origin_names(unnamed("زوج المعلمة", "الساحل"), unnamed("زوج المعلمة المتوفاة", "الميناء"))) == 1
    assert len(origin_names(unnamed("زوج المعلمة", "الساحل"), unnamed("شقيق المعلمة", "الميناء"))) == 2
    assert len(origin_names(unnamed("شاهدان لرويترز", "الساحل"), unnamed("شاهدان لوكالة رويترز", "الميناء"))) == 1
    assert len(origin_names(unnamed("شاهدان لرويترز", "الساحل"), unnamed("شاهدان", "الميناء"))) == 2
    assert len(origin_names(unnamed("مصدر أمني", "الساحل"), unnamed("مصدر أمني", "الميناء"))) == 2
