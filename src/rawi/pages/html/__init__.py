"""Web pages: HTML, saved pages and MHTML, from bytes to a page whose article is told from its furniture.

recognise   whether bytes are HTML or MHTML (cheap; nothing heavy is imported for it)
encoding    bytes to markup, by byte order mark, content, and what the page declares
mhtml       the main document of an MHTML file, and its address
parse       markup to a tree, within limits
walk        the tree to the page's text: rows, each with its place in the tree
phrases     words by which furniture within web pages is known
hints       what names of elements, classes and ids say about the words in them
main_text   which rows trafilatura (and the page's own articleBody) take for the article
place       which rows are the article's text
label       the kind of every row
structured  JSON-LD, microdata and meta elements
moments     dates and times as pages write them, in four calendars
metadata    title, author, outlet, date, address of the page, each with how it is known
read        all of it: `read_html`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from rawi.pages.html.recognise import is_html

if TYPE_CHECKING:
    from rawi.pages.given import Options
    from rawi.pages.page import Page

__all__ = ["is_html", "read_html"]


def read_html(raw: bytes, **options: Unpack[Options]) -> Page:
    """The page that HTML or MHTML is; see `rawi.pages.html.read.read_html`. lxml and trafilatura load on first use."""
    from rawi.pages.html.read import read_html as read

    return read(raw, **options)
