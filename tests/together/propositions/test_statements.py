"""Claims are cut into statements that stand in the text as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.together.propositions import statements
from rawi.together.propositions.stems import root, stem, stems

from ..made_readings import Said, reading


def parts(words, **kwargs):
    return [one.text for one in statements(reading("p", Said(words, **kwargs)))]


def test_a_claim_is_cut_at_clauses_and_new_figures():
    assert parts("تسجيل 47 إصابة بالحمى وثلاث حالات وفاة في المخيم") == [
        "تسجيل 47 إصابة بالحمى", "وثلاث حالات وفاة في المخيم",
    ]  # fmt: skip
    assert parts("الجسر القديم مغلق أمام الشاحنات، فيما فتحت البلدية طريقا بديلا") == [
        "الجسر القديم مغلق أمام الشاحنات", "فيما فتحت البلدية طريقا بديلا",
    ]  # fmt: skip


def test_short_parts_stay_with_their_neighbour():
    assert parts("نعم، الجسر القديم مغلق") == ["نعم، الجسر القديم مغلق"]


@pytest.mark.parametrize(
    ("words", "stance", "denied"),
    [
        ("الجسر مغلق أمام الشاحنات", "states", False),
        ("الجسر ليس مغلقا أمام الشاحنات", "states", True),
        ("الجسر مغلق أمام الشاحنات", "denies", True),
        ("الجسر ليس مغلقا أمام الشاحنات", "denies", False),
        ("لم يبق في المستودع سوى كيسين", "states", False),
    ],
)
def test_a_statement_denies_by_its_stance_or_its_words(words, stance, denied):
    (one,) = statements(reading("p", Said(words, ("رندة",), stance)))
    assert one.denied is denied
    assert one.source == 1


@given(st.text(st.sampled_from("ابتكلموي ,،.؛\n«»123قد") | st.characters(), max_size=120))
def test_statements_are_spans_of_their_claims_in_order(words):
    made = reading("p", Said(words))
    found = statements(made)
    ((start, end),) = made.claims[0].content
    last = start
    for one in found:
        assert last <= one.span[0] < one.span[1] <= end
        assert made.page.text[slice(*one.span)] == one.text
        last = one.span[1]


def test_forms_and_synonyms_have_one_stem():
    assert stem("وقتل") == stem("مقتل") == stem("القتلى") == stem("وفيات")
    assert stem("بإغلاق") == stem("إغلاق") == stem("وأغلقت")
    assert root(stem("المعتقلين")) == root(stem("اعتقال"))
    assert stem("من") == stem("،") == ""
    assert stems("أغلقت البلدية الجسر") == [stem("إغلاق"), stem("بلدية"), stem("جسر")]
