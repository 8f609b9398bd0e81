"""What sites run into the end of the last paragraph: the link to the page, its tags, how to write to its author.

رابط الخبر بصحيفة الميناء: افتتاح الجسر ؛ سمات الميناء الجسر البلدية ؛ للتواصل مع الكاتب ارسل رسالة
"""

from __future__ import annotations

import re
from functools import cache

from rawi.language import fold, fold_text
from rawi.pages import lexicon

_REACH = 400
"""Characters at the end of a paragraph that are looked at: no tail is longer."""

_MOST_TAGS = 24
_COLON_WITHIN = 40
_SENTENCE_END = re.compile(r"[.!؟?؛…\"'”»]\s*[\"'”»)\]]?\s*$")
_SENTENCE_MARK = re.compile(r"[.!؟?؛،,:]")


def find(text: str, start: int, end: int) -> int | None:
    """Where the tail of `text[start:end]` begins, the last paragraph of a text; None where it has none.

    Of 1,900 pages of one outlet 1,547 have a link so, of another's 1,330 1,193 have tags.
    """
    low = max(start, end - _REACH)
    folded = fold(text[low:end])
    for match in _phrases().finditer(folded.text):
        at = low + folded.starts[match.start()]
        if at > start and _is_tail(_sections()[match[0]], text[low:at], text[low + folded.starts[match.end()] : end]):
            return at
    return None


def _is_tail(section: str, before: str, rest: str) -> bool:
    if section == "links":
        return ":" in rest[:_COLON_WITHIN]
    if section == "tags":
        return (
            len(rest.split()) <= _MOST_TAGS
            and not _SENTENCE_MARK.search(rest)
            and _SENTENCE_END.search(before) is not None
        )
    return True


@cache
def _sections() -> dict[str, str]:
    return {fold_text(phrase): section for section, phrases in lexicon.read("tails.toml").items() for phrase in phrases}


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_sections(), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_a-z])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
