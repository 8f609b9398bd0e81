"""Markup to a tree, within limits.

Limits: `MAX_TAGS` tags, `MAX_ATTRIBUTES` attributes of one, and libxml2's depth of 2,048 elements. A page nested deeper
(usually because nothing in it is ever closed) is read a second time without the tags that nest, so its text is kept.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from rawi.errors import InputError

MAX_TAGS = 1_000_000
"""Tags of the largest page that is read; pages of news have some thousands."""

MAX_ATTRIBUTES = 500
"""Attributes of the largest element; one with more loses them all, since libxml2's time grows with their square."""

_ATTRIBUTE = r"(?>[\s/\"']*+[^\s=>\"'/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+)"
_CROWDED = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]{{0,40}})(?=[\s/]){_ATTRIBUTE}{{{MAX_ATTRIBUTES + 1}}}{_ATTRIBUTE}*+")

# What keeps its meaning without nesting; everything else is a break.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>")
_KEPT = frozenset(("p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "meta", "title", "script", "style", "time", "link"))
_INLINE = frozenset(("a", "b", "i", "em", "strong", "font", "span", "u", "small", "big", "sup", "sub", "mark", "abbr"))


def parse(markup: str) -> tuple[HtmlElement, bool]:
    """The tree of the markup, and whether its nesting had to be undone.

    Raises `InputError` where there are too many tags, or no element at all.
    """
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise InputError(f"The page has {tags:,} tags, more than the limit of {MAX_TAGS:,}.")
    markup = _CROWDED.sub(r"<\1", markup)
    tree, deep = _tree(markup)
    if not deep:
        return tree, False
    return _tree(_flat(markup))[0], True


def _tree(markup: str) -> tuple[HtmlElement, bool]:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    raw = markup.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = document_fromstring(raw, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("The page holds no HTML that can be read.") from error
    deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return tree, deep


def _flat(markup: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        name = match.group(2).lower()
        if name in _KEPT:
            return match.group()
        return "" if name in _INLINE else "<br>"

    return _TAG.sub(replaced, markup)
