"""Words as the rules for clauses see them: what each may be by its spelling, and whether one is a verb where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rawi.language import data, fold_text
from rawi.reading import verbs
from rawi.reading.reading import Span
from rawi.reading.spans import QUOTES
from rawi.tagger.words import TOKEN

COMMAS = frozenset("،,؛;")
_ENDINGS = ("يه", "ي", "ين", "ون", "ان", "ات", "تين")
_EARLY = 8  # words within which the verb comes after a phrase set before it
STOPS = frozenset(".!؟?…")
PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ه", "ي")
Kind = Literal[
    "mark", "number", "verb", "particle", "inna", "relative", "subordinator", "preposition", "pronoun", "noun"
]


@dataclass(frozen=True, slots=True)
class Word:
    """A token as the rules see it: ``joined`` is و or ف written onto it, ``bare`` its folded letters without that."""

    span: Span
    text: str
    joined: str
    bare: str
    kind: Kind
    verb: verbs.Verb | None
    definite: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """`arabic/clauses.txt`: words under their headings; phrases by their first word, the longest first."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, dict[str, list[list[str]]]]
    whole: frozenset[str]


@cache
def lists() -> Lists:
    """The words of the data file, folded."""
    words, phrases = {}, {}
    for name, lines in verbs.sections("clauses.txt").items():
        if any("|" in line for line in lines):
            by_first: dict[str, list[list[str]]] = {}
            for line in lines:
                for phrase in line.split("|"):
                    parts = phrase.split()
                    by_first.setdefault(parts[0], []).append(parts)
            for options in by_first.values():
                options.sort(key=len, reverse=True)
            phrases[name] = by_first
        else:
            words[name] = frozenset(word for line in lines for word in line.split())
    return Lists(words, phrases, frozenset(data.sections("arabic/whole.txt")["start"]) | words["whole"])


def analyse(text: str, span: Span) -> list[Word]:
    """The tokens of a stretch of text with what each may be. Linear."""
    return [_word(m.group(), m.span()) for m in TOKEN.finditer(text, *span)]


@lru_cache(maxsize=1 << 16)
def _shape(word: str) -> tuple[str, str, Kind, verbs.Verb | None, bool]:
    if not word[0].isalnum():
        return "", word, "mark", None, False
    folded = fold_text(word)
    if not folded or folded[0].isdigit():
        return "", folded, "number", None, False
    marked = verbs.find(word) if "\u0651" in word or "\u064f" in word else None
    if marked is not None and marked.sure and folded[0] not in "وف":
        return "", folded, "verb", marked, False  # عبّر is no preposition
    if kind := _closed(folded):
        return "", folded, kind, None, kind == "pronoun"
    if folded[0] in "وف" and len(folded) > 2 and (inner := _closed(folded[1:])):
        return folded[0], folded[1:], inner, None, inner == "pronoun"
    if folded[0] in "وف" and len(folded) > 2 and not _is_whole(folded):
        rest = word[1:].lstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
        bare = folded[1:]
        whole = verbs.find(word)
        verb = verbs.find(rest)
        # وجد and وصلت are verbs themselves; ووصل has a conjunction
        joins = verb is not None or folded[0] == "و" or bare.startswith(("ال", "لل"))
        if joins and not (whole and whole.sure):
            return folded[0], bare, "verb" if verb else "noun", verb, _definite(bare)
    verb = verbs.find(word)
    return "", folded, "verb" if verb else "noun", verb, _definite(folded)


def _is_whole(folded: str) -> bool:
    """Whether و or ف at the head of a word is its own first letter; endings of number and nisba may follow."""
    whole = lists().whole
    if folded in whole:
        return True
    stems = [folded.removesuffix(ending) for ending in _ENDINGS if folded.endswith(ending)]
    return any(stem in whole or stem + "ه" in whole for stem in stems if len(stem) > 2)


def _closed(folded: str) -> Kind | None:
    """The kind of a word of the small classes."""
    words = lists().words
    if folded in words["particles"]:
        return "particle"
    if folded in words["inna"]:
        return "inna"
    if folded[:2] in ("ان", "با", "لا", "لك", "كا", "لع") and (stem := without_pronoun(folded)) in words["inna"]:
        return "inna" if stem else None
    if folded in words["relatives"]:
        return "relative"
    if folded in words["subordinators"]:
        return "subordinator"
    if folded in words["pronouns"]:
        return "pronoun"
    if folded in words["prepositions"] or folded in WITH_PRONOUN:
        return "preposition"
    return None


WITH_PRONOUN = frozenset(
    p + s
    for p in (
        "في",
        "من",
        "الي",
        "علي",
        "عن",
        "مع",
        "ل",
        "ب",
        "عند",
        "لدي",
        "بين",
        "بعد",
        "قبل",
        "فوق",
        "تحت",
        "حول",
        "امام",
        "خلف",
    )
    for s in ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم")
) | frozenset(("لي", "بي", "مني", "عني", "معي", "لديه", "لديها", "لديهم", "لدينا", "اليه", "اليها", "عليه", "عليها"))


def without_pronoun(folded: str) -> str:
    """A word without the pronoun written onto it; empty where there is none."""
    for pronoun in PRONOUNS:
        if folded.endswith(pronoun) and len(folded) > len(pronoun) + 1:
            return folded[: -len(pronoun)]
    return ""


def _definite(bare: str) -> bool:
    """Whether a noun has its article, or a pronoun; a name without article is not seen."""
    if bare.startswith(("ال", "بال", "لل", "كال")) and len(bare) > 4:
        return bare not in lists().whole
    return len(bare) > 4 and bare.endswith(("ها", "هم", "هما", "هن", "ته", "نا"))


def _word(word: str, span: Span) -> Word:
    joined, bare, kind, verb, definite = _shape(word)
    return Word(span, word, joined, bare, kind, verb, definite)


def _after_phrase(words: Sequence[Word], i: int, before: Word, after: Word) -> bool:
    """Whether a phrase of place or time stands before what may be the verb: في الضفة الأخرى نزل النعش."""
    verb = words[i].verb
    if (
        words[i].joined
        or i >= _EARLY
        or verb is None
        or verb.aspect != "perfect"
        or after.kind not in ("noun", "number")
    ):
        return False
    place = words[0].kind == "preposition" and before.definite and not before.joined
    return place or words[0].bare in lists().words["when"]


def counts(bare: str) -> bool:
    """Whether a word counts like a number."""
    return bare in lists().words["counts"]


def is_verb(words: Sequence[Word], i: int) -> bool:
    """Whether the word at ``i`` is a finite verb here: surely by its spelling, or likely by what stands round it."""
    word = words[i]
    if word.verb is None:
        return False
    before = words[i - 1] if i else None
    if (
        before is not None
        and not word.joined
        and before.kind == "preposition"
        and before.bare not in ("بعد", "قبل", "حتي", "دون")
    ):
        return False
    if word.verb.sure:
        return True
    if before is not None and before.kind in ("particle", "relative", "subordinator", "inna") and not word.joined:
        return True
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None:
        return False
    if before is not None and (word.joined == "ف" or (before.bare == "ثم" and not word.definite)):
        return True
    if before is None and (word.joined or after.definite) and after.kind not in ("verb", "mark"):
        return word.verb.aspect == "perfect" or after.definite
    if after.kind == "inna" and after.bare in ("ان", "بان", "انه", "انها", "انهم"):
        return True
    if before is not None and _after_phrase(words, i, before, after):
        return not any(w.verb and w.verb.sure for w in words[:i])
    first = before is None or before.text in COMMAS or before.text in QUOTES or before.text == ":"
    if (after.kind == "number" or counts(after.bare)) and not word.definite:
        return first or bool(word.joined)
    if after.bare.endswith(("ان", "ون")) and after.kind == "noun" and len(after.bare) > 4:
        return True
    if after.kind == "preposition":
        return first and after.bare not in ("من",)
    return first and before is not None and after.definite


def is_who(words: Sequence[Word], i: int) -> bool:
    """Whether من or ما is a relative pronoun: a verb follows."""
    if words[i].bare not in ("من", "ما") or i == 0 or i + 1 >= len(words):
        return False
    verb = words[i + 1].verb
    if words[i].bare == "ما" and words[i + 1].bare.startswith(("زال", "دام", "فتي", "برح", "انفك")):
        return False
    return words[i + 1].kind == "particle" or (verb is not None and verb.sure and not words[i + 1].joined)


def is_purpose(word: Word) -> bool:
    """Whether ل stands on an imperfect: ليمنع."""
    return (
        word.bare[:1] == "ل"
        and len(word.bare) > 4
        and word.bare[1] in "يت"
        and (found := verbs.find(word.bare[1:])) is not None
        and found.aspect == "imperfect"
        and found.sure
    )


def is_indefinite(word: Word) -> bool:
    """Whether a word is an indefinite noun that may be a subject after its predicate: no time, no verb, not joined."""
    plain = word.kind == "noun" and not word.definite and not word.joined and word.verb is None
    return (
        plain
        and word.bare not in lists().words["when"]
        and word.bare not in lists().words["when, too"]
        and not word.text.endswith(("ا", "اً"))
    )
