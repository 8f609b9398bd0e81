"""``rawi proposition``: what several pages claim, and what stands behind it."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.told import as_json, color_option, out, proposition_view, waiting


@click.command("proposition", short_help="What several pages claim, and who stands behind it.")
@click.argument("name", metavar="ID", type=click.IntRange(min=1))
@desk_option
@click.option("--json", "json_", is_flag=True, help="Print all of it, with the graph, as one line of JSON.")
@color_option
def command(name: int, desk: str, json_: bool, color: bool | None) -> int:
    """Show the proposition of that number: its origins and, under each, the claims with their chains.

    \b
    Examples:
      rawi proposition 12 --desk news.desk
      rawi proposition 12 --json > proposition.json
    """
    from rawi.together import desk as together

    with open_desk(desk) as opened:
        view = together.proposition(opened, name)
        waiting(together.pending(opened))
    out([as_json(view)] if json_ else proposition_view(view), color)
    return 0
