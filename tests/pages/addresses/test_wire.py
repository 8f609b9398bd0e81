"""Whatever a server sends becomes an answer or one error, under limits of time and size."""

import contextlib
import io
import socket
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses.exchange import read_answer
from rawi.pages.addresses.media import charset, is_never_page, kind
from rawi.pages.addresses.unpack import unpack
from rawi.pages.addresses.wire import Deadline, Tap, Wire

from .conftest import PAGE, answer
from .test_fetch import refused

PARTS = st.sampled_from(
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 100 Continue\r\n\r\n", b"HTTP/1.1 302\r\n", b"HTTP/1.1 -1 x\r\n", b"HTTP/1.1 \r\n",
     b"Content-Length: 5\r\n", b"Content-Length: -5\r\n", b"Content-Length: 99999999999999999999\r\n",
     b"Transfer-Encoding: chunked\r\n", b"Location: \xff\r\n", b": \r\n", b"\r\n", b"5\r\nabcde\r\n", b"-1\r\n", b"0\r\n\r\n",
     b"fffffffffffffffffff\r\n", b"0x5\r\n", b"\x00", b" folded\r\n", b"=?utf-8?q?x?=\r\n", b"\xd8\xb3", b"1;" + b"x" * 70_000 + b"\r\n"]
)  # fmt: skip


@given(st.lists(PARTS | st.binary(max_size=12), max_size=12))
@example([b"HTTP/1.1 200 OK\r\n", b"Transfer-Encoding: chunked\r\n", b"\r\n", b"fffffffffffffffffff\r\n"])
def test_any_bytes_are_an_answer_or_an_input_error(parts):
    sent = b"".join(parts)
    try:
        got = read_answer(io.BytesIO(sent), "It", most=1_000)
    except InputError:
        return
    assert sent.startswith(got.raw)
    assert got.head <= len(got.raw)
    assert len(got.body) <= 1_000


@given(st.binary(max_size=60), st.sampled_from(["gzip", "deflate", "deflate, gzip", "utf-8", ""]), st.booleans())
def test_any_packed_bytes_are_unpacked_or_an_input_error(body, codings, cut):
    with contextlib.suppress(InputError):
        assert len(unpack(body, codings, 100, cut=cut)) <= 100


def test_the_record_holds_what_was_read_and_not_what_was_buffered():
    tap = Tap(io.BytesIO(b"first\nsecond, third"))
    assert tap.readline() == b"first\n"
    assert tap.read(3) == b"sec"
    assert tap.read1(2) == b"on"
    assert bytes(tap.record) == b"first\nsecon"


def test_silence_is_not_borne_for_the_whole_time(site, fetcher, monkeypatch):
    monkeypatch.setattr(limits, "SILENT_SECONDS", 0.1)

    def falls_silent(sock: socket.socket, _: str) -> None:
        sock.sendall(answer()[:200])
        time.sleep(0.4)

    site.pages["/a"] = falls_silent
    began = time.monotonic()
    refused(fetcher(timeout=30), site.url("/a"), "sent nothing for 0.1 seconds")
    assert time.monotonic() - began < 2


def test_a_wire_lets_no_more_in_than_it_may():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(PAGE * 10)
        wire = Wire(ours, Deadline(5), 1_000, "It")
        with pytest.raises(InputError, match="sends more than 1,000 bytes"):
            io.BufferedReader(wire, 256).read(100_000)
        assert wire.count == 1_001


def test_a_deadline_that_has_passed():
    deadline = Deadline(-1, 60)
    assert deadline.remaining == 0
    with pytest.raises(InputError, match="It timed out after 60 seconds"):
        deadline.left("It")


@pytest.mark.parametrize(
    ("told", "never"),
    [
        ("text/html", False), ("", False), ("application/pdf", False), ("image/png", False), ("application/json", False),
        ("application/octet-stream", False), ("text/plain;charset=utf-8", False), ("application/rss+xml", False),
        ("TEXT/CSS ; charset=x", True), ("text/javascript1.5", True), ("video/x-anything", True), ("application/font-woff", True),
        ("text/css-like", False), ("application/wasm", True),
    ],
)  # fmt: skip
def test_what_is_never_a_page(told, never):
    assert is_never_page(told) is never


def test_the_charset_that_a_server_tells():
    assert charset("text/html; charset=Windows-1256") == "windows-1256"
    assert charset('text/html;a=b;CHARSET = "utf-8"') == "utf-8"
    assert charset("text/html") is None
    assert charset("text/html; charset=\x00سوق") is None
    assert kind("Text/HTML; charset=x, text/plain") == "text/html"
