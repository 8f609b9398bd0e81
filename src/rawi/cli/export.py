"""``rawi export``: what people put right, as articles to teach the tagger with."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.records import dumps, refuse_strangers
from rawi.errors import OptionError, OutputError

PARTLY = 1


@click.command("export", short_help="Write pages that people put right as training data.")
@click.argument("target", metavar="OUT.jsonl", type=click.Path(path_type=Path))
@click.option("--training", is_flag=True, help="As articles in the form of the annotation, a line a page.")
@click.option("--all-decided", is_flag=True, help="All pages on which somebody decided, not only those checked.")
@desk_option
def command(target: Path, training: bool, all_decided: bool, desk: str) -> int:
    """Write to OUT.jsonl the pages that somebody went through and marked as checked, as people put them right.

    A line is an article: id, outlet, date, url, corpus, title_end, text, attributions, entities, times. `rawi evaluate`
    and the training take it as it is. Pages that are not news are left out.

    \b
    Examples:
      rawi export --training checked.jsonl
      rawi export --training decided.jsonl --all-decided --desk news.desk
    """
    if not training:
        raise OptionError("Say what to export: --training.")
    if str(target) == "-":
        raise OptionError("OUT.jsonl is a file.")
    refuse_strangers(target)
    from rawi.desk.decisions.training import articles

    written, left_out, failed = 0, 0, 0
    with open_desk(desk) as opened, opened.reading() as connection:
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=target.absolute().parent, prefix=f".{target.name}.", delete=False
            ) as out:
                kept = Path(out.name)
                try:
                    for article in articles(connection, all_decided=all_decided):
                        if article.record is None:
                            failed += 1
                            click.echo(f"rawi: page {article.page_id}: {article.why}", err=True)
                            continue
                        out.write(dumps(article.record) + "\n")
                        written += 1
                        left_out += article.left_out
                    out.flush()
                    os.chmod(kept, 0o666 & ~_umask())
                    os.replace(kept, target)
                except BaseException:
                    kept.unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror}.") from None
    parts = [f"{written} pages"]
    if left_out:
        parts.append(f"{left_out} rows outside of title and body left out")
    if failed:
        parts.append(f"{failed} pages to be checked again")
    click.echo(f"{', '.join(parts)}: {target}", err=True)
    return PARTLY if failed else 0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
