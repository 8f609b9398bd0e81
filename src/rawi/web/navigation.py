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
