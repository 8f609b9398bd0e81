"""What a page says that a person is: وزير الطاقة before the name, or in apposition after it.

A role is read backwards from the name, word by word, to the head that governs it (وزير), and is cut where a title
begins a second one (مدير المستشفى | الدكتور). After the name it begins with a head and ends with its clause. Without a
head there is none, but for a definite noun between a verb of saying and the name (يقول المزارع ياسين).

Measured on `benchmarks/gold` (143 roles): F1 0.97 with the names given, 0.89 with those that the tagger finds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rawi.language import fold_text
from rawi.language.words import WORD
from rawi.names import detach
from rawi.reading.reading import Entity, Role, Span
from rawi.reading.role_words import QUOTES, RoleWord, read, section

_MOST_WORDS = 14  # of a role; the longest in the hand-made gold has 8
_REACH = 200  # characters before and after a name that are looked at
_COMMAS = frozenset("،,")


def find(text: str, entities: Sequence[Entity], sentences: Sequence[Span]) -> list[Entity]:
    """The entities with the roles that the page gives to people, each role once, in the order of the text.

    A role is the words of the page without clitics, courtesy (فخامة) and surrounding marks; its `text` is what stands
    at its `span`, but that لل of the first word is written ال. Time is linear in the number of mentions.
    """
    page = _Page(text, entities, sentences)
    return [_with_roles(page, entity) if entity.type == "PER" else entity for entity in entities]


def _with_roles(page: _Page, entity: Entity) -> Entity:
    found: dict[str, Role] = {}
    first_words = set(fold_text(entity.name).split())
    for mention in entity.mentions:
        attached = _attached(page.text[slice(*mention)], first_words)
        stand = [*(() if attached else before(page, mention)), *after(page, mention)]
        for role in sorted(stand, key=lambda r: r.span):
            found.setdefault(fold_text(role.text), role)
    return replace(entity, roles=tuple(sorted(found.values(), key=lambda r: r.span)))


def _attached(mention: str, words: set[str]) -> bool:
    """Whether a mention begins with a clitic, so that what stands before it is not said of it (مساعد لسامي حداد)."""
    whole = fold_text(mention).split(" ", 1)[0]
    return whole not in words and any(fold_text(rest).split(" ", 1)[0] in words for rest in detach(mention))


class _Page:
    """A page's text with where its sentences and names are."""

    def __init__(self, text: str, entities: Iterable[Entity], sentences: Sequence[Span]) -> None:
        self.text = text
        names = sorted((m, e.type) for e in entities for m in e.mentions)
        self.people = [m for m, kind in names if kind == "PER"]
        self.others = [m for m, kind in names if kind != "PER"]
        self.starts = sorted(s for s, _ in sentences)
        self.ends = sorted(e for _, e in sentences)

    def left(self, place: int) -> int:
        """How far back from a name may be looked: to the start of sentence or line, to another person's name."""
        low = max(0, place - _REACH)
        at = bisect_right(self.starts, place)
        low = max(low, self.starts[at - 1]) if at else low
        at = bisect_left(self.people, (place, 0))
        low = max(low, self.people[at - 1][1]) if at else low
        return max(low, self.text.rfind("\n", low, place) + 1)

    def right(self, place: int) -> int:
        """How far on from a name's end may be looked."""
        high = min(len(self.text), place + _REACH)
        at = bisect_left(self.ends, place)
        high = min(high, self.ends[at]) if at < len(self.ends) else high
        at = bisect_left(self.people, (place, 0))
        high = min(high, self.people[at][0]) if at < len(self.people) else high
        line = self.text.find("\n", place, high)
        return high if line < 0 else line

    def begins_name(self, place: int) -> bool:
        """Whether the name of a person begins at an offset."""
        at = bisect_left(self.people, (place, 0))
        return at < len(self.people) and self.people[at][0] == place

    def named(self, span: Span) -> bool:
        """Whether a word belongs to the name of a body or place."""
        at = bisect_right(self.others, (span[0], len(self.text) + 1))
        return at > 0 and self.others[at - 1][1] >= span[1]

    def opens(self, span: Span) -> bool:
        """Whether the name that a word belongs to begins with it."""
        at = bisect_right(self.others, (span[0], len(self.text) + 1))
        return at > 0 and self.others[at - 1][0] == span[0]

    def role(self, first: RoleWord, end: int) -> Role:
        """The role that begins with a word and ends at an offset; a quotation mark that has no partner is left out."""
        words = self.text[first.core : end]
        if (mark := _unclosed(words)) is not None:
            words = words[:mark].rstrip() or words
            end = first.core + len(words)
        if first.attached.endswith("ل") and fold_text(words).startswith("ل") and first.definite:
            return Role("ا" + words, (first.core, end))
        return Role(words, (first.core, end))


def before(page: _Page, mention: Span) -> list[Role]:
    """The roles that stand before a name, the nearest first."""
    start = page.left(mention[0])
    spans = [match.span() for match in WORD.finditer(page.text, start, mention[0])][-_MOST_WORDS:]
    words = [read(page.text, span) for span in spans]
    while words and words[-1].folded in QUOTES and not _closes(words):
        words.pop()
    found: list[Role] = []
    if len(words) > 1 and words[-1].folded == "." and words[-2].folded in section("initial"):
        found.append(page.role(words[-2], words[-1].span[1]))
        del words[-2:]
    place = len(words) - 1
    named = place > 0 and words[place].folded in section("naming")
    place -= named
    while place >= 0 and len(found) < 4:
        while place >= 0 and (words[place].folded in _COMMAS or _courtesy(words[place])):
            place -= 1
        place = _origin(words, place)
        got = _segment(page, words, place, bool(found), named)
        if got is None:
            break
        first, role, goes_on = got
        found.append(role)
        place = first - 1
        if not goes_on or named:
            break
    return found


def _unclosed(words: str) -> int | None:
    """Where the first quotation mark without a partner stands: عالم الجيولوجيا "من المعروف."""
    opened: int | None = None
    for at, c in enumerate(words):
        if c in QUOTES:
            opened = at if opened is None else None
    return opened


def _closes(words: list[RoleWord]) -> bool:
    """Whether the quotation mark that is the last word ends a quotation that begins among the words."""
    mark = words[-1].folded
    if mark in "»”":
        return any(word.folded in "«“" for word in words[:-1])
    return mark == '"' and sum(word.folded == mark for word in words) % 2 == 0


def _belongs(page: _Page, words: list[RoleWord], last: int) -> bool:
    """Whether the word before a name says that something is his (عائلة، لاغتيال), so that no role ends with it."""
    word = words[last]
    if word.definite or word.head or _apart(page, words, last):
        return False
    known = section("belonging")
    return word.stem in known or (word.stem[:1] in ("ل", "ب", "و", "ك") and word.stem[1:] in known)


def _apart(page: _Page, words: list[RoleWord], last: int) -> bool:
    """Whether a comma stands between the end of a role and what comes after it."""
    return page.text[words[last].span[1] : words[last].span[1] + 3].lstrip()[:1] in _COMMAS


def _origin(words: list[RoleWord], last: int) -> int:
    """Past an adjective of origin that stands alone after a comma: محامي الشركة، التركي أورهان."""
    if last > 1 and words[last - 1].folded in _COMMAS and words[last].definite and not words[last].head:
        return last - 2
    return last


def _courtesy(word: RoleWord) -> bool:
    return "courtesy" in word.kinds and not word.head


def _segment(page: _Page, words: list[RoleWord], last: int, outer: bool, named: bool) -> tuple[int, Role, bool] | None:
    """The role that ends with word `last`: its first word, itself, and whether another one may stand before it.

    `outer`: another role stands between it and the name; `named`: اسمه does.
    """
    place, head = last, -1
    while place >= 0:
        word = words[place]
        if word.folded in section("when") and head < 0:
            place -= 1
            continue
        if page.named(word.span) and not (word.definite and "title" in word.kinds and page.opens(word.span)):
            place -= 1
            continue
        if word.head and not _adjective(page, words, place):
            head = place
            break
        if _stops(words, place):
            break
        place -= 1
    if head < 0:
        return None if outer else _by_verb(page, words, last)
    first = words[head]
    if not named and not _governs(page, words, head, last):
        return None
    if _belongs(page, words, last):
        return None
    if "kin" in first.kinds and not (first.definite or first.owned or outer) and not _apart(page, words, last):
        return None  # والدة القتيل سامر: whose mother, not who the name is
    end = words[last].span[1]
    if first.attached:
        return head, page.role(first, end), False
    if first.definite or first.owned:
        described = all(w.definite or w.folded in section("when") for w in words[head + 1 : last + 1])
        title = described and "title" in first.kinds
        if (
            title
            and not outer
            and head == last
            and first.stem in section("team")
            and _chain(page, words, head) == head - 1
        ):
            return head - 1, page.role(words[head - 1], end), False
        deputy = head > 0 and "deputy" in words[head - 1].kinds and not words[head - 1].definite
        if deputy and head == last:
            return head - 1, page.role(words[head - 1], end), False
        farther = _chain(page, words, head)
        if farther != head and (outer or not title):
            # مستشار الرئيس before another role, كاتب نقابة صغار البحارة
            far = head - farther > 1 and "alone" not in first.kinds
            if outer or head != last or "office" not in first.kinds or far:
                return farther, page.role(words[farther], end), False
            return head, page.role(first, end), False
        if farther == head - 1:
            return head, page.role(first, end), False  # مستشار الرئيس: whose adviser, not who the name is
        return head, page.role(first, end), title or "kin" in first.kinds
    farther = _chain(page, words, head)
    return farther, page.role(words[farther], end), False


def _stops(words: list[RoleWord], place: int) -> bool:
    """Whether no role goes across a word: a comma, a border, or a verb; after a construct head it is a noun (علم)."""
    word = words[place]
    if word.border or word.folded in _COMMAS:
        return True
    return word.verb and not (place and _construct(words[place - 1]) and not words[place - 1].verb)


def _adjective(page: _Page, words: list[RoleWord], place: int) -> bool:
    """Whether a word that may be a head describes the noun before it: المكتب الإعلامي، اللواء المتقاعد."""
    word = words[place]
    if "either" not in word.kinds or word.attached or place == 0:
        return False
    noun = words[place - 1]
    if word.definite:
        return noun.definite or page.named(noun.span) or (noun.head and not noun.owned)
    return noun.head and not noun.definite and not word.owned


def _construct(word: RoleWord) -> bool:
    return not word.definite and not word.owned and word.head


def _governs(page: _Page, words: list[RoleWord], head: int, last: int) -> bool:
    """Whether what stands between a head and the end of its role can belong to it."""
    first = words[head]
    inside = words[head + 1 : last + 1]
    if not inside:
        return first.definite or first.owned or first.attached != "" or bool(first.kinds & {"kin", "title"})
    second = inside[0]
    if first.definite and (second.folded == "من" or (second.folded in ("في", "علي") and "alone" in first.kinds)):
        return False  # الاستجواب المقدم من النائب
    if first.definite and not (
        second.definite
        or second.folded in section("inside")
        or second.folded in section("when")
        or second.folded[0] in "لب"
        or page.named(second.span)
        or second.folded in QUOTES
    ):
        return False
    return inside[-1].folded not in section("inside")


def _chain(page: _Page, words: list[RoleWord], head: int) -> int:
    """The outermost head of a chain of constructs that ends with word `head`: مدير مكتب رئيس الوزراء."""
    best, place, plain = head, head - 1, 0
    while place >= 0 and plain < 4:
        word = words[place]
        if _stops(words, place) or word.folded in QUOTES or page.named(word.span):
            break
        if word.folded in section("inside") and word.folded != "باسم":
            break
        if word.folded in ("باسم", "بلسان"):
            place -= 1
            if place >= 0 and words[place].head:
                return place
            continue
        if word.head and not word.owned and not word.definite:
            best, plain = place, 0
            if word.attached:
                break
        elif word.definite or word.owned or word.head:
            break
        else:
            plain += 1
        place -= 1
    return best


def _by_verb(page: _Page, words: list[RoleWord], last: int) -> tuple[int, Role, bool] | None:
    """A definite noun with its adjectives between a verb of saying and the name: يقول المزارع ياسين."""
    place = last
    while place >= 0 and words[place].definite and not page.named(words[place].span) and last - place < 3:
        place -= 1
    if place == last or place < 0:
        return None
    saying = section("saying") | section("joining")
    if words[place].folded not in saying and words[place].folded[1:] not in saying:
        return None
    first = words[place + 1]
    if first.border or first.stem.endswith(("ين", "ون", "ات")):
        return None
    return place + 1, page.role(first, words[last].span[1]), False


def after(page: _Page, mention: Span) -> list[Role]:
    """The role that stands after a name: in commas or brackets, after وهو, or right after it."""
    text = page.text
    stop = page.right(mention[1])
    words = [read(text, match.span()) for match in WORD.finditer(text, mention[1], stop)][: _MOST_WORDS + 3]
    place = 0
    opened = ""
    if words and words[0].folded in (*_COMMAS, "(", "-", "–", "—"):
        opened = words[0].folded
        place = 1
    if place < len(words) and words[place].folded in ("وهو", "وهي"):
        place += 1
        opened = "و"
    if place >= len(words) or not words[place].head or words[place].attached or words[place].owned:
        return []
    follows = words[place + 1].folded if place + 1 < len(words) else ""
    if not opened and (_met(page, mention) or (words[place].definite and follows not in section("inside"))):
        return []
    first = place
    end, closed = _end(page, words, first, opened)
    if end == first and not (words[first].definite or opened in ("(", "و") or follows in _COMMAS):
        return []  # a bare indefinite noun: a verb or half a role
    if not closed and page.begins_name(stop):
        return []  # what stands right before the next name is his
    if not opened and not closed and end == first:
        return []
    return [page.role(words[first], words[end].span[1])]


def _end(page: _Page, words: list[RoleWord], first: int, opened: str) -> tuple[int, bool]:
    """The last word of a role that begins with word `first`, and whether a mark or a border closes it."""
    indefinite = not words[first].definite and first + 1 < len(words) and not words[first + 1].definite
    end = first
    for place in range(first + 1, len(words)):
        word = words[place]
        closing = _stops(words, place) and not page.named(word.span)
        if closing or (indefinite and word.folded.removesuffix("ه") in section("describing")):
            break
        before_it = words[place - 1]
        if not opened and (before_it.definite or page.named(before_it.span)) and not _may_follow(page, word):
            break
        if word.folded == "في" and place + 1 < len(words) and words[place + 1].stem in section("circumstance"):
            break
        if indefinite and word.folded in ("في", "علي", "من") and opened == "و":
            break
        end = place
    else:
        return _trimmed(words, first, end), len(words) > _MOST_WORDS
    return _trimmed(words, first, end), True


def _may_follow(page: _Page, word: RoleWord) -> bool:
    """Whether a word may follow a definite one within a role: مدير المستشفى السابق، وزيرة النقل في سنير."""
    inside = (
        word.folded in section("inside") - {"من", "علي"} or word.folded in section("when") or word.folded[0] in "لب"
    )
    return word.definite or word.head or inside or page.named(word.span) or word.folded in QUOTES


def _trimmed(words: list[RoleWord], first: int, end: int) -> int:
    while end > first and (
        words[end].folded in section("inside") or words[end].folded in '«“"(' or words[end].folded == "و"
    ):
        end -= 1
    return end


def _met(page: _Page, mention: Span) -> bool:
    """Whether a verb of meeting or telling stands before the name, so that what follows it is somebody else."""
    words = fold_text(page.text[page.left(mention[0]) : mention[0]]).split()[-4:]
    return any(w in section("meeting") or w[1:] in section("meeting") for w in words)
