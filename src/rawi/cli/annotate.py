"""``rawi annotate``: a corpus, a line a page; goes on where it was stopped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import click

from rawi.cli.items import Item, are_articles, items
from rawi.cli.records import done_already, dumps, records, refuse_strangers
from rawi.errors import OptionError, OutputError, RawiError
from rawi.reading import default_tagger, read_page, to_json, to_rows
from rawi.tagger import Tagger

PARTLY, NOTHING_DONE = 1, 2


@click.command("annotate", short_help="Read a corpus, a line a page.")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.jsonl", type=click.Path(path_type=Path))
@click.option("--rows", is_flag=True, help="Write rows for `rawi evaluate`, not whole readings.")
@click.option("--column", metavar="NAME", help="The column or key of tables that holds the text.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="Refuse larger pages; else by their format.")
@click.option("--threads", type=click.IntRange(1, 64), default=1, show_default=True, help="Of the encoder.")
@click.option("--again", is_flag=True, help="Read everything anew, where OUT.jsonl is there already.")
def command(
    source: Path, target: Path, rows: bool, column: str | None, max_bytes: int | None, threads: int, again: bool
) -> int:
    """Read every page of IN and write its reading to OUT.jsonl, a line each.

    IN is whatever `rawi read` takes: a folder, a ZIP, a WARC, a feed, a table; or articles in JSON Lines, objects with "id"
    and "text", and perhaps "title_end" or "title", "date", "outlet", "author", "url". Where OUT.jsonl holds readings
    already, those pages are passed over: run the same command again after a stop.

    \b
    Examples:
      rawi annotate articles.jsonl readings.jsonl --threads 2
      rawi annotate crawl.warc.gz readings.jsonl
      rawi annotate news.csv readings.jsonl --column story
      rawi annotate articles.jsonl rows.jsonl --rows
    """
    if "-" in (str(source), str(target)):
        raise OptionError("IN and OUT.jsonl are files, which are read again to go on after a stop; - is neither.")
    if target.exists() and source.exists() and target.samefile(source):
        raise OptionError("The output is the input itself; name another file.")
    total = sum(1 for _ in records(source)) if are_articles(source, column) else None
    waiting = items(source, column, max_bytes, target)
    refuse_strangers(target)
    done, end = (set[str](), 0) if again else done_already(target, rows)
    tagger = default_tagger(threads)
    written, failed, twice = 0, 0, 0
    with ExitStack() as stack:
        out = stack.enter_context(_open(target, end))
        step = _progress(stack, total)
        step(len(done))
        for item in waiting:
            if item.twice:
                twice += 1
                continue
            if item.id in done and not item.fault:
                continue
            line = _read(item, tagger, rows)
            if isinstance(line, _Failed):
                failed += 1
                click.echo(f"rawi: {item.where}: {' '.join(line.why.split())}", err=True)
            else:
                _write(out, line, target)
                written += 1
            step(1)
    click.echo(_summary(written, len(done), failed, twice, target), err=True)
    if failed:
        return PARTLY if written or done else NOTHING_DONE
    return 0


@dataclass(frozen=True, slots=True)
class _Failed:
    why: str


def _read(item: Item, tagger: Tagger, rows: bool) -> str | _Failed:
    """The page's line, or why there is none. One page that Rawi itself stumbles over does not stop the others."""
    if item.fault is not None:
        return _Failed(item.fault)
    try:
        reading = read_page(item.page(), tagger)
        return dumps(to_rows(reading, item.id) if rows else {"id": item.id, **to_json(reading)})
    except RawiError as error:
        return _Failed(str(error))
    except Exception as error:
        if os.environ.get("RAWI_TRACEBACK"):
            raise
        return _Failed(f"a fault of Rawi's own ({type(error).__name__}: {error}); please report it")


def _open(target: Path, end: int) -> BinaryIO:
    """The output, less the half line that an interrupted run may have left behind ``end`` bytes."""
    try:
        target.touch()
        if target.is_file():
            with target.open("r+b") as file:
                file.truncate(end)
        return cast(BinaryIO, target.open("ab", buffering=0))
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}.") from None


def _write(out: BinaryIO, line: str, target: Path) -> None:
    """A whole line, handed to the system before the next page is begun."""
    data = (line + "\n").encode("utf-8")
    try:
        while data:
            data = data[out.write(data) :]
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}.") from None


def _progress(stack: ExitStack, total: int | None) -> Callable[[int], None]:
    """A bar with rate and time left where standard error is a terminal; else nothing. `total` may not be known."""
    if not sys.stderr.isatty():
        return lambda pages: None
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.speed} pages/s"), TimeRemainingColumn(),
        console=Console(stderr=True),
    )  # fmt: skip
    stack.enter_context(bar)
    task = bar.add_task("reading", total=total)
    return lambda pages: bar.advance(task, pages)


def _summary(written: int, before: int, failed: int, twice: int, target: Path) -> str:
    parts = [f"{written} read"]
    if before:
        parts.append(f"{before} there before")
    if twice:
        parts.append(f"{twice} the same as others")
    if failed:
        parts.append(f"{failed} failed")
    return f"{', '.join(parts)}: {target}"
