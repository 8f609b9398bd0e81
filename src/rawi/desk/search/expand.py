"""From the words of a query to what stands in the index: forms of words, parts of words, other scripts of names."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, select

from rawi.desk.search import index, query, stems
from rawi.desk.search import tables as own
from rawi.desk.search.plan import Needle, Plan
from rawi.desk.search.query import Query, Term
from rawi.errors import OptionError
from rawi.names import skeleton

MOST_WORDS: Final = 300
"""Words that a part may stand for. Beyond, the user has to give more letters."""
MOST_SPELLINGS: Final = 40
"""Names in Arabic letters that a Latin word may stand for: the likest."""
LIKE_ENOUGH: Final = 0.8
"""How alike two spellings of a name are, at least (`rawi.names.skeleton.likeness`); chosen on pairs of names."""


def plan(connection: Connection, asked: Query) -> Plan:
    """What to look for in the index.

    Raises:
        OptionError: a part of a word stands in too many words.
    """
    groups = [tuple(n for term in group for n in _needles(connection, term)) for group in _names_joined(asked.groups)]
    without = [n for term in asked.without for n in _needles(connection, term, spellings=False)]
    return Plan(tuple(groups), tuple(n for n in without if n.phrases or n.words))


def _names_joined(groups: tuple[tuple[Term, ...], ...]) -> list[tuple[Term, ...]]:
    """The groups, with the Latin words of one part of a name (Abdul Rahman, Nour Eddine) as one term."""
    out: list[tuple[Term, ...]] = []
    for group in groups:
        if out and len(group) == len(out[-1]) == 1:
            (before,), (term,) = out[-1], group
            written = f"{before.written} {term.written}"
            if "part" not in (before.kind, term.kind) and written.isascii() and len(skeleton.parts(written)) == 1:
                out[-1] = (Term("phrase", before.words + term.words, written),)
                continue
        out.append(group)
    return out


def _needles(connection: Connection, term: Term, *, spellings: bool = True) -> list[Needle]:
    if term.kind == "part":
        found = index.backend(connection).words_like(connection, term.words[0], MOST_WORDS + 1)
        if len(found) > MOST_WORDS:
            raise OptionError(f"{term.words[0]} stands in more than {MOST_WORDS} words; give more of its letters.")
        return [Needle(words=tuple(found) or ("",), asked=tuple(found[:1]))]
    first, *rest = term.words
    tail = tuple(stems.stem(word) for word in rest)
    needles = [Needle(phrases=tuple((form, *tail) for form in stems.forms(first)), asked=term.words)]
    if spellings:
        needles += [index.name_needle(part) for part in _spellings(connection, term.written)]
    return needles


def stem_of(word: str) -> str:
    """The stem of a word that stands in the index."""
    return stems.stem(word)


def _spellings(connection: Connection, written: str) -> list[str]:
    """Parts of names in Arabic letters that a word in Latin letters may be, the likest first."""
    parts = skeleton.parts(written)
    if len(parts) != 1 or skeleton.is_arabic(parts[0]) or len(parts[0]) < query.SHORTEST_PART:
        return []
    keys = sorted(skeleton.skeletons(parts[0]))
    if not keys:
        return []
    rows = connection.execute(select(own.name_parts.c.part).where(own.name_parts.c.skeleton.in_(keys)).limit(2000))
    likest = sorted((-_likeness(part, parts[0]), part) for part in set(rows.scalars()))
    return [part for unlike, part in likest if -unlike >= LIKE_ENOUGH][:MOST_SPELLINGS]


@lru_cache(maxsize=4096)
def _likeness(part: str, latin: str) -> float:
    return skeleton.likeness(part, latin)
