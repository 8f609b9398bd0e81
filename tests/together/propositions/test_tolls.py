"""The dead of one event are one proposition, however their number is told; so are the hurt, and neither is the other. All
texts are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.together import propositions
from rawi.together.propositions import statements, tolls

from ..made_readings import Said, reading

FIRE = "اندلع حريق في صومعة الحبوب بميناء العوسج أسفر عن مقتل ثلاثة عمال"
SHORT = "عدد القتلى بلغ خمسة"
LAST_YEAR = "مقتل أربعة عمال في حريق بالميناء نفسه في العام الماضي"


def said(text, published=None):
    (one,) = statements(reading("1", Said(text)))
    return one


@pytest.mark.parametrize(
    ("text", "tolls_told"),
    [
        (SHORT, {"dead": 5}),
        (FIRE, {"dead": 3}),
        ("ستة قتلى في حريق الصومعة", {"dead": 6}),
        ("و16 مصابا بعد وفاة أحد الجرحى", {"hurt": 16}),
        ("إصابة 11 عاملا في الحريق", {"hurt": 11}),
        ("11 عاملا أصيبوا في الحريق", {"hurt": 11}),
        ("البحث جار عن أربعة مفقودين", {"missing": 4}),
        ("اعتقال 12 محتجا قرب الميناء", {"arrested": 12}),
        ("نزوح 300 أسرة من وادي السرو", {"displaced": 300}),
        ("أربعة من المصابين في حالة حرجة", {}),
        ("قتل عمال بينهم ثلاثة حراس", {}),
        ("كلفة الإصلاح تبلغ نحو 3 ملايين دينار", {}),
        ("أسفر الحريق عن سقوط قتلى", {}),
        ("مقتل أربعة عمال في عام 2021", {}),
    ],
)
def test_a_toll_is_a_number_of_those_of_whom_something_became(text, tolls_told):
    assert tolls.tolls(said(text)) == tolls_told


def test_dead_and_hurt_of_one_sentence_are_two_statements():
    def cut(text):
        return [one.text for one in statements(reading("1", Said(text)))]

    assert cut("خمسة قتلى و17 مصابا") == ["خمسة قتلى", "و17 مصابا"]
    assert cut(FIRE + " وإصابة 11 آخرين") == [FIRE, "وإصابة 11 آخرين"]
    assert cut("أسفر الحريق عن إصابة ووفاة 11 عاملا") == ["أسفر الحريق عن إصابة ووفاة 11 عاملا"]


def test_dead_and_hurt_are_never_one_proposition_and_their_figures_do_not_conflict():
    pages = [
        reading("1", Said("مقتل ثلاثة عمال وإصابة 11 عاملا في حريق الصومعة في ميناء العوسج")),
        reading("2", Said("مقتل خمسة عمال وإصابة 17 عاملا في حريق الصومعة في ميناء العوسج")),
        reading("3", Said("إصابة ثلاثة عمال في حريق الصومعة في ميناء العوسج")),
    ]
    found = [one for one in propositions.find(pages) if len(one.pages) > 1]
    told = [{f.role: sorted(f.low for m in one.members for f in m.figures) for m in one.members for f in m.figures}
            for one in found]  # fmt: skip
    assert told == [{"dead": [3, 5]}, {"hurt": [3, 11, 17]}]
    assert [one.conflicts for one in found] == [("figures",), ("figures",)]


def together(one, other, odds=-1.0, stories=None, apart=()):
    """Whether two claims of two pages are joined."""
    every = [*statements(reading("1", Said(one))), *statements(reading("2", Said(other)))]
    assert len(every) == 2
    return len(tolls.joined([[0], [1]], every, lambda later, earlier: odds, stories=stories, apart=apart)) == 1


def test_tolls_that_are_near_enough_are_joined():
    assert together(FIRE, SHORT)
    assert not together(FIRE, SHORT, odds=-2.5)
    assert not together(FIRE, "عين المجلس مديرا جديدا لمستشفى الواحة الشرقية")


def test_tolls_of_another_size_story_or_by_a_persons_word_are_not():
    assert not together("مقتل ثلاثة عمال في الحريق", "عدد القتلى بلغ عشرة")
    assert not together(FIRE, SHORT, stories={"1": 1, "2": 2})
    assert together(FIRE, SHORT, stories={"1": 1, "2": 1})
    assert not together(FIRE, SHORT, apart=[(1, 0)])


def test_one_toll_in_three_wordings_is_one_proposition():
    pages = [
        reading("1", Said("ثلاثة قتلى في حريق بصومعة حبوب في ميناء العوسج")),
        reading("2", Said("ارتفعت حصيلة حريق الصومعة في ميناء العوسج إلى خمسة قتلى")),
        reading("3", Said("خمسة قتلى في حريق الصومعة"), Said("عين المجلس مديرا جديدا لمستشفى الواحة الشرقية")),
    ]
    found = [one for one in propositions.find(pages) if len(one.pages) > 1]
    assert [one.pages for one in found] == [("1", "2", "3")]
    assert found[0].conflicts == ("figures",)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from([FIRE, SHORT, "إصابة 11 عاملا في الحريق", "ستة قتلى في حريق الصومعة"]), max_size=8),
    st.data(),
)
def test_every_claim_stays_in_one_group(texts, data):
    every = [one for n, text in enumerate(texts) for one in statements(reading(str(n), Said(text)))]
    places = data.draw(st.permutations(range(len(every))))
    cut = data.draw(st.integers(0, len(places)))
    groups = [sorted(part) for part in (places[:cut], places[cut:]) if part]
    found = tolls.joined(groups, every, lambda later, earlier: -1.0 if later > earlier else 1 / 0)
    assert sorted(place for group in found for place in group) == list(range(len(every)))
    assert found == sorted(map(sorted, found))
    assert all(any(set(group) <= set(whole) for whole in found) for group in groups)
