"""Check the annotations of the gold pages: `python benchmarks/gold/check.py [NN ...] [--show]`.

Without numbers all pages of `articles/` are checked. `--show` prints every page with what its annotation says, for
proof-reading. A *fault* contradicts GUIDELINES.md; a *doubt* is worth a second look and may be right.
Exit status: 0 no faults, 1 faults. Standard library only.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from pathlib import Path
from typing import Any

from places import PlaceError, Span, read

ARTICLES = Path(__file__).parent / "articles"
BLOCKS = {"title", "body", "byline", "dateline", "caption", "teaser", "navigation"}
KINDS = {"person", "group", "organisation", "media", "document", "unknown"}
STANCES = {"states", "confirms", "denies", "withholds", "alleges", "believes", "asks", "calls_for", "commits"}
BOUNDS = {"exactly", "at_least", "at_most", "about", "range", "vague"}
KEYS = {"about", "given", "blocks", "title", "author", "agency", "outlet", "published"} | {
    "sources", "claims", "roles", "times", "quantities"
}  # fmt: skip
# Words that hold nothing but a conjunction and a complementiser: they stand outside the claim that they open.
BARE = {
    p + w for p in ("", "و", "ف") for w in ("أن", "إن", "بأن", "ثم", "كما", "لكن", "بل", "بينما", "فيما", "أو", "إلا")
}
BARE |= {"و", "ف", "غير أن", "على أن", "إلى أن"}
MARKS = {"«": "»", "“": "”", '"': '"', "‹": "›"}
STOPS = ".،؛,;:"
DATE = r"-?\d{4}(-\d\d(-\d\d)?)?"
TIME_VALUE = re.compile(rf"\?|P[0-9YMDTHSW.,]+|({DATE}|\.\.)/({DATE}|\.\.)")
FAR = 30


class Report:
    """What is wrong with a page."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.doubts: list[str] = []

    def fault(self, words: str) -> None:
        """Note what contradicts the guidelines."""
        self.faults.append(words)

    def doubt(self, words: str) -> None:
        """Note what is worth a second look."""
        self.doubts.append(words)


def whole_words(text: str, span: Span) -> bool:
    """Whether the span begins and ends where words do (digits may touch letters: 40كلم)."""

    def inside(at: int) -> bool:
        return 0 < at < len(text) and letter(text[at - 1]) and letter(text[at])

    return not inside(span[0]) and not inside(span[1])


def letter(character: str) -> bool:
    return character.isalpha() or "\u064b" <= character <= "\u0652" or character == "ـ"


def kinds_at(page: dict[str, Any], spans: list[Span]) -> set[str]:
    """The kinds of the blocks that the spans touch."""
    return {b["kind"] for b in page["blocks"] for s, e in spans if b["span"][0] < e and s < b["span"][1]}


def check_blocks(page: dict[str, Any], report: Report) -> None:
    text, previous = page["text"], None
    if page["blocks"] and text[: page["blocks"][0]["span"][0]].strip():
        report.fault(f"text before the first block: {text[: page['blocks'][0]['span'][0]]!r}")
    for block in page["blocks"]:
        kind, (start, end) = block["kind"], block["span"]
        words = text[start:end].strip()[:40]
        if kind not in BLOCKS:
            report.fault(f"unknown kind of block {kind!r}")
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if line.strip() and not {kind, previous} & {"dateline", "byline"}:
            report.fault(f"block {kind} begins inside a line: {words!r}")
        previous = kind
    if sum(b["kind"] == "title" for b in page["blocks"]) > 1:
        report.fault("more than one block is the title")


def check_known(page: dict[str, Any], raw: dict[str, Any], report: Report) -> None:
    text = page["text"]
    for key in sorted(KEYS - raw.keys()):
        report.fault(f"key missing: {key}")
    for key in sorted(raw.keys() - KEYS):
        report.fault(f"unknown key: {key}")
    for key in ("title", "author", "agency", "outlet"):
        if page[key] is not None and page[key] not in text:
            report.fault(f"{key} does not stand on the page: {page[key]!r}")
    titles = [text[slice(*b["span"])].strip() for b in page["blocks"] if b["kind"] == "title"]
    if page["title"] != (titles[0] if titles else None):
        report.fault(f"title {page['title']!r} is not the block {titles!r}")
    for key, date in (("published", page["published"]), ("given published", page["given"].get("published"))):
        if date is not None:
            try:
                datetime.date.fromisoformat(date)
            except ValueError:
                report.fault(f"{key} is no date: {date!r}")
    for role in page["roles"]:
        for key in ("name", "role"):
            if role[key] not in text:
                report.fault(f"{key} of a role does not stand on the page: {role[key]!r}")


def check_sources(page: dict[str, Any], report: Report) -> None:
    text, seen = page["text"], set()
    used = {link for claim in page["claims"] for link in claim["chain"]}
    for source in page["sources"]:
        name = f"source {source['id']} ({source['name']})"
        if source["id"] in seen:
            report.fault(f"{name}: the id stands twice")
        seen.add(source["id"])
        if source["kind"] not in KINDS:
            report.fault(f"{name}: unknown kind {source['kind']!r}")
        if not isinstance(source["named"], bool):
            report.fault(f"{name}: named is true or false")
        if source["name"] not in text:
            report.doubt(f"{name}: the name does not stand on the page (right where a preposition is written onto it)")
        if source["id"] not in used:
            report.doubt(f"{name}: in no chain")
        if not source["spans"]:
            report.fault(f"{name}: no place")
        for place in source["spans"]:
            check_place(page, f"{name} at {quoted(text, place)}", place, report)
    for link in sorted(used - seen - {"?"}):
        report.fault(f"a chain names the unknown source {link!r}")


def check_place(page: dict[str, Any], name: str, place: list[Span], report: Report) -> None:
    """Whole words, and all in the title or the body."""
    for span in place:
        if not whole_words(page["text"], span):
            report.fault(f"{name}: begins or ends inside a word")
        words = page["text"][slice(*span)]
        if words != words.strip():
            report.fault(f"{name}: begins or ends with a space")
    if outside := kinds_at(page, place) - {"title", "body"}:
        report.fault(f"{name}: stands in {', '.join(sorted(outside))}; only title and body are annotated")


def check_claims(page: dict[str, Any], report: Report) -> None:
    text, before = page["text"], -1
    taken: list[tuple[int, Span]] = []
    for claim in page["claims"]:
        content, words = claim["content"], claim["text"]
        name = f"claim {claim['number']} ({words[:45]}...)"
        if claim["stance"] not in STANCES:
            report.fault(f"{name}: unknown stance {claim['stance']!r}")
        if not claim["chain"] and claim["stance"] != "states":
            report.fault(f"{name}: the page's own states")
        if content[0][0] < before:
            report.fault(f"{name}: stands before the claim listed before it")
        before = content[0][0]
        check_place(page, name, content, report)
        if (first := words.split()[0].lstrip("«“\"'")) in BARE or " ".join(words.split()[:2]) in BARE:
            report.fault(f"{name}: begins with {first}")
        if words[-1] in STOPS:
            report.fault(f"{name}: ends with {words[-1]}")
        opened, closed = words[0] in MARKS, words[-1] in MARKS.values()
        if opened and closed and not set(words[1:-1]) & {words[0], words[-1]} and words[-1] == MARKS[words[0]]:
            report.fault(f"{name}: stands in its outer marks")
        elif opened and MARKS[words[0]] not in words[1:]:
            report.doubt(f"{name}: opens a mark that it does not close")
        elif closed and words[-1] != '"' and not set(words[:-1]) & {"«", "“"}:
            report.doubt(f"{name}: closes a mark that it does not open")
        for span in content:
            if re.search(r"[.؟!]\s+\S", text[slice(*span)]) and not re.search(r"\b[ا-ي]{1,2}\.\s", text[slice(*span)]):
                report.doubt(f"{name}: holds the end of a sentence")
            if "\n" in text[slice(*span)]:
                report.doubt(f"{name}: crosses a line")
            for number, other in taken:
                if other != span and other[0] < span[1] and span[0] < other[1]:
                    report.doubt(f"{name}: overlaps claim {number}")
            taken.append((claim["number"], span))
    check_together(page, report)


def check_together(page: dict[str, Any], report: Report) -> None:
    """The same words twice in one chain."""
    seen = set()
    for claim in page["claims"]:
        key = (tuple(claim["content"]), tuple(claim["chain"]), claim["stance"])
        if key in seen:
            report.fault(f"claim {claim['number']}: the same as one before")
        seen.add(key)


def check_times(page: dict[str, Any], report: Report) -> None:
    for time in page["times"]:
        name = f"time {quoted(page['text'], time['span'])}"
        check_place(page, name, time["span"], report)
        if not TIME_VALUE.fullmatch(time["value"]):
            report.fault(f"{name}: value {time['value']!r}")
        if re.fullmatch(rf"{DATE}/{DATE}", time["value"]):
            start, _, end = time["value"].partition("/")
            if len(start) != 10 or len(end) != 10:
                report.fault(f"{name}: the value has whole days: {time['value']!r}")
            elif end < start and not start.startswith("-"):
                report.fault(f"{name}: ends before it starts")


def check_quantities(page: dict[str, Any], report: Report) -> None:
    text = page["text"]
    for quantity in page["quantities"]:
        name = f"quantity {quoted(text, quantity['span'])}"
        low, high, bound, of = quantity["low"], quantity["high"], quantity["bound"], quantity["of"]
        check_place(page, name, quantity["span"], report)
        sides = {
            "exactly": low is not None and low == high,
            "about": low is not None and low == high,
            "at_least": low is not None and high is None,
            "at_most": low is None and high is not None,
            "range": None not in (low, high) and low < high,
            "vague": low is not None or high is not None,
        }
        if bound not in BOUNDS:
            report.fault(f"{name}: unknown bound {bound!r}")
        elif not sides[bound]:
            report.fault(f"{name}: {low} to {high} is not {bound}")
        if of:
            check_place(page, f"{name}, of", of, report)
            gap = max(of[0][0] - quantity["span"][-1][1], quantity["span"][0][0] - of[-1][1])
            if gap > FAR:
                report.doubt(f"{name}: what it counts, {quoted(text, of)}, stands {gap} characters away")
        elif quantity["unit"] is None:
            report.doubt(f"{name}: neither a unit nor a noun that is counted")


def quoted(text: str, spans: list[Span]) -> str:
    return " ... ".join(text[slice(*span)] for span in spans)


def marked(text: str, span: Span, marks: list[tuple[int, int, str]]) -> str:
    """The text of the span with marks set in: (offset, rank, words), ends before beginnings at one offset."""
    out, at = [], span[0]
    for offset, _, words in sorted(marks):
        if span[0] <= offset <= span[1]:
            out += [text[at:offset], words]
            at = offset
    return "".join([*out, text[at : span[1]]])


def show(page: dict[str, Any]) -> str:
    """The page in a listing for proof-reading: claims in ⟦n …⟧, sources in ‹id …›."""
    text, lines = page["text"], [f"===== {page['id']}: {page['about']}", f"given {page['given']}"]
    lines += [f"{key}: {page[key]}" for key in ("title", "author", "agency", "outlet", "published")]
    marks = []
    for claim in page["claims"]:
        for start, end in claim["content"]:
            marks += [(start, 1, f"⟦{claim['number']} "), (end, 0, "⟧")]
    for source in page["sources"]:
        for place in source["spans"]:
            for start, end in place:
                marks += [(start, 2, f"‹{source['id']} "), (end, -1, "›")]
    listed: set[int] = set()
    for block in page["blocks"]:
        start, end = block["span"]
        inside = [m for m in marks if start <= m[0] < end or (m[0] == end and m[1] <= 0)]
        lines += ["", f"--- {block['kind']}", marked(text, block["span"], inside).rstrip("\n")]
        for claim in page["claims"]:
            if claim["number"] not in listed and start <= claim["content"][0][0] < end:
                listed.add(claim["number"])
                chain = " > ".join(name_of(page, link) for link in claim["chain"]) or "PAGE"
                lines.append(f"    {claim['number']}. [{claim['stance']}; {chain}] {claim['text']}")
    lines += ["", "sources"]
    for source in page["sources"]:
        places = " | ".join(quoted(text, place) for place in source["spans"])
        kind = f"{source['kind']}, {'named' if source['named'] else 'not named'}"
        lines.append(f"    {source['id']} {source['name']} ({kind}): {places}")
    lines += ["roles", *[f"    {role['name']}: {role['role']}" for role in page["roles"]]]
    lines += ["times", *[f"    {quoted(text, t['span'])} = {t['value']}" for t in page["times"]], "quantities"]
    for q in page["quantities"]:
        of = quoted(text, q["of"]) if q["of"] else None
        lines.append(f"    {quoted(text, q['span'])} = {q['low']}..{q['high']} {q['bound']} {q['unit']} of {of}")
    return "\n".join(lines)


def name_of(page: dict[str, Any], link: str) -> str:
    return next((f"{s['id']} {s['name'][:30]}" for s in page["sources"] if s["id"] == link), link)


def check(path: Path) -> tuple[dict[str, Any] | None, Report]:
    """Everything that can be said against the page at `path`."""
    report = Report()
    try:
        page, faults = read(path)
        raw = json.loads(path.read_text(encoding="utf-8"))
        report.faults += faults
        check_known(page, raw, report)
        check_blocks(page, report)
        check_sources(page, report)
        check_claims(page, report)
        check_times(page, report)
        check_quantities(page, report)
    except (OSError, json.JSONDecodeError, PlaceError) as error:
        report.fault(str(error))
        return None, report
    except KeyError as error:
        report.fault(f"key missing: {error}")
        return None, report
    return page, report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="NN")
    parser.add_argument("--show", action="store_true", help="print the pages with their annotation")
    options = parser.parse_args()
    paths = [ARTICLES / f"{int(n):02}.json" for n in options.pages] or sorted(ARTICLES.glob("*.json"))
    faulty = 0
    for path in paths:
        page, report = check(path)
        if options.show and page:
            print(show(page))
        faulty += bool(report.faults)
        counts = f"{len(page['claims'])} claims, {len(page['sources'])} sources" if page else "unreadable"
        print(f"{path.stem}: {counts}, {len(report.faults)} faults, {len(report.doubts)} doubts")
        for words in report.faults:
            print(f"    fault: {words}")
        for words in report.doubts:
            print(f"    doubt: {words}")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
