"""Feeds and archives at an address; a feed's entries followed to their pages; what was saved, read again."""

import io
import zipfile

import pytest

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses.follow import open_address
from rawi.pages.addresses.keep import WARC, Keep
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures

from .conftest import PAGE, answer, redirect
from .test_fetch import chunked


def feed(*links: str) -> bytes:
    items = "".join(
        f"<item><title>خبر {n}</title>{f'<link>{link}</link>' if link else ''}<description>ملخص الخبر رقم {n}.</description></item>"
        for n, link in enumerate(links)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>الميناء</title>{items}</channel></rss>'.encode()


def test_a_feed_gives_its_entries_as_they_stand(site, fetcher):
    site.pages["/f"] = answer(feed(site.url("/a"), ""), content_type="application/rss+xml")
    opened = open_address(fetcher(), site.url("/f"))
    assert (opened.kind, opened.many) == ("feed", True)
    first, second = opened
    assert "ملخص الخبر رقم 0" in first.page().text
    assert first.known["url"].value == site.url("/a")
    assert first.origin == f"{site.url('/f')}#{site.url('/a')}"
    assert "url" not in second.known
    assert site.paths == ["/robots.txt", "/f"]


def test_a_feed_is_followed_to_the_pages_of_its_entries(site, fetcher):
    links = [
        site.url("/a"),
        site.url("/gone"),
        "",
        site.url("/a"),
        site.url("/moved"),
        "http://10.0.0.1/",
        "ftp://x.example/",
    ]
    site.pages |= {
        "/f": answer(feed(*links), content_type="text/xml"),
        "/a": answer(),
        "/moved": redirect("/b"),
        "/b": answer(),
    }
    found = list(open_address(fetcher(), site.url("/f"), follow=True))
    a, gone, stays, b, home, odd = found
    assert (a.raw, a.origin) == (PAGE, site.url("/a"))
    assert isinstance(gone, Refused)
    assert "answers 404" in gone.why
    assert "ملخص الخبر رقم 2" in stays.page().text
    assert b.known["url"].value == site.url("/b")
    assert "no public address" in home.why
    assert isinstance(odd, Capture)  # what is no address of the web is none to follow


def test_no_more_entries_are_followed_than_the_limit(site, fetcher, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FOLLOWED", 2)
    site.pages["/f"] = answer(feed(*(site.url(f"/{n}") for n in range(4))), content_type="text/xml")
    site.pages |= {f"/{n}": answer() for n in range(4)}
    found = list(open_address(fetcher(), site.url("/f"), follow=True))
    assert [isinstance(one, Capture) for one in found] == [True, True, False, False]
    assert "only 2 entries" in found[2].why


def test_a_page_is_not_followed(site, fetcher):
    site.pages["/a"] = answer()
    opened = open_address(fetcher(), site.url("/a"), follow=True)
    assert (opened.kind, opened.many) == ("html", False)
    assert [one.raw for one in opened] == [PAGE]


def test_an_archive_at_an_address_is_opened(site, fetcher):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("one.html", PAGE)
        made.writestr("two.html", PAGE + b"<!-- 2 -->")
    site.pages["/z"] = answer(out.getvalue(), content_type="application/octet-stream")
    opened = open_address(fetcher(), site.url("/z"))
    assert (opened.kind, opened.many) == ("zip", True)
    assert [one.raw for one in opened] == [PAGE, PAGE + b"<!-- 2 -->"]


def test_what_was_saved_is_read_again_without_the_network(site, fetcher, tmp_path):
    site.pages |= {"/a": redirect("/b"), "/b": chunked(PAGE[:9], PAGE[9:]), "/c": answer(b"gone", "404 Gone")}
    one = fetcher(save=tmp_path)
    came = one.fetch(site.url("/a"))
    with pytest.raises(InputError):
        one.fetch(site.url("/c"))
    asked = len(site.asked)
    for source in (tmp_path / WARC, tmp_path):  # the file, and the folder in which it lies
        (again,) = captures(source)
        assert again.raw == came.raw == PAGE
        assert again.known["url"].value == site.url("/b")
        assert again.captured.replace("Z", "+00:00") == came.captured
    assert len(site.asked) == asked


def test_a_half_record_spoils_nothing_of_what_is_read(site, fetcher, tmp_path):
    site.pages |= {"/a": answer(), "/b": answer(PAGE + b"<!-- b -->", etag='"b"')}
    one = fetcher(save=tmp_path)
    one.fetch(site.url("/a"))
    middle = (tmp_path / WARC).stat().st_size
    one.fetch(site.url("/b"))
    whole = (tmp_path / WARC).read_bytes()
    length = Keep(tmp_path).find(site.url("/b")).length
    for cut in range(middle + 1, middle + length, 97):
        (tmp_path / WARC).write_bytes(whole[:cut])
        found = list(captures(tmp_path / WARC))
        assert found[0].raw == PAGE
        assert all(isinstance(rest, Refused) for rest in found[1:])
