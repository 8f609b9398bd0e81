from dataclasses import replace

import pytest
from cues import cue
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.holding import settle


def contents(text, cues):
    return [text[slice(*c.content)] for c in settle(text, cues, [(0, len(text))])]


@pytest.mark.parametrize("then", ["، ووعدها", " ثم وعدها", "، فوعدها"])
def test_what_somebody_told_of_says_next_is_told_too(then):
    told = "الموظف أخذ المفتاح"
    text = f"قالت سميرة الحاج إن {told}{then} بإصلاح الباب"
    word = then.split(" ")[-1]
    cues = [
        cue(text, "قالت", "سميرة الحاج", told),
        cue(text, word, None, "بإصلاح الباب", referent="الموظف"),
    ]
    assert contents(text, cues) == [f"{told}{then} بإصلاح الباب", "بإصلاح الباب"]


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("قالت سميرة الحاج إن الموظف أخذ المفتاح، ووعدت بإصلاح الباب", "ووعدت", "سميرة الحاج"),  # she herself
        ("قالت سميرة الحاج إن الموظف أخذ المفتاح، واعدا بإصلاح الباب", "واعدا", "الموظف"),  # a participle
        ("قالت سميرة الحاج إن الموظف أخذ المفتاح أمس، ووعدها بإصلاح الباب", "ووعدها", "الموظف"),  # words between
    ],
)
def test_what_nobody_told_of_says_is_no_part_of_it(text, word, who):
    cues = [
        cue(text, "قالت", "سميرة الحاج", "الموظف أخذ المفتاح"),
        cue(text, word, None, "بإصلاح الباب", referent=who),
    ]
    assert contents(text, cues)[0] == "الموظف أخذ المفتاح"


def test_and_that_goes_on_with_the_content_that_begins_with_that():
    rest = "الموظف رفض فتح المخزن، وأن المفتاح ضاع"
    text = f"ذكرت سميرة الحاج أن {rest}."
    cues = [
        cue(text, "ذكرت", "سميرة الحاج", "الموظف رفض فتح المخزن"),
        cue(text, "رفض", "الموظف", "فتح المخزن، وأن المفتاح ضاع"),
    ]
    assert contents(text, cues) == [rest, "فتح المخزن"]


@pytest.mark.parametrize("inner", ["أن الباب مغلق", "إغلاق الباب"])
def test_and_that_after_said_goes_on_with_said(inner):
    rest = f"الموظف أكد {inner}، وإنها انتظرت شهرا"
    text = f"قالت سميرة الحاج إن {rest}"
    said = inner.removeprefix("أن ")
    cues = [
        cue(text, "قالت", "سميرة الحاج", f"الموظف أكد {inner}"),
        cue(text, "أكد", "الموظف", f"{said}، وإنها انتظرت شهرا"),
    ]
    assert contents(text, cues) == [rest, said]


@pytest.mark.parametrize(
    "rest",
    [
        "الموظف أكد أن الباب مغلق، وأن المفتاح ضاع",  # either may go on
        "الموظف كتب على الباب «ممنوع الدخول، وأن الحارس غائب»",  # his own quotation
    ],
)
def test_where_both_may_go_on_the_tagger_decides(rest):
    text = f"ذكرت سميرة الحاج أن {rest}"
    word = "أكد" if "أكد" in rest else "كتب"
    said = "الباب مغلق، وأن المفتاح ضاع" if word == "أكد" else "ممنوع الدخول، وأن الحارس غائب"
    cues = [cue(text, "ذكرت", "سميرة الحاج", rest), cue(text, word, "الموظف", said)]
    assert contents(text, cues) == [rest, said]


WORDS = st.sampled_from(["قال", "إن", "أن", "، وأن", "، وإنها", "، ووعد", "الموظف", "«", "»", ".", "أكد", "له"])


@given(st.lists(WORDS, min_size=4, max_size=24), st.data())
def test_contents_stay_in_the_text_and_nothing_else_changes(words, data):
    text = " ".join(words)
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30)).map(
        lambda p: (p[0], min(len(text), p[0] + p[1]))
    )
    base = cue(text, text[:2], None, text[-2:])
    cues = sorted(
        (
            replace(base, span=data.draw(places), content=data.draw(places), referent=(data.draw(places),))
            for _ in range(data.draw(st.integers(1, 5)))
        ),
        key=lambda c: c.span,
    )
    after = settle(text, cues, [(0, len(text))])
    assert [replace(c, content=(0, 1)) for c in after] == [replace(c, content=(0, 1)) for c in cues]
    assert all(0 <= c.content[0] <= c.content[1] <= len(text) for c in after)


def test_what_goes_on_ends_with_the_sentence_or_before_its_speaker_speaks_again():
    told = "الموظف رفض فتح المخزن، وأن الحارس طلب المفتاح"
    text = f"ذكرت سميرة الحاج أن {told}، مؤكدة غيابه"
    cues = [
        cue(text, "ذكرت", "سميرة الحاج", "الموظف رفض فتح المخزن"),
        cue(text, "رفض", "الموظف", "فتح المخزن"),
        cue(text, "طلب", "الحارس", "المفتاح"),
        cue(text, "مؤكدة", None, "غيابه", referent="سميرة الحاج"),
    ]
    assert contents(text, cues) == [told, "فتح المخزن", "المفتاح", "غيابه"]
