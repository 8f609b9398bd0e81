"""``rawi disputes``: what pages of the desk do not agree on."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.told import after_options, as_json, color_option, out, proposition_line, waiting


@click.command("disputes", short_help="What is denied, and where figures or times differ.")
@desk_option
@after_options
@click.option("--json", "json_", is_flag=True, help="Print an object a line.")
@color_option
def command(desk: str, after: int | None, limit: int, json_: bool, color: bool | None) -> int:
    """List propositions that somebody denies, or of which figures or times differ; those of most pages first.

    \b
    Examples:
      rawi disputes --desk news.desk
      rawi disputes --after 12 --limit 20 --json
    """
    from rawi.together import desk as together

    with open_desk(desk) as opened:
        found = together.disputes(opened, after, limit)
        others = {} if json_ else together.other_figures(opened, found)
        waiting(together.pending(opened))
    told = ([as_json(one)] if json_ else proposition_line(one, others.get(one.name, ())) for one in found)
    out((line for lines in told for line in lines), color)
    return 0
