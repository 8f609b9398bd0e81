"""Nothing but captures and refusals ever comes out, whatever goes in."""

from __future__ import annotations

import contextlib
import gzip
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from container_files import ATOM, JSON_FEED, ROWS, RSS, TEXTS, answer, info, lines, page, record, table, warc, zipped
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures, feed, gzipped, jsonl, open, salvage
from rawi.pages.containers import warc as warcs
from rawi.pages.containers import zipped as zips
from rawi.pages.containers.open import CONTAINERS
from rawi.pages.containers.stream import Budget, Place, Stream

VALID = {
    "zip": zipped({"a.html": page(), "b.txt": TEXTS[1].encode(), "in.zip": zipped({"c.html": page(2)})}),
    "stored zip": zipped({"a.html": page(), "w.warc": warc(answer(page(1)))}, zipfile.ZIP_STORED),
    "gzip": gzip.compress(page(), mtime=0),
    "warc": warc(answer(page()), answer(gzip.compress(page(1), mtime=0), 2, Content_Encoding="gzip")),
    "warc.gz": warc(answer(page()), record("resource", "file:///a", page(2), "text/html", 3), packed=True),
    "rss": RSS,
    "atom": ATOM,
    "json feed": JSON_FEED,
    "csv": table(ROWS),
    "csv in 1256": table(ROWS, ";", "cp1256"),
    "tsv": table(ROWS, "\t", "utf-16"),
    "jsonl": lines({"id": 1, "text": TEXTS[0]}, {"id": 2, "text": TEXTS[1], "date": "2021-03-04"}),
}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds are parsed in this process; what their parser raises becomes an `InputError`, as it does in the child."""

    def run(function: str, raw: bytes, options: dict[str, Any], **_: object) -> Any:
        try:
            return feed.read_xml(raw, **options)
        except Exception as error:
            raise InputError("The feed is damaged.") from error

    monkeypatch.setattr(feed.child, "run", run)


def check(content: bytes, column: str | None = None) -> list[Capture | Refused]:
    """Read all; whatever a container tells of a page can be used."""
    found = list(captures(content, origin="x", column=column))
    for one in found:
        assert isinstance(one, Capture | Refused)
        if isinstance(one, Refused):
            assert one.why.endswith((".", ".)"))
            assert "\n" not in one.why
        elif one.known or one.is_text:
            with contextlib.suppress(InputError):
                one.page()
    return found


def mutated(content: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    """Bytes put in, taken out or written over at parts of the way through."""
    for part, put, out in changes:
        at = int(part * len(content))
        content = content[:at] + put + content[at + out :]
    return content


CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 9)), min_size=1, max_size=6
)  # fmt: skip


@given(st.binary(max_size=400))
@settings(max_examples=150)
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\x1f\x8b\x08")
@example(b"WARC/1.0\r\n\r\n")
@example(b"WARC/1.0\r\nContent-Length: 0\r\nWARC-Type: response\r\n\r\n\r\n\r\n")
@example(b"\xff\xfe")
def test_random_bytes(content: bytes) -> None:
    check(content)
    check(content, "text")


@pytest.mark.parametrize("kind", VALID)
@given(changes=CHANGES)
@settings(max_examples=40)
def test_mutations_of_what_is_valid(kind: str, changes: list[tuple[float, bytes, int]]) -> None:
    check(mutated(VALID[kind], changes))


@pytest.mark.parametrize("magic", [b"PK\x03\x04", b"\x1f\x8b\x08\0", b"WARC/1.0\r\n", b"<rss>", b"{", b"id,text\n"])
@given(content=st.binary(max_size=300))
@settings(max_examples=60)
def test_random_bytes_behind_a_true_beginning(magic: bytes, content: bytes) -> None:
    check(magic + content)


def _salvaged(stream: Stream, place: Place, inner: Any) -> Any:
    return salvage.captures(stream.file, place, inner)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "loader", [zips.captures, _salvaged, gzipped.captures, warcs.captures, feed.captures, jsonl.captures]
)
@given(content=st.binary(max_size=300))
@settings(max_examples=40)
def test_every_loader_alone(loader: Callable[..., Any], content: bytes) -> None:
    import io

    file = io.BytesIO(content)
    try:
        found = list(loader(Stream(file, file), Place("x", Budget(len(content))), open._captures))
    except InputError:
        return
    assert all(isinstance(one, Capture | Refused) for one in found)


@pytest.mark.parametrize("kind", [kind for kind in VALID if kind not in ("rss", "atom", "json feed")])
def test_every_form_cut_at_every_byte(kind: str) -> None:
    for cut in range(0, len(VALID[kind]), 1 if len(VALID[kind]) < 1_500 else 3):
        list(captures(VALID[kind][:cut], origin="x"))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" * 100_000,
        (b"PK\x03\x04" + bytes(22) + b"\5\0\0\0") * 3_000,
        gzip.compress(info()) + gzip.compress(answer(page()))[:50] + b"\x1f\x8b\x08" * 200_000,
        b"WARC/1.0\r\n\r\n" * 3_000,
        b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n" * 3_000,
        b"WARC/1.0\r\n" + b"a" * 3_000_000,
        b"<rss " + b"a='" * 100_000,
        b"<?" * 100_000,
        b"<!--" * 100_000,
        b"<!DOCTYPE " + b"[" * 100_000,
        b"<rss>" + b"<!ENTITY a '" * 20_000,
        b'{"text": "' + b'\\"' * 100_000,
        b'{"a": ' * 30_000,
        b"[" * 100_000,
        b'id,text\n1,"' + b'a,"b\n' * 20_000,
        b"text," + b"," * 300_000,
        b"text,id\n" + b'"' * 300_000,
        b"\r" * 200_000,
    ],
)
def test_hostile_input_ends_soon(content: bytes) -> None:
    began = time.process_time()
    found = list(captures(content, origin="x"))
    assert time.process_time() - began < 8
    assert found


def test_all_containers_have_names_of_their_own() -> None:
    assert [one.name for one in CONTAINERS] == ["zip", "gzip", "warc", "feed", "jsonl", "table"]
