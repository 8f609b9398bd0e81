"""``rawi backup``: a copy of a desk with its original bytes, while others go on adding to it."""

from __future__ import annotations

from pathlib import Path

import click

from rawi.cli.counting import counting
from rawi.cli.desk_option import desk_option, open_desk

PARTLY = 1


@click.command("backup", short_help="Copy a desk and its original bytes.")
@click.argument("target", metavar="TARGET", type=click.Path(path_type=Path))
@desk_option
def command(target: Path, desk: str) -> int:
    """Copy a desk to the file TARGET, which must not be there, and its original bytes to the folder TARGET.files.

    Others may go on: the copy is one state of the desk. Of a desk in a file it is a desk itself, to be used with --desk.
    Of one in PostgreSQL it is what pg_dump writes; put it back with pg_restore into an empty database, and name the
    folder with --originals.

    \b
    Examples:
      rawi backup /media/stick/news-2021-04-07.desk --desk news.desk
      rawi backup news.dump --desk postgresql://desk@db.example/news

    Exit status: 0 all was copied, 1 some original bytes were not there.
    """
    with open_desk(desk) as opened, counting("original bytes copied") as tell:
        copy = opened.backup(target, tell=tell)
    click.echo(f"{copy.file} and {copy.originals:,} original bytes in {copy.folder}.", err=True)
    if copy.missing:
        click.echo(f"rawi: the original bytes of {len(copy.missing):,} pages were not there: rawi check", err=True)
        return PARTLY
    return 0
