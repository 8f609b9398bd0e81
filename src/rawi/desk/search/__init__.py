"""Search: words, phrases and parts of words in claims, pages and names, in any spelling, with filters.

query       the query language                   filters    what else is asked, checked
tokens      the words of a text, with offsets    facets     filters as words of the index
stems       one form for all forms of a noun     names      whom a filter means
amounts     figures as people ask for them
expand      from words to what is in the index   plan       what to look for, for both databases
documents   what of a page goes into the index   index      put in, take out, build anew, check
sqlite, postgres   the index in either database
searching   the search itself                    rank, hits, highlight, results
"""

from rawi.desk.search.results import ClaimHit, Excerpt, Hit, NameHit, PageHit, Results
from rawi.desk.search.searching import search

__all__ = ["ClaimHit", "Excerpt", "Hit", "NameHit", "PageHit", "Results", "search"]
