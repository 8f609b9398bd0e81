"""The tree to the text of the page: everything that a reader sees, block by block, each line a row.

White space is collapsed as browsers do; `<br>` and every block element end a line; the cells of a table's row stand on
one line, with tabs between them, unless they hold blocks of their own. Characters stay as they are (direction marks,
zero-width non-joiners, tatweel), but for control characters: those of Windows-1252 become what browsers show for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from rawi.pages.html import hints

_SPACE = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\u2028\u2029]+")
_LINES = re.compile(r"\r\n?|[\n\v\f\x1c-\x1f\u2028\u2029]")
_VISIBLE = re.compile(r"[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CONTROLS: dict[int, str | None] = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_CONTROLS |= dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x7F], None)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]")

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary
table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN_NAMES = """
script style head noscript template object applet embed canvas audio video iframe frameset noframes svg select
datalist textarea map meta link base param source track img input progress meter rp
"""
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_CELLS = frozenset(("td", "th"))
# Inline elements that stand for themselves: where two of them touch, pages put space between them by their style.
_LABELS = frozenset(("a", "button", "label", "time"))
_APART = _LABELS | {"span"}
_ALWAYS_SEEN = frozenset(("html", "body", "main", "article"))
_CELL_LOOK = 60
"""Elements of a table's row that are looked at to see whether its cells hold blocks."""


@dataclass(slots=True)
class Row:
    """A line of the page: its span, the smallest element that holds it, and how many of its characters are links."""

    start: int
    end: int
    element: int
    linked: int


@dataclass(slots=True)
class Time:
    """An element `<time>`: its date, what itemprop and class call it, its number, and the rows before it."""

    date: str
    names: str
    element: int
    row: int


@dataclass(slots=True)
class Walk:
    """A page's text, its rows, and the elements that were passed: by number, of each its parent, tag and hints.

    A parent's number is smaller than its children's; `last[n]` is the last number within element n. `deepest` is the
    depth of the deepest element, `depths` the sum of all depths.
    """

    text: str = ""
    rows: list[Row] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    deepest: int = 0
    depths: int = 0


def walk(tree: HtmlElement) -> Walk:
    """The text and rows of a tree, in time linear in its size. The tree is not changed."""
    return _Walker().run(tree)


class _Walker:
    def __init__(self) -> None:
        self.result = Walk()
        self.pieces: list[str] = []
        self.length = 0
        self.buffer: list[str] = []
        self.ends_in_space = True
        self.element = -1
        self.left: int | None = None
        self.linked = 0
        self.links = 0
        self.pre = 0
        self.prose = 0
        self.ended: str | None = None
        self.in_row = [False]

    def run(self, tree: HtmlElement) -> Walk:
        result = self.result
        stack: list[int] = []
        parents, tags, own, last = result.parent, result.tag, result.own, result.last
        walker = etree.iterwalk(tree, events=("start", "end"))
        skipped: set[HtmlElement] = set()
        for event, node in walker:
            tag = node.tag
            if event == "start":
                if not isinstance(tag, str):
                    continue
                attributes = node.attrib
                if tag in _UNSEEN or (attributes and tag not in _ALWAYS_SEEN and is_hidden(tag, attributes)):
                    walker.skip_subtree()
                    skipped.add(node)
                    continue
                index = len(parents)
                parents.append(stack[-1] if stack else -1)
                tags.append(tag)
                own.append(hints.of_element(tag, attributes) if attributes or tag not in ("div", "p", "span") else 0)
                last.append(index)
                stack.append(index)
                result.depths += len(stack)
                result.deepest = max(result.deepest, len(stack))
                self.start(tag, node)
                if tag == "time" and attributes.get("datetime"):
                    names = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}".lower()
                    result.times.append(Time(attributes["datetime"], names, index, len(result.rows)))
                text = node.text
            elif not isinstance(tag, str):
                text = node.tail
            else:
                if node in skipped:
                    skipped.discard(node)
                else:
                    index = stack.pop()
                    last[index] = len(parents) - 1
                    self.end(tag, index)
                text = node.tail
            if text and stack:
                self.add(text, stack[-1])
        self.flush()
        result.text = "".join(self.pieces)
        return result

    def start(self, tag: str, node: HtmlElement) -> None:
        if tag in _BLOCKS:
            self.flush()
            if tag == "pre":
                self.pre += 1
            elif tag == "p":
                self.prose += 1
            elif tag == "tr":
                self.in_row.append(_is_row(node))
        elif tag == "br":
            self.flush()
        elif tag in _CELLS:
            if not self.in_row[-1]:
                self.flush()
            elif self.buffer:
                self.buffer.append("\t")
                self.ends_in_space = True
        elif tag == "a":
            self.links += 1
        if self.ended and not self.ends_in_space and self.buffer:
            # Nothing stands between two labels, yet they are shown apart.
            labels = tag in _LABELS and self.ended in _LABELS
            spans = not self.prose and tag in _APART and self.ended in _APART and (tag != "span" or node.get("class"))
            if labels or spans:
                self.buffer.append(" ")
                self.ends_in_space = True
        self.ended = None

    def end(self, tag: str, index: int) -> None:
        if tag in _BLOCKS:
            self.flush()
            if tag == "pre":
                self.pre -= 1
            elif tag == "p":
                self.prose -= 1
            elif tag == "tr" and len(self.in_row) > 1:
                self.in_row.pop()
        elif tag in _CELLS:
            if not self.in_row[-1]:
                self.flush()
        elif tag == "a":
            self.links -= 1
        if self.buffer:
            if index == (self.left if self.left is not None else self.element):
                self.left = self.result.parent[index]
            self.ended = tag

    def add(self, text: str, element: int) -> None:
        if self.pre:
            first, *others = _LINES.split(text)
            self.piece(first, element)
            for other in others:
                self.flush()
                self.piece(other, element)
        else:
            self.piece(text, element)

    def piece(self, text: str, element: int) -> None:
        words = _SPACE.sub(" ", text)
        if self.ends_in_space:
            words = words.removeprefix(" ")
        if not words:
            return
        if not words.isascii() or not words.isprintable():
            words = _CONTROL.sub(_shown, words)
        if not self.buffer:
            self.element = element
            self.left = None
        elif self.left is not None:
            self.element, self.left = self.left, None
        self.buffer.append(words)
        self.ends_in_space = words[-1:] == " "
        self.ended = None
        if self.links:
            self.linked += len(words)

    def flush(self) -> None:
        if not self.buffer:
            return
        line = "".join(self.buffer).strip()
        if line and _VISIBLE.search(line):
            start = self.length
            if self.pieces:
                self.pieces.append("\n")
                start += 1
            self.pieces.append(line)
            self.length = start + len(line)
            self.result.rows.append(Row(start, self.length, self.element, min(self.linked, len(line))))
        self.buffer.clear()
        self.ends_in_space = True
        self.left = None
        self.linked = 0
        self.ended = None


def is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element is not shown: by its attributes or its own style (style sheets are not read)."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style")
    if not style or attributes.get("itemprop") == "articleBody":
        return False
    return _HIDDEN.search(style[:1_000]) is not None


def _is_row(node: HtmlElement) -> bool:
    """Whether the cells of a table's row hold nothing but words: then the row is one line."""
    cells = 0
    for count, inner in enumerate(node.iterdescendants()):
        if count > _CELL_LOOK or inner.tag in _BLOCKS or inner.tag == "br":
            return False
        if inner.tag in _CELLS:
            cells += 1
            if inner.text and len(inner.text) > 400:
                return False
    return cells > 1


def _shown(match: re.Match[str]) -> str:
    return match.group().translate(_CONTROLS)


def inherited(walk: Walk, container: int) -> list[int]:
    """The hints of every element with those of what it stands in, but not those of what the container stands in.

    Names of elements that hold the whole article (`<body class="has-sidebar">`) say nothing about its words.
    """
    found = list(walk.own)
    at = container
    while at >= 0:
        found[at] = 0
        at = walk.parent[at]
    for index, parent in enumerate(walk.parent):
        if parent >= 0:
            found[index] |= found[parent]
    return found
