"""Cues as the tagger gives them, made from words of a text."""

from rawi.tagger import Cue


def at(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """The place of words in the text (the nth time that they stand there)."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def cue(text: str, words: str, source: str | None, content: str, **other) -> Cue:
    """A cue; ``referent`` may be words, () or left out (then it is the source)."""
    referent = other.pop("referent", source)
    given = {
        "stance": "states", "form": "indirect", "kind": "person", "named": True, "score": 0.95, "source_score": 0.9,
        "content_score": 0.9, "stance_score": 0.9, "referent_score": 0.8,
    }  # fmt: skip
    return Cue(
        span=at(text, words, other.pop("nth", 0)),
        source=at(text, source) if source else None,
        content=at(text, content),
        referent=(at(text, referent),) if referent else (),
        **(given | other),
    )
