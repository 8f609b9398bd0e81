"""Numbers in words, as far as times need them."""

import pytest

from rawi.language import fold_text
from rawi.times.find import grammar_of
from rawi.times.numerals import ANY, cardinal, ordinal
from rawi.times.tokens import number_senses, tokenise


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ثلاثة", 3), ("أحد عشر", 11), ("إحدى عشرة", 11), ("اثنا عشر", 12), ("اثنتي عشرة", 12), ("تسعة عشر", 19),
        ("خمسة وعشرين", 25), ("الأربع والعشرين", 24), ("مئة وعشرين", 120), ("مئة وخمسة وعشرون", 125),
        ("ثلاثمئة وخمسين", 350), ("ألف وتسعمئة وثمانية وتسعين", 1998), ("ألفين وأحد عشر", 2011), ("ألفين وثلاثة", 2003),
        ("ستة آلاف", 6000), ("6 آلاف", 6000), ("مليون", 1_000_000), ("ثلاثة ملايين وأربعمئة ألف", 3_400_000),
        ("واحد وأربعين", 41), ("١٢", 12), ("48", 48),
    ],
)  # fmt: skip
def test_arabic_cardinals(words: str, value: int) -> None:
    grammar, _ = grammar_of("arabic")
    tokens = tokenise(fold_text(words), grammar.lexicon)
    assert cardinal(tokens, 0, ANY, units_first=True) == (len(tokens.starts), value)


@pytest.mark.parametrize(
    ("words", "value"),
    [("الأول", 1), ("الحادي عشر", 11), ("الثاني عشر", 12), ("العشرين", 20), ("الثاني والعشرين", 22),
     ("الحادي والثلاثين", 31), ("خامس", 5)],
)  # fmt: skip
def test_arabic_ordinals(words: str, value: int) -> None:
    grammar, _ = grammar_of("arabic")
    tokens = tokenise(fold_text(words), grammar.lexicon)
    assert ordinal(tokens, 0, ANY) == (len(tokens.starts), value)


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [("english", "twenty-five", 25), ("english", "two hundred and five", 205),
     ("english", "one thousand two hundred", 1200),
     ("persian", "بیست و پنج", 25), ("persian", "هزار و سیصد و نود", 1390), ("persian", "یکصد و بیست", 120)],
)  # fmt: skip
def test_other_cardinals(language: str, words: str, value: int) -> None:
    grammar, _ = grammar_of(language)
    tokens = tokenise(fold_text(words), grammar.lexicon)
    assert cardinal(tokens, 0, ANY, units_first=False) == (len(tokens.starts), value)


@pytest.mark.parametrize(
    ("digits", "category", "value"),
    [("2016-01-12", "numeric", (2016, 1, 12)), ("12/01/2016", "numeric", (2016, 1, 12)),
     ("01/25/2016", "numeric", (2016, 1, 25)), ("2013-2015", "years", (2013, 2015)), ("2013-15", "years", (2013, 2015)),
     ("10:30", "clock", (10, 30)), ("17.30", "dotted", (17, 30)),
     ("1,234,567", "int", 1234567), ("14-15", "dnums", (14, 15)),
     ("22/12", "dm", (22, 12))],
)  # fmt: skip
def test_digits(digits: str, category: str, value: object) -> None:
    assert number_senses(digits)[category][0].value == value


@pytest.mark.parametrize("digits", ["31/02/2016", "2016-13-01", "99/99/2016", "25:00", "10:75", "1" * 40])
def test_digits_that_are_no_date(digits: str) -> None:
    senses = number_senses(digits)
    assert "numeric" not in senses
    assert "clock" not in senses or digits == "25:00"
