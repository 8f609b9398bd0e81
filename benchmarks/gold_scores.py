"""F1 of a whole reading on the gold pages: blocks, facts, claims, cuts, chains, sources, roles, times, quantities.

    python benchmarks/gold_scores.py [NN ...] [--odd | --even] [--show NN] [--write] [--gate]

`gold/GUIDELINES.md` says what the gold holds. `--show NN` prints what went wrong on a page; `--write` stores the table
of all pages in `results/gold.json`; `--gate` exits with 1 when an F1 lies more than 0.01 under the stored one.

Rows, each as precision, recall, F1 over all pages together:

block *, furniture   visible characters by kind; furniture is all but title and body
title … published    exact after folding; the date where the page itself has to tell it
own claims           claims of the page itself, paired one to one where their letters overlap with F1 >= 0.8
claims               all claims by their words alone; + chain: and every link of the chain is the same source, or
                     unknown in both; + stance
cuts                 borders between claims of one chain, inside stretches that both sides claim as a whole
cuts alone           the same when `clauses.cut` is given the gold's own stretches
sources              gold and found sources, one to one, where any place of them overlaps by half; + kind; + named;
                     mentions: B-cubed over their places
roles                name and role equal after folding; lenient: words in common
times, quantities    overlap, one to one; + value and so on: right beside it
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "gold"))

import places  # noqa: E402
import regex  # noqa: E402

from rawi.language import fold_text  # noqa: E402
from rawi.pages import read_text  # noqa: E402
from rawi.reading import clauses, read_page  # noqa: E402
from rawi.reading.reading import Claim, Reading  # noqa: E402
from rawi.reading.spans import hull, letters, overlap  # noqa: E402

STORED = HERE / "results" / "gold.json"
TOLERANCE = 0.01
SAME_WORDS = 0.8  # F1 of letters from which two claims are one
B3 = "sources, mentions (B3)"  # a row that is counted in thousandths
BODY = ("title", "body")
KINDS = ("title", "body", "byline", "dateline", "caption", "teaser", "navigation")
# what may stand between two clauses of one stretch
GAP = regex.compile(
    r"(?:[\s،,؛;:«»“”\"]|(?<!\w)(?:و|ثم|لكن|ولكن|بل|أو|كما|إلا|غير|في|حين|على|[وف]?ب?[أإا]ن|[و]?فيما|[و]?بينما)(?!\w))*+"
)
SAME_UNIT = {"ton": "tonne", "tons": "tonne", "pp": "percentage_point", "percentage point": "percentage_point"}

Span = tuple[int, int]
Show = Callable[[str, str], None]


class Counts:
    """How many of what was found is right, and how many of what was to be found were found."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, row: str, right: int, found: int, gold: int) -> None:
        """Count `right` of `found` and of `gold` in a row."""
        for i, value in enumerate((right, found, gold)):
            self.rows[row][i] += value

    def table(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 of every row, and the number of gold things."""
        out = {}
        for row, (right, found, gold) in self.rows.items():
            precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
            f1 = 2 * right / (found + gold) if found + gold else 0.0
            out[row] = {
                "p": round(precision, 4),
                "r": round(recall, 4),
                "f1": round(f1, 4),
                "n": gold // (1000 if row == B3 else 1),
            }
        blocks = [row["f1"] for name, row in out.items() if name.startswith("block ")]
        if blocks:
            mean = round(sum(blocks) / len(blocks), 4)
            out["blocks, mean"] = {"p": mean, "r": mean, "f1": mean, "n": len(blocks)}
        return out


def paired(weights: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One to one pairs, the heaviest first."""
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for weight, i, j in sorted(weights, key=lambda w: (-w[0], w[1], w[2])):
        if weight > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def folded(words: str | None) -> str | None:
    """Words as they are compared: folded, without marks and stops at the edges."""
    return " ".join(fold_text(words).split()).strip(" «»\"“”'.:،-–—|()") if words else None


# --- blocks and facts


def score_page(gold: dict[str, Any], reading: Reading, counts: Counts, show: Show) -> None:
    """Blocks by character, and what is known about the page."""
    text = gold["text"]
    mine = _kinds(len(text), ((b.kind, b.span) for b in reading.page.blocks))
    truth = _kinds(len(text), ((b["kind"], b["span"]) for b in gold["blocks"]))
    visible = [i for i, character in enumerate(text) if not character.isspace()]
    for kind in KINDS:
        a, b = {i for i in visible if mine[i] == kind}, {i for i in visible if truth[i] == kind}
        counts.add(f"block {kind}", len(a & b), len(a), len(b))
        if kind in BODY and len(b - a) + len(a - b) > 20:
            show("blocks", f"{kind}: missed {len(b - a)}, wrong {len(a - b)} characters")
    a, b = {i for i in visible if mine[i] not in BODY}, {i for i in visible if truth[i] not in BODY}
    counts.add("furniture", len(a & b), len(a), len(b))
    for fact in ("title", "author", "agency", "outlet", "published"):
        if fact == "published" and gold["given"].get("published"):
            continue
        got, want = folded(getattr(reading.page, fact).value), folded(gold[fact])
        counts.add(fact, int(got is not None and got == want), int(got is not None), int(want is not None))
        if got != want:
            show(fact, f"{want!r}, found {got!r}")


def _kinds(length: int, blocks: Iterable[tuple[str, Span]]) -> list[str]:
    out = [""] * length
    for kind, (start, end) in blocks:
        out[start:end] = [kind] * (end - start)
    return out


# --- claims


def chain_of(claim: Claim) -> list[int]:
    """Numbers of the attributions in the chain of a claim."""
    return [link.id for link in claim.chain if link.link == "attribution" and link.id is not None]


def same_chain(gold: dict[str, Any], claim: dict[str, Any], reading: Reading, mine: Claim) -> bool:
    """Whether both chains have as many links, and each is the same source or unknown in both."""
    links = chain_of(mine)
    if len(links) != len(claim["chain"]):
        return False
    by_id = {source["id"]: source for source in gold["sources"]}
    return all(same_link(by_id.get(want), reading, number) for want, number in zip(claim["chain"], links, strict=True))


def same_link(want: dict[str, Any] | None, reading: Reading, number: int) -> bool:
    """Whether attribution `number` is by the gold's source (None: nobody knows by whom)."""
    source_id = reading.attribution(number).source_id
    if want is None or source_id is None:
        return want is None and source_id is None
    source = reading.source(source_id)
    truth = [span for place in want["spans"] for span in place]
    if any(halves(span, other) for span in truth for other in source.spans):
        return True
    return want["named"] and alike(want["name"], source.name)


def halves(one: Span, other: Span) -> bool:
    """Whether two places overlap by half of the shorter one."""
    common = overlap([one], [other])
    return 2 * common >= min(one[1] - one[0], other[1] - other[0]) and common > 0


def alike(one: str, other: str) -> bool:
    """Whether two names have half of their words in common."""
    a, b = ({w.removeprefix("ال") for w in regex.findall(r"\w+", fold_text(x))} for x in (one, other))
    return 2 * len(a & b) >= max(1, len(a | b))


def score_claims(gold: dict[str, Any], reading: Reading, counts: Counts, show: Show) -> None:
    """Claims by words, by chain, by stance; the page's own by themselves; cuts."""
    text = gold["text"]
    truth, mine = gold["claims"], list(reading.claims)
    own_truth = [c for c in truth if not c["chain"]]
    own_mine = [c for c in mine if not chain_of(c)]
    pairs = _pair(text, own_truth, own_mine)
    counts.add("own claims", len(pairs), len(own_mine), len(own_truth))
    _show_claims(text, "own", own_truth, own_mine, pairs, show)
    pairs = _pair(text, truth, mine)
    counts.add("claims", len(pairs), len(mine), len(truth))
    chained = _pair(text, truth, mine, lambda c, m: same_chain(gold, c, reading, m))
    counts.add("claims + chain", len(chained), len(mine), len(truth))
    whole = [p for p in chained if truth[p[0]]["stance"] == mine[p[1]].stance]
    counts.add("claims + chain + stance", len(whole), len(mine), len(truth))
    said_truth, said_mine = [c for c in truth if c["chain"]], [c for c in mine if chain_of(c)]
    _show_claims(text, "said", said_truth, said_mine, _pair(text, said_truth, said_mine), show)
    score_cuts(text, truth, mine, counts, show)


def _pair(
    text: str,
    truth: Sequence[dict[str, Any]],
    mine: Sequence[Claim],
    also: Callable[[dict[str, Any], Claim], bool] | None = None,
) -> list[tuple[int, int]]:
    """Claims on the same words; of several on the same words those with the same stance first."""
    gold_letters = [letters(text, c["content"]) for c in truth]
    own_letters = [letters(text, c.content) for c in mine]
    weights = []
    for i, a in enumerate(gold_letters):
        for j, b in enumerate(own_letters):
            f1 = 2 * len(a & b) / (len(a) + len(b))
            if f1 >= SAME_WORDS and (also is None or also(truth[i], mine[j])):
                weights.append((f1 + (truth[i]["stance"] == mine[j].stance), i, j))
    return paired(weights)


def _show_claims(
    text: str,
    what: str,
    truth: Sequence[dict[str, Any]],
    mine: Sequence[Claim],
    pairs: Sequence[tuple[int, int]],
    show: Show,
) -> None:
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, claim in enumerate(truth):
        if i not in left:
            show(f"{what} -", " … ".join(text[s:e] for s, e in claim["content"]))
    for j, found in enumerate(mine):
        if j not in right:
            show(f"{what} +", found.text)


def stretches(text: str, claims: Iterable[tuple[tuple[Any, ...], Sequence[Span]]]) -> list[list[Span]]:
    """Runs of neighbouring clauses with one chain: in each the spans of its clauses."""
    runs: dict[tuple[Any, ...], list[list[Span]]] = defaultdict(list)
    for key, content in sorted(claims, key=lambda c: hull(c[1])):
        span = hull(content)
        here = runs[key]
        end = here[-1][-1][1] if here else span[1]
        if end <= span[0] and GAP.fullmatch(text, end, span[0]):
            here[-1].append(span)
        else:
            here.append([span])
    return [run for found in runs.values() for run in found]


def gaps(runs: Iterable[Sequence[Span]]) -> set[Span]:
    """What stands between the clauses of each stretch."""
    return {(a[1], b[0]) for run in runs for a, b in pairwise(run)}


def agreed(mine: set[Span], truth: set[Span]) -> int:
    """How many cuts stand at the same place: their gaps meet."""
    return sum(any(g[0] <= m[1] and m[0] <= g[1] for g in truth) for m in mine)


def score_cuts(text: str, truth: Sequence[dict[str, Any]], mine: Sequence[Claim], counts: Counts, show: Show) -> None:
    """Borders between the claims of one chain."""
    gold_runs = stretches(text, [((*c["chain"], c["stance"]), c["content"]) for c in truth])
    own_runs = stretches(text, [((*chain_of(c), c.stance), c.content) for c in mine])

    def within(cuts: set[Span], runs: Sequence[Sequence[Span]]) -> set[Span]:
        return {c for c in cuts if any(run[0][0] < c[0] and c[1] < run[-1][1] for run in runs)}

    gold_cuts, own_cuts = within(gaps(gold_runs), own_runs), within(gaps(own_runs), gold_runs)
    counts.add("cuts", agreed(own_cuts, gold_cuts), len(own_cuts), len(gold_cuts))
    gold_cuts, alone = gaps(gold_runs), set()
    for run in gold_runs:
        pieces = clauses.cut(text, (run[0][0], run[-1][1]))
        alone |= gaps([pieces])
        for cut in gaps([pieces]) - {c for c in gaps([pieces]) if agreed({c}, gold_cuts)}:
            show("cut +", text[max(run[0][0], cut[0] - 60) : cut[0]] + " ‖ " + text[cut[1] : cut[1] + 60])
    for cut in gold_cuts:
        if not agreed({cut}, alone):
            show("cut -", text[max(0, cut[0] - 60) : cut[0]] + " ‖ " + text[cut[1] : cut[1] + 60])
    counts.add("cuts alone", agreed(alone, gold_cuts), len(alone), len(gold_cuts))


# --- sources, roles, times, quantities


def score_sources(gold: dict[str, Any], reading: Reading, counts: Counts, show: Show) -> None:
    """Sources as clusters of places, their kind, whether they are named."""
    truth = [[span for place in s["spans"] for span in place] for s in gold["sources"]]
    mine = [list(s.spans) for s in reading.sources]
    common = [
        (sum(any(halves(a, b) for b in y) for a in x), i, j) for i, x in enumerate(truth) for j, y in enumerate(mine)
    ]
    pairs = paired(common)
    counts.add("sources", len(pairs), len(mine), len(truth))
    kinds = sum(gold["sources"][i]["kind"] == reading.sources[j].kind for i, j in pairs)
    named = sum(gold["sources"][i]["named"] == reading.sources[j].named for i, j in pairs)
    counts.add("sources + kind", kinds, len(mine), len(truth))
    counts.add("sources + named", named, len(mine), len(truth))
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, source in enumerate(gold["sources"]):
        if i not in left:
            show("source -", source["name"])
    for j, found in enumerate(reading.sources):
        if j not in right:
            show("source +", f"{found.name} {[reading.page.text[slice(*s)] for s in found.spans]}")
    _bcubed(truth, mine, counts)


def _bcubed(truth: Sequence[Sequence[Span]], mine: Sequence[Sequence[Span]], counts: Counts) -> None:
    """B-cubed over places, in thousandths of a place; a place that the other side lacks is wrong."""
    gold_places = [(span, i) for i, cluster in enumerate(truth) for span in cluster]
    own_places = [(span, j) for j, cluster in enumerate(mine) for span in cluster]
    pairs = paired(
        (overlap([a], [b]) if halves(a, b) else 0, i, j)
        for i, (a, _) in enumerate(gold_places)
        for j, (b, _) in enumerate(own_places)
    )
    both = Counter((gold_places[i][1], own_places[j][1]) for i, j in pairs)
    precision = sum(1000 * n * n // len(mine[j]) for (_, j), n in both.items())
    recall = sum(1000 * n * n // len(truth[i]) for (i, _), n in both.items())
    row = counts.rows[B3]
    # F1 of the row is taken from the mean of both, so that one triple can hold them
    row[0] += (precision + recall) // 2
    row[1] += 1000 * len(own_places)
    row[2] += 1000 * len(gold_places)


def score_roles(gold: dict[str, Any], reading: Reading, counts: Counts, show: Show) -> None:
    """Pairs of a name and what the page says he is."""
    truth = [(folded(r["name"]) or "", folded(r["role"]) or "") for r in gold["roles"]]
    text = reading.page.text
    mine = [
        ({folded(e.name) or "", *(folded(text[slice(*m)]) or "" for m in e.mentions)}, folded(role.text) or "")
        for e in reading.entities
        for role in e.roles
        if e.type == "PER"
    ]
    exact = paired(
        (float(n in names and r == role), i, j)
        for i, (n, r) in enumerate(truth)
        for j, (names, role) in enumerate(mine)
    )
    counts.add("roles", len(exact), len(mine), len(truth))
    lenient = paired(
        (
            float(
                any(set(n.split()) & set(name.split()) for name in names) and len(set(r.split()) & set(role.split()))
            ),
            i,
            j,
        )
        for i, (n, r) in enumerate(truth)
        for j, (names, role) in enumerate(mine)
    )
    counts.add("roles, lenient", len(lenient), len(mine), len(truth))
    left, right = {i for i, _ in exact}, {j for _, j in exact}
    for i, pair in enumerate(truth):
        if i not in left:
            show("role -", " | ".join(pair))
    for j, (names, role) in enumerate(mine):
        if j not in right:
            show("role +", f"{max(names, key=len)} | {role}")


def score_times(gold: dict[str, Any], reading: Reading, counts: Counts, show: Show) -> None:
    """Expressions of time in title and body, and their values."""
    truth, mine = _in_body(gold, gold["times"], lambda t: t["span"]), _in_body(gold, reading.times, lambda t: [t.span])
    pairs = paired((overlap(t["span"], [m.span]), i, j) for i, t in enumerate(truth) for j, m in enumerate(mine))
    counts.add("times", len(pairs), len(mine), len(truth))
    right = [(i, j) for i, j in pairs if truth[i]["value"] == mine[j].value]
    counts.add("times + value", len(right), len(mine), len(truth))
    text, found = gold["text"], dict(pairs)
    for i, time in enumerate(truth):
        got = mine[found[i]].value if i in found else None
        if got != time["value"]:
            show("time -", f"{text[slice(*hull(time['span']))]}: {time['value']}, found {got}")
    for j, extra in enumerate(mine):
        if j not in found.values():
            show("time +", f"{text[slice(*extra.span)]}: {extra.value}")


def score_quantities(gold: dict[str, Any], reading: Reading, counts: Counts, show: Show) -> None:
    """Numbers in title and body with bounds, unit, and what is counted."""
    truth = _in_body(gold, gold["quantities"], lambda q: q["span"])
    mine = _in_body(gold, reading.quantities, lambda q: [q.span])
    pairs = paired((overlap(t["span"], [m.span]), i, j) for i, t in enumerate(truth) for j, m in enumerate(mine))
    counts.add("quantities", len(pairs), len(mine), len(truth))
    value = [(i, j) for i, j in pairs if _same_value(truth[i], mine[j])]
    counts.add("quantities + value", len(value), len(mine), len(truth))
    unit = sum(SAME_UNIT.get(truth[i]["unit"], truth[i]["unit"]) == mine[j].unit for i, j in value)
    counts.add("quantities + value + unit", unit, len(mine), len(truth))
    of = sum(_same_of(truth[i]["of"], mine[j].of) for i, j in value)
    counts.add("quantities + value + of", of, len(mine), len(truth))
    left, right = {i for i, _ in value}, {j for _, j in value}
    for i, row in enumerate(truth):
        if i not in left:
            show("quantity -", gold["text"][slice(*hull(row["span"]))])
    for j, found in enumerate(mine):
        if j not in right:
            show("quantity +", gold["text"][slice(*found.span)])


def _same_value(gold: dict[str, Any], found: Any) -> bool:
    def same(one: float | None, other: float | None) -> bool:
        return one is other if one is None or other is None else math.isclose(one, other, rel_tol=2e-3)

    return same(gold["low"], found.low) and same(gold["high"], found.high) and gold["bound"] == found.bound


def _same_of(gold: list[Span] | None, found: Span | None) -> bool:
    return (not gold and found is None) or (bool(gold) and found is not None and overlap(gold, [found]) > 0)


def _in_body(gold: dict[str, Any], things: Iterable[Any], spans: Callable[[Any], Sequence[Span]]) -> list[Any]:
    inside = [block["span"] for block in gold["blocks"] if block["kind"] in BODY]
    return [thing for thing in things if overlap(spans(thing), inside)]


# --- all together

STEPS = (score_page, score_claims, score_sources, score_roles, score_times, score_quantities)


def score(
    pages: Sequence[Path], shown: Iterable[str] = (), read: Callable[[dict[str, Any]], Reading] | None = None
) -> dict[str, dict[str, float]]:
    """The table over some pages. `read`: makes the reading of a gold page, in place of Rawi's own way."""
    counts = Counts()
    for path in pages:
        gold = places.load(path)
        reading = (read or _read)(gold)
        loud = path.stem in shown

        def show(row: str, words: str, loud: bool = loud, name: str = path.stem) -> None:
            if loud:
                print(f"{name} {row:10} {words}")

        for step in STEPS:
            step(gold, reading, counts, show)
    return counts.table()


def _read(gold: dict[str, Any]) -> Reading:
    return read_page(read_text(gold["text"], published=gold["given"].get("published")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; see above."""
    parser = argparse.ArgumentParser(description="F1 of a whole reading on the gold pages")
    parser.add_argument("pages", nargs="*", help="numbers of pages; all without")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--odd", action="store_true")
    half.add_argument("--even", action="store_true")
    parser.add_argument("--show", action="append", default=[], metavar="NN")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--gate", action="store_true")
    given = parser.parse_args(arguments)
    if (given.write or given.gate) and (given.pages or given.odd or given.even):
        parser.error("--write and --gate are for all pages together")
    pages = sorted((HERE / "gold" / "articles").glob("*.json"))
    some = {f"{int(n):02}" for n in given.pages}
    pages = [p for p in pages if not some or p.stem in some]
    pages = [p for p in pages if int(p.stem) % 2 == given.odd or not (given.odd or given.even)]
    table = score(pages, {f"{int(n):02}" for n in given.show})
    stored = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
    print(f"{len(pages)} pages\n{'':28}{'P':>8}{'R':>8}{'F1':>8}{'gold':>8}{'stored':>8}")
    fallen = []
    for name, row in table.items():
        before = stored.get(name, {}).get("f1")
        print(
            f"{name:28}{row['p']:8.3f}{row['r']:8.3f}{row['f1']:8.3f}{row['n']:8}"
            + (f"{before:8.3f}" if before else "")
        )
        if before is not None and row["f1"] < before - TOLERANCE:
            fallen.append(f"{name}: {row['f1']:.3f} < {before:.3f}")
    if given.write:
        STORED.parent.mkdir(exist_ok=True)
        STORED.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if given.gate and fallen:
        print("fallen:", "; ".join(fallen))
    return int(given.gate and bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
