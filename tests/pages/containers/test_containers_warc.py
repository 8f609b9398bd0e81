"""WARC: which records are pages, what is known of them, damage and cuts."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest
from container_files import RSS, TEXTS, TITLES, answer, info, page, record, warc
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def read(*records: bytes, packed: bool = False) -> list[Capture | Refused]:
    return list(captures(warc(*records, packed=packed), origin="w"))


def pages(*records: bytes) -> list[bytes]:
    found = read(*records)
    assert not [c for c in found if isinstance(c, Refused)]
    return [c.raw for c in found if isinstance(c, Capture)]


def request(uri: str, number: int, to: int, **headers: str) -> bytes:
    block = "GET / HTTP/1.1\r\n" + "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    concurrent = f"<urn:uuid:{to:08}-0000-4000-8000-000000000000>"
    return record(
        "request",
        uri,
        block.encode() + b"\r\n",
        "application/http; msgtype=request",
        number,
        WARC_Concurrent_To=concurrent,
    )


@pytest.mark.parametrize("packed", [False, True])
def test_a_response_is_a_page_with_its_address_and_moment(packed: bool) -> None:
    (found,) = read(answer(page(), 5, "https://news.example/خبر?a=1"), packed=packed)
    assert isinstance(found, Capture)
    assert found.raw == page()
    assert found.origin == "w#<urn:uuid:00000005-0000-4000-8000-000000000000>"
    assert (found.known["url"].value, found.known["url"].how) == ("https://news.example/خبر?a=1", "WARC record")
    assert (found.captured, found.charset) == ("2021-03-04T05:06:07+00:00", "utf-8")
    read_page = found.page()
    assert (read_page.url.value, read_page.url.how) == ("https://news.example/خبر?a=1", "WARC record")
    assert read_page.title.value == TITLES[0]


def test_the_charset_of_the_header_is_heeded() -> None:
    raw = f"<html><body><h1>{TITLES[0]}</h1><p>{TEXTS[0]}</p></body></html>".encode("cp1256")
    (found,) = read(answer(raw, Content_Type="text/html; charset=windows-1256"))
    assert isinstance(found, Capture)
    assert TEXTS[0] in found.page().text


def test_what_is_no_page_is_passed_over() -> None:
    assert pages(
        answer(b"gone", 1, status="404 Not Found"),
        answer(b"", 2, status="301 Moved", Location="https://news.example/b"),
        answer(b"let a = 1", 3, Content_Type="application/javascript"),
        answer(b"p {}", 4, Content_Type="text/css"),
        answer(b"{}", 5, Content_Type="application/json"),
        answer(b"\0" * 20, 6, Content_Type="font/woff2"),
        answer(b"User-agent: *", 7, "https://news.example/robots.txt", Content_Type="text/plain"),
        record("revisit", "https://news.example/a", b"HTTP/1.1 200 OK\r\n\r\n", "application/http; msgtype=response", 8),
        record("metadata", "https://news.example/a", b"via: x", "application/warc-fields", 9),
        record("response", "dns:news.example", b"20210304\nnews.example. 60 IN A 192.0.2.1\n", "text/dns", 10),
        answer(b"", 11),
        record("resource", "metadata://gnu.org/software/wget/warc/wget.log", b"wget -r", "text/plain", 12),
        record("resource", "urn:thumbnail:https://news.example/a", PNG, "image/png", 13),
    ) == []  # fmt: skip


def test_the_content_decides_where_the_type_is_wrong() -> None:
    assert pages(
        answer(page(), 1, Content_Type="image/jpeg"),
        answer(page(1), 2, Content_Type="application/octet-stream"),
        record("resource", "file:///a.html", page(2), "text/html", 3),
    ) == [page(), page(1), page(2)]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"Sec_Fetch_Dest": "document"}, True),
        ({"Sec_Fetch_Dest": "image", "Accept": "text/html"}, False),
        ({"Accept": "text/html,*/*"}, True),
        ({"Accept": "*/*", "Referer": "https://news.example/"}, False),
        ({"Accept": "*/*"}, False),  # unknown, behind a page
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_a_picture_of_a_page_is_passed_over_but_not_one_that_was_asked_for(
    asked: dict[str, str], kept: bool, before: bool
) -> None:
    uri = "https://news.example/a.png"
    image, question = answer(PNG, 2, uri, Content_Type="image/png"), request(uri, 3, 2, **asked)
    pair = [question, image] if before else [image, question]
    assert pages(answer(page(), 1), *pair, answer(page(1), 4)) == (
        [page(), PNG, page(1)] if kept else [page(), page(1)]
    )


def test_an_archive_of_pictures_only_and_resources_are_read() -> None:
    assert pages(answer(PNG, 1, Content_Type="image/png"), answer(PNG + b"1", 2)) == [PNG, PNG + b"1"]
    assert pages(answer(page()), record("resource", "file:///a.png", PNG, "image/png", 2)) == [page(), PNG]


def test_a_feed_in_an_archive_is_read_entry_by_entry() -> None:
    found = read(answer(RSS, 1, "https://port.example/feed", Content_Type="application/rss+xml"))
    assert [c.known["url"].value for c in found if isinstance(c, Capture)] == [
        "https://port.example/1",
        "https://port.example/2",
    ]
    assert [c.captured for c in found if isinstance(c, Capture)] == ["2021-03-04T05:06:07+00:00"] * 2


def chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def test_all_codings_are_undone() -> None:
    body = page()
    assert (
        pages(
            answer(gzip.compress(body), 1, Content_Encoding="gzip"),
            answer(zlib.compress(body), 2, Content_Encoding="deflate"),
            answer(raw_deflate(body), 3, Content_Encoding="deflate"),
            answer(brotli.compress(body), 4, Content_Encoding="br"),
            answer(chunked(body), 5, Transfer_Encoding="chunked"),
            answer(chunked(gzip.compress(body)), 6, Transfer_Encoding="chunked", Content_Encoding="gzip"),
            answer(gzip.compress(brotli.compress(body)), 7, Content_Encoding="br, gzip"),
            # Headers that archives kept although they took the codings off.
            answer(body, 8, Content_Encoding="gzip"),
            answer(body, 9, Transfer_Encoding="chunked"),
            answer(body, 10, Content_Encoding="br"),
        )
        == [body] * 10
    )


def test_codings_that_cannot_be_undone_cost_one_page() -> None:
    found = read(
        answer(gzip.compress(page())[:-30], 1, Content_Encoding="gzip"),
        answer(brotli.compress(page() * 40)[:-20], 2, Content_Encoding="br"),
        answer(page(), 3, Content_Encoding="zstd"),
        answer(gzip.compress(bytes(90_000_000)), 4, Content_Encoding="gzip"),
        answer(brotli.compress(bytes(90_000_000)), 5, Content_Encoding="br"),
        answer(page(1), 6),
    )
    assert [c.why for c in found if isinstance(c, Refused)] == [
        "It broke off: the rest of its packed data is missing.",
        "It broke off: the rest of its packed data is missing.",
        "It is packed as zstd, which was not asked for and is not read.",
        "It unpacks to more than 250 times its size, as bombs do; it is left out.",
        "It unpacks to more than 250 times its size, as bombs do; it is left out.",
    ]
    assert [c.origin[:12] for c in found] == [f"w#<urn:uuid:0000000{n}"[:12] for n in range(1, 7)]
    assert isinstance(found[-1], Capture)


RECORDS = (info(), answer(page(), 1), answer(page(1), 2), answer(page(2), 3))


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_cut_at_any_byte_keeps_what_came_before(packed: bool) -> None:
    pieces = [gzip.compress(one, mtime=0) if packed else one for one in RECORDS]
    whole = b"".join(pieces)
    ends = [sum(map(len, pieces[: n + 1])) for n in range(len(pieces))]
    for cut in range(len(whole)):
        found = list(captures(whole[:cut], origin="w"))
        kept = [c.raw for c in found if isinstance(c, Capture) and "#" in c.origin]
        refused = [c for c in found if isinstance(c, Refused)]
        # A record is whole without the empty line behind it (and gzip's check sum of that line).
        sure = max(0, sum(end <= cut for end in ends) - 1)
        assert kept[:sure] == [page(), page(1), page(2)][:sure], cut
        assert len(kept) - sure in (0, 1)
        assert len(refused) <= 1, cut
        if cut > 40 and cut not in ends and len(kept) == sure and not any(end - 4 <= cut <= end for end in ends):
            assert refused, cut


def test_a_damaged_member_costs_its_own_record_only() -> None:
    pieces = [gzip.compress(one, mtime=0) for one in RECORDS]
    pieces[2] = pieces[2][:60] + b"\xff" * 30 + pieces[2][90:]
    found = list(captures(b"".join(pieces), origin="w"))
    assert [c.raw for c in found if isinstance(c, Capture)] == [page(), page(2)]
    assert [c for c in found if isinstance(c, Refused)] == [
        Refused("w", "It is damaged: a part of it cannot be unpacked.")
    ]


def test_all_records_in_one_gzip_member() -> None:
    found = list(captures(gzip.compress(b"".join(RECORDS)), origin="w"))
    assert [c.raw for c in found if isinstance(c, Capture)] == [page(), page(1), page(2)]


def test_garbage_between_records_and_headers_that_are_none() -> None:
    bad = answer(page(), 7).replace(b"WARC-Type", b"WARC\xff\xfeType")
    short = b"WARC/1.1\r\nContent-Length: 0"
    found = list(
        captures(
            b"".join([RECORDS[1], b"what is\nthis\n", RECORDS[2], bad, short, b"\r\n\r\n", RECORDS[3]]), origin="w"
        )
    )
    assert [c.raw for c in found if isinstance(c, Capture)] == [page(), page(1), page(2)]
    assert {c.why for c in found if isinstance(c, Refused)} == {
        "It is damaged: between its records stands what is none."
    }


def test_a_record_that_says_it_is_longer_does_not_swallow_the_others() -> None:
    wrong = RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 9")
    found = list(captures(b"".join([RECORDS[0], wrong, RECORDS[2], RECORDS[3]]), origin="w"))
    assert [c.raw for c in found if isinstance(c, Capture)] == [page(1), page(2)]
    assert [c.why for c in found if isinstance(c, Refused)] == [
        "It broke off within a record; what came before was read."
    ]


def test_headers_without_end_are_refused() -> None:
    for hostile in (b"WARC/1.0\r\n" + b"a" * 900_000, b"WARC/1.0\r\n" + b"a: b\r\n" * 90_000):
        found = list(captures(hostile + b"\r\n\r\n" + RECORDS[1], origin="w"))
        most = f"{limits.MAX_RECORD_HEADER_BYTES:,}"
        assert f"The headers of a record have more than {most} bytes." in [
            c.why for c in found if isinstance(c, Refused)
        ]
        assert [c.raw for c in found if isinstance(c, Capture)] == [page()]


def test_an_answer_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CAPTURE_BYTES", 2_000)
    found = read(answer(page() * 10, 1), answer(page(1), 2))
    assert [c.raw for c in found if isinstance(c, Capture)] == [page(1)]
    assert [c.origin[:12] for c in found] == ["w#<urn:uuid:", "w#<urn:uuid:"]


def test_names_of_records_cannot_move_the_cursor() -> None:
    strange = answer(page(), 1).replace(b"<urn:uuid:00000001", b"<urn:\x1b[2J\xe2\x80\xaeuid:00")
    (found,) = captures(strange, origin="w")
    assert found.origin.startswith("w#<urn:\ufffd[2J\ufffduid:00")


@pytest.mark.parametrize("packed", [False, True])
def test_archives_that_other_tools_write(packed: bool) -> None:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "x"}))
    for number in range(3):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        uri = f"https://news.example/{number}"
        response = writer.create_warc_record(uri, "response", payload=io.BytesIO(page(number)), http_headers=headers)
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
        request = writer.create_warc_record(uri, "request", http_headers=asked)
        writer.write_request_response_pair(request, response)
        writer.write_record(
            writer.create_revisit_record(uri, "sha1:ABC", uri, "2021-03-04T05:06:07Z", http_headers=headers)
        )
    found = list(captures(file.getvalue(), origin="w"))
    assert [c.raw for c in found if isinstance(c, Capture)] == [page(0), page(1), page(2)]
    assert len(found) == 3
