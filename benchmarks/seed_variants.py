"""One real page and twenty variants of it made by rule: how many of its attributions are read rightly.

    python -m benchmarks.seed_variants [--shared ../shared] [--each] [--weights DIR] [--write] [--gate]

The page is ``seed/page.txt`` of the shared folder; here lie only the places of its ten attributions
(``seed/attributions.json``), put down by hand. A variant is the same page with quotation marks dropped or moved, names
swapped, furniture elsewhere, commas for stops, letters spelt otherwise, and so on; the places move with the words. Right
is what the yardstick calls claim+stance. Also counted: attributions read where none is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks import stored
from rawi.evaluation.right import paired, right
from rawi.pages import read_text
from rawi.reading import read_page, to_rows
from rawi.tagger import Tagger

GOLD = Path(__file__).parent / "seed" / "attributions.json"
SPANS = ("cue", "source", "referent", "content")
Edit = tuple[int, int, str]  # start, end, what stands there instead
# Invented people, for the names of the page in the order of the gold file.
OTHERS = (
    "هيثم الدرعاوي", "مروان القصبي", "القصبي", "عبد الرحيم الناطور", "ضياء الحكواتي", "الحكواتي", "بن طاهر", "الشابندر",
    "أبو ليث النوري", "رامي الكيالي",
)  # fmt: skip


def edited(text: str, edits: Iterable[Edit], spans: list[dict]) -> tuple[str, list[dict]]:
    """The text with edits made, and the attributions with their places moved along, but for those whose cue is gone.

    Edits must not overlap.
    """
    parts, at, moved = [], 0, []  # moved: (place in the old text, place in the new one, end of the old piece)
    length = 0
    edits = sorted(edits)
    gone = {i for start, end, new in edits if not new for i in range(start, end)}
    spans = [a for a in spans if not all(i in gone for s, e in a["cue"] for i in range(s, e))]
    for start, end, new in edits:
        moved.append((at, length, start))
        parts += [text[at:start], new]
        length += start - at
        moved.append((start, length, end) if end > start else (start, length, start))
        length += len(new)
        at = end
    moved.append((at, length, len(text)))
    parts.append(text[at:])

    def place(old: int) -> int:
        for start, new, end in reversed(moved):
            if start <= old:
                return new + min(old - start, end - start)
        return old

    def span(s: int, e: int) -> list[int]:
        return [place(s), place(e - 1) + 1]

    return "".join(parts), [{**a, **{k: [span(*x) for x in a[k]] for k in SPANS}} for a in spans]


def each(text: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> Iterator[Edit]:
    """An edit for every place of a pattern."""
    for found in re.finditer(pattern, text):
        yield found.start(), found.end(), new if isinstance(new, str) else new(found)


def swapped(gold: dict, shift: int) -> Iterator[Edit]:
    """Every name of the page exchanged for one of the invented ones."""
    for number, places in enumerate(gold["names"]):
        for start, end in places:
            yield start, end, OTHERS[(number + shift) % len(OTHERS)]


def variants(text: str, gold: dict) -> Iterator[tuple[str, list[Edit]]]:
    """Twenty of them, by name."""
    (top, top_end), (bottom, end) = gold["furniture"]
    head, foot = text[top:top_end], text[bottom:end]
    marks, stops = r"[“”«»\"]", r"(?<=\w)\.(?=\s)"
    yield "no quotation marks", [*each(text, marks, "")]
    yield "angled marks", [*each(text, "“(?=\\S)", "«"), *each(text, r"(?<=\s)“(?=\s|$)|”", "»")]
    yield "straight marks", [*each(text, marks, '"')]
    yield "marks one word later", [*later(text, r"“(?=\S)")]
    yield "closing marks lost", [*each(text, r"(?<=\s)“(?=\n)|”", "")]
    yield "commas for stops", [*each(text, stops, "،")]
    yield "stops for commas", [*each(text, r"(?<=\w)،(?= )", ".")]
    yield "no space before commas", [*each(text, r" ،", "،")]
    yield "no commas", [*each(text, r" ?،", "")]
    yield "Latin commas", [*each(text, "،", ",")]
    yield "other names", [*swapped(gold, 0)]
    yield "other names, turned by three", [*swapped(gold, 3)]
    yield "no furniture", [(top, top_end, ""), (bottom, end, "")]
    yield "furniture at the end", [(top, top_end, ""), (end, end, "\n\n" + head)]
    yield (
        "buttons of a site",
        [(top, top, "تسجيل الدخول | اشترك الآن\nشارك\nطباعة\n"), (bottom, bottom, "حجم الخط\n\n")],
    )
    yield "teasers in the middle", [*middle(text, foot)]
    yield "no hamza", [*each(text, "[أإآ]", "ا")]
    yield "ya without dots", [*each(text, r"ي(?=\b)", "ى")]
    yield "no tanwin, no vowels", [*each(text, "[\u064b-\u0652]", "")]
    yield "one paragraph a sentence", [*each(text, r"(?<=\w)[،.] (?=\w{3})", lambda m: m[0][0] + "\n\n")]


def later(text: str, pattern: str) -> Iterator[Edit]:
    """Every mark of a pattern moved over the next word."""
    for found in re.finditer(pattern, text):
        yield found.start(), found.end(), ""
        after = text.index(" ", found.end()) + 1
        yield after, after, found[0]


def middle(text: str, teaser: str) -> Iterator[Edit]:
    """The same teaser after the fourth paragraph."""
    breaks = [m.end() for m in re.finditer("\n\n", text)]
    yield breaks[6], breaks[6], teaser.rstrip("… ") + "\n\n"


def count(text: str, gold: list[dict], mine: list[dict]) -> tuple[list[bool], int]:
    """Which of the gold attributions are right, and how many were read where none is."""
    pairs, hits = paired(text, gold, mine), right(text, gold, mine)
    found = [False] * len(gold)
    for i, j in pairs:
        found[i] = hits[j]
    return found, len(mine) - len(pairs)


def main() -> int:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--weights", type=Path)
    p.add_argument("--each", action="store_true", help="tell which attributions of a page were missed")
    stored.options(p)
    o = p.parse_args()
    path = o.shared / "seed/page.txt"
    if not path.exists():
        print(f"no page in {o.shared}: not measured")
        return 0
    text = path.read_text(encoding="utf-8")
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    if hashlib.sha256(text.encode()).hexdigest() != gold["sha256"]:
        print(f"{path} is another page than the one whose attributions are known")
        return 1
    tagger = Tagger(o.weights)
    total = right = spurious = 0
    figures = {}
    print(f"{tagger.name}\n{'':32}{'right':>6}{'of':>5}{'read where none is':>20}")
    for name, edits in [("the page as it is", []), *variants(text, gold)]:
        new, wanted = edited(text, edits, gold["attributions"])
        rows = to_rows(read_page(read_text(new), tagger), name)["attributions"]
        hits, extra = count(new, wanted, rows)
        print(f"{name:32}{sum(hits):6}{len(hits):5}{extra:20}")
        if o.each:
            for hit, a in zip(hits, wanted, strict=True):
                if not hit:
                    print("    missed:", " ".join(new[s:e] for s, e in a["cue"]))
        if not edits:
            figures["the page as it is"] = sum(hits) / len(hits)
            continue
        total, right, spurious = total + len(hits), right + sum(hits), spurious + extra
    figures["twenty variants"] = right / total
    print(f"{'twenty variants':32}{right:6}{total:5}{spurious:20}")
    return stored.settle(o, "seed_variants", figures)


if __name__ == "__main__":
    sys.exit(main())
