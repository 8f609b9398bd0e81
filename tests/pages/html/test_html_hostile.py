"""Hostile and broken pages: limits with their errors, and nothing lost of the rest."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.errors import InputError, LanguageError, OptionError, RawiError
from rawi.pages import read_page
from rawi.pages.html import is_html, read_html
from rawi.pages.html.parse import MAX_TAGS

SENTENCE = "قال الوزير سامي المنذر إن الجسر سيفتح غدا أمام المارة بعد انتهاء أعمال الصيانة التي استمرت شهرين كاملين."
P = f"<p>{SENTENCE}</p>"


def document(body: str) -> bytes:
    head = "<meta charset=utf-8><title>خبر عن الجسر القديم</title>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000 + P,
        "<div>" * 1_900 + P * 3,
        "<font><b><div>" * 3_000 + P,
        '<div class="' + "nav " * 100_000 + f'">{P}</div>',
        "<div " + " ".join(f"a{number}=1" for number in range(50_000)) + f">{P}</div>",
        "<table><tr><td>" * 300 + P,
        "<a" * 100_000 + ">" + P,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + P,
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": [{"@value": 3}], "author": 7}</script>'
        + P,
        '<div itemprop="author">' * 1_000 + P,
        "&amp;" * 100_000 + P,
        P.replace("<p>", "<p>\x00\x01"),
        '<time datetime="' + "1" * 50_000 + '">' + P,
    ],
    ids=range(13),
)
def test_the_text_is_kept(body: str) -> None:
    start = time.monotonic()
    page = read_page(document(body))
    assert time.monotonic() - start < 20
    assert any(SENTENCE in page.words_of(block) for block in page.blocks if block.kind == "body")
    assert page.author.value is None


def test_nesting_is_told() -> None:
    assert "nested deeper than 2,048" in read_page(document("<div>" * 10_000 + P)).warnings[-1]


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body>&b;&b;'
    assert len(read_page((bomb + P).encode()).text) < 300


def test_limits() -> None:
    with pytest.raises(InputError, match=r"1,000,0\d\d tags, more than the limit of 1,000,000"):
        read_page(document("<b>" * (MAX_TAGS + 1)))
    with pytest.raises(InputError, match="more than the limit of 1,000 bytes; --max-bytes"):
        read_html(document(P * 20), max_bytes=1_000)
    with pytest.raises(InputError, match="shows no text"):
        read_page(document("<script>var a = 1</script>"))
    with pytest.raises(LanguageError):
        read_page(
            document("<p>Nothing in the letters of this language stands here, not one.</p>").replace(
                "خبر عن الجسر القديم".encode(), b"x"
            )
        )
    with pytest.raises(OptionError):
        read_html(document(P), published="soon")


def test_mhtml_limits() -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a"\r\n\r\n'
    with pytest.raises(InputError, match="holds no HTML"):
        read_page(head + b"--a\r\nContent-Type: image/png\r\n\r\nx\r\n--a--")
    with pytest.raises(InputError, match="more than 20,000 parts"):
        read_page(head + b"--a\r\nContent-Type: image/png\r\n\r\nx\r\n" * 20_100)
    nested = b"".join(
        b'--%s\r\nContent-Type: multipart/mixed; boundary="%s"\r\n\r\n' % (b"a" * depth, b"a" * (depth + 1))
        for depth in range(1, 1_500)
    )
    with pytest.raises(InputError):
        read_page(head + nested)


def test_given_wins() -> None:
    page = read_html(document(P), outlet="نهج", author="سامي حداد", published="2020-01-02", url="https://a.example/b")
    assert (page.outlet.value, page.author.value, page.published.value) == ("نهج", "سامي حداد", "2020-01-02")
    assert page.url.value == "https://a.example/b"
    assert {page.outlet.how, page.author.how, page.published.how, page.url.how} == {"given"}


def test_recognised_by_content() -> None:
    assert is_html(document(P))
    assert is_html(b"\xef\xbb\xbf\n <!-- x --><HTML>")
    assert is_html(document(P).decode().encode("utf-16"))
    assert is_html(b"<div><p>a</p><p>b</p></div>")
    assert not is_html("نص عادي عن وسم <p> في الصفحات".encode())
    assert not is_html(b'<?xml version="1.0"?><rss><channel></channel></rss>')
    assert not is_html(b"%PDF-1.7")
    assert not is_html(b"")
    assert not is_html("From: somebody\n\nرسالة".encode())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(
    ["<div", ">", "<p>", "</p>", "<table><tr><td>", "</table>", "<h1>", "</h1>", "class='related ", "id=\"nav\" ", "'", '"',
     "<!--", "-->", "<script>", "</script>", "<time datetime=2020-01-02>", "&", "&#x;", "&#xD800;", "&amp;", "\x00", "\ufeff",
     "<a href=x>", "</a>", "<title>", "<meta itemprop=author content=x>", "<svg>", "<![CDATA[", "اقرأ أيضا", "خبر",
     SENTENCE, "\n", "\u2028", "<br>", "<template>", "<body>", "<frameset>", "<plaintext>", "<pre>\n"]),
    max_size=40,
))  # fmt: skip
def test_anything_is_read_or_refused(pieces: list[str]) -> None:
    raw = ("<html><body>" + "".join(pieces)).encode("utf-8", "replace")
    try:
        page = read_page(raw)
    except RawiError:
        return
    spans = [block.span for block in page.blocks]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = "".join(page.text[slice(*span)] for span in spans)
    assert "".join(covered.split()) == "".join(page.text.split())
