"""From a page to its reading: tag, then times and quantities, entities, attributions and chains, claims.

reading       the data: Reading, Attribution, Claim, Source, Entity
pipeline      the steps on one screen
entities      mentions of one name grouped;  roles: what the page says that they are
sources       who is who among those to whom something is attributed
attributions  cue, source, content, medium, time of saying;  nesting: which stands inside which
claims        contents and the page's own assertions, cut into clauses (clauses);  chains: through whom
document      a reading as JSON;  rows: as the yardstick takes it
"""

from rawi.reading.document import to_json
from rawi.reading.pipeline import assemble, default_tagger, read_page
from rawi.reading.reading import Attribution, Claim, Entity, Link, Reading, Role, Source, Speaker
from rawi.reading.rows import to_rows

__all__ = [
    "Attribution", "Claim", "Entity", "Link", "Reading", "Role", "Source", "Speaker",
    "assemble", "default_tagger", "read_page", "to_json", "to_rows",
]  # fmt: skip
