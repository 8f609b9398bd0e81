"""What the pages of a made-up desk say together, by rule, straight into its tables: for benchmarks of views only.

    python -m benchmarks.fast_together FILE [--stories 20000] [--propositions 300000]

`rawi together` would find next to nothing on made-up pages, and take hours for it. So pages that came one after the other
are made a story here, and claims of different pages of it a proposition, whatever they say; every row is of the form that
`rawi.together.running` writes (`Found` as its own `to_json` gives it). Nothing is there by which new pages would be placed.

Stories have 2 to 12 pages, few of them many, one has 200; half as many pages again are alone. A proposition has the claims
of 2 to 12 pages, in the large story up to all; one claim in three has the source of the first, so that a proposition has
about two thirds as many origins as claims. One in ten propositions is disputed. One page in three shares a passage with
another one of its story.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, func, select

from rawi.desk import engine, tables
from rawi.desk.passages.tables import copies
from rawi.desk.together import tables as together
from rawi.names import key
from rawi.together.copies import Copy
from rawi.together.origins import Backing, Edge, Graph, Node, Origin
from rawi.together.propositions import Figure, Member, Proposition
from rawi.together.running.found import Found, Row, to_json

LARGEST: Final = 200
STORIES: Final = 20_000
PROPOSITIONS: Final = 300_000
SMALLEST: Final = 2
_MOST: Final = 12  # pages of a story, and of a proposition but in the largest story
_BATCH: Final = 200  # stories in one transaction
_PRAGMAS: Final = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000", "temp_store = MEMORY")
_CONFLICTS: Final = (("denied",), ("denied",), ("figures",), ("times",), ("denied", "figures"))


class PageLine(NamedTuple):
    """A page, as it is needed here."""

    id: int
    sha256: str
    outlet: str
    day: str
    title: str


class ClaimLine(NamedTuple):
    """A claim, as it is needed here."""

    n: int
    start: int
    stop: int
    text: str
    source: str | None
    kind: str | None
    named: bool | None


@dataclass
class Put:
    """What is to be written, table by table."""

    stories: list[dict[str, Any]]
    pages: list[dict[str, Any]]
    propositions: list[dict[str, Any]]
    members: list[dict[str, Any]]
    origins: list[dict[str, Any]]
    copies: list[dict[str, Any]]


def fill(path: Path, stories: int = STORIES, propositions: int = PROPOSITIONS) -> None:
    """Fill the tables of a desk; one that has as many stories of more than one page is left as it is."""
    desk = engine.open_engine(path, create=False)
    with engine.reading(desk) as connection:
        t = together.stories
        there = connection.execute(select(func.count()).select_from(t).where(t.c.pages > 1)).scalar_one()
        number = connection.execute(select(func.count()).select_from(tables.pages)).scalar_one()
    if there == stories:
        with desk.begin() as held:  # a migration may let all pages wait, and a server would begin with them
            held.execute(delete(together.waiting))
            held.execute(delete(together.changed))
        desk.dispose()
        return
    began = time.time()
    with desk.connect() as held:
        raw: Any = held.connection.driver_connection
        for pragma in _PRAGMAS if held.dialect.name == "sqlite" else ():
            raw.execute("PRAGMA " + pragma)
        with held.begin():
            for table in (
                together.changed, together.origins, together.members, together.propositions, together.story_pages,
                together.stories, together.waiting, copies,
            ):  # fmt: skip
                held.execute(delete(table))
        sizes = list(_sizes(stories, number, random.Random("stories")))
        together_pages = sum(size for size in sizes if size > 1)
        each = propositions / together_pages
        made = _Maker(each)
        pages = _pages(held, number)
        for first in range(0, len(sizes), _BATCH):
            put = Put([], [], [], [], [], [])
            for size in sizes[first : first + _BATCH]:
                made.story(put, list(itertools.islice(pages, size)))
            with held.begin():
                for table, rows in (
                    (together.stories, put.stories), (together.story_pages, put.pages),
                    (together.propositions, put.propositions), (together.members, put.members),
                    (together.origins, put.origins), (copies, put.copies),
                ):  # fmt: skip
                    if rows:
                        held.execute(table.insert(), rows)
            if first // 5000 != (first + _BATCH) // 5000:
                print(f"{first + _BATCH:>7} stories, {made.propositions} propositions, {time.time() - began:.0f} s")
        if held.dialect.name == "sqlite":
            raw.execute("PRAGMA journal_mode = WAL")
    desk.dispose()
    print(
        f"{len(sizes)} stories of {number} pages, {made.propositions} propositions of {made.members} claims with "
        f"{made.origins} origins, {made.copies} copies, {time.time() - began:.0f} s",
        flush=True,
    )


def _sizes(stories: int, pages: int, drawn: random.Random) -> Iterator[int]:
    """How many pages each story has, in the order of pages; those left over are alone."""
    left = pages
    largest = stories // 2
    for n in range(stories):
        size = min(LARGEST if n == largest else min(_MOST, SMALLEST + int(drawn.expovariate(0.75))), left)
        if size < SMALLEST:
            raise SystemExit(f"{pages} pages are too few for {stories} stories.")
        yield size
        left -= size
        if left and drawn.random() < 0.5:
            yield 1
            left -= 1
    yield from itertools.repeat(1, left)


def _pages(connection: Any, number: int) -> Iterator[tuple[PageLine, list[ClaimLine]]]:
    """All pages with their claims, in their order, some at a time."""
    p, c, s = tables.pages, tables.claims, tables.sources
    last = 0
    while True:
        query = select(p.c.id, p.c.sha256, p.c.outlet, p.c.published_day, p.c.title).where(p.c.id > last)
        some = [PageLine(*row) for row in connection.execute(query.order_by(p.c.id).limit(500))]
        connection.rollback()
        if not some:
            return
        joined = c.outerjoin(s, s.c.id == c.c.source_id)
        claims = select(c.c.page_id, c.c.n, c.c.start, c.c.stop, c.c.text, s.c.name, s.c.kind, s.c.named)
        claims = claims.select_from(joined).where(c.c.page_id > last, c.c.page_id <= some[-1].id)
        found: dict[int, list[ClaimLine]] = {}
        for row in connection.execute(claims.order_by(c.c.page_id, c.c.n)):
            found.setdefault(row[0], []).append(ClaimLine(*row[1:]))
        connection.rollback()
        for page in some:
            yield page, found.get(page.id, [])
        last = some[-1].id


class _Maker:
    """Makes stories and what they say."""

    def __init__(self, each: float) -> None:
        self.each = each
        self.drawn = random.Random("together")
        self.stories = self.propositions = self.members = self.origins = self.copies = 0

    def story(self, put: Put, pages: Sequence[tuple[PageLine, list[ClaimLine]]]) -> None:
        """A story of some pages."""
        self.stories += 1
        number = self.stories
        wanted = round(self.each * len(pages) + self.drawn.random() - 0.5) if len(pages) > 1 else 0
        left = [list(claims) for _, claims in pages]
        shared = self._copies(put, pages) if len(pages) > 1 else []
        before, disputed = self.propositions, 0
        for n in range(wanted):
            size = len(pages) if len(pages) == LARGEST and n < 3 else SMALLEST + int(self.drawn.expovariate(0.8))
            size = min(size, len(pages), _MOST if n >= 3 else LARGEST)
            chosen = sorted(
                self.drawn.sample([i for i, some in enumerate(left) if some] or [0], k=min(size, sum(map(bool, left))))
            )
            if len(chosen) < SMALLEST:
                break
            some = [(pages[i][0], left[i].pop(0)) for i in chosen]
            disputed += self._proposition(put, number, some, shared)
        days = sorted(page.day for page, _ in pages)
        put.stories.append({
            "id": number, "title": pages[0][0].title, "pages": len(pages), "propositions": self.propositions - before,
            "disputed": disputed, "first": days[0], "last": days[-1], "joined_id": None,
            "names": list(dict.fromkeys(c.source for _, cs in pages for c in cs if c.named and c.source))[:5],
        })  # fmt: skip
        put.pages += [
            {"page_id": page.id, "story_id": number, "day": date.fromisoformat(page.day).toordinal(), "terms": b""}
            for page, _ in pages
        ]

    def _copies(self, put: Put, pages: Sequence[tuple[PageLine, list[ClaimLine]]]) -> list[Copy]:
        """Some pages have a passage of an earlier one: as places of claims, since the letters are whatever they are."""
        found = []
        for n, (page, claims) in enumerate(pages[1:], start=1):
            other, theirs = pages[self.drawn.randrange(n)]
            if self.drawn.random() > 1 / 3 or not claims or not theirs:
                continue
            here, there = (
                (claims[0].start, claims[min(3, len(claims) - 1)].stop),
                (theirs[0].start, theirs[-1].stop // 4),
            )
            there = (there[0], max(there[0] + 20, there[1]))
            copy = Copy(page.sha256, here, other.sha256, there, 60, 50, 0.2, 0.2, "near", "from_other", "published")
            found.append(copy)
            put.copies.append({
                "page_id": page.id, "start": here[0], "stop": here[1], "other_page_id": other.id, "other_start": there[0],
                "other_stop": there[1], "equal": 60, "plain": 50, "share": 0.2, "other_share": 0.2, "kind": "near",
                "direction": "from_other", "why": "published", "through": None,
            })  # fmt: skip
        self.copies += len(found)
        return found

    def _proposition(
        self, put: Put, story: int, some: Sequence[tuple[PageLine, ClaimLine]], shared: Sequence[Copy]
    ) -> bool:
        """A proposition of a claim of each of some pages; whether it is disputed."""
        drawn = self.drawn
        self.propositions += 1
        number = self.propositions
        conflicts = drawn.choice(_CONFLICTS) if drawn.random() < 0.1 else ()
        members, rows, groups = [], [], {}
        first: ClaimLine | None = None
        for place, (page, claim) in enumerate(some):
            first = claim if first is None and claim.source else first
            whose = first if first is not None and drawn.random() < 1 / 3 else claim
            end = (whose.source, whose.kind, whose.named) if whose.source else (page.outlet, "outlet", True)
            groups.setdefault(end, []).append(place)
            against = "denied" in conflicts and place % 3 == 1
            figures: tuple[Figure, ...] = ()
            if place % 4 == 0 or "figures" in conflicts:
                amount = 10.0 * (1 + place % 5 if "figures" in conflicts else 1)
                figures = (Figure(amount, amount, None, None, str(int(amount))),)
            members.append(
                Member(
                    page.sha256, claim.n, (claim.start, claim.stop), claim.text, "denies" if against else "supports",
                    round(0.6 + 0.4 * drawn.random(), 3), drawn.random() < 0.1, figures,
                )
            )  # fmt: skip
            chain = tuple(dict.fromkeys(n for n in (page.outlet, claim.source) if n))
            rows.append(Row(claim.n, chain, claim.source, claim.kind, claim.named, list(groups).index(end) + 1))
        origins = tuple(
            Origin(
                n, end[0], end[1] or "unknown", bool(end[2]), tuple(places), ("source",) if len(places) > 1 else (),
                any(members[i].stance == "supports" for i in places), any(members[i].stance == "denies" for i in places),
            )
            for n, (end, places) in enumerate(groups.items(), start=1)
        )  # fmt: skip
        days = sorted(page.day for page, _ in some)
        pages = {page.sha256: page.id for page, _ in some}
        told: dict[str, dict[int, None]] = {}
        for member, row in zip(members, rows, strict=True):
            for figure in member.figures:
                told.setdefault(figure.words, {})[row.origin] = None
        backing = Backing(
            number, origins, len(pages), len({page.outlet for page, _ in some}), len(some),
            sum(o.supports for o in origins), sum(o.denies for o in origins), days[0], days[-1], (),
            tuple((words, tuple(ids)) for words, ids in told.items()),
        )  # fmt: skip
        proposition = Proposition(number, members[0].text, 0, tuple(members), conflicts)
        mine = tuple(copy for copy in shared if copy.page in pages and copy.other in pages)
        found = Found(proposition, backing, self._graph(some, proposition, origins, mine), tuple(rows), mine, pages)
        put.propositions.append({
            "id": number, "story_id": story, "text": proposition.text, "pages": backing.pages, "outlets": backing.outlets,
            "supporting": backing.supporting, "denying": backing.denying, "conflicts": ",".join(conflicts),
            "disputed": bool(conflicts), "unsure": found.unsure, "first": days[0], "last": days[-1], "joined_id": None,
            "found": to_json(found),
        })  # fmt: skip
        put.members += [
            {
                "page_id": page.id, "start": claim.start, "stop": claim.stop, "proposition_id": number, "claim": claim.n,
                "stance": member.stance, "unsure": member.unsure,
            }
            for (page, claim), member in zip(some, members, strict=True)
        ]  # fmt: skip
        put.origins += [
            {
                "proposition_id": number, "n": o.id, "key": key(o.name) or o.name, "name": o.name, "kind": o.kind,
                "named": o.named, "pages": len(o.members), "supports": o.supports, "denies": o.denies,
                "relays": list(dict.fromkeys(some[i][0].outlet for i in o.members))[:10],
            }
            for o in origins
        ]  # fmt: skip
        self.members += len(members)
        self.origins += len(origins)
        return bool(conflicts)

    def _graph(
        self,
        some: Sequence[tuple[PageLine, ClaimLine]],
        one: Proposition,
        origins: Sequence[Origin],
        mine: Sequence[Copy],
    ) -> Graph:
        nodes = [Node("proposition", "proposition", one.text)]
        edges: dict[Edge, None] = {}
        for origin in origins:
            nodes.append(Node(f"origin {origin.id}", "origin", origin.name))
            for place in origin.members:
                edges[Edge(f"origin {origin.id}", "proposition", one.members[place].stance)] = None
                edges[Edge(f"origin {origin.id}", f"page {one.members[place].page}", "relayed")] = None
        nodes += [Node(f"page {page.sha256}", "page", f"{page.outlet} {page.day}") for page, _ in some]
        edges |= {Edge(f"page {copy.other}", f"page {copy.page}", "copied"): None for copy in mine}
        return Graph(tuple(nodes), tuple(edges))


def main() -> int:
    """Fill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--propositions", type=int, default=PROPOSITIONS)
    given = parser.parse_args()
    fill(given.path, given.stories, given.propositions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
