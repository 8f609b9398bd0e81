"""Cues that attribute nothing: formulas, permissions, verbs that their object makes others, the writer's own first person.

لا شك أن ؛ سمح بنقل اللاعب ؛ رصد مبلغ نصف مليون ؛ طلب عدم ذكر اسمه ؛ of a columnist: أعتقد أن ؛ a closing quotation mark;
and what only goes on with the verb before it: واختتم حديثه قائلا.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from rawi.language import fold_text
from rawi.language.quotations import quotations
from rawi.reading import verbs
from rawi.reading.reading import Span
from rawi.reading.subjects import FIRST
from rawi.tagger import Cue

NEAR = 50  # cues on either side among which one that holds it is looked for
_DASHES = "-–—ـ•*"
_LINE = 5000  # letters back to which the beginning of a line is looked for
_ASKING = 2  # lines that end in a question mark: an interview
_MARKS = "«»“”\"'"
_CLOSING = frozenset(["»", "”"])
_NAMING = re.compile(  # who speaks does not want to be named; another's name (اسم البائع) is something that one may withhold
    r"\s+(?:عدم\s+)?(?:ال)?(?:كشف|ذكر|نشر|[إا]فصاح|[إا]يراد|تعريف)\s+(?:عن\s+|ب)?(?:هوي(?:ت|ات|تي)|[أا]سم(?:ي|ائ)?)(?:ه|ها|هم|هما|هن)\b"
)
_SAID_BETWEEN = 60  # letters from a verb to the قائلا that goes on with it
_EQUAL = 3  # letters by which two contents that are one may differ at either end


def without(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The cues, in the order of the text, without those that attribute nothing.

    In the training articles none of 10 لا شك but one within a quotation, none of 41 سمح or يسمح, none of 45 who ask not to be
    named and no closing mark is a cue; of 654 that share their content with one before, none is قائلا or بالقول; of verbs
    in the first person one is that stands in nobody's words, and 25 are that stand in somebody's.
    """
    kept = [cue for cue in cues if not _formula(text, cue) and not _with_object(text, cue)]
    kept = [cue for n, cue in enumerate(kept) if not _goes_on(text, cue, kept[max(0, n - NEAR) : n])]
    asks = sum(line.rstrip().endswith(("؟", "?")) for line in text.split("\n")) >= _ASKING
    if asks or not any(_first_person(text, cue) for cue in kept):
        return kept
    quoted = sorted(q.span for q in quotations(text))
    return [
        cue
        for n, cue in enumerate(kept)
        if not (_first_person(text, cue) and _of_writer(text, cue, kept[max(0, n - NEAR) : n + NEAR], quoted))
    ]


def _word(text: str, cue: Cue) -> str:
    """The cue, folded, without a conjunction."""
    folded = fold_text(text[slice(*cue.span)])
    return folded[1:] if folded[0:1] in ("و", "ف") and len(folded) > 3 else folded


def _formula(text: str, cue: Cue) -> bool:
    word = _word(text, cue)
    if text[slice(*cue.span)] in _CLOSING or (
        _NAMING.match(text, cue.span[1]) and word.split()[-1] in _listed("unnamed")
    ):
        return True
    return word.replace(" ", "_") in _listed("formulas") or word in _listed("permitting")


def _listed(heading: str) -> frozenset[str]:
    return verbs.listed_words("cues.txt", heading)


@cache
def _objects() -> dict[str, frozenset[str]]:
    out = {}
    for line in verbs.sections("cues.txt")["with object"]:
        forms, _, objects = line.partition("/")
        out.update(dict.fromkeys(forms.split(), frozenset(objects.split())))
    return out


def _with_object(text: str, cue: Cue) -> bool:
    objects = _objects().get(_word(text, cue))
    if objects is None:
        return False
    start = cue.content[0]
    if start < cue.span[1]:
        return False
    first = fold_text(text[start : start + 30]).strip(_MARKS).split()
    before = fold_text(text[cue.span[1] : start]).split()
    return bool(
        (first and first[0] in objects)
        or (before and before[-1] in objects and not _clause(first))
        or ("ب" in objects and first and first[0].startswith("ب") and not before)
    )


def _clause(words: Sequence[str]) -> bool:
    return bool(words) and words[0].startswith(("ان", "انه"))


def _goes_on(text: str, cue: Cue, before: Sequence[Cue]) -> bool:
    """Whether a cue is قائلا or بالقول after the verb of the same sentence that has the same content."""
    if cue.source is not None or _word(text, cue) not in _listed("going on"):
        return False
    return any(
        c.span[1] <= cue.span[0] <= c.span[1] + _SAID_BETWEEN
        and all(abs(a - b) <= _EQUAL for a, b in zip(c.content, cue.content, strict=True))
        for c in before
    )


def _first_person(text: str, cue: Cue) -> bool:
    if cue.source is not None or not FIRST.fullmatch(text[slice(*cue.span)]):
        return False
    return _word(text, cue).split()[-1] in verbs.listed_words("agreement.txt", "first person")


def _of_writer(text: str, cue: Cue, near: Sequence[Cue], quoted: Sequence[Span]) -> bool:
    """Whether a first person stands in nobody's words: in no content, no quotation, and no line of a conversation."""
    at = cue.span[0]
    line = text.rfind("\n", max(0, at - _LINE), at) + 1
    if text[line : min(at, line + 8)].lstrip()[:1] in tuple(_DASHES + _MARKS):
        return False
    n = bisect_right(quoted, (at, at))
    if any(start <= at < end for start, end in quoted[max(0, n - 3) : n]):
        return False
    return not any(c.content[0] <= at < c.content[1] and c is not cue for c in near)
