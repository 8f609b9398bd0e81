"""Claims of several pages that claim the same are one proposition, denials and other figures with it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.together import propositions
from rawi.together.propositions import Weights, decide, probability, statements

from ..made_readings import Said, reading

BRIDGE = "بلدية تل الزعرور أغلقت الجسر الخشبي القديم أمام الشاحنات"
FILLER = (
    Said("تستعد مدارس وادي السرو لاستقبال تلاميذها وسط نقص في المقاعد"),
    Said("ارتفعت أسعار الدفاتر في أسواق القرى البعيدة"),
    Said("تعهدت دائرة التعليم بإرسال دفعة أولى من الطاولات"),
    Said("عثر صيادون على حطام قارب قرب مرسى القصب"),
)


def of(*readings):
    return [one for one in propositions.find([*readings, reading("filler", *FILLER)]) if "filler" not in one.pages]


def test_one_claim_in_other_words_is_one_proposition():
    found = of(
        reading("1", Said(BRIDGE, ("رندة",))),
        reading("2", Said("إغلاق الجسر الخشبي القديم في تل الزعرور أمام الشاحنات")),
    )
    assert [one.pages for one in found] == [("1", "2")]
    assert [member.stance for member in found[0].members] == ["supports", "supports"]
    assert found[0].conflicts == ()
    assert found[0].text == found[0].members[found[0].clearest].text


def test_a_denial_belongs_to_what_it_denies():
    (one,) = of(reading("1", Said(BRIDGE)), reading("2", Said(BRIDGE, ("رندة",), "denies")))
    assert {member.page: member.stance for member in one.members} == {"1": "supports", "2": "denies"}
    assert one.conflicts == ("denied",)
    assert one.members[one.clearest].page == "1"  # in positive form


def test_differing_figures_are_one_proposition_with_both_told():
    (one,) = of(
        reading("1", Said("إصابة 14 عاملا في انهيار الجسر الخشبي القديم")),
        reading("2", Said("إصابة عشرة عمال في انهيار الجسر الخشبي القديم")),
    )
    assert one.conflicts == ("figures",)
    assert [[f.low for f in member.figures] for member in one.members] == [[14], [10]]


def test_what_is_told_instead_of_the_figures_in_the_title():
    told = (
        "إصابة {} في انهيار الجسر الخشبي القديم",
        ("ستة عمال", "7 عمال", "أربعة عمال", "4 عمال", "سبعة عمال", "ستة عمال"),
    )
    (one,) = of(*(reading(str(n), Said(told[0].format(words))) for n, words in enumerate(told[1], 1)))
    assert one.text == "إصابة ستة عمال في انهيار الجسر الخشبي القديم"
    assert one.others == ("أربعة", "7")  # by value, each once, in the words told first
    (alike,) = of(*(reading(str(n), Said(told[0].format("ستة عمال"))) for n in (1, 2)))
    assert alike.others == ()


def test_figures_of_very_many_claims_are_held_against_the_title():
    words = "إصابة {} في انهيار الجسر الخشبي القديم"
    many = [reading(str(n), Said(words.format("ستة عمال" if n % 9 else "عشرة عمال"))) for n in range(1, 64)]
    (one,) = of(*many)
    assert (len(one.members), one.conflicts, one.others) == (63, ("figures",), ("عشرة",))


def test_claims_of_two_matters_are_two_propositions():
    found = of(reading("1", Said(BRIDGE)), reading("2", Said("عين المجلس مديرا جديدا لمستشفى الواحة الشرقية")))
    assert [one.pages for one in found] == [("1",), ("2",)]


def test_decisions_of_people_win():
    pages = [reading("1", Said(BRIDGE)), reading("2", Said(BRIDGE))]
    assert len(propositions.find(pages)) == 1
    assert len(propositions.find(pages, apart=[(0, 1)])) == 2
    others = [reading("1", Said(BRIDGE)), reading("2", Said("عين المجلس مديرا جديدا لمستشفى الواحة الشرقية"))]
    assert len(propositions.find(others, same=[(0, 1)])) == 1


@pytest.mark.parametrize(
    ("other", "stance", "relation", "why"),
    [
        ("إصابة 14 عاملا في انهيار الجسر الخشبي القديم", "states", "same", "words"),
        ("إصابة 14 عاملا في انهيار الجسر الخشبي القديم", "denies", "contradicts", "denial"),
        ("إصابة أكثر من 20 عاملا في انهيار الجسر الخشبي القديم", "states", "contradicts", "figures"),
        ("ارتفعت أسعار الدفاتر في أسواق القرى البعيدة", "states", "different", "words"),
    ],
)
def test_pairs_are_decided(other, stance, relation, why):
    pages = [
        reading("1", Said("إصابة 14 عاملا في انهيار الجسر الخشبي القديم")),
        reading("2", Said(other, (), stance) if stance == "states" else Said(other, ("رندة",), stance)),
        reading("filler", *FILLER),
    ]
    every = [one for page in pages for one in statements(page)]
    decision = decide(every[0], every[1], Weights(every))
    assert (decision.relation, decision.why) == (relation, why)
    assert decision.unsure is (decision.probability < 0.7)
    if relation == "contradicts" and why == "figures":
        assert decide(every[0], every[1], Weights(every), same_source=True).relation == "updates"


WORDS = ["الجسر", "القديم", "أغلق", "14", "عاملا", "أكثر", "من", "20", "ليس", "أمس", "وزير", "رندة", "،", "."]
words = st.lists(st.sampled_from(WORDS), max_size=12)


@settings(max_examples=40)
@given(st.lists(words.map(" ".join), min_size=1, max_size=5))
def test_every_statement_is_in_one_proposition_and_pairs_are_the_same_both_ways(texts):
    pages = [reading(str(n), Said(text)) for n, text in enumerate(texts)]
    every = [one for page in pages for one in statements(page)]
    found = propositions.find(pages)
    assert sorted((m.page, m.span) for one in found for m in one.members) == [(s.page, s.span) for s in every]
    assert [one.id for one in found] == list(range(1, len(found) + 1))
    weights = Weights(every)
    for a in every:
        for b in every:
            assert probability(a, b, weights) == pytest.approx(probability(b, a, weights))


def test_what_one_denies_is_told_in_positive_form_and_he_is_against_it():
    (one,) = of(reading("1", Said(BRIDGE, ("رندة",), "denies")))
    assert (one.text, [member.stance for member in one.members], one.conflicts) == (BRIDGE, ["denies"], ("denied",))


def test_a_denial_and_the_later_admission_of_the_same_source_are_one_proposition():
    body = ("وزارة الموانئ",)
    denied = Said("لا علم لنا بأي محضر تفتيش", body, kind="organisation")
    admitted = Said("مكتب الوزير تسلم محضر تفتيش في 12 كانون الثاني 2024", body, "confirms", "organisation")
    (one,) = (x for x in of(reading("1", denied, admitted)) if len(x.members) == 2)
    assert [member.stance for member in one.members] == ["denies", "supports"]
    stated = Said(admitted.words, ("خبير الموانئ",))
    assert all(len(x.members) == 1 for x in of(reading("1", denied, stated)))  # anybody else may speak of another


def test_a_word_with_a_pronoun_speaks_of_what_stands_before_it_in_its_sentence():
    page = reading("1", Said("وجود تحذير سابق من انهيار الجسر"), Said("بتسلمه"))
    text = page.page.text
    one = replace(page, sentences=((0, len(text)),))
    assert statements(one)[1].text == "بتسلمه"
    assert statements(one)[1].roots > statements(one)[0].roots
    assert not statements(page)[1].roots & statements(page)[0].roots
