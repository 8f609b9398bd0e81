"""A desk is opened: its database and the folder of its original bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from rawi.desk import engine
from rawi.desk.originals import Originals
from rawi.errors import DeskError

BESIDE = ".files"
"""What the folder of the original bytes of a desk in a file is called, after the name of the file."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk that is open."""

    address: str
    name: str
    engine: Engine
    originals: Originals


def open_desk(
    where: str | os.PathLike[str], *, create: bool, originals: str | os.PathLike[str] | None = None
) -> Opened:
    """Open a desk: see `rawi.desk.desk.Desk`."""
    name = engine.shown(where)
    if "\x00" in name or not name.strip():
        raise DeskError("The name of the desk is none.")
    if not engine.is_address(where):
        if originals is not None:
            raise DeskError(f"The original bytes of a desk in a file lie beside it, in {name}{BESIDE}.")
        path = Path(where).absolute()
        return Opened(str(path), name, engine.open_engine(path, create=create), Originals(Path(f"{path}{BESIDE}")))
    found = engine.open_engine(
        where, create=create, originals=None if originals is None else Path(originals).absolute()
    )
    try:
        with engine.reading(found) as connection:
            told = engine.get_meta(connection).get("originals")
    except BaseException:
        found.dispose()
        raise
    return Opened(str(where), name, found, Originals(Path(originals or told or "").absolute()))
