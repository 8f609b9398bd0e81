"""Datelines and bylines that open a text: place, date, agency, reporter, before the first sentence.

الرياض (واس) - ؛ بيروت – نهج: ؛ تل الحور 19 شباط (نهج) - ؛ سامي حداد- المنبر- جدة: ؛ لندن: غادة المنصوري
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rawi.language import fold_text
from rawi.pages import agencies, dates, lexicon, people

Kind = Literal["place", "date", "agency", "nameless", "name", "credit", "unknown"]
"""What a part of an opening is. `credit`: an unknown name in brackets; `unknown`: a few words, perhaps a place."""

_REACH = 170
"""Characters that are looked at: no dateline is longer."""

_BRACKETS = {"(": ")", "[": "]", "«": "»"}
_DASH = re.compile(r"\s*(?:--|[-–—―ـ])\s*")
_SPACED = re.compile(r"\s(?:--|ـ+|[-–—―]|//?|\|)\s|\s?//\s?")
_BREAK = re.compile(r"\s*(?:--|//|[-–—―|])\s*|\s+(?:ـ+|[/\\])\s*|\s*(?:ـ+|[/\\])\s+|\s*[:،,]\s*|\s*(?=[(\[])|\s*\.\s+")
_MEDIUM_AND_PLACE = re.compile(
    r"(?P<medium>[^\W\d]+(?: [^\W\d]+){0,2})\s+[-–—]\s+(?P<place>[^\W\d]+(?: [^\W\d]+)?)\s*:?\s*"
)
_VERB_HEAD = re.compile(r"^(?:كتب|كتبت|بقلم|مراسل|مراسلة)\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an opening: what it is, its span, and its words."""

    kind: Kind
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The words before the first sentence, from their start to `end` (the white space after them left out)."""

    end: int
    parts: tuple[Part, ...]

    @property
    def kind(self) -> Literal["dateline", "byline"]:
        """A byline where somebody is named as its writer, else a dateline."""
        return "byline" if self.part("name") else "dateline"

    def part(self, kind: Kind) -> Part | None:
        """The first part of this kind."""
        return next((part for part in self.parts if part.kind == kind), None)


def find(text: str, start: int, end: int, *, first: bool) -> Opening | None:
    """The opening of the line `text[start:end]`, or None. A line that is nothing else is an opening as a whole.

    `first` says that this is the first paragraph of the article: there also openings are taken that are known by their
    shape alone (an unknown place and a dash).
    """
    if first and (medium := _medium_and_place(text, start, end)):
        return medium
    stop = min(end, start + _REACH)
    parts: list[Part] = []
    position = start
    best: Opening | None = None
    while position < stop and len(parts) < 7:
        closing = _BRACKETS.get(text[position]) if text[position] != "«" else None
        if closing:
            close = text.find(closing, position, min(stop, position + 45))
            if close < 0:
                break
            part = _bracketed(text, position, close)
            after = close + 1
        else:
            broken = _BREAK.search(text, position, stop)
            after = broken.start() if broken else stop
            if after == position or (not broken and stop < end):
                break
            part = _classify(text, position, after)
        if part is None:
            break
        parts.extend(_split_date(part, text))
        separator, following = _separator(text, after, stop)
        ended = following >= end
        if (ended or separator in ("-", ":", " ")) and _accept(parts, separator, ended, first, text, following, end):
            best = Opening(end if ended else after + len(text[after:following].rstrip()), _with_reporter(parts))
            if separator == ":":
                break
        if not separator or ended:
            break
        position = following
    return best


def _with_reporter(parts: list[Part]) -> tuple[Part, ...]:
    """The parts, the first of them the reporter where a medium and a place follow: نافل السبيعي - سبق - المجمعة."""
    reporter = parts[0]
    unknown = [part.kind for part in parts] == ["unknown", "unknown", "place"]
    if unknown and 2 <= len(reporter.words.split()) <= 3 and people.is_name(reporter.words, known=True):
        return (replace(reporter, kind="name"), *parts[1:])
    return tuple(parts)


def _medium_and_place(text: str, start: int, end: int) -> Opening | None:
    """A first line of an unknown medium and a known place (عين اليوم – عدن, of which اليوم is no word of a sentence), or of
    a medium and its reporters without a name (عين اليوم – متابعات).
    """
    line = _MEDIUM_AND_PLACE.fullmatch(text, start, end)
    if not line or people.is_dated(line["medium"]):
        return None
    nameless = people.is_nameless(line["place"])
    if people.is_name(line["medium"]) if nameless else not people.is_place(line["place"]):
        return None
    kind: Kind = (
        "agency" if agencies.name_of(line["medium"]) else "name" if people.is_name(line["medium"]) else "unknown"
    )
    reported: Kind = "agency" if agencies.name_of(line["place"]) else "nameless" if nameless else "place"
    return Opening(
        end, (Part(kind, *line.span("medium"), line["medium"]), Part(reported, *line.span("place"), line["place"]))
    )


def _separator(text: str, after: int, stop: int) -> tuple[str, int]:
    """The sign after a part ("-" for all dashes and bars, ":", ",", " " for none but an opening bracket or a word)."""
    match = re.compile(r"\s*(--|//|ـ+|[-–—―|/\\:،,.]?)\s*(?:[-–—:])?\s*").match(text, after, stop)
    if not match:
        return "", after
    sign = match.group(1)
    if sign in (":",):
        return ":", match.end()
    if sign in ("،", ","):
        return ",", match.end()
    if sign == ".":
        return ("-" if any(dash in match.group() for dash in "-–—") else ""), match.end()
    if sign:
        return "-", match.end()
    return (" " if match.end() > after or text[after : after + 1] in "([" else ""), match.end()


def _bracketed(text: str, start: int, close: int) -> Part | None:
    inner = text[start + 1 : close].strip()
    if not inner or len(inner.split()) > 5:
        return None
    at = start + 1 + text[start + 1 : close].find(inner)
    span = (at, at + len(inner))
    first = re.split(r"\s*[،,/]\s*|\s+[-–—و]\s*", inner)[0]
    if people.is_place(inner):
        return Part("place", *span, inner)
    if agencies.name_of(inner):
        return Part("agency", *span, inner)
    if agencies.name_of(first):
        return Part("agency", at, at + len(first), first)
    if lexicon.key(inner) in people.nameless():
        return Part("nameless", *span, inner)
    if people.is_dated(inner):
        return Part("date", *span, inner)
    if any(key in people.STRUCTURE for key in lexicon.key(inner).split()):
        return None
    return Part("credit", *span, inner)


def _classify(text: str, start: int, end: int) -> Part | None:
    words = text[start:end].strip()
    if not words or len(words.split()) > 7 or len(words) > 60:
        return None
    at = start + text[start:end].find(words)
    span = (at, at + len(words))
    a_key = lexicon.key(words)
    kind: Kind = "unknown"
    if (agencies.name_of(words) and not people.is_place(words)) or (
        re.match(r"وكالة\s+\S+", words) and len(words.split()) <= 4
    ):
        kind = "agency"
    elif people.is_nameless(words):
        kind = "nameless"
    elif people.is_place(words):
        kind = "place"
    elif people.is_dated(words):
        kind = "date"
    elif _VERB_HEAD.match(words) and people.is_name(_VERB_HEAD.sub("", words), known=True):
        name = _VERB_HEAD.sub("", words)
        kind, span, words = "name", (span[1] - len(name), span[1]), name
    elif people.is_name(words):
        kind = "name"
    elif (
        len(words.split()) > 6
        or any(key in people.STRUCTURE for key in a_key.split())
        or re.search(r"[\"«»“”؟!]", words)
    ):
        return None
    return Part(kind, *span, words)


def _split_date(part: Part, text: str) -> list[Part]:
    """تل الحور 19 شباط: a place and a date in one part."""
    if part.kind != "unknown":
        return [part]
    match = re.search(r"\s\(?\d", part.words)
    if not match or not people.is_dated(part.words[match.start() :]):
        tokens = part.words.split()
        if len(tokens) > 1 and agencies.name_of(tokens[-1]) and people.is_place(" ".join(tokens[:-1])):
            cut = part.words.rfind(tokens[-1])
            return [
                Part("place", part.start, part.start + cut, part.words[:cut].strip()),
                Part("agency", part.start + cut, part.end, tokens[-1]),
            ]
        return [part]
    place = part.words[: match.start()]
    # A weekday may stand between place and number.
    tokens = place.split()
    while tokens and len(tokens) > 1 and dates.is_date_word(fold_text(tokens[-1])) and not people.is_place(place):
        tokens.pop()
        place = place[: place.rfind(" ")].rstrip()
    kind: Kind = "place" if people.is_place(place) else "unknown"
    cut = part.start + len(place)
    return [Part(kind, part.start, cut, place), Part("date", cut + 1, part.end, text[cut + 1 : part.end])]


def _accept(parts: list[Part], separator: str, ended: bool, first: bool, text: str, following: int, end: int) -> bool:
    kinds = [part.kind for part in parts]
    unknown = [part for part in parts if part.kind == "unknown"]
    if any(len(part.words.split()) > 4 for part in unknown) or kinds.count("name") > 2:
        return False
    if kinds == ["date"] or (
        not first
        and kinds[0] == "unknown"
        and "agency" not in kinds
        and "date" not in kinds
        and kinds != ["unknown", "unknown", "place"]
    ):
        return False
    if ended:
        if len(parts) == 1:
            return False
        # A line of its own.
        sure = {"agency", "nameless", "place", "name"} & set(kinds)
        return bool(sure) and len(unknown) <= 1 and not (kinds[0] == "unknown" and kinds[1:] == ["name"] and not first)
    sign = separator in ("-", ":")
    agency = "agency" in kinds or "nameless" in kinds
    if agency:
        return (sign or (separator == " " and kinds[0] == "place")) and len(unknown) <= (2 if "place" in kinds else 1)
    if "credit" in kinds:
        # An unknown word in brackets is the agency where a place (and a date) stand before it and a dash after it.
        return separator == "-" and kinds[-1] == "credit" and len(kinds) >= 2 and len(unknown) <= 1
    if "date" in kinds:
        return sign and kinds[0] in ("place", "unknown") and len(unknown) <= 1
    if kinds[0] == "name" and text[max(0, parts[0].start - 1)] == " ":
        # كتب سامي حداد: a verb stands before the name.
        return sign
    if "name" in kinds:
        return sign and len(kinds) >= 2 and ("place" in kinds or len(unknown) >= 1) and len(unknown) <= 2
    if all(kind == "place" for kind in kinds):
        return separator == "-" or (separator == ":" and first)
    if separator == ":" and kinds in (["unknown", "place"], ["unknown", "unknown", "place"]):
        # سبق- الباحة: a medium and a known place; نافل السبيعي - سبق - المجمعة: a reporter, of no list, before them.
        return _dashed(parts, text) and (first or len(parts) == 3)
    if kinds[0] == "unknown" and kinds[1:] in ([], ["place"]):
        return separator == "-" and first and _lone_place(parts[0], text, following, end)
    if kinds[0] == "place" and len(unknown) == 1:
        # بيروت – نهج: an unknown medium after a known place.
        return sign and len(unknown[0].words.split()) <= 3 and len(kinds) == 2 and first
    if kinds == ["unknown", "unknown"]:
        return separator == ":" and first and all(len(part.words.split()) <= 3 for part in parts)
    return False


def _dashed(parts: list[Part], text: str) -> bool:
    """Whether nothing but dashes stands between parts, each of three words at most."""
    gaps = [text[one.end : other.start].strip() for one, other in pairwise(parts)]
    return all(len(part.words.split()) <= 3 for part in parts) and all(gap in ("-", "–", "—", "ـ") for gap in gaps)


def _lone_place(part: Part, text: str, following: int, end: int) -> bool:
    """An unknown place before a dash: up to three words, a spaced dash, and no second dash soon after (an aside)."""
    a_key = lexicon.key(part.words)
    if not a_key or len(part.words.split()) > 3 or a_key.split()[0] in people.STRUCTURE:
        return False
    sign = text[part.end : following]
    if not _SPACED.search(sign):
        return False
    return not _SPACED.search(text, following, min(end, following + 60))
