"""What the desk says where something cannot be done, in the language of the interface.

The desk speaks English, whoever asks it. A sentence of its that people meet in the browser is known here by its form, {}
where something of its own stands; one that is not known stays English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from rawi.web.words import N_

MISSING: Final = (
    N_("There is no page {} in the desk."),
    N_("The desk has no page {}."),
    N_("The page has no claim {}."),
    N_("Page {} does not name entity {}."),
    N_("No page of this desk has these bytes."),
    N_("Nothing is attributed to an entity {}."),
    N_("Nothing is attributed to anybody of that name."),
    N_("The desk has no entity {}."),
    N_("No proposition ends with anybody of that name."),
    N_("There is no story {} in the desk."),
    N_("There is no proposition {} in the desk."),
    N_("Proposition {} is no longer claimed by several pages."),
    N_("Proposition {} is to be made again: rawi together."),
    N_("There is no decision {}."),
    N_("There is no saved search {}."),
)
"""Forms of what says that something is not there."""

DAMAGED: Final = (
    N_("The desk {} is damaged; rawi check tells what can be saved."),
    N_("{} is no desk, or its beginning is damaged; rawi check tells what can be saved."),
)
"""Forms of what says that the file of the desk is damaged."""

SENTENCES: Final = (
    *MISSING,
    *DAMAGED,
    N_("There is no such stance or kind of sources."),
    N_("Nothing is said that could be put right; of {} these can: {}."),
    N_("The page itself claims this; if somebody else says it, add the attribution with its cue."),
    N_("There is no failure {}; rawi failures lists them."),
    N_("Entity {} is merged with no other; to split it, name pages on which it is another."),
    N_("Names have no {}; look among claims or pages."),
    N_("after is a key that a search gave as `next`; this is none."),
    N_("This desk was started without the web (--offline): save the page and add the file."),
    N_("An address of the web begins with http:// or https://."),
    N_("Nothing was given: choose files, paste a text, or give an address."),
    N_("{} is no selection."),
    N_("{} is nothing that can be decided on a claim."),
    N_("{} is nothing that can be decided on a page."),
    N_("{} is nothing that can be decided on a name."),
    N_("This is no number of the desk."),
    N_("This is nothing that can be said of two claims or two pages."),
    N_("A search as an address has {} characters at most."),
    N_("The process that reads pages does not answer; try again."),
    N_("The disk on which the desk {} lies is full; nothing of this step was written."),
    N_("The desk {} cannot be written to: the file or its folder is read-only."),
    N_("The desk {} cannot be read or written: the disk is full or failing."),
    N_("The desk {} is in use by another process that does not let go of it."),
    N_("The desk {} cannot be opened: the file or its folder cannot be written to."),
    N_("The desk {} cannot be opened: it is not allowed."),
    N_("The server of the desk {} has no room or memory left; nothing of this step was written."),
    N_("The server of the desk {} cannot be reached, or went away."),
    N_("The server of the desk {} is shutting down or starting up."),
    N_("The desk {} cannot be written to: its server takes reads only."),
    N_("The user of the desk {} may not do this in its database."),
    N_("The desk {} is damaged (its server says so)."),
    N_("The desk is being closed."),
    N_("{} is no kind of dispute."),
    N_("{} is no kind of origin."),
    N_("{} is no type of names."),
    N_("{} is no stance."),
    N_("{} is neither supports nor denies."),
    N_("after is a key that a list gave as `next`; this is none."),
    N_("as is one of {}."),
    N_("Give two different pages to compare."),
    N_("A page is given by its number."),
    N_("Choose the words that are claimed."),
    N_("Choose the words that report it too, such as: said."),
    N_("Words {} to {}: there are words 1 to {}, the first before the last."),
    N_("Choose at least one name that is the same."),
    N_("Choose at least one page on which it is somebody else."),
    N_("Give two different entities to merge."),
    N_("Both ends of the link are the same."),
    N_("Decision {} is undone already; undo the undo to bring it back."),
    N_("This {} is not on the page, or no longer so; look at the page again."),
    N_("{} is no day; write it as 2021-01-31."),
    N_("{} needs days as 2021-01-31; {} is none."),
    N_("{} ends before it begins: {}, {}."),
    N_("{} stands in more than {} words; give more of its letters."),
    N_("The query has {} characters; {} are the most."),
    N_("The query has no letter and no digit to look for."),
    N_("The query has more than {} words."),
    N_("A part of a word needs {} letters side by side: {}"),
    N_("The name of a search is text of 1 to {} characters."),
    N_("A desk keeps {} searches; take one away first."),
    N_("No saved search {} was taken away."),
    N_("There is a saved search {} already; give another name."),
    N_("A figure is a number, or two with .. between, and perhaps a unit: 100..250 percent."),
    N_("{} is empty."),
    N_("{} has {} characters, more than the limit of {}."),
)
"""Their forms, the special ones before the general."""

_LONGEST: Final = 2000
_ISOLATE, _END = "\u2068", "\u2069"
_RIGHT: Final = "\u200f"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.escape(form).replace(r"\{\}", "(.{1,400}?)"), re.DOTALL)


_KNOWN: Final = tuple((form, _pattern(form)) for form in SENTENCES)


def _reads_from_the_right(words: str) -> bool:
    return next((d in ("R", "AL") for d in map(unicodedata.bidirectional, words) if d in ("L", "R", "AL")), False)


def is_missing(said: str) -> bool:
    """Whether a sentence of the desk says that what was asked for is not there."""
    return _is_one_of(MISSING, said)


def is_damaged(said: str) -> bool:
    """Whether a sentence of the desk says that its file is damaged."""
    return _is_one_of(DAMAGED, said)


def _is_one_of(forms: tuple[str, ...], said: str) -> bool:
    return len(said) <= _LONGEST and any(pattern.fullmatch(said) for form, pattern in _KNOWN if form in forms)


def sentence(said: str, gettext: Callable[[str], str]) -> str:
    """A sentence of the desk in the language of a catalogue; as it is where it is none of these."""
    for form, pattern in _KNOWN if len(said) <= _LONGEST else ():
        if found := pattern.fullmatch(said):
            told = gettext(form)
            if told == form:
                return said
            # what begins with something of its own keeps the direction of the sentence
            mark = _RIGHT if told.startswith("{") and _reads_from_the_right(told) else ""
            return mark + told.format(*(f"{_ISOLATE}{part}{_END}" for part in found.groups()))
    return said
