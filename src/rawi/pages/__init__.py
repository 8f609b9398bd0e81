"""Pages: from bytes or text to a page whose title, body and furniture are told apart.

formats  which format bytes are in, and the reader of each
given    what the caller gives beside the bytes
capture  the bytes of one page as they came: containers (files that hold many) and addresses give them
decode   bytes to text
text     plain text pages: pasted, or copied from a browser
lines, layout, blocks    what each line looks like, where the article stands, which kind each piece is
bylines, datelines, biographies, captions, dates    what is told there
facts    title, author, outlet, agency, date of publication
"""

from rawi.pages.decode import Decoded, decode
from rawi.pages.formats import read_page
from rawi.pages.given import Options
from rawi.pages.limits import MAX_BYTES
from rawi.pages.page import Block, BlockKind, Fact, Page
from rawi.pages.text import page_of_article, read_text

__all__ = [
    "MAX_BYTES",
    "Block",
    "BlockKind",
    "Decoded",
    "Fact",
    "Options",
    "Page",
    "decode",
    "page_of_article",
    "read_page",
    "read_text",
]
