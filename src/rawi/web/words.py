"""What the terms of a reading are called in the interface, and the signs that tell stances apart without colour."""

from __future__ import annotations

from typing import Final


def N_(message: str) -> str:
    """Mark a message that is translated where it is shown."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a message that has a plural."""
    return one, many


TERMS: Final = {
    # stances
    "states": N_("says"),
    "confirms": N_("confirms"),
    "denies": N_("denies"),
    "withholds": N_("declines to say"),
    "alleges": N_("alleges"),
    "believes": N_("believes"),
    "asks": N_("asks"),
    "calls_for": N_("calls for"),
    "commits": N_("promises"),
    # kinds of sources
    "person": N_("person"),
    "group": N_("group"),
    "organisation": N_("organisation"),
    "media": N_("media"),
    "document": N_("document"),
    "unknown": N_("unknown"),
    "PER": N_("person"),
    "ORG": N_("organisation"),
    "LOC": N_("place"),
    "source": N_("source"),
    # links of a chain
    "page": N_("page"),
    "outlet": N_("outlet"),
    "agency": N_("agency"),
    "author": N_("author"),
    # states of a claim, and decisions
    "read": N_("as read"),
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
    "corrected": N_("corrected"),
    "added": N_("added"),
    "changed": N_("changed"),
    "replaced": N_("replaced"),
    "accept": N_("acceptance"),
    "reject": N_("rejection"),
    "correct": N_("correction"),
    "undo": N_("taking back"),
    "add": N_("addition"),
    "note": N_("note"),
    "checked": N_("checked"),
    "not_news": N_("no news"),
    "merge": N_("merging"),
    "split": N_("splitting"),
    "same": N_("the same"),
    "not_same": N_("not the same"),
    "copied_from": N_("copied"),
    # facts of a page
    "title": N_("title"),
    "published": N_("published"),
    "language": N_("language"),
    "genre": N_("genre"),
    "url": N_("address"),
    "ar": N_("Arabic"),
    "en": N_("English"),
    # calendars
    "gregorian": N_("Gregorian"),
    "hijri": N_("Hijri"),
    "solar": N_("Solar Hijri"),
    # forms of speech
    "direct": N_("direct"),
    "indirect": N_("indirect"),
    "mixed": N_("mixed"),
}
"""Terms that are shown, by their name in a reading."""

HOWS: Final = {
    "given": N_("given with the page"),
    "first line": N_("its first line"),
    "repeated line": N_("a line that is repeated"),
    "line over the text": N_("the line over the text"),
    "line": N_("a line of its own"),
    "byline": N_("its byline"),
    "dateline": N_("its dateline"),
    "date line": N_("the line with its date"),
    "last update": N_("its last update"),
    "top of the page": N_("the top of the page"),
    "letters": N_("its letters"),
    "biography": N_("what is told of its author"),
    "masthead": N_("its masthead"),
    "notice of rights": N_("its notice of rights"),
    "notice": N_("a notice on it"),
    "breadcrumb": N_("its place in the site"),
    "host": N_("the name of its site"),
    "address": N_("its address"),
    "feed": N_("the feed"),
    "feed entry": N_("its entry in the feed"),
}
"""How a fact of a page is known, where that is told in words; what names a place in its markup stays as it is."""

SIGNS: Final = {
    "states": "", "confirms": "✓", "denies": "✕", "withholds": "∅", "alleges": "!", "believes": "≈", "asks": "?",
    "calls_for": "↑", "commits": "⚑",
}  # fmt: skip


def term(name: str) -> str:
    """The message for a term; itself where there is none."""
    return TERMS.get(name, name)


def how(known: str | None) -> str:
    """The message for how a fact is known, "" where it names a place in the markup of the page."""
    return HOWS.get(known or "", "")


def stance_sign(stance: str) -> str:
    """A sign for a stance, "" for merely saying."""
    return SIGNS.get(stance, "")


def nameless(link: str) -> str:
    """The message for a link of a chain that has no name."""
    return N_("nobody named") if link == "attribution" else N_("the page")
