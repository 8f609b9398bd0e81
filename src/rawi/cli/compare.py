"""``rawi compare``: what several pages say together, and how many independent origins stand behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from rawi.cli.comparison import comparison
from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.records import dumps
from rawi.errors import InputError
from rawi.pages.capture import Refused
from rawi.pages.containers.open import open_source
from rawi.reading import Reading, default_tagger, read_page
from rawi.together import compare

PARTLY = 1


@click.command("compare", short_help="What several pages say together, and how many origins there are.")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as one line of JSON.")
@click.option("--by-meaning", is_flag=True, help="Compare claims by what they mean too, which takes longer.")
@desk_option
@click.option("--max-bytes", type=click.IntRange(min=1), help="Refuse larger pages; else by their format.")
@click.option("--color/--no-color", default=None, help="Colour; else where there is a terminal.")
def command(
    pages: tuple[Path, ...], as_json: bool, by_meaning: bool, desk: str, max_bytes: int | None, color: bool | None
) -> int:
    """Read every PAGE and say what they say together: copies, common claims with their origins, and what differs.

    PAGE is a file as in `rawi read`; one that holds many pages (a folder, a table, articles in JSON Lines) stands for all
    of them. A page that comes twice counts once. Two numbers, where there are no files of that name, are pages of the desk.

    \b
    Examples:
      rawi compare monday.txt tuesday.html
      rawi compare stories/ --json > together.json
      rawi compare stories/ --by-meaning
      rawi compare 12 31 --desk news.desk
    """
    if len(pages) == 2 and all(str(page).isdecimal() and not page.exists() for page in pages):
        return _of_desk(desk, int(str(pages[0])), int(str(pages[1])), by_meaning, as_json, color)
    if color is None and os.environ.get("NO_COLOR"):  # https://no-color.org
        color = False
    readings: dict[str, Reading] = {}
    failed = 0
    for found in _read(pages, max_bytes):
        if isinstance(found, Refused):
            failed += 1
            click.echo(f"rawi: {found.origin}: {' '.join(found.why.split())}", err=True)
        else:
            readings.setdefault(found.page.id, found)
    if len(readings) < 2:
        raise InputError("Two pages at least are needed that can be read and are not the same.")
    together = compare(readings.values(), by_meaning=by_meaning)
    click.echo(dumps(together.to_dict()) + "\n" if as_json else comparison(together), color=color, nl=False)
    return PARTLY if failed else 0


def _of_desk(desk: str, one: int, other: int, by_meaning: bool, as_json: bool, color: bool | None) -> int:
    from rawi.cli import told
    from rawi.together import desk as together

    with open_desk(desk) as opened:
        found = together.compare_pages(opened, one, other, by_meaning)
    told.out([told.as_json(found)] if as_json else told.pages_compared(found), color)
    return 0


def _read(pages: tuple[Path, ...], max_bytes: int | None) -> Iterator[Reading | Refused]:
    """All pages in order; what cannot be read says why."""
    tagger = default_tagger()
    for path in pages:
        try:
            opened = open_source(path, max_bytes=max_bytes)
        except InputError as error:
            yield Refused(str(path), str(error))
            continue
        for found in opened:
            if isinstance(found, Refused):
                yield found
                continue
            try:
                yield read_page(found.page(), tagger)
            except InputError as error:
                yield Refused(found.origin, str(error))
