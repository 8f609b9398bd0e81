"""How well, and how fast, web pages are read: word F1 of the body, title and date, time against trafilatura's own.

    python benchmarks/html_pages.py FOLDER [FOLDER ...]

A folder holds pages and `gold.jsonl`, a line a page: `file`, `title`, `published`, `body` (paragraphs), `not_body`
(strings), and `author` (null where none) or `authors` (a list), `outlet`. Words are compared in order (longest common
subsequence), without ZWNJ, direction marks and signs at their edges. A dateline that is run into a paragraph counts as
body, as the gold has it. trafilatura runs with its defaults but without comments, as is fair for a body. Times are CPU
times, the smallest of three runs, everything imported before.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from rawi.pages import Page, read_page

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


def words_of(text: str) -> list[str]:
    return [word for word in (_EDGE.sub("", token) for token in _UNSEEN.sub("", text).split()) if word]


def common(first: list[str], second: list[str]) -> int:
    """Length of the longest common subsequence, by the bits of one number (Hyyrö 2004)."""
    places: dict[str, int] = defaultdict(int)
    for place, word in enumerate(first):
        places[word] |= 1 << place
    full = (1 << len(first)) - 1
    row = full
    for word in second:
        match = row & places.get(word, 0)
        row = ((row + match) | (row - match)) & full
    return len(first) - row.bit_count()


def f1(found: str, gold: str) -> float:
    first, second = words_of(found), words_of(gold)
    return 2 * common(first, second) / (len(first) + len(second)) if first and second else 0.0


def body_of(page: Page) -> str:
    return "\n".join(page.words_of(block) for block in page.blocks if block.kind in ("body", "dateline"))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return result, best


def same_title(found: str | None, gold: str) -> bool:
    return found is not None and words_of(found) == words_of(gold)


def report(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    sums: dict[str, float] = defaultdict(float)
    print(f"{folder}\n{'page':34}{'rawi':>7}{'traf.':>7}{'ms':>7}{'ms':>7}  wrong")
    for row in rows:
        raw = (folder / row["file"]).read_bytes()
        gold = "\n".join(row["body"])
        read_page(raw)
        page, ours = timed(lambda raw=raw: read_page(raw))
        other, theirs = timed(lambda raw=raw: trafilatura.extract(raw, include_comments=False))
        author = row["author"] if "author" in row else "، ".join(row["authors"]) or None
        checks = {
            "title": same_title(page.title.value, row["title"]),
            "date": (page.published.value or "")[:10] == (row["published"] or "")[:10],
            "author": page.author.value == author,
        }
        body = body_of(page)
        taken = [words for words in row.get("not_body", []) if f" {' '.join(words.split())} " in f" {body} "]
        wrong = [name for name, right in checks.items() if not right] + taken
        scores = f1(body, gold), f1(other or "", gold)
        print(
            f"{row['file']:34}{scores[0]:7.3f}{scores[1]:7.3f}{ours * 1e3:7.0f}{theirs * 1e3:7.0f}  {', '.join(wrong)}"
        )
        for name, value in zip(("rawi", "trafilatura", "ours", "theirs"), (*scores, ours, theirs), strict=True):
            sums[name] += value
        for name, right in checks.items():
            sums[name] += right
        sums["below"] += scores[0] < scores[1] - 0.0005
    count = len(rows)
    print(
        f"word F1 {sums['rawi'] / count:.4f} (trafilatura {sums['trafilatura'] / count:.4f}), "
        f"pages below trafilatura {sums['below']:.0f}; title {sums['title']:.0f}, date {sums['date']:.0f}, "
        f"author {sums['author']:.0f} of {count}; time {sums['ours'] / sums['theirs']:.2f} x trafilatura's\n"
    )


if __name__ == "__main__":
    for name in sys.argv[1:] or ["tests/pages/html/cases"]:
        report(Path(name))
