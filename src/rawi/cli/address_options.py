"""The options by which commands are told how to fetch an address of the web."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rawi.errors import OptionError
from rawi.pages import limits
from rawi.pages.addresses import is_address

if TYPE_CHECKING:
    from rawi.pages.containers import Opened


@dataclass(frozen=True, slots=True)
class Fetching:
    """How an address is fetched; None and False are what nobody asked for."""

    follow: bool = False
    save: Path | None = None
    ignore_robots: bool = False
    timeout: float | None = None

    def open(self, url: str, column: str | None, max_bytes: int | None) -> Opened:
        """What stands at an address. Raises `InputError`, `OutputError`."""
        from rawi.pages.addresses import Fetcher, Settings, open_address

        settings = Settings(
            save=self.save,
            ignore_robots=self.ignore_robots,
            timeout=self.timeout or limits.ADDRESS_SECONDS,
            max_bytes=max_bytes or limits.MAX_ANSWER_BYTES,
        )
        return open_address(Fetcher(settings), url, follow=self.follow, column=column, max_bytes=max_bytes)

    def refuse_without(self, given: str) -> None:
        """Raise `OptionError` where something was asked for that means nothing for a file."""
        if self != Fetching() and not is_address(given):
            raise OptionError(
                "--follow, --save, --ignore-robots and --timeout are for addresses of the web; this is none."
            )


def address_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--follow``, ``--save``, ``--ignore-robots``, ``--timeout``; the command's parameter is ``fetching: Fetching``."""

    @functools.wraps(command)
    def told(
        *arguments: Any, follow: bool, save: Path | None, ignore_robots: bool, timeout: float | None, **others: Any
    ) -> Any:
        return command(*arguments, fetching=Fetching(follow, save, ignore_robots, timeout), **others)

    for option in (
        click.option(
            "--timeout",
            metavar="SECONDS",
            type=click.FloatRange(min=0, min_open=True, max=86_400),
            help=f"How long an address may take. [default: {limits.ADDRESS_SECONDS}]",
        ),
        click.option("--ignore-robots", is_flag=True, help="Fetch also what the site's robots.txt forbids."),
        click.option(
            "--save",
            metavar="DIR",
            type=click.Path(file_okay=False, path_type=Path),
            help="Keep what is fetched in DIR, as WARC.",
        ),
        click.option("--follow", is_flag=True, help="Of a feed's address: fetch the page of each entry."),
    ):
        told = option(told)
    return told
