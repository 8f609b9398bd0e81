"""The language of a text: by its script, then its letters and frequent words, then by py3langid.

Languages written in Arabic letters are told apart here (`identify.txt`): each word of the text speaks for the
languages whose letters, frequent words or forms (ال, a verb like يلتقي) it shows. Arabic has a start, so that a
headline without any sign is Arabic, that Arabic typed with ی and ک stays Arabic, and a name with گ or چ in it too.
Where a script belongs to one language that settles it. For the scripts of many languages, Latin, Cyrillic and
Devanagari, py3langid decides within a set: left free, it calls short Persian texts Southern Uzbek. It is loaded when
first needed.

Of a long text three parts are looked at, its beginning, middle and end, 20,000 characters each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

import regex

from rawi.language import data
from rawi.language.openers import is_bare_verb

How = Literal["letters", "words", "script", "py3langid", "no letters"]


@dataclass(frozen=True, slots=True)
class Identified:
    """The language of a text and how it is known.

    `code` is ISO 639-1 (639-3 where there is none: ckb), *und* where the text has no letters of a listed script; `name`
    is its English name (`languages.txt`). `how`: *letters* or *words* for what told languages in Arabic letters apart,
    *script*, *py3langid*, or *no letters*. `share_arabic_letters` is how many of the letters are of the Arabic script,
    0 to 1, whatever the language.
    """

    code: str
    name: str
    how: How
    share_arabic_letters: float


class _Languages(NamedTuple):
    names: dict[str, str]
    of_script: dict[str, list[str]]
    letters: dict[str, regex.Pattern[str]]


@cache
def _languages() -> _Languages:
    """What `languages.txt` says: names, the languages of each script, and a pattern for the letters of each script."""
    names: dict[str, str] = {}
    of_script: dict[str, list[str]] = {}
    for line in data.lines("languages.txt"):
        code, script, name = line.split(maxsplit=2)
        names[code] = name
        of_script.setdefault(script, []).append(code)
    letters = {script: regex.compile(rf"[\p{{L}}&&\p{{Script={script}}}]+", regex.V1) for script in of_script}
    return _Languages(names, of_script, letters)


_KANA_SHARE: Final = 0.05
"""From this share of kana on, a text in Han characters is Japanese."""

_ARABIC_SHARE: Final = 1 / 3
"""From this share of Arabic letters on, a text is in no other script: Latin words have more letters."""

_PART: Final = 20_000
_WORD: Final = regex.compile(r"[\p{L}\p{M}\u200c]+")
_KEYBOARD: Final = str.maketrans({"ی": "ي", "ک": "ك", "ہ": "ه", "ە": "ه", "ھ": "ه", "\u200c": None})
_ARABIC_START: Final = 0.2
"""How far Arabic is ahead before the first word is seen, in words that speak for a language, a word of the text."""
_ARTICLE: Final = ("ال", "وال", "بال", "لل")
_WEIGHTS: Final = {"letters": 1.0, "half": 0.5, "keys": 0.4, "trace": 0.1}


def identify(text: str) -> Identified:
    """The language of `text`. Time is bounded, however long the text is."""
    languages = _languages()
    sample = _sample(text)
    counts = {script: sum(map(len, pattern.findall(sample))) for script, pattern in languages.letters.items()}
    total = sum(counts.values())
    if not total:
        return Identified("und", "unknown", "no letters", 0.0)
    script = "Arabic" if counts["Arabic"] >= _ARABIC_SHARE * total else max(counts, key=counts.__getitem__)
    how: How = "script"
    if script == "Arabic":
        code, how = _in_arabic_letters(sample)
    elif script == "Han" and counts["Hiragana"] + counts["Katakana"] > _KANA_SHARE * total:
        code = "ja"
    elif len(languages.of_script[script]) == 1:
        code = languages.of_script[script][0]
    else:
        code, how = _classifier(script)(sample), "py3langid"
    return Identified(code, languages.names[code], how, counts["Arabic"] / total)


def _sample(text: str) -> str:
    """Beginning, middle and end of a long text; all of a short one."""
    if len(text) <= 3 * _PART:
        return text
    middle = len(text) // 2 - _PART // 2
    return "\n".join((text[:_PART], text[middle : middle + _PART], text[-_PART:]))


@cache
def _signs() -> tuple[dict[str, dict[str, float]], dict[str, frozenset[str]]]:
    """By language: what a word with each letter counts, and the frequent words."""
    letters: dict[str, dict[str, float]] = {}
    words: dict[str, frozenset[str]] = {}
    for heading, entries in data.sections("identify.txt").items():
        code, kind = heading.split()
        if kind == "words":
            words[code] = frozenset(entry.translate(_KEYBOARD) for entry in entries)
        else:
            characters = [chr(int(entry[2:], 16)) if entry.startswith("U+") else entry for entry in entries]
            letters.setdefault(code, {}).update(dict.fromkeys(characters, _WEIGHTS[kind]))
    return letters, words


def _in_arabic_letters(text: str) -> tuple[str, How]:
    """The likeliest of the languages that are written in Arabic letters, and what spoke for it more."""
    letters, frequent = _signs()
    seen = Counter(_WORD.findall(text))
    by_letters = dict.fromkeys(letters, 0.0)
    by_words = dict.fromkeys(letters, 0.0)
    for word, count in seen.items():
        same = word.translate(_KEYBOARD)
        distinct = set(word)
        for code, weights in letters.items():
            weight = max((weights[letter] for letter in distinct if letter in weights), default=0.0)
            by_letters[code] += weight * count
            if same in frequent[code]:
                by_words[code] += (1.0 - weight) * count
        if (len(word) > 4 and word.startswith(_ARTICLE)) or (len(word) > 3 and same[0] == "ي" and is_bare_verb(same)):
            by_words["ar"] += count
    by_letters["ar"] += _ARABIC_START * seen.total()
    best = max(letters, key=lambda code: by_letters[code] + by_words[code])
    return best, "letters" if by_letters[best] >= by_words[best] else "words"


@cache
def _classifier(script: str) -> Callable[[str], str]:
    """py3langid, restricted to the languages of one script."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in _languages().of_script[script] if code in identifier.labels])

    def classify(text: str) -> str:
        return str(identifier.classify(text)[0])

    return classify
