"""Coordinated clauses: where one claim ends and the next begins.

There is no parser here. A clause is told by how it begins: with a finite verb, with إن and its noun, or with a subject
that finds its predicate before the next comma. What stands under a relative pronoun, an أن, a purpose, a condition or
a time is *governed*, and a verb that is joined to a governed one goes with that unless it shows that it does not: by
another tense, or by a comma. `arabic/clauses.txt` and `arabic/verbs.txt` hold the words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise

from rawi.language import fold_text
from rawi.reading.clause_words import (
    COMMAS,
    STOPS,
    Word,
    analyse,
    is_verb,
    lists,
    without_pronoun,
)
from rawi.reading.predicates import State, advance, fronted, has_verb, nominal_at, says_something
from rawi.reading.reading import Span
from rawi.reading.spans import QUOTES, trim
from rawi.tagger.words import TOKEN

_FAR = 7  # words after which a joined verb is no longer taken for one of the governed words
_SOME = 8  # tokens; so many always hold the two words that a clause must have
_REACH = 40  # words of a clause that are looked back at
_QUOTED = 3  # words; shorter quotations are not cut


def cut(text: str, span: Span, headline: bool = False, names: Sequence[Span] = ()) -> list[Span]:
    """The coordinated clauses of ``span``, in order, each without white space and commas at its edges.

    A clause keeps the conjunction that joins it (``bare`` takes off what the claim leaves out). Nothing is cut inside
    brackets, nor inside quotation marks round fewer than three words. In a ``headline`` a clause with its subject first
    needs no comma before it, and nouns of events are joined like other nouns. Nor is a name cut (``names``, in order): ف is
    its first letter (فيرنانديز), و within it a part of it (وحدات حماية الشعب). Linear in the length of the span.
    """
    words = analyse(text, span)
    if len(words) < 3:
        found = trim(text, span)
        return [found] if found[0] < found[1] else []
    shut = _shut(words)
    cuts = [span[0]]
    state = State(0)
    for i, word in enumerate(words):
        if (
            i
            and not shut[i]
            and not _in_name(text, names, word.span[0])
            and (_cuts_in_headline if headline else _cuts_at)(words, i, state)
        ):
            cuts.append(word.span[0])
            state = State(i)
        advance(words, i, state)
    cuts.append(span[1])
    pieces = [trim(text, piece) for piece in pairwise(cuts)]
    return [p for p in pieces if any(text[i].isalnum() for i in range(*p))]


def _in_name(text: str, names: Sequence[Span], at: int) -> bool:
    n = bisect_right(names, (at, len(text)))
    if n == 0:
        return False
    start, end = names[n - 1]
    return start < at < end or (start == at and text[at] == "ف")


def _shut(words: Sequence[Word]) -> list[bool]:
    """Which words stand in brackets or in a very short quotation, and so begin no clause."""
    shut = [False] * len(words)
    bracket: int | None = None
    quote: int | None = None
    for i, word in enumerate(words):
        if word.text in "([":
            bracket = i
        elif word.text in ")]" and bracket is not None:
            shut[bracket + 1 : i + 1] = [True] * (i - bracket)
            bracket = None
        elif word.text in QUOTES:
            if quote is not None and (word.text not in "«“" or word.text == words[quote].text == '"'):
                if sum(w.kind != "mark" for w in words[quote:i]) < _QUOTED:
                    shut[quote + 1 : i] = [True] * (i - quote - 1)
                quote = None
            else:
                quote = i
    return shut


def _cuts_at(words: Sequence[Word], i: int, state: State) -> bool:
    """Whether a clause of its own begins at ``i``."""
    word, before = words[i], words[i - 1]
    if word.joined == "ف" and not state.answered and words[state.start].bare in lists().words["answered"]:
        state.answered = True  # أما … ف, إذا … ف: one clause
        return False
    if before.kind == "mark" and before.text in STOPS:
        return word.kind != "mark" or word.text in QUOTES
    coordinator = word.bare == "و" or word.bare in lists().words["coordinators"]
    if not (word.joined or coordinator or before.kind == "mark" or _phrase(words, i)):
        return False
    if (
        i - state.start < _SOME
        and sum(w.kind != "mark" for w in words[state.start : i]) < 2
        and not _whole(words, state.start, i)
    ):
        return False
    comma = before.text in COMMAS or (before.text in QUOTES and i > 1 and words[i - 2].text in COMMAS)
    if word.joined:
        at = i
    elif coordinator:
        at = i + 1
    elif before.text == ":":
        return has_verb(words, i)
    elif comma:
        return _asyndetic(words, i, state)
    else:
        return _phrase(words, i) and _opens(words, i + 2, state, True) is not None
    if at >= len(words):
        return False
    head = word.bare if at > i else word.joined
    if head in ("كما",):
        after = words[at]
        if after.kind == "inna":
            return True
        return comma and after.bare not in lists().words["as"] and _opens(words, at, state, comma) == "verb"
    if head in ("فيما", "بينما"):
        after = words[at]
        return comma or (after.kind in ("verb", "particle") and after.bare not in ("كان", "كانت", "كانوا"))
    if head in ("لكن", "ولكن", "بل"):
        return _opens(words, at, state, True) is not None and not _is_purpose_frame(state, words, at)
    if head == "كما":
        return False
    kind = _opens(words, at, state, comma)
    if kind is None:
        return False
    if kind == "verb":
        return _free(words, at, state, comma)
    return True


def _cuts_in_headline(words: Sequence[Word], i: int, state: State) -> bool:
    word, before = words[i], words[i - 1]
    if before.text in ":|…" or before.text == ".":
        return word.kind != "mark"
    if word.joined == "و" and word.definite and word.kind == "noun" and i + 1 < len(words):
        after = words[i + 1]
        return after.verb is not None and after.verb.aspect == "imperfect" and is_verb(words, i + 1)
    first = next((w for w in words[state.start : state.start + 4] if w.kind != "mark"), word)
    event = first.bare.removeprefix("ال") in lists().words["events"] and state.verb is None
    if event and word.verb is not None and word.verb.aspect == "perfect":
        return False  # ارتفاع الضحايا وتضرر المنازل
    return _cuts_at(words, i, state)


def _whole(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a single word is a clause: a verb with its hidden subject (فضحكت)."""
    said = [j for j in range(start, end) if words[j].kind != "mark"]
    return len(said) == 1 and words[said[0]].kind == "verb" and is_verb(words, said[0]) and start > 0


def _is_purpose_frame(state: State, words: Sequence[Word], at: int) -> bool:
    return state.governed == "that" and words[at].kind == "verb" and not _main_again(words, at, state)


def _phrase(words: Sequence[Word], i: int) -> bool:
    """غير أن, إلا أن, في حين أن: joins without و."""
    if i + 2 >= len(words):
        return False
    a, b = words[i].bare, words[i + 1].bare
    return (a in ("غير", "الا", "بيد") and "ان" in (b, without_pronoun(b))) or (a == "في" and b == "حين")


def _opens(words: Sequence[Word], at: int, state: State, comma: bool) -> str | None:
    """What kind of clause begins at ``at``: one with a verb first, with إن, a nominal one; None: it is no clause."""
    word = words[at]
    if word.kind == "mark" and word.text in QUOTES and at + 1 < len(words):
        return _opens(words, at + 1, state, comma)
    if word.kind == "verb" and is_verb(words, at):
        return "verb"
    if word.kind == "particle":
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None:
            return None
        if word.bare != "ما" and (
            following.kind == "verb" or (word.bare in ("لم", "لن", "قد") and following.kind == "noun")
        ):
            return "verb"
        if word.bare in ("ليس", "ليست", "ليسوا", "لسنا", "لست"):
            return "verb"
        if word.bare == "لا" and following.kind == "noun" and not following.definite and following.verb is None:
            return "nominal" if says_something(words, state, at) and not _negated(words, state, at) else None
        if word.bare == "ما" and following.kind == "verb" and following.verb is not None:
            return "verb" if following.bare.startswith(("زال", "دام")) else None
        return None
    if word.bare in lists().words["asking"]:
        return "verb"
    if word.kind == "inna":
        return "inna" if _complements(words, at, state) else None
    if word.kind in ("relative", "subordinator"):
        if comma and word.bare == words[state.start].bare:
            return "verb"  # كيف … وكيف
        return _after_subordinate(words, at, comma)
    if word.kind == "pronoun":
        return None if word.bare in ("هو", "هي", "هما", "هم") else "nominal"
    if word.bare in ("هناك", "ثمه", "هنالك"):
        return "nominal"
    if word.kind == "preposition":
        return fronted(words, at, comma)
    return nominal_at(words, at, state, comma)


def _negated(words: Sequence[Word], state: State, at: int) -> bool:
    return any(w.bare in lists().words["negations"] for w in words[max(state.start, at - _REACH) : at])


def _complements(words: Sequence[Word], at: int, state: State) -> bool:
    """Whether وأن goes with the أن before the stretch, and not with one inside it (يجب أن … وأن)."""
    word = words[at]
    if word.bare == "ان" and word.joined and at + 1 < len(words) and words[at + 1].bare in ("لم", "كان", "كانت"):
        return False  # وإن لم: even if
    subjunctive = word.bare == "ان" and at + 1 < len(words) and words[at + 1].kind == "verb"
    return not (state.governed == "that" and subjunctive)


def _after_subordinate(words: Sequence[Word], at: int, comma: bool) -> str | None:
    """وعندما وصل، قال: a clause that begins with its own time or condition, where another follows."""
    if not comma or words[at].bare in ("من", "مما", "حيث", "اذ", "لان", "حتي"):
        if words[at].bare == "ما" and comma and at + 1 < len(words) and words[at + 1].kind in ("preposition", "verb"):
            return (
                "verb"
                if words[at + 1].bare.startswith(("زال", "دام"))
                else ("nominal" if words[at + 1].bare.startswith("لد") else None)
            )
        return None
    for j in range(at + 1, min(len(words), at + 25)):
        if words[j].text in COMMAS:
            return "nominal" if any(is_verb(words, k) for k in range(j + 1, min(j + 4, len(words)))) else None
    return None


def _free(words: Sequence[Word], at: int, state: State, comma: bool) -> bool:
    """Whether a joined verb belongs to the main clause and not to the governed words before it."""
    if state.governed is None:
        return True
    if state.governed == "that":
        return _main_again(words, at, state)
    if comma or _main_again(words, at, state):
        return True
    # without a comma the nearer verb of the same tense takes it
    return state.governed_verb is None or at - state.since > _FAR


def _main_again(words: Sequence[Word], at: int, state: State) -> bool:
    """Whether the tense of a verb joins it to the main verb and not to the governed one."""
    word = words[at]
    if word.kind == "particle" and (state.governed != "that" or word.bare == "الا"):
        return True
    if word.kind == "particle":
        return word.bare in ("قد", "لقد", "لم", "سوف") and not (
            state.governed_verb is not None and state.governed_verb.aspect == "perfect" and state.governed != "that"
        )
    verb = word.verb
    if verb is None:
        return False
    if state.governed == "that":
        return verb.aspect == "perfect" or word.bare[0] == "س"
    inner = state.governed_verb
    if inner is None:
        return False
    return verb.aspect != inner.aspect and (state.verb is None or state.verb.aspect == verb.aspect)


def _asyndetic(words: Sequence[Word], i: int, state: State) -> bool:
    """A clause after a comma with nothing to join it."""
    word = words[i]
    if word.kind == "inna" and word.bare not in ("ان", "بان", "لان", "كان"):
        return word.bare.startswith(("ان", "لكن", "ولكن"))
    if _phrase(words, i) and i + 2 < len(words):
        return True
    if word.kind == "verb" and word.verb is not None and word.verb.sure and is_verb(words, i):
        if state.verb is None or state.governed is not None:
            return False
        last = next((w for w in reversed(words[max(state.start, i - _REACH) : i]) if w.kind != "mark"), None)
        return last is not None and last.definite and i - state.start > _FAR
    if word.kind == "particle" and word.bare in ("لم", "لن", "لقد"):
        return state.verb is not None and not state.verb_is_was
    return False


def bare(text: str, span: Span) -> Span:
    """A clause without what stands outside a claim: conjunction, complementiser, linking phrase, formula, stops."""
    start, end = trim(text, span)
    phrases = lists().phrases
    for _ in range(4):
        words = list(islice(TOKEN.finditer(text, start, end), 8))
        if len(words) < 2:
            break
        folded = [fold_text(w.group()) for w in words]
        length = _phrase_length(folded, phrases["formulas"]) or _phrase_length(folded, phrases["opening pairs"])
        if not length:
            length = _phrase_length(folded, phrases["linking"])
            if length and (length >= len(folded) or folded[length] not in COMMAS):
                length = 0
        if not length and folded[0] in lists().words["openers"]:
            length = 1
        if not length or length >= len(words):
            break
        start, end = trim(text, (words[length].start(), end))
    return start, end


def _phrase_length(folded: Sequence[str], phrases: dict[str, list[list[str]]]) -> int:
    for phrase in phrases.get(folded[0], ()):
        if list(folded[: len(phrase)]) == phrase:
            return len(phrase)
    return 0
