"""Why something was not read, and what can be done, in the language of whoever reads it.

The code that reads pages speaks English, whoever asks it; its sentences are kept as they were said. In another language
they are known by their form, from that language's file (`ar/reasons.txt`), {} where something of its own stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "ar")
"""In which sentences can be told; the first is that of the code."""
LONGEST: Final = 4000
"""Characters of a sentence that is looked up."""
_MARKS: Final = ("\u2068", "\u2069")
_DEEP: Final = 3  # sentences within one another


@dataclass(frozen=True, slots=True)
class Form:
    """A form of sentences: the words between what they tell of their own, and what it is called in the language."""

    pieces: tuple[str, ...]
    told: str

    def parts(self, said: str) -> list[str] | None:
        """What stands for each {}; None where the sentence is none of this form. Each is as short as can be.

        Linear in the length of the sentence.
        """
        first, last = self.pieces[0], self.pieces[-1]
        if len(self.pieces) == 1:
            return [] if said == first else None
        if not said.startswith(first) or not said.endswith(last):
            return None
        stop = len(said) - len(last)
        found, at = [], len(first)
        for piece in self.pieces[1:-1]:
            there = said.find(piece, at + 1, stop)
            if there < 0:
                return None
            found.append(said[at:there])
            at = there + len(piece)
        return [*found, said[at:stop]] if at < stop else None


@cache
def forms(code: str) -> tuple[Form, ...]:
    """The forms of a language, those with most words of their own first; none where the code's own sentences will do."""
    source = files("rawi.wording").joinpath(code, "reasons.txt")
    if not source.is_file():
        return ()
    lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    found = [Form(tuple(one.split("{}")), told) for one, told in zip(lines[::2], lines[1::2], strict=True)]
    return tuple(sorted(found, key=lambda form: -sum(map(len, form.pieces))))


def reason(said: str, code: str, deep: int = _DEEP) -> str:
    """A sentence in a language, what it tells of its own in direction isolates; as it is where its form is not known."""
    return _told(said, code, deep) or said


def is_known(said: str, code: str) -> bool:
    """Whether the form of a sentence is known in a language."""
    return _told(said, code, _DEEP) is not None


def _told(said: str, code: str, deep: int) -> str | None:
    for form in forms(code) if len(said) <= LONGEST else ():
        parts = form.parts(said)
        if parts is not None:
            within = [_within(part, code, deep - 1) for part in parts]
            pieces = form.told.split("{}")
            isolated = [f"{_MARKS[0]}{part}{_MARKS[1]}" for part in within]
            return "".join(piece for pair in zip(pieces, [*isolated, ""], strict=True) for piece in pair)
    return None


def _within(part: str, code: str, deep: int) -> str:
    """What stands in a sentence: words that are known, another sentence, also without its full stop, or a thing's own name."""
    if deep < 0:
        return part
    whole = _told(f"{part}.", code, deep)
    return _told(part, code, deep) or (whole.removesuffix(".") if whole else part)
