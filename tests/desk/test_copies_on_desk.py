"""Copies on a desk are those of `copies.compare` over the same readings, in whatever order pages come in and go."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest
from sqlalchemy import func, select

from rawi.desk import tables
from rawi.desk.passages.tables import copies as copies_table
from rawi.desk.passages.tables import page_words, shingles
from rawi.pages import Block, Fact, Page
from rawi.reading import Attribution, Reading, Source, Speaker
from rawi.together import copies
from rawi.together.copies import on_desk
from rawi.together.copies.copies import LEAST
from rawi.together.copies.index import PAGES
from rawi.together.copies.packing import pack, unpack
from rawi.together.copies.postings import MOST

from .conftest import capture

LETTERS = "ابتثجحدرزسشصضطظعغفقكلمنهوي"


def invented(count: int, chance: random.Random) -> list[str]:
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(count)]


def reading(text: str, day: str | None = None, outlet: str | None = None, said: str | None = None) -> Reading:
    """A reading of a made page: title and body, and what one speaker said in it, where something is given."""
    end = text.index("\n")
    page = Page(
        sha256(text.encode()).hexdigest(), text, (Block("title", (0, end)), Block("body", (end + 1, len(text)))),
        published=Fact(day), outlet=Fact(outlet),
    )  # fmt: skip
    if said is None:
        return Reading(page, {}, (), (), (), (), (), (), ())
    at = text.index(said)
    source = Source(1, "رندة الشامي", "person", True, None, ())
    spoken = Attribution(
        1, ((0, 1),), (), ((at, at + len(said)),), "states", "indirect", "person", True, (), 1, Speaker("read", 1.0), (),
        (), None, 1.0, False,
    )  # fmt: skip
    return Reading(page, {}, (), (), (), (), (source,), (spoken,), ())


@pytest.fixture(scope="module")
def pages() -> list[Reading]:
    """Pages that hold each other's passages, whole, altered and quoted, with days and outlets."""
    chance = random.Random(8)
    passages = [invented(chance.choice((14, 25, 60)), chance) for _ in range(8)]
    said = " ".join(invented(9, chance))
    made = []
    for number in range(26):
        body = invented(30, chance)
        for passage in chance.sample(passages, 2):
            changed = [word if chance.random() > 0.06 else "بدل" for word in passage]
            body += [*changed, *invented(12, chance)]
        quoted = number % 5 == 0
        if quoted:
            body += [said, *invented(8, chance)]
        text = f"{' '.join(invented(5, chance))}\n{' '.join(body)}"
        made.append(
            reading(text, f"2031-05-{chance.randint(1, 28):02}", f"صحيفة {number % 4}", said if quoted else None)
        )
    return made


def fill(desk, readings) -> list[int]:
    return [desk.put(one, one.page.text.encode(), capture(f"{n}.txt")).page_id for n, one in enumerate(readings)]


def state(desk):
    """All rows of copies, postings as sets."""
    with desk.reading() as connection:
        kept = {
            row.shingle: sorted(bytes(row.pages[n : n + 20]) for n in range(0, len(row.pages), 20))
            for row in connection.execute(select(shingles))
        }
        words = connection.execute(select(page_words).order_by(page_words.c.page_id)).all()
        return on_desk.of_pages(connection, desk.pages()), kept, words


def key(copy):
    return copy.page, copy.span, copy.other, copy.other_span


def longer(found):
    """All but the short ones: of these, where three pages hold one, it matters which came first."""
    return sorted((copy for copy in found if copy.equal >= LEAST or copy.kind == "quotation"), key=key)


@pytest.mark.parametrize("order", ["as they came", "backwards", "shuffled"])
def test_a_desk_finds_what_compare_finds(desk, pages, order) -> None:
    numbers = fill(desk, pages)
    turn = {"as they came": numbers, "backwards": numbers[::-1]}.get(order) or random.Random(3).sample(numbers, 26)
    for number in turn:
        with desk.writing() as connection:
            on_desk.bring_in(connection, number)
    expected = copies.compare(pages)
    assert len(expected) > 40
    assert {copy.kind for copy in expected} == {"verbatim", "near", "quotation"}
    assert {copy.direction for copy in expected} == {"from_other", "to_other", "unknown"}
    with desk.reading() as connection:
        found = on_desk.of_pages(connection, numbers)
        some = set(numbers[:9])
        here = on_desk.among(connection, some)
    assert longer(found) == longer(expected)
    names = {one.page.id for one in pages[:9]}
    assert longer(here) == longer(c for c in expected if {c.page, c.other} <= names)
    assert here


def test_forgetting_and_bringing_in_again_changes_nothing(desk, pages) -> None:
    numbers = fill(desk, pages)
    for number in numbers[:-1]:
        with desk.writing() as connection:
            on_desk.bring_in(connection, number)
    before = state(desk)
    with desk.writing() as connection:
        assert on_desk.bring_in(connection, numbers[-1])
    after = state(desk)
    with desk.writing() as connection:
        assert on_desk.forget(connection, numbers[-1])
        assert not on_desk.forget(connection, numbers[-1])
    assert state(desk) == before
    for number in (numbers[-1], numbers[4], numbers[4]):
        with desk.writing() as connection:
            on_desk.bring_in(connection, number)
    again = state(desk)
    assert longer(again[0]) == longer(after[0])
    assert again[1:] == after[1:]


@pytest.mark.parametrize("turned", [False, True])
def test_a_short_passage_of_two_pages_is_found_in_either_order(desk, turned) -> None:
    chance = random.Random(12)
    short = invented(10, chance)
    bodies = [invented(40, chance) + short + invented(40, chance) for _ in range(2)]
    numbers = fill(desk, [reading(f"عنوان\n{' '.join(body)}") for body in bodies])
    with desk.writing() as connection:
        for number in numbers[::-1] if turned else numbers:
            on_desk.bring_in(connection, number)
        (copy,) = on_desk.of_pages(connection, numbers)
    assert (copy.equal, copy.kind) == (10, "verbatim")


def test_a_step_that_fails_leaves_nothing(desk, pages) -> None:
    numbers = fill(desk, pages[:3])
    with desk.writing() as connection:
        on_desk.bring_in(connection, numbers[0])
    before = state(desk)

    def stopped() -> None:
        with desk.writing() as connection:
            on_desk.bring_in(connection, numbers[1])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stopped()
    assert state(desk) == before


def test_direction_is_decided_by_the_pages_not_by_their_order(desk, pages) -> None:
    chance = random.Random(5)
    body = " ".join(invented(40, chance))
    late, early = reading(f"عنوان\n{body}", "2031-06-09"), reading(f"آخر\n{body}", "2031-06-01")
    numbers = fill(desk, [late, early])
    with desk.writing() as connection:
        for number in numbers:
            on_desk.bring_in(connection, number)
        (copy,) = on_desk.of_pages(connection, numbers)
        assert (copy.page, copy.direction, copy.why) == (early.page.id, "to_other", "published")
        connection.execute(tables.pages.update().where(tables.pages.c.id == numbers[1]).values(published="2031-06-20"))
        on_desk.decide_directions(connection, numbers[1])
        assert [c.direction for c in on_desk.of_pages(connection, numbers)] == ["from_other"]
        connection.execute(tables.pages.update().where(tables.pages.c.id == numbers[0]).values(published=None))
        on_desk.decide_directions(connection, numbers[0])
        assert [(c.direction, c.why) for c in on_desk.of_pages(connection, numbers)] == [("unknown", None)]


def test_a_paragraph_of_many_pages_costs_no_more_than_the_bound(desk) -> None:
    chance = random.Random(6)
    shared = " ".join(invented(60, chance))
    numbers = fill(desk, [reading(f"ع{n}\n{' '.join(invented(20, chance))} {shared}") for n in range(MOST + 8)])
    with desk.writing() as connection:
        found = [len(on_desk.bring_in(connection, number)) for number in numbers]
        assert found == [min(n, MOST) for n in range(MOST + 8)]
        longest = max(len(row.pages) for row in connection.execute(select(shingles)))
        assert longest == MOST * 20
        on_desk.forget(connection, numbers[0])
        assert len(on_desk.bring_in(connection, numbers[0])) == MOST - 1  # whose place another may take
    assert MOST <= PAGES


def test_a_page_that_is_removed_leaves_no_words(desk, pages) -> None:
    numbers = fill(desk, pages[:4])
    with desk.writing() as connection:
        for number in numbers:
            on_desk.bring_in(connection, number)
    desk.remove(numbers)
    with desk.reading() as connection:
        for table in (page_words, shingles, copies_table):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0, table.name


def test_a_wording_is_packed_and_unpacked(pages) -> None:
    for one in (*pages, reading("عنوان\n" + "ك" * 300 + " ،" * 40_000 + " ﻻ القَدِيـم")):
        made = copies.wording(one)
        again = unpack(pack(made), made.page, made.published, made.outlet, made.agency)
        for name in ("words", "begins", "ends", "plain", "quoted"):
            assert getattr(again, name).tolist() == getattr(made, name).tolist(), name
            assert getattr(again, name).dtype == getattr(made, name).dtype, name
        assert (again.contents, again.named) == (made.contents, made.named)
        assert again.published == made.published
