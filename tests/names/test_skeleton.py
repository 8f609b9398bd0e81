"""Skeletons of names: the same consonants in both scripts, and how well the vowels between them agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.names.skeleton import LONGEST, MOST_KEYS, likeness, parts, skeletons

ENOUGH = 0.8


@pytest.mark.parametrize(
    ("arabic", "spellings"),
    [
        ("سليماني", "Suleimani Soleimani Sulaymani"),
        ("محمد", "Mohammed Muhammad Mohamed Mohamad"),
        ("عبد الرحمن", "Abdul-Rahman Abdelrahman Abdurrahman Abderrahmane"),
        ("عبد الله", "Abdullah Abdallah"),
        ("نور الدين", "Noureddine Nureddin"),
        ("أبو بكر", "Abubakr Aboubakr"),
        ("يوسف", "Youssef Yusuf Yousef"),
        ("وائل", "Wael Wail"),
        ("خديجة", "Khadija Khadijah"),
        ("القذافي", "Gaddafi Qadhafi Kadhafi"),
        ("غسان", "Ghassan"),
        ("شريف", "Sherif Charif"),
        ("جمال", "Jamal Gamal"),
        ("ثامر", "Thamer"),
        ("ألكسندر", "Alexander"),
        ("بوتين", "Putin"),
    ],
)
def test_spellings_of_one_name(arabic, spellings):
    [one] = parts(arabic)
    for spelling in spellings.split():
        [other] = parts(spelling)
        assert skeletons(one) & skeletons(other), spelling
        assert likeness(one, other) >= ENOUGH, spelling
        assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سليمان", "Salman"),
        ("سليمان", "Suleimani"),
        ("محمود", "Mohammed"),
        ("حسن", "Hussein"),
        ("كريم", "Karam"),
        ("جابر", "Sabir"),
    ],
)
def test_other_names(arabic, latin):
    assert likeness(parts(arabic)[0], parts(latin)[0]) < ENOUGH


def test_parts():
    assert parts("Muhammad bin Salman Al-Saud") == ("muhammad", "salman", "saud")
    assert parts("Abd al-Rahman") == ("abdrahman",)
    assert parts("Abu Bakr") == ("abubakr",)
    assert parts("Nour El Din") == ("nourdin",)
    assert parts("al") == ("al",)
    assert parts("") == parts("123") == ()


@given(st.text(max_size=80))
def test_any_text_has_few_short_keys(text):
    for part in parts(text):
        keys = skeletons(part)
        assert len(keys) <= 2 * MOST_KEYS
        assert all(len(key) <= 4 * LONGEST for key in keys)
        assert 0.0 <= likeness(part, "salman") <= 1.0
