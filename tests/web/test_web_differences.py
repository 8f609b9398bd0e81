"""Two passages word by word."""

import time

from hypothesis import given
from hypothesis import strategies as st

from rawi.language.letters import fold_text
from rawi.web.differences import MOST, differences

WORDS = st.lists(
    st.sampled_from(["قال", "القائد", "خمسة", "ستة", "قتلى", "إلى", "الى", "،", "حريق", "«الصومعة»"]), max_size=40
)


def kinds(side):
    return [(run.kind, run.words) for run in side.runs]


def test_what_was_changed_is_told_word_for_word():
    one, other = differences(
        "ارتفعت الحصيلة إلى خمسة قتلى صباح الثلاثاء", "ارتفعت الحصيلة إلى ستة قتلى بعد وفاة جريح مساء الثلاثاء"
    )
    assert kinds(one) == [
        ("same", "ارتفعت الحصيلة إلى"), ("only", "خمسة"), ("same", "قتلى"), ("only", "صباح"), ("same", "الثلاثاء"),
    ]  # fmt: skip
    assert kinds(other) == [
        ("same", "ارتفعت الحصيلة إلى"), ("only", "ستة"), ("same", "قتلى"), ("only", "بعد وفاة جريح مساء"),
        ("same", "الثلاثاء"),
    ]  # fmt: skip


def test_another_spelling_is_the_same_word():
    one, other = differences("أعلنت اللجنة «النتائج» ١٢", "اعلنت اللجنه النتائج 12")
    assert kinds(one) == [("spelled", "أعلنت اللجنة"), ("same", "«النتائج»"), ("spelled", "١٢")]
    assert [run.kind for run in other.runs] == ["spelled", "same", "spelled"]


def test_what_moved_is_told_once_as_common():
    one, other = differences("أ ب ج د ه و", "د ه و أ ب ج")
    assert sorted(run.kind for run in one.runs) == ["only", "same"]
    assert [run.words for run in one.runs if run.kind == "same"] == [
        run.words for run in other.runs if run.kind == "same"
    ]


@given(WORDS, WORDS)
def test_no_word_is_lost_and_the_common_ones_are_equal(here, there):
    sides = differences(" ".join(here), " ".join(there))
    shared = []
    for side, given_ in zip(sides, (here, there), strict=True):
        begun = given_[next((n for n, word in enumerate(given_) if word != "،"), len(given_)) :]
        assert " ".join(run.words for run in side.runs).split() == begun
        shared.append([
            fold_text(word).strip("«»") for run in side.runs if run.kind != "only" for word in run.words.split()
            if word != "،"
        ])  # fmt: skip
    assert shared[0] == shared[1]


@given(WORDS)
def test_a_passage_is_the_same_as_itself(words):
    for side in differences(" ".join(words), " ".join(words)):
        assert {run.kind for run in side.runs} <= {"same"}


def test_a_long_passage_is_cut():
    one, other = differences("كلمة " * (MOST + 5), "كلمة " * 3)
    assert (one.cut, other.cut) == (True, False)
    assert sum(len(run.words.split()) for run in one.runs) == MOST


def test_hostile_passages_take_no_time():
    begun = time.process_time()
    differences("ا ب " * 50_000, "ب ا ا " * 50_000)
    assert time.process_time() - begun < 2.0
