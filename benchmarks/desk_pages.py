"""Made-up readings for measuring a desk: words of invented syllables as frequent as words are, with what hangs on them.

Every page is a function of its number and the seed, so a page can be made again without those before it. Nothing is
read by the tagger; a page has 20 claims of some 20 words, half of them of a source, as a news page of 400 words has. The
figures behind it (share of attributed claims, entities, times and quantities to a claim) are those of the made-up
articles that the tagger is trained on, rounded.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import accumulate

from rawi.pages import Block, Fact, Page
from rawi.quantities import Quantity
from rawi.reading import Attribution, Claim, Entity, Link, Reading, Source
from rawi.reading.reading import Speaker
from rawi.times import Time

CLAIMS = 20
WORDS = 200_000  # different stems
SLOPE = 1.25  # of Zipf's law: 150 pages then have some 13,000 different words, as many as as much real news
NAMES = 60_000  # different names
OUTLETS = 60
FIRST, DAYS = date(2012, 1, 1), 3650
COMMON = [
    "في",
    "من",
    "على",
    "أن",
    "إلى",
    "عن",
    "التي",
    "الذي",
    "هذا",
    "مع",
    "بعد",
    "كان",
    "قد",
    "ما",
    "بين",
    "خلال",
    "وقال",
    "كما",
    "أكثر",
    "قبل",
    "حتى",
    "منذ",
    "غير",
    "كل",
    "عند",
    "لم",
    "لا",
    "إن",
    "هو",
    "هي",
]
LETTERS = "بتجحدرزسشصطعفقكلمنه"
STANCES = ("states",) * 12 + ("confirms", "denies", "alleges", "believes", "asks", "calls_for", "commits", "withholds")
KINDS = ("person",) * 6 + ("organisation", "organisation", "group", "media", "document", "unknown")
UNITS = (None, None, None, None, "percent", "USD", "km", "tonne")


@cache
def stems() -> list[str]:
    """Invented words, the commonest first: common ones of three or four letters, seldom ones of more."""
    drawn = random.Random("stems")
    found = dict.fromkeys(COMMON)
    while len(found) < WORDS:
        size = 3 + (len(found) > 2000) + (len(found) > 40000)
        word = "".join(drawn.choice(LETTERS) for _ in range(size))
        at = drawn.randrange(1, size)
        found[word[:at] + drawn.choice(("ا", "ي", "و", "")) + word[at:]] = None
    return list(found)


@cache
def weights(count: int, bend: float, slope: float = 1.0) -> list[float]:
    """Of Zipf's law with Mandelbrot's bend, summed up."""
    return list(accumulate(1 / (rank + bend) ** slope for rank in range(1, count + 1)))


def written(stem: str, drawn: random.Random) -> str:
    """A word as it stands in a text, with what may be written onto it."""
    way = drawn.random()
    if stem in COMMON or way < 0.45:
        return stem
    return ("ال" if way < 0.75 else "وال" if way < 0.8 else "بال" if way < 0.85 else "و" if way < 0.92 else "ل") + stem


@cache
def name(number: int) -> tuple[str, str]:
    """A name and its type: two invented words for people and bodies, one for places."""
    drawn = random.Random(f"name {number}")
    words = stems()[50:40_000]
    kind = drawn.choice(("PER", "PER", "ORG", "LOC"))
    return " ".join(drawn.choice(words) for _ in range(1 if kind == "LOC" else 2)), kind


def reading(number: int, seed: str = "desk", size: int = CLAIMS) -> Reading:
    """The page of that number, read. `size`: its claims."""
    drawn = random.Random(f"{seed} {number}")
    published = FIRST + timedelta(days=int(DAYS * drawn.random() ** 0.7))
    draft = _Draft(drawn, published)
    draft.add(" ".join(draft.words(9)) + "\n")
    title_end = len(draft.text) - 1
    claims = [draft.claim(n) for n in range(1, size + 1)]
    text = draft.text.rstrip()
    outlet = drawn.choices(range(OUTLETS), cum_weights=weights(OUTLETS, 1.0))[0]
    page = Page(
        id=sha256(text.encode()).hexdigest(),
        text=text,
        blocks=(Block("title", (0, title_end)), Block("body", (title_end + 1, len(text)))),
        origin=f"made-up/{number}.txt",
        language=Fact("ar", "letters"),
        outlet=Fact(f"صحيفة {name(outlet)[0]}", "given"),
        url=Fact(f"https://example.org/{outlet}/{number}", "given"),
        title=Fact(text[:title_end], "first line", (0, title_end)),
        published=Fact(published.isoformat(), "given"),
    )
    return Reading(
        page=page, producer={"rawi": "made-up", "tagger": "none"}, sentences=tuple(draft.sentences),
        entities=tuple(draft.entities.values()), times=tuple(draft.times), quantities=tuple(draft.quantities),
        sources=tuple(draft.sources.values()), attributions=tuple(draft.attributions), claims=tuple(claims),
    )  # fmt: skip


class _Draft:
    """A page while it is written."""

    def __init__(self, drawn: random.Random, published: date) -> None:
        self.drawn, self.published = drawn, published
        self.parts: list[str] = []
        self.length = 0
        self.sentences: list[tuple[int, int]] = []
        self.entities: dict[str, Entity] = {}
        self.sources: dict[str, Source] = {}
        self.times: list[Time] = []
        self.quantities: list[Quantity] = []
        self.attributions: list[Attribution] = []
        self.cast = drawn.choices(range(NAMES), cum_weights=weights(NAMES, 20.0), k=7)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, words: str) -> tuple[int, int]:
        """Write on; where it stands."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length

    def words(self, count: int) -> list[str]:
        chosen = self.drawn.choices(stems(), cum_weights=weights(WORDS, 2.7, SLOPE), k=count)
        return [written(stem, self.drawn) for stem in chosen]

    def entity(self) -> Entity:
        """Write a name of the page's cast."""
        label, kind = name(self.drawn.choice(self.cast))
        span = self.add(label)
        self.add(" ")
        old = self.entities.get(label)
        mentions = (*old.mentions, span) if old else (span,)
        self.entities[label] = Entity(old.id if old else len(self.entities) + 1, kind, label, mentions)
        return self.entities[label]

    def claim(self, n: int) -> Claim:
        """Write a sentence that is a claim, of a source or of the page."""
        drawn, first = self.drawn, self.length
        chain: tuple[Link, ...] = (Link("outlet"),)
        stance, source, cue = "states", None, None
        if drawn.random() < 0.5:
            stance = drawn.choice(STANCES)
            cue = self.add("قال")
            self.add(" ")
            source = self.source()
            self.add("إن ")
        start = self.length
        named: list[int] = []
        times: list[int] = []
        quantities: list[int] = []
        for _ in range(drawn.choice((1, 2, 3))):
            self.add(" ".join(self.words(drawn.randint(4, 7))) + " ")
            if drawn.random() < 0.6:
                named.append(self.entity().id)
        if drawn.random() < 0.3:
            times.append(self.time())
        if drawn.random() < 0.3:
            quantities.append(self.quantity())
        self.add(" ".join(self.words(5)))
        stop = self.length
        self.add(". " if n % 5 else ".\n")
        self.sentences.append((first, stop + 1))
        if source is not None and cue is not None:
            number = len(self.attributions) + 1
            self.attributions.append(
                Attribution(
                    id=number, cue=(cue,), source=(source.spans[-1],), content=((start, stop),), stance=stance, form="indirect",
                    kind=source.kind, named=source.named, referent=(source.spans[0],), source_id=source.id,
                    speaker=Speaker("read", 0.9), medium=(), said=(), outer=None, score=0.9, unsure=False,
                )
            )  # fmt: skip
            chain += (Link("attribution", number),)
        return Claim(
            id=n, content=((start, stop),), text=self.text[start:stop], stance=stance, chain=chain,
            entities=tuple(dict.fromkeys(named)), said=(), times=tuple(times), quantities=tuple(quantities), score=0.9,
            unsure=False,
        )  # fmt: skip

    def source(self) -> Source:
        """Write a source: an entity, or unnamed words."""
        drawn = self.drawn
        if drawn.random() < 0.7:
            who = self.entity()
            label, span, number, kind = who.name, who.mentions[-1], who.id, drawn.choice(KINDS)
        else:
            label = "مصدر " + stems()[60 + int(2000 * drawn.random() ** 3)]
            span, number, kind = self.add(label), None, "unknown"
            self.add(" ")
        old = self.sources.get(label)
        made = Source(
            old.id if old else len(self.sources) + 1, label, old.kind if old else kind, number is not None, number,
            (*old.spans, span) if old else (span,),
        )  # fmt: skip
        self.sources[label] = made
        return made

    def time(self) -> int:
        """Write a time; its number."""
        day = self.published - timedelta(days=int(1000 * self.drawn.random() ** 3))
        if self.drawn.random() < 0.7:
            span, value, precision = self.add(f"يوم {day.isoformat()}"), f"{day}/{day}", "day"
        else:
            span, value, precision = self.add(f"عام {day.year}"), f"{day.year}-01-01/{day.year}-12-31", "year"
        self.add(" ")
        self.times.append(Time(span, value, precision=precision, why=precision))
        return len(self.times)

    def quantity(self) -> int:
        """Write a quantity; its number."""
        amount = int(10 ** (6 * self.drawn.random() ** 2))
        span = self.add(str(amount))
        self.add(" ")
        self.quantities.append(Quantity(span, amount, amount, unit=self.drawn.choice(UNITS)))
        return len(self.quantities)
