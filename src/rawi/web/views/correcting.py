"""A claim is corrected: by selecting text, or, without JavaScript, by the numbers of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.decisions import Decided
from rawi.desk.views import pages
from rawi.errors import OptionError
from rawi.reading import Attribution, Reading
from rawi.reading.reading import Spans
from rawi.tagger.labels import KINDS, STANCES
from rawi.web import claims
from rawi.web.claims import ShownClaim
from rawi.web.forms import posted, text
from rawi.web.rendering import render

PARTS: Final = ("content", "source", "cue")
MOST_WORDS: Final = 600
_WORD: Final = re.compile(r"\S+")
_SPANS: Final = re.compile(r"\d{1,9}-\d{1,9}(?: \d{1,9}-\d{1,9}){0,19}")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim in the form: its spans and words; `first`, `last` are the numbers of its words."""

    name: str
    spans: Spans
    words: str
    first: int | None
    last: int | None

    @property
    def value(self) -> str:
        """Its spans as the form sends them."""
        return written(self.spans)


def form(request: Request) -> Response:
    """The form, with the words round the claim numbered."""
    desk, page_id, key = request.app.state.desk, request.path_params["page"], request.path_params["key"]
    decided = desk.decided(page_id)
    claim = claims.find(claims.shown(decided), key)
    a = attribution_of(decided.reading, claim)
    words = numbered(decided.reading, claim, a)
    with desk.reading() as connection:
        kept = pages.kept(connection, page_id)
    return render(
        request, "correct.html", kept=kept, claim=claim, key=key, parts=_parts(decided, claim, a, words),
        words=[decided.reading.page.text[start:stop] for start, stop in words], stances=STANCES, kinds=KINDS,
    )  # fmt: skip


@posted
def correct(request: Request, form: FormData) -> Response:
    """Put right what the form says otherwise than it was."""
    desk, page_id, key = request.app.state.desk, request.path_params["page"], request.path_params["key"]
    decided = desk.decided(page_id)
    claim = claims.find(claims.shown(decided), key)
    a = attribution_of(decided.reading, claim)
    words = numbered(decided.reading, claim, a)
    changes: dict[str, Any] = {}
    for part in _parts(decided, claim, a, words):
        spans = _given(form, part, words)
        if spans != part.spans:
            changes[part.name] = list(spans)
    if a is not None:
        given = {"stance": text(form, "stance"), "kind": text(form, "kind")}
        changes |= {name: value for name, value in given.items() if value and value != getattr(a, name)}
        named = text(form, "named")
        if named in ("yes", "no") and (named == "yes") != a.named:
            changes["named"] = named == "yes"
    made = desk.correct(page_id, claims.thing(claim), why=text(form, "why") or None, **changes)
    request.app.state.gatherer.start_soon()
    return RedirectResponse(f"/pages/{page_id}?done={made.id}#c{key}", 303)


def attribution_of(reading: Reading, claim: ShownClaim) -> Attribution | None:
    """The innermost attribution of a claim; None of the page's own."""
    return reading.attribution(claim.through[-1]) if claim.through else None


def numbered(reading: Reading, claim: ShownClaim, a: Attribution | None) -> list[tuple[int, int]]:
    """The words of the blocks in which the claim and its attribution stand, at most `MOST_WORDS` round it."""
    spans = [*claim.content, *((*a.cue, *a.source) if a else ())]
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    blocks = [b.span for b in reading.page.blocks if b.span[0] < last and b.span[1] > first]
    words = [m.span() for start, stop in blocks for m in _WORD.finditer(reading.page.text, start, stop)]
    at = next((n for n, (_, stop) in enumerate(words) if stop > first), 0)
    return words[max(0, at - MOST_WORDS // 2) :][:MOST_WORDS]


def written(spans: Spans) -> str:
    """Spans as the form sends them: ``12-40 50-61``."""
    return " ".join(f"{start}-{stop}" for start, stop in spans)


def _parts(decided: Decided, claim: ShownClaim, a: Attribution | None, words: list[tuple[int, int]]) -> list[Part]:
    spans: Mapping[str, Spans] = {"content": claim.content}
    if a is not None:
        spans = {"content": claim.content, "source": a.source or a.referent, "cue": a.cue}
    return [Part(name, found, decided.reading.words(found), *_numbers(found, words)) for name, found in spans.items()]


def _numbers(spans: Spans, words: list[tuple[int, int]]) -> tuple[int | None, int | None]:
    inside = [n for n, (start, stop) in enumerate(words, start=1) if any(start < e and s < stop for s, e in spans)]
    return (inside[0], inside[-1]) if inside else (None, None)


def _given(form: FormData, part: Part, words: list[tuple[int, int]]) -> Spans:
    """What the form says of a part: a selection, else numbers of words, else what it was."""
    return given(form, part.name, words, part.spans, (part.first, part.last))


def given(
    form: FormData,
    name: str,
    words: list[tuple[int, int]],
    was: Spans = (),
    numbers_were: tuple[int | None, int | None] = (None, None),
) -> Spans:
    """What a form says of a part by its name: a selection, else numbers of words, else what it was.

    Raises `OptionError` where that is no selection, or no words.
    """
    selected = text(form, name)
    if selected and selected != written(was):
        if not _SPANS.fullmatch(selected):
            raise OptionError(f"{selected[:40]!r} is no selection.")
        return tuple((int(s), int(e)) for s, e in (one.split("-") for one in selected.split()))
    numbers = [text(form, f"{name}_{end}") for end in ("first", "last")]
    if not all(n.isascii() and n.isdigit() and len(n) < 6 for n in numbers):
        return was
    first, last = map(int, numbers)
    if (first, last) == numbers_were:
        return was
    if not 1 <= first <= last <= len(words):
        raise OptionError(f"Words {first} to {last}: there are words 1 to {len(words)}, the first before the last.")
    return ((words[first - 1][0], words[last - 1][1]),)
