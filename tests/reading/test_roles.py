"""What a page says that a person is. People and institutions are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.reading import Entity
from rawi.reading.roles import find


def roles(text: str, *people: str, bodies: tuple[str, ...] = ()) -> list[list[str]]:
    entities = []
    for kind, names in (("PER", people), ("ORG", bodies)):
        for name in names:
            start = text.index(name)
            entities.append(Entity(len(entities) + 1, kind, name, ((start, start + len(name)),)))
    found = find(text, entities, [(0, len(text))])
    for entity in found:
        for role in entity.roles:
            assert role.text in (text[slice(*role.span)], "ا" + text[slice(*role.span)])
    return [[role.text for role in entity.roles] for entity in found[: len(people)]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال وزير الطاقة الدلماني، سامي حداد، إن الجسر انهار", ["وزير الطاقة الدلماني"]),
        ("قال وزير الطاقة الدلماني ، سامي حداد ، إن الجسر انهار", ["وزير الطاقة الدلماني"]),
        ("وقال المتحدث باسم وزارة النقل العميد سامي حداد إن", ["المتحدث باسم وزارة النقل", "العميد"]),
        ("وقالت رئيسة المجلس سامي حداد أمس", ["رئيسة المجلس"]),
        ("سامي حداد، قائد فيلق الشمال، في المدينة", ["قائد فيلق الشمال"]),
        ("سامي حداد (رئيس الجمعية) حضر", ["رئيس الجمعية"]),
        ("أكد سامي حداد رئيس جمعية الأنهار أن النهر", ["رئيس جمعية الأنهار"]),
        ("أكد سامي حداد المتحدث باسم الجمعية أن النهر", ["المتحدث باسم الجمعية"]),
        ("قال مدير مستشفى النويرة الدكتور سامي حداد إن", ["مدير مستشفى النويرة", "الدكتور"]),
        ("وقالت رئيسة البعثة، اللواء المتقاعد سامي حداد، للصحافيين", ["رئيسة البعثة", "اللواء المتقاعد"]),
        ("وأعلن ناطقه سامي حداد أنه", ["ناطقه"]),
        ("زار السفير الدلماني لدى المملكة يرافقه المهندس سامي حداد", ["المهندس"]),
        ("وصلت الوزيرة برفقة العميد سامي حداد", ["العميد"]),
        ("وقال لاعب الفريق سامي حداد إنه سعيد", ["لاعب الفريق"]),
        ("وقال قائد الجيش الفريق سامي حداد إن", ["قائد الجيش", "الفريق"]),
        ("تلقى فخامة الرئيس سامي حداد اتصالا", ["الرئيس"]),
        ("قال مدير مكتب الاتصال سامي حداد إن", ["مدير مكتب الاتصال"]),
        ("وتابع نائب الرئيس سامي حداد أن", ["نائب الرئيس"]),
        ("يقول المزارع سامي حداد إن الزرع", ["المزارع"]),
        ("قال محامي الشركة، الدلماني سامي حداد، إن", ["محامي الشركة"]),
        ("وصف صياد يدعى سامي حداد النهر", ["صياد"]),
        ("قال د. سامي حداد إن", ["د."]),
        ("أكد مدير الأمن العام آنذاك، سامي حداد، أن", ["مدير الأمن العام آنذاك"]),
        ("قالت سامي حداد، وهي ممرضة دلمانية في الثلاثين، إن", ["ممرضة دلمانية"]),
        ("سامي حداد مدير الجمعية في تصريح لوكالة", ["مدير الجمعية"]),
        ("وقال أستاذ علم النبات سامي حداد إن", ["أستاذ علم النبات"]),
    ],
)
def test_role(text: str, expected: list[str]) -> None:
    assert roles(text, "سامي حداد") == [expected]


def test_the_first_letters_of_a_role_that_are_no_part_of_it() -> None:
    assert roles("قال للقاضية ليلى قاسم", "ليلى قاسم") == [["القاضية"]]
    assert roles("بين الرئيس ووزيرة البيئة ليلى قاسم", "ليلى قاسم") == [["وزيرة البيئة"]]


@pytest.mark.parametrize(
    "text",
    [
        "عاد سامي حداد إلى بلدته",
        "دخل سامي حداد القاعة",
        "وصل أمس سامي حداد",
        "نقل عن عائلة سامي حداد أنها",
        "بكت والدة القتيل سامي حداد في البيت",
        "سامي حداد: رئيس الجمعية كاذب",
        "جلس سامي حداد أمام المحكمة",
        "التقى سامي حداد رئيس الجمعية في بيته",
        "قال رئيس الجمعية إن سامي حداد سافر",
    ],
)
def test_no_role(text: str) -> None:
    assert roles(text, "سامي حداد") == [[]]


def test_what_stands_before_a_clitic_is_said_of_somebody_else() -> None:
    text = "كتب الوزير رسالة إلى مساعد سابق لسامي حداد"
    entity = Entity(1, "PER", "سامي حداد", ((text.index("لسامي"), len(text)),))
    assert find(text, [entity], [(0, len(text))]) == [entity]


def test_a_role_belongs_to_the_name_beside_it() -> None:
    text = "اجتمع وزير الزراعة سامي حداد ووزيرة النقل ليلى قاسم، مديرة المعهد سابقا، في دلمان"
    assert roles(text, "سامي حداد", "ليلى قاسم") == [["وزير الزراعة"], ["وزيرة النقل", "مديرة المعهد سابقا"]]
    assert roles("حضر سامي حداد، مدير المعهد ليلى قاسم", "سامي حداد", "ليلى قاسم") == [[], ["مدير المعهد"]]


def test_the_body_inside_a_role_is_part_of_it() -> None:
    text = "وقالت محللة الأسهم في «مدار للوساطة» سامي حداد إن"
    assert roles(text, "سامي حداد", bodies=("مدار للوساطة",)) == [["محللة الأسهم في «مدار للوساطة»"]]


def test_a_title_within_the_name_of_a_body_opens_no_role():
    text = "وأوضح المتحدث الرسمي لمركز الأمير نديم للإغاثة سامي حداد أن"
    role = ["المتحدث الرسمي لمركز الأمير نديم للإغاثة"]
    assert roles(text, "سامي حداد", bodies=("لمركز الأمير نديم للإغاثة",)) == [role]


def test_whose_adviser_says_not_who_somebody_is() -> None:
    assert roles("قال مستشار الرئيس سامي حداد إن", "سامي حداد") == [["الرئيس"]]


def test_no_role_across_sentences_and_lines_and_only_for_people() -> None:
    text = "غضب وزير النقل. سامي حداد غائب\nمدير المعهد\nسامي حداد"
    spans = ((16, 25), (43, 52))
    assert [text[slice(*s)] for s in spans] == ["سامي حداد", "سامي حداد"]
    people = [Entity(1, "PER", "سامي حداد", spans)]
    assert find(text, people, [(0, 15), (16, 30), (31, 42), (43, 52)]) == people
    body = [Entity(1, "ORG", "الفجر", ((12, 17),))]
    assert find("قال الرئيس الفجر", body, [(0, 16)]) == body


def test_each_role_once() -> None:
    text = "قال الرئيس سامي حداد إن. وقال الرئيس سامي حداد، رئيس الحزب، إن"
    first, second = text.index("سامي"), text.rindex("سامي")
    entity = Entity(1, "PER", "سامي حداد", ((first, first + 9), (second, second + 9)))
    (found,) = find(text, [entity], [(0, 24), (25, len(text))])
    assert [r.text for r in found.roles] == ["الرئيس", "رئيس الحزب"]


WORDS = st.sampled_from(
    [
        *(
            "قال",
            "وزير",
            "الوزير",
            "رئيسة",
            "المجلس",
            "العميد",
            "الدكتور",
            "في",
            "باسم",
            "وهي",
            "الذي",
            "للقاضية",
            "وَزير",
        ),
        *("النقل", "3", "أن", "ناطقه", "د.", "التقى", "لَلقاضية", "،", "(", ")", "«", "»", '"', ".", "َ", "ـ", "\n"),
    ]
)


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=12))
def test_roles_stand_in_the_text(left: list[str], right: list[str]) -> None:
    start = len(" ".join([*left, ""]))
    text = " ".join([*left, "سامي حداد", *right])
    entity = Entity(1, "PER", "سامي حداد", ((start, start + 9),))
    (found,) = find(text, [entity], [(0, len(text))])
    for role in found.roles:
        s, e = role.span
        assert e <= start or s >= start + 9
        assert role.text in (text[s:e], "ا" + text[s:e])


def test_a_page_of_nothing_but_role_words_is_read() -> None:
    text = "وزير " * 20_000
    people = [Entity(n + 1, "PER", "وزير", ((n * 25, n * 25 + 4),)) for n in range(4000)]
    assert len(find(text, people, [(0, len(text))])) == 4000  # about 0.2 s; what is quadratic takes minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("أكد التحاق محمد كنو بالفريق", []),  # ال is no article there
        ('وقال محمد كنو عالم الجيولوجيا بالجامعة "من المعروف أن', ["عالم الجيولوجيا بالجامعة"]),
        ("وقال محمد كنو، مدير نادي «الهلال»، إن", ["مدير نادي «الهلال»"]),
        ("في الاستجواب المقدم من النائب محمد كنو", ["النائب"]),
        ("جلس وإلى يساره الأمين العام محمد كنو", ["الأمين العام"]),
    ],
)
def test_where_a_role_begins_and_ends(text, said):
    assert roles(text, "محمد كنو") == [said]
