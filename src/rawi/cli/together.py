"""``rawi together``: the pages of a desk are brought together: copies, stories, propositions and their origins."""

from __future__ import annotations

import click

from rawi.cli.counting import counting
from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.told import as_json, color_option, out, story_line


@click.command("together", short_help="Bring the pages of a desk together: stories, propositions, origins.")
@desk_option
@click.option("--limit", type=click.IntRange(min=1), help="At most so many pages now.")
@click.option(
    "--by-meaning/--no-by-meaning", default=None, help="Compare claims by what they mean too; the desk remembers it."
)
@click.option("--json", "json_", is_flag=True, help="Print what was done as one line of JSON.")
@color_option
def command(desk: str, limit: int | None, by_meaning: bool | None, json_: bool, color: bool | None) -> int:
    """Bring stories, propositions and what stands behind them up to date with the pages of the desk.

    Pages that are new, were read again or decided on are taken one small group after the other, each in one transaction;
    where it is stopped, the next call goes on. The newest stories are listed.

    \b
    Examples:
      rawi together --desk news.desk
      rawi together --limit 1000 --json
      rawi together --by-meaning
    """
    from rawi.together import desk as together

    with open_desk(desk) as opened:
        with counting("Pages") as tell:
            done = together.update(opened, lambda progress: tell(progress.done, progress.total), limit, by_meaning)
        if json_:
            click.echo(as_json(done))
            return 0
        waiting = f", {done.waiting} still wait" if done.waiting else ""
        click.echo(f"{done.pages} pages brought together{waiting}: {opened.name}", err=True)
        out((line for story in together.stories(opened, limit=10) for line in story_line(story)), color)
    return 0
