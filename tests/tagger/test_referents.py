import numpy as np

from rawi.tagger import Words
from rawi.tagger.referents import FEATURES, choose, features


def page(text: str) -> Words:
    return Words.of_text(text, [(0, len(text))])


def test_features_tell_sources_names_and_what_was_meant_before():
    words = page("قال الوزير سامي إن الجسر انهار. وأضاف أنه سيحاسب المقاول")
    at = words.words.index("وأضاف")
    f = features(words, at, [(0, (1, 2))], [(2, 2, "PER")], (at + 1, at + 3), [[(1, 2)]], None)
    assert f.shape == (len(words), FEATURES)
    assert f[1, 9] == f[2, 9] == 1  # the last source before
    assert f[2, 12] == 1  # a person's name
    assert f[at + 1, 15] == 1  # in this content
    assert f[1, 16] == f[1, 17] == f[1, 19] == 1  # meant by the attribution before
    assert f[:, 21].sum() == 0  # no source at this cue


def test_nobody_is_meant_where_that_is_likeliest():
    probability = np.array([0.7, 0.1, 0.1, 0.1])
    assert choose(probability, None, [(0, 1)]) == []
    assert choose(probability, (2, 2), [(0, 1)]) == [(2, 2)]


def test_the_candidate_with_most_of_the_probability_is_taken_whole():
    probability = np.array([0.1, 0.5, 0.2, 0.1, 0.1])
    assert choose(probability, None, [(0, 1), (2, 3)]) == [(0, 1)]


def test_of_two_that_hold_as_much_the_shorter_is_taken():
    probability = np.array([0.1, 0.0, 0.45, 0.45, 0.0])
    assert choose(probability, None, [(0, 3), (1, 2)]) == [(1, 2)]


def test_likely_words_are_taken_where_no_candidate_holds_half():
    probability = np.array([0.05, 0.02, 0.02, 0.4, 0.4, 0.11])
    assert choose(probability, None, [(0, 1)]) == [(2, 4)]


def test_a_part_of_a_name_stands_for_the_name():
    probability = np.array([0.05, 0.02, 0.02, 0.5, 0.1, 0.11])
    assert choose(probability, None, [(0, 1)], names=[(2, 4)]) == [(2, 4)]
