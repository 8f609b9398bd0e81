"""`rawi.fetch`, as callers in Python use it."""

import pytest

import rawi
from rawi import api
from rawi.pages.addresses import pace

from .conftest import PAGE, answer


@pytest.fixture(autouse=True)
def nobody_waits(clock, monkeypatch):
    monkeypatch.setattr(pace.SHARED, "_clock", clock)
    monkeypatch.setattr(pace.SHARED, "_sleep", clock.sleep)
    for memory in ("_last", "_held"):
        monkeypatch.setattr(pace.SHARED, memory, {})
    api._fetcher.cache_clear()


def test_a_page_is_fetched_and_read(site, clock, tmp_path):
    site.pages["/a"] = answer()
    capture = rawi.fetch(site.url("/a"), save=tmp_path, allow_private=["127.0.0.0/8"])
    assert capture.raw == PAGE
    page = capture.page()
    assert (page.title.value, page.url.value) == ("افتتاح سوق المرجان", site.url("/a"))
    again = rawi.fetch(site.url("/a"), save=str(tmp_path), allow_private=["127.0.0.0/8"])
    assert again.raw == PAGE
    assert site.paths == ["/robots.txt", "/a", "/a"]
    assert clock.slept == [1, 1]


def test_home_is_not_asked_unless_allowed(site):
    with pytest.raises(rawi.InputError, match="no public address"):
        rawi.fetch(site.url("/a"))
    assert site.asked == []


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"allow_private": ["10.0.0.0/33"]}, {"max_bytes": -1}])
def test_options_that_are_none(wrong):
    with pytest.raises(rawi.OptionError):
        rawi.fetch("https://news.example/", **wrong)
