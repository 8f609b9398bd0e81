"""Who is who among the sources of a page, also where nobody has a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rawi.language import fold_text
from rawi.names import detach
from rawi.reading.reading import Entity, Source, Span, Spans
from rawi.reading.spans import overlap, size
from rawi.reading.speakers import joined, of_kin
from rawi.tagger import Cue

# Cues that take their source with a preposition, folded: وفقا لوزارة النقل.
GOVERNING = frozenset(
    ["فقا", "طبقا", "استنادا", "تبعا", "نسبه", "خلافا", "فاقا", "سندا"]
)  # less the و that lstrip takes as well


@dataclass(slots=True)
class _Group:
    kind: str
    entity: int | None
    votes: list[tuple[bool, bool]] = field(default_factory=list)  # of each cue: whether its source stands there, named
    referents: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    governed: list[Span] = field(default_factory=list)  # those with a preposition written onto them


def identify(text: str, cues: Sequence[Cue], entities: Sequence[Entity]) -> tuple[list[Source], list[int | None]]:
    """The sources of a page, and for every cue the number of its source (None where nothing says who).

    Two cues have one source when the tagger points both to the same words, when both name the same entity, or when a
    definite short form (المصدر) follows a source with that head. An indefinite second official is a source of his own.
    """
    named = sorted(((m, e) for e in entities for m in e.mentions), key=lambda x: x[0])
    groups: list[_Group] = []
    of_cue: list[int | None] = []
    for cue in cues:
        meant = _meant(cue)
        if not meant:
            of_cue.append(None)
            continue
        entity = _entity(text, meant[0], cue.kind, named)
        if entity is None and cue.source and cue.source not in meant:
            entity = _entity(text, cue.source, cue.kind, named)
        number = _known(text, groups, meant, cue, entity)
        if number is not None and cue.source and _other_kind(groups[number].kind, cue.kind):
            meant = [cue.source]
            number = _known(text, groups, meant, cue, None)
        if number is None:
            groups.append(_Group(cue.kind, entity))
            number = len(groups) - 1
        group = groups[number]
        group.entity = group.entity if group.entity is not None else entity
        group.votes.append((cue.source is not None, cue.named))
        group.referents += [m for m in meant if m not in group.referents]
        if cue.source and cue.source not in group.spans:
            group.spans.append(cue.source)
            if fold_text(text[slice(*cue.span)]).lstrip("و") in GOVERNING and cue.span[1] <= cue.source[0]:
                group.governed.append(cue.source)
        of_cue.append(number)
    order = sorted(range(len(groups)), key=lambda g: min(groups[g].spans + groups[g].referents))
    place = {g: n for n, g in enumerate(order, start=1)}
    begins = {m[0]: e.name for m, e in reversed(named)}
    sources = [_source(text, place[g], groups[g], begins) for g in order]
    return sources, [None if g is None else place[g] for g in of_cue]


def _other_kind(known: str, here: str) -> bool:
    """Whether a person is taken for a body or the other way round: البلدية is not its president."""
    return {known, here} in ({"person", "organisation"}, {"person", "media"})


def _meant(cue: Cue) -> list[Span]:
    """The words that say who it is. A document is itself, also where the tagger points to who issued it."""
    if cue.source and cue.kind == "document":
        return [cue.source]
    return list(cue.referent) or ([cue.source] if cue.source else [])


def _source(text: str, number: int, group: _Group, begins: Mapping[int, str]) -> Source:
    """The source; its name is who is meant in full, without what stands after the name (its places have that).

    ``begins``: the names that begin at an offset, without clitics.
    """
    longest = max(group.referents or group.spans, key=lambda s: size(text, [s]))
    words = text[slice(*longest)]
    name = bare(words) if longest in group.governed else _detached(words, begins.get(longest[0], ""))
    return Source(number, name, group.kind, _named(group), group.entity, tuple(sorted(group.spans)))


def _detached(words: str, name: str) -> str:
    """Words that begin with a name, without what is written onto it: لهيئة السلامة where هيئة السلامة is the name."""
    first = fold_text(name).split(" ", 1)[0]
    if not first or fold_text(words).split(" ", 1)[0] == first:
        return words
    return next((rest for rest in detach(words) if fold_text(rest).split(" ", 1)[0] == first), words)


def _named(group: _Group) -> bool:
    """Whether the reader can tell who it is: by its entity, else as most cues at which its words stand have it."""
    if group.entity is not None and group.kind in ("person", "organisation", "media"):
        return True
    votes = [named for there, named in group.votes if there] or [named for _, named in group.votes]
    return 2 * sum(votes) > len(votes)


def bare(words: str) -> str:
    """The words without the preposition that وفقا or استنادا asks for: لوزارة, للوزير, إلى تقرير."""
    if words.startswith("لل"):
        return "ال" + words[2:]
    return words[1:] if words.startswith(("ل", "ب")) else words.removeprefix("إلى ")


def _entity(text: str, span: Span, kind: str, named: Sequence[tuple[Span, Entity]]) -> int | None:
    """The entity that a source is: the person named in a person's words; the body that an organisation's words name."""
    first = bisect_left(named, span[0], key=lambda x: x[0][0])
    last = bisect_left(named, span[1], first, key=lambda x: x[0][0])
    inside = [(m, e) for m, e in named[first:last] if m[1] <= span[1]]
    if kind == "person":
        people = [(m, e) for m, e in inside if e.type == "PER" and not of_kin(text, span, m)]
        if not people or joined(text, [(m, e.id) for m, e in people], span):  # several joined are a source of their own
            return None
        return people[0][1].id  # the names that follow stand in apposition: منصور الزين، خليفة عمر الصباغ
    if kind in ("organisation", "media"):
        # the head of the words, not a name further in (المتحدث باسم الوزارة is not the ministry)
        heads = [(m, e) for m, e in inside if e.type in ("ORG", "LOC") and not text[span[0] : m[0]].strip(' «"“”»،')]
        whole = [(m, e) for m, e in inside if 2 * size(text, [m]) >= size(text, [span]) and e.type != "PER"]
        best = heads or whole
        return best[0][1].id if best else None
    return None


def _known(text: str, groups: list[_Group], meant: Spans | list[Span], cue: Cue, entity: int | None) -> int | None:
    for n, group in enumerate(groups):
        if any(2 * overlap([m], [r]) > max(m[1] - m[0], r[1] - r[0]) for m in meant for r in group.referents):
            return n
        if entity is not None and group.entity == entity:
            return n
    if entity is not None:
        return None
    words = fold_text(text[slice(*meant[0])]).split()
    for n in reversed(range(len(groups))):
        group = groups[n]
        if group.kind != cue.kind:
            continue
        for r in group.referents:
            other = fold_text(text[slice(*r)]).split()
            if words and other and words == other and (cue.named or words[0].startswith("ال")):
                return n
            if len(words) == 1 and words[0].startswith("ال") and other and words[0][2:] == other[0].removeprefix("ال"):
                return n
    return None
