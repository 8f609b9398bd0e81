"""How the bytes of a page came: the rows of `captures`, and a capture again from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk.keys import short
from rawi.desk.tables import captures
from rawi.pages import Fact
from rawi.pages.capture import Capture


@dataclass(frozen=True, slots=True)
class CaptureInfo:
    """How bytes came, without the bytes: the fields of `rawi.pages.capture.Capture`, and `added`, when the desk got them.

    `url` is the address that the container told, where it told one.
    """

    origin: str
    added: str
    url: str | None = None
    captured: str | None = None
    known: Mapping[str, Fact] = field(default_factory=dict)
    charset: str | None = None
    is_text: bool = False

    @classmethod
    def of(cls, capture: Capture, added: str) -> CaptureInfo:
        """Of a capture that the desk got at this moment."""
        url = capture.known["url"].value if "url" in capture.known else None
        known = {name: fact for name, fact in capture.known.items() if fact}
        return cls(capture.origin, added, url, capture.captured, known, capture.charset, capture.is_text)

    def capture(self, raw: bytes) -> Capture:
        """The capture again, to be read as it was."""
        return Capture(raw, self.origin, dict(self.known), self.captured, self.charset, self.is_text)


def put(connection: Connection, page_id: int, found: Sequence[CaptureInfo]) -> None:
    """Note ways by which the bytes of a page came; one that is known already stays as it was.

    An origin of more than `rawi.desk.keys.LONGEST` characters is shortened, with its sha256 at its end.
    """
    rows = [
        {
            "page_id": page_id, "origin": short(c.origin), "url": c.url, "captured": c.captured, "added": c.added,
            "known": {name: {"value": fact.value, "how": fact.how} for name, fact in c.known.items()},
            "charset": c.charset, "is_text": c.is_text,
        }
        for c in found
    ]  # fmt: skip
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(captures).on_conflict_do_nothing(), rows)


def of_page(connection: Connection, page_id: int) -> list[CaptureInfo]:
    """Each way by which the bytes of a page came, the first one first."""
    rows = connection.execute(select(captures).where(captures.c.page_id == page_id).order_by(captures.c.id))
    return [_info(row) for row in rows]


def _info(row: Row[Any]) -> CaptureInfo:
    known = {name: Fact(fact["value"], fact["how"]) for name, fact in row.known.items()}
    return CaptureInfo(row.origin, row.added, row.url, row.captured, known, row.charset, row.is_text)
