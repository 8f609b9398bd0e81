"""ZIP, WACZ and gzip: members, what is passed over, damage, cuts, bombs."""

from __future__ import annotations

import gzip
import struct
import zipfile

import pytest
from container_files import RSS, TITLES, answer, page, warc, zipped

from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures, open_source


def read(content: bytes) -> tuple[dict[str, bytes], list[Refused]]:
    found = list(captures(content, origin="z"))
    kept = {c.origin: c.raw for c in found if isinstance(c, Capture)}
    return kept, [c for c in found if isinstance(c, Refused)]


def test_members_in_their_order_and_what_is_passed_over() -> None:
    content = zipped(
        {
            "b/z.html": page(1),
            "a.html": page(),
            "folder/": b"",
            ".hidden": b"1",
            "__MACOSX/a.html": b"1",
            "a_files/x.js": b"1",
            "a_files/deep/y.css": b"1",
            "b/z.files/pic.png": b"1",
            "other_files/c.html": page(2),
        }
    )
    kept, refused = read(content)
    assert list(kept.items()) == [("z/b/z.html", page(1)), ("z/a.html", page()), ("z/other_files/c.html", page(2))]
    assert not refused


def test_names_in_arabic_come_out_also_where_the_archive_does_not_tell_their_encoding() -> None:
    content = zipped({"خبر.html": page()})
    raw = content.replace(struct.pack("<H", 0x800), b"\0\0")  # the flag that says UTF-8
    assert list(read(content)[0]) == ["z/خبر.html"]
    assert list(read(raw)[0]) == ["z/خبر.html"]


def test_of_a_wacz_the_archives_are_read_and_nothing_else() -> None:
    content = zipped(
        {
            "archive/data.warc.gz": warc(answer(page()), packed=True),
            "indexes/index.cdx": b"com,example)/ 2021",
            "pages/pages.jsonl": b'{"id": "1", "text": "a"}\n',
            "datapackage.json": b"{}",
        },
        zipfile.ZIP_STORED,
    )
    kept, refused = read(content)
    assert list(kept.values()) == [page()]
    assert not refused


def test_office_documents_are_no_archives_of_pages() -> None:
    for first in ("[Content_Types].xml", "mimetype", "word/document.xml"):
        content = zipped({first: b"application/epub+zip", "word/a.xml": b"<a/>"}, zipfile.ZIP_STORED)
        assert open_source(content).kind == "text"
    kept, refused = read(zipped({"a.xml": b"<a/>", "[Content_Types].xml": b"<b/>"}))
    assert not kept
    assert "Office document" in refused[0].why


def test_locked_members_are_refused_and_the_others_read() -> None:
    content = bytearray(zipped({"a.html": page(), "b.html": page(1)}))
    local, central = content.find(b"PK\x03\x04"), content.find(b"PK\x01\x02")
    content[local + 6] |= 1
    content[central + 8] |= 1
    kept, refused = read(bytes(content))
    assert refused == [Refused("z/a.html", "It is locked with a password; unpack the ZIP and give the file.")]
    assert list(kept) == ["z/b.html"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_without_a_bound_on_what_comes_out_are_refused(method: int) -> None:
    _, refused = read(zipped({"a.html": page()}, method))
    assert "by a method that is not read" in refused[0].why


def test_a_damaged_member_costs_itself_only() -> None:
    content = bytearray(zipped({"a.html": page(), "b.html": page(1)}))
    at = content.find(b"a.html") + 20
    content[at : at + 30] = b"\xff" * 30
    kept, refused = read(bytes(content))
    assert list(kept) == ["z/b.html"]
    assert [one.origin for one in refused] == ["z/a.html"]
    assert "damaged" in refused[0].why


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_cut_at_any_byte_keeps_the_members_before_the_cut(method: int) -> None:
    members = {"a.html": page(), "in.zip": zipped({"c.html": page(2)}), "b.html": page(1)}
    content = zipped(members, method)
    starts = [content.find(b"PK\x03\x04")]
    directory = content.find(b"PK\x01\x02", content.find(b"b.html"))
    for cut in range(40, len(content)):
        kept, refused = read(content[:cut])
        assert refused, cut
        assert set(kept.values()) <= {page(), page(1), page(2)}, cut
        if cut >= directory:
            assert kept == {"z/a.html": page(), "z/in.zip/c.html": page(2), "z/b.html": page(1)}, cut
    assert starts == [0]
    assert not read(content)[1]


def test_a_zip_whose_members_tell_their_size_only_behind_them() -> None:
    class Pipe:
        def __init__(self) -> None:
            self.content = b""

        def write(self, data: bytes) -> int:
            self.content += bytes(data)
            return len(data)

        def flush(self) -> None:
            pass

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for number in range(3):
            archive.writestr(f"{number}.html", page(number))
    assert list(read(pipe.content)[0].values()) == [page(0), page(1), page(2)]
    assert list(read(pipe.content[:-120])[0].values()) == [page(0), page(1), page(2)]


def test_bombs_are_refused_in_every_wrapping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10**9)
    zeros = bytes(60_000_000)
    bomb = "It unpacks to more than 250 times its size, as bombs do; it is left out."
    kept, refused = read(zipped({"a.html": page(), "b": b"%PDF-" + zeros, "c.html": page(1)}))
    assert (list(kept), refused) == (["z/a.html", "z/c.html"], [Refused("z/b", bomb)])
    assert read(gzip.compress(b"%PDF-" + zeros)) == ({}, [Refused("z", bomb)])
    assert read(gzip.compress(gzip.compress(b"%PDF-" + zeros))) == ({}, [Refused("z", bomb)])
    nested = zipped({"in.zip": zipped({"b": b"%PDF-" + zeros}), "c.html": page(1)})
    assert read(nested)[1] == [Refused("z/in.zip/b", bomb)]
    kept, refused = read(warc(answer(b"%PDF-" + zeros), answer(page(1), 2), packed=True))
    assert (list(kept.values()), refused) == ([page(1)], [Refused("z", bomb)])


def test_all_that_is_unpacked_of_one_input_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FREE_UNPACKED_BYTES", 3_000)
    monkeypatch.setattr(limits, "MAX_RATIO", 0)
    monkeypatch.setattr(limits, "FREE_MEMBER_BYTES", 10**6)
    kept, refused = read(zipped({f"{n}.html": page() for n in range(50)}))
    assert 5 <= len(kept) <= 9
    assert [one.why for one in refused] == [
        "More than 3,000 bytes come out of it when it is unpacked; the rest is left out."
    ]


def test_lists_of_members_that_are_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped({f"{n}.html": page() for n in range(30)})
    monkeypatch.setattr(limits, "MAX_ZIP_MEMBERS", 20)
    kept, refused = read(content)
    assert not kept
    assert refused[0].why == "The ZIP has 30 members, more than the limit of 20; unpack it and give the folder."
    monkeypatch.setattr(limits, "MAX_ZIP_MEMBERS", 100)
    monkeypatch.setattr(limits, "MAX_ZIP_DIRECTORY_BYTES", 100)
    assert "list of members has" in read(content)[1][0].why


def test_gzip_of_a_page_a_feed_and_several_pieces() -> None:
    assert read(gzip.compress(page())) == ({"z": page()}, [])
    half = len(page()) // 2
    assert read(gzip.compress(page()[:half]) + gzip.compress(page()[half:])) == ({"z": page()}, [])
    assert read(gzip.compress(page()) + bytes(500)) == ({"z": page()}, [])  # what tapes are padded with
    kept, refused = read(gzip.compress(RSS))
    assert (len(kept), refused) == (2, [])
    assert TITLES[0] in next(iter(kept.values())).decode()


def test_a_gzip_cut_at_any_byte_is_refused_once() -> None:
    whole = gzip.compress(page())
    for cut in range(3, len(whole)):
        kept, refused = read(whole[:cut])
        assert not kept, cut
        assert len(refused) == 1, cut
