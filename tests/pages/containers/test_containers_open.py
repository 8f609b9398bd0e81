"""Every form is told from its content, one lies in another, and a page is itself."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from container_files import ATOM, JSON_FEED, ROWS, RSS, TEXTS, TITLES, answer, lines, page, table, warc, zipped

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures, open_source
from rawi.pages.page import Fact

PROSE = f"{TITLES[0]}\n\n{TEXTS[0]}\n".encode()
PDF = b"%PDF-1.4\n%%EOF"
FORMS = {
    "zip": zipped({"a.html": page()}),
    "gzip": gzip.compress(page()),
    "warc": warc(answer(page())),
    "feed": RSS,
    "jsonl": lines({"id": 1, "text": TEXTS[0]}),
    "table": table(ROWS),
    "html": page(),
    "pdf": PDF,
    "image": b"\x89PNG\r\n\x1a\n",
    "text": PROSE,
}


@pytest.mark.parametrize("kind", FORMS)
def test_what_something_is_is_told_from_its_content(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(FORMS[kind])
    opened = open_source(path)
    assert (opened.kind, opened.many) == (kind, kind not in ("html", "pdf", "image", "text"))
    assert len(list(opened)) == (2 if kind in ("feed", "table") else 1)


@pytest.mark.parametrize("content", [ATOM, JSON_FEED, b"\xef\xbb\xbf" + RSS, RSS.decode().encode("utf-16")])
def test_all_kinds_of_feeds_are_feeds(content: bytes) -> None:
    assert open_source(content).kind == "feed"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"PK",
        b"<rs",
        b"{}",
        b"{",
        b"[1, 2]",
        b"<?xml",
        b"<rdf:RDF xmlns='urn:other'/>",
        b"<svg><rss/></svg>",
        b"text,title\n",
        "\n".join(f"قال الوزير, وهو في المدينة {n}, إن الجسر انهار" for n in range(30)).encode(),
        f'{{"id": 1, "title": "{TITLES[0]}"}}\n'.encode(),
    ],
)
def test_what_is_no_container_is_a_page_itself(content: bytes) -> None:
    found = list(captures(content, origin="a"))
    assert [c.raw for c in found if isinstance(c, Capture)] == [content]
    assert not open_source(content).many


def test_a_page_is_one_capture_whose_page_has_the_id_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "خبر.html"
    path.write_bytes(page())
    (found,) = captures(path)
    assert isinstance(found, Capture)
    assert (found.raw, found.origin, found.known, found.captured) == (page(), "خبر.html", {}, None)
    read = found.page()
    assert (read.id, read.origin, read.title.value) == (found.id, "خبر.html", TITLES[0])


def test_containers_lie_in_one_another() -> None:
    inner = zipped({"p.html": page(1), "news.xml": RSS, "t.csv": table(ROWS)})
    outer = zipped({"crawl.warc.gz": warc(answer(page()), packed=True), "in.zip": inner, "t.txt": PROSE})
    found = list(captures(outer, origin="a.zip"))
    assert [c.origin for c in found] == [
        "a.zip/crawl.warc.gz#<urn:uuid:00000001-0000-4000-8000-000000000000>",
        "a.zip/in.zip/p.html",
        "a.zip/in.zip/news.xml#port-1",
        "a.zip/in.zip/news.xml#https://port.example/2",
        "a.zip/in.zip/t.csv:2",
        "a.zip/in.zip/t.csv:3",
        "a.zip/t.txt",
    ]
    assert all(isinstance(c, Capture) for c in found)
    assert [c.row for c in found if isinstance(c, Capture) and c.row] == [
        "a.zip/in.zip/t.csv#n1",
        "a.zip/in.zip/t.csv#n2",
    ]


def test_nesting_ends_at_the_limit_and_costs_nothing_else() -> None:
    content = page()
    for depth in range(limits.MAX_DEPTH + 1):
        content = zipped({"in.zip": content, f"{depth}.html": page(1)})
    found = list(captures(content, origin="a"))
    (refused,) = [c for c in found if isinstance(c, Refused)]
    assert refused.why == "It lies in more than 4 containers inside one another."
    assert len(found) == 1 + limits.MAX_DEPTH


def test_a_capture_may_be_a_container_itself() -> None:
    fetched = Capture(
        RSS, "https://port.example/feed", {"url": Fact("https://port.example/feed", "address")}, "2021-01-02"
    )
    found = list(captures(fetched))
    assert [c.origin for c in found] == [
        "https://port.example/feed#port-1",
        "https://port.example/feed#https://port.example/2",
    ]
    assert [c.known["url"].value for c in found if isinstance(c, Capture)] == [
        "https://port.example/1",
        "https://port.example/2",
    ]
    plain = Capture(
        page(), "https://port.example/1", {"url": Fact("https://port.example/1", "address")}, "2021-01-02", "utf-8"
    )
    assert list(captures(plain)) == [plain]
    pasted = Capture(b"text,id\na,b\n", "-", is_text=True)
    assert list(captures(pasted)) == [pasted]


def test_a_stream_that_can_be_read_only_once() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            self._content = io.BytesIO(content)

        def read(self, size: int = -1) -> bytes:
            return self._content.read(min(size, 7))

    for content, count in ((zipped({"a.html": page(), "b.html": page(1)}), 2), (warc(answer(page())), 1), (page(), 1)):
        found = list(captures(Pipe(content)))  # type: ignore[arg-type]
        assert len(found) == count
        assert all(isinstance(c, Capture) for c in found)


def test_pages_have_the_limit_of_their_format(monkeypatch: pytest.MonkeyPatch) -> None:
    (refused,) = captures(b"a" * (limits.MAX_BYTES + 1), origin="a")
    assert refused == Refused("a", "It has more than the limit of 20,000,000 bytes; raise it with --max-bytes.")
    (found,) = captures(b"%PDF-" + b"a" * limits.MAX_BYTES)
    assert isinstance(found, Capture)
    (refused,) = captures(page(), origin="a", max_bytes=10)
    assert refused == Refused("a", "It has more than the limit of 10 bytes; raise it with --max-bytes.")
    found, refused = captures(zipped({"a.txt": b"123", "b.html": page()}), max_bytes=10)
    assert (found.origin, refused.origin) == ("-/a.txt", "-/b.html")


def test_what_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        captures(tmp_path / "none")
    with pytest.raises(InputError, match="cannot be read"):
        captures("a\x00b")


def test_opening_reads_no_more_than_is_asked_for() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(size)
            self.taken += len(piece)
            return piece

    file = Counting(warc(*(answer(page() + b"<!--" + b"a" * 200_000 + b"-->", n) for n in range(50))))
    found = captures(file)
    assert file.taken < 200_000
    next(iter(found))
    assert file.taken < 800_000
