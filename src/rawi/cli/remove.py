"""``rawi remove``: pages taken out of a desk, with all that hangs on them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.errors import OptionError

if TYPE_CHECKING:
    from rawi.desk.desk import Desk

SHOWN = 20


@click.command("remove", short_help="Take pages out of a desk, with all that hangs on them.")
@click.argument("pages", metavar="PAGES...", nargs=-1, required=True)
@desk_option
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
def command(pages: tuple[str, ...], desk: str, yes: bool) -> int:
    """Take pages out of a desk: what was found in them, the decisions on them, and their original bytes where nothing
    else needs them.

    PAGES are numbers of pages, or sha256 of their bytes. It cannot be undone, but for adding the same bytes again. Other
    versions of a page stay.

    \b
    Examples:
      rawi remove 12 --desk news.desk
      rawi remove 12 13 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --yes
    """
    with open_desk(desk) as opened:
        numbers = [_number(opened, page) for page in pages]
        titles = [f"{number}  {opened.get(number).page.title.value or '-'}" for number in numbers]
        if not yes:
            for title in titles[:SHOWN]:
                click.echo(title)
            if len(titles) > SHOWN:
                click.echo(f"and {len(titles) - SHOWN} more")
            if not sys.stdin.isatty():
                raise OptionError("Nobody can be asked here; give --yes to remove these pages.")
            click.confirm(f"Remove {len(numbers)} from {opened.name}?", abort=True)
        removed = opened.remove(numbers)
    click.echo(
        f"{removed.pages} pages, {removed.claims} claims, {removed.entities} entities and"
        f" {len(removed.originals)} original bytes removed.",
        err=True,
    )
    return 0


def _number(desk: Desk, page: str) -> int:
    if re.fullmatch(r"[0-9a-fA-F]{64}", page):
        found = desk.find(page.lower())
        if found is None:
            raise OptionError(f"There is no page with the bytes {page[:12]}… in the desk; nothing was removed.")
        return found
    if not re.fullmatch(r"[0-9]{1,18}", page):
        raise OptionError(f"{page[:80]} is neither the number of a page nor a sha256; nothing was removed.")
    return int(page)
