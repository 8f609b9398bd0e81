import pytest
from cues import cue

from rawi.reading.resumed import settle


def contents(text, cues):
    return [text[slice(*c.content)] for c in settle(text, cues)]


@pytest.mark.parametrize(
    "second", ["مقللا من الخطر", "داعيا إلى الهدوء", "نافيا الخطر", "وأعلن بدء العمل", "فأكد أن الخطر زال"]
)
def test_a_content_ends_where_its_speaker_speaks_again(second):
    text = f"دعا نديم الحاج السكان إلى التأهب {second}"
    word, rest = second.split(" ", maxsplit=1)
    cues = [
        cue(text, "دعا", "نديم الحاج", f"السكان إلى التأهب {second}"),
        cue(text, word, None, rest, referent="نديم الحاج"),
    ]
    assert contents(text, cues) == ["السكان إلى التأهب", rest]


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("قال نديم الحاج إن سالم الكوفي وصل وأكد أن الخطر زال", "وأكد", "سالم الكوفي"),  # another speaker
        ("قال نديم الحاج إن «الطريق آمن وأكد أن الخطر زال»", "وأكد", "نديم الحاج"),  # in his own words
        ("قال نديم الحاج إن الخطر وصفه بأنه بعيد", "وصفه", "نديم الحاج"),  # no conjunction
        ("قال نديم الحاج إن الخطر الذي أعلن عنه زال", "أعلن", "نديم الحاج"),  # a relative clause
    ],
)
def test_others_words_and_quotations_stay_whole(text, word, who):
    content = text.split("إن ", maxsplit=1)[1]
    cues = [
        cue(text, "قال", "نديم الحاج", content),
        cue(text, word, None, text.split(word + " ", maxsplit=1)[1], referent=who),
    ]
    assert contents(text, cues)[0] == content


def test_a_doubtful_cue_cuts_nothing():
    text = "قال نديم الحاج إن المسؤولين يسافرون ويقول الناس ذلك"
    cues = [
        cue(text, "قال", "نديم الحاج", "المسؤولين يسافرون ويقول الناس ذلك"),
        cue(text, "ويقول", None, "ذلك", referent="نديم الحاج", score=0.72),
    ]
    assert contents(text, cues)[0] == "المسؤولين يسافرون ويقول الناس ذلك"
