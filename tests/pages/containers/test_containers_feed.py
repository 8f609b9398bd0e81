"""Feeds: what of an entry becomes a page, and what is known of it; limits and damage."""

from __future__ import annotations

import json
import time

import pytest
from container_files import ATOM, JSON_FEED, RSS, TEXTS, TITLES

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures, feed
from rawi.pages.page import Fact


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse in this process: a child for every feed would make these tests slow."""
    monkeypatch.setattr(feed.child, "run", lambda function, raw, options, **limits: feed.read_xml(raw, **options))


def read(content: bytes) -> list[Capture]:
    found = list(captures(content, origin="f"))
    assert all(isinstance(c, Capture) for c in found), found
    return [c for c in found if isinstance(c, Capture)]


def facts(capture: Capture) -> dict[str, tuple[str | None, str | None]]:
    return {name: (fact.value, fact.how) for name, fact in capture.known.items()}


def rss(
    items: str, head: str = "<title>الميناء</title>", before: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> bytes:
    return f'{before}<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def test_an_entry_of_rss_with_all_that_is_told() -> None:
    first, second = read(RSS)
    assert facts(first) == {
        "url": ("https://port.example/1", "feed entry"),
        "title": (TITLES[0], "feed entry"),
        "author": ("سلمى العطار", "feed entry"),
        "outlet": ("الميناء", "feed"),
        "published": ("2021-03-04T05:06:00+03:00", "feed entry"),
    }
    page = first.page()
    assert page.id == first.id
    assert [(block.kind, page.words_of(block)) for block in page.blocks] == [
        ("title", TITLES[0]),
        ("body", TEXTS[0]),
        ("body", "ويقع المبنى في وسط البلدة."),
    ]
    assert (page.published.value, page.published.how) == ("2021-03-04T05:06:00+03:00", "feed entry")
    assert (page.title.how, page.words_of(page.blocks[0])) == ("feed entry", page.text[slice(*page.title.span or ())])
    assert "published" not in second.known
    assert TEXTS[1] in second.page().text


@pytest.mark.usefixtures("here")
def test_an_entry_of_atom() -> None:
    (found,) = read(ATOM)
    assert facts(found) == {
        "url": ("https://nahj.example/3", "feed entry"),
        "title": (TITLES[2], "feed entry"),
        "author": ("ليلى قاسم", "feed entry"),
        "outlet": ("نهج", "feed"),
        "published": ("2021-03-05T07:00:00+02:00", "feed entry, last update"),
    }


def test_an_item_of_a_json_feed_and_one_without_words() -> None:
    first, second = captures(JSON_FEED, origin="f")
    assert isinstance(first, Capture)
    assert facts(first)["author"] == ("سلمى العطار", "feed entry")
    assert facts(first)["published"] == ("2021-03-04T05:06:00+03:00", "feed entry")
    page = first.page()
    assert [page.words_of(block) for block in page.blocks] == [TITLES[0], *TEXTS[:2]]
    assert second == Refused("f#2", "The entry holds no text.")


@pytest.mark.parametrize(
    ("date", "value"),
    [
        ("Thu, 04 Mar 2021 05:06:00 GMT", "2021-03-04T05:06:00Z"),
        ("Thu, 04 Mar 2021 05:06 +0300", "2021-03-04T05:06:00+03:00"),
        ("2021-03-04", "2021-03-04"),
        ("4 آذار 2021", "2021-03-04"),
        ("Thu, 04 Mar 2021 05:06:00 EST", "2021-03-04T10:06:00Z"),
        ("soon", None),
    ],
)
@pytest.mark.usefixtures("here")
def test_dates_in_whatever_spelling(date: str, value: str | None) -> None:
    (found,) = read(rss(f"<item><title>{TITLES[0]}</title><pubDate>{date}</pubDate></item>"))
    assert facts(found).get("published", (None,))[0] == value
    assert found.page().published.value == value


@pytest.mark.usefixtures("here")
def test_plain_text_keeps_its_paragraphs_and_escapes_stay_words() -> None:
    (found,) = read(
        rss(
            f"<item><title>أسعار &amp;amp; أرقام</title><description>{TEXTS[0]}\n\n{TEXTS[1]} 3 &amp;lt; 4</description></item>"
        )
    )
    page = found.page()
    assert [page.words_of(block) for block in page.blocks] == ["أسعار & أرقام", TEXTS[0], f"{TEXTS[1]} 3 < 4"]


@pytest.mark.usefixtures("here")
def test_the_source_of_an_entry_is_its_outlet_and_addresses_of_mail_are_no_authors() -> None:
    (found,) = read(
        rss(
            f'<item><title>{TITLES[0]}</title><source url="https://a.example">نهج</source><author>a@b.example</author></item>'
        )
    )
    assert facts(found)["outlet"] == ("نهج", "feed entry")
    assert "author" not in found.known


@pytest.mark.usefixtures("here")
def test_encodings_declared_wrong_and_right() -> None:
    text = rss(f"<item><title>{TITLES[0]}</title><description>{TEXTS[0]}</description></item>", before="").decode()
    for raw in (
        ('<?xml version="1.0" encoding="windows-1256"?>' + text).encode("cp1256"),
        ('<?xml version="1.0" encoding="windows-1256"?>' + text).encode(),
        ('<?xml version="1.0"?>' + text).encode("cp1256"),
        ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16"),
    ):
        (found,) = read(raw)
        assert facts(found)["title"] == (TITLES[0], "feed entry")
        assert TEXTS[0] in found.page().text


@pytest.mark.usefixtures("here")
def test_a_feed_that_is_cut_gives_what_came_before() -> None:
    found = list(captures(RSS[: RSS.find(b"</item>") + 30], origin="f"))
    assert isinstance(found[0], Capture)
    assert facts(found[0])["title"] == (TITLES[0], "feed entry")


@pytest.mark.usefixtures("here")
def test_scripts_in_an_entry_are_no_words_of_it() -> None:
    (found,) = read(
        rss(
            f"<item><title>{TITLES[0]}</title><description><![CDATA[<p>{TEXTS[0]}</p><script>let a = 'قال'</script>]]></description></item>"
        )
    )
    assert "let a" not in found.page().text


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "قال"><!ENTITY b "&a;&a;&a;">',
        f'<!ENTITY a "{"ha" * 500}">',
        "".join(f'<!ENTITY a{n} "x">' for n in range(200)),
        "<!ENTITY a 'x'><!ENTITY % b '&#37;a;'><!ENTITY c '%b;'>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused(entities: str, encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss><channel><item><title>&b;</title></item></channel></rss>'
    )
    (refused,) = captures(bomb.encode(encoding), origin="f")
    assert isinstance(refused, Refused)
    assert "entities" in refused.why


@pytest.mark.usefixtures("here")
def test_entities_of_other_files_are_not_fetched(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    raw = rss("<item><title>a&x;b</title></item>", before=f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>')
    assert all("secret words" not in c.raw.decode() for c in captures(raw) if isinstance(c, Capture))


@pytest.mark.usefixtures("here")
def test_small_entities_are_read() -> None:
    found = read(rss(f"<item><title>{TITLES[0]}</title></item>", before='<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>'))
    assert len(found) == 1


def test_too_many_entries_and_a_feed_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FEED_BYTES", 1_000)
    (refused,) = captures(RSS + b" " * 1_000, origin="f")
    assert refused == Refused("f", "It has more than the limit of 1,000 bytes.")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MAX_FEED_ENTRIES", 3)
    items = [{"id": n, "title": TITLES[0]} for n in range(7)]
    found = list(
        captures(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode(), origin="f")
    )
    assert len(found) == 4
    assert found[-1] == Refused("f", "Only its first 3 entries were read; 4 more were left out.")


@pytest.mark.parametrize(
    "raw",
    [
        b'{"version": "https://jsonfeed.org/version/1"}',
        b'{"version": "https://jsonfeed.org/version/1", "items": {}',
        b"[" * 9_000,
    ],
)
def test_json_that_is_no_feed(raw: bytes) -> None:
    with pytest.raises(InputError):
        feed.read_json(raw)


def test_a_deep_feed_ends_in_time() -> None:
    began = time.monotonic()
    found = list(captures(b"<rss><channel>" + b"<item><a><b>" * 20_000, origin="f"))
    assert time.monotonic() - began < limits.FEED_SECONDS
    assert all(isinstance(c, Refused) for c in found)


@pytest.mark.parametrize(
    ("link", "url"),
    [("/news/7", "https://port.example/news/7"), ("https://b.example/1", "https://b.example/1"), ("//[bad", None), ("javascript:x", None)],
)  # fmt: skip
def test_links_are_resolved_against_the_feeds_address(link: str, url: str | None) -> None:
    items = [{"id": "1", "title": TITLES[0], "url": link}]
    raw = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    come = Capture(raw, "https://port.example/feed.json", {"url": Fact("https://port.example/feed.json", "address")})
    (found,) = captures(come)
    assert isinstance(found, Capture)
    assert found.known.get("url", Fact()).value == url
