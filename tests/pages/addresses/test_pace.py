"""One request a second to a host, or as slowly as it wants."""

import pytest

from rawi.errors import InputError
from rawi.pages.addresses.pace import Pace

from .conftest import answer, redirect


def test_a_second_between_two_requests_to_one_host(clock):
    pace = Pace(clock, clock.sleep)
    pace.wait("a")
    pace.wait("b")
    assert clock.slept == []
    clock.now += 0.4
    pace.wait("a")
    assert clock.slept == [pytest.approx(0.6)]
    clock.now += 5
    pace.wait("a")
    assert len(clock.slept) == 1


@pytest.mark.parametrize(("wanted", "waited"), [(None, 1), (0.1, 1), (5.0, 5), (600.0, 30)])
def test_the_wish_of_a_host_is_respected_up_to_half_a_minute(clock, wanted, waited):
    pace = Pace(clock, clock.sleep)
    pace.wait("a", wanted)
    pace.wait("a", wanted)
    assert clock.slept == [pytest.approx(waited)]


def test_a_host_is_left_alone_as_long_as_it_said(clock):
    pace = Pace(clock, clock.sleep)
    pace.hold("a", 20)
    pace.wait("a")
    assert clock.slept == [pytest.approx(20)]
    pace.hold("a", 3_600)
    with pytest.raises(InputError, match="a asks not to be asked again for 3,600 seconds"):
        pace.wait("a")
    clock.now += 3_590
    pace.wait("a")
    assert clock.slept[1:] == [pytest.approx(10)]


def test_requests_that_wait_together_go_out_one_by_one(clock):
    waited = []
    pace = Pace(clock, waited.append)  # nobody's sleep moves the clock: all come at the same moment
    for _ in range(4):
        pace.wait("a")
    assert waited == [1, 2, 3]


def test_robots_txt_pages_and_redirects_all_count(site, fetcher, clock):
    site.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 3\n")
    site.pages |= {"/a": redirect("/b"), "/b": answer()}
    fetcher().fetch(site.url("/a"))
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert clock.slept == [pytest.approx(3), pytest.approx(3)]


def test_memory_does_not_grow_with_the_number_of_hosts(clock):
    pace = Pace(clock, clock.sleep)
    for n in range(12_000):
        pace.wait(f"h{n}")
        pace.hold(f"h{n}", 1)
    assert len(pace._last) <= 10_000
    assert len(pace._held) <= 10_000
