"""Labels: what a source of a page is known by, so that it can be known again on another page.

A source is a person by name, a body, the holder of an office without a name, a document or a medium. Where it speaks
for a body, as its spokesman or its head, the label says for which. A body that is called by a common noun alone
(الوزارة) is the one body on its page whose name begins so; where there is none or more, it stays that page's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Final, Literal

from rawi.language import fold_text, words
from rawi.names import agreement, lexicon, parse
from rawi.names.name import Name, bare
from rawi.pages.agencies import name_of
from rawi.reading import Reading
from rawi.reading.reading import Entity, Source
from rawi.together.propositions.stems import root, stem

Voice = Literal["is", "spokesman", "head"]
"""How a party stands to a body: it *is* the body, says what it says, or stands at its head."""

SourceKey = tuple[str, int]
"""A page, and the number of a source in its reading."""

MOST_WORDS: Final = 24
"""Words of a source that are looked at."""
_NONE: Final = (None, None, ())
_ENDS: Final = frozenset("،,؛;/()[].:\n–—|")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a label names it. `page`: the page on which alone the name means anything (الوزارة), else None."""

    text: str
    name: Name
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a source is known by.

    `person`: the name of a person; `body`: the body that it is or for which it speaks, and `voice` how; `office`: the
    words of an office whose holder is not named; `document`: the telling stems of a document; `medium`: of a medium.
    """

    where: SourceKey
    name: str
    kind: str
    named: bool
    person: str | None = None
    body: Body | None = None
    voice: Voice | None = None
    office: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    medium: str | None = None


@cache
def listed(section: str) -> tuple[tuple[str, ...], ...]:
    """The lines of one section of `arabic/offices.txt`, folded."""
    text = resources.files("rawi.together.origins").joinpath("arabic/offices.txt").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, ...]]] = {}
    current: list[tuple[str, ...]] = []
    for line in text.splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            current = found.setdefault(entry[1:-1], [])
        elif entry:
            current.append(tuple(fold_text(entry).split()))
    return tuple(found[section])


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(form for line in listed(section) for word in line for form in (word, word + "ه"))


@cache
def common() -> frozenset[str]:
    """Words that name no body by themselves, without article."""
    classes = {word for kind in ("ORG", "LOC") for word in lexicon.class_words(kind)}
    return frozenset(classes | _words("common"))


def label(reading: Reading, source: Source) -> Label:
    """What a source of a page is known by."""
    where = reading.page.id, source.id
    if source.name.startswith(("وال", "فال")):
        source = replace(source, name=source.name[1:])
    entity = reading.entities[source.entity - 1] if source.entity is not None else None
    if agency := name_of(source.name):
        return Label(where, source.name, source.kind, True, medium=agency)
    if source.kind == "media":
        return Label(where, source.name, source.kind, source.named, medium=medium(source.name))
    person = entity if entity is not None and entity.type == "PER" else _person_in(reading, source)
    if person is not None and not _may_be(source, person):
        person = None
    if person is not None:
        rest = source.name.replace(person.name, " ، ")
        texts = [*(role.text for role in person.roles), *rest.split("،")]
        offices = [_office(text, reading) for text in texts]
        body, voice, office = next((one for one in offices if one[1]), next((one for one in offices if one[2]), _NONE))
        return Label(where, source.name, source.kind, source.named, person.name, body, voice, office)
    if source.kind == "document":
        return _document(reading, source)
    body, voice, office = _office(source.name, reading)
    if source.kind == "person":
        named = (source.named and bool(office)) or (voice == "spokesman" and body is not None)
        return Label(where, source.name, source.kind, named, None, body, voice, office if named else ())
    if source.kind == "group" or not source.named:
        return Label(where, source.name, source.kind, False)
    if voice is None:
        text = entity.name if entity is not None else source.name
        body, voice = _through(text, reading) or (_body(text, reading), "is")
    return Label(where, source.name, source.kind, True, None, body, voice)


def medium(name: str) -> str:
    """What a medium or agency is compared by: صحيفة الساحل and الساحل are one."""
    return name_of(name) or " ".join(parse(name, "ORG").words)


def _may_be(source: Source, person: Entity) -> bool:
    """Whether the words of a source may be of that person: not where they are another office than all of his."""
    said = {bare(fold_text(word)).removesuffix("ه") for word in _cut(source.name)}
    if said & {bare(fold_text(word)).removesuffix("ه") for word in person.name.split()}:
        return True
    offices = {word.removesuffix("ه") for section in ("head", "spokesman") for word in _words(section)}
    roles = {bare(fold_text(word)).removesuffix("ه") for role in person.roles for word in role.text.split()}
    return not said & offices or bool(said & offices & roles)


def _person_in(reading: Reading, source: Source) -> Entity | None:
    """The person whose name stands in the words of a source (شقيقه مروان شمدين)."""
    inside = [
        entity
        for entity in reading.entities
        if entity.type == "PER" and any(a <= m[0] and m[1] <= b for m in entity.mentions for a, b in source.spans)
    ]
    return inside[-1] if len(inside) == 1 and source.kind == "person" else None


def _document(reading: Reading, source: Source) -> Label:
    """A statement is its body's; another document is known again by two telling words besides what it is."""
    where = reading.page.id, source.id
    said = _cut(source.name)
    first = bare(fold_text(said[0])) if said else ""
    if is_bare(source.name):
        meant = _meant(reading, source)
        if isinstance(meant, Body):
            return Label(where, source.name, source.kind, True, None, meant, "is")
        if meant is not None:
            return replace(label(reading, meant), where=where)
    if first in _words("statement"):
        if len(said) > 1 and (body := _body(_without_clitic(" ".join(said[1:])), reading)):
            return Label(where, source.name, source.kind, True, None, body, "is")
        return Label(where, source.name, source.kind, source.named)
    return Label(where, source.name, source.kind, source.named, document=document(source.name))


def is_bare(name: str) -> bool:
    """Whether a document is called by its noun alone (البيان، التقرير المذكور), so that another mention tells which."""
    said = [bare(fold_text(word)) for word in _cut(name)]
    return bool(said) and all(word.removesuffix("ه") in _generic() for word in said[1:])


@cache
def _generic() -> frozenset[str]:
    return frozenset(word.removesuffix("ه") for word in _words("generic"))


def _meant(reading: Reading, source: Source) -> Source | Body | None:
    """The fuller document that a bare one means, the last before it on its page; a statement may also be of the body that
    stands nearest to the word in a sentence before, or that was the last to speak."""
    start = min((a for a, _ in source.spans), default=0)
    noun = bare(fold_text(_cut(source.name)[0]))
    earlier = sorted(
        (one for one in reading.sources if one.id != source.id and one.spans and one.spans[0][0] < start),
        key=lambda one: one.spans[0][0],
    )
    for one in reversed(earlier):
        said = _cut(one.name)
        if one.kind == "document" and said and bare(fold_text(said[0])) == noun and not is_bare(one.name):
            return one
    if noun not in _words("statement"):
        return None
    if body := _issuer(reading, noun, start):
        return body
    for one in reversed(earlier):
        if one.kind in ("organisation", "person") and one.named:
            told = label(reading, one)
            if told.body is not None and told.voice in ("is", "spokesman"):
                return told.body
    return None


def _issuer(reading: Reading, noun: str, start: int) -> Body | None:
    """The body that is named nearest to the first mention of a statement, in the same sentence."""
    text = reading.page.text
    for a, b in reading.sentences:
        if a >= start:
            return None
        for word in words(text[a:b]):
            plain = bare(fold_text(word.text)).removesuffix("ا")
            if plain == noun or (plain[:1] in "بلو" and plain[1:] == noun):
                at = a + word.span[0]
                near = [
                    (abs(m[0] - at), entity.name)
                    for entity in reading.entities
                    if entity.type == "ORG"
                    for m in entity.mentions
                    if a <= m[0] < b
                ]
                return _body(min(near)[1], reading) if near else None
    return None


def document(name: str) -> tuple[str, ...]:
    """The stems that tell a document from others, what sort of document it is left out; () where one word is all."""
    found = []
    for word in _cut(name):
        folded = fold_text(word)
        plain = folded[1:] if folded.startswith("ل") and folded[1:] in common() else bare(folded)
        if folded.startswith("ل") and name_of(word[1:]):
            plain = folded[1:]
        if plain in _words("agency"):
            continue
        if plain.removesuffix("ا") not in _words("document") and (told := stem(plain)):
            found.append(told)
    return tuple(found) if len(found) > 1 else ()


def described(name: str) -> str | None:
    """What one without a name is known by among those who claim the same: whose kin or counsel he is, or the medium to
    which he spoke; None where that is not told, and it may be anybody."""
    said = _cut(name)
    plain = [bare(fold_text(word)) for word in said]
    if len(said) > 1 and plain[0] in _words("kin") and fold_text(said[1]).startswith("ال"):
        return f"kin {plain[0]} {root(stem(said[1]))}"
    for n, word in enumerate(said[1:], 1):
        if word[0] != "ل":
            continue
        rest = [word[1:].lstrip("ـ"), *said[n + 1 :]]
        if bare(fold_text(rest[0])) in _words("medium"):
            rest = rest[2:] if len(rest) > 2 and fold_text(rest[1]) in _words("agency") else rest[1:]
        elif not name_of(" ".join(rest)) and "«" not in name and '"' not in name:
            continue
        if any(rest):
            return f"to {stem(said[0])} {medium(' '.join(filter(None, rest)))}"
    return None


def _cut(text: str) -> list[str]:
    """The words of a name up to the first sign that ends it, quotation marks left out."""
    found: list[str] = []
    for word in words(text)[:MOST_WORDS]:
        if word.text in _ENDS and found:
            break
        if word.text[0].isalnum():
            found.append(word.text)
    return found


def _office(text: str, reading: Reading) -> tuple[Body | None, Voice | None, tuple[str, ...]]:
    """The body of an office, how its holder speaks for it, and the words by which the office is known again.

    Of an office at no body's head (مفتش السلامة), only its words; they are known again if there are two or more.
    """
    said = _cut(text)
    plain = [bare(fold_text(word)) for word in said]
    at = 0
    heads, spokesmen = _words("head"), _words("spokesman")
    while at < len(plain) and plain[at] in lexicon.titles() and plain[at] not in heads | spokesmen:
        at += 1
    while len(plain) > at + 1 and plain[-1] in lexicon.titles():
        said.pop()
        plain.pop()
    if at >= len(plain):
        return None, None, ()
    literal = tuple(s for word in said[at:] if (s := stem(word)))
    literal = literal if len(literal) > 1 else ()
    first = plain[at].removesuffix("ه") if plain[at] in heads | spokesmen else plain[at]
    voice: Voice | None = "spokesman" if plain[at] in spokesmen else "head" if plain[at] in heads else None
    if voice is None or _words("former") & set(plain):
        return None, None, literal
    at += 1
    between = _words("between") | (_words("between_spokesman") if voice == "spokesman" else frozenset())
    while at < len(plain) and plain[at] in between:
        at += 1
    if plain[at : at + 2] == ["مجلس", "اداره"]:  # the head of its board speaks for a company
        at += 2
    if at >= len(said):
        return None, None, literal
    rest = _without_clitic(" ".join(said[at:]))
    made = next((body for office, body in listed("made") if office == first), None)
    body = _body(f"{made} {rest}" if made else rest, reading)
    if body is None:
        return None, None, literal
    return body, voice, literal or (first, *body.name.all_words)


def _through(text: str, reading: Reading) -> tuple[Body, Voice] | None:
    """The body that speaks through its press office."""
    said = _cut(text)
    plain = [bare(fold_text(word)) for word in said]
    if len(said) < 3 or plain[0] not in _words("through") or plain[1] not in _words("through_what"):
        return None
    body = _body(_without_clitic(" ".join(said[2:])), reading)
    return (body, "spokesman") if body else None


def _without_clitic(text: str) -> str:
    """لوزارة الصحة and للوزارة as وزارة الصحة and الوزارة; عن and من before them are left out."""
    first, _, rest = text.partition(" ")
    folded = fold_text(first)
    if folded in ("عن", "من", "صادر", "صدر", "نشرته", "نشره") and rest:
        return _without_clitic(rest)
    if folded.startswith("لل") and len(folded) > 4:
        return f"ال{first[2:]} {rest}".strip()
    if folded.startswith("ل") and folded[1:] in common():
        return f"{first[1:]} {rest}".strip()
    return text


def _body(text: str, reading: Reading) -> Body | None:
    """The body of these words; one that is called by a common noun alone is the one on the page that it may mean."""
    said = _cut(text)
    if len(said) > 1 and bare(fold_text(said[0])) in common() and is_bare(text):  # الشرطة المحلية
        said = said[:1]
    name = parse(" ".join(said), "ORG")
    if not name.words:
        return None
    if len(name.all_words) > 1 or name.words[0] not in common():
        return Body(" ".join(said), name)
    told = {one.all_words: (full, one) for full, one in _bodies(reading) if one.all_words[0] == name.words[0]}
    meant: list[tuple[str, Name]] = []
    for full, one in sorted(told.values(), key=lambda found: -len(found[1].all_words)):
        if not any(agreement(one, other) for _, other in meant):
            meant.append((full, one))
    if len(meant) == 1:
        return Body(*meant[0])
    return Body(" ".join(said), name, reading.page.id)


def _bodies(reading: Reading) -> list[tuple[str, Name]]:
    """The bodies that a page names by more than a common noun."""
    texts = [entity.name for entity in reading.entities if entity.type in ("ORG", "LOC")]
    texts += [source.name for source in reading.sources if source.kind == "organisation"]
    cut = [" ".join(_cut(text)) for text in texts if not is_bare(text)]
    return [(text, name) for text in cut if len((name := parse(text, "ORG")).all_words) > 1]
