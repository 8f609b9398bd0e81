"""Templates say what the catalogue says, escape what is put into them, and days read as they always did."""

from __future__ import annotations

from datetime import date, datetime
from gettext import NullTranslations

import pytest
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup, escape

from rawi.web.languages import LANGUAGES, Language
from rawi.web.templating import Templates, escaped

PATTERNS = {"ar": "d MMMM y، HH:mm", "en": "d MMMM y, HH:mm"}


class Backwards(NullTranslations):
    """A language in which a message is read from behind, but for what is put into it."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if n == 1 else msgid2


def render(source: str, **values: object) -> str:
    return Templates(Backwards(), autoescape=True, loader=DictLoader({"t": source})).get_template("t").render(**values)


def test_messages_are_translated_once_and_values_are_escaped() -> None:
    assert render('<p title="{{ _("who & where") }}">{{ _(word) }}</p>', word="a<b") == '<p title="WHO & WHERE">A<B</p>'
    assert render("{% trans %}say <b>it</b>{% endtrans %}") == "SAY <B>IT</B>"
    counted = "{% trans count=n, who=who %}{{ count }} of {{ who }}{% pluralize %}{{ count }} of them, {{ who }}{% endtrans %}"
    assert render(counted, n=1, who="<i>") == "1 of &lt;i&gt;"
    assert render(counted, n=3, who=Markup("<i>")) == "3 of them, <i>"
    assert render('{{ _("100%%") }}') == "100%"


def test_macros_and_what_they_are_called_with() -> None:
    source = "{% macro one(name, by='') %}<b>{{ name }}{{ by }}</b>{% endmacro %}{% for n in some %}{{ one(n, by=loop.index) }}{% endfor %}"
    assert render(source, some=["<", "x"]) == "<b>&lt;1</b><b>x2</b>"
    assert (
        render("{% macro round() %}[{{ caller() }}]{% endmacro %}{% call round() %}{{ x }}{% endcall %}", x="&")
        == "[&amp;]"
    )


def test_a_message_is_translated_when_the_template_becomes_python() -> None:
    made = Templates(Backwards(), autoescape=True)
    python = made.compile('{% if x %}{{ _("it\'s here") }}{% endif %}', raw=True)
    assert "IT'S HERE" in python
    assert "gettext" not in python


@given(
    st.one_of(
        st.text(), st.integers(), st.none(), st.booleans(), st.floats(), st.text().map(Markup), st.lists(st.text())
    )
)
def test_escaped_is_what_markupsafe_says(value: object) -> None:
    assert escaped(value) == str(escape(value))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@given(moment=st.datetimes(min_value=datetime(1, 1, 1)), number=st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9))
def test_days_moments_and_numbers_are_those_of_babel(language: Language, moment: datetime, number: float) -> None:
    written, day = moment.isoformat(), moment.date()
    assert language.day(day.isoformat()) == format_date(day, "d MMMM y", locale=language.locale)
    assert language.moment(written) == format_datetime(moment, PATTERNS[language.code], locale=language.locale)
    told = format_decimal(number, locale="en")
    assert language.number(number) == ("0" if told == "-0" else told)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_nothing_has_no_sign(language: Language) -> None:
    assert [language.number(n) for n in (0, -0.0, 0.0, -0.0001, -0.5)] == ["0", "0", "0", "0", "-0.5"]


def test_what_is_no_day_stays_as_it_is() -> None:
    arabic = LANGUAGES["ar"]
    assert arabic.day("sometime") == arabic.moment("sometime") == "sometime"
    assert arabic.moment("2024-99-99T1") == "2024-99-99T1"
    assert arabic.moment(date(2024, 2, 29).isoformat()) == "29 شباط 2024"
