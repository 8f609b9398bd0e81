"""Statements: the smallest parts of claims that claim something by themselves, ready to be compared.

A claim may say several things at once (47 إصابة وثلاث وفيات، فيما أغلق السوق). It is cut where its punctuation ends a
clause and before و with a verb, a new أن or a new figure; no part has fewer than `LEAST` words. Nothing is reworded: a
statement is a span of its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rawi.language import fold_text, words
from rawi.language.openers import is_bare_verb
from rawi.names import key
from rawi.quantities import Quantity
from rawi.reading import Claim, Reading
from rawi.together.propositions import roles
from rawi.together.propositions.negation import Negation, Said, negation
from rawi.together.propositions.stems import root, stem, stems
from rawi.together.propositions.values import Figure, Period, figure, period

Span = tuple[int, int]
Stance = Literal["supports", "denies", "withholds"]

LEAST: Final = 3
"""Words that a part must have to stand alone."""
SOON: Final = 3
"""So many words after و with a word of a toll its figure may stand: وإصابة 11 آخرين."""
LONGEST: Final = 60
"""Words of a statement that are compared; what is longer is a paragraph and compared by its beginning."""
_PRONOUNS: Final = ("ه", "ها", "هم", "هما", "هن")
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
    `names` are keys of the entities named in it. `speaker`: roots of the words of the innermost source; `confirmed`: it
    confirms or admits.
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
    speaker: frozenset[str] = field(default=frozenset(), repr=False)
    confirmed: bool = False

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
    every = sorted((one for one in found.values() if one.stems), key=lambda one: (one.span, one.claim))
    return [_of_what_before(one, every[:n], reading) for n, one in enumerate(every)]


def _of_what_before(one: Statement, before: Sequence[Statement], reading: Reading) -> Statement:
    """A statement that is but a word with a pronoun (ثم تقر بتسلمه) with the words of the one before it in its sentence, of
    which it speaks."""
    if not before or len(one.stems) > 1 or one.figures or not fold_text(one.text).endswith(_PRONOUNS):
        return one
    last = before[-1]
    if not any(a <= last.span[0] and one.span[1] <= b for a, b in reading.sentences):
        return one
    return replace(one, stems=last.stems + one.stems, roots=last.roots | one.roots, names=last.names | one.names)


def statement(reading: Reading, claim: Claim, span: Span) -> Statement:
    """The statement that a span of a claim makes."""
    text = reading.page.text
    numbers = [q for q in reading.quantities if _within(q.span, span)]
    placed = [t for t in reading.times if _within(t.span, span)]
    counted = [q.span for q in numbers if q.unit is None and q.of != q.span] + [t.span for t in placed]
    said = []
    for word in words(text[slice(*span)])[:LONGEST]:
        start, told = span[0] + word.span[0], _word(word.text)
        number = any(a <= start < b for a, b in counted)
        said.append(Said(told.folded or word.text, "" if number else told.stem, number))
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
        figures=tuple(_figures(numbers, text, span)),
        times=tuple(p for t in placed if (p := period(t, text))),
        asked=bool(stances & {"asks", "calls_for"}),
        speaker=_speaker(reading, links[-1].source_id if links else None),
        confirmed=bool(links) and links[-1].stance == "confirms",
    )


def _speaker(reading: Reading, source: int | None) -> frozenset[str]:
    """The roots of the words of a source; none where it is not told."""
    return frozenset() if source is None else frozenset(map(root, stems(reading.source(source).name)))


def one_speaker(one: Statement, other: Statement) -> bool:
    """Whether the sources of two statements are one, as far as their words tell: on one page the same source or a common
    word (the ministry, the spokesman of the ministry); on two pages two of them."""
    if one.page == other.page:
        return one.source is not None and (one.source == other.source or bool(one.speaker & other.speaker))
    return len(one.speaker & other.speaker) > 1


def _figures(numbers: Sequence[Quantity], text: str, span: Span) -> Iterator[Figure]:
    """The figures of a statement, each with its role."""
    if not numbers:
        return
    placed = [(span[0] + word.span[0], word.text) for word in words(text[slice(*span)])[:LONGEST]]
    roots = [root(stem(word)) if word[0].isalpha() else "" for _, word in placed]
    for one in numbers:
        if (found := figure(one, text)) is None:
            continue
        if one.unit is not None:
            yield found
            continue
        others = [s for q in numbers if q is not one for s in (q.span, q.of) if s is not None and s != one.of]
        told = [(said, any(a <= start < b for a, b in others)) for said, (start, _) in zip(roots, placed, strict=True)]
        at = next((n for n, (start, _) in enumerate(placed) if start >= one.span[0]), len(placed))
        noun = root(stem(text[slice(*one.of)])) if one.of is not None else None
        role, earlier = roles.of_figure(told, at, noun), roles.of_figure(told[:at], at, None)
        between = text[one.span[1] : one.of[0]] if one.of is not None else ""
        before = fold_text(placed[at - 1][1]) if 0 < at <= len(placed) else ""
        if role and (between.strip() == "من" if roles.of(noun) else role == earlier and before in roles.PARTS):
            role = roles.of_part(role)  # four of the hurt; killed, three children among them
        yield replace(found, role=role)


def parts(reading: Reading, claim: Claim) -> Iterator[Span]:
    """The spans into which the content of a claim is cut. Linear in its length."""
    text = reading.page.text
    figures = {q.span[0] for q in reading.quantities}
    for start, end in claim.content:
        pieces: list[_Piece] = [_Piece()]
        said = words(text[start:end])
        for n, word in enumerate(said):
            span = (start + word.span[0], start + word.span[1])
            last = pieces[-1].words
            if word.text in _ENDS or "\n" in text[last[-1][1] if last else span[0] : span[0]]:
                pieces.append(_Piece())
                if word.text in _ENDS:
                    continue
            here = span[0] in figures or (word.text[0] == "و" and span[0] + 1 in figures)
            known = _word(word.text)
            anew = pieces[-1].counted and word.text[0] == "و"
            soon = known.tolls and any(start + x.span[0] in figures for x in said[n + 1 : n + 1 + SOON])
            if known.opens or (anew and (here or soon)):
                pieces.append(_Piece())
            pieces[-1].counted |= here
            pieces[-1].told |= known.tolls
            if word.text[0].isalnum() or pieces[-1].words:
                pieces[-1].words.append(span)
        yield from _joined([piece for piece in pieces if piece.words])


@dataclass(slots=True)
class _Piece:
    """Words that may be a statement: their spans, whether a figure is among them, and what tells of a toll."""

    words: list[Span] = field(default_factory=list)
    counted: bool = False
    told: bool = False

    @property
    def short(self) -> bool:
        """Whether they are too few to stand alone; a toll needs but two (خمسة قتلى)."""
        return len(self.words) < (2 if self.counted and self.told else LEAST)


def _joined(pieces: list[_Piece]) -> Iterator[Span]:
    """The spans of pieces, short ones joined to the one before, or the one after where there is none."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and (piece.short or joined[-1].short):
            last = joined[-1]
            last.words += piece.words
            last.counted |= piece.counted
            last.told |= piece.told
        else:
            joined.append(piece)
    for piece in joined:
        yield piece.words[0][0], piece.words[-1][1]


class _Word(NamedTuple):
    """What is asked of a word again and again: its folded form and stem, whether it tells of a toll (خمسة قتلى), and whether
    it begins a clause of its own: فيما، وأن، وقتل."""

    folded: str
    stem: str
    tolls: bool
    opens: bool


@lru_cache(maxsize=1 << 15)
def _word(word: str) -> _Word:
    folded, found = fold_text(word), stem(word)
    verb = folded[:1] in ("و", "ف") and len(folded) > 3 and is_bare_verb(folded[1:])
    tolls = word[0].isalpha() and roles.of(root(found)) is not None
    return _Word(folded, found, tolls, folded in _JOINTS or verb)


def _within(inner: Span, outer: Span) -> bool:
    return inner[0] < outer[1] and outer[0] < inner[1]
