"""Coordinated clauses: where one claim ends and the next begins, and whether words assert anything by themselves."""

from __future__ import annotations

from rawi.language import fold_text
from rawi.language.openers import is_bare_verb
from rawi.reading.reading import Span
from rawi.reading.spans import QUOTES, trim
from rawi.tagger.words import TOKEN

_COORDINATORS = frozenset(["ثم", "لكن", "ولكن", "بل", "كما", "فيما", "بينما", "او", "وبينما", "وفيما"])
_PARTICLES = frozenset(
    [
        "قد",
        "لقد",
        "لم",
        "لن",
        "لا",
        "ما",
        "ليس",
        "ليست",
        "كان",
        "كانت",
        "هناك",
        "ثمه",
        "انه",
        "انها",
        "انهم",
        "ان",
        "سوف",
    ]
)


def cut(text: str, span: Span) -> list[Span]:
    """The coordinated clauses of ``span``, in order. Nothing is cut inside brackets."""
    words = [m.span() for m in TOKEN.finditer(text, *span)]
    cuts = [span[0]]
    for i in range(1, len(words)):
        if _begins(text, words, i):
            cuts.append(words[i][0])
    cuts.append(span[1])
    pieces = [trim(text, (s, e)) for s, e in zip(cuts, cuts[1:], strict=False)]
    return [p for p in pieces if p[0] < p[1]]


def asserts(text: str, span: Span) -> bool:
    """Whether the words hold a finite verb or are long enough for a nominal sentence, and ask nothing."""
    words = [text[slice(*m.span())] for m in TOKEN.finditer(text, *span)]
    words = [w for w in words if w[0].isalnum()]
    if len(words) < 3 or text[span[1] - 1 : span[1] + 2].strip().endswith(("؟", "?")):
        return False
    return any(_is_verb(w) for w in words) or len(words) >= 6


def _begins(text: str, words: list[Span], i: int) -> bool:
    word = fold_text(text[slice(*words[i])])
    after = fold_text(text[slice(*words[i + 1])]) if i + 1 < len(words) else ""
    if word in _COORDINATORS:
        return _is_verb(after) or after in _PARTICLES
    if word[:1] in ("و", "ف") and len(word) > 2:
        bare = word[1:]
        return _is_verb(bare) or bare in _PARTICLES
    before = text[words[i - 1][0] : words[i - 1][1]]
    if before in ("،", ",", "؛", ";") or before in QUOTES:
        return before in ("،", ",", "؛", ";") and (_is_verb(word) or word in ("قد", "لقد", "لم", "لن", "كان", "كانت"))
    return False


def _is_verb(word: str) -> bool:
    folded = fold_text(word)
    return is_bare_verb(folded) or is_bare_verb(folded.removeprefix("س"))
