"""Words with offsets, and candidate splits into clitics and stem."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.language.words import Clitic, Split, clitics, words


def shown(word: str, split: Split) -> str:
    """A split as `و+ب+ال+مدرسة`, with `=` before the restored stem where one was."""
    stem = word[slice(*split.stem)]
    parts = [clitic.form for clitic in split.before]
    parts.append(stem if split.alone == stem else f"{stem}={split.alone}")
    if split.after:
        parts.append(split.after.form)
    return "+".join(parts)


WHOLE = [
    "والد",
    "والدة",
    "وزير",
    "وزارة",
    "وزارات",
    "بلد",
    "بلدية",
    "لبنان",
    "لبنانية",
    "كتاب",
    "فريق",
    "الله",
    "ذلك",
    "متهم",
]


def test_words_of_a_text() -> None:
    text = "قال د. حداد (3.5%) يوم 12/3/2015، «وقالَتْ» @x_y"
    found = words(text)
    assert [word.text for word in found] == [
        *["قال", "د", ".", "حداد", "(", "3.5", "%", ")", "يوم", "12/3/2015", "،", "«", "وقالَتْ", "»", "@", "x_y"]
    ]
    assert all(text[slice(*word.span)] == word.text for word in found)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("وقال", "و+قال"),
        ("فأكد", "ف+أكد"),
        ("وبالمدرسة", "و+ب+ال+مدرسة"),
        ("كالحكومة", "ك+ال+حكومة"),
        ("للمدرسة", "ل+ال+مدرسة"),
        ("فللحكومة", "ف+ل+ال+حكومة"),
        ("سيقول", "س+يقول"),
        ("مدرسته", "مدرست=مدرسة+ه"),
        ("رسالتها", "رسالت=رسالة+ها"),
        ("سياراته", "سيارات+ه"),
        ("أبنائهم", "أبنائ=أبناء+هم"),
        ("قالوه", "قالو=قالوا+ه"),
        ("كتابه", "كتاب+ه"),
        ("والده", "والد+ه"),
        ("ووزيرهم", "و+وزير+هم"),
        ("عليه", "علي=على+ه"),
        ("فيه", "في+ه"),
        ("به", "ب+ه"),
        ("ولهم", "و+ل+هم"),
        ("الوزير", "ال+وزير"),
        # left whole
        *[(word, word) for word in WHOLE],
    ],
)
def test_likeliest_split(word: str, first: str) -> None:
    assert shown(word, clitics(word)[0]) == first


@pytest.mark.parametrize(
    ("word", "among"),
    [
        ("بقتل", "ب+قتل"),
        ("بضرورة", "ب+ضرورة"),
        ("كتبته", "كتبت+ه"),
        ("حياته", "حيات=حياة+ه"),
        ("مستشفاه", "مستشفا=مستشفى+ه"),
        ("للغة", "ل+لغة"),
        ("كتابي", "كتاب+ي"),
        ("وسيعلنون", "و+س+يعلنون"),
        ("ولبنان", "و+لبنان"),
    ],
)
def test_candidates(word: str, among: str) -> None:
    found = [shown(word, split) for split in clitics(word)]
    assert among in found
    assert word in found


def test_marks_stay_in_the_spans() -> None:
    word = "وَبِالمَدْرَسَةِ"
    split = clitics(word)[0]
    assert split.before == (
        Clitic((0, 2), "و", "conjunction"),
        Clitic((2, 4), "ب", "preposition"),
        Clitic((4, 6), "ال", "article"),
    )
    assert (word[slice(*split.stem)], split.alone) == ("مَدْرَسَةِ", "مدرسة")


@pytest.mark.parametrize("word", ["FBI", "2015", "«", "و", "", "ا" * 31, "وX"])
def test_left_whole(word: str) -> None:
    assert clitics(word) == [Split((), (0, len(word)), None, word)]


@given(st.text(st.sampled_from("وفبلكساهتنيمةىئؤقد\u064e\u0651ـ\u200d"), max_size=16))
def test_parts_tile_the_word(word: str) -> None:
    found = clitics(word)
    assert len(set(found)) == len(found)
    assert any(not split.before and split.after is None and split.stem == (0, len(word)) for split in found)
    for split in found:
        spans = [clitic.span for clitic in split.before] + [split.stem] + ([split.after.span] if split.after else [])
        assert spans[0][0] == 0
        assert spans[-1][1] == len(word)
        assert all(left[1] == right[0] for left, right in pairwise(spans))
