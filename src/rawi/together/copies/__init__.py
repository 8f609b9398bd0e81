"""Copies: passages that stand in an earlier page nearly word for word.

    copies      find, compare, between: the copies of a new page, of some pages, of two
    index       which earlier pages may share a passage with this one
    screening   which of these are worth an alignment
    postings    which pages hold a shingle, in memory
    on_desk     all of it on a desk: bring_in, forget
    shingles    the runs of words by which a copy is noticed
    alignment   the passages that two pages share
    direction   which page has it from which
    wording     the words of a page;  packing: as bytes
    folding     a text folded, with the places of its letters
    hashing     words and runs of words as numbers

>>> from rawi.pages import Page
>>> from rawi.together import copies
>>> one = Page("1", "قالت البلدية إن الجسر القديم سيغلق أمام الشاحنات ابتداء من صباح الأحد المقبل لترميمه", ())
>>> two = Page("2", "ذكر سكان أن الجسر القديم سيُغلق امام الشاحنات إبتداء من صباح الاحد المقبل لترميمه، وفق بيان", ())
>>> [(two.text[slice(*c.span)], c.kind) for c in copies.compare([one, two])]
[('أن الجسر القديم سيُغلق امام الشاحنات إبتداء من صباح الاحد المقبل لترميمه', 'verbatim')]
"""

from rawi.together.copies.copies import Copy, between, compare, find
from rawi.together.copies.index import CopyIndex
from rawi.together.copies.wording import Wording, wording

__all__ = ["Copy", "CopyIndex", "Wording", "between", "compare", "find", "wording"]
