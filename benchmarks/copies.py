"""How well copies are found, on annotated stories and on passages altered by rule, and what a page costs.

    python -m benchmarks.copies gold      annotated stories: F1 of copies, and how many have their kind
    python -m benchmarks.copies altered   passages copied and altered into pages of other days: recall and precision
    python -m benchmarks.copies           both of these
    python -m benchmarks.copies speed     time a page and memory, at 1,000 to 100,000 pages

*Altered*: each word is altered with the given chance: replaced, dropped, one inserted before it, its letters changed
(spellings that folding evens out, or one letter doubled, which it does not), or its punctuation changed. A planted
passage counts as caught where one found passage matches it; a found passage is right where at least half of it, in both
pages, lies in the planted one. Other pages with which the host or the source shares a run of six words by nature count
neither way. *Hard*: words are only replaced, dropped and inserted.

Options: ``--write`` stores the figures in ``results/copies.json``, ``--gate`` fails where one fell (gold and altered).
The files are read from ``../shared/data``; nothing of them is kept.

A found and an annotated passage *match* where in both pages the words that both hold are at least half of the words
that either holds; each matches one at most, the best pairs first. Words are those of `rawi.language.words`, without
punctuation.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import stored
from rawi.language.letters import fold_text
from rawi.language.words import words
from rawi.pages import Block, Fact, Page
from rawi.together import copies
from rawi.together.copies.copies import held as held_against
from rawi.together.copies.copies import promising
from rawi.together.copies.packing import Packed, pack, unpack

DATA = Path("../shared/data")
RATES = (0, 5, 10, 20, 30)
Span = tuple[int, int]
Row = dict[str, Any]


def page_of(row: Row, number: int | str = "") -> Page:
    """A page of a file, its title and body taken as they stand."""
    end = row.get("title_end")
    text = row["text"]
    if end is None:
        end, text = len(row["title"]), row["title"] + "\n" + text
    blocks = (Block("title", (0, end)), Block("body", (min(end + 1, len(text)), len(text))))
    facts = {"outlet": Fact(row["outlet"]), "published": Fact(row["date"]), "title": Fact(text[:end])}
    return Page(str(row.get("id", number)), text, blocks, **facts)


def news(*names: str) -> list[Row]:
    """The background pages."""
    rows = []
    for name in names:
        with gzip.open(DATA / "news" / f"{name}.jsonl.gz", "rt") as lines:
            rows += [json.loads(line) for line in lines]
    return rows


class Words:
    """The places of the words of a text, to compare spans by words."""

    def __init__(self, text: str) -> None:
        self.starts = [w.span[0] for w in words(text) if any(c.isalnum() for c in w.text)]

    def of(self, span: Span) -> set[int]:
        """Where the words of a span begin."""
        return {start for start in self.starts if span[0] <= start < span[1]}


def agreement(some: list[set[int]], others: list[set[int]]) -> float:
    """The least share, over the two pages, of common words in all words of two passages."""
    return min(len(a & b) / (len(a | b) or 1) for a, b in zip(some, others, strict=True))


def matches(found: list[list[set[int]]], wanted: list[list[set[int]]]) -> list[tuple[int, int]]:
    """Which found passage is which wanted one, the best pairs first."""
    scored = [(agreement(f, w), i, j) for i, f in enumerate(found) for j, w in enumerate(wanted)]
    pairs: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, reverse=True):
        if score >= 0.5 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def gold(name: str, floor: int = 0, **options: int) -> dict[str, float]:
    """F1 of the copies of one file of stories; passages of fewer than `floor` words count for nothing."""
    right = found_all = wanted_all = kinds = 0
    for line in (DATA / "together" / f"{name}.jsonl").read_text().splitlines():
        story = json.loads(line)
        text = {row["id"]: Words(row["text"]) for row in story["pages"]}
        found, wanted = defaultdict(list), defaultdict(list)
        for c in copies.compare((page_of(row) for row in story["pages"]), **options):
            a, b = sorted([(c.page, c.span), (c.other, c.other_span)])
            found[a[0], b[0]].append(([text[a[0]].of(a[1]), text[b[0]].of(b[1])], c.kind))
        for c in story["copies"]:
            a, b = sorted([(c["a"], tuple(c["a_span"])), (c["b"], tuple(c["b_span"]))])
            entry = [text[a[0]].of(a[1]), text[b[0]].of(b[1])]
            if max(map(len, entry)) >= floor:
                wanted[a[0], b[0]].append((entry, c["kind"]))
        for pair in found.keys() | wanted.keys():
            mine = [one for one in found[pair] if max(map(len, one[0])) >= floor]
            same = matches([f for f, _ in mine], [w for w, _ in wanted[pair]])
            right += len(same)
            kinds += sum(mine[i][1] == wanted[pair][j][1] for i, j in same)
            found_all += len(mine)
            wanted_all += len(wanted[pair])
    p, r = right / (found_all or 1), right / (wanted_all or 1)
    return {
        "precision": p,
        "recall": r,
        "f1": 2 * p * r / (p + r or 1),
        "kind": kinds / (right or 1),
        "copies": wanted_all,
    }


LETTERS = {"أ": "ا", "إ": "أ", "آ": "ا", "ا": "أ", "ى": "ي", "ي": "ى", "ة": "ه", "ه": "ة", "ؤ": "ء", "ئ": "ىٔ"}
MARKS = "ًٌٍَُِّْـ"
VISIBLE = ("replaced", "dropped", "inserted")


def altered(passage: str, rate: float, rules: tuple[str, ...], others: list[str], chance: random.Random) -> str:
    """A passage with the given share of its words altered, each by one rule."""
    out = []
    for word in passage.split():
        if chance.random() >= rate:
            out.append(word)
            continue
        rule = chance.choice(rules)
        if rule == "inserted":
            out += [chance.choice(others), word]
        elif rule == "replaced":
            out.append(chance.choice(others))
        elif rule == "letters":
            place = chance.randrange(len(word))
            out.append(
                "".join(LETTERS.get(c, c) for c in word) + chance.choice(MARKS)
                if chance.random() < 0.5
                else word[:place] + word[place] + word[place:]
            )
        elif rule == "punctuation":
            out.append(word.strip('،.:؛"«»') + chance.choice(["،", ".", " -", "\n", "؛"]))
    return " ".join(out)


RULES = (*VISIBLE, "letters", "punctuation")


def runs(text: str, width: int = 6) -> set[int]:
    """All runs of six folded words of a text, figures left blank: what two pages have in common by nature."""
    every = ["0" if w.text[0].isdigit() else w.text for w in words(fold_text(text)) if any(c.isalnum() for c in w.text)]
    return {hash(tuple(every[i : i + width])) for i in range(len(every) - width + 1)}


class Altered:
    """Passages of some pages planted, altered, into pages of other outlets and days, among background pages."""

    def __init__(self, background: int, trials: int, lengths: tuple[int, int], seed: int = 1) -> None:
        chance = random.Random(seed)
        rows = [row for row in news("saudinewsnet") if len(row["text"].split()) >= 60]
        chance.shuffle(rows)
        pages = [page_of(row, n) for n, row in enumerate(rows[: background + trials])]
        self.hosts, self.background = pages[:trials], pages[trials:]
        self.index = copies.CopyIndex()
        self.wordings = {page.id: copies.wording(page) for page in self.background}
        for one in self.wordings.values():
            self.index.add(one)
        self.runs = {page.id: runs(page.text) for page in pages}
        self.vocabulary = [word for page in self.background[:200] for word in page.text.split()]
        self.trials, self.lengths = trials, lengths

    def measure(self, rate: float, rules: tuple[str, ...], seed: int = 2) -> dict[str, float]:
        """Recall of planted passages, and precision of what is found beside what pages share by nature."""
        chance = random.Random(seed)
        right = wrong = planted = caught = 0
        for host in self.hosts:
            length = chance.randint(*self.lengths)
            source = chance.choice(self.background)
            while (
                len(source.text.split()) < length + 20
                or source.outlet == host.outlet
                or self.runs[source.id] & self.runs[host.id]
            ):
                source = chance.choice(self.background)
            spans = [w.span for w in words(source.text) if w.span[0] >= source.blocks[1].span[0]]
            first = chance.randrange(max(1, len(spans) - length))
            span = (spans[first][0], spans[min(first + length, len(spans)) - 1][1])
            new = altered(source.text[slice(*span)], rate, rules, self.vocabulary, chance)
            place = chance.choice([w.span[0] for w in words(host.text) if w.span[0] >= host.blocks[1].span[0]])
            text = host.text[:place] + new + " " + host.text[place:]
            page = replace(host, text=text, blocks=(host.blocks[0], Block("body", (host.blocks[1].span[0], len(text)))))
            mine, theirs = Words(text), Words(source.text)
            wanted = [mine.of((place, place + len(new))), theirs.of(span)]
            planted += 1
            hit = False
            for c in copies.find(copies.wording(page), self.index, self.wordings.get):
                if c.other == source.id:
                    found = [mine.of(c.span), theirs.of(c.other_span)]
                    within = all(2 * len(f & w) >= len(f) for f, w in zip(found, wanted, strict=True))
                    hit = hit or agreement(found, wanted) >= 0.5
                    right += within
                    wrong += not within
                elif not self.runs[c.other] & (self.runs[host.id] | self.runs[source.id]):
                    wrong += 1
            caught += hit
        return {"recall": caught / planted, "precision": right / ((right + wrong) or 1)}


def print_altered() -> dict[str, float]:
    """Recall and precision by rate, for long and short passages."""
    figures: dict[str, float] = {}
    for name, lengths, rules in (("", (20, 120), RULES), (" hard", (20, 120), VISIBLE), (" short", (12, 24), RULES)):
        bench = Altered(3000, 250 if name else 500, lengths)
        for rate in RATES:
            for key, value in bench.measure(rate / 100, rules).items():
                figures[f"altered{name} {rate}% {key}"] = value
            print(f"altered{name:6} {rate:3}%", *(f"{k[-9:]} {v:.3f}" for k, v in list(figures.items())[-2:]))
    return figures


def print_gold() -> dict[str, float]:
    """F1 on the three files, and without passages of fewer than eight words."""
    figures: dict[str, float] = {}
    for name in ("train_madeup", "dev_madeup", "dev"):
        for least in (0, 8, 12):
            row = gold(name, least)
            label = name + (f" from {least} words" if least else "")
            print(f"{label:28}", *(f"{k} {v:.3f}" for k, v in row.items()))
            figures.update({f"{label} {k}": v for k, v in row.items() if k != "copies"})
    return figures


LAST = 1000
"""So many pages after each mark are measured."""


def many(marks: Sequence[int]) -> Iterator[Page]:
    """Pages up to the last mark: real ones, then such as have half of the words of one and half of others; but the `LAST`
    after each mark, which are measured, are real ones always."""
    rows = news("saudinewsnet", "ant")
    chance = random.Random(5)
    chance.shuffle(rows)
    measured = iter(rows[: LAST * len(marks)])
    rows = rows[LAST * len(marks) :]
    filled = 0
    for number in range(max(marks) + LAST):
        if any(mark <= number < mark + LAST for mark in marks):
            yield page_of(next(measured), number)
            continue
        row = rows[filled % len(rows)]
        if filled >= len(rows):
            text = row["text"].split()
            other = rows[chance.randrange(len(rows))]["text"].split() or ["و"]
            row = {**row, "text": " ".join(w if i // 3 % 2 else other[i % len(other)] for i, w in enumerate(text))}
        filled += 1
        yield page_of(row, number)


Kept = tuple[Packed, str | None, str | None, str | None]


def kept(wording: copies.Wording) -> Kept:
    """What is kept of a page, as on a desk: its words as numbers."""
    return pack(wording), wording.published, wording.outlet, wording.agency


def speed(marks: tuple[int, ...], rounds: int = 3) -> None:
    """CPU time a page of the thousand after each mark, held against all up to the mark, and memory.

    The thousand are gone through several times, and the quickest round counts, since other programs run beside it; they
    are too many for a round to find the memory of the last one still at hand.
    """
    index = copies.CopyIndex()
    shelf: list[Kept] = []

    def load(name: str) -> copies.Wording:
        packed, *facts = shelf[int(name)]
        return unpack(packed, name, *facts)

    def held(pages: list[Page]) -> tuple[list[float], int, int]:
        """Time of each part, how many pages were aligned, how many copies there are."""
        spent, aligned, found = [0.0] * 5, 0, 0
        for page in pages:
            moments = [time.process_time()]
            wording = copies.wording(page)
            kept(wording)
            _ = wording.shingles
            moments.append(time.process_time())
            likely = index.candidates(wording)
            moments.append(time.process_time())
            words = [np.frombuffer(shelf[int(name)][0].hashes, "<u4") for name in likely.pages]
            wanted = promising(wording, words, likely)
            moments.append(time.process_time())
            others = [load(name) for name, is_wanted in zip(likely.pages, wanted, strict=True) if is_wanted]
            moments.append(time.process_time())
            found += len(held_against(wording, others, likely.formulas))
            moments.append(time.process_time())
            aligned += len(others)
            spent = [s + b - a for s, (a, b) in zip(spent, pairwise(moments), strict=True)]
        return spent, aligned, found

    print("ms a page: words  search  screen  load  align  add  in all; pages aligned  copies a page; MB", flush=True)
    pages = many(marks)
    for mark in marks:
        for page in islice(pages, mark - len(shelf)):
            wording = copies.wording(page)
            shelf.append(kept(wording))
            index.add(wording)
        last = list(islice(pages, LAST))
        spent, aligned, found = min((held(last) for _ in range(rounds)), key=lambda one: sum(one[0]))
        wordings = [copies.wording(page) for page in last]
        _ = [wording.shingles for wording in wordings]
        began = time.process_time()
        for wording in wordings:
            index.add(wording)
        spent.append(time.process_time() - began)
        shelf += map(kept, wordings)
        parts = " ".join(f"{1000 * one / LAST:6.2f}" for one in (*spent, sum(spent)))
        print(f"{mark:7} {parts}; {aligned / LAST:5.2f} {found / LAST:5.2f}; {index.size / 1e6:6.1f}", flush=True)


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["gold", "altered", "speed", "scores"], default="scores")
    parser.add_argument("--pages", type=int, default=100_000, help="speed: up to so many pages")
    stored.options(parser)
    o = parser.parse_args()
    if o.what == "speed":
        speed(tuple(mark for mark in (1_000, 10_000, 100_000) if mark <= o.pages))
    figures: dict[str, float] = {}
    if o.what in ("gold", "scores"):
        figures.update(print_gold())
    if o.what in ("altered", "scores"):
        figures.update(print_altered())
    return stored.settle(o, "copies", figures) if figures else 0


if __name__ == "__main__":
    sys.exit(main())
