"""Vectors and the judge: what they tell, and that nothing given breaks them. All texts are invented."""

import json
import shutil

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rawi.errors import WeightsError
from rawi.together.meaning import LAYERS, cosines, files, judge, nearest, pack, unpack, vectors
from rawi.together.meaning.encoder import LETTERS, LONGEST, WIDTH, encoder

BRIDGE = "انهيار جسر الوادي الأخضر بعد أمطار غزيرة"
BRIDGE_AGAIN = "سقوط الجسر في الوادي الأخضر إثر هطول الأمطار"
FISH = "وزارة الزراعة تمنع صيد السمك في الخليج شهرين"
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_vectors_have_length_one_for_each_layer():
    found = vectors([BRIDGE, FISH])
    assert found.shape == (2, len(LAYERS), WIDTH)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=2), 1, atol=1e-5)


def test_another_wording_is_nearer_than_another_matter():
    bridge, again, fish = vectors([BRIDGE, BRIDGE_AGAIN, FISH])[:, -1]
    assert bridge @ again > 0.4
    assert bridge @ fish < 0.2


def test_what_stands_beside_a_text_does_not_change_its_vectors():
    texts = [BRIDGE, FISH, BRIDGE_AGAIN + " " + FISH, "نعم", ""]
    together = vectors(texts)
    assert np.allclose(together[::-1], vectors(texts[::-1]), atol=1e-4)
    for text, row in zip(texts, together, strict=True):
        assert np.allclose(vectors([text])[0], row, atol=1e-4)


def test_equal_texts_have_equal_vectors():
    found = vectors([BRIDGE, FISH, BRIDGE])
    assert (found[0] == found[2]).all()


@pytest.mark.parametrize("text", ["", " ", "\n\u200f", "،!؟"])
def test_a_text_without_letters_says_nothing(text):
    assert not vectors([text]).any()
    assert vectors([]).shape == (0, len(LAYERS), WIDTH)


def test_a_very_long_text_is_read_by_its_beginning():
    long = "قال مصدر في البلدية إن الطريق مغلق منذ الصباح. " * 60
    assert len(encoder().ids(long)) == LONGEST
    assert np.allclose(vectors([long * 400]), vectors([long]), atol=1e-4)
    assert len(long) > LETTERS


@FEW
@given(st.lists(st.text(max_size=80) | st.text("\ud800\udfff\u0000\u202eابت١٢٣ ً", max_size=40), max_size=4))
def test_no_letters_break_it(texts):
    found = vectors(texts)
    assert found.shape[0] == len(texts)
    assert np.isfinite(found).all()
    lengths = np.linalg.norm(found, axis=2)
    assert (np.isclose(lengths, 1, atol=1e-3) | (lengths == 0)).all()


def test_the_judge_knows_wording_denial_and_other_matters():
    same, other = judge([(BRIDGE, BRIDGE_AGAIN), (BRIDGE, FISH)])
    assert same.same > other.same
    assert other.other > same.other
    numbers = judge([("مقتل 12 شخصا في انهيار مبنى", "مقتل 12 شخصا في انهيار مبنى")])[0]
    assert numbers.relation == "same"
    assert not numbers.unsure
    denial = judge([("الشركة تؤكد توقف المصنع عن العمل", "الشركة تنفي توقف المصنع عن العمل")])[0]
    assert denial.relation == "contradicts"


@FEW
@given(st.text(max_size=60), st.text(max_size=60))
def test_judgements_are_probabilities_whichever_text_is_first(one, other):
    there, back, _ = judge([(one, other), (other, one), (BRIDGE, FISH)])
    assert there.same + there.contradicts + there.other == pytest.approx(1, abs=1e-4)
    assert there.same == pytest.approx(back.same, abs=1e-3)
    assert there.contradicts == pytest.approx(back.contradicts, abs=1e-3)
    best = max(there.same, there.contradicts, there.other)
    assert there.unsure == (best < 0.6)
    assert getattr(there, there.relation) == best


def test_no_pairs_are_no_judgements():
    assert judge([]) == []


def test_the_nearest_are_found_and_empty_texts_are_nobodys_neighbours():
    found = vectors([BRIDGE, FISH, BRIDGE_AGAIN, ""])[:, -1]
    near = nearest(found, 2)
    assert near[0] == [2, 1]
    assert near[2][0] == 0
    assert near[3] == []
    assert 3 not in near[0] + near[1] + near[2]
    assert nearest(found[:0], 3) == []
    assert nearest(found, 0) == [[], [], [], []]
    assert nearest(found[:1], 5) == [[]]


def test_cosines_of_pairs():
    found = vectors([BRIDGE, FISH])
    wanted = np.stack([np.ones(len(LAYERS)), (found[0] * found[1]).sum(1)])
    assert np.allclose(cosines(found, [(0, 0), (0, 1)]), wanted, atol=1e-4)
    assert cosines(found, []).shape == (0, len(LAYERS))


def test_packed_vectors_have_nearly_the_same_cosines():
    found = vectors([BRIDGE, BRIDGE_AGAIN, FISH, ""])
    kept = pack(found)
    assert {len(one) for one in kept} == {len(LAYERS) * WIDTH}
    again = unpack(kept)
    assert not again[3].any()
    pairs = [(0, 1), (0, 2), (1, 2), (0, 0)]
    assert np.abs(cosines(again, pairs) - cosines(found, pairs)).max() < 0.01
    assert unpack([]).shape == (0, len(LAYERS), WIDTH)
    with pytest.raises(ValueError, match="768 bytes"):
        unpack([b"short"])


def test_the_embeddings_are_the_taggers():
    manifest = json.loads((files.folder() / files.MANIFEST).read_text())
    assert files.digest(*files.shared()) == manifest["shared"]
    assert encoder().name.startswith("rawi-meaning-1@")


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(files.folder(), tmp_path / "weights")


def test_missing_and_damaged_files_are_told(copy):
    (copy / files.JUDGE).write_text("bias = 1", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"judge\.toml is damaged"):
        files.load(copy)
    (copy / files.JUDGE).unlink()
    with pytest.raises(WeightsError, match=r"judge\.toml is missing"):
        files.load(copy)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("format", 99, "of form 99"),
        ("shared", "0" * 64, "the tagger's embeddings are not those"),
        ("sha256", 5, "damaged"),
    ],
)
def test_another_manifest_is_told(copy, name, value, told):
    manifest = json.loads((copy / files.MANIFEST).read_text())
    (copy / files.MANIFEST).write_text(json.dumps({**manifest, name: value}))
    with pytest.raises(WeightsError, match=told):
        files.load(copy)
