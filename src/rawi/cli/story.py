"""``rawi story``: pages about one event, and what they claim in common."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.told import as_json, color_option, out, story_view, waiting


@click.command("story", short_help="Pages about one event, and what they claim in common.")
@click.argument("name", metavar="ID", type=click.IntRange(min=1))
@desk_option
@click.option("--json", "json_", is_flag=True, help="Print all of it as one line of JSON.")
@color_option
def command(name: int, desk: str, json_: bool, color: bool | None) -> int:
    """Show the story of that number: its pages in time, and its propositions, those of most pages first.

    \b
    Examples:
      rawi story 3 --desk news.desk
      rawi story 3 --json > story.json
    """
    from rawi.together import desk as together

    with open_desk(desk) as opened:
        view = together.story(opened, name)
        others = {} if json_ else together.other_figures(opened, view.propositions)
        waiting(together.pending(opened))
    out([as_json(view)] if json_ else story_view(view, others), color)
    return 0
