"""Title, author, outlet, date and address of a web page, each with how it is known.

Asked in this order: JSON-LD, Open Graph and other meta elements, microdata, `<time>`, the line under the headline, the
address, htmldate, the rest of the text. A last change is no publication: it is told only where nothing else is, and so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from rawi.pages import agencies, lexicon, people
from rawi.pages.facts import Facts
from rawi.pages.html import moments
from rawi.pages.html.structured import Article, Data, Person
from rawi.pages.html.walk import Time
from rawi.pages.page import Fact

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish_date",
    "publish-date", "published_time", "publication_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dcterms.date", "dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article.published", "article:published", "date_published", "og:published_time", "og:pubdate", "article_date_original",
    "datecreated", "article.created", "originalpublicationdate", "analytics:date", "date",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_AUTHOR_META = ("article:author", "author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
                "article:author_name", "byl", "cxenseparse:author")  # fmt: skip
_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "parsely-title", "sailthru.title")
_SEPARATORS = re.compile(r"\s+[|–—»«•·/]\s+|\s*\|\s*|\s+-+\s+|\s*::\s*")
_NO_NAME = re.compile(r"[@/\\|_=<>{}#]|https?:|www\.|\.(?:com|net|org|png|jpe?g)\b|\d", re.IGNORECASE)
_ROLE_WORDS = """
admin administrator editor editors editorial staff webmaster user root author guest team newsroom desk reporter
correspondent writer news website site web online agencies agency wire press media tv channel
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_LATIN_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]{0,25}(?: (?:[A-ZÀ-Þ][\w'’.-]{0,25}|de|van|von|bin|ben|al|el|abu|abou|du|di)){1,4}"
)
_IN_ADDRESS = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(
        r"(?:/|[-_])(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=\d{3,12}(?:[-/]|$)|[-/._]|$)"
    ),
    re.compile(r"/(?P<y>(?:19|20)\d\d)/[a-z_-]{3,30}/(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])/"),
    re.compile(r"/(?P<d>0?[1-9]|[12]\d|3[01])[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<y>20[0-4]\d)(?=[/_.-]|$)"),
)
_SAVED = re.compile(r"(?:saved from url=\(\d{1,6}\)|\burl:\s*)(https?://[^\s<>\"']{4,2000})")
_EARLIEST = 1990


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a web page."""

    title: Fact
    author: Fact
    outlet: Fact
    published: Fact
    url: Fact


def titles(data: Data) -> list[tuple[str, str]]:
    """The titles that the page's data give, with how each is known, the surest first; without the site's name."""
    found = [(title, "JSON-LD") for title in data.linked.titles[:3]]
    found += [(value, name) for name in _TITLE_META for value in data.meta.get(name, [])[:1]]
    found += [(title, "microdata") for title in data.micro.titles[:1]]
    if data.page_title:
        found.append((data.page_title, "title element"))
        parts = [part for part in _SEPARATORS.split(data.page_title) if len(part.split()) >= 3]
        found += [(max(parts, key=len), "title element")] if parts else []
    return [(words, how) for words, how in found if words]


def find(
    tree: HtmlElement,
    data: Data,
    times: list[Time],
    head: str,
    title: Fact,
    told: Facts,
    given_url: str | None,
    guess: bool,
) -> Known:
    """What is known of the page: `told` is what its text tells, `head` the beginning of its markup, `times` the article's
    elements `<time>`.

    `title` is the headline in the text. htmldate is asked only where data, address and the line under the headline are
    silent, and where `guess` says so.
    """
    url = _url(data, head, given_url)
    outlet = _outlet(data, url, told)
    if not title:
        first = next(iter(titles(data)), None)
        title = Fact(_without_site(first[0], outlet.value), first[1]) if first else Fact()
    return Known(
        title=title,
        author=_author(data, outlet, told),
        outlet=outlet,
        published=_published(tree, data, times, url, told, guess),
        url=url,
    )


def _without_site(title: str, outlet: str | None) -> str:
    parts = _SEPARATORS.split(title)
    if len(parts) > 1:
        longest = max(parts, key=len)
        rest = [part for part in parts if part is not longest]
        if all(len(part.split()) <= 5 for part in rest) and len(longest.split()) >= 3:
            return longest.strip()
    return title


# --- the address -----------------------------------------------------------------------------------------------------


def _url(data: Data, head: str, given: str | None) -> Fact:
    candidates = [(given, "MHTML")] if given else []
    candidates += [(data.canonical, "canonical link")] if data.canonical else []
    candidates += [(value, "og:url") for value in data.meta.get("og:url", [])[:1]]
    saved = _SAVED.search(head)
    candidates += [(saved.group(1), "saved from")] if saved else []
    candidates += [(value, "JSON-LD") for value in data.linked.urls[:1]]
    candidates += [(value, "twitter:url") for value in data.meta.get("twitter:url", [])[:1]]
    good = [(value, how) for value, how in candidates if value and _is_address(value)]
    if not good:
        return Fact()
    # A canonical link to the home page is a mistake of the site's template.
    value, how = next(((value, how) for value, how in good if len(urlsplit(value).path) > 1), good[0])
    return Fact(value, how)


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and len(value) <= 2_000
    except ValueError:
        return False


def _host(url: Fact) -> str:
    if not url.value:
        return ""
    try:
        host = urlsplit(url.value).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host)


# --- the outlet ------------------------------------------------------------------------------------------------------


def _outlet(data: Data, url: Fact, told: Facts) -> Fact:
    for names, how in (
        (data.linked.publishers, "JSON-LD publisher"),
        (data.meta.get("og:site_name", []), "og:site_name"),
        (data.micro.publishers, "microdata publisher"),
        (data.meta.get("application-name", []), "application-name"),
        (data.meta.get("dc.publisher", []), "dc.publisher"),
        (data.organisations, "JSON-LD website"),
    ):
        name = next((name for name in names if 1 < len(name) <= 120 and not name.startswith("http")), None)
        if name:
            return Fact(name, how)
    if told.outlet and told.outlet.how == "notice of rights":
        return told.outlet
    host = _host(url)
    if host:
        return Fact(host, "host")
    return told.outlet


# --- the author ------------------------------------------------------------------------------------------------------


def _author(data: Data, outlet: Fact, told: Facts) -> Fact:
    others = {lexicon.key(name) for name in (outlet.value, *data.linked.publishers, *data.micro.publishers,
                                             *data.meta.get("og:site_name", []), *data.organisations) if name}  # fmt: skip
    for found, how in (
        (data.linked.authors, "JSON-LD"),
        ([Person(name) for key in _AUTHOR_META for name in data.meta.get(key, [])], "meta author"),
        (data.micro.authors, "microdata"),
    ):
        names = [name for person in found for name in _person_names(person, others)]
        if names:
            names = list(dict.fromkeys(names))
            value = "، ".join(names[:6])
            same = told.author.value is not None and lexicon.key(told.author.value) == lexicon.key(value)
            return Fact(value, how, told.author.span if same else None)
    return told.author


def _person_names(person: Person, others: set[str]) -> list[str]:
    """The names of people in what data give as the author: no medium, desk, agency, address or file."""
    if person.kind and person.kind not in ("person", "thing", "author"):
        return []
    if lexicon.key(person.name) in others:
        return []
    found = []
    for piece in re.split(r"\s*[;؛|]\s*|\s*[،,]\s+|\s+(?:and|&)\s+", person.name):
        name = people.without_title(re.sub(r"^(?:by|بقلم|كتب|كتبت)\s*:?\s+", "", piece.strip(), flags=re.IGNORECASE))
        if is_person(name, sure=person.kind == "person") and lexicon.key(name) not in others:
            if any(lexicon.key(name) in other.split(" ") or other == lexicon.key(name) for other in others):
                continue
            found.append(name)
    return found


@cache
def _no_person() -> frozenset[str]:
    text = resources.files("rawi.pages.html").joinpath("no_person.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(lexicon.key(word) for line in lines for word in line.split())


def is_person(name: str, *, sure: bool = False) -> bool:
    """Whether `name` reads like a person's: two words or more, no digits, no words of media; in Latin with capitals."""
    if not 3 <= len(name) <= 60 or _NO_NAME.search(name) or people.is_nameless(name) or agencies.name_of(name):
        return False
    words = lexicon.key(name).split()
    if not 2 <= len(words) <= 6:
        return False
    media = lexicon.keys_of("furniture.toml", "media_words")
    if (
        any(word in media or word in _ROLES or word in _no_person() for word in words)
        or " ".join(words) in lexicon.places()
    ):
        return False
    if name.isascii() or not re.search(r"[\u0600-\u06ff]", name):
        return _LATIN_NAME.fullmatch(name) is not None or (sure and all(part[:1].isalpha() for part in name.split()))
    return people.is_name(name, known=True)


# --- the date --------------------------------------------------------------------------------------------------------


def _published(tree: HtmlElement, data: Data, times: list[Time], url: Fact, told: Facts, guess: bool) -> Fact:
    for value, how in _dates(data, "published"):
        moment = _moment(value)
        if moment:
            return Fact(moment, how, told.published.span if (told.published.value or "-") == moment[:10] else None)
    for time in times[:12]:
        moment = _moment(time.date)
        if moment and "modif" not in time.names and "update" not in time.names:
            return Fact(moment, "<time>", told.published.span if told.published.value == moment[:10] else None)
    if told.published and told.published.how in ("date line", "dateline"):
        return told.published
    date = of_address(url.value)
    if date:
        return Fact(date, "address")
    date = _htmldate(tree, url) if guess else None
    if date:
        return Fact(date, "htmldate")
    if told.published:
        return told.published
    for value, how in _dates(data, "modified"):
        moment = _moment(value)
        if moment:
            return Fact(moment, f"last update ({how})")
    return Fact()


def _dates(data: Data, which: str) -> list[tuple[str, str]]:
    def of(article: Article) -> list[str]:
        return article.published + article.created if which == "published" else article.modified

    found = [(value, "JSON-LD") for value in of(data.linked)]
    names = _PUBLISHED_META if which == "published" else _MODIFIED_META
    found += [(value, name) for name in names for value in data.meta.get(name, [])[:1]]
    found += [(value, "microdata") for value in of(data.micro)]
    # Of one that tells the hour and one that tells only the same day, the first says more.
    full = {moments_day(value): (value, how) for value, how in reversed(found) if "T" in (_moment(value) or "")}
    return [full.get(moments_day(value), (value, how)) for value, how in found[:40]]


def moments_day(value: str) -> str:
    """The day of a date as a page writes it, "" where it is none."""
    return (_moment(value) or "")[:10]


def _moment(value: str) -> str | None:
    moment = moments.find(value)
    return moment if moment and int(moment[:4]) >= _EARLIEST else None


def of_address(url: str | None) -> str | None:
    """The day in an address: /2021/03/04/, /20210304-, /2021/politics/3/4/."""
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path)[:500]
    except ValueError:
        return None
    for pattern in _IN_ADDRESS:
        match = pattern.search(path)
        if match:
            value = moments.find(f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}")
            if value:
                return value
    return None


def _htmldate(tree: HtmlElement, url: Fact) -> str | None:
    """The date that htmldate finds, by its quick ways: the slow ones guess, often the date of another article."""
    import logging
    from copy import copy

    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(copy(tree), extensive_search=False, original_date=True, url=url.value)
    except Exception:  # whatever goes wrong on a hostile page: the date is unknown then
        return None
    return _moment(found) if found else None
