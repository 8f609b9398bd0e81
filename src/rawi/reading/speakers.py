"""Whom a source means, where its own words contradict what the tagger points to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rawi.language import fold_text
from rawi.names import misspelt, parse, short_form
from rawi.reading.bare import bare, undescribed
from rawi.reading.medium import is_addressee
from rawi.reading.nesting import NEAR
from rawi.reading.reading import Entity, Span
from rawi.reading.spans import closed, overlap, size, trim
from rawi.reading.verbs import listed_words
from rawi.tagger import Cue

# Folded. The name after one of these is not that of the one who speaks.
KIN = frozenset(
    ["والد", "والده", "اب", "ام", "ابن", "ابنه", "نجل", "نجله", "زوج", "زوجه", "ارمله", "شقيق", "شقيقه", "اخ", "اخت", "عم", "عمه",
     "خال", "خاله", "جد", "جده", "حفيد", "قريب", "محامي", "محاميه", "وكيل", "صديق", "جار"]
)  # fmt: skip
_BY = re.compile(r"[وف]?(?:ب|علي )?(?:حسب|وفق|فق|وفقا|فقا|طبقا|تبعا)(?: ما)?")
SAME = frozenset(["نفسه", "نفسها", "ذاته", "ذاتها"])


def settle(text: str, cues: Sequence[Cue], entities: Sequence[Entity]) -> list[Cue]:
    """The cues with other referents, where a source with words of its own is taken for somebody else.

    A source that has a name means nobody with another name: وقال الحمدان after other people is الحمدان, whomever the
    tagger points to. Nor is one who is named out of several (سلوم after النائبان جورج سلوم وهاني الأطرش) all of them. And
    a definite short form (المستشارة) means the last source with that head, if what the tagger points to has it nowhere.
    On the two dev files 12 of 901 referents change so, 10 from wrong to right, 1 from right to wrong.
    """
    people = sorted((m, e.id) for e in entities if e.type == "PER" for m in e.mentions)
    bodies = sorted((m, e.id) for e in entities if e.type == "ORG" for m in e.mentions)
    out: list[Cue] = []
    cues = [_bare(text, _without_addressee(text, cue)) for cue in cues if not _measured(text, cue)]
    for cue in cues:
        cue = _of_sender(text, cue)
        cue = _without_manner(text, out, _apart(text, _without_topic(_without_accused(text, out, cue), out)))
        if cue.source and cue.referent and not overlap([cue.source], cue.referent):
            referent = _of_name(text, cues, cue, people, False) or _of_name(text, cues, cue, bodies, True)
            referent = referent or _of_head(text, out, cue) or _of_body(text, cue, people)
            if referent:
                cue = replace(cue, referent=referent)
        out.append(cue)
    return out


def _measured(text: str, cue: Cue) -> bool:
    """Whether a preposition gives a measure and no source: حسب الحاجة, وفقا للضوابط. No annotated source has such a head."""
    if cue.source is None or not _BY.fullmatch(fold_text(text[slice(*cue.span)])):
        return False
    head = fold_text(text[slice(*cue.source)]).split()
    stems = {head[0].removeprefix("ل").removeprefix("ال"), head[0].removeprefix("لل")} if head else set()
    return not stems.isdisjoint(listed_words("agreement.txt", "measures"))


def _bare(text: str, cue: Cue) -> Cue:
    """The cue, its source and referent without what only follows the words that say who it is, with their closing marks."""
    source = _own(text, cue.source) if cue.source else None
    return replace(cue, source=source, referent=tuple(_own(text, r) for r in cue.referent))


def _own(text: str, span: Span) -> Span:
    return closed(text, undescribed(text, bare(text, span)))


def _without_addressee(text: str, cue: Cue) -> Cue:
    """The cue, its source without the outlet that was spoken to: قال وزيرها لقناة «الضفة» إن."""
    if cue.source is None or cue.kind == "document":
        return cue
    start, end = cue.source
    at = start
    for word in text[start:end].split(" "):
        if at > start and is_addressee(word.split("«")[0]):
            shorter = trim(text, (start, at))
            referent = tuple(shorter if r == cue.source else r for r in cue.referent)
            return replace(cue, source=shorter, referent=referent)
        at += len(word) + 1
    return cue


def _without_accused(text: str, before: Sequence[Cue], cue: Cue) -> Cue:
    """The cue, where its only noun is the accused, not who accuses: واتهم الوزارة بنهب المخازن after somebody spoke.

    A verb of accusing has two nouns where its subject stands at it (اتهم الوزير الشركة بالتلاعب); in training none of 77 has a
    subject alone but with a pronoun on the verb. The subject is then whom the last cue before it meant.
    """
    source, (start, end) = cue.source, cue.content
    if not source or _accusing(text[slice(*cue.span)]) is None or text[cue.span[1] : source[0]].strip():
        return cue
    apart = text[source[1] : start].strip(' «»"“”') or not text[start:end].lstrip('«"“').startswith("ب")
    if start != source[0] and apart:
        return cue
    return replace(cue, source=None, content=(source[0], end), referent=_spoke(before))


def _without_topic(cue: Cue, before: Sequence[Cue]) -> Cue:
    """The cue, where what it says begins before it, with the words taken for who speaks: فالحواجز، يقول، لم تكف.

    They cannot be both: of 9,000 annotated sources none stands in its content.
    """
    if cue.source is None or cue.content[0] != cue.source[0] or cue.source[1] > cue.span[0]:
        return cue
    return replace(cue, source=None, referent=_spoke(before) if cue.referent == (cue.source,) else cue.referent)


def _of_sender(text: str, cue: Cue) -> Cue:
    """The cue, not meant for whom its source went to: بلاغ إلى مركز العمليات is not the centre's (none of 27 in training is)."""
    if cue.source is None or not cue.referent:
        return cue
    (start, end), (first, last) = cue.source, cue.referent[0]
    if start < first and last <= end and "إلى" in text[start:first].split():
        return replace(cue, referent=(cue.source,))
    return cue


def _apart(text: str, cue: Cue) -> Cue:
    """The cue, its source without words that belong to what it says: ودعا الاتحاد الأندية إلى مراجعة القوائم.

    A verb that has its object after its subject; none of 14,935 annotated sources stands in its content.
    """
    if cue.source is None or not cue.source[0] < cue.content[0] < cue.source[1]:
        return cue
    shorter = trim(text, (cue.source[0], cue.content[0]))
    if shorter[0] == shorter[1]:
        return cue
    return replace(cue, source=shorter, referent=tuple(shorter if r == cue.source else r for r in cue.referent))


def _spoke(before: Sequence[Cue]) -> tuple[Span, ...]:
    """Whom the last cue meant that stands in no other's words; () where there is none."""
    for n in reversed(range(max(0, len(before) - NEAR), len(before))):
        at = before[n].span[0]
        if not any(c.content[0] <= at < c.content[1] for c in before[max(0, n - NEAR) : n]):
            return before[n].referent
    return ()


def _without_manner(text: str, before: Sequence[Cue], cue: Cue) -> Cue:
    """The cue, where its only noun tells how somebody speaks: وأردفت ساخرة إن. The subject is whom the last cue meant."""
    if cue.source is None or fold_text(text[slice(*cue.source)]) not in listed_words("agreement.txt", "manner"):
        return cue
    referent = cue.referent if cue.referent != (cue.source,) else _spoke(before)
    return replace(cue, source=None, referent=referent)


def _accusing(words: str) -> re.Match[str] | None:
    return re.fullmatch(r"[وف]?س?(?:ا|ي|ت)?تهم(?:ت|وا|ون)?", fold_text(words))


def _of_name(
    text: str, cues: Sequence[Cue], cue: Cue, names: Sequence[tuple[Span, int]], body: bool
) -> tuple[Span, ...] | None:
    """The fullest words for the one name in the source, where the referent names others and not it."""
    assert cue.source
    own = named(text, names, cue.source)
    if len(own) != 1 or (body and not _heads(text, cue.source, names)):
        return None
    meant = {number for r in cue.referent for number in named(text, names, r)}
    alike = _words(text, [cue.source]) & _words(text, cue.referent)
    if not body and alike and meant and _other_people(text, names, cue):
        alike = set()  # محمد الفواز is not محمد العمري
    one_of_them = own < meant and any(joined(text, names, r) for r in cue.referent)
    if one_of_them or (not own & meant and not alike):
        return (_fullest(text, cues, names, next(iter(own)), cue.source, body),)
    return None


def _of_body(text: str, cue: Cue, people: Sequence[tuple[Span, int]]) -> tuple[Span, ...] | None:
    """A body itself where it is taken for somebody with a name, البلدية in a headline for its head, or for a body of another
    kind: for الدفاع المدني.

    Of 2,011 bodies at their cues in the training articles one means somebody with a name. Of 576 that are called by one of the
    words listed six mean a body whose name is without it.
    """
    if cue.source is None or cue.kind not in ("organisation", "media") or named(text, people, cue.source):
        return None
    words = fold_text(text[slice(*cue.source)]).split()
    kind = words[0].removeprefix("و" if words[0].startswith("وال") else "").removeprefix("ال") if words else ""
    alone = len(words) == 1 and "ال" in words[0][:3] and kind in listed_words("agreement.txt", "told by their kind")
    another = alone and not any(kind in word for r in cue.referent for word in fold_text(text[slice(*r)]).split())
    return (cue.source,) if another or any(named(text, people, r) for r in cue.referent) else None


def _other_people(text: str, names: Sequence[tuple[Span, int]], cue: Cue) -> bool:
    """Whether the source and what it is taken for have full names of which none may stand for the other."""
    assert cue.source
    own = [parse(text[slice(*mention)]) for mention, _ in inside(names, cue.source)]
    meant = [parse(text[slice(*mention)]) for r in cue.referent for mention, _ in inside(names, r)]
    return all(
        min(len(a.words), len(b.words)) > 1 and not short_form(a, b) and not short_form(b, a) and not misspelt(a, b)
        for a in own
        for b in meant
    )


def _of_head(text: str, before: Sequence[Cue], cue: Cue) -> tuple[Span, ...] | None:
    """The referent of the last source that has the head of a definite short form."""
    assert cue.source
    words = fold_text(text[slice(*cue.source)]).split()
    if cue.kind == "document" or not words or not words[0].startswith("ال") or not set(words[1:]) <= SAME:
        return None
    head = words[0][2:]
    if head in _words(text, cue.referent):
        return None
    for other in reversed(before):
        source = other.source
        if source and other.kind == cue.kind and _head(text, source) == head and " " in text[slice(*source)]:
            return other.referent or (source,)
    return None


def named(text: str, names: Sequence[tuple[Span, int]], span: Span) -> set[int]:
    """Numbers of the entities that have a name within some words, less those that only tell whose kin somebody is."""
    return {number for mention, number in inside(names, span) if not of_kin(text, span, mention)}


def inside(names: Sequence[tuple[Span, int]], span: Span) -> list[tuple[Span, int]]:
    """Of names in the order of the text those within some words."""
    first = bisect_left(names, ((span[0], 0), 0))
    last = bisect_left(names, ((span[1], 0), 0), first)
    return [(mention, number) for mention, number in names[first:last] if mention[1] <= span[1]]


def of_kin(text: str, span: Span, name: Span) -> bool:
    """Whether a name in some words is another's, whose kin or agent the words mean: والدة هيثم is not هيثم."""
    before = fold_text(text[span[0] : name[0]]).split()
    return bool(before) and not KIN.isdisjoint((before[-1], before[-1].removeprefix("و")))


def joined(text: str, names: Sequence[tuple[Span, int]], span: Span) -> bool:
    """Whether some words name several, joined by و: جورج سلوم وهاني الأطرش."""
    found = sorted({mention for mention, _ in inside(names, span)})
    return any(
        second[0] >= first[1] and text[first[1] : second[1]].lstrip(" ،").startswith("و")
        for first, second in pairwise(found)
    )


def _heads(text: str, source: Span, names: Sequence[tuple[Span, int]]) -> bool:
    """Whether the words begin with the name: وزارة الصناعة, not المتحدث باسم وزارة الصناعة."""
    return any(not text[source[0] : m[0]].strip(' «"“') for m, _ in inside(names, source))


def _head(text: str, span: Span) -> str:
    return (fold_text(text[slice(*span)]).strip(' «"“').split() or [""])[0].removeprefix("ال")


def _words(text: str, spans: Sequence[Span]) -> set[str]:
    return {word.removeprefix("ال") for s, e in spans for word in fold_text(text[s:e]).split() if len(word) > 2}


def _fullest(
    text: str, cues: Sequence[Cue], names: Sequence[tuple[Span, int]], number: int, source: Span, body: bool
) -> Span:
    """Of the sources, and the mentions, that name this entity alone the longest; the first of those as long.

    Of a body only words with the same head: الأمم المتحدة is not منظمة الأمم المتحدة للطفولة.
    """
    said = [c.source for c in cues if c.source and named(text, names, c.source) == {number}]
    pointed = [r for c in cues for r in c.referent if named(text, names, r) == {number}]
    choice = [*said, *pointed, *(m for m, n in names if n == number)]
    if body:
        choice = [c for c in choice if _head(text, c) == _head(text, source)]
    return max(choice, key=lambda s: size(text, [s]), default=source)
