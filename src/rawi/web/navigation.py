"""What stands in the navigation: the views that there are."""

from __future__ import annotations

from typing import Final

from rawi.web.words import N_

NAVIGATION: Final = (
    ("/", N_("Desk")),
    ("/pages", N_("Pages")),
    ("/search", N_("Search")),
    ("/events", N_("Events")),
    ("/disputes", N_("Disputes")),
    ("/origins", N_("Origins")),
    ("/sources", N_("Sources")),
    ("/entities", N_("Names")),
    ("/timeline", N_("Timeline")),
    ("/network", N_("Network")),
)
"""Address and name of each."""
BELONGS: Final = {"/propositions": "/events", "/compare": "/events"}
"""Views that do not stand in it themselves, and where those who look at one are."""


def section(path: str) -> str | None:
    """The address in the navigation under which a path is; None where it is under none."""
    first = "/" + path.split("/", 2)[1]
    first = BELONGS.get(first, first)
    return "/" if path == "/" else next((one for one, _ in NAVIGATION if one != "/" and first.startswith(one)), None)
