"""``rawi search``: claims, pages and names by their words and by what is known of them."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any, Literal

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.hits import isolated, shown
from rawi.cli.records import dumps
from rawi.desk.search.amounts import amount
from rawi.errors import OptionError
from rawi.tagger.labels import KINDS, STANCES


@click.command("search", short_help="Find claims, pages and names.")
@click.argument("query", default="", metavar="[QUERY]")
@desk_option
@click.option(
    "--of", type=click.Choice(["claims", "pages", "names"]), default="claims", show_default=True, help="What to find."
)
@click.option("--source", metavar="WHO", help="Who says it: words of a name, or an entity's number.")
@click.option("--entity", metavar="WHO", help="Who is named: words of a name, or an entity's number.")
@click.option(
    "--kind", metavar="KIND", help=f"Of the source: {', '.join(KINDS)}; page. Of names: PER, ORG, LOC, source."
)
@click.option("--stance", type=click.Choice(STANCES), help="How the source stands to it.")
@click.option("--named/--not-named", "named", default=None, help="Whether the source is named.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option(
    "--said", metavar="DAYS", help="When it was said: 2021-01-31, 2021-01-01..2021-01-31, 2021-01-01.. or ..2021-01-31."
)
@click.option("--about", metavar="DAYS", help="Of which time it speaks.")
@click.option("--quantity", metavar="RANGE", help="How many it tells: 100, 100..250, 100.., '..50 percent'.")
@click.option("--language", metavar="CODE", help="Of the page: ar, fa, ...")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "time"]),
    default="relevance",
    show_default=True,
    help="Best or newest first.",
)
@click.option("--after", metavar="KEY", help="Go on behind the results before; the last line tells the key.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Results.")
@click.option("--save", "name", metavar="NAME", help="Keep this search under a name, and show what it finds now.")
@click.option("--saved", metavar="NAME", help="Search as it was saved under that name.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option("--color/--no-color", default=None, help="Colour; else where there is a terminal.")
def command(
    query: str,
    desk: str,
    of: Literal["claims", "pages", "names"],
    source: str | None,
    entity: str | None,
    kind: str | None,
    stance: str | None,
    named: bool | None,
    outlet: str | None,
    said: str | None,
    about: str | None,
    quantity: str | None,
    language: str | None,
    sort: Literal["relevance", "time"],
    after: str | None,
    limit: int,
    name: str | None,
    saved: str | None,
    as_json: bool,
    color: bool | None,
) -> int:
    """Find claims, pages or names in any spelling, also by parts of words and Latin spellings of names.

    QUERY: words, all to be found; "phrases"; OR between two; - before what is not to be found; * where a word goes on.
    Without QUERY everything that fits the filters, the newest first.

    \b
    Examples:
      rawi search 'مجلس الوزراء'
      rawi search '"مجلس الوزراء" -تونس' --stance denies --said 2021-01-01..2021-03-31
      rawi search Soleimani --of names
      rawi search --source 'وزارة الدفاع' --quantity 100.. --sort time --json
      rawi search 'حريق*' --outlet الميناء --save "حرائق الميناء"
      rawi search --saved "حرائق الميناء"
    """
    asked: dict[str, Any] = {
        "source": _who(source), "entity": _who(entity), "kind": kind, "stance": stance, "named": named, "outlet": outlet,
        "said": _days("--said", said), "about": _days("--about", about), "quantity": _amount(quantity), "language": language,
    }  # fmt: skip
    asked = {"of": of, "sort": sort, **{given: value for given, value in asked.items() if value is not None}}
    if saved is not None and (query or name is not None or asked != {"of": "claims", "sort": "relevance"}):
        raise OptionError("A saved search has its own words and filters; with --saved give no others.")
    with open_desk(desk) as opened:
        if saved is not None:
            asked = opened.saved_search(saved).asked
            query = asked.pop("query")
        results = opened.search(query, **asked, after=after, limit=limit)
        if name is not None:
            kept = opened.save_search(name, query, **asked)
            click.echo(f"Saved as {isolated(kept.name)}; rawi search --saved finds it again.", err=True)
        elif saved is not None:
            opened.open_search(saved)
    if as_json:
        click.echo(dumps(asdict(results)))
        return 0
    if color is None and os.environ.get("NO_COLOR"):  # https://no-color.org
        color = False
    for line in shown(results):
        click.echo(line, color=color)
    return 0


def _who(given: str | None) -> int | str | None:
    return int(given) if given is not None and given.isascii() and given.isdecimal() and len(given) < 19 else given


def _days(option: str, given: str | None) -> tuple[str | None, str | None] | None:
    """A day, or the first and the last with two points between; a side may be left out."""
    if given is None:
        return None
    first, mark, last = (part.strip() for part in given.partition(".."))
    if not first and not last:
        raise OptionError(f"{option} needs a day, or two with .. between: 2021-01-01..2021-01-31.")
    return (first or None, last or None) if mark else (first, first)


def _amount(given: str | None) -> tuple[float | None, float | None, str | None] | None:
    """A number, or the lowest and the highest with two points between, and perhaps a unit."""
    if given is None:
        return None
    try:
        return amount(given)
    except OptionError:
        raise OptionError(
            "--quantity needs a number, or two with .. between, and perhaps a unit: '100..250 percent'."
        ) from None
