"""Biographies of the author at the end of an article, also where they were run into its last paragraph."""

from __future__ import annotations

import re
from functools import cache

from rawi.language import fold_text
from rawi.pages import lexicon, lines, people
from rawi.pages.bylines import Byline
from rawi.pages.datelines import Part

_REACH = 1_500
"""Characters from the end of a paragraph in which a biography may begin."""

_LONGEST = 700
"""Characters of the longest line that is taken for a biography."""

_WORD = re.compile(r"\S+")
_PRONOUN = re.compile(r"(?<!\S)(?:هو|هي)(?!\S)")
_STAR = re.compile(r"(?:(?<=\s)|(?<=[.؟!»\"]))[*٭•]\s*(?=\w)")
_SENTENCE = re.compile(r"[.؟!»][\s\u200f]+")


@cache
def _words() -> frozenset[str]:
    return lexicon.keys_of("bylines.toml", "biography_words")


def read(words: str, start: int, *, before: str, author: str | None = None) -> Byline | None:
    """What a line of its own tells that is a biography: * سامي حداد كاتب وباحث في …؛ * كاتب من …

    `before` is the text in front of it (somebody whom the article speaks of is no author), `author` his name where a
    byline told it. The byline's author is None where the line tells only what he is.
    """
    body = lines.without_mark(words)
    if len(words) > _LONGEST or not body:
        return None
    marked = body != words and words.lstrip()[0] in "*٭•"
    offset = start + len(words) - len(body)
    tokens = _tokens(body, 14)
    if marked and tokens and _is_role(tokens[0][2]) and len(body) < 200:
        return Byline(how="biography")
    found = _introduced(body, tokens)
    if not found:
        return None
    name_start, name_end, pronoun = found
    name = body[name_start:name_end]
    known = (author is not None and _same(name, author)) or _alone(name, before)
    if not known:
        if not marked and _mentioned(name, before):
            return None
        evidence = len(_words().intersection(lexicon.key(body).split())) + 2 * marked + pronoun
        if evidence < 1 or (not pronoun and not marked and not people.is_name(name)):
            return None
    return Byline(Part("name", offset + name_start, offset + name_end, name), None, None, "biography")


def run_in(text: str, start: int, end: int, *, author: str | None = None) -> tuple[int, Byline] | None:
    """Where a biography begins that was run into the end of the paragraph `text[start:end]`, and what it tells.

    It begins with a star; or with a sentence of its own; or, where nobody set a stop, with a name before هو or هي and
    what he is (… في المنطقة سايروس يعقوبي هو محلل).
    """
    low = max(start + 1, end - _REACH)
    for star in _STAR.finditer(text, low, end):
        byline = read(text[star.start() : end], star.start(), before=text[: star.start()], author=author)
        if byline:
            return star.start(), byline
    sentences = [match.end() for match in _SENTENCE.finditer(text, low, end)]
    for begin in sentences[-4:]:
        byline = read(text[begin:end], begin, before=text[:begin], author=author)
        if byline:
            return begin, byline
    for pronoun in _PRONOUN.finditer(text, low, end):
        byline_at = _unstopped(text, low, pronoun.start(), pronoun.end(), end, author)
        if byline_at:
            return byline_at
    return None


def _unstopped(
    text: str, low: int, pronoun: int, after: int, end: int, author: str | None
) -> tuple[int, Byline] | None:
    following = _tokens(text[after : after + 60], 2)
    if not following or not any(_is_role(key) for _, _, key in following) or end - pronoun > _LONGEST:
        return None
    window = text[max(low, pronoun - 80) : pronoun]
    before = list(_WORD.finditer(window))
    # The window may have cut its first word.
    if len(window) == 80:
        before = before[1:]
    count = people.name_before([match.group() for match in before])
    if not count:
        return None
    begin = pronoun - len(window) + before[-count].start()
    finish = pronoun - len(window) + before[-1].end()
    name = people.bare(text[begin:finish])
    previous = lexicon.key(before[-count - 1].group()) if len(before) > count else ""
    if previous in people.STRUCTURE or previous.startswith(("وقال", "واكد")):
        return None
    known = (author is not None and _same(name, author)) or _alone(name, text[:begin])
    words = lexicon.key(text[after:end]).split()
    if not known and (not _words().intersection(words) or _mentioned(name, text[:begin])):
        return None
    return begin, Byline(Part("name", begin, begin + len(name), name), None, None, "biography")


def _introduced(body: str, tokens: list[tuple[int, int, str]]) -> tuple[int, int, bool] | None:
    """Name and role at the beginning of `body`: the span of the name, and whether a pronoun stands between them."""
    for place in range(1, min(8, len(tokens))):
        begin, _, key = tokens[place]
        pronoun = key in ("هو", "هي")
        role = _is_role(key)
        if not pronoun and not role:
            continue
        # A title before the name (الكاتب سامي حداد) is no role after it.
        name = people.without_title(body[tokens[0][0] : begin])
        at = body.find(name)
        if pronoun and not any(_is_role(after) for _, _, after in tokens[place + 1 : place + 3]):
            return None
        if len(name.split()) < 2 or not people.is_name(name, known=True):
            continue
        if len(name.split()) > 3 and not people.is_name(name):
            return None
        return at, at + len(name), pronoun
    return None


def _tokens(words: str, limit: int) -> list[tuple[int, int, str]]:
    tokens = []
    for match in _WORD.finditer(words):
        key = lexicon.key(match.group())
        if key:
            tokens.append((match.start(), match.end(), key))
        if len(tokens) == limit:
            break
    return tokens


def _is_role(key: str) -> bool:
    roles = people.roles()
    return key in roles or key.split(" ", maxsplit=1)[0] in roles


def _same(name: str, author: str) -> bool:
    return lexicon.key(name) == lexicon.key(author) or lexicon.key(name) in lexicon.key(author)


def _alone(name: str, before: str) -> bool:
    """Whether the name stands as a line of its own in the text before, as the author's does."""
    return re.search(rf"(?m)^[ \t*]{{0,4}}{re.escape(name)}[ \t\r]{{0,4}}$", before[:20_000]) is not None


def _mentioned(name: str, before: str) -> bool:
    """Whether the last word of the name stands in the text before: then it is somebody whom the article speaks of."""
    last = fold_text(people.bare(name.rsplit(maxsplit=1)[-1]))
    return re.search(rf"(?<!\w)و?{re.escape(last)}(?!\w)", fold_text(before[-200_000:])) is not None
