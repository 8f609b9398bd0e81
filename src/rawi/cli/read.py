"""``rawi read``: one page or many, the claims of each as an account or as JSON."""

from __future__ import annotations

import os
import sys

import click

from rawi.api import only_page
from rawi.cli.account import account
from rawi.cli.address_options import Fetching, address_options
from rawi.cli.group import fault
from rawi.cli.records import dumps
from rawi.errors import InputError, OptionError, RawiError
from rawi.pages import Options, Page
from rawi.pages.addresses import is_address
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers.open import Opened, open_source
from rawi.pages.given import Given

PARTLY, NOTHING_DONE = 1, 2


@click.command("read", short_help="Read pages: every claim, and who says it.")
@click.argument("file")
@click.option("--title", help="The page's title, where it is not what the page shows.")
@click.option("--outlet", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option("--published", metavar="DATE", help="When, as YYYY-MM-DD; relative times are reckoned from it.")
@click.option("--url", help="The address it came from.")
@click.option("--column", metavar="NAME", help="The column or key of tables that holds the text.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole reading as JSON, a line a page.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="Refuse larger pages; else by their format.")
@click.option("--color/--no-color", default=None, help="Colour; else where there is a terminal.")
@address_options
def command(
    file: str,
    title: str | None,
    outlet: str | None,
    author: str | None,
    published: str | None,
    url: str | None,
    column: str | None,
    as_json: bool,
    max_bytes: int | None,
    color: bool | None,
    fetching: Fetching,
) -> int:
    """Read FILE (or - for standard input, or an address of the web): every claim, and who says it.

    FILE is a page (text, HTML, PDF, an image), or holds many: a folder, a ZIP, a WARC, a feed, a table (CSV, JSON Lines).
    What it is, is told from its content.

    \b
    Examples:
      rawi read article.txt
      rawi read article.txt --published 2021-01-12 --outlet "الميناء"
      rawi read page.html --json > reading.json
      rawi read crawl.warc.gz --json > readings.jsonl
      rawi read - < article.txt
      rawi read https://example.org/news/1 --save evidence
    """
    given: Options = {
        "title": title, "outlet": outlet, "author": author, "published": published, "url": url, "max_bytes": max_bytes,
    }  # fmt: skip
    Given.of(**given)  # a wrong date is told before anything is opened
    fetching.refuse_without(file)
    opened = fetching.open(file, column, max_bytes) if is_address(file) else _open(file, column, max_bytes)
    if color is None and os.environ.get("NO_COLOR"):  # https://no-color.org
        color = False
    if opened.many:
        if title is not None or url is not None:
            raise OptionError("--title and --url are those of one page; this holds many.")
        return _many(opened, file, given, as_json, color)
    page = only_page(opened, "Standard input" if file == "-" else file, **given)
    click.echo(_text(page, as_json), color=color, nl=False)
    return 0


def _open(file: str, column: str | None, max_bytes: int | None) -> Opened:
    if file != "-":
        return open_source(file, column=column, max_bytes=max_bytes)
    if sys.stdin is None:
        raise InputError("Standard input is closed.")
    return open_source(sys.stdin.buffer, origin="-", column=column, max_bytes=max_bytes)


def _many(opened: Opened, file: str, given: Options, as_json: bool, color: bool | None) -> int:
    """All pages in order; what fails is told, and the others are read."""
    read = failed = 0
    for found in opened:
        shown = _shown(found, given, as_json)
        if isinstance(shown, Refused):
            failed += 1
            click.echo(f"rawi: {shown.origin}: {' '.join(shown.why.split())}", err=True)
            continue
        if not as_json:
            click.echo(click.style(("\n" if read else "") + f"— {found.origin} —", dim=True), color=color)
        click.echo(shown, color=color, nl=False)
        read += 1
    if not read and not failed:
        raise InputError(f"{file} holds no page.")
    if failed and read + failed > 1:
        click.echo(f"{read} read, {failed} failed: {file}", err=True)
    return 0 if not failed else PARTLY if read else NOTHING_DONE


def _shown(found: Capture | Refused, given: Options, as_json: bool) -> str | Refused:
    """What is printed of a page, or why it cannot be read. One that Rawi itself stumbles over does not stop the others."""
    if isinstance(found, Refused):
        return found
    try:
        return _text(found.page(**given), as_json, f"{found.origin}: ")
    except RawiError as error:
        return Refused(found.origin, str(error))
    except MemoryError:
        return Refused(found.origin, "There is not enough memory for it.")
    except Exception as error:
        if os.environ.get("RAWI_TRACEBACK"):
            raise
        return Refused(found.origin, f"A fault of Rawi's own ({fault(error)}); please report it.")


def _text(page: Page, as_json: bool, before: str = "") -> str:
    """The page's reading as it is printed; its warnings are told at once, with `before` in front."""
    from rawi.reading import read_page, to_json  # the tagger is loaded only once there is something to read

    reading = read_page(page)
    for warning in reading.warnings:
        click.echo(f"rawi: {before}{warning}", err=True)
    return dumps(to_json(reading)) + "\n" if as_json else account(reading)
