"""``rawi searches``: searches that are kept under a name."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.hits import isolated
from rawi.cli.records import dumps
from rawi.errors import OptionError

if TYPE_CHECKING:
    from rawi.desk.saved import SavedSearch


@click.command("searches", short_help="List saved searches, with what is new in each; rename, remove them.")
@desk_option
@click.option("--rename", nargs=2, metavar="NAME NEW", help="Give one another name.")
@click.option("--remove", metavar="NAME", help="Take one away; it can be brought back for 30 days.")
@click.option("--restore", metavar="NUMBER", type=int, help="Bring one back that was taken away.")
@click.option("--json", "as_json", is_flag=True, help="Print an object a line.")
def command(desk: str, rename: tuple[str, str] | None, remove: str | None, restore: int | None, as_json: bool) -> int:
    """List the searches that were saved by `rawi search --save NAME`, those opened last first.

    New is what is on pages that came since a search was last opened (`rawi search --saved NAME`).

    \b
    Examples:
      rawi searches
      rawi searches --rename "fires" "fires in the port"
      rawi searches --remove "fires in the port"
      rawi searches --restore 3
    """
    if sum(given is not None for given in (rename, remove, restore)) > 1:
        raise OptionError("Give one of --rename, --remove and --restore.")
    with open_desk(desk) as opened:
        if rename is not None:
            found = opened.rename_search(rename[0], rename[1])
            click.echo(f"Search {found.id} is now {isolated(found.name)}.", err=True)
        elif remove is not None:
            found = opened.remove_search(remove)
            told = f"Search {found.id}, {isolated(found.name)}, was taken away;"
            told += f" rawi searches --restore {found.id} brings it back."
            click.echo(told, err=True)
        elif restore is not None:
            found = opened.restore_search(restore)
            click.echo(f"Search {found.id}, {isolated(found.name)}, is back.", err=True)
        else:
            return _list(opened.saved_searches(), as_json)
    return 0


def _list(found: list[SavedSearch], as_json: bool) -> int:
    for one in found:
        if as_json:
            click.echo(dumps(asdict(one)))
            continue
        new = "" if one.new is None else f"  {'' if one.exact else 'at least '}{one.new} new"
        click.echo(
            click.style(f"{one.id:>4}  {isolated(one.name)}", bold=True)
            + click.style(new, fg="green" if one.new else None)
        )
        asked = [isolated(one.query)] if one.query else []
        asked += [] if one.of == "claims" else [f"of {one.of}"]
        asked += [f"{name} {isolated(_shown(value))}" for name, value in one.filters.items()]
        click.echo("      " + (", ".join(asked) or "everything") + click.style(f"  opened {one.opened[:10]}", dim=True))
    if not found and not as_json:
        click.echo("No search was saved; rawi search --save NAME does that.")
    return 0


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        sides = ["" if side is None else str(side) for side in value]
        return "..".join(sides[:2]) + (f" {sides[2]}" if len(sides) == 3 and sides[2] else "")
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
