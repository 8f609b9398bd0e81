"""What robots.txt files allow, as RFC 9309 has it, and what their absence means."""

import re
import socket
import time
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.pages.addresses.robots import fits, parse

from .conftest import PAGE, answer, redirect
from .test_fetch import drip, refused


def allows(text: str, path: str) -> bool:
    return parse(text.encode()).allows(path)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("\ufeffuser-AGENT : *\r\nDISALLOW : /a # why\r\n", "/ab", False),
        ("User-agent: *\nDisallow: /a", "/b/a", True),
        # the longest decides, whatever its place; of two alike, "allow"
        ("User-agent: *\nAllow: /\nDisallow: /private", "/private/x", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # stars and ends
        ("User-agent: *\nDisallow: /*?print=", "/news/1?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?a", True),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: *secret", "/the/secret", False),
        # one's own group is the only one that counts
        ("User-agent: *\nDisallow: /\n\nUser-agent: Rawi\nDisallow: /x", "/a", True),
        ("User-agent: Rawi/2.0\nDisallow: /\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: RawiBot\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: rawi\nDisallow: /", "/a", False),
        ("User-agent: rawi\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: rawi\nDisallow: /b", "/b", False),
        ("User-agent: rawi\n\nUser-agent: *\nDisallow: /b", "/b", False),
        ("User-agent: rawi\nCrawl-delay: 2\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("Disallow: /\nUser-agent: x\nDisallow: /", "/a", True),
        ("Sitemap: https://example.org/s.xml\nUser-agent: *\nnonsense\nDisallow: /a", "/a", False),
        # spellings
        ("User-agent: *\nDisallow: /سياسة", "/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1", False),
        ("User-agent: *\nDisallow: /%d8%b3", "/%D8%B3", False),
        ("User-agent: *\nDisallow: /%7Euser", "/~user/", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    ],
)
def test_rules(text, path, allowed):
    assert allows(text, path) is allowed


def test_the_delay_that_a_site_wants():
    assert parse(b"User-agent: *\nCrawl-delay: 7\nUser-agent: rawi\nCrawl-delay: 2.5").delay == 2.5
    assert parse(b"User-agent: *\nCrawl-delay: 7").delay == 7
    for wrong in (b"-1", b"nan", b"1e9", b"inf", b"", b"soon"):
        assert parse(b"User-agent: *\nCrawl-delay: " + wrong).delay is None


def test_it_agrees_with_pythons_own_reader_on_what_that_knows():
    text = "User-agent: *\nDisallow: /a/\nDisallow: /b\nAllow: /c\n"
    reader = RobotFileParser()
    reader.parse(text.splitlines())
    for path in ("/", "/a", "/a/b", "/b", "/bc", "/c", "/x?b", "/robots.txt"):
        assert allows(text, path) is reader.can_fetch("Rawi", path)


@given(st.text("ab*", max_size=8), st.booleans(), st.text("ab", max_size=10))
def test_patterns_fit_as_regular_expressions_would(pattern, anchored, path):
    expression = ".*".join(map(re.escape, pattern.split("*"))) + ("$" if anchored else "")
    assert fits(pattern + "$" * anchored, path) is bool(re.match(expression, path))


def test_a_file_made_to_take_long_does_not():
    stars = "/" + "*a" * 2_000 + "b"
    text = "User-agent: *\n" + f"Disallow: {stars}\n" * 120
    began = time.process_time()
    assert parse(text.encode()).allows("/" + "a" * 4_000)
    assert parse(b"User-agent: *\n" + b"Disallow: /\n" * 50_000).allows("/a") is False
    assert parse(b"\xff\x00" * 300_000).allows("/a")
    assert time.process_time() - began < 3


# --- fetched


def test_what_is_forbidden_is_not_asked_for(site, fetcher):
    site.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /a\n", content_type="text/plain")
    site.pages |= {"/a": answer(), "/b": answer()}
    one = fetcher()
    message = refused(one, site.url("/a"), "robots.txt of 127.0.0.1 forbids it", "--ignore-robots")
    assert site.url("/a") in message
    assert one.fetch(site.url("/b")).raw == PAGE
    assert site.paths == ["/robots.txt", "/b"]  # asked for once
    assert fetcher(ignore_robots=True).fetch(site.url("/a")).raw == PAGE
    assert site.paths == ["/robots.txt", "/b", "/a"]


def test_a_redirect_to_what_is_forbidden_is_not_followed(site, fetcher):
    site.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /a\n")
    site.pages |= {"/b": redirect("/a"), "/a": answer()}
    refused(fetcher(), site.url("/b"), "/a is not fetched")
    assert "/a" not in site.paths


@pytest.mark.parametrize("status", ["401 No", "403 No", "404 No", "410 No", "204 Nothing"])
def test_no_robots_txt_means_that_all_is_allowed(site, fetcher, status):
    site.pages |= {"/robots.txt": answer(b"", status), "/a": answer()}
    assert fetcher().fetch(site.url("/a")).raw == PAGE


@pytest.mark.parametrize("status", ["500 No", "503 No", "429 No"])
def test_a_site_that_is_down_is_left_alone(site, fetcher, status):
    site.pages |= {"/robots.txt": answer(b"", status), "/a": answer()}
    one = fetcher()
    for _ in range(2):
        refused(one, site.url("/a"), f"robots.txt answers {status[:3]}", "--ignore-robots")
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize("sent", [b"", b"nonsense\r\n", drip], ids=["closed", "nonsense", "drip"])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(site, fetcher, sent):
    site.pages |= {"/robots.txt": sent, "/a": answer()}
    refused(fetcher(timeout=0.1), site.url("/a"), "without a robots.txt to ask, nothing is fetched")
    assert "/a" not in site.paths


def test_a_robots_txt_may_lie_elsewhere(site, fetcher):
    site.pages |= {"/robots.txt": redirect("/r"), "/r": answer(b"User-agent: *\nDisallow: /a\n"), "/a": answer()}
    refused(fetcher(), site.url("/a"), "forbids it")
    site.pages["/robots.txt"] = redirect("http://192.168.0.1/robots.txt")
    refused(fetcher(), site.url("/a"), "192.168.0.1 is no public address", "nothing is fetched")
    site.pages["/robots.txt"] = redirect("/robots.txt")  # more than five redirects: there is none
    assert fetcher().fetch(site.url("/a")).raw == PAGE


def test_the_rest_of_a_large_robots_txt_is_cut_off(site, fetcher):
    large = b"User-agent: *\nDisallow: /a\n" + b"# " * 300_000 + b"\nDisallow: /b\n"
    site.pages |= {"/robots.txt": answer(large), "/a": answer(), "/b": answer()}
    one = fetcher()
    assert one.fetch(site.url("/b")).raw == PAGE
    refused(one, site.url("/a"), "forbids it")

    def endless(sock: socket.socket, _: str) -> None:
        sock.sendall(answer(b"User-agent: *\nDisallow: /a\n", content_length=""))
        while True:
            sock.sendall(b"#" * 65_536)

    site.pages["/robots.txt"] = endless
    refused(fetcher(), site.url("/a"), "forbids it")


def test_each_site_has_its_own(site, fetcher):
    site.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /\n")
    one = fetcher(resolve=lambda *_: ["127.0.0.1"])
    for name in ("one.example", "two.example"):
        with pytest.raises(InputError, match=f"robots.txt of {name}"):
            one.fetch(site.url("/a", name))
    assert site.paths == ["/robots.txt"] * 2
