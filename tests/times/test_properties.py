"""What holds of every text: exact spans in order, values of the promised form, no exception, no drift."""

import datetime
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from rawi import times
from rawi.times.lexicon import Lexicon

DAY = r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
VALUE = re.compile(rf"\?|P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?|({DAY}|\.\.)/({DAY}|\.\.)")
WORDS = sorted(
    {word for word, senses in Lexicon.load("arabic").words.items() if senses}
    | {" ".join(words) for _, words, _ in Lexicon.load("arabic").phrases}
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, 3000).map(str),
    st.sampled_from(
        ["،", ".", "(", ")", "/", "-", ":", "\n", "و", "ال", "ل", "من", "في", "إلى", "بين", "كتاب", "12/1/2016"]
    ),
)
TIMELY = st.lists(PIECES, max_size=14).map(" ".join)
DATES = st.one_of(st.none(), st.dates().map(str))
LANGUAGES = st.sampled_from([None, "ar", "en", "fa"])


@given(st.one_of(st.text(), TIMELY), DATES, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_spans_and_values(text: str, published: str | None, language: str | None) -> None:
    found = times.find(text, published, language=language)
    end = 0
    for time in found:
        assert end <= time.span[0] < time.span[1] <= len(text)
        end = time.span[1]
        words = text[time.span[0] : time.span[1]]
        assert words == words.strip()
        assert VALUE.fullmatch(time.value), time
        if time.start and time.end and not time.value.startswith("-"):
            assert time.start <= time.end
        assert time.why
        assert time.value == "?" or not time.candidates


@given(TIMELY, DATES)
@settings(max_examples=150, deadline=None)
def test_the_same_text_gives_the_same_times(text: str, published: str | None) -> None:
    assert times.find(text, published) == times.find(text, published)


@given(TIMELY, st.text(alphabet="ابتث \n", max_size=20))
@settings(max_examples=150, deadline=None)
def test_lines_before_move_the_spans_only(text: str, before: str) -> None:
    alone = times.find("كتاب\n" + text, "2016-02-01", language="ar")
    moved = times.find(before + "\nكتاب\n" + text, "2016-02-01", language="ar")
    shift = len(before) + 1
    assert [(t.span[0] + shift, t.span[1] + shift) for t in alone] == [t.span for t in moved if t.span[0] >= shift]


NAMES = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MARKS = ("\u064e", "\u0651", "\u0640", "\u0652", "\u200f")


@given(TIMELY, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_marks_change_no_value(text: str, random: object) -> None:
    choose = random.choice  # type: ignore[attr-defined]
    marked = "".join(
        letter + (choose(MARKS) if "ب" <= letter <= "ي" and choose((True, False)) else "") for letter in text
    )
    plain = times.find(text, "2016-02-01", language="ar")
    assert [t.value for t in times.find(marked, "2016-02-01", language="ar")] == [t.value for t in plain]


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2199, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_every_date_is_read_back(day: object) -> None:
    iso = str(day)
    year, month, number = iso.split("-")
    written = f"في {int(number)} {NAMES[int(month) - 1]} {year}م"
    for text in (
        iso,
        f"في {number}/{month}/{year}",
        written,
        written.translate(ARABIC),
    ):
        assert [t.value for t in times.find(text, "2016-02-01", "gregorian", language="ar")] == [f"{iso}/{iso}"]
