"""Names, usable alone: the words by which a name is compared, and whether two names may be of one and the same.

    name      parse, key: a name as folded words without titles, class words, article and بن
    compare   same: how well two names agree (equal, but for a class word, a short form, a slip)
    spelling  alike: whether two words are one in two spellings
    clitics   detach: what may be written onto a name
    lexicon   the data under `arabic/`: titles, class words, particles, look-alikes, aliases

>>> from rawi.names import key, same
>>> key("الدكتور سامي بن عبد الله الحداد")
'سامي عبدله حداد'
>>> same("حداد", "سامي الحداد")
0.7
"""

from rawi.names.clitics import detach
from rawi.names.compare import agreement, heads_agree, known, may_mean, misspelt, same, short_form
from rawi.names.name import Name, key, parse
from rawi.names.spelling import alike, neighbours

__all__ = [
    "Name", "agreement", "alike", "detach", "heads_agree", "key", "known", "may_mean", "misspelt", "neighbours",
    "parse", "same", "short_form",
]  # fmt: skip
