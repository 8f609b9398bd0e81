"""``rawi retry``: what failed is tried again."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.running import run_shown, workers_option


@click.command("retry", short_help="Try again what failed.")
@click.argument("numbers", metavar="[ID...]", nargs=-1, type=click.IntRange(min=1))
@desk_option
@workers_option
def command(numbers: tuple[int, ...], desk: str, workers: int | None) -> int:
    """Try failures again: those of these numbers (`rawi failures` tells them), or all.

    Bytes that were kept are read again; a file or member that gave none is looked for where it was.

    \b
    Examples:
      rawi retry --desk news.desk
      rawi retry 3 7 --workers 1
    """
    from rawi.desk.adding import adding

    with open_desk(desk) as opened:
        return run_shown(opened, workers, lambda run: adding.retry(run, numbers or None))
