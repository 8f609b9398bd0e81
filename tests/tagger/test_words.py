import numpy as np

from rawi.tagger import Words

TEXT = "عنوان الخبر\nقال الوزير: «لا تراجع. القرار نهائي». وأضاف أن الأمر انتهى"
BLOCKS = [(0, 11), (12, len(TEXT))]


def test_words_are_those_of_the_annotation_tool_and_keep_their_places():
    words = Words.of_text(TEXT, BLOCKS, title_end=11)
    assert words.words[:6] == ["عنوان", "الخبر", "قال", "الوزير", ":", "«"]
    assert all(TEXT[s:e] == w for w, (s, e) in zip(words.words, words.spans, strict=True))
    assert words.title == 2


def test_numbers_with_separators_are_one_word():
    words = Words.of_text("بلغت 3.5 في 12/01/2021", [(0, 22)])
    assert words.words == ["بلغت", "3.5", "في", "12/01/2021"]


def test_a_paragraph_begins_at_a_line_break_only():
    text = "بيروت (نهج) - قال شاهد\nوأضاف"
    words = Words.of_text(text, [(0, 11), (12, 22), (23, len(text))])
    assert [w for w, gap in zip(words.words, words.gaps, strict=True) if gap == "\n"] == ["بيروت", "وأضاف"]
    assert words.gaps[words.words.index("-")] == " "


def test_a_stop_inside_quotation_marks_ends_no_sentence():
    words = Words.of_text(TEXT, BLOCKS, title_end=11)
    by_word = dict(zip(words.words, words.sentence.tolist(), strict=True))
    assert by_word["تراجع"] == by_word["القرار"] == by_word["قال"] == 1
    assert by_word["وأضاف"] == 2
    assert [w for w, q in zip(words.words, words.quoted, strict=True) if q] == [
        "«",
        "لا",
        "تراجع",
        ".",
        "القرار",
        "نهائي",
    ]


def test_an_unbalanced_mark_does_not_reach_past_its_paragraph():
    text = "قال “إن الأمر\nانتهى"
    words = Words.of_text(text, [(0, len(text))])
    assert words.quoted.tolist() == [0, 1, 1, 1, 0]


def test_offsets_of_several_words():
    words = Words.of_text(TEXT, BLOCKS, title_end=11)
    first, last = words.words.index("قال"), words.words.index("الوزير")
    start, end = words.offsets(first, last)
    assert TEXT[start:end] == "قال الوزير"


def test_no_words():
    words = Words.of_text(" \n ", [(0, 3)])
    assert len(words) == 0
    assert words.sentence.dtype == np.int64
