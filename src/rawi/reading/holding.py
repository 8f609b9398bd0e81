"""How far a content goes that holds the words of somebody told of in it.

قالت إن الموظف أخذ المفتاح، ووعدها بإصلاح الباب، وإنها انتظرت شهرا: all of it is hers, also what he promises. The tagger ends
contents too early at the second cue, or lets the second one's run on over what is the first one's again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from rawi.reading import verbs
from rawi.reading.agreement import is_participle
from rawi.reading.nesting import NEAR
from rawi.reading.reading import Span
from rawi.reading.resumed import goes_on, quoted, same
from rawi.reading.spans import trim
from rawi.tagger import Cue

_GAP = 12  # characters between a content and the cue that follows it: a comma, ثم
_BETWEEN = re.compile(r"[\s،,]*(?:ثم\s+)?")
# ، وأن and ، وإنها: what goes on with the clause that begins with the same word
_AGAIN = re.compile(r"[،,؛]\s*(?=و([أإ]ن)(?:ه|ها|هم|هما|نا|ني|ي)?\s)")
_THAT = re.compile(r"(?:^|\s)ب?([أإ]ن)ّ?\s*[«\"“:]?\s*$")
_THAT_HE = re.compile(r"[«\"“ ]*ب?([أإ]ن)ّ?(?:ه|ها|هم|هما|نا|ني|ي)?(?!\w)")
_MOST = 5000  # letters of a content that is looked at
_BEFORE = 10  # letters before a content in which its أن stands
_WIDE = 2  # letters over the end of a content that are still its end


def settle(text: str, cues: Sequence[Cue], sentences: Sequence[Span]) -> list[Cue]:
    """The cues, in the order of the text, with contents that go on as far as the grammar of their sentence has them.

    - What somebody told of in a content says next is told in it too: of 1,018 cues in the training articles whose
      speaker is named within the content before them, participles left out, 1,016 stand in it.
    - ، وأن goes on with the content after أن, not with one after it that has no أن of its own, and ، وإن with that
      after إن: what follows is in the nearer content 1 of 163 times, in that with the same word 151 of 160 times.
    """
    out = list(cues)
    places = [cue.span[0] for cue in out]
    for start, end in sentences:
        first, last = bisect_left(places, start), bisect_left(places, end)
        if last - first > 1:
            for n in range(first + 1, last):
                _take_in(text, out, first, n)
            for match in _AGAIN.finditer(text, places[first], end):
                here = bisect_left(places, match.start())
                _go_on(text, out, range(max(first, here - NEAR), min(last, here + NEAR)), match, end)
    return out


def _take_in(text: str, out: list[Cue], first: int, n: int) -> None:
    """Let contents that end just before cue ``n`` go on over it, where its speaker is named in them."""
    cue = out[n]
    who = cue.referent or ((cue.source,) if cue.source else ())
    if not who or (cue.source is None and is_participle(text[slice(*cue.span)])):
        return  # a participle has the subject of the verb before it, who need not be told of
    begin = min(cue.span[0], cue.source[0]) if cue.source else cue.span[0]
    for k in range(max(first, n - NEAR), n):
        holder = out[k]
        start, end = holder.content
        if not (holder.span[1] <= start < end <= begin <= end + _GAP and _BETWEEN.fullmatch(text, end, begin)):
            continue
        own = {*holder.referent, holder.source}
        if all(start <= w[0] and w[1] <= end and w not in own for w in who):
            out[k] = replace(holder, content=trim(text, (start, max(cue.content[1], cue.span[1]))))


def _go_on(text: str, out: list[Cue], near: range, match: re.Match[str], end: int) -> None:
    """Give what follows ، وأن to the content that begins with أن, and take it from those after it that do not."""
    at = match.start()
    before = [n for n in near if out[n].span[0] < at]
    begun = {n: _that(text, out[n]) for n in before}
    same = [n for n in before if begun[n] == match[1] and out[n].span[1] <= out[n].content[0] < at]
    if len(same) > 1:  # أن within أن: that which goes on already
        same = [n for n in same if out[n].content[1] > at + _WIDE]
    if not same or at - out[same[-1]].content[0] > _MOST or quoted(text, out[same[-1]].content[0], at):
        return
    holder = out[same[-1]]
    inner = [n for n in before if n > same[-1] and out[n].content[0] > holder.content[0]]
    if not inner or any(not out[n].span[1] <= out[n].content[0] < at or begun[n] == "أن" == match[1] for n in inner):
        return
    reach = max(holder.content[1], *(out[n].content[1] for n in inner))
    if reach <= at + _WIDE:
        reach = _end(text, [out[n] for n in near if out[n].span[0] > at], holder, end)
    for n in inner:
        cut = trim(text, (out[n].content[0], at))
        if out[n].content[1] > at + _WIDE and cut[0] < cut[1]:
            out[n] = replace(out[n], content=cut)
    if reach > holder.content[1]:
        out[same[-1]] = replace(holder, content=trim(text, (holder.content[0], reach)))


def _end(text: str, later: Sequence[Cue], holder: Cue, end: int) -> int:
    """The end of the sentence, or the first cue before it by which the same speaker goes on, or that is no verb (بحسب)."""
    for cue in later:
        word = text[slice(*cue.span)]
        if goes_on(word) and same(holder, cue):
            return cue.span[0]
        if not any(verbs.find(form) for form in (word, word[1:]) if len(form) > 1):
            return cue.span[0]
    return end


def _that(text: str, cue: Cue) -> str | None:
    """أن or إن, where the content begins with it or stands after it; بأن is أن."""
    start = cue.content[0]
    found = _THAT.search(text[max(0, start - _BEFORE) : start]) or _THAT_HE.match(text, start)
    return found[1] if found else None
