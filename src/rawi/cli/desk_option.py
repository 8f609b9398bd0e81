"""The options by which every command that works with a desk is told which one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from rawi.desk.desk import Desk

DEFAULT: Final = "rawi.desk"
"""In the folder where the command is called."""

F = TypeVar("F", bound=Callable[..., Any])


def desk_option(command: F) -> F:
    """``--desk``: a path or an address; the command's parameter is ``desk: str``."""
    option = click.option(
        "--desk",
        metavar="PATH_OR_ADDRESS",
        default=lambda: os.environ.get("RAWI_DESK") or DEFAULT,
        help=f"The desk: a file, or postgresql://… [default: the environment's RAWI_DESK, else {DEFAULT}]",
    )
    return option(command)


def originals_option(command: F) -> F:
    """``--originals``, for commands that may make a desk; the command's parameter is ``originals: Path | None``."""
    option = click.option(
        "--originals",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        default=lambda: os.environ.get("RAWI_ORIGINALS") or None,
        help="Where a desk in PostgreSQL keeps the original bytes; said once. [default: RAWI_ORIGINALS]",
    )
    return option(command)


def open_desk(desk: str, *, create: bool = False, originals: Path | None = None) -> Desk:
    """Open the desk that was named. `create`: make it where it is not there.

    Where nothing else was said, the environment's RAWI_ORIGINALS is where the original bytes of a desk in PostgreSQL lie.
    """
    from rawi.desk.desk import Desk

    given = originals or (os.environ.get("RAWI_ORIGINALS") if "://" in desk else None) or None
    return Desk(desk, create=create, originals=given)
