"""Finite verbs of Arabic, told by their spelling alone: a list of verbs, and the forms that it implies.

`arabic/verbs.txt` lists verbs in the third person masculine. Every other form is made here: gender, number and person,
the passive where it is spelled otherwise, and the shortened forms after لم. Pronouns that are written onto a verb and
the س of the future are taken off when a word is looked up. What no spelling can tell (whether كتب is a verb or books)
is left to the caller: such a form is not *sure*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import regex

from rawi.language import fold_text

Aspect = Literal["perfect", "imperfect"]

_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك")
_PLAIN = frozenset(("تم", "ظل", "مر", "فر", "هز", "شن", "بث", "عم", "هب", "دق"))  # two letters, and yet sure
_SHORT = 3  # letters of a verb that with a pronoun may as well be a noun with one: قتله
_NASAL_MARKS = frozenset("\u064b\u064c\u064d")  # tanwin, which no verb bears
_DAMMA, _SHADDA = "\u064f", "\u0651"


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb. ``sure``: the spelling is hardly ever that of another word."""

    aspect: Aspect
    sure: bool
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    forms: dict[str, Verb]
    nouns: frozenset[str]


def sections(name: str) -> dict[str, list[str]]:
    """The lines of a data file of this folder under its headings, folded; `#` begins a comment."""
    out: dict[str, list[str]] = {}
    here: list[str] = []
    for line in (files("rawi.reading") / "arabic" / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            here = out.setdefault(line.strip("[]"), [])
        elif line:
            here.append(fold_text(line))
    return out


@cache
def listed_words(name: str, heading: str) -> frozenset[str]:
    """The words under one heading of a data file of this folder, folded; read once."""
    return frozenset(word for line in sections(name)[heading] for word in line.split())


@cache
def _lexicon() -> _Lexicon:
    lists = {name: [word for line in lines for word in line.split()] for name, lines in sections("verbs.txt").items()}
    nominal = frozenset(lists["nominal"])
    nouns = frozenset(lists["imperfect nouns"])
    forms: dict[str, Verb] = {}

    def add(form: str, aspect: Aspect, sure: bool, feminine: bool = False) -> None:
        known = forms.get(form)
        # of two readings as a verb the sure one is kept, and the first
        if known is None or (sure and not known.sure):
            forms[form] = Verb(aspect, sure, feminine)

    for entry in lists["verbs"]:
        did, _, does = entry.partition("/")
        does = does or _does(did)
        add(did, "perfect", did not in nominal and (len(did) > 2 or did in _PLAIN))
        for form in _passive(did):
            add(form, "perfect", form not in nominal and len(form) > _SHORT)
            add(form + "ت", "perfect", True, True)
        for form in _she_did(did):
            add(form, "perfect", form not in nominal, True)
        for form in _others_did(did):
            # كتابا and the like: the accusative of a noun is spelled as the dual of a verb
            sure = form not in nominal and len(form) > 3 and (form[-1] != "ا" or form[-2] in "تون" or len(did) > _SHORT)
            add(form, "perfect", sure and not (form[-1] == "ا" and did in nominal))
        for form in {does, *_passive_of_does(did, does)}:
            for shape in (form, *_short(form)):
                add(shape, "imperfect", shape not in nouns)
                add("ت" + shape[1:], "imperfect", "ت" + shape[1:] not in nouns, True)
                for first in "نا":
                    add(first + shape[1:], "imperfect", False)
            for shape in _they_do(form):
                add(shape, "imperfect", True)
                add("ت" + shape[1:], "imperfect", "ت" + shape[1:] not in nouns, True)
    for noun in nouns & forms.keys():
        if forms[noun].aspect == "perfect":  # تقدم: he advanced, or progress
            forms[noun] = Verb("perfect", False, forms[noun].feminine)
        else:
            del forms[noun]
    return _Lexicon(forms, nouns)


def _does(did: str) -> str:
    if did[0] == "ا" and len(did) > 3:
        rest = did[1:]
        if rest[-2] == "ا" and len(did) in (4, 6):  # أعاد، استقال
            rest = rest[:-2] + "ي" + rest[-1]
        return "ي" + rest
    return "ي" + did


def _passive(did: str) -> Iterator[str]:
    """The passive of the perfect where it is spelled otherwise: قيل، أقيم، شوهد."""
    if len(did) > 2 and did[-2] == "ا":
        yield did[:-2] + "ي" + did[-1]
    if len(did) > 3 and did[1] == "ا":
        yield did[0] + "و" + did[2:]
    if did[:4] == "استا":
        yield "استو" + did[4:]
    if len(did) > 3 and did[:2] == "تا":
        yield "تو" + did[2:]
    if did[-1] == "ا" and len(did) > 2:  # دعا، أطفأ
        yield did[:-1] + "ي"


def _passive_of_does(did: str, does: str) -> Iterator[str]:
    """يقال، يباع، يعاد."""
    if len(does) > 3 and does[-2] in "يو" and len(did) > 2 and did[-2] == "ا":
        yield does[:-2] + "ا" + does[-1]
    if does[-1] == "و":
        yield does[:-1] + "ي"


def _she_did(did: str) -> Iterator[str]:
    """She, and what is spelled like it (you, I); نفت of نفى, بقيت of بقي, which fold alike; دعت، بدأت."""
    if did[-1] in "يا":
        yield did[:-1] + "ت"
    yield did + "ت"


def _others_did(did: str) -> Iterator[str]:
    stem = did[:-1] if did[-1] in "ي" else did
    yield stem + "وا"
    if did[-1] == "ا":
        yield did[:-1] + "وا"
    yield did + "ا"
    yield from (form + "ا" for form in _she_did(did))
    yield did + "ن"
    yield did + "نا"
    if len(did) > 2 and did[-2] == "ا":  # قلت، أقمنا
        short = did[:-2] + did[-1]
        yield from (short + "ت", short + "نا", short + "ن")
    if len(did) == 2:  # رددت
        yield from (did + did[-1] + "ت", did + did[-1] + "نا")
    if did[-1] == "ا" and len(did) == 3:  # دعوت
        yield from (did[:-1] + "وت", did[:-1] + "ونا")


def _they_do(does: str) -> Iterator[str]:
    stem = does[:-1] if does[-1] in "يو" else does
    yield from (stem + "ون", stem + "وا", does + "ان", does + "ا", does + "ن")


def _short(does: str) -> Iterator[str]:
    """The forms after لم: يقل، ينف، يدع."""
    if does[-1] in "يو" and len(does) > 3:
        yield does[:-1]
    if len(does) > 3 and does[-2] in "ويا" and does[-1] not in "ويا":
        yield does[:-2] + does[-1]


def listed(folded: str) -> bool:
    """Whether a folded word is a form of a verb of the list, with nothing written onto it."""
    return folded in _lexicon().forms


def find(word: str) -> Verb | None:
    """The verb that a word may be, without conjunction before it: قال, سيقول, تقولها; None where it can be none.

    Vowel marks count: أُرفق is surely a verb, كتبٌ surely none; ة at the end or إ at the head is no verb's.
    """
    if word[-1] == "ة" or word[0] == "إ" or not _NASAL_MARKS.isdisjoint(word):
        return None
    verb = _find(fold_text(word))
    if verb is None and word[0] in "أتي" and word[1:2] == _DAMMA and len(word) > _SHORT + 2:
        return (
            None
            if word.endswith(("ات", "اء", "ون", "ين"))
            else Verb("perfect" if word[0] == "أ" else "imperfect", True)
        )
    if verb is None or verb.sure:
        return verb
    # أُرفق is passive; عبّر, with three letters, cannot be a noun
    if (_DAMMA in word[1:3] and word[2:3] != "و") or (word[2:3] == _SHADDA and len(word) == 4):
        return Verb(verb.aspect, True, verb.feminine)
    return verb


@lru_cache(maxsize=1 << 16)
def _looked_up(folded: str) -> Verb | None:
    lexicon = _lexicon()
    if known := lexicon.forms.get(folded):
        return known
    if folded in lexicon.nouns:
        return None
    if folded[0] == "س" and len(folded) > 3 and folded[1] in "يتنا":
        future = lexicon.forms.get(folded[1:]) or _with_pronoun(folded[1:], lexicon)
        if future and future.aspect == "imperfect":
            return Verb("imperfect", future.sure or folded[1] == "ي", future.feminine)
        if folded[1] == "ي" and len(folded) > 4 and folded[1:] not in lexicon.nouns and _may_be(folded[1:]):
            return Verb("imperfect", True)
    if pronoun := _with_pronoun(folded, lexicon):
        return pronoun
    if folded[0] == "ي" and len(folded) > 3 and _may_be(folded):
        return Verb("imperfect", True)
    if shaped := _DERIVED.fullmatch(folded):
        return Verb("perfect", True, (shaped["she"] or shaped["too"]) is not None)
    return None


# Unlisted verbs that show it. انفعل، افتعل، استفعل: without a long vowel no noun is spelled so. أرفقت، تسلقت: no noun with
# these first letters ends in a consonant and ت, but for foreign words.
_DERIVED = regex.compile(
    r"(?:است[^اويه]{3}|ان[^اوي]{2}[^اويهت]|ا[^اويلن]ت[^اوي][^اويهت])(?P<she>ت)?|(?P<too>(?!ال|انتر)[ات].{2,6}[^اويت]ت)"
)


def _may_be(folded: str) -> bool:
    """Whether an unlisted word in ي has no ending that only nouns have."""
    for pronoun in ("هما", "ها", "هم"):
        folded = folded.removesuffix(pronoun)
    return len(folded) > _SHORT and not folded.endswith(("يه", "ات", "يين", "اء", "ا")) and folded.isalpha()


def _find(folded: str) -> Verb | None:
    return _looked_up(folded) if 2 <= len(folded) <= 14 else None


def _with_pronoun(folded: str, lexicon: _Lexicon) -> Verb | None:
    for pronoun in _PRONOUNS:
        if not folded.endswith(pronoun) or len(folded) - len(pronoun) < 2:
            continue
        stem = folded[: -len(pronoun)]
        ways = [stem]
        if stem[-1] == "ا":
            ways = [stem[:-1] + "ي", stem]
        elif stem[-1] == "و":
            ways.append(stem + "ا")
        for way in ways:
            if (known := lexicon.forms.get(way)) and way not in lexicon.nouns:
                sure = known.aspect == "imperfect" or (len(stem) > _SHORT + known.feminine and known.sure)
                first = known.aspect == "imperfect" and stem[0] == "ا"
                return Verb(known.aspect, sure and not first, known.feminine)
    return None
