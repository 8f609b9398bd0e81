"""A large story grows by what came alone, and says the same as if all were grouped anew."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text

from rawi.together import desk as together
from rawi.together.running import growing, settling

from .conftest import BRIDGE, HURT, by, pages, stored
from .test_running import at_once, told

OUTLETS = ("الساحل", "الضفة", "الميناء", "الجرف", "الوادي")
SAID = (
    BRIDGE,
    HURT.format("12"),
    "أعلن مجلس تل الزعرور تعويض أصحاب المحال المتضررة",
    "توقفت حركة القوارب في مرسى القصب يومين",
)
PEOPLE = ("رندة الشامي", "وليد الهاني", "سامر الدغيم", "هالة الراعي")


def large(count):
    """Pages about one event; each tells two of four things."""
    chance = random.Random(7)
    for number in range(count):
        said = [by(chance.choice(PEOPLE), one) for one in chance.sample(SAID, 2)]
        day = f"2023-05-0{1 + number % 4}"
        title = "إغلاق الجسر الخشبي وانهيار سقف مستودع الحبوب"
        yield stored(f"{number}", *said, outlet=chance.choice(OUTLETS), published=day, title=title)


def test_when_a_story_is_grouped_as_a_whole():
    assert all(growing.is_whole(n - 1, n) for n in range(1, growing.WHOLE + 1))
    wholes = [n for n in range(growing.WHOLE + 1, 400) if growing.is_whole(n - 1, n)]
    assert wholes[:3] == [30, 37, 46]
    assert len(wholes) < 15
    assert growing.is_whole(40, 50)
    assert not growing.is_whole(30, 36)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_came_alone_is_placed_as_all_at_once(empty, seed, monkeypatch):
    monkeypatch.setattr(growing, "is_whole", lambda before, now: before < 1)
    some = pages()
    random.Random(seed).shuffle(some)
    for given, raw in some:
        empty.put(given, raw)
        together.update(empty)
    assert told(empty) == at_once(given for given, _ in pages())


def test_a_large_story_grows_and_is_grouped_no_more(empty, monkeypatch):
    some = list(large(36))
    for given, raw in some[:30]:
        empty.put(given, raw)
    together.update(empty)
    monkeypatch.setattr(settling, "of", None)  # what groups a story as a whole
    for given, raw in some[30:]:
        empty.put(given, raw)
        together.update(empty)
    assert told(empty) == at_once(given for given, _ in some)
    with empty.reading() as connection:
        count = "SELECT count(*) FROM together_members"
        assert connection.execute(text(count)).scalar_one() == 72
    gone = some[3][0]
    number = next(n for n in empty.pages() if empty.get(n).page.id == gone.page.id)
    empty.remove([number])
    together.update(empty)
    assert told(empty) == at_once(given for given, _ in some if given is not gone)
