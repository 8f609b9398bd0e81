"""Predicates: where in a clause something is said of something, and whether words say anything by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rawi.language import fold_text
from rawi.reading import verbs
from rawi.reading.clause_words import (
    COMMAS,
    PRONOUNS,
    STOPS,
    WITH_PRONOUN,
    Word,
    analyse,
    counts,
    is_indefinite,
    is_purpose,
    is_verb,
    is_who,
    lists,
)
from rawi.reading.reading import Span
from rawi.tagger.words import TOKEN

_SENTENCE = 6  # words from which running text is a sentence, and no subheading
_REACH = 40  # words of a clause that are looked back at
_NEAR = 12  # words within which a nominal clause must find its predicate


@dataclass(slots=True)
class State:
    """What has been read of a clause."""

    start: int
    verb: verbs.Verb | None = None  # the main verb
    verb_is_was: bool = False  # it is كان, whose predicate is still to come
    governed: str | None = None  # by what the last words are governed: relative, that, time
    governed_verb: verbs.Verb | None = None
    since: int = 0  # where the governed words began
    answered: bool = False  # the ف that answers أما was seen


def advance(words: Sequence[Word], i: int, state: State) -> None:
    """Take one word into the clause."""
    word = words[i]
    if word.kind == "relative" or is_who(words, i) or (word.joined == "و" and word.bare in ("هو", "هي", "هم", "هما")):
        state.governed, state.governed_verb, state.since = "relative", None, i
    elif word.kind == "subordinator":
        state.governed, state.governed_verb, state.since = "time", None, i
    elif word.kind == "inna" and word.bare == "ان" and i > state.start and not word.joined:
        state.governed, state.governed_verb, state.since = "that", None, i
    elif word.bare == "الا" and i > state.start:
        pass
    elif is_purpose(word):
        state.governed, state.governed_verb, state.since = "that", verbs.find(word.text[1:]), i
    elif word.kind == "verb" and word.verb is not None and is_verb(words, i):
        if state.governed is not None:
            if state.governed_verb is None:
                state.governed_verb = word.verb
            elif state.verb is None and state.governed != "that" and not word.joined:
                # the verb after the relative clause of a subject: الرجل الذي باع بقرته لا ينتظر
                state.verb, state.governed = word.verb, None
        elif state.verb is None:
            if _describes(words, i, state):
                state.governed, state.governed_verb, state.since = "relative", word.verb, i
            else:
                state.verb, state.verb_is_was = word.verb, word.bare in lists().words["was"]
        elif not word.joined and _describes(words, i, state):
            state.governed, state.governed_verb, state.since = "relative", word.verb, i
    elif (
        word.text in COMMAS
        and state.verb is None
        and (state.governed == "relative" or (state.governed == "time" and state.governed_verb is not None))
    ):
        # the comma that closes a relative clause in the subject, or a clause of time before the main one
        state.governed = None


def _describes(words: Sequence[Word], i: int, state: State) -> bool:
    """Whether the verb at ``i`` describes the indefinite noun before it: حريق اندلع."""
    if i == state.start:
        return False
    before = words[i - 1]
    if before.text in COMMAS and state.verb is None and i + 1 < len(words) and words[i + 1].bare in WITH_PRONOUN:
        # خطابا رسميا، اطلعت عليه الصحيفة
        return all(w.kind != "preposition" for w in words[state.start : state.start + 2])
    if before.kind == "particle" and i - 2 >= state.start:
        before = words[i - 2]
        if words[i - 1].bare in ("قد", "لقد"):
            return False
    if i - 2 < state.start or before.kind != "noun" or before.definite:
        return False
    if state.verb is not None:
        return True
    first = next((w for w in words[state.start : i] if w.kind != "mark"), before)
    if first.kind == "preposition" or first.bare in lists().words["when"]:
        # في صباح 4 مايو رست السفينة: the first verb after a fronted phrase, unless a pronoun points back (محضر فتحه)
        verb = words[i].verb
        return verb is not None and (verb.aspect == "imperfect" or words[i].bare.endswith(("ه", "ها", "هم")))
    return any(w.kind == "preposition" for w in words[state.start : min(i, state.start + _REACH)])


def fronted(words: Sequence[Word], at: int, comma: bool) -> str | None:
    """وعلى متنها 24 ألف كيس، وفي الباحة كان عشرات: a phrase set before its subject or verb."""
    end = at + 1
    if end >= len(words):
        return None
    own = words[at].bare in WITH_PRONOUN
    if not own:
        owned = (
            words[end].kind in ("noun", "verb")
            and words[end].bare.endswith(PRONOUNS[:-1])
            and not words[end].bare.startswith("ال")
        )
        first = words[end]
        end += 1
        if owned and end < len(words):
            after = words[end]
            if after.kind == "number" or (after.kind in ("noun", "verb") and not after.definite and not after.joined):
                return "nominal"
    if own and end < len(words):
        after = words[end]
        if words[at].bare.startswith("بين"):
            return None
        if after.kind in ("number", "noun", "particle") and not after.joined and comma:
            return "nominal"
        return "nominal" if after.kind == "verb" and (comma or is_verb(words, end)) else None
    if words[at].bare == "من" and first.bare in lists().words["expected"] and end < len(words):
        return "nominal"  # ومن المقرر أن
    if not comma:
        return None
    if not own and first.definite and end < len(words) and is_indefinite(words[end]):
        return "nominal"  # وعلى الجدار لوحة
    for j in range(end, min(end + _NEAR, len(words))):
        if words[j].kind == "relative" or words[j].joined or words[j].text in STOPS:
            return None
        if words[j].text in COMMAS:
            following = words[j + 1] if j + 1 < len(words) else None
            return "nominal" if following and following.kind in ("verb", "particle") and not following.joined else None
        verb = words[j].verb
        if verb is not None and verb.sure and is_verb(words, j):
            described = words[j - 1].kind == "noun" and not words[j - 1].definite and j > end
            return None if described and words[j].bare not in lists().words["was"] else "nominal"
        if words[j].kind == "particle" and words[j].bare in ("لم", "لا", "لن", "قد"):
            return "nominal"
    return None


def nominal_at(words: Sequence[Word], at: int, state: State, comma: bool) -> str | None:
    """A subject with its predicate before the next comma: والبصمات لا تزوّر. Never where و may join two nouns."""
    if not comma or (state.verb is None and not says_something(words, state, at)):
        return None
    word = words[at]
    if word.kind not in ("noun", "number"):
        return None
    if word.bare in lists().words["this"]:
        return "nominal" if _predicate(words, at + 1) else None
    if not word.definite and word.kind == "noun":
        return None
    if state.verb is None and not word.bare.startswith("ال"):
        return None  # وقيمته كذا, of the subject
    return "nominal" if _predicate(words, at + 1) else None


def says_something(words: Sequence[Word], state: State, at: int) -> bool:
    """Whether what stands before is a whole nominal clause: more than a list."""
    return any(
        w.kind in ("verb", "inna", "preposition") for w in words[state.start : min(at, state.start + _REACH)]
    ) or (nominal_predicate(words[state.start : at], 0) is not None)


def _predicate(words: Sequence[Word], at: int) -> bool:
    """Whether a predicate stands within a few words: a verb or a negation outside a relative clause."""
    relative = False
    for j in range(at, min(len(words), at + _NEAR + (6 if relative else 0))):
        word = words[j]
        if word.text in COMMAS or word.text in STOPS or word.joined == "ف":
            return False
        if word.kind == "relative":
            return _later_verb(words, j)
        if word.joined and not word.definite:
            return False
        if word.kind == "particle" and word.bare in ("لا", "لم", "لن", "قد", "ليس", "ليست"):
            return True
        if word.kind == "verb" and word.verb is not None and is_verb(words, j):
            before = words[j - 1]
            if not word.verb.sure and j == at:
                return word.verb.aspect == "imperfect"
            return before.definite or before.kind != "noun" or j == at
        if j == at and word.kind == "noun" and not word.definite and word.verb is None and not word.joined:
            # والجديد جاهز: an indefinite word right after a definite one is its predicate
            return words[at - 1].bare.startswith("ال")
        if j == at and counts(word.bare):
            return True
    return False


def _later_verb(words: Sequence[Word], relative: int) -> bool:
    """Whether after the verb of a relative clause another one follows, not joined to it."""
    seen = 0
    for j in range(relative + 1, min(len(words), relative + 12)):
        if words[j].text in STOPS or words[j].text in COMMAS:
            return False
        if words[j].kind == "verb" and is_verb(words, j):
            if words[j].joined:
                return False
            seen += 1
            if seen == 2:
                return True
    return False


def has_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a finite verb or its particle stands within a few words."""
    for j in range(at, min(len(words), at + 12)):
        if words[j].text in STOPS:
            return False
        if words[j].kind in ("verb", "particle") and (words[j].kind == "particle" or is_verb(words, j)):
            return True
    return False


def predicate_at(words: Sequence[Word]) -> int | None:
    """Where the predicate of a clause begins; None where there is only a noun with what describes it."""
    state = State(0)
    for i, word in enumerate(words):
        if word.kind == "particle" and word.bare != "ما" and state.governed is None and i + 1 < len(words):
            return i
        advance(words, i, state)
        if state.verb is not None:
            return i
        if word.kind == "inna" and state.governed is None and (i > 0 or word.text.lstrip("وف")[0] in "إل"):
            return i
    first = next((i for i, w in enumerate(words) if w.kind != "mark"), 0)
    if words[first].bare == "اما":
        return next((i for i, w in enumerate(words) if w.joined == "ف" and i > first + 1), None)
    return nominal_predicate(words, first)


def nominal_predicate(words: Sequence[Word], first: int) -> int | None:
    """والمخطوطة من الرق، وعلى غلافها أثر، التعميم مزور."""
    word = words[first]
    if first + 1 >= len(words):
        return None
    after = words[first + 1]
    if word.kind == "preposition" and fronted(words, first, True) == "nominal":
        return first
    if (
        word.kind == "pronoun"
        or word.bare in ("هناك", "ثمه")
        or (word.bare in lists().words["this"] and is_indefinite(after))
    ):
        return first + 1
    if (
        word.kind == "noun"
        and word.bare.startswith("لل")
        and after.kind == "noun"
        and not after.definite
        and not after.joined
    ):
        return first
    if word.kind == "noun" and word.definite and word.joined == "و" and after.kind in ("preposition", "number"):
        return first + 1
    if word.kind == "noun" and word.bare.startswith("ال"):
        at = first + 1
        while at + 1 < len(words) and at < first + 4 and words[at].kind == "noun" and words[at].bare.startswith("ال"):
            at += 1
        after = words[at]
        plain = after.kind == "noun" and not after.definite and not after.joined
        if plain or after.bare in ("غير", "هو", "هي", "هم"):
            return at
    return None


def _object(words: Sequence[Word]) -> bool:
    """Whether a comma stands before the first verb: خطابا رسميا، اطلعت عليه: the object of what stands elsewhere."""
    for i, word in enumerate(words):
        if word.text in COMMAS:
            return i > 1
        if word.verb is not None and is_verb(words, i):
            return False
    return False


def asserts(text: str, span: Span, headline: bool = False) -> bool:
    """Whether the words say by themselves something that can be true: a predicate of their own, and no question.

    In running text, not in a ``headline``, a first word that may be a verb or a noun is the verb where nothing else is.
    """
    words = analyse(text, span)
    said = [w for w in words if w.kind != "mark"]
    if not said or text[span[1] - 1] in "؟?" or text[span[1] : span[1] + 3].lstrip()[:1] in ("؟", "?"):
        return False
    if said[0].bare in lists().words["question words"] and not said[0].joined:
        return False
    accusative = said[0].kind == "noun" and not said[0].definite and said[0].text.endswith(("ا", "اً"))
    named = said[0].bare in lists().words["this"] or said[0].bare in lists().words["answered"]
    if accusative and not named and _object(words):
        return False
    if len(said) == 1:
        return bool(said[0].joined) and said[0].verb is not None and said[0].verb.sure
    first = said[0].verb
    alone = first is not None and first.aspect == "perfect" and len(said) >= _SENTENCE and not headline
    return alone or predicate_at(words) is not None


def tells_event(text: str, span: Span) -> bool:
    """Whether a headline without a verb says that something happened: مقتل تسعة في انفجار، تسعة قتلى في انفجار."""
    words = [w for w in analyse(text, span) if w.kind != "mark"]
    if len(words) < 3:
        return False
    if words[0].bare.removeprefix("ال") in lists().words["events"]:
        return True
    return any(w.bare in lists().words["casualties"] for w in words[1:3]) and not words[0].definite


def tells_saying(text: str, span: Span) -> bool:
    """Whether a clause beside an attribution only says that somebody spoke: ورد المتحدث على ذلك، واصفا."""
    words = analyse(text, span)
    at = predicate_at(words)
    return at is not None and words[at].bare in lists().words["speaking"]


def comments(text: str, span: Span) -> bool:
    """Whether the words are a reporter's comment on what was said: وهو ما أثار غضبا."""
    words = analyse(text, span)
    if len(words) < 4 or not any(is_verb(words, i) for i in range(len(words))):
        return False
    folded = " ".join(fold_text(m.group()) for m in list(TOKEN.finditer(text, *span))[:2])
    return any(folded == c or folded.startswith(c + " ") for c in _comments())


@cache
def _comments() -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in lists().words["comment"])


def leads_on(text: str, span: Span) -> bool:
    """Whether a short clause only leads on to what is said next: ثم عاد الرئيس (واعترف)."""
    words = analyse(text, span)
    return len(words) < 7 and any(w.bare in lists().words["leads on"] for w in words[:4])
