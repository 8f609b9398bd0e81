"""Who is the subject of a cue that has none at it, where the sentence itself decides it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from rawi.language import fold_text
from rawi.reading import verbs
from rawi.reading.agreement import Form, checker, is_participle, of_cue, of_source
from rawi.reading.clause_words import analyse, is_verb
from rawi.reading.reading import Entity, Span
from rawi.tagger import Cue

NEAR = 80  # characters between two cues with one content
HELD = 50  # cues before one among which those that hold it are looked for
BACK = 12  # cues before a participle among which its verb is looked for
_END = re.compile(r"[.؟!\n]")
_OPENS = re.compile(r"(?:^|[.؟!\n])[\s*•–—-]*$")  # before a cue that begins a sentence
_EXPECTED = frozenset(["يتوقع", "يعتقد", "يرجح"])
_BEFORE = 10  # letters before a content in which its أن stands
_PHRASE = 90  # letters in which a subject is looked for
_LEAST, _VERB = 3, 20  # letters of a verb
_CAUSED = re.compile(r"(?<!\w)[وف]?(\w{3,}?)(هم|ها|ه)\s+$")
_CLAUSE = re.compile(r"(?<!\w)[وف]?[بل]?[أإ]ن(?P<he>ه|ها|هم|هما)?(?!\w)[ «\"“]*")
_THEN = re.compile(r"(?<!\w)ثم\s+$")
_TO_HIM = re.compile(r"\s+(?:ل|من|إلي|علي)(هم|ها|ه)(?!\w)")
_HIM = {"هم": Form("m", "many"), "ها": Form("f"), "ه": Form("m", "one")}
FIRST = re.compile(r"[وف]?(?:لا |ما )?[أن]\w+")  # as a verb in the first person begins


def settle(text: str, cues: Sequence[Cue], entities: Sequence[Entity]) -> list[Cue]:
    """The cues, in the order of the text, with other referents where the grammar of the sentence names the speaker.

    - A participle of circumstance has the subject of the main verb before it in its sentence: وقال الوزير إن …، مؤكدا أن. In the
      training articles that is so for 1,148 of 1,157 participles whose verb stands in no other's content, reports no
      other's words (نقل) and agrees with them.
    - A verb in the first person within what somebody says is his: قالت إنها «خطوة أولى وأتوقع غيرها» (22 of 22),
      قلت له إن (62 of 63).
    - A passive that is spelled as an active has nobody: ويتوقع أن, يعتقد أن at the beginning of a sentence, ينتظر أن anywhere
      (13 of 13).
    - Who takes up a content by a pronoun is who stood to it just before: نفاه النظام، لكنه أكده.
    - Whom something made think so (جعلته يعتقد) is who tells it, where the pronoun agrees.
    - Within what somebody tells, who says it *to him* is another, the subject of the clause: روى أن الحارس أوقفه وقال له إن.
    """
    people = sorted(m for e in entities if e.type == "PER" for m in e.mentions)
    fits = checker(text)
    out: list[Cue] = []
    for n, cue in enumerate(cues):
        if cue.source is None and _impersonal(text, cue):
            cue = replace(cue, referent=(), kind="unknown", named=False)
        elif cue.source is None:
            found = _of_same_content(text, out, cue) or _of_first_person(text, cues, out, n)
            found = found or _of_caused(text, out, cue, people) or _of_main_verb(text, cues, out, n)
            found = found or _of_who_tells_him(text, out, cue, people)
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
    if last is None or cue.span[0] - last.span[1] > NEAR:
        return ()
    (start, end), its = cue.content, last.content
    if end != its[1] or (start != its[0] and end > last.span[0]):  # what ends before both may begin elsewhere for each
        return ()
    if not fold_text(text[slice(*cue.span)]).endswith(("ه", "ها")):
        return ()
    return (last.source,) if last.source else last.referent


def _of_first_person(text: str, cues: Sequence[Cue], before: Sequence[Cue], n: int) -> tuple[Span, ...]:
    words = text[slice(*cues[n].span)]
    now = FIRST.fullmatch(words) is not None
    listed = verbs.listed_words("agreement.txt", "first person" if now else "first person, past")
    if fold_text(words.split()[-1].lstrip("وف")) not in listed:
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


def _of_who_tells_him(text: str, before: Sequence[Cue], cue: Cue, people: Sequence[Span]) -> tuple[Span, ...]:
    """The subject of the clause, where a verb after و or ثم that is taken for him who tells all of it is addressed to him."""
    form = _addressee(text, cue.span)
    if form is None:
        return ()
    holding = [b for b in before[-HELD:] if b.span[1] <= b.content[0] <= cue.span[0] and cue.span[1] <= b.content[1]]
    if not holding:
        return ()
    holder = min(holding, key=lambda b: b.content[1] - b.content[0])
    who = _who(holder)
    if not who or cue.referent[:1] != who[:1] or not form.agrees(_form(text, who[0], people)):
        return ()
    told = [b for b in before[-HELD:] if holder.content[0] <= b.span[0] and b.span[1] <= b.content[0]]
    clauses = [
        match
        for match in _CLAUSE.finditer(text, max(0, holder.content[0] - _BEFORE), cue.span[0])
        if not any(match.start() <= b.content[0] <= match.end() + 1 or _inside(match.start(), b.content) for b in told)
    ]
    if not clauses or clauses[-1]["he"]:
        return ()
    subject = _subject(text, clauses[-1].end(), cue.span[0], before, people)
    if subject is None:
        return ()
    she = of_cue(text[slice(*cue.span)]).gender == "f"
    return () if she and of_source(text[slice(*subject)]).gender != "f" else (subject,)  # وطلبت may be I


def _of_caused(text: str, before: Sequence[Cue], cue: Cue, people: Sequence[Span]) -> tuple[Span, ...]:
    """Who tells what made *him* think so, where nobody is taken for the one who thinks: إن الرسالة جعلته يعتقد أن."""
    match = _CAUSED.search(text, max(0, cue.span[0] - _VERB), cue.span[0])
    if match is None or cue.referent or fold_text(match[1]) not in verbs.listed_words("agreement.txt", "causing"):
        return ()
    holding = [b for b in before[-HELD:] if b.content[0] <= cue.span[0] and cue.span[1] <= b.content[1]]
    who = _who(min(holding, key=lambda b: b.content[1] - b.content[0])) if holding else ()
    return who if who and _HIM[match[2]].agrees(_form(text, who[0], people)) else ()


def _form(text: str, who: Span, people: Sequence[Span]) -> Form:
    inner = people[bisect_left(people, (who[0], 0)) : bisect_left(people, (who[1], 0))]
    return of_source(text[slice(*who)], text[slice(*inner[0])] if inner else None)


def _addressee(text: str, span: Span) -> Form | None:
    """Gender and number of whom a verb of the third person after و or ثم is addressed to by a pronoun: وقال له, ووعدها."""
    word = text[slice(*span)]
    if " " in word or len(word) < _LEAST:
        return None
    joined = word[0] == "و" and verbs.find(word[1:])
    verb = joined or (verbs.find(word) if _THEN.search(text, max(0, span[0] - _BEFORE), span[0]) else None)
    folded = fold_text(word[1:] if joined else word)
    if not verb or (verb.aspect == "imperfect" and FIRST.fullmatch(word)):
        return None
    if folded in verbs.listed_words("agreement.txt", "anybody"):  # قلت
        return None
    if match := _TO_HIM.match(text, span[1]):
        return _HIM[match[1]]
    for pronoun, form in _HIM.items():
        stem = folded.removesuffix(pronoun)
        if stem != folded and verbs.listed(stem):
            return form
    return None


def _subject(text: str, start: int, end: int, before: Sequence[Cue], people: Sequence[Span]) -> Span | None:
    """The noun phrase at the head of a clause after أن, up to its verb; a source or a name that is known as far as it goes."""
    known = [b.source for b in before if b.source and b.source[0] == start]
    if known:
        return known[0]
    words = analyse(text, (start, min(end, start + _PHRASE)))
    last = None
    for n, word in enumerate(words):
        name = next((p for p in people if p[0] <= word.span[0] < p[1]), None)
        verb = is_verb(words, n) or (n and word.verb and word.verb.aspect == "perfect" and not word.definite)
        if name is None and (verb or word.kind not in ("noun", "verb", "number") or (n and word.joined)):
            break
        last = name[1] if name else word.span[1]
    return (start, last) if last else None


def _inside(at: int, span: Span) -> bool:
    return span[0] <= at < span[1]


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
