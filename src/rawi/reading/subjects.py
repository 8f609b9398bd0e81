"""Who is the subject of a cue that has none at it, where the sentence itself decides it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from rawi.language import fold_text
from rawi.reading import verbs
from rawi.reading.agreement import checker, is_participle
from rawi.reading.reading import Entity, Span
from rawi.tagger import Cue

NEAR = 80  # characters between two cues with one content
HELD = 50  # cues before one among which those that hold it are looked for
BACK = 12  # cues before a participle among which its verb is looked for
_END = re.compile(r"[.؟!\n]")
_OPENS = re.compile(r"(?:^|[.؟!\n])[\s*•–—-]*$")  # before a cue that begins a sentence
_EXPECTED = frozenset(["يتوقع", "يعتقد", "يرجح"])
FIRST = re.compile(r"[وف]?(?:لا |ما )?[أن]\w+")  # as a verb in the first person begins


def settle(text: str, cues: Sequence[Cue], entities: Sequence[Entity]) -> list[Cue]:
    """The cues, in the order of the text, with other referents where the grammar of the sentence names the speaker.

    - A participle of circumstance has the subject of the main verb before it in its sentence: وقال الوزير إن …، مؤكدا أن. In the
      training articles that is so for 1,148 of 1,157 participles whose verb stands in no other's content, reports no
      other's words (نقل) and agrees with them.
    - A verb in the first person within what somebody says is his: قالت إنها «خطوة أولى وأتوقع غيرها» (22 of 22).
    - A passive that is spelled as an active has nobody: ويتوقع أن, يعتقد أن at the beginning of a sentence, ينتظر أن anywhere
      (13 of 13).
    - Who takes up a content by a pronoun is who stood to it just before: نفاه النظام، لكنه أكده.
    """
    people = sorted(m for e in entities if e.type == "PER" for m in e.mentions)
    fits = checker(text)
    out: list[Cue] = []
    for n, cue in enumerate(cues):
        if cue.source is None and _impersonal(text, cue):
            cue = replace(cue, referent=(), kind="unknown", named=False)
        elif cue.source is None:
            found = _of_same_content(text, out, cue) or _of_first_person(text, cues, out, n)
            found = found or _of_main_verb(text, cues, out, n)
            if found and found != cue.referent:
                inner = people[bisect_left(people, (found[0][0], 0)) : bisect_left(people, (found[0][1], 0))]
                if fits(cue.span, found[0], inner):
                    cue = replace(cue, referent=found)
        out.append(cue)
    return out


def _impersonal(text: str, cue: Cue) -> bool:
    word = fold_text(text[slice(*cue.span)])
    start = cue.span[0]
    if word[0] in "وف":
        word = word[1:]
    if word == "ينتظر":
        return True
    return word in _EXPECTED and _OPENS.search(text, max(0, start - 6), start) is not None


def _of_same_content(text: str, before: Sequence[Cue], cue: Cue) -> tuple[Span, ...]:
    last = before[-1] if before else None
    if last is None or cue.content != last.content or cue.span[0] - last.span[1] > NEAR:
        return ()
    if not fold_text(text[slice(*cue.span)]).endswith(("ه", "ها")):
        return ()
    return (last.source,) if last.source else last.referent


def _of_first_person(text: str, cues: Sequence[Cue], before: Sequence[Cue], n: int) -> tuple[Span, ...]:
    words = text[slice(*cues[n].span)]
    first_person = verbs.listed_words("agreement.txt", "first person")
    if not FIRST.fullmatch(words) or fold_text(words.split()[-1].lstrip("وف")) not in first_person:
        return ()
    holding = [b for b in before[-HELD:] if b.content[0] <= cues[n].span[0] and cues[n].span[1] <= b.content[1]]
    return _who(min(holding, key=lambda b: b.content[1] - b.content[0])) if holding else ()


def _of_main_verb(text: str, cues: Sequence[Cue], before: Sequence[Cue], n: int) -> tuple[Span, ...]:
    words = text[slice(*cues[n].span)]
    if " " in words or not is_participle(words) or _nested(cues, n):
        return ()
    for k in reversed(range(max(0, n - BACK), n)):
        if _END.search(text, before[k].span[1], cues[n].span[0]):
            return ()
        if not _nested(cues, k):
            verb = text[slice(*before[k].span)]
            return _who(before[k]) if " " not in verb and _of_own_words(verb) else ()
    return ()


def _nested(cues: Sequence[Cue], n: int) -> bool:
    """Whether a cue stands in what another one near it gives."""
    start, end = cues[n].span
    near = [*cues[max(0, n - BACK) : n], *cues[n + 1 : n + 1 + BACK]]
    return any(c.content[0] <= start and end <= c.content[1] for c in near)


def _who(cue: Cue) -> tuple[Span, ...]:
    return cue.referent or ((cue.source,) if cue.source else ())


def _of_own_words(word: str) -> bool:
    """Whether a word is a verb by which somebody gives words of his own: قال, and not نقل, نسب, سئل."""
    forms = (word, word[1:]) if word[0] in "وف" else (word,)
    relaying = verbs.listed_words("agreement.txt", "others' words")
    if any(fold_text(f).removesuffix("ت") in relaying for f in forms):
        return False
    return is_participle(word) or any(len(f) > 1 and verbs.find(f) for f in forms)
