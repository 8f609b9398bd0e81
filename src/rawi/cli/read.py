"""``rawi read``: one page, its claims as an account or as JSON."""

from __future__ import annotations

import os
import sys

import click

from rawi import pages
from rawi.api import page_of_file
from rawi.cli.account import account
from rawi.cli.records import dumps
from rawi.errors import InputError
from rawi.pages import MAX_BYTES, Page


@click.command("read", short_help="Read one page: every claim, and who says it.")
@click.argument("file")
@click.option("--title", help="The page's title, where it is not what the page shows.")
@click.option("--outlet", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option("--published", metavar="DATE", help="When, as YYYY-MM-DD; relative times are reckoned from it.")
@click.option("--url", help="The address it came from.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole reading as JSON.")
@click.option("--max-bytes", type=click.IntRange(min=1), default=MAX_BYTES, show_default=True, help="Refuse more.")
@click.option("--color/--no-color", default=None, help="Colour; else where there is a terminal.")
def command(
    file: str,
    title: str | None,
    outlet: str | None,
    author: str | None,
    published: str | None,
    url: str | None,
    as_json: bool,
    max_bytes: int,
    color: bool | None,
) -> int:
    """Read FILE (or - for standard input): every claim, and who says it.

    \b
    Examples:
      rawi read article.txt
      rawi read article.txt --published 2021-01-12 --outlet "الميناء"
      rawi read page.html --json > reading.json
      rawi read - < article.txt
    """
    given = {"title": title, "outlet": outlet, "author": author, "published": published, "url": url}
    page = _standard_input(max_bytes, given) if file == "-" else page_of_file(file, max_bytes=max_bytes, **given)
    from rawi.reading import read_page, to_json  # the tagger is loaded only once there is something to read

    reading = read_page(page)
    for warning in reading.warnings:
        click.echo(f"rawi: {warning}", err=True)
    if as_json:
        click.echo(dumps(to_json(reading)))
    else:
        if color is None and os.environ.get("NO_COLOR"):  # https://no-color.org
            color = False
        click.echo(account(reading), color=color, nl=False)
    return 0


def _standard_input(max_bytes: int, given: dict[str, str | None]) -> Page:
    if sys.stdin is None:
        raise InputError("Standard input is closed.")
    try:
        data = sys.stdin.buffer.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"Standard input cannot be read: {error.strerror}.") from None
    if len(data) > max_bytes:
        raise InputError(f"Standard input has more than the limit of {max_bytes:,} bytes; raise it with --max-bytes.")
    return pages.read_page(data, origin="-", max_bytes=max_bytes, **given)
