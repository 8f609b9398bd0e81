"""Names as the annotation has them: what the tagger found, less what is none of the name, and with what is cut off of it.

Every rule says what the spelling of a page shows by itself; what needs sense (whether a department is a body) is the tagger's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rawi.language import fold_text
from rawi.names import lexicon
from rawi.reading import verbs
from rawi.reading.bare import bare
from rawi.reading.reading import Span
from rawi.reading.spans import closed, trim
from rawi.tagger import NamedMention

_WORD = re.compile(r"[\w\u064b-\u0652]+")
_DAYS = frozenset(map(fold_text, ("السبت", "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")))
_ADDRESS = re.compile(r"www|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+|\S*[@/]\S*|\w*[A-Za-z]_\w*")
_REGION = re.compile(r"[وفلك]?ب(?:منطقة|محافظة|ولاية|مدينة|إمارة|مقاطعة)$")
_PAPER = re.compile(r"[ \t]*[-–—][ \t]*([^\W\d_]+(?: [^\W\d_]+){0,2}?)[ \t]*[-–—][ \t]*(?=\w)")
_COLON = re.compile(r"[ \t]*:")
_GLUED = re.compile(r"^(?:وال|بال|فال|كال|ولل|لل)")


def settle(text: str, found: Sequence[NamedMention]) -> list[NamedMention]:
    """The names, in the order of the text.

    Left out: addresses of the web, days of the week, titles alone (الملا), class words alone (فريق).
    Cut: titles before the name of a person (الملا عمر), formulas after it, prepositions at the end, and a nationality after a
    proper name (مانشستر يونايتد الإنجليزي).
    Joined: a body that ends with its region's class word and the region (مديرية الصحة بمنطقة الرياض), and a lone noun without
    article with the name that it governs (أسواق العثيم, أمانة جدة).
    Added: bodies and places of a short list that the tagger has not seen (الحوثيون، المملكة), the paper between who
    writes and the town.
    On dev 0.80 of the names are right with it, 0.77 without (F1); of 15,077 annotated ones in training it changes 8.
    """
    found = [*found, *_known(text, found)]
    names = _joined(text, sorted([*found, *_papers(text, found)], key=lambda m: m.span))
    out = []
    for name in names:
        span = _cut(text, name)
        if span[0] < span[1] and not _no_name(text, name.type, span):
            out.append(replace(name, span=span))
    return out


def _known(text: str, found: Sequence[NamedMention]) -> list[NamedMention]:
    """Bodies and places of the lists that the tagger has not seen, each with the clitics on it."""
    taken = sorted(m.span for m in found)
    out = []
    for match in _WORD.finditer(text):
        word = fold_text(match[0]) or "-"
        stems = {word, word[1:] if word[0] in "وفبلك" else word, "ال" + word[2:] if word.startswith("لل") else word}
        kind = "" if stems.isdisjoint(_listed("known")) else "ORG"
        kind = kind or ("" if stems.isdisjoint(_listed("known places")) else "LOC")
        if kind:
            n = bisect_right(taken, (match.end(), 0))
            if not any(s < match.end() and match.start() < e for s, e in taken[max(0, n - 1) : n + 1]):
                out.append(NamedMention(match.span(), kind, 0.9))
    return out


def _papers(text: str, found: Sequence[NamedMention]) -> list[NamedMention]:
    """The paper in a dateline between a person and a place: محمد الزامل- سبق- الرياض: (496 of 497 such lines of 20,045 pages)."""
    towns = {m.span[0]: m.span[1] for m in found if m.type == "LOC"}
    taken = sorted(m.span for m in found)
    out = []
    for name in found:
        start = name.span[0]
        if name.type != "PER" or text[max(0, start - 8) : start].rstrip(" \t")[-1:] not in ("", "\n"):
            continue
        paper = _PAPER.match(text, name.span[1])
        if paper is None or paper.end() not in towns or not _COLON.match(text, towns[paper.end()]):
            continue
        n = bisect_right(taken, (paper.end(1), 0))
        if not any(paper.start(1) < e for _, e in taken[max(0, n - 1) : n]):
            out.append(NamedMention(paper.span(1), "ORG", 0.9))
    return out


def _joined(text: str, names: Sequence[NamedMention]) -> list[NamedMention]:
    out: list[NamedMention] = []
    for name in names:
        last = out[-1] if out else None
        if last and last.type == "ORG" and text[last.span[1] : name.span[0]] == " ":
            words = text[slice(*last.span)].split()
            after = text[slice(*name.span)]
            region = name.type == "LOC" and _REGION.search(words[-1]) and len(words) > 1
            governs = len(words) == 1 and _governs(words[0]) and not after.startswith(("و", "ل", "ب"))
            if region or governs:
                out[-1] = replace(last, span=(last.span[0], name.span[1]))
                continue
        out.append(name)
    return out


def _governs(word: str) -> bool:
    """Whether a noun has no article, and so is nothing by itself: أسواق, بأمانة, not الأمانة or للأمانة."""
    return not word.startswith("ال") and not _GLUED.match(word) and _class_word(word)


def _class_word(word: str) -> bool:
    """Whether a word without article says only what sort of body it is."""
    folded = fold_text(word)
    stems = {folded, *(folded[1:] for p in "وبلفك" if folded.startswith(p))}
    return any(stem in lexicon.class_words("ORG") or stem in _listed("sorts") for stem in stems)


def _listed(heading: str) -> frozenset[str]:
    return verbs.listed_words("bodies.txt", heading)


def _cut(text: str, name: NamedMention) -> Span:
    span = trim(text, name.span)
    if name.type == "PER":
        span = bare(text, _without_titles(text, span))
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, *span)]
    while len(words) > 1 and words[-1][2] in _PREPOSITIONS and words[-2][2] != "تي":  # تي في: TV
        words.pop()
        span = span[0], words[-1][1]
    if len(words) > 2 or (len(words) > 1 and name.type == "LOC"):
        before, last = words[-2], words[-1]
        if (
            _nationality(last[2])
            and not before[2].startswith(("ال", "لل", "بال", "وال"))
            and text[before[1] : last[0]] == " "
        ):
            sort = fold_text(before[2])
            if not (sort in lexicon.class_words("ORG") or sort in lexicon.class_words("LOC") or sort.endswith("ه")):
                span = span[0], before[1]
    return closed(text, span)


_PREPOSITIONS = frozenset(("في", "من", "على", "إلى", "الى", "عن", "مع", "بوصفه", "بوصفها"))


def _without_titles(text: str, span: Span) -> Span:
    """الملا عمر, less the title; a title without article may be a given name (أمير حكمتي)."""
    words = list(_WORD.finditer(text, *span))
    for n, word in enumerate(words[:-1]):
        folded = fold_text(word[0])
        if not (folded.startswith("ال") and folded[2:] in lexicon.titles() and len(folded) > 3):
            return words[n].start(), span[1]
    return (words[-1].start(), span[1]) if words else span


@cache
def _nationalities() -> frozenset[str]:
    folded = verbs.listed_words("nationalities.txt", "all")
    return folded | {word + "ه" for word in folded}


def _nationality(word: str) -> bool:
    folded = fold_text(word)
    return folded.startswith("ال") and folded[2:] in _nationalities()


def _no_name(text: str, kind: str, span: Span) -> bool:
    words = text[slice(*span)]
    folded = fold_text(words).strip(' "«»“”.،')
    if not any(c.isalnum() for c in words) or _ADDRESS.fullmatch(words.strip()):
        return True
    if kind == "LOC":
        return False
    if folded in _DAYS:
        return True
    if kind == "PER":
        bare_title = folded.removeprefix("لل").removeprefix("ل").removeprefix("ال")
        return " " not in folded and (len(folded) == 1 or bare_title in lexicon.titles()) and folded not in _NAMES_TOO
    return (
        " " not in folded
        and _governs(words.strip(' "«»“”'))
        and not any(q in text[max(0, span[0] - 1) : span[0]] for q in '"«“')
    )


_NAMES_TOO = frozenset(("امير", "خان", "نائب", "ملك", "بابا", "فريق", "سيد", "خوري"))
