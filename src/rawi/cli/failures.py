"""``rawi failures``: what was not read, why, and what can be done."""

from __future__ import annotations

from dataclasses import asdict

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.records import dumps
from rawi.cli.running import show_failure
from rawi.wording import LANGUAGES, reason


@click.command("failures", short_help="List what was not read, why, and what can be done.")
@desk_option
@click.option("--json", "as_json", is_flag=True, help="Print an object a line.")
@click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True,
    help="In which reasons and what can be done are told.",
)  # fmt: skip
def command(desk: str, as_json: bool, language: str) -> int:
    """List what could not be read when it was added, each with its number, its reason and what can be done.

    The bytes of what failed are kept, and `rawi retry` tries them again.

    \b
    Examples:
      rawi failures --desk news.desk
      rawi failures --json > failures.jsonl
      rawi failures --lang ar                           why, and what can be done, in Arabic
    """
    with open_desk(desk) as opened:
        found = opened.failures()
    for failure in found:
        if as_json:
            told = {"reason": reason(failure.reason, language), "advice": reason(failure.advice, language)}
            click.echo(dumps(asdict(failure) | told))
        else:
            show_failure(failure, language=language)
    if not found and not as_json:
        click.echo(reason("Nothing failed.", language))
    return 0
