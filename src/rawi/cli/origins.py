"""``rawi origins``: with whom the chains of the desk end."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.told import after_options, as_json, color_option, origin_line, out, waiting


@click.command("origins", short_help="With whom the chains of propositions end, and who relays them.")
@desk_option
@after_options
@click.option("--json", "json_", is_flag=True, help="Print an object a line.")
@color_option
def command(desk: str, after: int | None, limit: int, json_: bool, color: bool | None) -> int:
    """List those with whom propositions end, those with most first, and who relays them. --after passes over so many.

    \b
    Examples:
      rawi origins --desk news.desk
      rawi origins --after 50 --limit 20 --json
    """
    from rawi.together import desk as together

    with open_desk(desk) as opened:
        found = together.origins(opened, after, limit)
        waiting(together.pending(opened))
    out((line for one in found for line in ([as_json(one)] if json_ else origin_line(one))), color)
    return 0
