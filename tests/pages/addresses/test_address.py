"""Addresses in one spelling, and what of them is asked for at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.pages.addresses.address import is_address, parse


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/a b?q=1 2#part", "https://example.org/a%20b?q=1%202"),
        (" \u200fhttps://example.org/خبر\u200e\n", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://مثال.إختبار/?س=1", "https://xn--mgbh0fb.xn--kgbechtv/?%D8%B3=1"),
        ("http://example.org:8080/%D8%AE%d8%a8?a[]=1&b=%", "http://example.org:8080/%D8%AE%d8%a8?a[]=1&b=%25"),
        ("http://example.org./", "http://example.org/"),
        ("http://８.８.８。８/", "http://8.8.8.8/"),
        ("http://[2606:4700:0:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://example.org?q", "http://example.org/?q"),
        ("http://example.org/@name/1", "http://example.org/@name/1"),
    ],
)
def test_one_spelling(given, url):
    assert parse(given).url == url
    assert parse(url).url == url


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "010.0.0.1",
        "127.0.0.256",
        "1.2.3.4.5",
        "１２７.1",
        "a.0x7f",
        "127。1",
        "۸.8.8.8",
    ],
)
def test_numbers_in_unusual_spellings_are_refused(host):
    with pytest.raises(InputError, match="its host is a number"):
        parse(f"http://{host}/")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("ftp://example.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript://example.org/%0aalert(1)", "only http and https"),
        ("https:///path", "names no host"),
        ("https://exa mple.org/", "names no host"),
        ("https://-a.example/", "names no host"),
        ("https://a..example/", "names no host"),
        ("https://" + "a" * 300 + ".example/", "names no host"),
        ("https://example.org%2eevil.example/", "names no host"),
        ("https://[fe80::1%25eth0]/", "names no host"),
        ("https://[::1/", "cannot be understood"),
        ("https://example.org:99999/", "cannot be understood"),
        ("https://example.org:22/", "port 22"),
        ("https://example.org:6667/", "port 6667"),
        ("https://user@example.org/", "does not log in"),
        ("https://user:word@example.org/", "does not log in"),
        ("https://example.org\\@evil.example/", "does not log in"),
        ("https://exam\nple.org/", "control characters"),
        ("https://example.org/a\r\nX: 1", "control characters"),
        ("https://example.org/" + "a" * 4_000, "longer than 4,000"),
    ],
)
def test_what_is_no_address_to_fetch(given, words):
    with pytest.raises(InputError, match="(?s)" + words) as told:
        parse(given)
    assert "word" not in str(told.value).replace("password", "")


def test_relative_addresses_lead_on_from_a_base():
    base = parse("https://example.org/a/b?c")
    assert parse("../d", base).url == "https://example.org/d"
    assert parse("//other.example/x", base).url == "https://other.example/x"
    assert parse("?e", base).url == "https://example.org/a/b?e"


def test_what_is_meant_as_an_address():
    assert is_address("https://example.org/")
    assert is_address("FTP://example.org/")
    for name in ("page.html", "-", "http", "https:/x", "c:/pages/a.html", "/a://b", ""):
        assert not is_address(name)


@given(st.text(max_size=60))
def test_whatever_comes_out_is_plain_ascii_without_users(text):
    for given_text in (text, "http://" + text, "https://example.org/" + text):
        try:
            address = parse(given_text)
        except InputError:
            continue
        assert address.url.isascii()
        assert address.url.isprintable()
        assert " " not in address.url
        assert "@" not in address.authority
        assert parse(address.url) == address
