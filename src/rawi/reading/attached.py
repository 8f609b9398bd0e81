"""The names of mentions without what is written onto them (وإيران، لأسامة بن لادن), as far as the page tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rawi.language import fold_text
from rawi.names import detach, known, parse
from rawi.names.lexicon import class_words, look_alikes
from rawi.names.name import without_article
from rawi.reading.agreement import gender_of
from rawi.reading.verbs import listed_words
from rawi.tagger import NamedMention

_PAIRS = {"«": "»", "“": "”", "(": ")", '"': '"', "„": "“"}
_BEGIN = frozenset(["بن", "ابو"])
_MARKS = "«»“”„\"()'‘’"


def without_clitics(text: str, mentions: Sequence[NamedMention]) -> list[str]:
    """For every mention its name without clitics and lone quotation marks.

    A clitic is taken off when the page has the rest without it or with another one, or when the rest begins with the
    article or a class word (وزارة), or is a name known by itself; the و of a person when the rest begins with a common given
    name (of 214 names in training that begin with و it tells 76, one in doubt). The و of a place is one but in names of a list
    (واشنطن), as in 535 of 537 places of the training articles that begin with it and are not in the list. Else the
    mention stays whole: ولي may be a name.
    """
    written = [tidy(text[slice(*m.span)]) for m in mentions]
    page_words = {without_article(word) for word in fold_text(text).split()}
    seen: dict[str, set[str]] = defaultdict(set)
    for surface, kind in dict.fromkeys((s, m.type) for s, m in zip(written, mentions, strict=True)):
        for word in fold_text(surface).split()[1:] if kind == "PER" else ():
            seen[without_article(word)].add("in")
        for clitics, first in _first_words(surface):
            seen[first].add(clitics)
    chosen: dict[tuple[str, str], str] = {}
    out = []
    for surface, mention in zip(written, mentions, strict=True):
        if (surface, mention.type) not in chosen:
            chosen[surface, mention.type] = _choose(surface, mention.type, seen, page_words)
        out.append(chosen[surface, mention.type])
    return out


def _own_letter() -> frozenset[str]:
    return listed_words("bodies.txt", "own letter")


def tidy(name: str) -> str:
    """A name in one line, without quotation marks and brackets that have no partner in it."""
    name = " ".join(name.split())
    alone = set()
    open_at: list[int] = []
    for i, c in enumerate(name):
        if c not in _MARKS:
            continue
        if open_at and (_PAIRS.get(name[open_at[-1]]) == c):
            open_at.pop()
        elif c in _PAIRS:
            open_at.append(i)
        elif not (i and name[i - 1].isalnum() and c in "'’"):
            alone.add(i)
    alone.update(open_at)
    rest = "".join(c for i, c in enumerate(name) if i not in alone).strip(" ،,.:؛-")
    return rest or name


def _first_words(surface: str) -> list[tuple[str, str]]:
    """Every reading of the first word, as clitics and rest (folded, without article); the whole word first."""
    whole = fold_text(surface).split(" ", 1)[0]
    found = [("", without_article(whole))]
    for rest in detach(surface):
        first = fold_text(rest).split(" ", 1)[0]
        clitics = whole[: len(whole) - len(first)] if whole.endswith(first) else "ل"
        found.append((clitics, without_article(first)))
    return found


def _choose(surface: str, kind: str, seen: dict[str, set[str]], page_words: set[str]) -> str:
    readings = _first_words(surface)
    rests = list(detach(surface))
    if not rests or len(seen[readings[0][1]]) > 1:
        return surface
    for (_, first), rest in zip(readings[1:], rests, strict=True):
        if len(seen[first]) > 1:
            return rest
    for (_, first), rest in zip(readings[1:], rests, strict=True):
        if len(first) > 3 and first in page_words:
            return rest
    if kind == "LOC" and readings[1][0] == "و" and fold_text(surface).split(" ", 1)[0] not in _own_letter():
        return rests[0]
    for (clitics, first), rest in zip(readings[1:], rests, strict=True):
        article = fold_text(rest).startswith("ال") and len(fold_text(rest).split(" ", 1)[0]) > 4
        if article and (clitics in ("و", "ل", "ول") or kind != "PER"):
            return rest
        if kind == "PER" and first in look_alikes() and clitics[-1] not in "كف":
            return rest
        if (
            kind == "PER"
            and clitics[0] == "و"
            and (gender_of(first) or first in _BEGIN)
            and not gender_of(readings[0][1])
        ):
            return rest
        if kind != "PER" and (first in class_words(kind) or known(parse(rest, kind)) is not None):
            return rest
    return surface
