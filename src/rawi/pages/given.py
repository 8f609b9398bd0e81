"""What the caller of a reader gives beside the bytes, and what every reader does with it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Literal, TypedDict, Unpack

from rawi.errors import LanguageError, OptionError
from rawi.language.identify import Identified, identify
from rawi.pages.dates import valid_date
from rawi.pages.page import Fact

FACTS = ("title", "outlet", "author", "published", "url")
"""The facts that a caller may give, with the names that they have in a `Page`."""

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LANGUAGE_SAMPLE = 20_000
"""Characters that are looked at for letters decoded wrongly."""


class Options(TypedDict, total=False):
    """The options of every reader, all of which may be left out.

    A fact is given as a `str`, whose *how* becomes "given", or as a `Fact` that has its own. `published` is an ISO date,
    which a time of day with zone may follow. `charset` is the encoding that a server told; `max_bytes` is the limit in
    place of the format's own.
    """

    origin: str | None
    title: str | Fact | None
    outlet: str | Fact | None
    author: str | Fact | None
    published: str | Fact | None
    url: str | Fact | None
    charset: str | None
    max_bytes: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """A reader's options, looked over: facts that are blank or None are empty."""

    origin: str | None = None
    charset: str | None = None
    max_bytes: int | None = None
    title: Fact = field(default_factory=Fact)
    outlet: Fact = field(default_factory=Fact)
    author: Fact = field(default_factory=Fact)
    published: Fact = field(default_factory=Fact)
    url: Fact = field(default_factory=Fact)

    @classmethod
    def of(cls, **options: Unpack[Options]) -> Given:
        """From a reader's options. Raises `OptionError` where `published` is no date."""
        strange = options.keys() - Options.__annotations__
        if strange:
            raise TypeError(f"There is no option {', '.join(sorted(strange))}.")
        return cls(
            options.get("origin"),
            options.get("charset"),
            options.get("max_bytes"),
            _fact(options.get("title")),
            _fact(options.get("outlet")),
            _fact(options.get("author")),
            _date(options.get("published")),
            _fact(options.get("url")),
        )

    def limit(self, usual: int) -> int:
        """The most bytes that are read: as the caller says, else `usual`."""
        return usual if self.max_bytes is None else self.max_bytes

    def over(self, name: Literal["title", "outlet", "author", "published", "url"], found: Fact) -> Fact:
        """The fact as the caller gave it, else as it was found. A title keeps the place where the page says the same."""
        given: Fact = getattr(self, name)
        if not given:
            return found
        if name == "title" and found.value is not None and found.value.strip() == given.value:
            return Fact(given.value, given.how, found.span)
        return given


def _fact(given: str | Fact | None) -> Fact:
    value, how = (given.value, given.how) if isinstance(given, Fact) else (given, "given")
    return Fact(value.strip(), how) if value is not None and value.strip() else Fact()


def _date(given: str | Fact | None) -> Fact:
    if given is None or (isinstance(given, Fact) and not given):
        return Fact()
    value, how = (given.value or "", given.how) if isinstance(given, Fact) else (given, "given")
    return Fact(moment(value), how)


def moment(value: str) -> str:
    """An ISO date, or a date with time and perhaps zone (2021-03-04T05:06:00+03:00), in one spelling.

    Raises `OptionError` where `value` is neither.
    """
    value = value.strip()
    day = valid_date(value)
    if day is None:
        raise OptionError(f"{value!r} is no date; write it as 2021-03-04.")
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        full = datetime.datetime.fromisoformat(value).replace(microsecond=0).isoformat()
        return full.removesuffix("+00:00") + "Z" if value[-1] in "Zz" else full
    return day


def day(value: str | None) -> str | None:
    """The day of an ISO date or moment. Raises `OptionError` where `value` is neither."""
    return None if value is None else moment(value).partition("T")[0]


def language_of(text: str, what: str = "The text") -> tuple[Identified, list[str]]:
    """The language of a text, and the warnings that follow from it; `what` begins the sentence of the error.

    Raises `LanguageError` where there are no Arabic letters.
    """
    language = identify(text)
    if not language.share_arabic_letters and not _ARABIC.search(text):
        raise LanguageError(_no_arabic(text, language, what))
    if language.code != "ar":
        return language, [f"This looks like {language.name}, not Arabic: everything that is found is unsure."]
    return language, []


def _no_arabic(text: str, language: Identified, what: str) -> str:
    if language.code == "und":
        return f"{what} holds no Arabic letters, nor any others that are known."
    try:
        again = text[:_LANGUAGE_SAMPLE].encode("cp1252", "ignore").decode("utf-8", "ignore")
    except UnicodeError:
        again = ""
    if len(_ARABIC.findall(again)) * 2 > len(again.split()):
        return f"{what} holds no Arabic letters; it looks like Arabic in UTF-8 that was decoded as Windows-1252."
    return f"{what} holds no Arabic letters; it looks like {language.name}."
