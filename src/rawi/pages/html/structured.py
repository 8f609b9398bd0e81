"""What a page says of itself for machines: JSON-LD, microdata and meta elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from rawi.pages.html import walk

_MAX_SCRIPT = 2_000_000
"""Characters of one JSON-LD script; longer ones are not read."""
_MAX_NODES = 20_000
"""Objects of JSON-LD that are looked at."""
_ARTICLE_TYPES = """
article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle
reviewnewsarticle askpublicnewsarticle advertisercontentarticle report blogposting liveblogposting
socialmediaposting techarticle scholarlyarticle satiricalarticle
"""
_ARTICLES = frozenset(_ARTICLE_TYPES.split())
_PAGES = frozenset(
    ("webpage", "itempage", "newsmediapage", "videoobject", "imagegallery", "creativework", "mediagallery")
)
_TAG = re.compile(r"<[^<>]{1,500}>")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING = re.compile(r",(\s*[}\]])")


@dataclass(slots=True)
class Person:
    """Somebody named in the data of a page: `kind` is the type that the data give, in small letters."""

    name: str
    kind: str = ""


@dataclass(slots=True)
class Article:
    """What one kind of data says of the article; lists hold what is said in the order of the page."""

    titles: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    authors: list[Person] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Data:
    """All that a page says for machines."""

    linked: Article
    micro: Article
    meta: dict[str, list[str]]
    canonical: str | None
    page_title: str
    organisations: list[str]


def read(tree: HtmlElement) -> Data:
    """The data of a tree. Broken JSON-LD is left out."""
    linked = Article()
    organisations: list[str] = []
    budget = [_MAX_NODES]
    nodes = [node for script in tree.iter("script") for node in _loaded(script, budget)]
    for node in nodes:
        if _types(node) & {"website", "newsmediaorganization"}:
            organisations.extend(_names(node))
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name")
        content = element.get("content")
        if name and content and content.strip():
            meta.setdefault(name.strip().lower()[:80], []).append(plain(content))
    canonical = next(
        (link.get("href", "").strip() for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"), None
    )
    title = next((element.text_content() for element in tree.iter("title") if _in_head(element)), "")
    articles = _of_this_page(
        [node for node in nodes if _ARTICLES & _types(node)], [*meta.get("og:title", []), plain(title)]
    )
    for node in articles:
        _add(linked, node, full=True)
    for node in nodes:
        if _PAGES & _types(node) and node not in articles:
            _add(linked, node, full=False)
    return Data(linked, _microdata(tree), meta, canonical, plain(title), organisations)


def _of_this_page(articles: list[dict[str, Any]], titles: list[str]) -> list[dict[str, Any]]:
    """The articles that are the page's own: pages list other articles, too, and those have other headlines."""
    headlines = [next(iter(_strings(node.get("headline")) or _strings(node.get("name"))), "") for node in articles]
    named = [headline for headline in headlines if len(headline) > 3]
    own = next((headline for headline in named if any(headline in title for title in titles)), next(iter(named), ""))
    return [node for node, headline in zip(articles, headlines, strict=True) if headline in (own, "")]


def _in_head(element: HtmlElement) -> bool:
    """Pictures have titles, too."""
    parent = element.getparent()
    return parent is not None and parent.tag in ("head", "html", "body")


def plain(value: str) -> str:
    """A value as it is shown: pages write entities and tags into data, where they stand for themselves."""
    if "&" in value:
        value = html.unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    return " ".join(value.split())


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def _loaded(script: HtmlElement, budget: list[int]) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    source = (script.text or "").strip()
    if not source or len(source) > _MAX_SCRIPT:
        return
    try:
        value = _json(source)
    except (ValueError, RecursionError):
        return
    # Everything that lies in it, breadth first: @graph, lists, mainEntity.
    queue: list[Any] = [value]
    while queue and budget[0] > 0:
        following: list[Any] = []
        for entry in queue:
            budget[0] -= 1
            if isinstance(entry, dict):
                yield entry
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "subjectOf"):
                    inner = entry.get(key)
                    if isinstance(inner, dict | list) and key not in ("itemListElement", "hasPart"):
                        following.append(inner)
            elif isinstance(entry, list):
                following.extend(entry[: max(0, budget[0])])
        queue = following


def _json(source: str) -> Any:
    source = _COMMENT.sub("", _COMMENT.sub("", source)).strip().rstrip(";")
    try:
        return json.loads(source, strict=False)
    except ValueError:
        return json.loads(_TRAILING.sub(r"\1", source), strict=False)


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type", "")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {str(name).rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str)}


def _add(article: Article, node: dict[str, Any], *, full: bool) -> None:
    lower = {key.lower(): value for key, value in node.items() if isinstance(key, str)}
    article.titles += _strings(lower.get("headline")) or (_strings(lower.get("name")) if full else [])
    article.published += _strings(lower.get("datepublished"))
    article.created += _strings(lower.get("datecreated"))
    article.modified += _strings(lower.get("datemodified"))
    if full:
        article.bodies += [value for value in _strings(lower.get("articlebody"), paragraphs=True) if len(value) > 40]
        article.authors += _people(lower.get("author")) or _people(lower.get("creator"))
        article.publishers += [person.name for person in _people(lower.get("publisher"))]
    for key in ("mainentityofpage", "url"):
        value = lower.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        article.urls += [entry for entry in _strings(value) if entry.startswith("http")]


def _strings(value: Any, *, paragraphs: bool = False) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = []
    for entry in values[:50]:
        if isinstance(entry, dict):
            entry = entry.get("@value")
        if isinstance(entry, str) and entry.strip():
            found.append("\n".join(map(plain, _paragraphs(entry))) if paragraphs else plain(entry))
    return found


def _paragraphs(body: str) -> list[str]:
    return re.split(r"(?i)\r?\n|<br\s*/?>|</p>|&lt;/p&gt;|&lt;br", body)


def _names(node: dict[str, Any]) -> list[str]:
    return _strings(node.get("name"))[:1]


def _people(value: Any) -> list[Person]:
    values = value if isinstance(value, list) else [value]
    found: list[Person] = []
    for entry in values[:20]:
        if isinstance(entry, str) and entry.strip():
            found.append(Person(plain(entry)))
        elif isinstance(entry, dict):
            kind = next(iter(_types(entry)), "")
            found += [Person(name, kind) for name in _strings(entry.get("name"))]
    return found


# --- microdata -------------------------------------------------------------------------------------------------------


def _microdata(tree: HtmlElement) -> Article:
    article = Article()
    for element in tree.xpath("//*[@itemprop]")[:2_000]:
        for name in element.get("itemprop", "").lower().split():
            if name == "headline":
                article.titles.append(_value(element))
            elif name in ("datepublished", "datecreated", "datemodified"):
                target = {"datepublished": article.published, "datecreated": article.created}.get(
                    name, article.modified
                )
                target.append(element.get("content") or element.get("datetime") or _value(element))
            elif name == "author" and not _of_other(element) and not _is_hidden(element):
                article.authors += _microdata_people(element)
            elif name == "publisher":
                article.publishers += [person.name for person in _microdata_people(element)]
    return article


def _is_hidden(element: HtmlElement) -> bool:
    """Whether readers do not see it: then it names the account that the page was put in with, not its author."""
    if element.tag == "meta":
        return True
    holders = [element, *(holder for _, holder in zip(range(6), element.iterancestors(), strict=False))]
    return any(walk.is_hidden(holder.tag, holder.attrib) for holder in holders if isinstance(holder.tag, str))


def _of_other(element: HtmlElement) -> bool:
    """Whether an author is that of a comment or a review."""
    for count, holder in enumerate(element.iterancestors()):
        kind = (holder.get("itemtype") or "").rsplit("/", 1)[-1].lower()
        if kind:
            return kind in ("comment", "review", "usercomments", "quotation")
        if count > 60:
            break
    return False


def _microdata_people(element: HtmlElement) -> list[Person]:
    kind = (element.get("itemtype") or "").rsplit("/", 1)[-1].lower()
    names = element.xpath(".//*[@itemprop='name']")[:1] if element.get("itemscope") is not None else []
    value = _value(names[0] if names else element)
    return [Person(value, kind)] if value and len(value) <= 120 else []


def _value(element: HtmlElement) -> str:
    content = element.get("content")
    if content:
        return plain(content)
    return plain(element.text_content()[:2_000])
