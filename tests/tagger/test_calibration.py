import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.tagger import Tagger
from rawi.tagger.calibration import NAMES, Calibration, features

ONES = dict.fromkeys((*NAMES, "bias"), 1.0)
part = st.floats(0, 1)


def test_what_the_model_says_is_the_logistic_of_its_sum():
    model = Calibration({**dict.fromkeys(NAMES, 0.0), "cue": 1.0, "bias": 0.0})
    assert model.right(features(0.8, 0.1, 0.1, 0.1, 0.1, True)) == pytest.approx(0.8)
    model = Calibration({**dict.fromkeys(NAMES, 0.0), "hidden": -1.0, "bias": 1.0})
    assert model.right(features(0.8, 0.5, 0.5, 0.5, 0.5, True)) == pytest.approx(0.5)
    assert model.right(features(0.8, 0.5, 0.5, 0.5, 0.5, False)) == pytest.approx(0.731, abs=0.001)


@given(part, part, part, part, part, st.booleans())
def test_it_is_a_probability_also_at_the_edges(cue, source, content, stance, speaker, hidden):
    assert 0 < Calibration(ONES).right(features(cue, source, content, stance, speaker, hidden)) < 1


def test_a_weight_that_is_missing_is_named():
    with pytest.raises(ValueError, match="speaker"):
        Calibration({k: v for k, v in ONES.items() if k != "speaker"})


def test_the_shipped_weights_are_calibrated_and_their_cues_know_how_sure_they_are():
    tagger = Tagger()
    text = "قال وزير النقل سامي الكيالي إن الجسر سيفتح في مايو."
    (cue,) = tagger.tag(text, [(0, len(text))]).cues
    assert cue.right is not None
    assert 0.6 < cue.right < 1
    assert cue.parts()[-1] is False
