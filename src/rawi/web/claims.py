"""Claims as they are shown: with their chain, their key in addresses, and what people decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rawi.desk.decisions import Decided, DecidedClaim, Ref
from rawi.errors import OptionError
from rawi.quantities import Quantity
from rawi.reading import Attribution, Reading
from rawi.reading.attributions import UNSURE
from rawi.reading.pipeline import TAUGHT
from rawi.reading.reading import Spans
from rawi.times import Time
from rawi.web.words import N_

DOUBTFUL: Final = 0.75
"""Below this score a speaker who was inferred is shown as doubtful."""

_ENDS: Final = re.compile(r"[ \t»”\"')\]]{0,9}(?:[.!?؟،؛,;:…»”\"\r\n-]|\Z)")
"""Where a content may end without doubt: before a mark of punctuation, the end of a line or of the page."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain. `name` None: nobody says who. The rest is of an attribution."""

    link: str
    name: str | None
    how: str | None = None
    cue: str = ""
    stance: str = ""
    form: str = ""
    kind: str = ""
    named: bool = True
    medium: str = ""
    score: float = 1.0
    source_id: int | None = None
    entity: int | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether who speaks was inferred, and may be somebody else."""
        return self.how == "inferred" and self.score < DOUBTFUL


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with all that is told of it.

    `key` names it in addresses: its number in the machine's reading, or, where a person added it, ``at-START-STOP``.
    `through`: numbers of its attributions in the decided reading, from the outermost inwards. `checks`: messages that
    say what is to be looked at, where it is unsure or who speaks was inferred.
    """

    key: str
    n: int | None
    content: Spans
    text: str
    stance: str | None
    steps: tuple[Step, ...]
    through: tuple[int, ...]
    said: tuple[Time, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    entities: tuple[int, ...]
    score: float
    unsure: bool
    state: str | None
    stands: bool
    decisions: tuple[int, ...]
    checks: tuple[str, ...] = ()

    @property
    def hull(self) -> tuple[int, int]:
        """From its first letter to its last."""
        return self.content[0][0], self.content[-1][1]

    @property
    def source(self) -> Step | None:
        """The innermost source; None where the page itself claims it."""
        return self.steps[-1] if self.through else None


def shown(decided: Decided) -> list[ShownClaim]:
    """All claims of a page in the order of its text, those too that were rejected."""
    claims = [_shown(decided.reading, claim) for claim in decided.claims]
    return sorted(claims, key=lambda claim: (claim.hull[0], claim.n or 0))


def find(claims: list[ShownClaim], key: str) -> ShownClaim:
    """The claim of a key. Raises `OptionError` where there is none."""
    for claim in claims:
        if claim.key == key:
            return claim
    raise OptionError(f"The page has no claim {key[:40]!r}.")


def thing(claim: ShownClaim) -> int | Ref:
    """The claim as the desk's decisions are told of it."""
    return claim.n if claim.n is not None else Ref("claim", place=claim.hull)


def _shown(reading: Reading, decided: DecidedClaim) -> ShownClaim:
    claim = decided.claim
    steps = tuple(_steps(reading, decided))
    through = tuple(link.id for link in claim.chain if link.id is not None)
    start, stop = claim.content[0][0], claim.content[-1][1]
    return ShownClaim(
        key=str(decided.n) if decided.n is not None else f"at-{start}-{stop}",
        n=decided.n,
        content=claim.content,
        text=claim.text,
        stance=claim.stance if through or decided.source else None,
        steps=steps,
        through=through,
        said=_times(reading, claim.said),
        times=_times(reading, claim.times),
        quantities=tuple(reading.quantities[n - 1] for n in claim.quantities if n <= len(reading.quantities)),
        entities=claim.entities,
        score=claim.score,
        unsure=claim.unsure,
        state=decided.state,
        stands=decided.stands,
        decisions=decided.decisions,
        checks=tuple(_checks(reading, decided, steps)) if decided.stands and decided.state is None else (),
    )


def _checks(reading: Reading, decided: DecidedClaim, steps: tuple[Step, ...]) -> Iterator[str]:
    """What is to be looked at: each thing that makes the machine unsure of a claim that nobody has decided on yet."""
    claim, page = decided.claim, reading.page
    if any(step.is_doubtful for step in steps):
        yield N_("who speaks")
    if not claim.unsure:
        return
    if page.language.value not in (None, TAUGHT):
        yield N_("all of it: the page is in another language than the machine was taught")
    if page.doubtful and any(a < d and c < b for a, b in claim.content for c, d in page.doubtful):
        yield N_("its letters, in the original: they were hard to make out")
    through = [reading.attribution(link.id) for link in claim.chain if link.id is not None]
    if any(a.unsure and a.score < UNSURE for a in through):
        yield N_("whether anybody says it")
    if not _ENDS.match(page.text, claim.content[-1][1]):
        yield N_("where it ends")


def _times(reading: Reading, numbers: tuple[int, ...]) -> tuple[Time, ...]:
    return tuple(reading.times[n - 1] for n in numbers if n <= len(reading.times))


def _steps(reading: Reading, decided: DecidedClaim) -> Iterator[Step]:
    said = False
    for link in decided.claim.chain:
        if link.id is not None:
            said = True
            yield _attributed(reading, reading.attribution(link.id))
        elif link.link == "page":
            yield Step("page", None)
        else:
            fact = getattr(reading.page, link.link)
            yield Step(link.link, fact.value, fact.how)
    if not said and decided.source:  # of a claim whose attribution is gone
        yield Step("attribution", decided.source, kind=decided.kind or "", named=bool(decided.named))


def _attributed(reading: Reading, a: Attribution) -> Step:
    source = reading.source(a.source_id) if a.source_id else None
    return Step(
        "attribution", source.name if source else None, how=a.speaker.how, cue=reading.words(a.cue), stance=a.stance,
        form=a.form, kind=a.kind, named=a.named, medium=reading.words(a.medium), score=a.speaker.score,
        source_id=a.source_id, entity=source.entity if source else None,
    )  # fmt: skip
