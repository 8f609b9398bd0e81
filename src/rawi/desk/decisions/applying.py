"""A page's reading with people's decisions applied: a pure sum of the machine's reading and the decisions in force.

First who says what (attributions), then names and times, then whom the sources are, then the claims that come of it,
then what was decided on single claims. Of two decisions on the same field the later holds. Nothing depends on the
order in which decisions were made otherwise, so a decision taken back leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rawi.desk.decisions.anchors import (
    SEEN,
    cues_of_claims,
    find,
    find_attribution,
    find_claim,
    innermost,
    still_seen,
)
from rawi.desk.decisions.claims_again import find_again
from rawi.desk.decisions.decision import Decision, Target, in_force, tuples
from rawi.desk.decisions.people import added, apply_entities, apply_sources, apply_times
from rawi.desk.decisions.rows import digest
from rawi.desk.decisions.working import CHANGED, REPLACED, Working
from rawi.reading import Attribution, Claim, Reading, Speaker
from rawi.reading import chains as chains_step
from rawi.reading.reading import Spans
from rawi.reading.spans import trim

_SPOKEN = ("stance", "source", "referent", "kind", "named", "cue", "form")  # of a claim: said of its attribution


@dataclass(frozen=True, slots=True)
class DecidedClaim:
    """A claim as it stands: numbered as in the decided reading, or 0 where it was rejected.

    ``state``: accepted, rejected, corrected, added by a decision on it or on its attribution; *changed* by a decision on
    something else (a name, a neighbouring attribution), *replaced*: the machine's, which that left without a place;
    None where all is as it was read. ``n``: its number in the machine's reading, None where there is none; ``source``:
    the name of its innermost source; ``decisions``: the numbers of those on it.
    """

    claim: Claim
    state: str | None
    n: int | None
    source: str | None
    kind: str | None
    named: bool | None
    decisions: tuple[int, ...]

    @property
    def stands(self) -> bool:
        """Whether it is in the decided reading."""
        return self.claim.id > 0


@dataclass(frozen=True, slots=True)
class Decided:
    """What a page says after people have decided.

    ``reading``: without what was rejected; equal to the machine's where nothing is in force. ``claims``: all, those
    rejected too. ``loose``: numbers of decisions in force whose object is no longer there. ``origins``: for attribution,
    entity, source and time, of each in the decided reading its number in the machine's, or, negative, that of the
    decision that added it (0: it came of another decision).
    """

    reading: Reading
    claims: tuple[DecidedClaim, ...]
    origins: Mapping[str, tuple[int, ...]]
    not_news: bool
    checked: bool
    loose: frozenset[int]


def decide(reading: Reading, decisions: Iterable[Decision], same: Iterable[Sequence[int]] = ()) -> Decided:
    """Apply the decisions on one page to its reading.

    ``decisions``: all rows of the page, undos among them; ``same``: numbers of page entities that people hold to be one.
    """
    live, same = in_force(decisions), list(same)
    if not live and not same:
        return _as_read(reading)
    w = Working.of(reading)
    moved = _attributions(w, live)
    changed = apply_entities(w, live, same)
    changed |= apply_times(w, live)
    apply_sources(w, live)
    find_again(w, moved)
    if changed:
        w.claims = {n: w.refresh(c) for n, c in w.claims.items()}
    _claims(w, live)
    return _result(w, live)


# --- attributions


def _attributions(w: Working, live: Sequence[Decision]) -> bool:
    """Apply what was decided on attributions; whether cues or contents are others than before."""
    for d in live:
        if d.target is None:
            continue
        if d.target.on == "attribution":
            _on_attribution(w, d, d.target)
        elif d.target.on == "claim" and d.kind == "correct" and d.target.cue:
            _through_claim(w, d, d.target)
    return any(
        n <= 0 or w.rejected("attribution", n) or (a.cue, a.content) != _spoken(w.reading, n)
        for n, a in w.attributions.items()
    )


def _spoken(reading: Reading, number: int) -> tuple[Spans, Spans]:
    a = reading.attribution(number)
    return a.cue, a.content


def _on_attribution(w: Working, d: Decision, target: Target) -> None:
    if d.kind == "add":
        content = tuples(d.after["content"])
        there = find_attribution(w.text, tuples(d.after["cue"]), content, w.attributions.values())
        if there is None:
            there = -d.id
            w.attributions[there] = _blank(there, d.after)
        _correct(w, there, d.after)
        w.judge("attribution", there, d.id, "add")
        return
    number = _attribution(w, d, target, judged=d.kind in ("accept", "reject"))
    if number is None:
        w.loose.add(d.id)
    elif d.kind in ("accept", "reject"):
        if number > 0 and not _as_seen(w, d, number):
            w.loose.add(d.id)
        else:
            w.judge("attribution", number, d.id, d.kind)
    elif d.kind == "correct":
        _correct(w, number, d.after)
        w.judge("attribution", number, d.id, d.kind)


def _attribution(w: Working, d: Decision, target: Target, judged: bool) -> int | None:
    """The working number of the attribution that a decision is about.

    As the machine has it, else as the decision left it: another reading may have found what somebody put right.
    """
    if target.added is not None:
        return added(w, "attribution", d)
    least = SEEN if judged else 0.5
    found = find_attribution(w.text, target.cue, target.spans, w.reading.attributions, least, any_content=not judged)
    if found is None and d.kind == "correct":
        cue, content = tuples(d.after.get("cue", target.cue)), tuples(d.after.get("content", target.spans))
        found = find_attribution(w.text, cue, content, w.reading.attributions, any_content=True)
    return found


def _as_seen(w: Working, d: Decision, number: int) -> bool:
    machine, now = w.reading.attribution(number), w.attributions[number]
    return any(still_seen(d, a.stance, a.source or a.referent) for a in (machine, now))


def _through_claim(w: Working, d: Decision, target: Target) -> None:
    """Stance, source and the like, corrected on a claim: they are those of its attribution."""
    after = {k: v for k, v in d.after.items() if k in _SPOKEN}
    if not after:
        return
    number = find_attribution(w.text, target.cue, target.spans, w.attributions.values(), any_content=True)
    through = find_claim(w.text, target.cue, target.spans, cues_of_claims(w.reading))
    if through is not None:
        number = innermost(w.reading.claims[through - 1])
    if number is not None:  # else it is found to be loose where claims are looked at
        _correct(w, number, after)
        w.judge("attribution", number, d.id, "correct")
        w.through.add(d.id)


def _blank(number: int, after: dict[str, Any]) -> Attribution:
    return Attribution(
        id=number, cue=tuples(after["cue"]), source=(), content=tuples(after["content"]), stance="states",
        form="indirect", kind="unknown", named=False, referent=(), source_id=None, speaker=Speaker("person", 1.0),
        medium=(), said=(), outer=None, score=1.0, unsure=False,
    )  # fmt: skip


def _correct(w: Working, number: int, after: dict[str, Any]) -> None:
    """Put in an attribution what a person says of it."""
    given: dict[str, Any] = {k: after[k] for k in ("stance", "form", "kind", "named") if k in after}
    given |= {k: tuples(after[k]) for k in ("cue", "source", "content", "referent") if k in after}
    if "source" in given or "referent" in given:
        given["speaker"] = Speaker("person", 1.0)
    w.attributions[number] = replace(w.attributions[number], **given, unsure=False)


# --- claims


def _claims(w: Working, live: Sequence[Decision]) -> None:
    machine = cues_of_claims(w.reading)
    cut: dict[int, set[int]] = {}
    for d in live:
        if d.target is None or d.target.on != "claim":
            continue
        if d.kind == "add":
            _add_claim(w, d)
            continue
        judged = d.kind in ("accept", "reject")
        there, number = _claim(w, d.target, machine, SEEN if judged else 0.5)
        if number is None:
            if there is None and d.id not in w.through:
                w.loose.add(d.id)
        elif judged and number > 0 and not _claim_as_seen(w, d, number):
            w.loose.add(d.id)
        elif judged or d.kind == "correct":
            if not judged:
                _correct_claim(w, number, d, cut)
            w.judge("claim", number, d.id, d.kind)
    for through, numbers in cut.items():
        _stretch(w, through, numbers)


def _claim(
    w: Working, target: Target, machine: Sequence[tuple[int, Spans, Spans]], least: float
) -> tuple[int | None, int | None]:
    """The number of a claim in the machine's reading, and its working number: it may be gone from either."""
    now: list[tuple[int, Spans, Spans]] = []
    for n, claim in w.claims.items():
        a = innermost(claim)
        cues: list[Spans] = [()] if a is None else [w.attributions[a].cue]
        if a is not None and a > 0:
            cues.append(w.reading.attribution(a).cue)
        now += [(n, claim.content, cue) for cue in cues]
    exact = [n for n, content, cue in now if (content, cue) == (target.spans, target.cue)]
    there = find_claim(w.text, target.cue, target.spans, machine, least)
    if exact:
        return there, exact[0]
    if there in w.claims:
        return there, there
    return there, find_claim(w.text, target.cue, target.spans, now, least)


def _claim_as_seen(w: Working, d: Decision, number: int) -> bool:
    claim, before = w.claims[number], w.reading.claims[number - 1]
    now, then = innermost(claim), innermost(before)
    said = (
        (claim.stance, w.attributions[now] if now is not None else None),
        (before.stance, w.reading.attribution(then) if then is not None else None),
    )
    return any(still_seen(d, stance, (a.source or a.referent) if a else ()) for stance, a in said)


def _correct_claim(w: Working, number: int, d: Decision, cut: dict[int, set[int]]) -> None:
    claim = w.claims[number]
    through = innermost(claim)
    if "content" in d.after:
        claim = w.refresh(replace(claim, content=tuples(d.after["content"])))
        if through is not None:
            cut.setdefault(through, set()).add(number)
    if through is None and "stance" in d.after:
        claim = replace(claim, stance=d.after["stance"])
    w.claims[number] = replace(claim, unsure=False)


def _stretch(w: Working, number: int, corrected: set[int]) -> None:
    """An attribution holds the contents that people gave its claims; that of its only claim is its own."""
    a = w.attributions[number]
    mine = [n for n, c in w.claims.items() if innermost(c) == number and not w.rejected("claim", n)]
    given = tuple(s for n in sorted(corrected) for s in w.claims[n].content)
    if set(mine) == corrected and len(mine) == 1 and all(x.outer != number for x in w.standing()):
        content = given
    else:
        content = joined(w.text, (*a.content, *given))
    w.attributions[number] = replace(a, content=content)


def joined(text: str, spans: Spans) -> Spans:
    """Spans in order, those that touch or have nothing but edges between them made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or trim(text, (out[-1][1], start))[0] >= start):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _add_claim(w: Working, d: Decision) -> None:
    """A claim of the page's own that was missed."""
    content = tuples(d.after["content"])
    now = [(n, c.content, ()) for n, c in w.claims.items() if innermost(c) is None]
    number = find_claim(w.text, (), content, now, SEEN)
    if number is None:
        number = w.new()
        opening = chains_step.of_page(w.reading.page)
        w.claims[number] = Claim(number, content, "", "states", opening, (), (), (), (), 1.0, False)
    claim = replace(w.claims[number], content=content, stance=d.after.get("stance", "states"), unsure=False)
    w.claims[number] = w.refresh(claim)
    w.judge("claim", number, d.id, "add")


# --- the result


def _result(w: Working, live: Sequence[Decision]) -> Decided:
    for d in live:
        on = d.target.on if d.target else ""
        if d.kind == "note" and d.target and on in ("attribution", "entity", "source"):
            gone = added(w, on, d) is None if d.target.added is not None else find(d.target, w.reading) is None
            if gone:
                w.loose.add(d.id)
    checks = [d for d in live if d.kind == "checked"]
    machine = digest(w.reading) if checks else ""
    w.loose |= {d.id for d in checks if d.after.get("machine") != machine}
    reading, numbers = w.numbered()
    return Decided(
        reading,
        tuple(_decided_claims(w, reading, numbers)),
        {on: tuple(_origin(w, on, n) for n in order) for on, order in numbers.items() if on != "claim"},
        not_news=any(d.kind == "not_news" for d in live),
        checked=any(d.id not in w.loose for d in checks),
        loose=frozenset(w.loose),
    )


def _origin(w: Working, on: str, number: int) -> int:
    if number > 0:
        return number
    return -next((d for d, kind in w.verdicts.get((on, number), ()) if kind == "add"), 0)


def _decided_claims(w: Working, reading: Reading, numbers: Mapping[str, Sequence[int]]) -> list[DecidedClaim]:
    """All claims in the order of the text, those that do not stand among them."""
    places = {n: k for k, n in enumerate(numbers["claim"], start=1)}
    others = [{n: k for k, n in enumerate(numbers[on], start=1)} for on in ("attribution", "entity", "time")]
    found = []
    for n, claim in w.claims.items():
        through = innermost(claim)
        a = w.attributions[through] if through is not None else None
        source = w.sources.get(a.source_id or 0) if a else None
        shown = reading.claims[places[n] - 1] if n in places else w.shown(claim, {}, *others)
        now = DecidedClaim(
            shown,
            w.state(n),
            n if n > 0 else None,
            source.name if source else None,
            a.kind if a else None,
            a.named if a else None,
            w.decisions_on(n),
        )
        if now.state is None and _told(now) != (_told(as_read(w.reading, n)) if n > 0 else None):
            now = replace(now, state=CHANGED)
        found.append(now)
    for claim in w.reading.claims:
        if claim.id not in w.claims:
            found.append(replace(as_read(w.reading, claim.id), claim=w.shown(claim, {}, *others), state=REPLACED))
    return sorted(found, key=lambda c: (c.claim.content[0][0], c.claim.id))


def _as_read(reading: Reading) -> Decided:
    """A page of which nobody decided anything: nothing is to be put together again."""
    claims = sorted((as_read(reading, c.id) for c in reading.claims), key=lambda c: (c.claim.content[0][0], c.claim.id))
    origins = {
        "attribution": tuple(a.id for a in reading.attributions),
        "entity": tuple(e.id for e in reading.entities),
        "source": tuple(s.id for s in reading.sources),
        "time": tuple(range(1, len(reading.times) + 1)),
    }
    return Decided(reading, tuple(claims), origins, not_news=False, checked=False, loose=frozenset())


def as_read(reading: Reading, number: int) -> DecidedClaim:
    """A claim on which nobody decided."""
    claim = reading.claims[number - 1]
    through = innermost(claim)
    a = reading.attribution(through) if through is not None else None
    source = reading.source(a.source_id) if a and a.source_id is not None else None
    kind, named = (a.kind, a.named) if a else (None, None)
    return DecidedClaim(claim, None, number, source.name if source else None, kind, named, ())


def _told(c: DecidedClaim) -> tuple[object, ...]:
    return c.claim.content, c.claim.stance, c.source, c.kind, c.named
