"""The words that say who it is, without what only follows them: formulas of reverence, relative clauses.

رسول الله صلى الله عليه وسلم is رسول الله; الشكوى التي قدمت أمس is الشكوى. A clause that names the issuer of a document
stays (التقرير الذي أعدته الجمعية).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from rawi.language import fold_text
from rawi.reading.reading import Span
from rawi.reading.spans import trim

RELATIVE = frozenset(["الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "اللاتي"])
_WORD = re.compile(r"\w+")


@cache
def _lists() -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    formulas: set[tuple[str, str]] = set()
    issuing: set[str] = set()
    section = ""
    text = (files("rawi.reading") / "arabic" / "after_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            section = line
        elif not line or line.startswith("#"):
            continue
        elif section == "[formulas]":
            first, second = line.split()
            formulas.add((first, second))
        else:
            issuing.update(line.split())
    return frozenset(formulas), frozenset(issuing)


def bare(text: str, source: Span) -> Span:
    """``source`` without what follows its own words; as it is where nothing would be left."""
    formulas, issuing = _lists()
    words = [(m.start(), fold_text(m[0])) for m in _WORD.finditer(text, *source)]
    for n in range(1, len(words)):
        start, word = words[n]
        after = [word for _, word in words[n + 1 : n + 3]]
        formula = bool(after) and (word, after[0]) in formulas
        if formula or (word in RELATIVE and after and not _issues(after, issuing)):
            return trim(text, (source[0], start))
    return source


def _issues(clause: list[str], issuing: frozenset[str]) -> bool:
    """Whether it begins with a verb of issuing whose object is the document: نشرتها، أعدته، حصلت عليها."""
    verb, *rest = clause
    if not any(verb.startswith(known) for known in issuing):
        return False
    return verb.endswith(("ها", "ه", "هم")) or rest[0:1] in _OBJECTS


_OBJECTS = (["به"], ["بها"], ["بهم"], ["عليه"], ["عليها"])
