"""Patterns of words read from a file and matched against tokens.

A line of `patterns.txt` is

    name = item item item -> meaning key=value

An item is a category of the lexicon, another pattern's name, `number` or `ordinal` (read by `numerals`), or a word
itself (in Arabic letters, or between single quotes). `a|b` is either, `?` makes it optional, `x:` before it names it
in the meaning (its own name otherwise; words have none), and dotted endings ask for clitics: `.and`, `.by`, `.for`,
`.def` (with article), `.indef`, `.own` (with a possessive), `.any` (whatever stands before it). Patterns never call
themselves, so a match has bounded length and cost, and reading a text is linear in it. Of several matches at a place
the longest wins, then the earlier line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from rawi.language import fold_text
from rawi.times.lexicon import AND, BY, DEFINITE, FOR, LEADING, POSSESSED, Lexicon, with_literals
from rawi.times.lookahead import ALONE, DIGITS, Choice, Item, Lookahead, State
from rawi.times.numerals import ANY, cardinal, ordinal
from rawi.times.tokens import Tokens

_LEADS: Final = {"and": AND, "by": BY, "for": FOR, "any": ANY}
_BUILT_IN: Final = ("number", "ordinal")


class Node:
    """What a pattern found: its meaning's name, the named parts, and the tokens that it covers."""

    __slots__ = ("end", "op", "parts", "start")

    def __init__(self, op: str, parts: dict[str, Any], start: int, end: int) -> None:
        self.op, self.parts, self.start, self.end = op, parts, start, end

    def get(self, name: str, default: Any = None) -> Any:
        """One part, or `default`."""
        return self.parts.get(name, default)

    def __repr__(self) -> str:
        return f"{self.op}({', '.join(f'{k}={v}' for k, v in self.parts.items())})"


Build = Callable[[Node, Tokens], "Node | None"]
"""Checks a found node, may rewrite it, or refuses it by None."""


Memo = dict[tuple[str, int, int], "Node | None"]
"""What each pattern found at each token with which clitics before it."""


_Parts = tuple[tuple[str, Any], ...]
"""The named parts of a line so far."""


@dataclass(slots=True)
class _Best:
    """The best match of one pattern so far."""

    start: int
    end: int = -1
    priority: int = 0
    node: Node | None = None

    def __post_init__(self) -> None:
        self.end = self.start


class Grammar:
    """The patterns of one language, ready to match."""

    def __init__(self, lexicon: Lexicon, builds: dict[str, Build]) -> None:
        self.builds = builds
        self.units_first = bool(lexicon.settings.get("units_first"))
        self._roots: dict[str, State] = {}
        self._literals: set[str] = set()
        self._categories = {category for senses in lexicon.words.values() for category in senses}
        self._phrased = {category for category, _, _ in lexicon.phrases}
        file = resources.files("rawi.times").joinpath(lexicon.language, "patterns.txt")
        raw = file.read_text(encoding="utf-8").splitlines()
        lines = [line for line in (entry.partition("#")[0].strip() for entry in raw) if line]
        names = {line.partition("=")[0].strip() for line in lines}
        self._names = names | {f"<{category}>" for category in self._phrased}
        for category, words, value in lexicon.phrases:
            items = [Item(None, [Choice("word", "=" + word)]) for word in words]
            items[0].choices[0].lead = 0
            self._literals.update(words)
            self._insert(f"<{category}>", [("=" + word, item) for word, item in zip(words, items, strict=True)],
                         0, "value", {"value": value})  # fmt: skip
        for priority, line in enumerate(lines):
            name, _, rest = line.partition("=")
            left, _, right = rest.partition("->")
            op, *constants = right.split() or ["same_as"]
            fixed = {key: _constant(text) for key, _, text in (constant.partition("=") for constant in constants)}
            for texts in _expand(left.split()):
                self._insert(name.strip(), [(text, self._item(text)) for text in texts], priority, op, fixed)
        self._order = self._check_order()
        self.ahead = Lookahead(self._roots, self._order)
        self.lexicon = with_literals(lexicon, self._literals)

    # ---- reading the file

    def _item(self, text: str) -> Item:
        label, colon, body = text.partition(":")
        if not colon:
            label, body = "", text
        choices: list[Choice] = []
        default = ""
        for part in body.split("|"):
            name, *features = part.split(".")
            lead = next((_LEADS[feature] for feature in features if feature in _LEADS), 0)
            must = (DEFINITE if "def" in features else 0) | (POSSESSED if "own" in features else 0)
            never = (DEFINITE if "indef" in features else 0) | (0 if "own" in features else POSSESSED)
            if name in _BUILT_IN:
                kind = name
            elif name.startswith("'") or not name.isascii():
                word = fold_text(name.strip("'"))
                self._literals.add(word)
                choices.append(Choice("word", "=" + word, lead, must, never))
                continue
            elif name in self._names:
                kind = "pattern"
            elif name in self._categories or name in self._phrased or name in NUMBER_CATEGORIES:
                kind = "word"
            else:
                raise ValueError(f"{text}: no such category or pattern")
            choices.append(Choice(kind, name, lead, must, never))
            if name in self._phrased and kind == "word":
                choices.append(Choice("pattern", f"<{name}>", lead))
            default = default or name
        return Item(label or default or None, choices)

    def _insert(self, name: str, items: list[tuple[str, Item]], priority: int, op: str, fixed: dict[str, Any]) -> None:
        state = self._roots.setdefault(name, State())
        for key, item in items:
            if key not in state.edges:
                state.edges[key] = (item, State())
            state = state.edges[key][1]
        state.meanings.append((priority, op, fixed))

    def _calls(self, state: State) -> Iterable[str]:
        for item, child in state.edges.values():
            yield from (choice.name for choice in item.choices if choice.kind == "pattern")
            yield from self._calls(child)

    def _check_order(self) -> list[str]:
        """The patterns, called ones first. Raises ValueError where one calls itself."""
        order: list[str] = []
        active: set[str] = set()

        def visit(name: str) -> None:
            if name in order:
                return
            if name in active:
                raise ValueError(f"pattern {name} calls itself")
            active.add(name)
            for called in self._calls(self._roots[name]):
                visit(called)
            order.append(name)

        for name in self._roots:
            visit(name)
        return order

    # ---- matching

    def begins(self, name: str, tokens: Tokens, at: int) -> bool:
        """Whether a pattern can begin at a token, by what it and the next one can be."""
        senses = tokens.senses[at]
        if self.ahead.firsts[name].isdisjoint(senses):
            return False
        if not self.ahead.singles[name].isdisjoint(senses):
            return True
        following = tokens.senses[at + 1] if at + 1 < len(tokens.senses) else None
        if not following:
            return False
        seconds = self.ahead.seconds[name]
        return any(category in seconds and not seconds[category].isdisjoint(following) for category in senses)

    def match(self, name: str, tokens: Tokens, at: int, memo: Memo) -> Node | None:
        """The longest match of a pattern that begins at a token, or None.

        `memo` holds what was found at which token; it may be kept from one call on the same tokens to the next.
        """
        return self._pattern(name, tokens, at, ANY, memo)

    def _pattern(self, name: str, tokens: Tokens, at: int, need: int, memo: Memo) -> Node | None:
        key = (name, at, need)
        if key in memo:
            return memo[key]
        best = _Best(at)
        if at < len(tokens.senses) and self.begins(name, tokens, at):
            self._walk(self._roots[name], tokens, at, need, (), best, memo)
        memo[key] = best.node
        return best.node

    def _walk(self, state: State, tokens: Tokens, at: int, need: int, parts: _Parts, best: _Best, memo: Memo) -> None:
        """Follow all lines from one place in the tree on; keep the best end that is met."""
        for priority, op, fixed in state.meanings:
            if at > best.end or (at == best.end and best.node is not None and priority < best.priority):
                node = self._make(op, {**dict(parts), **fixed}, tokens, best.start, at)
                if node is not None:
                    best.end, best.priority, best.node = at, priority, node
        if at >= len(tokens.senses):
            return
        by_first = state.by_first
        senses = tokens.senses[at]
        edges: Iterable[tuple[Item, State]] | None = None
        merged: dict[int, tuple[Item, State]] | None = None
        for category in senses:
            if category in by_first:
                if edges is None:
                    edges = by_first[category]
                else:  # an edge may be open to several readings of the word
                    if merged is None:
                        merged = {id(edge[1]): edge for edge in edges}
                    merged.update((id(edge[1]), edge) for edge in by_first[category])
        if edges is None:
            return
        for item, child in merged.values() if merged is not None else edges:
            for end, value in self._fill(item, tokens, at, need, memo):
                more = (*parts, (item.label, value)) if item.label else parts
                self._walk(child, tokens, end, 0, more, best, memo)

    def _make(self, op: str, parts: dict[str, Any], tokens: Tokens, start: int, end: int) -> Node | None:
        if op == "same_as":
            inner = [part for part in parts.values() if isinstance(part, Node)]
            if inner:
                return Node(inner[-1].op, inner[-1].parts, start, end)
            op, parts = "value", {"value": next(iter(parts.values()), None)}
        if op == "inner":
            return next(part for part in parts.values() if isinstance(part, Node))
        node = Node(op, parts, start, end)
        build = self.builds.get(op)
        return build(node, tokens) if build else node

    def _fill(self, item: Item, tokens: Tokens, at: int, need: int, memo: Memo) -> Sequence[tuple[int, Any]]:
        """The ways to fill an item at a token: position after it, value."""
        simple = item.simple
        if simple is not None:  # the quick way for most items: one choice that asks for no clitic
            if simple.kind == "word":
                for sense in tokens.senses[at].get(simple.name, ()):
                    clitics = sense.clitics
                    fits = clitics & LEADING == need or need == ANY
                    if fits and clitics & simple.must == simple.must and not clitics & simple.never:
                        return ((at + 1, sense.value),)
                return ()
            if simple.kind == "pattern":
                key = (simple.name, at, need)
                node = memo[key] if key in memo else self._pattern(simple.name, tokens, at, need, memo)
                if node is None:
                    return ()
                return ((node.end, node.parts["value"] if node.op == "value" else node),)
        found: dict[int, Any] = {}
        for choice in item.choices:
            result = self._choice(choice, tokens, at, choice.lead or need, memo)
            if result is None and choice.lead > 0 and ALONE[choice.lead] in tokens.senses[at]:
                result = self._choice(choice, tokens, at + 1, 0, memo)  # the clitic is written apart
            if result is not None:
                found.setdefault(*result)
        return tuple(found.items())

    def _choice(self, choice: Choice, tokens: Tokens, at: int, need: int, memo: Memo) -> tuple[int, Any] | None:
        if at >= len(tokens.senses):
            return None
        if choice.kind == "word":
            for sense in tokens.senses[at].get(choice.name, ()):
                clitics = sense.clitics
                fits = clitics & LEADING == need or need == ANY
                if fits and clitics & choice.must == choice.must and not clitics & choice.never:
                    return at + 1, sense.value
            return None
        if choice.kind == "number":
            return cardinal(tokens, at, need, self.units_first)
        if choice.kind == "ordinal":
            return ordinal(tokens, at, need)
        node = self._pattern(choice.name, tokens, at, need, memo)
        if node is None:
            return None
        return node.end, node.parts["value"] if node.op == "value" else node


NUMBER_CATEGORIES: Final = DIGITS | {"dash", "slash", "lpar", "rpar", "comma", "colon", "dot", "quote"}
"""Categories that no lexicon lists: words in digits, and signs."""


def _expand(items: list[str]) -> list[list[str]]:
    """All lines that optional items stand for, the fullest first."""
    lines: list[list[str]] = [[]]
    for item in items:
        if item.endswith("?"):
            lines = [[*line, *more] for line in lines for more in ([item[:-1]], [])]
        else:
            lines = [[*line, item] for line in lines]
    return [line for line in lines if line]


def _constant(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        return text
