"""What keeps words apart that only look like times, by the words before and after them.

`Guards` holds what every language needs, from the lists of its `words.toml`; a language with more has its own class
(`arabic/guards.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rawi.times.grammar import Node
from rawi.times.lexicon import LEADING, Lexicon
from rawi.times.tokens import Tokens

LOOK_BACK: Final = 12
"""How many words before an expression tell which way its sentence looks."""
STOPS: Final = frozenset(".!?؟\n؛")
# Numbers that are taken for years where no word says so.
_YEARS: Final = range(1900, 2061)
_ROUND: Final = 1000
_AGE_WORDS: Final = 4
_NAMED_DAY_WORDS: Final = 6


class Guards:
    """The guards of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lists = lexicon.lists
        self.named_days: dict[str, int] = lexicon.settings.get("named_days", {})
        first, last = lexicon.settings.get("local_years", (0, 0))
        self.years = (*_YEARS, *range(first, last + 1))
        self.checks: dict[str, Callable[[Tokens, Node], bool]] = {
            "duration": self.length,
            "vague": self.vague,
            "year": self.year,
            "years": self.two_years,
            "months": self.month,
            "date": self.date,
            "head": self.day,
        }

    def has(self, name: str, word: str) -> bool:
        """Whether a word is in one of the language's lists."""
        return word in self.lists.get(name, ())

    def allow(self, tokens: Tokens, node: Node) -> bool:
        """Whether a found expression stands as a time where it stands."""
        check = self.checks.get(node.op)
        return check is None or check(tokens, node)

    def skips(self, node: Node) -> bool:
        """Whether nothing else may be found inside what was refused."""
        return node.op in ("nothing", "duration", "vague", "amount_for", "date")

    def leans(self, tokens: Tokens, node: Node) -> int:
        """1 where the words before it in its sentence look ahead, else 0."""
        for at in range(node.start - 1, max(-1, node.start - 1 - LOOK_BACK), -1):
            word = tokens.word(at)
            if word in STOPS:
                return 0
            if self.has("ahead", word):
                return 1
        return 0

    def complete(self, tokens: Tokens, node: Node, floor: int) -> Node:
        """A found expression with what the words before it, down to the token `floor`, add to it.

        A day that the whole world names without its year (`named_days`) gets it, where the event stands before.
        """
        spec = node.get("month")
        if node.op == "date" and isinstance(spec, Node) and spec.op == "months" and spec.get("year") is None:
            key = f"{node.get('dom')}:{spec.get('month').get('first')}"
            words = (tokens.word(at) for at in range(max(floor, node.start - _NAMED_DAY_WORDS), node.start))
            if key in self.named_days and any(self.has("events", word) for word in words):
                spec.parts["year"] = Node("year", {"year": self.named_days[key]}, node.start, node.end)
        return node

    # ---- one check a kind of expression

    def length(self, tokens: Tokens, node: Node) -> bool:
        """A length of time that is nobody's age."""
        return not self.is_age(tokens, node)

    def vague(self, tokens: Tokens, node: Node) -> bool:
        """A vague length that is nobody's age."""
        return node.end - node.start == 1 or not self.is_age(tokens, node)

    def is_age(self, tokens: Tokens, node: Node) -> bool:
        """Years that somebody is old."""
        if self.unit_of(tokens, node) != "year":
            return False
        if self.has("age_after", tokens.word(node.end)):
            return True
        return any(self.has("ages", tokens.word(at)) for at in range(node.start - _AGE_WORDS, node.start))

    @staticmethod
    def unit_of(tokens: Tokens, node: Node) -> object:
        """The last unit among an expression's words."""
        for at in range(node.end - 1, node.start - 1, -1):
            for category in ("unit", "units", "unit2"):
                if (value := tokens.value(at, category)) is not None:
                    return value
        return None

    def year(self, tokens: Tokens, node: Node) -> bool:
        """A number alone that is a year: a plausible one, of no counted things."""
        if node.end - node.start > 1:
            return True
        number = int(node.get("year"))
        before, after = tokens.word(node.start - 1), tokens.word(node.end)
        if number not in self.years or self.has("counted", after):
            return False
        if (before and before in "$€£+×#.") or (after and after in "%٪$€"):
            return False
        if self.has("leading", before):
            return True
        return number % _ROUND != 0 and not self.has("visions", before) and self.ends_phrase(tokens, node)

    def ends_phrase(self, tokens: Tokens, node: Node) -> bool:
        """Whether no noun follows that a number before it could count."""
        return True

    def two_years(self, tokens: Tokens, node: Node) -> bool:
        """2013-2015 alone."""
        pair = node.get("years")
        return pair is None or node.end - node.start > 1 or (pair[0] in self.years and pair[1] in self.years)

    def month(self, tokens: Tokens, node: Node) -> bool:
        """A month's name alone: not every one is only that."""
        if node.get("year") is not None or node.get("rel") is not None or node.end - node.start > 1:
            return True
        senses = tokens.senses[node.start].get("month", ())
        shaky = senses and not senses[0].clitics & LEADING and self.has("shaky_months", tokens.word(node.start))
        return not shaky or self.has("month_leading", tokens.word(node.start - 1))

    def date(self, tokens: Tokens, node: Node) -> bool:
        """A date that is not the name of an event, a street, a party."""
        spec = node.get("month")
        unnamed = not isinstance(spec, Node) or spec.get("year") is not None
        return unnamed or not self.has("event_before", tokens.word(node.start - 1))

    def day(self, tokens: Tokens, node: Node) -> bool:
        """A day's name or a word for today."""
        return node.end - node.start > 1 or not self.has("shaky_months", tokens.word(node.start))
