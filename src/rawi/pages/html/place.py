"""Which rows are the article's text, and which is its title.

Three witnesses are heard for every row: trafilatura's main text (and the page's own articleBody), the place of the row in
the tree beside rows that are surely text, and its words (`rawi.pages.lines`, `rawi.pages.layout`). Each adds to a figure,
where 0 is furniture; then the cheapest way through all rows is found, a change between text and furniture costing a little,
so that a short row goes with its neighbours (Viterbi).

The figures were set by hand on made-up pages; what matters is their order: a heading over other articles and a comment
outweigh trafilatura, a paragraph beside others outweighs trafilatura's silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from rawi.pages import layout, lexicon
from rawi.pages.html import hints
from rawi.pages.html.main_text import Cover
from rawi.pages.html.walk import Walk, inherited
from rawi.pages.lines import Line

_COVERED = 0.5
"""Share of a row's words from which it counts as covered."""
_CONTAINER = 0.8
"""Share of the sure words that the article's element holds."""
_SWITCH = 0.7
_MAY_BE_TEXT = frozenset(
    ("plain", "caption", "byline", "foreign", "navigation", "date", "credit", "opinion", "mute", "address")
)
_TITLE_REACH = 60
"""Rows above the text among which the title is looked for by its place alone."""


@dataclass(slots=True)
class Placement:
    """Of every row whether it is text, and the hints that hold for it; the hints of every element; the rows beside other
    articles' headlines; the title's row and how it is known.
    """

    text: list[bool]
    hints: list[int]
    of_element: list[int]
    teasers: frozenset[int]
    title: int | None
    title_how: str


@dataclass(slots=True)
class Witness:
    """What is known of the rows before they are placed: their lines, words, and the shares that texts cover."""

    walk: Walk
    lines: list[Line]
    words: list[list[str]]
    main: list[float]
    body: list[float]
    body_count: int
    description: Cover | None
    titles: list[tuple[str, str]]


def place(seen: Witness) -> Placement:
    """The placement of all rows. Linear in the number of rows and elements."""
    walk, lines = seen.walk, seen.lines
    weights = _weights(seen)
    sum_of = sum(weights)
    container = _container(walk, weights)
    of_element = inherited(walk, container)
    of_row = [of_element[row.element] for row in walk.rows]
    strong = [index for index, weight in enumerate(weights) if weight >= 12] or [
        index for index, weight in enumerate(weights) if weight
    ]
    title, how = _title(seen, of_row, strong[0] if strong else len(lines))
    between = range(title + 1, strong[0]) if title is not None and strong else range(0)
    homes = _homes(walk, container)
    shares: dict[int, float] = {}
    for home, weight in zip(homes, weights, strict=True):
        shares[home] = shares.get(home, 0.0) + weight / max(1, sum_of)
    teasers = _beside_links(seen, of_row, homes, shares, title)
    fits = _fits(seen, weights, container, of_row, between, homes, shares)
    for index in teasers:
        fits[index] -= 9.0
    after_title = title if title is not None and strong and title < strong[0] else -1
    for index in range(after_title + 1):
        fits[index] = min(fits[index], -2.0)
    if title is not None:
        fits[title] = -9.0
    text = _way(fits)
    _undouble(lines, text, fits)
    return Placement(text, of_row, of_element, teasers, title, how)


def _weights(seen: Witness) -> list[int]:
    """The words of every row that are text beyond doubt: covered ones, or prose where nothing is covered."""
    weights = [
        len(words) if max(main, body) >= _COVERED and not _other(line) else 0
        for words, main, body, line in zip(seen.words, seen.main, seen.body, seen.lines, strict=True)
    ]
    if sum(weights) >= 20:
        return weights
    return [
        len(words) if line.look == "plain" and _share_linked(row, line) < 0.3 and (len(words) >= 20 or line.stop) else 0
        for words, line, row in zip(seen.words, seen.lines, seen.walk.rows, strict=True)
    ]


def _other(line: Line) -> bool:
    return line.look in ("see_also", "other_articles", "comments", "legal", "account")


def _container(walk: Walk, weights: list[int]) -> int:
    """The smallest element that holds most of the sure words."""
    held = [0] * len(walk.parent)
    for row, weight in zip(walk.rows, weights, strict=True):
        held[row.element] += weight
    for index in range(len(held) - 1, 0, -1):
        if walk.parent[index] >= 0:
            held[walk.parent[index]] += held[index]
    enough = _CONTAINER * held[0] if held else 0
    best = 0
    for index, weight in enumerate(held):
        # Children come after their parents: the last that holds enough is the smallest.
        if weight >= enough and weight:
            best = index
    while walk.tag[best] in ("p", "b", "strong", "span", "font", "em") and walk.parent[best] > 0:
        best = walk.parent[best]
    return best


def _share_linked(row: object, line: Line) -> float:
    linked: int = row.linked  # type: ignore[attr-defined]
    return linked / max(1, line.end - line.start)


def _fits(
    seen: Witness,
    weights: list[int],
    container: int,
    of_row: list[int],
    between: range,
    homes: list[int],
    shares: dict[int, float],
) -> list[float]:
    """How well every row fits the text; `between`: the rows between headline and text, where a standfirst may stand."""
    walk = seen.walk
    total = max(1, sum(weights))
    silent = not any(seen.main) and not any(seen.body)
    whole_body = seen.body_count >= 0.7 * total and seen.body_count >= 60
    dominant = max(shares.values(), default=0) >= 0.6
    last_home = max((index for index, home in enumerate(homes) if weights[index] and shares[home] >= 0.6), default=-1)
    stopped = _stopped(seen.lines)
    zone = layout.Zone()
    prose_seen = False
    fits: list[float] = []
    before = 0
    for index, (row, line) in enumerate(zip(walk.rows, seen.lines, strict=True)):
        prose = line.look == "plain" and line.count >= layout.PROSE
        fit = layout.text_fit(line, zone if not silent or prose_seen else layout.Zone(), stopped)
        covered = max(seen.main[index], seen.body[index]) >= _COVERED
        inside = container <= row.element <= walk.last[container]
        share = shares[homes[index]]
        if covered and line.look in _MAY_BE_TEXT:
            fit = (fit if zone.left else max(fit, -1.0)) + (3.0 if zone.look != "comments" else 0.0)
            if whole_body and seen.body[index] >= _COVERED:
                fit += 1.0
        elif not covered and not silent:
            fit -= 1.5 if not whole_body else 2.5
        if inside and share >= 0.2:
            fit += 1.0 if covered else 1.5
        elif not inside:
            fit -= 1.0 if index in between else 3.0
        elif dominant and index > last_home >= 0 and share < 0.1:
            # A paragraph by itself after the last of the article's own.
            fit -= 3.0 if not prose or not covered else 1.0
        linked = _share_linked(row, line)
        if linked > 0.6 and not (covered and line.stop and line.count >= 12):
            fit -= 3.5
        if zone.look == "comments":
            fit -= 4.0
        fit += _hinted(of_row[index], covered, prose and line.stop)
        if index in between and line.count >= 5 and linked < 0.5 and line.look == "plain":
            described = seen.description is not None and seen.description.of(seen.words[index]) >= 0.8
            led = of_row[index] & hints.LEAD and not of_row[index] & hints.FURNITURE
            fit += 6.0 if described else 3.5 if led else 0.0
        fits.append(fit)
        prose_seen = prose_seen or (covered and line.count >= 12)
        before += weights[index]
        zone = _next_zone(line, zone, prose_seen and (before >= 0.3 * total or before >= 60), covered)
    return fits


def _beside_links(
    seen: Witness, of_row: list[int], homes: list[int], shares: dict[int, float], title: int | None
) -> frozenset[int]:
    """The rows that stand in one element with a headline that is a link: another article's words."""
    linked = {
        homes[index]
        for index, (row, line) in enumerate(zip(seen.walk.rows, seen.lines, strict=True))
        if of_row[index] & hints.HEADING and line.count >= 4 and _share_linked(row, line) > 0.8 and index != title
    }
    own = {homes[title]} if title is not None else set()
    found = {home for home in linked - own if shares[home] < (0.7 if title is not None else 0.5)}
    return frozenset(index for index, home in enumerate(homes) if home in found)


def _homes(walk: Walk, container: int) -> list[int]:
    """Of every row the smallest element that holds other rows too: for the paragraphs of one article it is the same.

    What wraps a single paragraph is passed over, and so are lists and quotations. Nothing above the container is looked at.
    """
    held = [0] * len(walk.parent)
    for row in walk.rows:
        held[row.element] += 1
    for index in range(len(held) - 1, 0, -1):
        held[walk.parent[index]] += held[index]
    homes = []
    for row in walk.rows:
        home = row.element
        while home > container and held[home] == 1:
            home = walk.parent[home]
        if home > container and walk.tag[home] in ("ul", "ol", "blockquote", "p", "li"):
            home = walk.parent[home]
        homes.append(home)
    return homes


def _hinted(flags: int, covered: bool, prose: bool) -> float:
    fit = 0.0
    if flags & (hints.COMMENTS | hints.NOTICE):
        fit -= 5.0
    if flags & (hints.TEASERS | hints.NAVIGATION | hints.FOOTER | hints.BREADCRUMB):
        fit -= 4.0
    if flags & (hints.SHARE | hints.TAGS | hints.FORM | hints.UNSEEN | hints.ADVERTISING):
        fit -= 3.0
    if flags & hints.ASIDE:
        fit -= 3.0
    if flags & (hints.BIOGRAPHY | hints.BYLINE | hints.DATE):
        fit -= 2.0
    if flags & hints.CAPTION:
        fit -= 4.0
    if flags & hints.ARTICLE_BODY:
        fit += 1.0
    if flags & hints.EMBED and not covered:
        fit -= 2.0
    # A paragraph that trafilatura takes, too, stands in no menu whatever the class says.
    return max(fit, -4.0) if covered and prose and not flags & hints.COMMENTS else fit


def _next_zone(line: Line, zone: layout.Zone, prose_seen: bool, covered: bool) -> layout.Zone:
    """What the last heading promises for the next rows; a covered paragraph ends it."""
    if line.look in ("comments", "other_articles") and prose_seen and (line.look == "comments" or line.heading):
        return layout.Zone(line.look, 40)
    if line.look == "see_also":
        return layout.Zone("see_also", 8) if line.heading else zone
    if not zone.left:
        return layout.Zone()
    if (
        zone.look != "comments"
        and covered
        and line.look == "plain"
        and (line.count >= layout.PROSE or (line.stop and line.count >= 12))
    ):
        return layout.Zone()
    return layout.Zone(zone.look, zone.left - 1)


def _stopped(lines: list[Line]) -> bool:
    long = [line for line in lines if line.count >= layout.PROSE and line.look == "plain" and not line.cut]
    return sum(line.stop for line in long) * 2 > len(long)


def _way(fits: list[float]) -> list[bool]:
    """The best way through furniture (False) and text (True)."""
    furniture, text = 0.0, -_SWITCH
    ways: list[tuple[bool, bool]] = []
    for fit in fits:
        stay, enter = text, furniture - _SWITCH
        leave = text - _SWITCH
        ways.append((leave > furniture, stay >= enter))
        furniture, text = max(furniture, leave), max(stay, enter) + fit
    state = text > furniture
    found: list[bool] = []
    for from_text, stayed in reversed(ways):
        found.append(state)
        state = stayed if state else from_text
    found.reverse()
    return found


def _undouble(lines: list[Line], text: list[bool], fits: list[float]) -> None:
    """Paragraphs that stand on the page twice (for wide and for narrow screens) are text once."""
    seen: set[str] = set()
    for index, line in enumerate(lines):
        if not text[index] or line.count < 10:
            continue
        if line.words in seen:
            text[index], fits[index] = False, -9.0
        seen.add(line.words)


def _title(seen: Witness, of_row: list[int], first: int) -> tuple[int | None, str]:
    """The row of the headline: the one that the page's data name, or its h1, nearest over the text."""
    lines = seen.lines
    keys = [(lexicon.key(title), how) for title, how in seen.titles]
    best: tuple[float, int, str] | None = None
    for index, line in enumerate(lines[: max(first, 1) + 3] if first < len(lines) else lines):
        flags = of_row[index]
        row_key = lexicon.key(line.words[:400]) if line.count <= 60 else ""
        if not row_key:
            continue
        score, how = 0.0, ""
        for a_key, name in keys:
            like = _alike(row_key, a_key)
            if like > score:
                score, how = like, name
        score *= 3
        words = len(row_key.split())
        if flags & hints.H1 and words >= 2:
            score, how = score + 1.5, "h1"
        elif flags & hints.HEADLINE:
            score, how = score + 1.2, "microdata"
        elif flags & hints.HEADING and score:
            score += 0.7
        elif flags & hints.HEADING and not keys and words >= 4 and first - index <= 12:
            score, how = 1.0, "heading over the text"
        if flags & (hints.NAVIGATION | hints.BREADCRUMB | hints.TEASERS | hints.COMMENTS | hints.UNSEEN):
            score -= 1.2
        if seen.walk.rows[index].linked * 2 > line.end - line.start:
            score -= 0.8
        if index > first:
            score -= 1.0
        if first - index > _TITLE_REACH and not flags & hints.H1:
            score -= 0.5
        if score > 0.9 and (best is None or score >= best[0]):
            best = (score, index, how)
    return (best[1], best[2]) if best else (None, "")


def _alike(row: str, title: str) -> float:
    """How far a row is the title: equal, or one holds nearly the whole of the other (a site's name beside it)."""
    if row == title:
        return 1.0
    short, long = sorted((row, title), key=len)
    if f" {short} " in f" {long} " and len(short.split()) >= 3:
        share = len(short) / len(long)
        return 0.9 if share > 0.5 else 0.5 if share > 0.3 else 0.0
    first, second = set(row.split()), set(title.split())
    common = len(first & second)
    if common >= 4 and common >= 0.75 * max(len(first), len(second)):
        return 0.8
    return 0.0
