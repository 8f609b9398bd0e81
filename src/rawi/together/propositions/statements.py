"""Statements: the smallest parts of claims that claim something by themselves, ready to be compared.

A claim may say several things at once (47 إصابة وثلاث وفيات، فيما أغلق السوق). It is cut where its punctuation ends a
clause and before و with a verb, a new أن or a new figure; no part has fewer than `LEAST` words. Nothing is reworded: a
statement is a span of its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from rawi.language import fold_text, words
from rawi.language.openers import is_bare_verb
from rawi.names import key
from rawi.reading import Claim, Reading
from rawi.together.propositions.negation import Negation, Said, negation
from rawi.together.propositions.stems import root, stem
from rawi.together.propositions.values import Figure, Period, figure, period

Span = tuple[int, int]
Stance = Literal["supports", "denies", "withholds"]

LEAST: Final = 3
"""Words that a part must have to stand alone."""
LONGEST: Final = 60
"""Words of a statement that are compared; what is longer is a paragraph and compared by its beginning."""
_ENDS: Final = frozenset("،؛.؟!\n:,;")
_JOINTS: Final = frozenset(
    fold_text(
        "فيما بينما لكن ولكن حيث وحيث كما وكما إذ وأن وإن وأنه وإنه وأنها وإنها وأنهم وبأن وبينما وفيما مما ثم"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of a claim that claims something by itself.

    `claim`: the number of the claim in its reading; `span`: code points of the page's text, `text` the words there.
    `stance`: what those who say it do with it, as its chain tells; `negation`: what its own words deny. `source`: the
    number of the innermost source in the reading, None where the page itself claims it. `stems` in order of the words;
    `names` are keys of the entities named in it.
    """

    page: str
    claim: int
    span: Span
    text: str = field(repr=False)
    stance: Stance
    negation: Negation
    source: int | None
    stems: tuple[str, ...] = field(repr=False)
    roots: frozenset[str] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    figures: tuple[Figure, ...] = field(repr=False)
    times: tuple[Period, ...] = field(repr=False)
    asked: bool = False

    @property
    def negated(self) -> bool:
        """Whether its own words deny something."""
        return self.negation.denies

    @property
    def denied(self) -> bool:
        """Whether it denies in the end: by its stance or by its words, not by both."""
        return (self.stance == "denies") != self.negated


def statements(reading: Reading) -> list[Statement]:
    """The statements of all claims of a page, in their order; each span once, with the innermost source."""
    found: dict[Span, Statement] = {}
    for claim in reading.claims:
        for span in parts(reading, claim):
            found.setdefault(span, statement(reading, claim, span))
    return sorted((one for one in found.values() if one.stems), key=lambda one: (one.span, one.claim))


def statement(reading: Reading, claim: Claim, span: Span) -> Statement:
    """The statement that a span of a claim makes."""
    text = reading.page.text
    numbers = [q for q in reading.quantities if _within(q.span, span)]
    placed = [t for t in reading.times if _within(t.span, span)]
    counted = [q.span for q in numbers if q.unit is None and q.of != q.span] + [t.span for t in placed]
    said = []
    for word in words(text[slice(*span)])[:LONGEST]:
        start = span[0] + word.span[0]
        number = any(a <= start < b for a, b in counted)
        said.append(Said(fold_text(word.text) or word.text, "" if number else stem(word.text), number))
    found = [one.stem for one in said if one.stem]
    names = {key(e.name, e.type) for e in reading.entities if any(_within(m, span) for m in e.mentions)}
    links = [reading.attribution(link.id) for link in claim.chain if link.id is not None]
    stances = {link.stance for link in links}
    denials = sum(link.stance == "denies" for link in links)
    stance: Stance = "withholds" if "withholds" in stances else "denies" if denials % 2 else "supports"
    return Statement(
        page=reading.page.id,
        claim=claim.id,
        span=span,
        text=text[slice(*span)],
        stance=stance,
        negation=negation(said, denied=stance == "denies"),
        source=links[-1].source_id if links else None,
        stems=tuple(found),
        roots=frozenset(map(root, found)),
        names=frozenset(name for name in names if name),
        figures=tuple(f for q in numbers if (f := figure(q, text))),
        times=tuple(p for t in placed if (p := period(t, text))),
        asked=bool(stances & {"asks", "calls_for"}),
    )


def parts(reading: Reading, claim: Claim) -> Iterator[Span]:
    """The spans into which the content of a claim is cut. Linear in its length."""
    text = reading.page.text
    figures = {q.span[0] for q in reading.quantities}
    for start, end in claim.content:
        pieces: list[list[Span]] = [[]]
        counted = False
        for word in words(text[start:end]):
            span = (start + word.span[0], start + word.span[1])
            if word.text in _ENDS or "\n" in text[pieces[-1][-1][1] if pieces[-1] else span[0] : span[0]]:
                pieces.append([])
                counted = False
                if word.text in _ENDS:
                    continue
            here = span[0] in figures or (word.text[0] == "و" and span[0] + 1 in figures)
            if _opens(word.text) or (here and counted and word.text[0] == "و"):
                pieces.append([])
                counted = False
            counted = counted or here
            if word.text[0].isalnum() or pieces[-1]:
                pieces[-1].append(span)
        yield from _joined([piece for piece in pieces if piece])


def _joined(pieces: list[list[Span]]) -> Iterator[Span]:
    """The spans of pieces, short ones joined to the one before, or the one after where there is none."""
    joined: list[list[Span]] = []
    for piece in pieces:
        if joined and (len(piece) < LEAST or len(joined[-1]) < LEAST):
            joined[-1] += piece
        else:
            joined.append(list(piece))
    for piece in joined:
        yield piece[0][0], piece[-1][1]


def _opens(word: str) -> bool:
    """Whether a word begins a clause of its own: فيما، وأن، وقتل."""
    folded = fold_text(word)
    return folded in _JOINTS or (folded[:1] in ("و", "ف") and len(folded) > 3 and is_bare_verb(folded[1:]))


def _within(inner: Span, outer: Span) -> bool:
    return inner[0] < outer[1] and outer[0] < inner[1]
