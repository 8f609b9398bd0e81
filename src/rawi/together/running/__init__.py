"""Bringing the pages of a desk together, page by page.

run        all that is to be done, step by step, each a transaction
placing    a page gets its story;  nearness: how near pages are
settling   the claims of a story are grouped, and what stands behind each proposition is written
growing    the same for what came to a large story
names      names that stay
across     what claims of other stories say of the same;  sketches: by what these are found;  briefs: which may be alike
edges      what people said of pages and claims
who        what people said of who is who
copied     the copies among pages
pages      a page of a desk as it now stands: its reading with what people decided
found      a proposition with all that stands behind it, as it is kept;  telling: as it is told of
"""
