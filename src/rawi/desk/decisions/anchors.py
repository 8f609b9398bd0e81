"""Where a decision's words stand: the target made of a part of a reading, and found again in another reading.

The text of a page never changes, so spans hold; what changes is which attributions and claims there are. The same
spans come first, then those that share most letters with them, as long as they share enough.
"""

from __future__ import annotations

from collections.abc import Iterable

from rawi.desk.decisions.decision import Decision, Json, Target, lists, tuples
from rawi.reading import Attribution, Claim, Entity, Reading, Source
from rawi.reading.reading import Spans
from rawi.reading.spans import letters
from rawi.times import Time

SEEN = 0.8  # F1 of letters above which somebody who judged the one has judged the other: the yardstick's own bound
TOUCHED = 0.5  # and above which a correction or a note is about the same thing

Part = Claim | Attribution | Entity | Source | Time


def innermost(claim: Claim) -> int | None:
    """The number of the attribution that a claim comes from, None for the page's own."""
    return claim.chain[-1].id if claim.chain else None


def target_of(reading: Reading, part: Part) -> Target:
    """The target of a part of a reading, with all that is needed to find it again."""
    page = reading.page.id
    match part:
        case Claim():
            number = innermost(part)
            said = reading.attribution(number) if number else None
            cue = said.cue if said else ()
            return Target("claim", page, part.id, part.content, cue, part.text, _seen(part.stance, said))
        case Attribution():
            words = reading.words(part.content)
            return Target("attribution", page, part.id, part.content, part.cue, words, _seen(part.stance, part))
        case Entity():
            return Target("entity", page, part.id, part.mentions, words=part.name, seen={"type": part.type})
        case Source():
            return Target("source", page, part.id, part.spans, words=part.name)
        case Time():
            number = reading.times.index(part) + 1
            return Target("time", page, number, (part.span,), words=reading.words((part.span,)))


def _seen(stance: str, said: Attribution | None) -> Json:
    return {"stance": stance, "source": lists((said.source or said.referent) if said else ())}


def find(target: Target, reading: Reading) -> int | None:
    """The number, in a reading, of the attribution, entity, source or time that a target is about; None: not there.

    What a correction or a note is about; ``find_attribution`` and ``find_claim`` tell more.
    """
    text = reading.page.text
    if target.on == "attribution":
        return find_attribution(text, target.cue, target.spans, reading.attributions, any_content=True)
    if target.on == "claim":
        return find_claim(text, target.cue, target.spans, cues_of_claims(reading))
    if target.on == "entity":
        return _most(text, target.spans, [(e.id, e.mentions) for e in reading.entities])
    if target.on == "time":
        return _most(text, target.spans, [(n, (t.span,)) for n, t in enumerate(reading.times, start=1)])
    if target.on == "source":
        by_name = [s.id for s in reading.sources if s.name == target.words]
        if not target.spans:
            return by_name[0] if by_name else None
        return _most(text, target.spans, [(s.id, s.spans) for s in reading.sources])
    return None


def find_attribution(
    text: str,
    cue: Spans,
    content: Spans,
    among: Iterable[Attribution],
    least: float = TOUCHED,
    *,
    any_content: bool = False,
) -> int | None:
    """The number of the attribution with that cue; of several, the one whose content is nearest.

    Contents must share ``least`` of their letters, which ``any_content`` waives for the very same cue: the cue is what
    a correction is about. A cue that only shares words with it comes after the same one.
    """
    best: tuple[int, float, int] | None = None
    for a in among:
        same = a.cue == cue
        if not same and not _meet(a.cue, cue):
            continue
        share = 1.0 if a.content == content else f1(text, a.content, content)
        if share >= least or (same and any_content):
            rank = (int(same), share, -a.id)
            best = max(best, rank) if best else rank
    return None if best is None else -best[2]


def cues_of_claims(reading: Reading) -> list[tuple[int, Spans, Spans]]:
    """Number, content and cue of every claim; the page's own have no cue."""
    found = ((c, innermost(c)) for c in reading.claims)
    return [(c.id, c.content, reading.attribution(n).cue if n else ()) for c, n in found]


def find_claim(
    text: str, cue: Spans, content: Spans, among: Iterable[tuple[int, Spans, Spans]], least: float = TOUCHED
) -> int | None:
    """The number of the claim with those words through that cue, or of the page itself where there is none.

    ``among``: number, content and cue of the claims that there are.
    """
    best: tuple[int, float, int] | None = None
    for number, words, through in among:
        if (through != cue and not _meet(through, cue)) or not _meet(words, content):
            continue
        share = 1.0 if words == content else f1(text, words, content)
        if share >= least:
            rank = (int(through == cue), share, -number)
            best = max(best, rank) if best else rank
    return None if best is None else -best[2]


def still_seen(decision: Decision, stance: str, words: Spans) -> bool:
    """Whether stance and source are those that somebody who accepted or rejected a claim saw, or that he left it with.

    ``words``: the source as it stands at the cue, else who is meant.
    """
    for seen in (decision.target.seen if decision.target else {}, decision.before):
        source = tuples(seen.get("source", ()))
        if seen.get("stance") == stance and (_meet(source, words) if source and words else not source and not words):
            return True
    return False


def _most(text: str, spans: Spans, among: Iterable[tuple[int, Spans]]) -> int | None:
    """The number of the one that shares most letters with some spans, half of the lesser at least."""
    mine = letters(text, spans)
    best: tuple[int, int, int] | None = None
    for number, others in among:
        if others == spans:
            return number
        if not _meet(others, spans):
            continue
        theirs = letters(text, others)
        common = len(mine & theirs)
        if common and 2 * common >= min(len(mine), len(theirs)):
            rank = (common, -len(theirs), -number)
            best = max(best, rank) if best else rank
    return None if best is None else -best[2]


def _meet(a: Spans, b: Spans) -> bool:
    return any(s < f and r < e for s, e in a for r, f in b)


def f1(text: str, a: Spans, b: Spans) -> float:
    """How nearly two lots of spans hold the same letters, 0 to 1."""
    x, y = letters(text, a), letters(text, b)
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 1.0
