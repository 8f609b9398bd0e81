"""A citation: the words, through whom they passed, and where and when they stood, so that others can find them."""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import Final

from rawi.desk.captures import CaptureInfo
from rawi.pages import Page
from rawi.web.claims import ShownClaim
from rawi.web.languages import Language
from rawi.web.words import nameless, term

_FRACTION: Final = re.compile(r"(?<=:\d\d)\.\d+")  # of a second
_ISOLATE, _END = "\u2068", "\u2069"


def citation(
    page: Page, claim: ShownClaim, capture: CaptureInfo | None, language: Language, translations: NullTranslations
) -> str:
    """Plain text of a few lines. Words of the page are isolated, so that they do not turn what stands beside them."""
    _ = translations.gettext
    of_chain, of_page, of_address, of_capture = _("Chain"), _("Page"), _("Address"), _("Captured")
    arrow = " ← " if language.direction == "rtl" else " → "
    chain = arrow.join(_isolated(step.name or _(nameless(step.link))) for step in claim.steps)
    stance = f" ({_(term(claim.stance))})" if claim.stance else ""
    opening, closing = "«»" if language.direction == "rtl" else "“”"
    lines = [f"{opening}{_isolated(claim.text)}{closing}", f"{of_chain}: {chain}{stance}"]
    told = [page.title.value, page.outlet.value, page.author.value, language.moment(page.published.value)]
    comma = "، " if language.direction == "rtl" else ", "
    lines.append(f"{of_page}: " + comma.join(_isolated(one) for one in dict.fromkeys(told) if one))
    if page.url.value:
        lines.append(f"{of_address}: {_isolated(page.url.value)}")
    if capture is not None:
        lines.append(f"{of_capture}: {_isolated(_FRACTION.sub('', capture.captured or capture.added))}")
    lines.append(f"sha256: {page.id}, {claim.hull[0]}–{claim.hull[1]}")
    return "\n".join(lines) + "\n"


def _isolated(words: str) -> str:
    return f"{_ISOLATE}{' '.join(words.split())}{_END}"
