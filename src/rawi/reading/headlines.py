"""Headlines that begin with who speaks, a colon and what is said: «مياه الساحل»: الضخ يعود الليلة.

The tagger knows most of them; a name of a few words before the colon tells the rest. In the training articles the colon
after a person's name of up to three words is a cue 120 of 122 times, after the name of a body or a name in
quotation marks 59 of 66 times; after a place it is not (ليبيا: اختطاف طبيب).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rawi.reading.reading import Span
from rawi.reading.spans import QUOTES, trim, unquote
from rawi.tagger import Cue, NamedMention

SCORE = 0.9
MOST_WORDS = 3  # before the colon
_LEAST = 4  # letters of what is said
_HEADLINE = re.compile(r"\s*([^:\n]{2,60}?)\s{0,4}(:)\s+(?=\S)")
_QUOTED = re.compile(r"[«\"“][^«»\"“”]{2,40}[»\"”]")


def added(text: str, title: Span, cues: Sequence[Cue], names: Sequence[NamedMention]) -> list[Cue]:
    """The cues in the order of the text with that of the headline's colon, where it begins with a name and has none."""
    match = _HEADLINE.match(text, *title)
    if match is None or len(match[1].split()) > MOST_WORDS:
        return list(cues)
    at, who = match.start(2), match.span(1)
    kind = _kind(text, who, names)
    said = unquote(text, trim(text, (match.end(), title[1])))
    if kind is None or said[1] - said[0] < _LEAST:
        return list(cues)
    if any(cue.span[0] <= at or cue.content[0] <= at for cue in cues if cue.span[0] < title[1]):
        return list(cues)
    return sorted([*cues, _cue(at, who, said, kind)], key=lambda cue: cue.span)


def _kind(text: str, who: Span, names: Sequence[NamedMention]) -> str | None:
    """What speaks: a person or a body whose name is all of the words; None for a place, and for words without a name."""
    start, end = who
    for name in names:
        if start <= name.span[0] and name.span[1] <= end and not text[start : name.span[0]].strip(QUOTES):
            if text[name.span[1] : end].strip(QUOTES):
                continue
            return {"PER": "person", "ORG": "organisation"}.get(name.type)
    return "organisation" if _QUOTED.fullmatch(text, start, end) else None


def _cue(at: int, who: Span, said: Span, kind: str) -> Cue:
    return Cue(
        span=(at, at + 1),
        source=who,
        content=said,
        stance="states",
        form="direct",
        kind=kind,
        named=True,
        referent=(who,),
        score=SCORE,
        source_score=SCORE,
        content_score=SCORE,
        stance_score=SCORE,
        referent_score=SCORE,
    )
