"""What is told of stories, propositions, origins and disputes of a desk: plain data, as `rawi.together.desk` gives it.

`name` of a story or proposition is a number that can be cited: it is never given to another, and where a story or
proposition became part of another one, its name leads there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rawi.together.copies import Copy
from rawi.together.origins import Backing, Graph
from rawi.together.propositions import Conflict, Proposition
from rawi.together.propositions.statements import Span, Stance

Happened = Literal["joined", "split"]


@dataclass(frozen=True, slots=True)
class Updated:
    """What `update` did: so many pages brought together, stories and propositions written; `waiting`: pages that are
    still to be brought together."""

    pages: int = 0
    stories: int = 0
    propositions: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far `update` is: so many of all pages that waited when it began."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in a list. `id` is its sha256, as `Member.page` and `Copy.page` have it; `day` that of its publication."""

    page_id: int
    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    day: str | None
    url: str | None = None
    origin: str | None = None

    @property
    def label(self) -> str:
        """What it is called: its outlet, else its agency, title or where it came from."""
        return self.outlet or self.agency or self.title or self.origin or self.id[:12]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the name of a story or proposition: it `joined` the `other`, or it was `split` off the `other`.

    `when`: the moment, UTC, ISO 8601.
    """

    what: Happened
    name: int
    other: int
    when: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list. `pages`, `propositions` and `disputed` are how many; `first` and `last` days."""

    name: int
    title: str
    pages: int
    propositions: int
    disputed: int
    first: str | None
    last: str | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropositionLine:
    """A proposition in a list. `supporting`, `denying`: independent origins; `pages`, `outlets`: how many."""

    name: int
    text: str
    story: int | None
    pages: int
    outlets: int
    supporting: int
    denying: int
    conflicts: tuple[Conflict, ...]
    unsure: bool
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story: its pages in time, what they claim in common (those of most pages first), who has it from whom.

    `asked`: the name that was asked for, another one where that story joined this.
    """

    story: StoryLine
    pages: tuple[PageLine, ...]
    propositions: tuple[PropositionLine, ...]
    copies: tuple[Copy, ...]
    history: tuple[Event, ...]
    asked: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of a proposition.

    `claim`: its number in the machine's reading of the page (`Claim.id`), None where a person added it; `span` code points
    of the page's text and `words` what stands there; `chain` from the page inwards, `source` the last of it (None: the page
    itself); `origin`: the number of its origin in the backing; `score` the probability that it belongs to the others.
    """

    page: PageLine
    claim: int | None
    span: Span
    words: str
    stance: Stance
    chain: tuple[str, ...]
    source: str | None
    kind: str | None
    named: bool | None
    origin: int
    figures: tuple[str, ...]
    times: tuple[str, ...]
    score: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class PropositionView:
    """A proposition with all that stands behind it. `claims` in the order of `proposition.members`; `copies` between their
    pages; `pages` by their sha256. `story` is that of most of its pages. `asked`: the name that was asked for."""

    name: int
    proposition: Proposition
    backing: Backing
    graph: Graph
    story: StoryLine | None
    claims: tuple[ClaimRow, ...]
    copies: tuple[Copy, ...]
    pages: dict[str, PageLine]
    unsure: bool
    history: tuple[Event, ...]
    asked: int

    @property
    def line(self) -> PropositionLine:
        """The same for a list."""
        backing = self.backing
        return PropositionLine(
            self.name, self.proposition.text, self.story.name if self.story else None, backing.pages, backing.outlets,
            backing.supporting, backing.denying, self.proposition.conflicts, self.unsure, backing.earliest, backing.latest,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a claim of a page: the proposition that it belongs to, the largest where there are several.

    `stance`: how the claim stands to it.
    """

    proposition: int
    stance: Stance
    pages: int
    outlets: int
    supporting: int
    denying: int
    conflicts: tuple[Conflict, ...]
    unsure: bool

    @property
    def origins(self) -> int:
        """Independent origins, for and against."""
        return self.supporting + self.denying


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One with whom propositions end. `propositions` and `pages`: how many; of the propositions it says so many for and
    against; `relays`: who passed it on, with how many propositions, most first; `latest`: the newest propositions."""

    name: str
    kind: str
    named: bool
    propositions: int
    pages: int
    supporting: int
    denying: int
    relays: tuple[tuple[str, int], ...] = ()
    latest: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attributed:
    """A claim of one of two pages, and to whom the page attributes it (empty: the page itself)."""

    claim: int | None
    span: Span
    words: str
    stance: Stance
    chain: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What both pages claim. `conflicts`: in what they differ; `name`: of the desk's proposition, None where it has none."""

    text: str
    name: int | None
    one: tuple[Attributed, ...]
    other: tuple[Attributed, ...]
    conflicts: tuple[Conflict, ...]
    unsure: bool

    @property
    def same_words(self) -> bool:
        """Whether both say it with the same letters."""
        return {a.words for a in self.one} == {a.words for a in self.other}


@dataclass(frozen=True, slots=True)
class PagesCompared:
    """Two pages: what both claim, what one has and the other has not, which passages are copied.

    In `copies`, spans are of the pages that they name. `near`: whether the desk holds both to be of one story.
    """

    one: PageLine
    other: PageLine
    common: tuple[Common, ...]
    only_one: tuple[Attributed, ...]
    only_other: tuple[Attributed, ...]
    copies: tuple[Copy, ...] = field(default=())
    one_story: bool = False
