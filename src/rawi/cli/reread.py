"""``rawi reread``: pages are read anew, as by a newer Rawi."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.running import run_shown, workers_option
from rawi.errors import OptionError


@click.command("reread", short_help="Read pages anew, those of an older Rawi or all.")
@click.argument("pages", metavar="[ID...]", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "every", is_flag=True, help="All pages, also those that this version has read.")
@desk_option
@workers_option
def command(pages: tuple[int, ...], every: bool, desk: str, workers: int | None) -> int:
    """Read pages anew from their original bytes: those of these numbers, or those that another version of Rawi has read.

    Decisions are kept. Those whose words are not found in the new reading are listed; they wait until they are.

    \b
    Examples:
      rawi reread --desk news.desk
      rawi reread 12 31
      rawi reread --all --workers 2
    """
    from rawi.desk.adding import adding

    if pages and every:
        raise OptionError("Name pages or --all, not both.")
    with open_desk(desk) as opened:
        return run_shown(opened, workers, lambda run: adding.reread(run, pages or None, every=every))
