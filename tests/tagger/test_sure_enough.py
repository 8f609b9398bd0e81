"""Which cues are given out."""

import random

from rawi.tagger.tagger import GIVEN, GIVEN_WITHIN, Cue, sure_enough


def cue(at: int, content: tuple[int, int], score: float) -> Cue:
    return Cue(
        span=(at, at + 3), source=None, content=content, stance="states", form="indirect", kind="person", named=False,
        referent=(), score=score, source_score=1.0, content_score=1.0, stance_score=1.0, referent_score=1.0,
    )  # fmt: skip


def test_cues_that_score_little_are_left_out():
    assert sure_enough([cue(0, (4, 40), GIVEN), cue(50, (54, 90), GIVEN - 0.01)]) == [cue(0, (4, 40), GIVEN)]


def test_within_what_another_gives_a_cue_must_be_surer():
    outer = cue(0, (4, 40), 0.99)
    between = (GIVEN + GIVEN_WITHIN) / 2
    assert sure_enough([outer, cue(10, (14, 30), between)]) == [outer]
    assert len(sure_enough([outer, cue(10, (14, 30), GIVEN_WITHIN)])) == 2
    assert len(sure_enough([outer, cue(50, (54, 60), between)])) == 2


def test_what_is_left_out_holds_no_other():
    unsure, inner = cue(0, (4, 40), GIVEN - 0.05), cue(10, (14, 30), GIVEN)
    assert sure_enough([unsure, inner]) == [inner]


def test_a_cue_in_its_own_content_is_not_within_another():
    between = (GIVEN + GIVEN_WITHIN) / 2
    assert len(sure_enough([cue(10, (0, 40), between)])) == 1
    assert len(sure_enough([cue(10, (0, 40), between), cue(50, (2, 45), 0.99)])) == 1


def test_it_is_the_same_as_looking_at_every_pair():
    lots = random.Random(4)
    for _ in range(300):
        cues = []
        for at in range(0, 200, 10):
            start = max(0, at + lots.randrange(-30, 20))
            cues.append(cue(at, (start, start + lots.randrange(5, 60)), lots.choice([0.75, 0.85, 0.95])))
        given = [c for c in cues if c.score >= GIVEN]
        held = [
            any(y is not c and y.content[0] <= c.span[0] and c.span[1] <= y.content[1] for y in given) for c in given
        ]
        kept = [c for c, within in zip(given, held, strict=True) if c.score >= GIVEN_WITHIN or not within]
        assert sure_enough(cues) == kept
