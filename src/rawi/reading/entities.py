"""Mentions of one name on a page, grouped to entities.

The names of a page are few, so the page itself tells most: a short form belongs to the one full name that it fits, a
clitic is one when the rest stands elsewhere without it. What fits two full names goes to the latest before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rawi.language import fold_text
from rawi.names import Name, alike, heads_agree, known, may_mean, misspelt, neighbours, parse, short_form
from rawi.reading.acronyms import pairs
from rawi.reading.agreement import gender_of
from rawi.reading.attached import without_clitics
from rawi.reading.reading import Entity, Span
from rawi.tagger import NamedMention

_MIDDLE = 3  # the rank of a short form that is neither the first nor the last word of a person's name
_DOUBLED = frozenset(["محمد", "احمد"])  # given names to which another of the same person is often added
_MOST_COMPARED = 64  # fuller names, the latest first, that a short form is held against


@dataclass(slots=True)
class _Form:
    """All mentions whose names have the same words, as numbers in the order of the text."""

    name: Name
    places: list[int] = field(default_factory=list)


def group(text: str, mentions: Sequence[NamedMention], sentences: Iterable[Span] = ()) -> list[Entity]:
    """The entities of a page, numbered from 1 in the order of the text, each with all its mentions.

    `mentions` may come in any order and must not overlap. The same words have one type on a page, the one with the
    largest sum of scores (in the annotated articles 0 of 12,228 names had two; with it 0.005 more of the tagger's names
    are right on dev). `name` is the fullest of the mentions, without clitics. `sentences` are not used so far.

    Pairs of hand-made mentions rightly linked, F1, beside linking by equal folded words: dev 0.96 (0.71), dev_madeup
    0.99 (0.71), and 0.975 and 0.97 on the training articles on which the rules were made (0.69, 0.67).
    """
    mentions = sorted(mentions, key=lambda m: m.span)
    names = without_clitics(text, mentions)
    types = _types(mentions, names)
    forms: dict[Name, _Form] = {}
    for place, (kind, name) in enumerate(zip(types, names, strict=True)):
        parsed = parse(name, kind)
        forms.setdefault(parsed, _Form(parsed)).places.append(place)
    owner = _Grouping(list(forms.values())).owners(len(mentions), pairs(text, mentions, types))
    members: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(owner):
        members[number].append(place)
    entities = []
    for number, places in enumerate(sorted(members.values()), start=1):
        fullest = max(places, key=lambda p: (_fullness(names[p], types[p]), -p))
        spans = tuple(mentions[p].span for p in places)
        entities.append(Entity(number, types[places[0]], names[fullest], spans))
    return entities


def _types(mentions: Sequence[NamedMention], names: Sequence[str]) -> list[str]:
    """For every mention the type that its words have on this page."""
    folded = [fold_text(name) for name in names]
    votes: dict[str, dict[str, float]] = defaultdict(dict)
    for mention, name in zip(mentions, folded, strict=True):
        votes[name][mention.type] = votes[name].get(mention.type, 0.0) + mention.score
    best = {name: max(types, key=types.__getitem__) for name, types in votes.items()}
    return [best[name] for name in folded]


def _fullness(name: str, kind: str) -> tuple[int, int]:
    return len(parse(name, kind).all_words), sum(map(str.isalnum, name))


class _Grouping:
    """Forms joined to entities: first those that are one name, then short forms, from the fuller to the shorter."""

    def __init__(self, forms: list[_Form]) -> None:
        self.forms = forms
        self.parent = list(range(len(forms)))
        self.with_word: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, form in enumerate(forms):
            for word in dict.fromkeys(form.name.all_words):
                self.with_word[form.name.kind, word].append(number)
        self.spellings = _spellings(form.name for form in forms)

    def owners(self, count: int, acronyms: Iterable[tuple[int, int]]) -> list[int]:
        """For every one of `count` mentions the number of its group. `acronyms`: pairs of mentions that are one."""
        of_mention = [0] * count
        for number, form in enumerate(self.forms):
            for place in form.places:
                of_mention[place] = number
        self._join_equal()
        for a, b in acronyms:
            self._join(of_mention[a], of_mention[b])
        self._join_meant()
        split: dict[int, int] = {}
        for number in sorted(range(len(self.forms)), key=self._length, reverse=True):
            split.update(self._join_short(number))
        return [self._root(split.get(place, of_mention[place])) for place in range(count)]

    def _length(self, number: int) -> tuple[int, int]:
        return len(self.forms[number].name.words), len(self.forms[number].name.heads)

    def _root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def _join(self, a: int, b: int) -> None:
        a, b = self._root(a), self._root(b)
        self.parent[max(a, b)] = min(a, b)

    def _join_equal(self) -> None:
        """Names that differ in nothing but spelling or are known to be the same."""
        first: dict[tuple[str, object], int] = {}
        for number, form in enumerate(self.forms):
            name = form.name
            for same in ("".join(name.all_words), known(name)):
                if same:
                    self._join(number, first.setdefault((name.kind, same), number))
            for other in self._misspelt(number):
                self._join(number, other)

    def _join_meant(self) -> None:
        """المملكة and the like: the country of the page that it may mean, the one most often named."""
        counts: Counter[int] = Counter()
        for number, form in enumerate(self.forms):
            counts[self._root(number)] += len(form.places)
        by_words = {(form.name.kind, form.name.all_words): number for number, form in enumerate(self.forms)}
        for short, meant in may_mean():
            place = by_words.get((short.kind, short.all_words))
            found = [self._root(by_words[m.kind, m.all_words]) for m in meant if (m.kind, m.all_words) in by_words]
            if place is not None and found:
                self._join(place, max(found, key=lambda root: counts[root]))

    def _misspelt(self, number: int) -> Iterator[int]:
        """Earlier forms with as many words, one of which is a spelling of one of this form's."""
        name = self.forms[number].name
        spelt = [w for word in name.words for w in self.spellings.get((name.kind, word), ())]
        found = dict.fromkeys(n for w in spelt for n in self.with_word[name.kind, w][-_MOST_COMPARED:])
        yield from (n for n in found if n < number and misspelt(name, self.forms[n].name))

    def _fuller(self, number: int) -> Iterator[int]:
        """Forms with more words than this one that hold its rarest word or a spelling of it."""
        name = self.forms[number].name
        rarest: list[int] | None = None
        for word in name.words:
            spelt = (word, *self.spellings.get((name.kind, word), ()))
            holding = [n for w in spelt for n in self.with_word[name.kind, w][-_MOST_COMPARED:]]
            if rarest is None or len(holding) < len(rarest):
                rarest = holding
        yield from (n for n in dict.fromkeys(rarest or ()) if self._length(n) > self._length(number))

    def _join_short(self, number: int) -> dict[int, int]:
        """Join a short form to its full name. Where it fits several: for each of its mentions, which it means."""
        form = self.forms[number]
        ranked: dict[int, list[int]] = defaultdict(list)
        for other in self._fuller(number):
            long = self.forms[other].name
            rank = 1 if form.name.words == long.words else short_form(form.name, long)
            if rank == _MIDDLE and _fathers(form.name, long):
                continue
            if rank and (form.name.words != long.words or heads_agree(form.name, long)):
                ranked[rank].append(other)
        if not ranked:
            return {}
        best = ranked[min(ranked)]
        roots = {self._root(other) for other in best}
        if len(roots) == 1:
            self._join(number, best[0])
            return {}
        before = sorted((place, other) for other in best for place in self.forms[other].places)
        return {place: _latest(before, place) for place in form.places}


def _fathers(name: Name, long: Name) -> bool:
    """Whether a lone given name is the father's in a longer one: فهد is not ماجد فهد السبيعي; محمد صلاح حامد may be صلاح."""
    return len(name.words) == 1 and gender_of(name.words[0]) is not None and long.words[0] not in _DOUBLED


def _latest(before: list[tuple[int, int]], place: int) -> int:
    """The form whose mention stands latest before a place; the first after it where there is none."""
    at = bisect_left(before, (place, -1))
    return before[at - 1][1] if at else before[0][1]


def _spellings(names: Iterable[Name]) -> dict[tuple[str, str], tuple[str, ...]]:
    """For every word of the names, by type, the other words of the page that may be spellings of it."""
    words = dict.fromkeys((name.kind, word) for name in names for word in name.words)
    buckets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, word in words:
        for key in neighbours(word):
            buckets[kind, key].append(word)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (kind, _), members in buckets.items():
        some = members[-8:]  # a bound for hostile pages; real ones have two or three
        for i, a in enumerate(some):
            for b in some[:i]:
                if alike(a, b, True):
                    found[kind, a].add(b)
                    found[kind, b].add(a)
    return {key: tuple(sorted(others)) for key, others in found.items()}
