"""What the name of an element, its classes and its id say about the words in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

NAVIGATION: Final = 1 << 0
FOOTER: Final = 1 << 1
ASIDE: Final = 1 << 2
TEASERS: Final = 1 << 3
COMMENTS: Final = 1 << 4
SHARE: Final = 1 << 5
ADVERTISING: Final = 1 << 6
TAGS: Final = 1 << 7
FORM: Final = 1 << 8
CAPTION: Final = 1 << 9
BYLINE: Final = 1 << 10
DATE: Final = 1 << 11
HEADER: Final = 1 << 12
LEAD: Final = 1 << 13
NOTICE: Final = 1 << 14
H1: Final = 1 << 15
HEADING: Final = 1 << 16
LIST: Final = 1 << 17
ARTICLE_BODY: Final = 1 << 18
HEADLINE: Final = 1 << 19
BREADCRUMB: Final = 1 << 20
UNSEEN: Final = 1 << 21
BIOGRAPHY: Final = 1 << 22
EMBED: Final = 1 << 23

FURNITURE: Final = (
    NAVIGATION | FOOTER | ASIDE | TEASERS | COMMENTS | SHARE | ADVERTISING | TAGS | FORM | NOTICE | BREADCRUMB | UNSEEN
)
"""Hints that the words are no part of the article."""

_TAGS: Final = {
    "nav": NAVIGATION, "menu": NAVIGATION, "footer": FOOTER, "aside": ASIDE, "figcaption": CAPTION, "form": FORM,
    "button": FORM, "label": FORM, "header": HEADER, "h1": H1 | HEADING, "h2": HEADING, "h3": HEADING, "h4": HEADING,
    "h5": HEADING, "h6": HEADING, "li": LIST, "dt": LIST, "dd": LIST, "time": DATE, "caption": CAPTION, "dialog": NOTICE,
}  # fmt: skip
_ROLES: Final = {
    "navigation": NAVIGATION, "menu": NAVIGATION, "menubar": NAVIGATION, "banner": NAVIGATION, "contentinfo": FOOTER,
    "complementary": ASIDE, "search": FORM, "dialog": NOTICE, "alertdialog": NOTICE, "alert": NOTICE,
}  # fmt: skip
_PROPERTIES: Final = {
    "articlebody": ARTICLE_BODY, "headline": HEADLINE, "author": BYLINE, "datepublished": DATE, "datemodified": DATE,
    "datecreated": DATE, "caption": CAPTION, "description": LEAD, "breadcrumb": BREADCRUMB, "keywords": TAGS, "comment": COMMENTS,
}  # fmt: skip

# Words of class names and ids, as they stand between hyphens, underlines and capitals. Later rows do not undo earlier.
_WORDS: Final = (
    (NAVIGATION, "nav navbar navigation menu menus submenu topbar toolbar sitenav pager pagination ticker newsticker"
                 " marquee topnav breaking"),
    (BREADCRUMB, "breadcrumb breadcrumbs crumbs crumb yoast"),
    (FOOTER, "footer foot copyright colophon copyrights"),
    (ASIDE, "sidebar aside rail sidemenu widget widgets"),
    (TEASERS, "related relatednews relatedposts recommend recommended recommendation recommendations mostread mostviewed"
              " popular trending seealso readalso readmore alsoread morenews latest latestnews outbrain taboola"
              " promo teaser teasers suggested suggestions lastnews topnews jp yarpp prevnext adjacent"
              " mgbox crp zergnet dable"),
    (COMMENTS, "comment comments commentlist respond disqus discussion commentform replies"),
    (SHARE, "share sharing social socials addtoany sharedaddy addthis shareaholic sharethis socialmedia follow"
            " subscribe subscription newsletter print copylink shortlink"),
    (ADVERTISING, "ad ads adv advert advertisement advertising sponsored sponsor adsbygoogle banner banners dfp"),
    (TAGS, "tags taglist tagcloud hashtags keywords tagged"),
    (FORM, "search searchbox searchform login signin register modal"),
    (NOTICE, "cookie cookies consent gdpr popup notice disclaimer privacy paywall"),
    (CAPTION, "caption figcaption credit photocredit imgcaption captions"),
    (BYLINE, "byline author authors writer reporter vcard contributor"),
    (BIOGRAPHY, "bio biography authorbox aboutauthor"),
    (DATE, "date datetime timestamp published pubdate publishdate postdate"),
    (LEAD, "lead lede summary standfirst intro subtitle excerpt deck dek subheadline sapo chapeau"),
    (UNSEEN, "sr only visually"),
    (EMBED, "twitter instagram tweet fb"),
)  # fmt: skip
_OF_WORD: Final = {word: flag for flag, words in _WORDS for word in words.split()}
# Two words that mean something only together.
_OF_PAIR: Final = {
    ("read", "more"): TEASERS, ("read", "also"): TEASERS, ("see", "also"): TEASERS, ("most", "read"): TEASERS,
    ("most", "viewed"): TEASERS, ("also", "read"): TEASERS, ("more", "news"): TEASERS, ("last", "news"): TEASERS,
    ("post", "tags"): TAGS, ("news", "tags"): TAGS, ("article", "tags"): TAGS, ("entry", "tags"): TAGS,
    ("tag", "cloud"): TAGS, ("tags", "links"): TAGS, ("tag", "links"): TAGS, ("top", "bar"): NAVIGATION,
    ("side", "bar"): ASIDE, ("author", "box"): BIOGRAPHY, ("author", "info"): BIOGRAPHY,
    ("about", "author"): BIOGRAPHY, ("read", "next"): TEASERS, ("up", "next"): TEASERS, ("you", "may"): TEASERS,
    ("more", "stories"): TEASERS, ("other", "news"): TEASERS, ("post", "date"): DATE, ("posted", "on"): DATE,
    ("entry", "date"): DATE, ("publish", "time"): DATE, ("publish", "date"): DATE, ("news", "time"): DATE,
    ("short", "link"): SHARE, ("copy", "link"): SHARE, ("short", "url"): SHARE, ("site", "header"): NAVIGATION,
    ("screen", "reader"): UNSEEN, ("visually", "hidden"): UNSEEN, ("sr", "only"): UNSEEN,
    ("post", "navigation"): TEASERS,
}  # fmt: skip
# Words that say nothing by themselves, or say what a whole page has and not what stands in the element.
_ALONE_MUTE: Final = frozenset(
    ("sr", "only", "visually", "fb", "jp", "print", "breaking", "latest", "lead", "intro", "ad")
)
_PLAIN_PREFIXES: Final = frozenset(("has", "no", "with", "without", "is", "not", "hide", "col", "js", "enable", "type"))
_SPLIT: Final = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_LONGEST: Final = 400
"""Characters of class and id that are looked at."""


@lru_cache(maxsize=4_096)
def of_names(names: str) -> int:
    """The hints in the class names and id of an element, written one after the other."""
    found = 0
    for name in names.split():
        words = [word.lower() for word in _SPLIT.split(name) if word]
        if not words or words[0] in _PLAIN_PREFIXES or len(words) > 7:
            continue
        for place, word in enumerate(words):
            if word in _ALONE_MUTE and len(words) > 1:
                continue
            found |= _OF_WORD.get(word, 0) if word not in ("sr", "only", "visually") else 0
            if place:
                found |= _OF_PAIR.get((words[place - 1], word), 0)
    return found


def of_element(tag: str, attributes: dict[str, str]) -> int:
    """The hints of one element, without those of what it stands in."""
    found = _TAGS.get(tag, 0)
    if not attributes:
        return found
    names = attributes.get("class", "")
    identity = attributes.get("id")
    if identity:
        names = f"{names} {identity}"
    if names and tag not in ("html", "body", "main", "article"):
        found |= of_names(names[:_LONGEST])
    role = attributes.get("role")
    if role:
        found |= _ROLES.get(role.lower(), 0)
    prop = attributes.get("itemprop")
    if prop:
        for name in prop.lower().split():
            found |= _PROPERTIES.get(name, 0)
    if attributes.get("rel") == "author":
        found |= BYLINE
    if attributes.get("rel") == "tag":
        found |= TAGS
    return found
