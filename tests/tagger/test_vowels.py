from hypothesis import given
from hypothesis import strategies as st

from rawi.tagger.vowels import without

TALE = "قَالَ الرَّجُلُ لِصَاحِبِهِ: أَيْنَ تَذْهَبُ فِي هَذَا اللَّيْلِ؟"
BARE = "قال الرجل لصاحبه: أين تذهب في هذا الليل؟"
NEWS = "وقال نديم الحاج مضيفًا إنّ البلديّة ستُصلِح الجسر قريبًا جدًّا"


def test_what_is_written_with_its_vowels_is_read_without_them():
    assert without(TALE.split()) == BARE.split()


def test_marks_here_and_there_stay():
    assert without(NEWS.split()) == NEWS.split()


def test_a_tale_within_news_ends_where_it_ends():
    words = without([*NEWS.split(), *TALE.split(), *NEWS.split()])
    assert words[: len(NEWS.split()) - 4] == NEWS.split()[:-4]
    assert words[-len(NEWS.split()) + 4 :] == NEWS.split()[4:]
    assert words[len(NEWS.split()) + 1 : -len(NEWS.split()) - 1] == BARE.split()[1:-1]


@given(st.lists(st.text("قالبُّ\u064b a.", min_size=1, max_size=6), max_size=30))
def test_no_word_is_lost_or_emptied(words):
    after = without(words)
    assert len(after) == len(words)
    assert all(after)
