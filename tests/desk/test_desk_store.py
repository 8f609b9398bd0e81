"""Readings kept and got back, new versions, the same bytes again, and what is written in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, text

from rawi.desk import rows, store, tables
from rawi.desk.captures import CaptureInfo
from rawi.desk.desk import Desk
from rawi.desk.keys import short
from rawi.desk.text import read, to_json, with_unstorable, without_unstorable, write
from rawi.errors import DeskError, OptionError
from rawi.pages import Fact
from rawi.pages.capture import Capture

from .any_reading import any_reading, words
from .conftest import ARTICLES, capture


@pytest.fixture(scope="module")
def shared_desks(postgresql_or_none, tmp_path_factory) -> Iterator[list[Desk]]:
    folder = tmp_path_factory.mktemp("shared")
    desks = [Desk(folder / "a.desk")]
    if postgresql_or_none:
        desks.append(Desk(postgresql_or_none.database(), originals=folder / "originals"))
    yield desks
    for desk in desks:
        desk.close()


@contextmanager
def hooks(*these: store.Hook) -> Iterator[None]:
    """Other hooks for a while: without any, what is tested is the store alone."""
    before, store.HOOKS = store.HOOKS, these
    try:
        yield
    finally:
        store.HOOKS = before


# --- in and out


def test_what_is_put_comes_back(filled, readings):
    assert [filled.get(n) for n in filled.pages()] == list(readings)
    assert len(filled) == 3
    assert filled.find(readings[1].page.id) == 2
    assert filled.find("0" * 64) is None


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(reading=any_reading())
def test_any_reading_comes_back_equal(shared_desks, reading):
    for desk in shared_desks:
        with hooks(), desk.writing() as connection:
            stored = store.put(connection, reading, capture(), 1)
        back = desk.get(stored.page_id)
        assert back == reading
        assert rows.digest(back) == rows.digest(reading)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(one=any_reading(), other=any_reading())
def test_any_reading_replaces_any_other(shared_desks, one, other):
    other = replace(other, page=replace(other.page, id=one.page.id))
    for desk in shared_desks:
        with hooks(), desk.writing() as connection:
            number = store.put(connection, one, capture(), 1).page_id
            assert store.replace(connection, number, other) == one
        assert desk.get(number) == other


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(one=any_reading(), other=any_reading())
def test_any_reading_can_be_indexed_replaced_and_removed(shared_desks, one, other):
    other = replace(other, page=replace(other.page, id=one.page.id))
    for desk in shared_desks:
        with desk.writing() as connection:
            number = store.put(connection, one, capture(), 1).page_id
        with desk.writing() as connection:
            store.replace(connection, number, other)
        desk.remove([number])
        assert number not in set(desk.pages())


@given(words)
def test_any_letters_can_be_written(given_words):
    assert read(write(given_words)) == given_words
    write(given_words).encode("utf-8")
    assert "\x00" not in write(given_words)
    kept, places = without_unstorable(given_words)
    assert len(kept) == len(given_words)
    assert with_unstorable(kept, places) == given_words
    to_json(given_words).encode("utf-8")


def test_a_nul_in_the_text_moves_no_offset(filled, readings):
    page = replace(readings[0].page, id=sha256(b"x").hexdigest(), text=readings[0].page.text.replace("\n", "\x00"))
    with filled.writing() as connection:
        number = store.put(connection, replace(readings[0], page=page), capture(), 1).page_id
    with filled.reading() as connection:
        row = connection.execute(select(tables.pages).where(tables.pages.c.id == number)).one()
    assert len(row.text) == len(page.text)
    assert row.text.index("\ufffd") == row.replaced[0][0] == page.text.index("\x00")
    assert filled.get(number).page.text == page.text


def test_columns_that_are_filtered_by(filled, readings):
    with filled.reading() as connection:
        pages = connection.execute(select(tables.pages).order_by(tables.pages.c.id)).all()
        claims = connection.execute(select(tables.claims).order_by(tables.claims.c.id)).all()
        sources = {s.id: s for s in connection.execute(select(tables.sources))}
        entities = connection.execute(select(tables.entities)).all()
    assert [(p.outlet, p.published_day, p.address_key) for p in pages] == [
        ("نهج", "2021-04-07", "nahj.example/1"),
        ("صدى الرملة", "2021-04-09", "sada.example/2"),
        ("نهج", "2021-01-11", "nahj.example/3"),
    ]
    for row in claims:
        reading = readings[row.page_id - 1]
        claim = reading.claims[row.n - 1]
        assert (row.start, row.stop, row.text) == (claim.content[0][0], claim.content[-1][1], claim.text)
        innermost = claim.chain[-1].id
        assert (row.kind is None) == (innermost is None)
        if row.source_id is not None:
            assert sources[row.source_id].name == reading.source(reading.attribution(innermost).source_id).name
        assert row.said_first is not None
    shared = [e for e in entities if e.name == "ماهر الزين"]
    assert len(shared) == 1
    assert shared[0].type == "PER"


def test_a_person_of_one_word_is_nobody_elses(desk, readings):
    reading = readings[0]
    named = replace(reading, entities=(replace(reading.entities[0], type="PER", name="سامر"), *reading.entities[1:]))
    for bytes_ in (b"1", b"2"):
        page = replace(named.page, id=sha256(bytes_).hexdigest(), url=Fact())
        desk.put(replace(named, page=page), bytes_)
    with desk.reading() as connection:
        keys = connection.execute(select(tables.entities.c.key).where(tables.entities.c.name == "سامر")).scalars().all()
    assert sorted(keys) == sorted(f"سامر {sha256(b).hexdigest()}" for b in (b"1", b"2"))


def test_an_entity_bears_its_fullest_name_in_any_order(desk, readings):
    reading = readings[0]
    for number, name in enumerate(("وزارة الصحة", "وزارةُ الصحةِ", "وزارة الصحه"), start=1):
        entity = replace(reading.entities[0], type="ORG", name=name)
        page = replace(reading.page, id=sha256(bytes([number])).hexdigest())
        desk.put(replace(reading, page=page, entities=(entity, *reading.entities[1:])), bytes([number]))
    with desk.reading() as connection:
        names = connection.execute(select(tables.entities.c.name).where(tables.entities.c.key == "وزاره صحه")).scalars()
        assert list(names) == ["وزارةُ الصحةِ"]


# --- the same again, and otherwise


def test_the_same_bytes_twice_are_one_page_with_two_captures(filled, readings):
    raw = ARTICLES[0].encode()
    stored = filled.put(readings[0], raw, CaptureInfo("zip/b.html", "2026-02-03T00:00:00Z", captured="2026-02-01"))
    assert (stored.page_id, stored.new) == (1, False)
    assert [c.origin for c in filled.captures(1)] == ["1.txt", "zip/b.html"]
    assert filled.put(readings[0], raw, capture("1.txt")) == stored
    assert len(filled.captures(1)) == 2
    assert len(filled) == 3


def test_the_same_address_with_other_bytes_is_a_new_version(filled, readings):
    page = replace(readings[0].page, id=sha256(b"new").hexdigest(), url=Fact("http://www.nahj.example/1/?utm_source=x"))
    stored = filled.put(replace(readings[0], page=page), b"new")
    assert (stored.new, stored.version_of) == (True, 1)
    third = filled.put(replace(readings[0], page=replace(page, id=sha256(b"newer").hexdigest())), b"newer")
    assert third.version_of == stored.page_id
    assert filled.versions(1) == filled.versions(third.page_id) == [1, stored.page_id, third.page_id]
    assert filled.versions(2) == [2]
    assert filled.get(1) == readings[0]
    with filled.reading() as connection:
        linked = connection.execute(
            text(
                "SELECT page_id, version, version_of, newer_version FROM page_versions WHERE address_key = 'nahj.example/1'"
            )
        ).all()
    assert [tuple(row) for row in linked] == [(1, 1, None, 4), (4, 2, 1, 5), (5, 3, 4, None)]


def test_pages_without_an_address_are_no_versions(desk, readings):
    for raw in (b"1", b"2"):
        page = replace(readings[0].page, id=sha256(raw).hexdigest(), url=Fact())
        assert desk.put(replace(readings[0], page=page), raw).version_of is None
    assert desk.versions(2) == [2]


def test_a_capture_comes_back_as_it_was(desk, readings):
    raw = ARTICLES[0].encode()
    came = Capture(
        raw, "a.warc#1", {"url": Fact("https://nahj.example/1", "WARC record")}, "2020-01-02T03:04:05Z", "utf-8", True
    )
    desk.put(readings[0], raw, CaptureInfo.of(came, "2026-01-01T00:00:00Z"))
    assert desk.capture(1) == came
    assert desk.captures(1)[0].url == "https://nahj.example/1"


# --- what is refused


def test_a_page_that_is_not_there(desk):
    for ask in (desk.get, desk.original, lambda n: desk.remove([n])):
        with pytest.raises(OptionError, match="no page 7"):
            ask(7)


def test_bytes_of_another_page_are_refused(desk, readings):
    with pytest.raises(DeskError, match="not made from these bytes"):
        desk.put(readings[0], b"other")
    assert len(desk) == 0
    assert list(desk.originals.all()) == []


def test_a_reading_of_other_bytes_replaces_nothing(filled, readings):
    with pytest.raises(OptionError, match="other bytes"), filled.writing() as connection:
        store.replace(connection, 1, readings[1])
    assert filled.get(1) == readings[0]


def test_what_fails_half_way_leaves_nothing(filled, readings):
    page = replace(readings[0].page, id=sha256(b"x").hexdigest())

    def counts():
        with filled.reading() as connection:
            return {t.name: connection.execute(select(t)).all() for t in tables.metadata.sorted_tables}

    before = counts()
    broken = replace(readings[0], page=page, claims=(replace(readings[0].claims[0], quantities=(99,)),))
    with pytest.raises(IndexError):
        filled.put(broken, b"x")
    assert counts() == before


HOSTILE = (
    "'); DROP TABLE pages; --", '"; DELETE FROM claims; --', "%s%(x)s{0}:name?1$1", "\\'; \\", "\x00NUL\x00", "\ud83d alone",
    "\u202e\u2066back", "<script>alert(1)</script>", "🧨" * 50, "a" * 100_000,
    " ".join(sha256(bytes([n])).hexdigest() for n in range(200)),
)  # fmt: skip


@pytest.mark.parametrize("words_", HOSTILE, ids=range(len(HOSTILE)))
def test_an_injection_in_every_field(desk, readings, words_):
    r = readings[1]
    raw = words_.encode("utf-8", "surrogatepass")
    known = {name: Fact(words_, words_, (0, 1)) for name in rows.FACTS}
    known["language"] = Fact(words_[:100], words_)  # a label, as stances and kinds
    hostile = replace(
        r,
        page=replace(
            r.page,
            id=sha256(raw).hexdigest(),
            origin=words_,
            text=words_ * 3 + r.page.text,
            **known,
            warnings=(words_,),
        ),
        producer={"rawi": words_, "tagger": words_},
        entities=tuple(
            replace(e, name=words_, roles=tuple(replace(x, text=words_) for x in e.roles)) for e in r.entities
        ),
        times=tuple(
            replace(t, value=words_[:100], why=words_, precision=words_, candidates=(words_,)) for t in r.times
        ),
        quantities=tuple(replace(q, unit=words_) for q in r.quantities),
        sources=tuple(replace(s, name=words_, kind=words_[:100]) for s in r.sources),
        attributions=tuple(replace(a, stance=words_, form=words_, kind=words_[:100]) for a in r.attributions),
        claims=tuple(replace(c, text=words_, stance=words_[:100]) for c in r.claims),
        warnings=(words_,),
    )
    way = CaptureInfo(short(words_), words_, words_, words_, {"url": Fact(words_, words_)}, words_, True)
    assert hostile.entities
    assert hostile.times
    assert hostile.quantities
    number = desk.put(hostile, raw, way).page_id
    assert desk.get(number) == hostile
    assert desk.captures(number) == [way]
    assert desk.original(number) == raw
    desk.put(readings[0], ARTICLES[0].encode())
    assert desk.get(2) == readings[0]
    assert desk.remove([number]).pages == 1
    assert list(desk.pages()) == [2]
