"""``rawi decisions``: what was decided, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.records import dumps

if TYPE_CHECKING:
    from rawi.desk.decisions import Decision
    from rawi.desk.desk import Desk

_STEP = 1000  # decisions in memory at a time


@click.command("decisions", short_help="List what was decided, by whom and why.")
@click.argument("page", type=int, required=False)
@click.option("--loose", is_flag=True, help="Only those whose words moved when the page was read anew.")
@click.option("--json", "as_json", is_flag=True, help="Print an object a line.")
@desk_option
def command(page: int | None, loose: bool, as_json: bool, desk: str) -> int:
    """List the decisions on PAGE, or all, from the first to the last, those undone too.

    \b
    Examples:
      rawi decisions 12
      rawi decisions --loose --desk news.desk
      rawi decisions --json > decisions.jsonl
    """
    with open_desk(desk) as opened:
        none = True
        for decision in _all(opened, page, loose):
            none = False
            if as_json:
                click.echo(dumps(decision.to_json()))
            else:
                _show(decision)
    if none and not as_json:
        click.echo("No decisions." if not loose else "No decisions whose words have moved.")
    return 0


def _all(desk: Desk, page: int | None, loose: bool) -> Iterator[Decision]:
    last = 0
    while found := desk.decisions(page, loose=loose, after=last, limit=_STEP):
        yield from found
        last = found[-1].id


def _show(d: Decision) -> None:
    """One decision: a line of who and when, its words and its change on lines of their own."""
    what = f"undoes {d.undoes}" if d.undoes is not None else d.kind.replace("_", " ")
    on = ""
    if d.target is not None:
        number = "" if d.target.n is None else f" {d.target.n}"
        on = "" if d.target.on == "page" else f" {'entity' if d.target.on == 'name' else d.target.on}{number}"
    page = f"  page {d.page_id}" if d.page_id is not None else ""
    state = "" if d.state == "stands" else f"  [{d.state}]"
    click.echo(f"{d.id}  {d.when[:19]}Z  {one_line(d.who)}  {what}{on}{page}{state}")
    if d.target is not None and d.target.words:
        click.echo(f"    {one_line(d.target.words)}")
    for name, value in d.after.items():
        if name not in ("rows", "machine", "to", "pages", "names"):
            before = f"{_value(d.before[name])} → " if name in d.before else ""
            click.echo(f"    {name}: {before}{_value(value)}")
    for other in d.after.get("names", ()):
        click.echo(f"    {one_line(other['name'])}")
    if d.after.get("to", {}).get("words"):
        click.echo(f"    {one_line(d.after['to']['words'])}")
    if d.why:
        click.echo(f"    why: {one_line(d.why)}")


def _value(value: object) -> str:
    if isinstance(value, list):  # spans
        return (
            " ".join(f"{start}-{end}" for start, end in value) if value and isinstance(value[0], list) else str(value)
        )
    return one_line(str(value))


def one_line(words: str) -> str:
    """Words in one line, without what would steer a terminal."""
    return "".join(c for c in " ".join(words.split()) if c.isprintable() or c in "\u200c\u200d")
