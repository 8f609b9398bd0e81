"""What was fetched is kept to the byte, can be read by others, and outlives a kill."""

import gzip
import io
import json
import subprocess
import sys

import pytest
from warcio.archiveiterator import ArchiveIterator

from rawi.errors import InputError, OutputError
from rawi.pages.addresses.keep import INDEX, WARC, Keep

from .conftest import PAGE, answer, redirect
from .test_fetch import chunked


def records(folder):
    """(type, address, block, headers) of every record, as another program reads them, digests checked."""
    found = []
    with (folder / WARC).open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            told = record.rec_headers
            found.append((record.rec_type, told.get_header("WARC-Target-URI"), record.raw_stream.read(), told))
    with (folder / WARC).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
    return found


SENT = [
    answer(),
    chunked(PAGE[:7], PAGE[7:]),
    answer(gzip.compress(PAGE), content_encoding="gzip"),
    b"HTTP/1.0 200 fine\nX-Odd :  1\r\nx-odd: \xd8\xb3\r\n\r\n" + PAGE,
]


@pytest.mark.parametrize("sent", SENT, ids=["plain", "chunked", "gzip", "odd"])
def test_what_was_kept_is_what_came_over_the_wire(site, fetcher, tmp_path, sent):
    site.pages["/a"] = sent
    assert fetcher(save=tmp_path).fetch(site.url("/a")).raw == PAGE
    about, response, request = records(tmp_path)
    assert about[0] == "warcinfo"
    assert response[:3] == ("response", site.url("/a"), sent)
    assert request[:3] == ("request", site.url("/a"), site.asked[-1].encode("latin-1"))
    assert response[3].get_header("WARC-IP-Address") == "127.0.0.1"
    assert request[3].get_header("WARC-Concurrent-To") == response[3].get_header("WARC-Record-ID")


def test_another_program_reads_the_page(site, fetcher, tmp_path):
    for n, sent in enumerate(SENT[:3]):
        site.pages[f"/{n}"] = sent
        fetcher(save=tmp_path).fetch(site.url(f"/{n}"))
    with (tmp_path / WARC).open("rb") as file:
        read = [r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "response"]
    assert read == [PAGE] * 3


def test_redirects_and_errors_are_kept_robots_txt_is_not(site, fetcher, tmp_path):
    site.pages |= {"/a": redirect("/b"), "/b": answer(b"<p>gone</p>", "410 Gone")}
    with pytest.raises(InputError):
        fetcher(save=tmp_path).fetch(site.url("/a"))
    assert [r[1] for r in records(tmp_path) if r[0] == "response"] == [site.url("/a"), site.url("/b")]


# --- conditions


def test_a_page_that_is_still_the_same_is_not_sent_again(site, fetcher, tmp_path):
    site.pages["/a"] = answer(
        gzip.compress(PAGE), content_encoding="gzip", etag='"v1"', last_modified="Mon, 04 Jan 2021 10:00:00 GMT"
    )
    first = fetcher(save=tmp_path).fetch(site.url("/a"))
    assert "If-None-Match" not in site.asked[-1]
    site.pages["/a"] = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nContent-Length: 90\r\n\r\n'
    again = fetcher(save=tmp_path).fetch(site.url("/a"))
    assert 'If-None-Match: "v1"\r\n' in site.asked[-1]
    assert "If-Modified-Since: Mon, 04 Jan 2021 10:00:00 GMT\r\n" in site.asked[-1]
    assert again == first
    response, revisit = [r for r in records(tmp_path) if r[0] in ("response", "revisit")]
    assert revisit[0] == "revisit"
    assert revisit[3].get_header("WARC-Refers-To") == response[3].get_header("WARC-Record-ID")
    assert revisit[3].get_header("WARC-Profile").endswith("server-not-modified")


def test_a_page_that_changed_takes_the_place_of_the_old_one(site, fetcher, tmp_path):
    one = fetcher(save=tmp_path)
    for version in ('"v1"', '"v2"'):
        site.pages["/a"] = answer(PAGE + version.encode(), etag=version)
        assert one.fetch(site.url("/a")).raw == PAGE + version.encode()
    assert 'If-None-Match: "v1"' in site.asked[-1]
    site.pages["/a"] = answer(b"", "304 Same", content_length="")
    assert one.fetch(site.url("/a")).raw == PAGE + b'"v2"'
    site.pages["/a"] = answer()  # now without a version
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    assert "If-None-Match" not in site.asked[-1]


def test_without_a_folder_no_condition_is_asked(site, fetcher):
    site.pages["/a"] = answer(etag='"v1"')
    one = fetcher()
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    assert "If-" not in site.asked[-1]


def test_no_condition_is_asked_for_a_page_that_cannot_be_shown(site, fetcher, tmp_path):
    site.pages["/a"] = answer(etag='"v1"')
    fetcher(save=tmp_path).fetch(site.url("/a"))
    data = bytearray((tmp_path / WARC).read_bytes())
    kept = Keep(tmp_path).find(site.url("/a"))
    data[kept.offset + kept.length // 2] ^= 0xFF
    (tmp_path / WARC).write_bytes(data)
    assert fetcher(save=tmp_path).fetch(site.url("/a")).raw == PAGE
    assert "If-None-Match" not in site.asked[-1]


@pytest.mark.parametrize("etag", ["\xd8\xb3", '"' + "x" * 2_000 + '"'])
def test_odd_versions_are_not_sent_back(site, fetcher, tmp_path, etag):
    site.pages["/a"] = answer(etag=etag)
    one = fetcher(save=tmp_path)
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    assert "If-None-Match" not in site.asked[-1]


# --- kills


@pytest.fixture
def kept(site, fetcher, tmp_path):
    """A folder with two pages, and where the second page's records begin."""
    site.pages |= {"/a": answer(etag='"a"'), "/b": answer(etag='"b"')}
    one = fetcher(save=tmp_path)
    one.fetch(site.url("/a"))
    middle = (tmp_path / WARC).stat().st_size
    one.fetch(site.url("/b"))
    return tmp_path, middle


def urls(folder):
    return [r[1].rsplit("/", 1)[1] for r in records(folder) if r[0] == "response"]


def test_a_half_record_is_cut_off_and_the_rest_stays(site, fetcher, kept):
    folder, middle = kept
    whole, index = (folder / WARC).read_bytes(), (folder / INDEX).read_bytes()
    response = Keep(folder).find(site.url("/b")).length
    for cut in [*range(middle, len(whole), 41), middle + response, len(whole)]:
        for told in (index, index[: index.index(b"\n") + 1], b"", index[:-20], b"nonsense\n" + index):
            (folder / WARC).write_bytes(whole[:cut])
            (folder / INDEX).write_bytes(told)
            keep = Keep(folder)
            assert keep.find(site.url("/a")).etag == '"a"'
            assert (keep.find(site.url("/b")) is not None) is (cut >= middle + response)
            left = (folder / WARC).read_bytes()
            assert whole.startswith(left)
            assert len(left) in (middle, middle + response, len(whole))
    (folder / WARC).write_bytes(whole[: middle + 50])
    fetcher(save=folder).fetch(site.url("/b"))
    assert urls(folder) == ["a", "b"]


WRITER = """
import pathlib, sys
from rawi.pages.addresses.address import parse
from rawi.pages.addresses.exchange import Answer, Exchange
from rawi.pages.addresses.keep import Keep
keep, n = Keep(pathlib.Path(sys.argv[1])), 0
while n < 10_000:
    raw = b"HTTP/1.1 200 OK\\r\\nETag: \\"%d\\"\\r\\n\\r\\n" % n + bytes(range(256)) * 400
    answer = Answer(200, "OK", {"etag": f'"{n}"'}, raw, raw, raw.index(b"\\r\\n\\r\\n") + 4)
    keep.add(Exchange(parse(f"http://news.example/{n}"), "8.8.8.8", "2026-01-01T00:00:00+00:00", b"GET", answer))
    n += 1
    print(n, flush=True)
"""


def test_a_writer_that_is_killed_leaves_whole_records(tmp_path):
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        for _ in range(5):
            writer.stdout.readline()
        writer.kill()
        told = 5 + len(writer.stdout.read().splitlines())
    keep = Keep(tmp_path)
    assert urls(tmp_path)[:told] == [str(n) for n in range(told)]
    for n in range(told):
        found = keep.find(f"http://news.example/{n}")
        assert found.etag == f'"{n}"'
        assert keep.answer(found, 200_000).endswith(bytes(range(256)))


def test_the_index_is_made_again(site, kept):
    folder, _ = kept
    told = [json.loads(line) for line in (folder / INDEX).read_bytes().splitlines()]
    (folder / INDEX).unlink()
    keep = Keep(folder)
    for entry in told:
        found = keep.find(entry["url"])
        assert (found.record, found.etag, found.offset, found.length, found.moment) == tuple(
            entry[key] for key in ("record", "etag", "offset", "length", "moment")
        )
        assert keep.answer(found, 100_000).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "change",
    [
        {"end": "9"},
        {"end": -1},
        {"offset": 10**9},
        {"etag": '"a"\r\nX: 1'},
        {"etag": 5},
        {"url": None},
        {"more": 1},
        {"status": True},
    ],
)
def test_an_index_that_somebody_wrote_into_is_made_again(site, kept, change):
    folder, _ = kept
    lines = (folder / INDEX).read_bytes().splitlines(keepends=True)
    (folder / INDEX).write_bytes(json.dumps({**json.loads(lines[0]), **change}).encode() + b"\n" + lines[1])
    assert Keep(folder).find(site.url("/a")).etag == '"a"'
    assert urls(folder) == ["a", "b"]


def test_a_file_that_was_taken_away_or_emptied_begins_anew(site, fetcher, kept):
    folder, _ = kept
    one = fetcher(save=folder)
    (folder / WARC).write_bytes(b"")
    one.fetch(site.url("/a"))
    assert urls(folder) == ["a"]


def test_two_writers_take_turns(site, fetcher, tmp_path):
    site.pages |= {f"/{n}": answer(PAGE + bytes([n]), etag=f'"{n}"') for n in range(6)}
    both = fetcher(save=tmp_path), fetcher(save=tmp_path)
    for n in range(6):
        both[n % 2].fetch(site.url(f"/{n}"))
    assert urls(tmp_path) == list("012345")
    assert sorted(Keep(tmp_path)._known) == [site.url(f"/{n}") for n in range(6)]


def test_a_file_that_is_no_warc_is_not_touched(tmp_path):
    (tmp_path / WARC).write_bytes(b"something else, which must stay")
    with pytest.raises(OutputError, match="damaged at byte 0"):
        Keep(tmp_path)
    assert (tmp_path / WARC).read_bytes() == b"something else, which must stay"


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be kept in"):
        Keep(tmp_path / "file" / "folder")


def test_a_full_disk_spoils_nothing(site, fetcher, kept, monkeypatch):
    folder, _ = kept
    whole = (folder / WARC).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rawi.pages.addresses.keep.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        fetcher(save=folder).fetch(site.url("/a"))
    assert (folder / WARC).read_bytes() == whole


def test_large_records_are_walked_over_in_little_memory(site, fetcher, tmp_path):
    """A member that unpacks to far more than a chunk is passed over without being kept."""
    site.pages["/a"] = answer(b"x" * 3_000_000, etag='"a"')
    fetcher(save=tmp_path).fetch(site.url("/a"))
    (tmp_path / INDEX).unlink()
    keep = Keep(tmp_path)
    block = keep.answer(keep.find(site.url("/a")), 5_000_000)
    assert block is not None
    assert io.BytesIO(block).read().endswith(b"x" * 100)
