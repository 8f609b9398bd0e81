"""Names: the words by which they are compared, short forms, spellings, clitics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.language import fold_text
from rawi.names import alike, detach, key, parse, same

ARABIC = st.text(alphabet="ابتجدرسشعفقكلمنهوي ةىأإؤئءـ َ«»-", max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الدكتور سامي الحداد", "سامي حداد"),
        ("عبد الله النويري", "عبدالله النويري"),
        ("عبد الرحمن", "عبدالرحمن"),
        ("نور الدين قاسم", "نورالدين قاسم"),
        ("سامي بن راشد", "سامي ابن راشد"),
        ("مراد بن مولى", "مراد مولى"),
        ("أبو حازم", "أبي حازم"),
        ("فهد آل زيدان", "فهد ال زيدان"),
        ("ليلى الهادى", "لَيْلى الهادي"),
        ("الملا أختر", "أختر"),
        ("العميد الركن طارق سلوم", "طارق سلوم"),
    ],
)
def test_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_title_alone_is_the_name() -> None:
    assert key("الدكتور") == "دكتور"
    assert parse("", "PER").words == ()


def test_class_words_stand_apart() -> None:
    party = parse("حزب الفجر الجديد", "ORG")
    assert (party.heads, party.words) == (("حزب",), ("فجر", "جديد"))
    assert parse("وزارة الشؤون الخارجية", "ORG").words == ("خارجيه",)
    assert parse("الحزب", "ORG").words == ("حزب",)
    assert parse("الهيئة الوطنية لمكافحة الغش", "ORG").words == ("وطنيه", "مكافحه", "غش")


@pytest.mark.parametrize(
    ("one", "other", "kind", "score"),
    [
        ("سامي الحداد", "حداد", "PER", 0.7),
        ("قاسم بن سامي بن راشد", "سامي", "PER", 0.0),
        ("قاسم بن سامي بن راشد", "راشد", "PER", 0.0),
        ("قاسم بن سامي بن راشد", "سامي بن راشد", "PER", 0.0),
        ("قاسم بن سامي بن راشد", "قاسم بن راشد", "PER", 0.7),
        ("قاسم بن سامي الحداد", "سامي الحداد", "PER", 0.0),
        ("قاسم بن سامي", "بن سامي", "PER", 0.7),
        ("قاسم بن سامي بن راشد", "بن سامي", "PER", 0.7),
        ("سامي نزار الحداد", "نزار", "PER", 0.7),
        ("أبو حازم الجبلي", "أبو حازم", "PER", 0.7),
        ("أبو حازم الجبلي", "حازم", "PER", 0.0),
        ("سامي الحداد", "رامي الحداد", "PER", 0.0),
        ("محمد الحداد", "محمود الحداد", "PER", 0.0),
        ("سامي زخاروفيتش", "سامي زخروفيتش", "PER", 0.6),
        ("حركة الفجر", "الفجر", "ORG", 0.9),
        ("حركة الفجر", "حزب الفجر", "ORG", 0.9),
        ("نادي الفجر", "محكمة الفجر", "ORG", 0.0),
        ("مجلس هيئة الفجر", "هيئة الفجر", "ORG", 0.0),
        ("جماعة لواء الفجر", "لواء الفجر", "ORG", 0.9),
        ("مجلس الأعيان الدلماني", "مجلس الأعيان", "ORG", 0.7),
        ("الهيئة العليا المستقلة للقياس", "هيئة القياس", "ORG", 0.7),
        ("وزارة الزراعة الدلمانية", "وزارة الزراعة السلوانية", "ORG", 0.0),
        ("دلمان", "جمهورية دلمان", "LOC", 0.9),
        ("دلمان الشمالية", "دلمان", "LOC", 0.0),
        ("ميناء دلمان", "دلمان", "LOC", 0.0),
        ("الولايات المتحدة", "أميركا", "LOC", 0.9),
        ("دلمان", "الدلماني", "LOC", 0.0),
    ],
)
def test_same(one: str, other: str, kind: str, score: float) -> None:
    assert same(one, other, kind) == score
    assert same(other, one, kind) == score


@pytest.mark.parametrize(
    ("one", "other", "supported", "expected"),
    [
        ("بيونجيانج", "بيونغيانغ", False, True),
        ("زخاروف", "زخروف", False, True),
        ("جونسون", "جونسن", False, True),
        ("كحلاوي", "حكلاوي", False, True),
        ("حسن", "حسين", True, False),
        ("محمد", "محمود", True, False),
        ("عراق", "عراقي", True, False),
        ("دلمانين", "دلمانيني", True, False),
        ("سماح", "سماء", False, False),
        ("1998", "1999", True, False),
    ],
)
def test_alike(one: str, other: str, supported: bool, expected: bool) -> None:
    assert alike(one, other, supported) is expected
    assert alike(other, one, supported) is expected


@pytest.mark.parametrize(
    ("name", "rests"),
    [
        ("وسامي الحداد", ["سامي الحداد"]),
        ("للفجر", ["الفجر", "لفجر"]),
        ("وللفجر", ["للفجر", "الفجر", "لفجر"]),
        ("بالنويرة", ["النويرة"]),
        ("دلمان", []),
        ("و«الفجر»", ["الفجر»"]),
        ("وَدلمان", ["دلمان"]),
        ("", []),
        ("و", []),
    ],
)
def test_detach(name: str, rests: list[str]) -> None:
    assert list(detach(name)) == rests


@given(ARABIC, st.sampled_from(["PER", "ORG", "LOC"]))
def test_every_name_is_itself(name: str, kind: str) -> None:
    assert same(name, name, kind) == (1.0 if parse(name, kind).words else 0.0)
    assert all(word == fold_text(word) for word in parse(name, kind).all_words)


@given(ARABIC, ARABIC, st.sampled_from(["PER", "ORG", "LOC"]))
def test_symmetric(one: str, other: str, kind: str) -> None:
    assert same(one, other, kind) == same(other, one, kind)


@given(st.text(max_size=30))
def test_what_is_left_is_shorter_and_ends_alike(name: str) -> None:
    for rest in detach(name):
        assert len(rest) <= len(name)
        assert name.endswith(rest[1:])
