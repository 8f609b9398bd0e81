"""The turns of a printed conversation: lines that begin with who speaks and a colon.

The tagger was taught little of them, and their form tells more than their words: labels come again, change from line to
line, and some of the lines ask. What a turn says is attributed to its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rawi.language import fold_text
from rawi.reading import verbs
from rawi.reading.reading import Entity, Span
from rawi.reading.spans import QUOTES, letters, overlap, trim, unquote
from rawi.tagger import Cue

# A line that may be a turn: a mark of a list, a label of some words, perhaps an aside in brackets, a colon, words.
_TURN = re.compile(r"[ \t*•▪·–—-]{0,4}([^\n:()،.؟?!]{1,48})(\([^()\n]{1,40}\))?[ \t]{0,2}(:)[ \t]*(\S[^\n]*)")
_ASIDE = re.compile(r"\([^()\n]{1,40}\)\s*")
MOST_WORDS = 5  # of a label
LEAST_TURNS, LEAST_OF_ONE = 4, 2
# At least this share of turns has another label than the turn before, and a label that comes again. In lists of facts
# hardly two labels come again and no line asks; in a told conversation (فقلت: … فرد بسرعة: …) few come again.
CHANGING, AGAIN = 0.7, 0.75
SCORE = 0.95  # of the 82 turns found in annotated articles 82 are there, 81 with the right stance and words


@dataclass(frozen=True, slots=True)
class Turn:
    """One line. ``label`` without its quotation marks, ``said`` the rest of the line; ``of`` the label, folded."""

    start: int
    label: Span
    colon: int
    said: Span
    of: str


def settle(
    text: str, blocks: Sequence[Span], cues: Sequence[Cue], entities: Sequence[Entity]
) -> tuple[list[Cue], frozenset[Span]]:
    """The cues with those of turns in the place of what the tagger made of labels, and the places of these.

    ``blocks`` are the spans in which somebody may say something. Without a conversation the cues come back as they are.
    """
    turns = find(text, blocks)
    if not turns:
        return list(cues), frozenset()
    heads = [(turn.start, turn.said[0]) for turn in turns]
    kept = [cue for cue in cues if not overlap([cue.span], heads)]
    for turn in turns:  # what else was read as the same words of the same speaker
        whole = letters(text, [turn.said])
        kept = [
            cue
            for cue in kept
            if cue.source is None
            or not overlap([cue.source], [(turn.start, turn.colon)])
            or 2 * len(letters(text, [cue.content]) & whole) < len(whole)
        ]
    people = [e for e in entities if e.type == "PER"]
    spoken = [_cue(text, turn, _named(text, turn, turns), people) for turn in turns]
    return sorted([*kept, *spoken], key=lambda cue: cue.span), frozenset(cue.span for cue in spoken)


def find(text: str, blocks: Sequence[Span]) -> list[Turn]:
    """The turns of the conversation on a page, in order; none where there is no conversation."""
    turns = list(_lines(text, blocks))
    times: dict[str, int] = {}
    for turn in turns:
        times[turn.of] = times.get(turn.of, 0) + 1
    again = {label for label, n in times.items() if n >= LEAST_OF_ONE}
    places = [n for n, turn in enumerate(turns) if turn.of in again]
    if len(again) < 2 or len(places) < LEAST_TURNS:
        return []
    first = places[0]
    again_often = len(places) >= AGAIN * (places[-1] + 1 - first)
    while first and not text[turns[first - 1].said[1] : turns[first].start].strip(QUOTES + " \t\n.…!؟?*•–—-"):
        first -= 1  # one whose label comes no second time: the names before س and ج
    turns = turns[first : places[-1] + 1]
    changing = sum(one.of != other.of for one, other in pairwise(turns)) >= CHANGING * (len(turns) - 1)
    asks = any(_asks(text, turn.said) for turn in turns)
    somebody = not all(_nameless(turn) for turn in turns)  # questions and answers of the page itself are its own
    return turns if changing and again_often and asks and somebody else []


def _lines(text: str, blocks: Sequence[Span]) -> Iterator[Turn]:
    for start, end in blocks:
        at = start
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if found := _TURN.match(text, at, stop):
                label = unquote(text, trim(text, found.span(1)))
                said = unquote(text, _without_aside(text, found.span(4)))
                words = fold_text(text[slice(*label)])
                if said[0] < said[1] and 0 < len(words.split()) <= MOST_WORDS and not _told(words):
                    yield Turn(found.start(1), label, found.start(3), said, words)
            at = stop + 1


def _told(label: str) -> bool:
    """Whether it is what a narrator writes (فقلت له: …), and no label."""
    return label[0] in "وف" and verbs.find(label.split(maxsplit=1)[0][1:]) is not None


def _without_aside(text: str, said: Span) -> Span:
    found = _ASIDE.match(text, *said)
    return (found.end() if found else said[0]), said[1]


def _asks(text: str, said: Span) -> bool:
    return text[said[0] : said[1]].rstrip(QUOTES + " .!").endswith(("؟", "?"))


@cache
def _nobody() -> frozenset[str]:
    lines = (files("rawi.reading") / "arabic" / "turns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _nameless(turn: Turn) -> bool:
    return turn.of.rstrip("0123456789٠١٢٣٤٥٦٧٨٩ ") in _nobody()


def _named(text: str, turn: Turn, turns: Sequence[Turn]) -> Turn | None:
    """The turn whose label says who speaks: this one, or for السؤال and الجواب the first named one that asks or not."""
    if not _nameless(turn):
        return turn
    asked = _asking(turn)
    first = next(t for t in turns if not _nameless(t))
    other = next((t for t in turns if not _nameless(t) and t.of != first.of), None)
    return first if asked == _asks(text, first.said) else other


def _asking(turn: Turn) -> bool:
    return turn.of.removeprefix("ال").startswith("س")


def _cue(text: str, turn: Turn, named: Turn | None, people: Sequence[Entity]) -> Cue:
    label = named.label if named else None
    person = _fullest(text, named, people) if named else None
    quoted = label is not None and text[label[0] - 1 : label[0]] in tuple(QUOTES)
    return Cue(
        span=(turn.colon, turn.colon + 1),
        source=turn.label,
        content=turn.said,
        stance="asks" if _asks(text, turn.said) else "states",
        form="direct",
        kind="media" if quoted and not person else "person",
        named=label is not None,
        referent=(person or label,) if label else (),
        score=SCORE,
        source_score=SCORE,
        content_score=SCORE,
        stance_score=SCORE,
        referent_score=SCORE,
    )


def _fullest(text: str, turn: Turn, people: Sequence[Entity]) -> Span | None:
    """The longest mention of the one person whose name has all words of the label."""
    words = set(turn.of.split())
    fits = [e for e in people if any(words <= set(fold_text(text[slice(*m)]).split()) for m in e.mentions)]
    if len(fits) != 1:
        return None
    return max(fits[0].mentions, key=lambda m: (m[1] - m[0], -m[0]))
