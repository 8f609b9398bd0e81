"""A name taken apart into the words by which it is compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

import regex

from rawi.language import fold_text
from rawi.names import lexicon

Kind = Literal["PER", "ORG", "LOC"]

_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SON: Final = frozenset({"بن", "ابن", "بنت"})
_GOD: Final = "الله"
_MOST_WORDS: Final = 24  # no name is longer; what is longer is compared by its first words


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the form in which it is compared.

    `words` are folded, without article; in names of people without titles and without بن, and with عبد and أبو joined
    to the word after them. `heads` are the class words that stood before them (حزب, شركة): empty for people, and where
    nothing else would be left. `fathers` are those of the words that stood after بن (سلمان in محمد بن سلمان بن عبد
    العزيز), `son`: the name begins with بن (بن علي); neither counts when names are told apart.
    """

    kind: str
    words: tuple[str, ...]
    heads: tuple[str, ...] = ()
    fathers: tuple[str, ...] = field(default=(), compare=False)
    son: bool = field(default=False, compare=False)

    @property
    def all_words(self) -> tuple[str, ...]:
        """Class words and the rest."""
        return self.heads + self.words


def bare(word: str) -> str:
    """A folded word without its article (also لل, and بال، وال in the middle of a name); at least two letters stay."""
    word = without_article(word)
    for article in ("لل", "وال", "بال"):
        if word.startswith(article) and len(word) > len(article) + 1:
            return word[len(article) :]
    return word


def without_article(word: str) -> str:
    """A folded word without ال."""
    if word.startswith("اال"):  # a common slip
        word = word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


@lru_cache(maxsize=8192)
def parse(name: str, kind: str = "PER") -> Name:
    """Take a name apart. `kind`: PER, ORG or LOC. Clitics on its first word must have been taken off (`detach`)."""
    words = _WORD.findall(fold_text(name))[:_MOST_WORDS]
    return _person(words) if kind == "PER" else _body(words, kind)


def key(name: str, kind: str = "PER") -> str:
    """The words by which a name is compared, as one string: equal keys are one spelling of one name.

    It is lossy (no article, no title, no بن) and for comparing only.
    """
    return " ".join(parse(name, kind).all_words)


def _person(words: list[str]) -> Name:
    titles, left_out, joined = lexicon.titles(), lexicon.particles("left_out"), lexicon.particles("joined")
    ending = lexicon.particles("ending")
    start = 0
    while start < len(words) - 1 and without_article(words[start]) in titles:
        start += 1
    out: list[str] = []
    fathers: list[int] = []
    open_particle = ""
    for place in range(start, len(words)):
        word = words[place]
        if open_particle:
            out.append(open_particle + without_article(word))
            open_particle = ""
        elif word in joined and place < len(words) - 1:
            open_particle = lexicon.spelt().get(word, word)
        elif word in left_out and (place < len(words) - 1 or out):
            if word in _SON:
                fathers.append(len(out))
        elif word in ending and out:
            out[-1] += without_article(word)
        else:
            out.append(_one_word(word))
    return Name("PER", tuple(out), (), tuple(out[n] for n in fathers if 0 < n < len(out)), 0 in fathers)


def _one_word(word: str) -> str:
    """عبدالله and نورالدين as if they had been written apart."""
    word = without_article(word)
    if word.startswith("عبدال") and len(word) > 6:
        return "عبد" + word[5:]
    for end in ("الدين", _GOD):
        if word.endswith(end) and len(word) > len(end) + 1:
            return word[: -len(end)] + end[2:]
    return word


def _body(words: list[str], kind: str) -> Name:
    plain = [bare(word) for word in words]
    classes = lexicon.class_words(kind)
    count = 0
    while count < len(plain) - 1 and plain[count] in classes:
        count += 1
    heads = tuple(plain[:count])
    if heads and count < len(plain) - 1 and plain[count] in lexicon.fillers():
        count += 1
    # what is written onto a word further in: لمكافحة, بمنطقة
    rest = [_inner(word, given) for word, given in zip(plain[count + 1 :], words[count + 1 :], strict=True)]
    return Name(kind, (*plain[count : count + 1], *rest), heads)


def _inner(word: str, given: str) -> str:
    return word[1:] if word == given and word[0] in "لب" and len(word) > 3 else word
