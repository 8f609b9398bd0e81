"""Which of two statements is for and which against, and which words deny nothing."""

import pytest

from rawi.language import fold_text
from rawi.together import propositions
from rawi.together.propositions import Weights, decide, opposed, statements
from rawi.together.propositions.stems import is_negated

from ..made_readings import Said, reading

FILLER = (
    Said("تستعد مدارس وادي السرو لاستقبال تلاميذها وسط نقص في المقاعد"),
    Said("عثر صيادون على حطام قارب قرب مرسى القصب"),
    Said("تعهدت دائرة التعليم بإرسال دفعة أولى من الطاولات"),
)


@pytest.mark.parametrize(
    ("words", "negated"),
    [
        ("الجسر لم يغلق", True),
        ("الجسر لا يزال مغلقا", False),
        ("عدد المصابين لا يتجاوز 300", False),
        ("المصابون ثمانية ، لا تسعة", False),
        ("الحصة 25 لا 30", False),
        ("لا علم لنا بالجسر", True),
        ("ما يقال عن الجسر من نسج الخيال", True),
        ("الخبر غير صحيح", True),
        ("الشقوق المزعومة صور قديمة", True),
        ("لم يبق سوى كرتونتين", False),
    ],
)
def test_words_that_deny_and_words_that_only_look_so(words, negated):
    assert is_negated(fold_text(words).split()) is negated


def test_a_verb_of_denying_is_not_counted_twice():
    assert is_negated(fold_text("نفت البلدية نفيا قاطعا").split(), denied=True) is False
    page = reading("1", Said("نفت الشركة إغلاق الجسر", ("رندة",), "denies"))
    assert statements(page)[0].denied


@pytest.mark.parametrize(
    ("words", "denies", "withholds"),
    [
        ("الجسر لم يغلق", True, False),
        ("أقرت بما نفته البلدية", True, False),
        ("استبعدت البلدية إغلاق الجسر", True, False),
        ("لا تستبعد البلدية إغلاق الجسر", False, False),
        ("خبر الإغلاق كذبة دحضتها الصور", True, False),  # twice denied is denied
        ("التقرير أكذوبة", True, False),
        ("طلاء الجسر لا غير", False, False),
        ("ثمن الطلاء لا يزيد على 300 دينار", False, False),
        ("الحصيلة ثلاثة قتلى لا أربعة", False, False),
        ("قطع الغيار لن تصل قبل نيسان", False, False),
        ("قطع الغيار لن تصل", True, False),
        ("من دون أن يسأل أحدا عن الجسر", True, False),
        ("سقط سقف المدرسة من دون أن يصاب أحد", False, False),
        ("لم يتضح بعد سبب الإغلاق", False, True),
        ("ولم يصدر عن البلدية أي تعليق", False, True),
        ("لم تؤكد البلدية إغلاق الجسر", False, True),
        ("امتنعت البلدية عن التعليق", False, True),
    ],
)
def test_what_a_statement_denies_and_what_it_declines_to_say(words, denies, withholds):
    one = statements(reading("1", Said(words)))[0]
    assert (one.negation.denies, one.negation.withholds) == (denies, withholds)


def test_a_claim_that_knows_nothing_is_neither_for_nor_against():
    page = [
        reading("1", Said("بلدية تل الزعرور أغلقت الجسر الخشبي القديم")),
        reading("2", Said("لم يتضح هل أغلقت بلدية تل الزعرور الجسر الخشبي القديم")),
        reading("3", *FILLER),
    ]
    found = propositions.find(page)[0]
    assert [member.stance for member in found.members] == ["supports", "withholds"]
    assert found.conflicts == ()


def pair(one, other):
    pages = [reading("1", Said(one)), reading("2", Said(other)), reading("3", *FILLER)]
    every = [x for page in pages for x in statements(page)]
    return every[0], every[1], Weights(every)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("سوق السمك مفتوح", "سوق السمك مغلق", True),
        ("سوق السمك مفتوح", "سوق السمك غير صحيح أنه مغلق", False),
        ("مضخات القناة معطلة", "مضخات القناة لا تعمل", False),
        ("مضخات القناة معطلة", "مضخات القناة تعمل", True),
        ("أغلق سوق السمك", "لم يغلق سوق السمك", True),
        ("بعض القطع بلا صور", "جميع القطع موثقة ومصورة", True),
        ("الحاضنات غير معقمة", "الحاضنات لم تعقم", False),
        ("غياب خطة لصيانة الجسر", "عدم وجود خطة لصيانة الجسر", False),
        ("طالبت النقابة بإعادة الفرز", "رفضت النقابة إعادة الفرز", True),
        ("قتل ثلاثة بحارة من القارب", "نجا بحاران من القارب", False),  # of several, each may be true
    ],
)
def test_what_cannot_be_true_beside_another_denies_it(one, other, wanted):
    here, there, _ = pair(one, other)
    assert opposed(here, there) is wanted
    assert opposed(there, here) is wanted


def test_the_open_and_the_closed_market_contradict():
    here, there, weights = pair("سوق السمك القديم في مرسى القصب مفتوح", "سوق السمك القديم في مرسى القصب مغلق")
    decision = decide(here, there, weights)
    assert (decision.relation, decision.why) == ("contradicts", "denial")


def test_one_common_word_makes_no_proposition():
    found = propositions.find([
        reading("1", Said("رصيفا الميناء سيبقيان مغلقين حتى الخميس")),
        reading("2", Said("الكتاب لم يتضمن طلب إغلاق")),
        reading("3", Said("الحريق نجم عن شرارة في ناقل القش")),
        reading("4", Said("أمر بفصل الجهاز لأنه يوقف الناقل كل ساعة")),
        reading("5", *FILLER),
    ])  # fmt: skip
    assert all(len(one.pages) == 1 for one in found)
