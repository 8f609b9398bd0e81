"""What a caller gives beside the bytes: facts with their own how, moments, and what is no option."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.errors import OptionError
from rawi.pages import read_page
from rawi.pages.capture import Capture
from rawi.pages.given import Given, day, moment
from rawi.pages.page import Fact

TEXT = "سقوط سقف مدرسة في تل الحور\n\nقال مدير الدفاع المدني ماهر الزين إن سقف المدرسة سقط صباح الثلاثاء."
HTML = f"<!doctype html><html><body><h1>{TEXT.splitlines()[0]}</h1><p>{TEXT.splitlines()[2]}</p></body></html>"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2021-03-04", "2021-03-04"),
        (" 20210304 ", "2021-03-04"),
        ("2021-03-04T05:06:00+03:00", "2021-03-04T05:06:00+03:00"),
        ("2021-03-04 05:06", "2021-03-04T05:06:00"),
        ("2021-03-04T05:06:07.25Z", "2021-03-04T05:06:07Z"),
        ("2021-03-04T05:06:00-11:30", "2021-03-04T05:06:00-11:30"),
    ],
)
def test_moments_keep_their_time_and_zone(value: str, kept: str) -> None:
    assert moment(value) == kept
    assert day(value) == "2021-03-04"


@pytest.mark.parametrize("value", ["", "soon", "2021-02-30", "2021-03-04T25:00", "04/03/2021"])
def test_what_is_no_date_is_an_error(value: str) -> None:
    with pytest.raises(OptionError, match=r"is no date; write it as 2021-03-04\."):
        Given.of(published=value)


@given(st.datetimes(timezones=st.none() | st.timezones()).map(lambda m: m.isoformat()) | st.text(max_size=30))
@settings(max_examples=200)
def test_whatever_is_given_is_a_moment_or_an_option_error(value: str) -> None:
    try:
        kept = moment(value)
    except OptionError:
        return
    assert moment(kept) == kept


@pytest.mark.parametrize("content", [TEXT, TEXT.encode(), HTML.encode()])
def test_facts_of_a_container_say_how_they_are_known(content: str | bytes) -> None:
    page = read_page(
        content,
        title=Fact(TEXT.splitlines()[0], "feed entry"),
        published=Fact("2021-03-04T05:06:00+03:00", "column date"),
        outlet=Fact(" الميناء ", "feed"),
        author=Fact(),
        url=Fact("https://port.example/1", "WARC record"),
    )
    assert (page.title.how, page.text[slice(*page.title.span or ())]) == ("feed entry", page.title.value)
    assert page.published == Fact("2021-03-04T05:06:00+03:00", "column date")
    assert page.outlet == Fact("الميناء", "feed")
    assert page.url == Fact("https://port.example/1", "WARC record")
    assert page.author.value is None


def test_what_the_caller_gives_wins_over_the_container_and_this_over_the_page() -> None:
    capture = Capture(
        HTML.encode(), "a", {"outlet": Fact("الميناء", "feed"), "url": Fact("https://a.example", "feed entry")}
    )
    page = capture.page(outlet="نهج", author=None)
    assert (page.outlet, page.url) == (Fact("نهج", "given"), Fact("https://a.example", "feed entry"))
    assert (page.origin, page.id, page.title.how) == ("a", capture.id, "h1")


def test_text_of_a_capture_is_read_as_text_whatever_it_looks_like() -> None:
    assert Capture(HTML.encode(), "a", is_text=True).page().text == HTML
    assert Capture(HTML.encode(), "a").page().text == "\n".join(TEXT.split("\n\n"))


def test_an_option_that_is_none() -> None:
    with pytest.raises(TypeError, match="titel"):
        read_page(TEXT, titel="x")  # type: ignore[call-arg]
