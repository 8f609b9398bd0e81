"""Bylines: who wrote a page, as a line of its own, a biography, or a sign-off at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rawi.pages import agencies, dates, lexicon, people
from rawi.pages.datelines import Part

_LONGEST = 140
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—ـ/\\]\s*|\s*[-–—/\\]\s+|\s*[،,]\s*|(?<=\S)/(?=[^\W\d])|[()\[\]]")
_OPENER_END = re.compile(r"\s*[:/\-–—|.]?\s*")


# The codes of editors: one to four times one or two letters (س ح/ ر ب).
_CODE = re.compile(r"(?:تحرير\s)?[^\W\d]{1,2}(?:[\s.]{1,2}[^\W\d]{1,2}){0,3}[\s.]*")
_CODES = re.compile(r"[\s()]*(?:تحرير\s)?(?:[^\W\d]{1,2}[\s./-]{1,3}){1,6}[^\W\d]{0,2}[\s.()]*")
_CODED = re.compile(r"[)\]]?\s*(?:/\s*)?(?:[^\W\d]{1,2}[\s./-]{1,3}){1,6}(?:[^\W\d]{1,2}|\d+)?[\s.]*")
_ENDS = frozenset({"انتهي", "النهايه", "انتهى"})


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline tells: who wrote it, the agency, the date, each with its span in the text."""

    author: Part | None = None
    agency: Part | None = None
    date: str | None = None
    how: str = "byline"


@cache
def _needs_sign() -> frozenset[str]:
    return lexicon.keys_of("bylines.toml", "signed")


@cache
def _openers() -> tuple[frozenset[str], frozenset[str]]:
    return lexicon.keys_of("bylines.toml", "openers"), lexicon.keys_of("bylines.toml", "helpers")


def read(words: str, start: int = 0) -> Byline | None:
    """What the line `words` (at `start` of the text) tells where it is a byline for sure: it opens like one."""
    if len(words) > _LONGEST:
        return None
    tokens = [(match.start(), match.end()) for match in re.finditer(r"[^\s:/|–—-]+", words)]
    openers, helpers = _openers()
    opener, colon, rest = words.partition(":")
    if (
        colon
        and len(opener.split()) <= 5
        and lexicon.key(opener).split(" ", 1)[0] in lexicon.keys_of("bylines.toml", "with_place")
    ):
        # حاورها في طرابلس: …
        names = _name_parts(rest, start + len(opener) + 1)
        if names and names[0].kind == "name":
            return Byline(_joined([part for part in names if part.kind == "name"], words, start))
    for count in range(min(4, len(tokens)), 0, -1):
        opener = lexicon.key(words[: tokens[count - 1][1]])
        if opener not in openers and opener not in helpers:
            continue
        sign = _OPENER_END.match(words, tokens[count - 1][1])
        begin = sign.end() if sign else tokens[count - 1][1]
        has_sign = bool(sign and sign.group().strip())
        if opener in _needs_sign() and not has_sign:
            return None
        rest = words[begin:]
        if not rest.strip():
            return Byline() if has_sign and count == len(tokens) else None
        parts = _name_parts(rest, start + begin)
        names = [part for part in parts if part.kind == "name"]
        if not parts or parts[0].kind not in ("name", "nameless", "agency"):
            return None
        if not has_sign and opener in ("كتب", "كتبت") and not people.is_name(parts[0].words):
            # A name that no list holds: كتبت, two or three words, and perhaps a colon.
            first = lexicon.key(parts[0].words)
            if len(parts) > 1 or not 2 <= len(parts[0].words.split()) <= 3 or first.startswith("ال"):
                return None
        author = _joined(names, words, start) if opener in openers else None
        return Byline(author, _of(parts, "agency"), _date(rest), "byline")
    return None


def read_parts(words: str, start: int = 0) -> Byline | None:
    """What a line tells that has no opener, where it stands where bylines stand: a name, with place, agency or date."""
    if len(words) > 90 or words.rstrip().endswith((".", "؟", "?", "!", ":", "…")):
        return None
    parts = _parts(words, start)
    if not parts:
        return None
    kinds = {part.kind for part in parts}
    if "name" not in kinds and len(parts) >= 2 and "place" in kinds:
        # A name that no list holds is known by its company.
        parts = [
            Part("name", part.start, part.end, part.words)
            if part.kind == "unknown"
            and people.is_name(part.words, known=True)
            and 2 <= len(part.words.split()) <= 3
            and [other.kind for other in parts].count("unknown") == 1
            and not lexicon.key(part.words).startswith("ال")
            else part
            for part in parts
        ]
    names = [part for part in parts if part.kind == "name"]
    unknown = [part for part in parts if part.kind == "unknown"]
    sure = [part for part in parts if part.kind not in ("unknown", "name")]
    dated = dates.find_date(words) is not None and "date" in kinds
    if not names and not dated and not any(part.kind in ("agency", "nameless") for part in parts):
        return None
    if len(unknown) > 1 or any(len(part.words.split()) > 3 for part in unknown):
        return None
    if unknown and not names and not sure:
        return None
    return Byline(_joined(names, words, start), _of(parts, "agency"), _date(words), "byline")


def sign_off(words: str, start: int = 0) -> Byline | None:
    """What a line tells that closes an article: رويترز، (أ ف ب)، المصدر: وكالات، the codes of editors (س.ح/م.ن)."""
    if len(words) > 90:
        return None
    body = re.sub(r"^\s*[*•(\[«]*\s*(?:المصدر|المصادر|نقلا عن|عن|source)?\s*[:/-]?\s*", "", words)
    opened = len(body) < len(words.lstrip()) and re.match(r"\s*[*•(\[«]*\s*(?:المصدر|المصادر)", words) is not None
    at = start + len(words) - len(body)
    parts: list[Part] = []
    for match in re.finditer(r"[^،,+/()\[\]|*»«–—-]+", body):
        piece = match.group().strip()
        if not piece:
            continue
        piece_at = at + match.start() + match.group().find(piece)
        bare = piece.removeprefix("و").strip() if not agencies.name_of(piece) else piece
        if agencies.name_of(bare):
            parts.append(Part("agency", piece_at + piece.find(bare), piece_at + len(piece), bare))
        elif lexicon.key(piece) in people.nameless():
            parts.append(Part("nameless", piece_at, piece_at + len(piece), piece))
        elif people.is_dated(piece) or people.is_place(piece):
            parts.append(Part("place", piece_at, piece_at + len(piece), piece))
        elif opened and len(piece.split()) <= 4:
            parts.append(Part("unknown", piece_at, piece_at + len(piece), piece))
        elif not parts and len(piece.split()) <= 2 and _CODED.fullmatch(body, match.end()):
            # An agency that no list holds, before the codes of its editors: (نهج) س ح/ ر ب.
            parts.append(Part("agency", piece_at, piece_at + len(piece), piece))
        elif not _CODE.fullmatch(piece) and not piece.isdecimal():
            alone = piece == body.strip("()[] .") and words.strip()[0] in "([" and len(piece.split()) <= 3
            if lexicon.key(piece) not in _ENDS and not alone:
                return None
            parts.append(Part("unknown", piece_at, piece_at + len(piece), piece))
    if not parts and not _CODES.fullmatch(body):
        return None
    if parts and all(part.kind == "place" for part in parts):
        return None
    return Byline(None, _of(parts, "agency"), None, "sign-off")


def _of(parts: list[Part], kind: Literal["agency"]) -> Part | None:
    return next((part for part in parts if part.kind == kind), None)


def _date(words: str) -> str | None:
    found = dates.find_date(words)
    return found[0] if found else None


def _joined(names: list[Part], words: str, start: int) -> Part | None:
    """Names that stand beside each other as one author."""
    if not names:
        return None
    if len(names) == 1:
        return names[0]
    first, last = names[0], names[-1]
    return Part("name", first.start, last.end, words[first.start - start : last.end - start])


def _parts(words: str, start: int, *, known: bool = False) -> list[Part]:
    parts: list[Part] = []
    position = 0
    for match in [*_PARTS.finditer(words), None]:
        end = match.start() if match else len(words)
        piece = words[position:end]
        inner = people.bare(piece)
        if inner:
            at = start + position + piece.find(inner)
            part = _part(inner, at, known=known and not parts)
            if part is None:
                return []
            parts.append(part)
        position = match.end() if match else end
    return _placed(parts)


def _placed(parts: list[Part]) -> list[Part]:
    return parts if len(parts) <= 6 else []


def _name_parts(words: str, start: int) -> list[Part]:
    return _parts(words, start, known=True)


def _part(words: str, start: int, *, known: bool) -> Part | None:
    end = start + len(words)
    a_key = lexicon.key(words)
    if agencies.name_of(words):
        return Part("agency", start, end, words)
    if people.is_nameless(words):
        return Part("nameless", start, end, words)
    if people.is_dated(words):
        return Part("date", start, end, words)
    if people.is_place(words):
        return Part("place", start, end, words)
    place, colon, name = words.partition(":")
    if colon and lexicon.key(place) in _openers()[1]:
        return Part("unknown", start, end, words)  # إعداد: لمى الدرزي | مراجعة علمية: سفيان بوزيد
    if colon and people.is_name(name, known=people.is_place(place)) and len(place.split()) <= 3:
        bare = people.bare(name)
        return Part("name", end - len(words) + words.rfind(bare), start + words.rfind(bare) + len(bare), bare)
    if people.is_name(words, known=known):
        inner = people.without_title(words)
        return Part("name", start + words.rfind(inner), start + words.rfind(inner) + len(inner), inner)
    if len(words.split()) > 4 or any(key in people.STRUCTURE for key in a_key.split()):
        return None
    return Part("unknown", start, end, words)
