from rawi.tagger import Words
from rawi.tagger.cues import FAR, NEAR, window

TEXT = "الأولى هنا. الثانية قبلها. قال الوزير إن الجسر انهار. الرابعة بعدها. الخامسة"


def test_the_window_holds_the_sentence_before_and_the_one_after():
    words = Words.of_text(TEXT, [(0, len(TEXT))])
    cue = words.words.index("قال")
    near = window(words, cue, cue, 64, 128, with_next=True)
    assert words.words[near.low : near.high] == [
        "الثانية",
        "قبلها",
        ".",
        "قال",
        "الوزير",
        "إن",
        "الجسر",
        "انهار",
        ".",
        "الرابعة",
        "بعدها",
        ".",
    ]
    assert near.sentence.tolist() == [1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3]
    assert near.is_cue.tolist() == [0, 0, 0, 1] + [0] * 8
    assert near.distance[:5].tolist() == [NEAR - 3, NEAR - 2, NEAR - 1, NEAR, NEAR + 1]


def test_distances_far_away_are_not_told_apart():
    text = "كلمة " * 200 + "قال " + "كلمة " * 200
    words = Words.of_text(text, [(0, len(text))])
    far = window(words, 200, 200, 150, 150, with_next=False)
    assert (far.low, far.high) == (50, 351)
    assert far.distance[0] == 0
    assert far.distance[-1] == NEAR + FAR
