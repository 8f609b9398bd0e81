"""What a page tells about itself: title, author, outlet, agency, date of publication, address, genre."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rawi.pages import agencies, dates, lexicon, people
from rawi.pages.blocks import Found
from rawi.pages.lines import Line, segments
from rawi.pages.page import Fact

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]{4,2000}")
_NOTICE = re.compile(
    r"©|\(c\)|copyright|all rights reserved|\d+"
    r"|(?:جميع|كافة|كل)?\s?(?:حقوق|الحقوق)?\s?(?:النشر|الطبع)?(?:\s?والنشر|\s?والتوزيع)?"
    r"\s?محفوظة\s?(?:لدى|ل(?:ـ\s?|(?=[«\"“])|(?=\w)))?|managed by.*|powered by.*|^\s?(?:جميع|كافة|كل)\s?الحقوق",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"©|محفوظة|all rights", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text of a page tells; each is empty where it does not."""

    title: Fact
    author: Fact
    outlet: Fact
    agency: Fact
    published: Fact
    url: Fact
    genre: Fact


def find(text: str, found: list[Found]) -> Facts:
    """What the pieces of a page tell about it, each with how it is known and where it stands."""
    author, outlet = _author(found), _outlet(text, found)
    if author.value and _is_medium(author, outlet, found):
        author, outlet = Fact(), outlet or Fact(author.value, "byline", author.span)
    return Facts(
        title=_title(text, found),
        author=author,
        outlet=outlet,
        agency=_agency(found),
        published=_published(found),
        url=_url(text, found),
        genre=_genre(found),
    )


def _is_medium(author: Fact, outlet: Fact, found: list[Found]) -> bool:
    """Whether what stands in the byline is no person: the outlet, or a name that menus or notices hold too."""
    a_key = lexicon.key(author.value or "")
    if outlet.value and lexicon.key(outlet.value) == a_key:
        return True
    if a_key.split(" ", 1)[0] in lexicon.given_names():
        return False
    return any(
        f" {a_key} " in f" {piece.line.key} "
        for piece in found
        if piece.kind == "navigation" and piece.line.look in ("plain", "legal", "navigation")
    )


def _title(text: str, found: list[Found]) -> Fact:
    for piece in found:
        if piece.kind == "title":
            repeated = any(
                other is not piece and other.kind == "navigation" and piece.line.key in other.line.key
                for other in found[:200]
            )
            how = "repeated line" if repeated else "first line" if piece is found[0] else "line over the text"
            return Fact(text[piece.start : piece.end], how, (piece.start, piece.end))
    return Fact()


def _author(found: list[Found]) -> Fact:
    for piece in found:
        byline = piece.byline
        if byline and byline.author and not people.is_nameless(byline.author.words):
            return Fact(byline.author.words, byline.how, (byline.author.start, byline.author.end))
        name = piece.opening.part("name") if piece.opening else None
        if name and not people.is_nameless(name.words):
            inner = people.without_title(name.words)
            start = name.start + name.words.rfind(inner)
            return Fact(inner, "byline", (start, start + len(inner)))
    return Fact()


def _agency(found: list[Found]) -> Fact:
    """The agency whose report this is: that of the dateline before those of byline and sign-off."""
    for piece in found:
        part = (piece.opening.part("agency") or piece.opening.part("credit")) if piece.opening else None
        if part:
            name = agencies.name_of(part.words) or part.words
            return Fact(name, "dateline", (part.start, part.end))
    for piece in found:
        if piece.byline and piece.byline.agency:
            part = piece.byline.agency
            name = agencies.name_of(part.words) or part.words
            return Fact(name, piece.byline.how, (part.start, part.end))
    return Fact()


def _published(found: list[Found]) -> Fact:
    """The date of a byline line; else that of the dateline, of a last change, of the top of the page (how tells)."""
    update = Fact()
    for piece in found:
        if piece.kind != "byline" or not piece.byline or not piece.byline.date:
            continue
        span = (piece.start, piece.end)
        if piece.line.date and piece.line.date.update:
            update = update or Fact(piece.byline.date, "last update", span)
            continue
        return Fact(piece.byline.date, "date line", span)
    for piece in found:
        if piece.kind == "dateline":
            date = dates.find_date(piece.line.words[: piece.end - piece.start])
            if date:
                return Fact(date[0], "dateline", (piece.start, piece.end))
    if update:
        return update
    for piece in found[:8]:
        if piece.kind in ("title", "body"):
            break
        date = dates.find_date(piece.line.words) if piece.line.count <= 16 else None
        if piece.kind == "navigation" and date:
            return Fact(date[0], "top of the page", (piece.start, piece.end))
    return Fact()


def _url(text: str, found: list[Found]) -> Fact:
    """The address of the page, where one stands on a line of its own."""
    for piece in found:
        if piece.line.look == "address":
            match = _ADDRESS.search(text, piece.start, piece.end)
            if match and not re.search(r"\.(?:jpe?g|png|gif|svg|webp|mp4|css|js)$", match.group(), re.IGNORECASE):
                return Fact(match.group(), "line", match.span())
    return Fact()


def _outlet(text: str, found: list[Found]) -> Fact:
    """The medium: as the notice of rights names it, else by the name at the top of the page."""
    for piece in reversed(found):
        if piece.line.look == "legal" and _RIGHTS.search(piece.line.words):
            fact = _owner(text, piece)
            if fact:
                return fact
    return _masthead(text, found)


def _owner(text: str, piece: Found) -> Fact:
    """Whose rights a notice keeps: © 2021 صحيفة …؛ جميع الحقوق محفوظة لموقع …"""
    for part in re.finditer(r"[^|.،,\n]+", text[piece.start : piece.end]):
        words = part.group()
        start = piece.start + part.start()
        for match in _NOTICE.finditer(words):
            words = words[: match.start()] + "\x00" * len(match.group()) + words[match.end() :]
        for run in re.finditer(r"[^\x00]+", words):
            name = run.group().strip(' -–—:«»"“”()\u200f\u200e')
            if 1 <= len(name.split()) <= 6 and re.search(r"[^\W\d]", name):
                at = start + run.start() + run.group().find(name)
                return Fact(name, "notice of rights", (at, at + len(name)))
    return Fact()


def _masthead(text: str, found: list[Found]) -> Fact:
    """The name of the medium at the top: among the first lines, in front of menus, and known by more than its place.

    That is a word of media (صحيفة, نيوز), or that the page names it once more, or that it is the first line of all and
    a menu follows.
    """
    candidates = 0
    for index, piece in enumerate(found[:6]):
        if piece.kind in ("title", "body", "dateline"):
            break
        line = piece.line
        if line.look not in ("plain", "navigation") or lexicon.furniture().whole(line.key):
            continue
        name = re.split(r"\s*[|•·]\s*|\s+[-–—]\s+|\s{2,}|\t", line.words)[0].strip(' «»"')
        a_key = lexicon.key(name)
        if not 1 <= len(name.split()) <= 4 or not a_key or re.search(r"[\d:؟!]", name) or a_key in lexicon.places():
            continue
        if lexicon.furniture().whole(a_key) or lexicon.furniture().beginning(a_key):
            continue
        following = [other.line for other in found[index + 1 : index + 3]]
        menu = not candidates and len(following) == 2 and all(_is_menu(other) for other in following)
        again = not candidates and _again(name, text, piece, found)
        candidates += 1
        words = line.words != name and len(line.words.split()) <= 12
        if (
            lexicon.keys_of("furniture.toml", "media_words").intersection(a_key.split())
            or again
            or menu
            or (index == 0 and words)
        ):
            start = piece.start + line.words.find(name)
            return Fact(name, "masthead", (start, start + len(name)))
    return Fact()


def _is_menu(line: Line) -> bool:
    return line.look in ("navigation", "breadcrumb", "account", "date") or (line.look == "plain" and line.count <= 3)


def _again(name: str, text: str, piece: Found, found: list[Found]) -> bool:
    """Whether the page names it once more, elsewhere than in the way to the article."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(
        other.line.look != "breadcrumb" and pattern.search(text, other.start, other.end)
        for other in found
        if other.start > piece.start
    )


def _genre(found: list[Found]) -> Fact:
    sections = lexicon.keys_of("furniture.toml", "opinion_sections")
    for piece in found:
        line = piece.line
        if line.look == "opinion":
            return Fact("opinion", "notice", (piece.start, piece.end))
        if line.look == "breadcrumb" and piece.kind == "navigation":
            parts = [lexicon.key(part) for part in segments(line.words)]
            # A menu of many sections says nothing about this page.
            if len(parts) <= 5 and any(part in sections for part in parts[:-1] or parts):
                return Fact("opinion", "breadcrumb", (piece.start, piece.end))
        if piece.byline and piece.byline.how == "biography":
            return Fact("opinion", "biography", (piece.start, piece.end))
        if piece.kind == "title":
            begin = lexicon.key(line.words.partition(":")[0]) if ":" in line.words[:20] else ""
            if begin in sections:
                return Fact("opinion", "title", (piece.start, piece.end))
    return Fact()
