"""What Arabic spelling leaves open: hour or ordinal, length or adjective, month or man, today or a paper's name."""

from __future__ import annotations

import re
from typing import Final

from rawi.times.grammar import Node
from rawi.times.guards import LOOK_BACK, STOPS, Guards
from rawi.times.lexicon import BY, FOR, LEADING, Lexicon
from rawi.times.tokens import Tokens

_THE: Final = "ال"
_FUTURE_VERB: Final = re.compile("^[وف]?س[يتن]..")
_IMPERFECT: Final = re.compile("^ي[^\\W\\d]{3,}$")
# How near an imperfect verb stands that is about the time, how far a promise whose content holds it.
_CLOSE: Final = 3
_FAR: Final = 4
# How many words may stand between "since" and its year.
_REACH: Final = 3
_OPENING: Final = frozenset("«\"“‘'(")
_CLOSING: Final = frozenset("»\"”’')")
_RARE_LENGTHS: Final = ("decade", "century", "minute", "night")


class ArabicGuards(Guards):
    """The guards of Arabic."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.checks |= {
            "amount_for": self.length,
            "at": self.clock,
            "bare_part": self.part,
            "nth_loose": self.nth,
            "rel": self.relative,
            "season": self.season,
            "now": self.now,
            "tonight": self.now,
            "this_unit": self.this_unit,
        }

    def leans(self, tokens: Tokens, node: Node) -> int:
        """1 where the words before it in its sentence look ahead, else 0.

        Signs are future verbs, words of planning, promises some words back, and an imperfect verb close before.
        """
        for distance in range(1, LOOK_BACK + 1):
            at = node.start - distance
            word = tokens.word(at)
            if at < 0 or word in STOPS:
                return 0
            bare = word[1:] if word[:1] in "وف" and len(word) > 4 else word
            before = tokens.word(at - 1)
            if self.has("ahead", word) or self.has("ahead", bare):
                return 1
            if distance >= _FAR and self.has("ahead_far", bare) and not self.has("perfect", before):
                return 1
            if _FUTURE_VERB.match(word) and not self.has("not_ahead", bare):
                return 1
            verb = distance <= _CLOSE and _IMPERFECT.match(bare) and not self.has("not_verbs", bare)
            if verb and not self.has("before_verb", before):
                return 1
        return 0

    def complete(self, tokens: Tokens, node: Node, floor: int) -> Node:
        """Also: 'since its independence in the year 1962' is one expression, from its 'since' on."""
        node = super().complete(tokens, node, floor)
        if node.op != "year" or node.end - node.start < 2:
            return node
        for at in range(node.start - 1, max(floor, node.start - 1 - _REACH) - 1, -1):
            word = tokens.word(at)
            if not word or not word[0].isalpha() or tokens.value(at, "bound") == "until":
                break
            if tokens.value(at, "bound") == "since":
                return Node("bound", {"bound": "since", "thing": node}, at, node.end)
        return node

    # ---- one check a kind of expression

    def length(self, tokens: Tokens, node: Node) -> bool:
        """A length of time: no age, no adjective (general), no contract, no chain."""
        before, after = tokens.word(node.start - 1), tokens.word(node.end)
        if self.is_age(tokens, node):
            return False
        if self.unit_of(tokens, node) == "decade" and not self.has("length_leading", before):
            return self.has("time_itself", tokens.word(node.end + 1))
        if node.end - node.start > 1:
            return True
        senses = tokens.senses[node.start]
        if "unit2" in senses:
            return senses["unit2"][0].value != "year" or len(before) <= 4 or not before.endswith(("ين", "ون", "ي"))
        return "unit" not in senses or self.single(tokens, node, before, after)

    def single(self, tokens: Tokens, node: Node, before: str, after: str) -> bool:
        """A unit alone is one of it after words of lasting; elsewhere most are something else."""
        sense = tokens.senses[node.start]["unit"][0]
        unit, clitics = sense.value, sense.clitics & LEADING
        if unit == "second":
            return False
        if unit == "minute" and self.has("silence", after):
            return True
        if unit in _RARE_LENGTHS:
            return self.has("length_leading", before) and not after.startswith(_THE) and unit != "decade"
        if clitics == BY:
            return True
        if clitics == FOR:
            return unit not in ("year", "day")
        if self.has("length_leading", before):
            return True
        word = tokens.word(node.start)
        if self.has("short_leading", before):
            return unit in ("week", "month", "hour") or (unit == "year" and word.endswith("ه"))
        return word.endswith("ا") and unit in ("month", "week") and not before.endswith("ا")

    def is_age(self, tokens: Tokens, node: Node) -> bool:
        """Years that somebody is old: after words of age, in brackets or between commas after a name."""
        if self.unit_of(tokens, node) != "year":
            return False
        before, after = tokens.word(node.start - 1), tokens.word(node.end)
        many = any("units" in tokens.senses[at] or "unit2" in tokens.senses[at] for at in range(node.start, node.end))
        if before and (before in "([" or (before in "،," and after in "،,.؛)" and not many)):
            return True
        if self.has("of_age", after) and self.has("age_after", tokens.word(node.end + 1)):
            return True
        if self.has("died_at", before) and node.end - node.start >= 2:
            return True
        return super().is_age(tokens, node) or any(
            self.has("ages", tokens.word(at).removeprefix("و")) for at in range(node.start - 4, node.start)
        )

    def vague(self, tokens: Tokens, node: Node) -> bool:
        """A vague length: units in the plural alone only after words of lasting."""
        if node.end - node.start > 1:
            return not self.is_age(tokens, node)
        senses = tokens.senses[node.start]
        before, after = tokens.word(node.start - 1), tokens.word(node.end)
        if "units" not in senses:
            return not (self.has("also_adjectives", tokens.word(node.start)) and before.endswith("ا"))
        sense = senses["units"][0]
        if sense.value == "decade" and sense.clitics & LEADING:
            return False
        if sense.clitics & LEADING in (BY, FOR):
            return not after.startswith(_THE)
        return self.has("length_leading", before) and not after.startswith(_THE) and not self.has("of_age", after)

    def year(self, tokens: Tokens, node: Node) -> bool:
        """Also: no accusative noun after it that it counts, no programme named by it."""
        if node.end - node.start > 1:
            return True
        after = tokens.word(node.end)
        if len(after) > 3 and after.endswith("ا") and not after.startswith(_THE):
            return False
        named = any(self.has("visions", tokens.word(at)) for at in range(node.start - 4, node.start))
        return super().year(tokens, node) and (not named or self.has("leading", tokens.word(node.start - 1)))

    def ends_phrase(self, tokens: Tokens, node: Node) -> bool:
        """A word after a bare number is what it counts, unless it is a particle, joined by and, or an adjective."""
        after = tokens.word(node.end)
        if not after or not after[0].isalpha():
            return True
        return after.startswith("و") or self.has("year_after", after) or "adj" in tokens.senses[node.end]

    def month(self, tokens: Tokens, node: Node) -> bool:
        """A month's name alone is none where it is a man's, a verb, a door."""
        month = node.get("month")
        if node.get("year") is not None or node.get("rel") is not None or month is None:
            return True
        solar = str(month.get("first")).startswith("solar")
        if node.end - node.start > 1 and not solar:
            return True
        senses = tokens.senses[node.start].get("month", ())
        if not senses:
            return True
        if solar:
            return tokens.value(node.start, "month_word") is not None
        word, lead = tokens.word(node.start), senses[0].clitics & LEADING
        if not self.has("shaky_months", word.lstrip("وفبلك") if lead else word):
            return True
        alone = not lead and not self.has("never_alone", word)
        return alone and self.has("month_leading", tokens.word(node.start - 1))

    def clock(self, tokens: Tokens, node: Node) -> bool:
        """An hour alone is an ordinal, unless the word before says that it is an hour."""
        clock = node.get("hm")
        if not isinstance(clock, Node) or set(clock.parts) != {"hour"} or set(node.parts) != {"hm"}:
            return True
        hour = tokens.value(node.start, "hour_word") is not None
        return hour or self.has("hour_leading", tokens.word(node.start - 1))

    def part(self, tokens: Tokens, node: Node) -> bool:
        """A part of the day alone: with its article only after a preposition."""
        if node.end - node.start > 1:
            return True
        word, before = tokens.word(node.start), tokens.word(node.start - 1)
        word = word.removeprefix("و") if word.startswith("و" + _THE) else word
        if self.has("also_places", word):
            return self.has("place_leading", before)
        if word.startswith(_THE):
            return self.has("part_leading", before)
        return not word.startswith(("بال", "لل", "كال"))

    def day(self, tokens: Tokens, node: Node) -> bool:
        """A day's name that is no prayer, no number (eleven), no 'the two'; a today that names no paper or feast."""
        before, after = tokens.word(node.start - 1), tokens.word(node.end)
        if node.get("weekday") is not None and node.get("day") is None:
            following = tokens.senses[node.end].get("card", ()) if node.end < len(tokens.senses) else ()
            tens = any(sense.clitics & LEADING == 1 and int(sense.value or 0) >= 20 for sense in following)
            teen = any(not sense.clitics and sense.value == 10 for sense in following)
            both = self.has("between", before) and not after.startswith("و")
            return not (self.has("prayers", before) or tens or teen or both)
        if node.end - node.start > 1:
            return True
        if self.has("parties", before):
            return False
        if tokens.value(node.start, "deictic") != 0:
            return True
        if self.has("day_names", after) or self.has("day_name_before", before):
            return False
        quoted = any(tokens.word(node.start - distance) in _OPENING for distance in (2, 3))
        return not (after and after in _CLOSING and quoted)

    def nth(self, tokens: Tokens, node: Node) -> bool:
        """'The second day' of something that is not named: only days and weeks, and no paper's name."""
        if self.has("day_name_before", tokens.word(node.start - 1)):
            return False
        return node.get("unit") in ("day", "week") and not self.has("of_age", tokens.word(node.end))

    def relative(self, tokens: Tokens, node: Node) -> bool:
        """'This hour', 'the same minute' tell no day."""
        if node.end - node.start == 1:
            return False
        return not (node.get("unit") in ("hour", "minute", "second") and node.get("rel") in ("this", "same", "that"))

    def season(self, tokens: Tokens, node: Node) -> bool:
        """A season alone only after a preposition: else it is a name."""
        before = tokens.word(node.start - 1)
        return node.end - node.start > 1 or self.has("part_leading", before) or self.has("leading", before)

    def this_unit(self, tokens: Tokens, node: Node) -> bool:
        """'The week' alone: the page's after 'during', a rate after 'in', else nothing."""
        before = tokens.word(node.start - 1)
        following = tokens.senses[node.end] if node.end < len(tokens.senses) else {}
        if node.get("unit") not in ("week", "month", "year") or "ord" in following:
            return False
        node.parts["every"] = self.has("rate_leading", before)
        return self.has("whole_leading", before) and not tokens.word(node.end).startswith(_THE)

    def now(self, tokens: Tokens, node: Node) -> bool:
        """'At the same time' is none."""
        return not self.has("same_after", tokens.word(node.end))
