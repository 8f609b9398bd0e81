"""Figures and times of claims are compared by their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi import quantities, times
from rawi.quantities import Quantity
from rawi.together.propositions.values import Figure, figure, instead, period, periods_agree, values_agree


def figures(text):
    return [f for q in quantities.find(text) if (f := figure(q, text))]


def periods(text):
    return [p for t in times.find(text, published="2023-05-10") if (p := period(t, text))]


@pytest.mark.parametrize(
    ("one", "other", "agree", "conflict"),
    [
        ("حضر 400 عضو", "حضر أكثر من 500 عضو", 0, 1),
        ("أصيب 23 عاملا", "أصيب أكثر من 20 عاملا", 1, 0),
        ("قتل 14 جنديا", "قتل عشرة جنود", 0, 1),
        ("قتل 14 جنديا", "سقط 14 قتيلا", 1, 0),
        ("بلغت الكلفة 3 ملايين دولار", "بلغت المسافة 3 كيلومترات", 0, 0),
        ("جرح نحو 41 شخصا", "جرح 43 شخصا", 1, 0),
        ("جرح عشرات الأشخاص", "جرح 43 شخصا", 0, 0),
    ],
)
def test_figures_agree_by_value(one, other, agree, conflict):
    assert values_agree(figures(one), figures(other)) == (agree, conflict)
    assert values_agree(figures(other), figures(one)) == (agree, conflict)


def test_of_several_figures_those_of_one_noun_are_compared():
    one, other = figures("47 إصابة و3 وفيات"), figures("47 إصابة و5 وفيات")
    assert len(one) == len(other) == 2
    assert values_agree(one, other) == (1, 1)


def test_figures_that_have_their_equal_conflict_with_nothing():
    title, told = figures("ثلاثة قتلى"), figures("مقتل ثلاثة عمال وإصابة 11 آخرين")
    assert len(told) == 2
    assert values_agree(title, told)[1] == values_agree(told, title)[1] == 0
    assert values_agree(figures("أربعة قتلى و12 آخرين"), figures("ثلاثة قتلى و11 آخرين"))[1] == 2


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ("ستة قتلى", "سقط أربعة قتلى", ["أربعة"]),
        ("ستة قتلى", "سقط 6 قتلى", []),
        ("ستة قتلى", "ارتفع عدد القتلى من أربعة قتلى إلى ستة قتلى", []),
        ("قتل 14 جنديا", "قتل عشرة عمال", ["عشرة"]),
        ("47 إصابة و3 وفيات", "47 إصابة و5 وفيات", ["5"]),
        ("بلغت الكلفة 3 ملايين دولار", "بلغت المسافة 5 كيلومترات", []),
        ("الجسر القديم", "سقط أربعة قتلى", []),
    ],
)
def test_figures_that_are_told_instead(mine, theirs, told):
    assert [one.words for one in instead(figures(mine), figures(theirs))] == told


def test_of_figures_told_instead_those_that_count_the_same_come_before_all():
    dead, hurt = Figure(6, 6, "قتل", None, "ستة", "dead"), Figure(11, 11, "جرح", None, "11", "hurt")
    fewer, any_ = Figure(4, 4, "قتل", None, "أربعة", "dead"), Figure(2, 2, None, None, "2")
    assert instead([dead], [any_, fewer, hurt]) == [fewer]
    assert instead([dead], [any_, hurt]) == [any_]


def test_a_number_is_told_without_the_and_before_it():
    assert [one.words for one in figures("خمسة قتلى و17 مصابا")] == ["خمسة", "17"]


def test_figures_of_other_roles_or_units_are_of_other_things():
    dead, hurt, some = (Figure(3, 3, None, None, "", role) for role in ("dead", "hurt", None))
    more = Figure(5, 5, None, None, "", "dead")
    assert values_agree([dead], [hurt]) == (0, 0)
    assert values_agree([dead], [some]) == (1, 0)
    assert values_agree([more], [dead]) == (0, 1)
    assert values_agree([more], [hurt]) == (0, 0)
    assert values_agree([Figure(3, 3, None, "دولار", "")], [Figure(3, 3, None, "كيلومتر", "")]) == (0, 0)


def test_days_agree_with_what_holds_them():
    assert periods_agree(periods("يوم 9 أيار 2023"), periods("في أيار 2023")) == (1, 0)
    assert periods_agree(periods("يوم 9 أيار 2023"), periods("يوم 8 أيار 2023")) == (0, 1)
    assert periods_agree(periods("يوم 9 أيار 2023"), []) == (0, 0)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6))
def test_a_figure_agrees_with_itself_and_with_less_said_of_it(low, more):
    exact, wide = Figure(low, low, None, None, ""), Figure(low - more, low + more, None, None, "")
    assert values_agree([exact], [exact]) == (1, 0)
    assert values_agree([exact], [wide]) == (1, 0)
    assert values_agree([exact], [Figure(low + more + 1, low + more + 1, None, None, "")]) == (0, 1)


def test_what_is_beyond_counting_is_no_figure():
    assert figure(Quantity((0, 1), 10**400, 10**400), "م") is None
    assert figure(Quantity((0, 1), None, None, "vague"), "م") is None
