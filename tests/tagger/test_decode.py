import numpy as np
import pytest

from rawi.tagger import decode
from rawi.tagger.labels import NAME_LABELS


def labels(*names: str) -> np.ndarray:
    """Log-probabilities that clearly prefer these labels."""
    scores = np.full((len(names), len(NAME_LABELS)), -5.0)
    for i, name in enumerate(names):
        scores[i, NAME_LABELS.index(name)] = -0.01
    return scores


def test_names_are_read_off_the_labels():
    found = decode.best_names(labels("O", "B-PER", "I-PER", "O", "B-LOC", "B-LOC"))
    assert [name for name, _ in found] == [(1, 2, "PER"), (4, 4, "LOC"), (5, 5, "LOC")]
    assert found[0][1] == pytest.approx(np.exp(-0.01))


def test_a_name_never_begins_inside_another_type():
    scores = labels("B-PER", "I-ORG", "O")
    scores[1, NAME_LABELS.index("I-PER")] = -0.5
    assert [name for name, _ in decode.best_names(scores)] == [(0, 1, "PER")]


def test_no_words_no_names():
    assert decode.best_names(np.zeros((0, len(NAME_LABELS)))) == []


def test_cues_are_runs_of_likely_words():
    p = np.array([[0.9, 0.1, 0.0], [0.1, 0.9, 0.0], [0.2, 0.1, 0.7], [0.95, 0.05, 0.0], [0.6, 0.4, 0.0]])
    found = decode.cue_candidates(np.log(p + 1e-9), at_least=0.2)
    assert [(s, e) for s, e, _ in found] == [(1, 2), (4, 4)]
    assert found[0][2] == pytest.approx(0.9, abs=1e-6)


def pairs(n: int, start: int, end: int) -> np.ndarray:
    m = np.full((n, n), -6.0)
    m[start, end] = -0.1
    return m


def test_best_span_takes_the_likeliest_pair():
    span, p = decode.best_span(pairs(6, 2, 4), np.zeros(6), 200)
    assert span == (2, 4)
    assert p == pytest.approx(np.exp(-0.1))


def test_best_span_never_runs_backwards_nor_too_far():
    assert decode.best_span(pairs(6, 4, 2), np.zeros(6), 200)[0] != (4, 2)
    assert decode.best_span(pairs(50, 0, 40), np.zeros(50), 30)[0] != (0, 40)


def test_no_source_where_the_cue_itself_scores_best():
    m = pairs(6, 3, 3)
    assert decode.best_span(m, np.zeros(6), 30, none=3, avoid=[(3, 3)])[0] is None


def test_a_source_does_not_hold_its_cue():
    m = pairs(6, 1, 4)
    span, _ = decode.best_span(m, np.zeros(6), 30, none=3, avoid=[(3, 3)])
    assert span is None or not span[0] <= 3 <= span[1]


def test_softmax_and_its_logarithm_agree_on_large_numbers():
    x = np.array([[1000.0, 1001.0, 999.0]])
    assert np.allclose(np.log(decode.softmax(x)), decode.log_softmax(x))
