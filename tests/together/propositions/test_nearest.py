"""Claims are met by the nearness of vectors, where vectors are at hand. The vectors here are made by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rawi.together import compare, propositions
from rawi.together.propositions import Weights, candidates, probability, statements
from rawi.together.propositions.nearest import ROWS, nearest

from ..made_readings import Said, reading

FLOOD = "غمرت السيول طرقات حي النخيل مساء أمس"
DROWNED = "شوارع المنطقة أغرقتها مياه العاصفة الليلة الماضية"
COUNCIL = "عين المجلس مديرا جديدا لمستشفى الواحة الشرقية"


def pointing(*angles):
    """Vectors [texts, 1, 2] of length 1."""
    return np.array([[[np.cos(a), np.sin(a)]] for a in angles], np.float32)


def test_the_nearest_come_first():
    found = pointing(0, 0.1, 0.3, 2)[:, 0]
    assert nearest(found, 2) == [[1, 2], [0, 2], [1, 0], [2, 1]]
    assert nearest(found, 0) == [[], [], [], []]
    assert nearest(found[:0], 3) == []


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.float32, st.tuples(st.integers(0, 9), st.just(3)), elements=st.sampled_from([-1, 0, 0.5, 1])))
def test_nobody_is_his_own_neighbour_and_zeros_are_nobodys(vectors):
    found = nearest(vectors, 4)
    assert len(found) == len(vectors)
    for place, others in enumerate(found):
        assert place not in others
        assert all(vectors[other].any() for other in others)
        assert len(others) == (min(4, sum(map(bool, vectors.any(axis=1))) - 1) if vectors[place].any() else 0)
        near = [float(vectors[place] @ vectors[other]) for other in others]
        assert near == sorted(near, reverse=True)


def test_many_vectors_are_held_against_each_other_in_parts():
    angles = np.linspace(0, 3, ROWS + 20)
    found = nearest(pointing(*angles)[:, 0].astype(np.float64), 1)
    assert all(abs(place - other) == 1 for place, (other,) in enumerate(found))


def test_claims_without_a_common_word_meet_by_meaning():
    every = [*statements(reading("1", Said(FLOOD))), *statements(reading("2", Said(DROWNED), Said(COUNCIL)))]
    weights = Weights(every)
    assert list(candidates.pairs(every, weights)) == []
    assert (1, 0) in list(candidates.near(every, pointing(0, 0.1, 2)[:, 0]))
    flood, drowned, council = every
    assert probability(flood, drowned, weights, 0.95) > probability(flood, council, weights, 0.1)


def test_parts_of_one_claim_never_meet():
    page = reading("1", Said("أغلقت البلدية الجسر، وافتتحت المدرسة، ورممت السوق القديم"))
    every = statements(page)
    assert len(every) > 1
    assert list(candidates.near(every, pointing(*np.zeros(len(every)))[:, 0])) == []


def test_equal_meaning_makes_claims_likelier_to_be_one():
    one = reading("1", Said("انهار الجسر الخشبي القديم في بلدة السرو"), Said(COUNCIL))
    other = reading("2", Said("سقوط جسر خشبي في بلدة السرو بعد أمطار"), Said("ارتفعت أسعار الدفاتر في الأسواق"))
    every = [*statements(one), *statements(other)]
    weights = Weights(every)
    assert probability(every[0], every[2], weights, 0.9) > probability(every[0], every[2], weights, 0.1)

    def meant(angle):
        at = dict(zip((each.text for each in every), (0, 2, angle, -1.5), strict=True))
        return propositions.find([one, other], vectors=lambda texts: pointing(*(at[text] for text in texts)))

    near, far = meant(0.1), meant(1.5)
    assert ("1", "2") in [found.pages for found in near]
    assert ("1", "2") not in [found.pages for found in far]


def test_vectors_of_a_single_page_are_not_asked_for():
    def never(texts):
        raise AssertionError(texts)

    assert len(propositions.find([reading("1", Said(FLOOD), Said(COUNCIL))], vectors=never)) == 2


def test_vectors_are_near_within_a_story_only():
    pages = [reading("1", Said(FLOOD)), reading("2", Said(DROWNED))]
    seen = []

    def vectors(texts):
        seen.append(texts)
        return pointing(*np.zeros(len(texts)))

    found = propositions.find(pages, vectors=vectors, stories={"1": 1, "2": 2})
    assert seen == [[FLOOD, DROWNED]]
    assert [one.pages for one in found] == [("1",), ("2",)]


def test_compare_by_meaning():
    pages = [
        reading("1", Said("انهيار جسر الوادي الأخضر بعد أمطار غزيرة"), Said(COUNCIL)),
        reading("2", Said("سقوط الجسر في الوادي الأخضر إثر هطول الأمطار"), Said("ارتفعت أسعار الدفاتر في الأسواق")),
    ]
    found = compare(pages, by_meaning=True)
    assert [one.pages for one in found.shared] == [("1", "2")]
    assert {one.text for one in found.propositions} >= {COUNCIL}
