"""What propositions are called: no conjunction before their words, and no letter taken from a word. All texts are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.together.propositions.titles import title


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("و17 مصابا في حريق الصومعة", "17 مصابا في حريق الصومعة"),
        ("و17 مصابا", "17 مصابا"),
        ("وثلاثة جرحى في الحادث", "ثلاثة جرحى في الحادث"),
        ("وأصيب 17 آخرون بجروح", "أصيب 17 آخرون بجروح"),
        ("وإصابة 11 آخرين", "إصابة 11 آخرين"),
        ("ووفاة ثلاثة عمال أمس", "وفاة ثلاثة عمال أمس"),
        ("والوزارة لم تعلق على ذلك", "الوزارة لم تعلق على ذلك"),
        ("وأن الطريق آمن تماما", "الطريق آمن تماما"),
        ("فيما أغلق السوق يوم الخميس", "أغلق السوق يوم الخميس"),
        ("ولكن الطريق بقي مفتوحا", "الطريق بقي مفتوحا"),
        ("فإن الجسر أغلق", "الجسر أغلق"),
        ("وستدفع الشركة التعويضات", "ستدفع الشركة التعويضات"),
        ("الرافعة «خضعت لفحص كامل", "الرافعة خضعت لفحص كامل"),
    ],
)
def test_what_joined_it_is_left_out(words, called):
    assert title(words) == called


@pytest.mark.parametrize(
    "words",
    [
        "وزيرة النقل تلقت تقرير الرافعة",
        "وفاة أحد المصابين",
        "وجود تحذير سابق",
        "والد أحد الضحايا تكلم",
        "والدته قالت ذلك أمس",
        "والي المدينة تكلم أمس",
        "وصل الوفد إلى المدينة",
        "وقف العمل في الرصيف",
        "واحد من العمال نجا",
        "وليد الصباغ تكلم أمس",
        "وسيلة النقل معطلة",
        "وسيط الأمم المتحدة وصل",
        "وسام الحايك تكلم أمس",
        "فريق الإنقاذ وصل أمس",
        "فتح الطريق أمس",
        "وأن يغلق الطريق غدا"[1:],
        "«الجسر» و«النفق» مغلقان",
        "ثم",
    ],
)
def test_a_letter_of_the_word_itself_stays(words):
    assert title(words) == words


@given(st.text(alphabet="وفأ ال17قدث«»(ن", max_size=60))
def test_it_ends_as_the_words_end(words):
    called = title(words)
    bare = [sign for sign in words if sign.isalnum()]
    kept = [sign for sign in called if sign.isalnum()]
    assert kept == bare[len(bare) - len(kept) :]
    assert bool(kept) == bool(bare)
