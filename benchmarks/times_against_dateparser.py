"""`rawi.times` beside dateparser's `search_dates`, on the same annotated articles.

    python benchmarks/times_against_dateparser.py GOLD.jsonl [GOLD.jsonl ...]

Needs dateparser, which is no dependency of Rawi: run it in an environment that has both. GOLD.jsonl holds articles as
in the annotation guidelines: {"text", "date", "times": [{"span": [[start, end]], "value"}]}. dateparser is given what
it asks for: the languages, the article's day as RELATIVE_BASE, and DATE_ORDER DMY.

Times are paired with gold ones by overlap of letters, one to one. "value" counts those whose interval is the same.
dateparser answers with a moment, not an interval, so "day" is kinder to it: of the gold times that are placed, those
in whose interval its day lies (for Rawi: whose interval holds the first day of its own).
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from dateparser.search import search_dates

from rawi import times

Found = tuple[int, int, str]
logging.disable(logging.WARNING)
warnings.simplefilter("ignore")


def by_dateparser(text: str, published: str) -> list[Found]:
    """The strings that dateparser finds, in order, each with its day."""
    settings = {"RELATIVE_BASE": datetime.fromisoformat(published), "DATE_ORDER": "DMY"}
    found: list[Found] = []
    at = 0
    for words, moment in search_dates(text, languages=["ar"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        found.append((start, at, f"{moment.date()}/{moment.date()}"))
    return found


def by_rawi(text: str, published: str) -> list[Found]:
    """What Rawi finds."""
    return [(*found.span, found.value) for found in times.find(text, published, language="ar")]


def letters(text: str, start: int, end: int) -> set[int]:
    return {at for at in range(start, end) if text[at].isalnum()}


def pairs(text: str, gold: list[Found], found: list[Found]) -> Iterator[tuple[Found, Found]]:
    """One to one, by the largest overlap first."""
    overlaps = sorted(
        (
            (len(letters(text, *one[:2]) & letters(text, *other[:2])), -i, -j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if one[0] < other[1] and other[0] < one[1]
        ),
        reverse=True,
    )
    used_gold, used_found = set(), set()
    for overlap, i, j in overlaps:
        if overlap and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[-i], found[-j]


def holds(gold: str, day: str) -> bool:
    """Whether an interval holds the first day of another."""
    start, _, end = gold.partition("/")
    first = day.partition("/")[0]
    return (
        bool(end) and first not in ("..", "?") and (start == ".." or start <= first) and (end == ".." or first <= end)
    )


def score(articles: list[dict[str, Any]], reader: Callable[[str, str], list[Found]]) -> dict[str, float]:
    counts = dict.fromkeys(["gold", "found", "paired", "value", "placed", "day"], 0)
    began = time.process_time()
    size = 0
    for article in articles:
        text = article["text"]
        size += len(text.encode())
        gold = [(row["span"][0][0], row["span"][-1][1], row["value"]) for row in article["times"]]
        found = reader(text, article["date"])
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["placed"] += sum("/" in value for _, _, value in gold)
        for one, other in pairs(text, gold, found):
            counts["paired"] += 1
            counts["value"] += one[2] == other[2]
            counts["day"] += holds(one[2], other[2])
    seconds = time.process_time() - began
    precision, recall = counts["paired"] / max(1, counts["found"]), counts["paired"] / counts["gold"]
    return {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(1e-9, precision + recall),
        "value": counts["value"] / counts["gold"],
        "day": counts["day"] / counts["placed"],
        "MB/s": size / 1e6 / seconds,
    }


def main(paths: list[str]) -> None:
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines if line.strip()]
        print(f"\n{path}: {len(articles)} articles, {sum(len(article['times']) for article in articles)} times\n")
        print("| reader | precision | recall | span F1 | value | day within | MB/s |\n|--|--|--|--|--|--|--|")
        for name, reader in (("rawi.times", by_rawi), ("dateparser search_dates", by_dateparser)):
            row = score(articles, reader)
            figures = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "F1", "value", "day"))
            print(f"| {name} | {figures} | {row['MB/s']:.3f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
