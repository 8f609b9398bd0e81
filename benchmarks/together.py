"""How well propositions, origins and stories are found: real stories of several outlets, and made-up ones.

    python -m benchmarks.together                 all figures
    python -m benchmarks.together --cache DIR     keep the readings in a folder for the next time

Two columns a file: by words alone, and by meaning too (`compare(..., by_meaning=True)`). ``--write`` stores the figures in ``results/together.json``, ``--gate`` fails where one fell. The files are read from
``../shared/data``; nothing of them is kept.

propositions: over all pairs of annotated claims of a story, whether both are in one proposition. *spans*: the annotated
spans are grouped, with nothing told but where they stand; *own*: Rawi's own claims are grouped, and each annotated span
is where the statement that covers at least half of it is, the tightest first; a span that none covers is in none.
origins: the number of independent origins exactly right, *spans* from the annotated claims and their stances, *own* of
the proposition of Rawi's that holds most of the annotated claims. opposed: of pairs within one annotated proposition,
which are one for and one against. stories: B-cubed over all pages of a file.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import stored
from rawi.pages.text import page_of_article
from rawi.reading import Claim, Reading, read_page
from rawi.together import Together, compare, copies, origins, stories
from rawi.together.meaning import vectors
from rawi.together.propositions import Member, Proposition, Statement, Weights, of, opposed, statement, statements

DATA = Path("../shared/data/together")
FILES = ("dev", "dev_madeup")
BY_MEANING = "by meaning "
Span = tuple[int, int]
Story = dict[str, Any]


def load(name: str, cache: Path | None) -> tuple[list[Story], dict[str, Reading]]:
    """The stories of a file, and the readings of their pages by id."""
    found = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = cache / f"{name}.pkl" if cache else None
    if kept and kept.exists():
        return found, pickle.loads(kept.read_bytes())
    readings = {}
    for row in (page for story in found for page in story["pages"]):
        page = page_of_article(row["text"], row["title_end"], row["date"], origin=row["id"], outlet=row["outlet"])
        readings[row["id"]] = read_page(replace(page, id=row["id"]))
    if kept:
        kept.write_bytes(pickle.dumps(readings))
    return found, readings


def common(one: Span, other: Span) -> int:
    """So many characters stand in both spans."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def claim_at(reading: Reading, span: Span) -> Claim | None:
    """The claim of a reading that holds most of a span, the shortest of several."""
    ranked = (
        (sum(common(c, span) for c in x.content), -sum(e - s for s, e in x.content), -x.id) for x in reading.claims
    )
    best = max(ranked, default=None)
    return reading.claims[-best[2] - 1] if best else None


def annotated(story: Story, readings: dict[str, Reading]) -> list[tuple[Statement, set[str]]]:
    """Each annotated span once, with the propositions that it is a claim of."""
    items: dict[tuple[str, Span], set[str]] = {}
    for proposition in story["propositions"]:
        for one in proposition["claims"]:
            items.setdefault((one["page"], tuple(one["span"])), set()).add(proposition["id"])
    found = []
    for (page, span), names in items.items():
        claim = claim_at(readings[page], span)
        if claim is not None:
            found.append((statement(readings[page], claim, span), names))
    return found


def where(found: list[Proposition]) -> dict[tuple[str, Span], int]:
    """The proposition of each statement."""
    return {(member.page, member.span): one.id for one in found for member in one.members}


def covering(page: str, span: Span, own: dict[tuple[str, Span], int]) -> tuple[str, Span] | None:
    """Rawi's statement that covers at least half of an annotated span, the tightest."""
    fits = [(p, s) for p, s in own if p == page and common(s, span) >= (span[1] - span[0]) / 2]
    return max(fits, key=lambda x: common(x[1], span) / (max(x[1][1], span[1]) - min(x[1][0], span[0])), default=None)


def f1(right: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1."""
    p, r = right / (found or 1), right / (wanted or 1)
    return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r or 1)}


class Counts:
    """Right, found and wanted, by what is measured."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, what: str, found: bool, wanted: bool) -> None:
        """One decision."""
        self.right[what] += found and wanted
        self.found[what] += found
        self.wanted[what] += wanted

    def figures(self, what: str) -> dict[str, float]:
        """Precision, recall and F1 of one."""
        return {f"{what} {k}": v for k, v in f1(self.right[what], self.found[what], self.wanted[what]).items()}


def measure(found: list[Story], readings: dict[str, Reading], by_meaning: bool) -> dict[str, float]:
    """All figures of one file."""
    counts, exact, total = Counts(), Counter[str](), 0
    for story in found:
        mine = {page["id"]: readings[page["id"]] for page in story["pages"]}
        together = compare(mine.values(), by_meaning=by_meaning)
        pairs(story, mine, together, counts, by_meaning)
        for right in counted(story, mine, together):
            exact.update(right)
            total += 1
    figures = counts.figures("propositions spans") | counts.figures("propositions own") | counts.figures("opposed")
    figures |= {f"origins {what} exact": exact[what] / total for what in ("spans", "own")}
    return figures if by_meaning else figures | told_stories(found, readings)


def pairs(story: Story, readings: dict[str, Reading], together: Together, counts: Counts, by_meaning: bool) -> None:
    """Count all pairs of annotated claims of one story."""
    items = annotated(story, readings)
    weights = Weights(one for reading in readings.values() for one in statements(reading))
    some = [one for one, _ in items]
    meaning = vectors([one.text for one in some]) if by_meaning else None
    spans, own = where(of(some, weights=weights, vectors=meaning)), where(list(together.propositions))
    at = [covering(one.page, one.span, own) for one, _ in items]
    stance = {(p["id"], c["page"], tuple(c["span"])): c["stance"] for p in story["propositions"] for c in p["claims"]}
    for n, (one, names) in enumerate(items):
        for m, (other, others) in enumerate(items[:n]):
            wanted = bool(names & others)
            counts.add("propositions spans", spans[one.page, one.span] == spans[other.page, other.span], wanted)
            mine, theirs = at[n], at[m]
            counts.add("propositions own", bool(mine and theirs and own[mine] == own[theirs]), wanted)
            for shared in names & others:
                stances = {stance[shared, x.page, x.span] for x in (one, other)}
                counts.add("opposed", opposed(one, other), stances == {"supports", "denies"})


def counted(story: Story, readings: dict[str, Reading], together: Together) -> list[dict[str, int]]:
    """For each annotated proposition whether the number of its origins is right."""
    parties, shared = origins.parties(readings.values()), copies.compare(readings.values())
    own = where(list(together.propositions))
    found = []
    for gold in story["propositions"]:
        members, held = [], Counter[int]()
        for one in gold["claims"]:
            span, reading = tuple(one["span"]), readings[one["page"]]
            claim = claim_at(reading, span)
            if claim is not None:
                text = reading.page.text[slice(*span)]
                members.append(Member(one["page"], claim.id, span, text, one["stance"], 1.0, False))
            if (at := covering(one["page"], span, own)) is not None:
                held[own[at]] += 1
        backing = origins.find(Proposition(1, gold["text"], 0, tuple(members), ()), readings, parties, shared)
        best = held.most_common(1)
        wanted = len(gold["origins"])
        right = {"spans": int(len(backing.origins) == wanted)}
        right["own"] = int(bool(best) and len(together.backing(best[0][0]).origins) == wanted)
        found.append(right)
    return found


def told_stories(found: list[Story], readings: dict[str, Reading]) -> dict[str, float]:
    """B-cubed of the stories over all pages of a file; a page that is in no story is one of its own."""
    gold = {p["id"]: s["story"] if p["in_story"] else p["id"] for s in found for p in s["pages"]}
    own = {page: one.id for one in stories.find(readings[page] for page in gold) for page in one.pages}
    p = r = 0.0
    for page, event in gold.items():
        mine, theirs = {x for x in own if own[x] == own[page]}, {x for x in gold if gold[x] == event}
        p += len(mine & theirs) / len(mine) / len(gold)
        r += len(mine & theirs) / len(theirs) / len(gold)
    return {"stories precision": p, "stories recall": r, "stories f1": 2 * p * r / (p + r or 1)}


def main() -> int:
    """Measure both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="a folder for the readings")
    stored.options(parser)
    o = parser.parse_args()
    if not DATA.is_dir():
        print(f"no annotated stories in {DATA}: not measured")
        return 0
    figures: dict[str, float] = {}
    for name in FILES:
        found, readings = load(name, o.cache)
        for how, by_meaning in (("", False), (BY_MEANING, True)):
            figures |= {f"{name} {how}{k}": v for k, v in measure(found, readings, by_meaning).items()}
    print(" " * 30, *(f"{name + ', meaning' * more:>20}" for name in FILES for more in (0, 1)))
    for what in dict.fromkeys(k.split(" ", 1)[1].removeprefix(BY_MEANING) for k in figures):
        row = (figures.get(f"{name} {how}{what}") for name in FILES for how in ("", BY_MEANING))
        print(f"{what:30}", *(" " * 20 if value is None else f"{value:20.3f}" for value in row))
    return stored.settle(o, "together", figures)


if __name__ == "__main__":
    sys.exit(main())
