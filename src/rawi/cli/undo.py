"""``rawi undo``: decisions taken back."""

from __future__ import annotations

import click

from rawi.cli.desk_option import desk_option, open_desk


@click.command("undo", short_help="Take decisions back; an undo can be undone as well.")
@click.argument("decisions", metavar="DECISION...", type=int, nargs=-1, required=True)
@click.option("--who", help="Who undoes them [default: the environment's RAWI_WHO, else your user name].")
@click.option("--why", help="The reason, kept with the undo.")
@desk_option
def command(decisions: tuple[int, ...], who: str | None, why: str | None, desk: str) -> int:
    """Take DECISIONs back, by their numbers. Decision and undo both stay; undo an undo to bring a decision back.

    \b
    Examples:
      rawi undo 31
      rawi undo 31 32 --why "the wrong page" --desk news.desk
    """
    with open_desk(desk) as opened:
        for number in decisions:
            made = opened.undo(number, who=who, why=why)
            click.echo(f"Decision {made.id}: undoes {number}", err=True)
    return 0
