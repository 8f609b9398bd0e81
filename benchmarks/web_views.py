"""What readers of `benchmarks.web_speed` ask for: the views by name, and what draws an address of each."""

from __future__ import annotations

import copy
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import desk_scale
from benchmarks.desk_pages import OUTLETS, STANCES, name, stems, written
from benchmarks.fast_desk import ORIGIN_OF_LONG


class Asker:
    """Draws what a view is asked for."""

    def __init__(self, desk: Path, seed: str, pages: int | None = None) -> None:
        """`pages`: only of so many, the first."""
        self.drawn = random.Random(seed)
        self.db = sqlite3.connect(f"file:{desk}?mode=ro", uri=True, check_same_thread=False)
        self.last = self.one("SELECT max(id) FROM pages WHERE origin NOT LIKE ?", f"{ORIGIN_OF_LONG}%")
        self.last = min(self.last, pages or self.last)
        self.claims = self.one("SELECT max(id) FROM claims WHERE page_id <= ?", self.last)
        long = self.db.execute("SELECT id FROM pages WHERE id > ? AND origin LIKE ?", (self.last, f"{ORIGIN_OF_LONG}%"))
        self.long = [row[0] for row in long]
        self.most = self.one("SELECT max(id) FROM sources WHERE page_id <= ?", self.last)
        self.stories = self.one("SELECT max(id) FROM together_stories")
        self.propositions = self.one("SELECT max(id) FROM together_propositions")
        large = "SELECT id FROM together_stories ORDER BY pages DESC LIMIT 1"
        self.large = self.one(large)
        told = "SELECT id FROM together_propositions WHERE story_id = ? ORDER BY pages DESC LIMIT 3"
        self.large_propositions = [row[0] for row in self.db.execute(told, (self.large,))]
        self.disputes = self.one("SELECT count(*) FROM together_propositions WHERE disputed")

    def again(self, seed: str) -> Asker:
        """Another who draws from the same desk."""
        other = copy.copy(self)
        other.drawn = random.Random(seed)
        return other

    def one(self, query: str, *values: Any) -> Any:
        """The first value of the first row; None where there is none."""
        row = self.db.execute(query, values).fetchone()
        return None if row is None else row[0]

    def page(self) -> int:
        """Any page but the long ones."""
        return self.drawn.randint(1, self.last)

    def claim(self) -> str:
        """The address of any claim."""
        page, n = self.db.execute(
            "SELECT page_id, n FROM claims WHERE id = ?", (self.drawn.randint(1, self.claims),)
        ).fetchone()
        return f"/pages/{page}/claims/{n}"

    def source(self) -> int:
        """An entity that is a source, as often as it is one."""
        while True:
            found = self.one("SELECT entity_id FROM sources WHERE id = ?", self.drawn.randint(1, self.most))
            if found is not None:
                return int(found)

    def unnamed(self) -> str:
        """The folded name of a source that is no entity, as often as it is one."""
        while True:
            row = self.db.execute(
                "SELECT entity_id, name_key FROM sources WHERE id = ?", (self.drawn.randint(1, self.most),)
            ).fetchone()
            if row and row[0] is None:
                return str(row[1])

    def entity(self) -> int:
        """An entity, as often as pages name it."""
        while True:
            found = self.one(
                "SELECT entity_id FROM page_entities WHERE page_id = ? AND n = ?", self.page(), self.drawn.randint(1, 7)
            )
            if found is not None:
                return int(found)

    def story(self) -> int:
        """A story of more than one page, as often as pages are of it."""
        while True:
            found = self.db.execute(
                "SELECT s.id, s.pages FROM together_pages AS t JOIN together_stories AS s ON s.id = t.story_id WHERE page_id = ?",
                (self.page(),),
            ).fetchone()
            if found and found[1] > 1:
                return int(found[0])

    def proposition(self) -> int:
        """Any proposition."""
        return self.drawn.randint(1, self.propositions)

    def disputed(self) -> int:
        """A disputed proposition, the ones of most pages more often: those behind which a list goes on."""
        place = int(min(self.disputes, 5000) * self.drawn.random() ** 2)
        query = "SELECT id FROM together_propositions WHERE disputed ORDER BY pages DESC, id DESC LIMIT 1 OFFSET ?"
        return int(self.one(query, place))

    def two(self) -> tuple[int, int]:
        """Two pages of one story."""
        query = "SELECT page_id FROM together_pages WHERE story_id = ? ORDER BY page_id"
        pages = [row[0] for row in self.db.execute(query, (self.story(),))]
        one, other = self.drawn.sample(pages, 2)
        return one, other

    def origin(self) -> str:
        """One with whom propositions end, as often as they do."""
        query = "SELECT key FROM together_origins WHERE proposition_id >= ? LIMIT 1"
        return str(self.one(query, self.proposition()))

    def words(self) -> str:
        """Frequent, middling or seldom words, sometimes two of them, a phrase, or a part of a word: as `desk_scale`."""
        drawn, kind = self.drawn, self.drawn.choice(list(desk_scale.RANKS))
        found, way = desk_scale.word(kind, drawn), drawn.random()
        if way < 0.3:
            return f"{found} {desk_scale.word('frequent', drawn)}"
        if way < 0.4:
            return f'"{found} {desk_scale.word("frequent", drawn)}"'
        if way < 0.5:
            return stems()[drawn.randrange(*desk_scale.RANKS[kind])] + "*"
        return found

    def facets(self) -> dict[str, Any]:
        """One or two filters of the form."""
        drawn = self.drawn
        year = drawn.randrange(2012, 2021)
        asked: dict[str, Any] = {}
        for _ in range(drawn.choice((1, 1, 2))):
            asked |= drawn.choice(
                (
                    {"stance": drawn.choice(sorted(set(STANCES)))}, {"kind": drawn.choice(("person", "organisation", "page"))},
                    {"named": "yes"}, {"entity": str(self.entity())}, {"source": str(self.source())},
                    {"source": written(stems()[60 + drawn.randrange(2000)], drawn)},
                    {"outlet": f"صحيفة {name(drawn.randrange(OUTLETS))[0]}"},
                    {"said_from": f"{year}-01-01", "said_to": f"{year}-12-31"}, {"said_from": f"{year}-03-01"},
                    {"about_from": f"{year}-03-01", "about_to": f"{year}-03-31"},
                )
            )  # fmt: skip
        return asked


def views() -> dict[str, Callable[[Asker], str]]:
    """The views by name, each with what draws an address of it."""

    def to(path: str, **asked: Any) -> str:
        return path + ("?" + urlencode(asked) if asked else "")

    def stance(a: Asker) -> dict[str, str]:
        return {"stance": "denies"} if a.drawn.random() < 0.2 else {}

    return {
        "home": lambda a: "/",
        "pages": lambda a: to("/pages", **({"before": a.page()} if a.drawn.random() < 0.7 else {})),
        "page": lambda a: f"/pages/{a.page()}",
        "page of 5,000 words": lambda a: f"/pages/{a.drawn.choice(a.long)}",
        "claim": lambda a: a.claim(),
        "search: words": lambda a: to("/search", q=a.words()),
        "search: words and filters": lambda a: to("/search", q=a.words(), **a.facets()),
        "search: filters": lambda a: to("/search", **a.facets()),
        "search: pages": lambda a: to("/search", q=a.words(), of="pages"),
        "search: names": lambda a: to("/search", q=name(int(20_000 * a.drawn.random() ** 2))[0], of="names"),
        "sources": lambda a: "/sources",
        "source": lambda a: to(f"/sources/{a.source()}", **stance(a)),
        "source by name": lambda a: to("/sources/named", name=a.unnamed()),
        "entities": lambda a: to("/entities", **({"type": a.drawn.choice(("PER", "ORG", "LOC"))} if a.drawn.random() < 0.5 else {})),
        "entity": lambda a: to(f"/entities/{a.entity()}", **stance(a)),
        "timeline": lambda a: to("/timeline", **a.drawn.choice(({"q": a.words()}, {"source": a.source()}, {"entity": a.entity()}))),
        "network": lambda a: to(
            "/network", **a.drawn.choice(({}, {"from": "2016-01-01", "to": "2016-12-31"}, {"outlet": f"صحيفة {name(a.drawn.randrange(OUTLETS))[0]}"}))
        ),
        "network: one": lambda a: to("/network", focus=f"e:{a.source()}"),
        "events": lambda a: to("/events", **({"after": a.story()} if a.drawn.random() < 0.7 else {})),
        "event": lambda a: f"/events/{a.story()}",
        "event of 200 pages": lambda a: to(f"/events/{a.large}", **a.drawn.choice(({}, {"from": 60}, {"from": 120}))),
        "proposition": lambda a: f"/propositions/{a.proposition()}",
        "proposition of 200 pages": lambda a: f"/propositions/{a.drawn.choice(a.large_propositions)}",
        "disputes": lambda a: to(
            "/disputes", **a.drawn.choice(({}, {"kind": a.drawn.choice(("denied", "figures", "times"))})), **a.drawn.choice(({}, {"after": a.disputed()}))
        ),
        "two pages compared": lambda a: to("/compare", **dict(zip(("one", "other"), a.two(), strict=True))),
        "origins": lambda a: to(
            "/origins", **a.drawn.choice(({}, {"side": "denies"}, {"kind": "person"}, {"after": 40}, {"name": name(int(20_000 * a.drawn.random() ** 2))[0]}))
        ),
        "origin": lambda a: to("/origins/named", name=a.origin()),
        "export of a search": lambda a: to("/search/export", **{"as": a.drawn.choice(("csv", "xlsx", "jsonl"))}, q=a.words(), **a.facets()),
        "export of a source": lambda a: to(f"/sources/{a.source()}", **{"as": a.drawn.choice(("csv", "xlsx", "jsonl"))}),
        "api: pages": lambda a: to("/api/pages", after=a.page()),
        "api: page": lambda a: f"/api/pages/{a.page()}",
        "api: claims": lambda a: to("/api/claims", q=a.words()),
        "api: search for pages": lambda a: to("/api/search/pages", q=a.words()),
        "api: search for names": lambda a: to("/api/search/names", q=name(int(20_000 * a.drawn.random() ** 2))[0]),
        "api: sources": lambda a: to("/api/sources", after=f"e_{a.source()}"),
        "api: sources by name alone": lambda a: to("/api/sources", after=f"n_{a.unnamed()}"),
        "api: source": lambda a: f"/api/sources/{a.source()}",
        "api: claims of a source": lambda a: f"/api/sources/{a.source()}/claims",
        "api: entities": lambda a: to("/api/entities", after=a.entity()),
        "api: entity": lambda a: f"/api/entities/{a.entity()}",
        "api: claims about an entity": lambda a: f"/api/entities/{a.entity()}/claims",
        "api: decisions": lambda a: "/api/decisions",
        "a file": lambda a: "/static/css/base.css",
    }  # fmt: skip
