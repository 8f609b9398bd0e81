"""Fetching from a server of our own: what comes, how it is asked for, what is refused."""

import gzip
import socket
import time
import zlib

import pytest

from rawi.errors import InputError, OptionError
from rawi.pages.addresses.settings import Settings
from rawi.version import VERSION

from .conftest import PAGE, Site, answer, redirect


def refused(fetcher, url: str, *words: str) -> str:
    with pytest.raises(InputError) as told:
        fetcher.fetch(url)
    message = str(told.value)
    for word in words:
        assert word in message, message
    assert message.endswith(".")
    assert "\n" not in message
    return message


# --- what comes


def test_a_page_comes_as_it_was_sent_with_its_address_moment_and_charset(site, fetcher):
    site.pages["/a"] = answer()
    capture = fetcher().fetch(site.url("/a#part"))
    assert capture.raw == PAGE
    assert capture.origin == site.url("/a")
    assert (capture.known["url"].value, capture.known["url"].how) == (site.url("/a"), "address")
    assert capture.charset == "utf-8"
    assert capture.captured is not None
    assert capture.captured.endswith("+00:00")
    page = capture.page()
    assert page.title.value == "افتتاح سوق المرجان"
    assert page.url.value == site.url("/a")


def test_the_request_says_honestly_who_asks_and_carries_no_cookie(site, fetcher):
    site.pages["/a"] = answer(set_cookie="id=1")
    one = fetcher()
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    head = site.asked[-1]
    assert head.startswith("GET /a HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{site.port}\r\n" in head
    assert f"\r\nUser-Agent: Rawi/{VERSION}" in head
    assert "\r\nAccept-Encoding: gzip, deflate\r\n" in head
    for never in ("cookie", "referer", "authorization"):
        assert never not in head.lower()


def test_letters_outside_ascii_are_encoded(site, fetcher):
    site.pages["/%D8%AE%D8%A8%D8%B1?q=%D8%B3%D9%88%D9%82"] = answer()
    assert fetcher().fetch(site.url("/خبر?q=سوق")).raw == PAGE


def test_a_host_on_ipv6(fetcher):
    try:
        site = Site("::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    site.pages["/a"] = answer()
    try:
        assert fetcher().fetch(site.url("/a")).raw == PAGE
        assert f"Host: [::1]:{site.port}\r\n" in site.asked[-1]
    finally:
        site.close()


def test_the_next_address_of_a_name_is_tried(site, fetcher):
    site.pages["/a"] = answer()
    one = fetcher(resolve=lambda *_: ["::1", "127.0.0.1"])  # nothing listens on ::1 at that port
    assert one.fetch(site.url("/a", "news.example")).raw == PAGE


def packed(*, wrap: bool) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS if wrap else -zlib.MAX_WBITS)
    return packer.compress(PAGE) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE) + b"\0\0 rest"),
        ("gzip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("deflate", packed(wrap=True)),
        ("deflate", packed(wrap=False)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
        ("gzip", PAGE),  # says so and is not
        ("utf-8", PAGE),
        ("identity", PAGE),
    ],
    ids=["gzip", "x-gzip", "members", "deflate", "raw deflate", "twice", "claimed", "charset", "identity"],
)
def test_packed_pages_are_unpacked(site, fetcher, coding, body):
    site.pages["/a"] = answer(body, content_encoding=coding)
    assert fetcher().fetch(site.url("/a")).raw == PAGE


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"
    return head + b"".join(b"%x;ext=1\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + end


def test_chunks_are_joined(site, fetcher):
    site.pages["/a"] = chunked(PAGE[:1], PAGE[1:200], PAGE[200:])
    assert fetcher().fetch(site.url("/a")).raw == PAGE


def test_a_page_without_length_ends_with_the_connection(site, fetcher):
    site.pages["/a"] = answer(content_length="")
    assert fetcher().fetch(site.url("/a")).raw == PAGE


def test_the_content_decides_not_the_type(site, fetcher):
    site.pages["/a"] = answer(content_type="application/octet-stream")
    assert fetcher().fetch(site.url("/a")).page().title.value == "افتتاح سوق المرجان"


# --- redirects


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(site, fetcher, status):
    site.pages["/a"] = redirect("b/c", status)
    site.pages["/b/c"] = answer()
    capture = fetcher().fetch(site.url("/a"))
    assert capture.raw == PAGE
    assert capture.origin == site.url("/a")
    assert (capture.known["url"].value, capture.known["url"].how) == (site.url("/b/c"), "redirect")


def test_a_redirect_in_arabic_letters_as_servers_write_it(site, fetcher):
    site.pages["/a"] = b"HTTP/1.1 301 Moved\r\nLocation: /\xd8\xb3\xd9\x88\xd9\x82\r\nContent-Length: 0\r\n\r\n"
    site.pages["/%D8%B3%D9%88%D9%82"] = answer()
    assert fetcher().fetch(site.url("/a")).raw == PAGE


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://10.0.0.1/", "10.0.0.1 is no public address"),
        ("http://169.254.169.254/latest/", "no public address"),
        ("http://[::ffff:10.0.0.1]/", "no public address"),
        ("http://localhost:6379/", "no host of the name localhost"),
        ("http://2130706433/", "its host is a number"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/", "only http and https"),
        ("http://user:word@127.0.0.1/", "does not log in"),
        ("http://127.0.0.1:25/", "port 25"),
        ("http://[/", "cannot be understood"),
    ],
)
def test_a_redirect_is_checked_like_the_address_itself(site, fetcher, target, words):
    site.pages["/a"] = redirect(target)
    refused(fetcher(), site.url("/a"), words)
    assert site.paths == ["/robots.txt", "/a"]


def test_a_redirect_to_a_name_that_leads_home_is_refused(site, fetcher):
    names = {"news.example": ["127.0.0.1"], "inner.example": ["8.8.8.8", "192.168.1.1"]}
    site.pages["/a"] = redirect("http://inner.example/")
    refused(
        fetcher(resolve=lambda host, _: names[host]), site.url("/a", "news.example"), "192.168.1.1", "inner.example"
    )


def test_circles_and_endless_ways(site, fetcher):
    site.pages["/a"] = redirect("/b")
    site.pages["/b"] = redirect("/a")
    refused(fetcher(), site.url("/a"), "in a circle", "cookies")
    assert site.paths == ["/robots.txt", "/a", "/b"]
    for n in range(20):
        site.pages[f"/{n}"] = redirect(f"/{n + 1}")
    refused(fetcher(), site.url("/0"), "more than 10 redirects")
    assert site.paths[-1] == "/10"


# --- names


def test_a_name_that_is_not_known(fetcher):
    refused(fetcher(), "https://nowhere.example/a", "There is no host of the name nowhere.example")


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"], ["0.0.0.0"], ["fe80::1%eth0"]]
)
def test_a_name_that_leads_to_a_private_address_is_not_asked(site, fetcher, answers):
    refused(fetcher(lambda *_: answers, allow=()), site.url("/a", "news.example"), "no public address")
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(site, fetcher):
    site.pages["/a"] = answer()
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.9"], ["127.0.0.9"]])
    lookups = []

    def rebinding(host, port):
        lookups.append(host)
        return next(answers)

    one = fetcher(rebinding)
    assert one.fetch(site.url("/a", "news.example")).raw == PAGE  # robots.txt, then the page: a look-up each
    assert lookups == ["news.example"] * 2
    assert f"Host: news.example:{site.port}\r\n" in site.asked[-1]
    refused(one, site.url("/a", "news.example"), "127.0.0.9", "no public address")
    assert len(site.asked) == 2


def test_a_resolver_that_never_answers_is_left(fetcher):
    refused(
        fetcher(lambda *_: time.sleep(2) or [], timeout=0.05),
        "http://slow.example/",
        "could not be looked up within 0.05",
    )


# --- limits


def drip(sock: socket.socket, _: str) -> None:
    """A byte now and then, without end."""
    for byte in answer(b"x" * 1_000):
        sock.sendall(bytes([byte]))
        time.sleep(0.02)


def test_a_drip_of_bytes_does_not_outlast_the_time(site, fetcher):
    site.pages["/a"] = drip
    began = time.monotonic()
    refused(fetcher(timeout=0.25), site.url("/a"), "timed out after 0.25 seconds")
    assert time.monotonic() - began < 2


def test_the_time_holds_over_all_redirects(site, fetcher):
    def slow(sock: socket.socket, head: str) -> None:
        time.sleep(0.1)
        sock.sendall(redirect(f"/{int(head.split()[1][1:]) + 1}"))

    site.pages.update({f"/{n}": slow for n in range(9)})
    refused(fetcher(timeout=0.25, ignore_robots=True), site.url("/0"), "timed out after 0.25 seconds")
    assert len(site.asked) <= 3


def test_an_endless_body_is_cut_off(site, fetcher):
    def endless(sock: socket.socket, _: str) -> None:
        sock.sendall(answer(b"", content_length=""))
        while True:
            sock.sendall(b"x" * 65_536)

    site.pages["/a"] = endless
    refused(fetcher(max_bytes=300_000), site.url("/a"), "more than 300,000 bytes")
    site.pages["/b"] = chunked(b"x" * 400_000)
    refused(fetcher(max_bytes=300_000), site.url("/b"), "more than 300,000 bytes")


def test_a_large_page_is_refused_before_it_is_sent(site, fetcher):
    site.pages["/a"] = answer(b"x", content_length="5000000")
    refused(fetcher(max_bytes=1_000_000), site.url("/a"), "5,000,000 bytes", "limit of 1,000,000")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip"])
def test_a_small_page_that_unpacks_to_a_large_one_is_refused(site, fetcher, coding):
    body = bytes(20_000_000)
    for name in coding.split(", "):
        body = gzip.compress(body) if name == "gzip" else zlib.compress(body)
    assert len(body) < 30_000
    site.pages["/a"] = answer(body, content_encoding=coding)
    refused(fetcher(max_bytes=1_000_000), site.url("/a"), "1,000,000 bytes", "unpacked")


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("br", b"\x0b\x02\x80hello\x03", "packed as br"),
        ("zstd", b"\x28\xb5\x2f\xfd", "packed as zstd"),
        ("gzip, gzip, gzip", b"", "more than 2 times"),
        ("gzip", gzip.compress(PAGE)[:-30], "broke off"),
        ("gzip", b"\x1f\x8b" + b"\xff" * 40, "damaged"),
        ("gzip", gzip.compress(b"") * 2_000, "more than 100 pieces"),
    ],
    ids=["br", "zstd", "thrice", "cut", "damaged", "pieces"],
)
def test_packed_pages_that_cannot_be_unpacked(site, fetcher, coding, body, words):
    site.pages["/a"] = answer(body, content_encoding=coding)
    refused(fetcher(), site.url("/a"), words)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "did not answer"),
        (b"220 mail.example ESMTP\r\n", "not answer as a web server"),
        (b"<html>no head</html>", "not answer as a web server"),
        (b"HTTP/9.1 200 OK\r\n\r\n", "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 200 + b"\r\n", "more than 100 headers"),
        (b"HTTP/1.1 200 OK\r\nX-A: " + b"1" * 100_000 + b"\r\n\r\n", "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + (b"X-A: " + b"1" * 2_000 + b"\r\n") * 60 + b"\r\n", "bytes of headers"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000, "bytes"),
        (answer(content_length="", transfer_encoding="gzip, chunked"), "Transfer-Encoding"),
        (answer(b"abc", content_length="10"), "broke off 7 bytes before its end"),
        (chunked(PAGE, end=b""), "broke off"),
        (chunked(PAGE, end=b"zz\r\n"), "broke off"),
        (chunked(PAGE, end=b"-5\r\n" + PAGE), "not answer as a web server"),
        (chunked(PAGE, end=b"ffffffffffffffff\r\n" + PAGE), "broke off"),
    ],
)
def test_answers_that_are_none(site, fetcher, sent, words):
    site.pages["/a"] = sent
    refused(fetcher(), site.url("/a"), words)


def test_no_more_is_taken_than_the_length_that_was_told(site, fetcher):
    site.pages["/a"] = answer(PAGE + b"HTTP/1.1 200 OK\r\n\r\n<p>another", content_length=str(len(PAGE)))
    assert fetcher().fetch(site.url("/a")).raw == PAGE


def test_a_connection_that_is_not_taken(site, fetcher):
    site.close()
    refused(fetcher(), site.url("/a"), "cannot be reached", "refused")


# --- what is answered


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "there is no such page"),
        ("410 Gone", "taken away"),
        ("401 Unauthorized", "log-in"),
        ("500 Oops", "internal server error"),
        ("206 Partial", "206"),
        ("204 No Content", "204"),
        ("304 Not Modified", "304"),
        ("599 Odd", "599"),
        ("302 Found", "302"),  # without a place to go to
    ],
)
def test_only_200_is_a_page(site, fetcher, status, words):
    site.pages["/a"] = answer(b"", status)
    refused(fetcher(), site.url("/a"), f"answers {status[:3]}", words)


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many", "503 Busy"])
def test_a_host_that_wants_to_be_left_alone_says_until_when_and_is(site, fetcher, status):
    site.pages["/a"] = answer(b"", status, retry_after="120")
    one = fetcher()
    refused(one, site.url("/a"), f"answers {status[:3]}", "come back after 120 seconds")
    refused(one, site.url("/b"), "asks not to be asked again for 120 seconds")
    assert "/b" not in site.paths


def test_retry_after_may_be_a_date_or_nonsense(site, fetcher):
    site.pages["/a"] = answer(b"", "429 Slow", retry_after="Wed, 01 Jan 2098 00:00:00 GMT")
    refused(fetcher(), site.url("/a"), "come back after")
    site.pages["/b"] = answer(b"", "429 Slow", retry_after="a while")
    assert "come back" not in refused(fetcher(), site.url("/b"), "asked too often")


@pytest.mark.parametrize(
    "kind",
    ["video/mp4", "audio/mpeg", "text/css", "text/javascript; charset=utf-8", "application/javascript", "Font/woff2"],
)
def test_what_is_never_a_page_is_not_loaded(site, fetcher, kind):
    def head_only(sock: socket.socket, _: str) -> None:
        sock.sendall(answer(b"", content_type=kind, content_length="90000000"))
        time.sleep(0.1)

    site.pages["/a"] = head_only
    refused(fetcher(), site.url("/a"), "is no page", kind.partition(";")[0].lower())


# --- settings


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"timeout": -1}, {"timeout": float("nan")}, {"max_bytes": 0}])
def test_settings_that_are_none(wrong):
    with pytest.raises(OptionError):
        Settings(**wrong)
