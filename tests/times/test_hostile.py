"""Texts made to be slow: reading stays linear, and finishes."""

import pytest

from rawi import times
from rawi.times.find import grammar_of
from rawi.times.grammar import Grammar
from rawi.times.tokens import tokenise

UNITS = [
    "3 ",
    "12 يناير ",
    "من إلى بين ",
    "يوم الثلاثاء ",
    "ثلاثة وعشرين مئة ",
    "مليون مليون ",
    "قبل بعد منذ ",
    "1/2/",
    "2013-2014-",
    "و3 ",
    "(((",
    "10 و",
    "الساعة الثالثة والنصف ",
    "مساء ",
    "مطلع نهاية ",
    "يَوْمَ ",
    "ي" + "ـ" * 50 + "وم ",
    "ا" * 500,
    "1" * 500,
    "\n",
    "و" * 50,
    "من 3 إلى 5 يناير و6 مارس 2015 حتى ",
    "\u200f",
    "ﷺ",
    "\u0651" * 100,
]


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_input_is_read_with_spans_in_order(unit: str) -> None:
    text = unit * (12_000 // len(unit) + 1)  # benchmarks/hostile.py measures how time grows
    found = times.find(text, "2016-02-01", language="ar")
    assert all(0 <= t.span[0] < t.span[1] <= len(text) for t in found)
    assert all(a.span[1] <= b.span[0] for a, b in zip(found, found[1:], strict=False))


def test_long_runs_of_digits_are_no_number() -> None:
    assert times.find("1" * 100_000) == []
    assert times.find("في " + "9" * 30 + " يناير", "2016-02-01")[0].value == "2016-01-01/2016-01-31"


def test_amounts_past_all_measure_are_open() -> None:
    for text in (
        "قبل 9999999999999 سنة",
        "لمدة 99999999999999999999 سنة",
        "منذ مليون مليون سنة",
        "بعد 999999999999 قرن",
    ):
        for found in times.find(text, "2016-02-01"):
            assert found.value == "?" or found.value.startswith("P")


def test_a_match_has_bounded_cost() -> None:
    grammar, _ = grammar_of("arabic")
    tokens = tokenise("من 3 الي 5 يناير و6 مارس 2015 حتي " * 50, grammar.lexicon)
    memo: dict[tuple[str, int, int], object] = {}
    grammar.match("time", tokens, 0, memo)  # type: ignore[arg-type]
    assert len(memo) < 2000
    assert max(at for _, at, _ in memo) < 60


@pytest.mark.parametrize("language", ["arabic", "english", "persian"])
def test_no_pattern_calls_itself(language: str) -> None:
    grammar, _ = grammar_of(language)
    assert isinstance(grammar, Grammar)
    assert grammar.ahead.firsts["time"]
