"""Failures: what was not read, why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from rawi.desk.queue.tables import failures
from rawi.version import VERSION

ADVICE = {
    "refused": "mend or unpack the file, then: rawi retry {id}",
    "unreadable": "save the page in another form and add that; with a newer Rawi it is tried again by itself",
    "fault": "please report it; then: rawi retry {id}",
    "crash": "give it more memory or fewer workers: rawi retry {id} --workers 1",
    "time": "on a quieter or faster machine: rawi retry {id}",
    "lost": "add the page again from where it came: rawi add PATH",
}
"""What to do, by the kind of a failure."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was not read.

    `kind`: refused (a file or a member of an archive that is no page), unreadable (bytes without a page in them), fault
    (Rawi stumbled over it), crash (it killed the process that read it), time (it took too long), lost (the bytes that
    were kept are gone or damaged). `sha256`: of the bytes, which are kept beside the desk; None where there were none.
    `page_id`: the page that could not be read again, and stands as it was read before. `path`: the file in which it was
    met, or its address, `place`: what that is called in origins. `first`, `last`: moments, UTC.
    """

    id: int
    kind: str
    origin: str
    reason: str
    advice: str
    sha256: str | None
    page_id: int | None
    path: str | None
    place: str | None
    tries: int
    first: str
    last: str
    rawi: str


def record(
    connection: Connection,
    *,
    kind: str,
    reason: str,
    moment: str,
    queued_by: int,
    origin: str,
    sha256: str | None = None,
    page_id: int | None = None,
    path: str | None = None,
    place: str | None = None,
    ways: Sequence[dict[str, Any]] = (),
) -> int:
    """Note a failure; its number. The same bytes, or the same origin without any, are one failure that was met again."""
    key = sha256 or _key(path, origin)
    row = {
        "kind": kind, "reason": reason, "advice": ADVICE[kind], "last": moment, "rawi": VERSION, "queued_by": queued_by,
        "path": path, "place": place, "page_id": page_id,
    }  # fmt: skip
    again = update(failures).where(failures.c.key == key).values(tries=failures.c.tries + 1, **row)
    number: int | None = connection.execute(again.returning(failures.c.id)).scalar_one_or_none()
    if number is None:
        row |= {"key": key, "sha256": sha256, "origin": origin, "captures": list(ways), "tries": 1, "first": moment}
        return int(connection.execute(insert(failures).values(row).returning(failures.c.id)).scalar_one())
    for way in ways:
        add_way(connection, number, way)
    return number


def add_way(connection: Connection, number: int, way: dict[str, Any]) -> None:
    """Note one more way by which the bytes of a failure came. Its row is to be locked by the caller."""
    ways = connection.execute(select(failures.c.captures).where(failures.c.id == number)).scalar_one()
    if way["origin"] not in [known["origin"] for known in ways]:
        connection.execute(update(failures).where(failures.c.id == number).values(captures=[*ways, way]))


def all_failures(connection: Connection, *, queued_by: int | None = None) -> list[Failure]:
    """All failures, or those of what one run asked for, the oldest first."""
    find = select(failures).order_by(failures.c.id)
    if queued_by is not None:
        find = find.where(failures.c.queued_by == queued_by)
    return [_failure(row) for row in connection.execute(find)]


def count(connection: Connection) -> int:
    """How many failures there are."""
    return int(connection.execute(select(func.count()).select_from(failures)).scalar_one())


def by_number(connection: Connection, numbers: Sequence[int]) -> list[Failure]:
    """The failures of these numbers that there are."""
    rows = connection.execute(select(failures).where(failures.c.id.in_(numbers)).order_by(failures.c.id))
    return [_failure(row) for row in rows]


def forget_refusals(connection: Connection, met: Sequence[tuple[str | None, str]]) -> None:
    """Take refusals off the list whose place (path, origin) has given bytes now, as a file that was mended."""
    connection.execute(delete(failures).where(failures.c.key.in_({_key(path, origin) for path, origin in met})))


def _key(path: str | None, origin: str) -> str:
    return f"from:{path or ''} {origin}"


def _failure(row: Any) -> Failure:
    return Failure(
        id=row.id, kind=row.kind, origin=row.origin, reason=row.reason, advice=row.advice.format(id=row.id),
        sha256=row.sha256, page_id=row.page_id, path=row.path, place=row.place, tries=row.tries, first=row.first, last=row.last,
        rawi=row.rawi,
    )  # fmt: skip
