"""How surely claims of different stories are found to be one: every page of the stories is held for a story of its own.

    python -m benchmarks.across_stories [--cache DIR] [dev dev_madeup]

Prints, from some odds on, how many pairs of claims of two pages are found, how many of those of which both claims are
annotated are of one proposition, what part of all such pairs is found, and how many pairs are of two stories that are not
one event (to be looked at: some claim the same). How rare a word is, is told by the pages and by every eighth of the real
background pages. The files are read from ``../shared/data``; nothing of them is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.together import Story, covering, load
from rawi.reading import Reading
from rawi.together.propositions import Statement, statements
from rawi.together.propositions.scorer import logit
from rawi.together.propositions.stems import stems
from rawi.together.running import across, briefs, sketches
from rawi.together.stories.stories import BEGINNING

NEWS = Path("../shared/data/news/saudinewsnet.jsonl.gz")
EVERY = 8
ODDS = (0.0, across.ALIKE, across.SURE)
Pair = tuple[int, int]


def background() -> tuple[int, Counter[str]]:
    """How many other pages there are, and how many of them hold each stem at their beginning."""
    held: Counter[str] = Counter()
    count = 0
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                row = json.loads(line)
                held.update(set(stems(f"{row['title']}\n{row['text']}"[:BEGINNING])))
                count += 1
    return count, held


def candidates(every: list[Statement], rarity: sketches.Rarity) -> set[Pair]:
    """Pairs of claims of two pages that share a key and may be alike."""
    holders: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(every):
        for key in sketches.keys(one, rarity):
            holders[key].append(place)
    pairs = {(b, a) for some in holders.values() for n, b in enumerate(some) for a in some[:n]}
    return {
        (b, a) for b, a in pairs if every[a].page != every[b].page and briefs.may_be_one(briefs.brief(every[a]), briefs.brief(every[b]))
    }  # fmt: skip


def annotated(stories: list[Story], every: list[Statement]) -> dict[int, set[tuple[int, str]]]:
    """The annotated propositions that each claim is of."""
    own = {(one.page, one.span): place for place, one in enumerate(every)}
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for number, story in enumerate(stories):
        for proposition in story["propositions"]:
            for claim in proposition["claims"]:
                if at := covering(claim["page"], tuple(claim["span"]), own):
                    found[own[at]].add((number, proposition["id"]))
    return found


def measure(stories: list[Story], readings: dict[str, Reading], rarer: tuple[int, Counter[str]]) -> None:
    """Print the figures of one file."""
    every = [one for reading in readings.values() for one in statements(reading)]
    held = rarer[1] + Counter(
        stem for reading in readings.values() for stem in set(stems(reading.page.text[:BEGINNING]))
    )  # fmt: skip
    rarity = sketches.Rarity(len(readings) + rarer[0], {stem: held[stem] for one in every for stem in one.stems})
    told = annotated(stories, every)
    event = {page["id"]: number for number, story in enumerate(stories) for page in story["pages"]}
    wanted = {
        (b, a) for b in told for a in told if a < b and told[a] & told[b] and every[a].page != every[b].page
    }  # fmt: skip
    odds = {(b, a): logit(every[b], every[a], rarity) for b, a in candidates(every, rarity)}  # type: ignore[arg-type]
    for least in ODDS:
        found = [pair for pair, value in odds.items() if value > least]
        within = [pair for pair in found if event[every[pair[0]].page] == event[every[pair[1]].page]]
        both = [pair for pair in within if all(place in told for place in pair)]
        right = len(wanted.intersection(both))
        print(
            f"odds {least:g}: {len(found)} pairs; of {len(both)} with both claims annotated {right} right, "
            f"{right / (len(wanted) or 1):.1%} of all; {len(found) - len(within)} between events"
        )


def main() -> int:
    """Measure the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", default=["dev", "dev_madeup"])
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    rarer = background()
    for name in given.files:
        print(name)
        measure(*load(name, given.cache), rarer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
