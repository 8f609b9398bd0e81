"""Who is who on some pages, as people decided over all pages of the desk: what they merged and what they split off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from rawi.desk import many
from rawi.desk.decisions import who_is_who
from rawi.desk.decisions.tables import entity_parts
from rawi.desk.tables import entities
from rawi.together.origins import Identities, Identity
from rawi.together.running.pages import DeskPage


def identities(connection: Connection, pages: Mapping[int, DeskPage]) -> Identities:
    """Of the entities of some pages of whom people said who they are; one question, and no more where nobody did."""
    if not connection.execute(_any(connection)).scalar():
        return {}
    at = {
        (page.line.page_id, machine): (page.line.id, number)
        for page in pages.values()
        for number, machine in enumerate(page.entities, 1)
        if machine is not None
    }
    found: dict[tuple[str, int], Identity] = {}
    for named in who_is_who.held(connection, list(pages)):
        if (named.page_id, named.n) in at:
            found[at[named.page_id, named.n]] = Identity(named.entity_id, named.name, named.part)
    return found


@many.once
def _any(connection: Connection) -> Any:
    """Whether people merged or split off anybody on the desk."""
    merged = select(entities.c.id).where(entities.c.merged_into > 0)
    return select(merged.exists() | select(entity_parts.c.entity_id).exists())
