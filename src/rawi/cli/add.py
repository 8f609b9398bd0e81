"""``rawi add``: pages into a desk; goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import click

from rawi.cli.address_options import Fetching, address_options
from rawi.cli.desk_option import desk_option, open_desk, originals_option
from rawi.cli.running import run_shown, workers_option
from rawi.pages.addresses import is_address


@click.command("add", short_help="Add pages to a desk: files, folders, archives, addresses.")
@click.argument("paths", metavar="[PATHS...]", nargs=-1)
@desk_option
@originals_option
@click.option("--column", metavar="NAME", help="The column or key of tables that holds the text.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="Refuse larger pages; else by their format.")
@address_options
@workers_option
def command(
    paths: tuple[str, ...],
    desk: str,
    originals: Path | None,
    column: str | None,
    max_bytes: int | None,
    fetching: Fetching,
    workers: int | None,
) -> int:
    """Read every page in PATHS and keep it in the desk.

    PATHS are files, folders, archives, feeds and tables of every kind that Rawi reads, and addresses of the web. The
    same bytes are one page, however often they come; what was read once is not read again. After a stop of whatever
    kind, the same command goes on, and so does `rawi add` without PATHS.

    \b
    Examples:
      rawi add clippings/ --desk news.desk
      rawi add crawl.warc.gz articles.zip page.html
      rawi add https://news.example/page
      rawi add                                         finish what waits in the queue
    """
    from rawi.desk.adding import adding
    from rawi.desk.adding.filling import Opening, check

    if not any(is_address(path) for path in paths):
        fetching.refuse_without("")
    check(paths)  # before a desk is made for nothing
    opening = Opening(column, max_bytes, lambda url: fetching.open(url, column, max_bytes))
    with open_desk(desk, create=bool(paths), originals=originals) as opened:
        return run_shown(opened, workers, lambda run: adding.add(run, paths, opening))
