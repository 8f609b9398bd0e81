"""Expressions and their values, from the tables beside this file."""

from pathlib import Path

import pytest

from rawi import times

HERE = Path(__file__).parent


def rows(language: str) -> list[tuple[str, str | None, list[str]]]:
    found = []
    for line in (HERE / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, published, values = line.split("\t")
            found.append((text, None if published == "-" else published, [] if values == "-" else values.split(" | ")))
    return found


@pytest.mark.parametrize("language", ["arabic", "english", "persian"])
def test_the_tables_hold_what_they_claim(language: str) -> None:
    texts = [text for text, _, _ in rows(language)]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
    assert len(texts) >= {"arabic": 480, "english": 50, "persian": 45}[language]


@pytest.mark.parametrize(("text", "published", "values"), rows("arabic"))
def test_arabic(text: str, published: str | None, values: list[str]) -> None:
    assert [time.value for time in times.find(text, published, language="ar")] == values


@pytest.mark.parametrize(("text", "published", "values"), rows("english"))
def test_english(text: str, published: str | None, values: list[str]) -> None:
    assert [time.value for time in times.find(text, published, language="en")] == values


@pytest.mark.parametrize(("text", "published", "values"), rows("persian"))
def test_persian(text: str, published: str | None, values: list[str]) -> None:
    assert [time.value for time in times.find(text, published, language="fa")] == values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وصل الوفد في 12 يناير 2016 إلى المدينة", "12 يناير 2016"),
        ("وصل الوفد خلال الأسبوع الماضي.", "الأسبوع الماضي"),
        ("وصل الوفد قبل ثلاثة أيام.", "قبل ثلاثة أيام"),
        ("وصل الوفد، وبعد ثلاثة أيام غادر", "وبعد ثلاثة أيام"),
        ("وَصَلَ الوفدُ مَسَاءَ أَمْسِ الأَحَدِ إلى", "مَسَاءَ أَمْسِ الأَحَدِ"),
        ("مغلق حتى 18 تشرين الأول (أكتوبر)، كما", "حتى 18 تشرين الأول (أكتوبر)"),
        ("طوال أربع سنوات من الحرب", "طوال أربع سنوات"),
        ("منذ استقلالها عام 1962 لم", "منذ استقلالها عام 1962"),
        ("استغرق أكثر من عشرين دقيقة فقط", "أكثر من عشرين دقيقة فقط"),
    ],
)
def test_what_an_expression_takes_in(text: str, words: str) -> None:
    (time,) = times.find(text, "2016-02-01")
    start, end = time.span
    assert text[start:end] == words


@pytest.mark.parametrize(
    ("text", "calendar", "precision", "tolerance", "bound"),
    [
        ("في 12 يناير 2016", "gregorian", "day", 0, "in"),
        ("في 15 رمضان 1435هـ", "hijri", "day", 1, "in"),
        ("في 22 بهمن 1357", "solar", "day", 0, "in"),
        ("في رمضان 1435", "hijri", "month", 1, "in"),
        ("عام 2015", "gregorian", "year", 0, "in"),
        ("في التسعينيات", "gregorian", "decade", 0, "in"),
        ("في القرن التاسع عشر", "gregorian", "century", 0, "in"),
        ("لمدة ثلاثة أيام", "gregorian", "duration", 0, "in"),
        ("مساء أمس", "gregorian", "part", 0, "in"),
        ("الربع الأول من 2015", "gregorian", "quarter", 0, "in"),
        ("منذ عام 2011", "gregorian", "year", 0, "since"),
        ("حتى عام 2015", "gregorian", "year", 0, "until"),
        ("قبل عام 2015", "gregorian", "year", 0, "before"),
        ("بعد عام 2015", "gregorian", "year", 0, "after"),
        ("بحلول 2030", "gregorian", "year", 0, "by"),
        ("طوال العام الماضي", "gregorian", "year", 0, "throughout"),
        ("مؤخرا", "gregorian", "vague", 0, "in"),
    ],
)
def test_what_is_known_of_a_time(text: str, calendar: str, precision: str, tolerance: int, bound: str) -> None:
    (time,) = times.find(text, "2016-02-01")
    assert (time.calendar, time.precision, time.tolerance_days, time.bound) == (calendar, precision, tolerance, bound)
    assert time.why


def test_start_and_end() -> None:
    (since,) = times.find("منذ عام 2011", "2016-02-01")
    assert (since.start, since.end) == ("2011-01-01", None)
    (until,) = times.find("حتى عام 2015", "2016-02-01")
    assert (until.start, until.end) == (None, "2015-12-31")
    (length,) = times.find("لمدة ثلاثة أيام", "2016-02-01")
    assert (length.start, length.end) == (None, None)


def test_the_language_is_told_by_the_letters() -> None:
    assert times.find("در ۱۵ خرداد ۱۳۴۲ بازداشت شد و از آن روز")[0].value == "1963-06-05/1963-06-05"
    assert times.find("He was arrested on 5 June 1963.")[0].value == "1963-06-05/1963-06-05"
    assert times.find("اعتقل في 5 حزيران 1963")[0].value == "1963-06-05/1963-06-05"


def test_as_json() -> None:
    (time,) = times.find("في 15 رمضان 1435هـ")
    assert time.to_dict() == {
        "span": [3, 18],
        "value": "2014-07-12/2014-07-12",
        "calendar": "hijri",
        "precision": "day",
        "tolerance_days": 1,
        "candidates": [],
        "why": "date",
        "bound": "in",
    }
