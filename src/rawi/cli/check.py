"""``rawi check``: whether a desk is sound; what is damaged is told, mended or saved to a new desk."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rawi.cli.counting import counting
from rawi.cli.desk_option import desk_option, open_desk
from rawi.cli.records import dumps
from rawi.errors import DeskError, OptionError

if TYPE_CHECKING:
    from rawi.desk.check import Report
    from rawi.desk.recovery import Recovered

FAULTY = 1
SHOWN = 50
"""Faults that are shown; --json gives all."""


@click.command("check", short_help="Look whether a desk is sound; mend or recover it.")
@desk_option
@click.option("--mend", is_flag=True, help="Make anew what can be made from what is there, as the search index.")
@click.option(
    "--recover",
    metavar="NEW",
    type=click.Path(path_type=Path),
    help="Save what can be read to a new desk in this file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def command(desk: str, mend: bool, recover: Path | None, as_json: bool) -> int:
    """Look whether everything in a desk is sound: the file, the links between rows, the words and offsets of every page,
    the original bytes, the search index.

    Nothing is changed unless --mend is given. A damaged file is never written to: --recover saves to a new desk all that
    can be read, and queues up what is to be read again.

    \b
    Examples:
      rawi check --desk news.desk
      rawi check --desk news.desk --mend
      rawi check --desk news.desk --recover saved.desk

    Exit status: 0 sound, 1 something is wrong.
    """
    if recover is not None:
        if mend or "://" in desk:
            raise OptionError("--recover goes alone, and with a desk in a file.")
        return _recover(Path(desk), recover, as_json)
    try:
        opened = open_desk(desk)
    except DeskError as error:
        if "://" in desk or not (Path(desk).is_file() or Path(f"{desk}.files").is_dir()):
            raise
        raise DeskError(f"{error} What can be read is saved with: rawi check --desk {desk} --recover NEW") from None
    with opened:
        done = opened.mend() if mend else []
        with counting("pages checked") as tell:
            report = opened.check(tell=tell)
    if as_json:
        click.echo(dumps({**asdict(report), "sound": report.is_sound, "mended": done}))
    else:
        _show(report, done, desk)
    return 0 if report.is_sound else FAULTY


def _show(report: Report, done: list[str], desk: str) -> None:
    for line in done:
        click.echo(f"Mended: {line}.")
    for fault in report.faults[:SHOWN]:
        page = "" if fault.page_id is None else f" page {fault.page_id}:"
        click.echo(f"{fault.where}:{page} {fault.what}")
    left = len(report.faults) - SHOWN
    left = max(left, 0) + sum(report.more.values())
    if left:
        click.echo(f"and {left:,} more")
    looked = f"{report.pages:,} pages and {report.originals:,} original bytes were looked at"
    if report.unneeded:
        looked += f"; {report.unneeded:,} more belong to no page (somebody was stopped), which is no fault"
    click.echo(f"{looked}: {'all is sound' if report.is_sound else 'something is wrong'}.")
    kinds = {fault.where for fault in report.faults}
    if "file" in kinds or "page" in kinds:
        click.echo(f"What is whole is saved, and the rest read again, with: rawi check --desk {desk} --recover NEW")
    if "original" in kinds:
        click.echo("Bytes that are damaged or gone come back when the same pages are added again: rawi add PATHS.")
    if "index" in kinds:
        click.echo(f"The search index is made anew with: rawi check --desk {desk} --mend")
    if "together" in kinds:
        click.echo(
            f"What pages say together is put right with: rawi check --desk {desk} --mend, then rawi together --desk {desk}"
        )


def _recover(damaged: Path, target: Path, as_json: bool) -> int:
    from rawi.desk.desk import Desk

    recovered = Desk.recover(damaged, target)
    if as_json:
        click.echo(dumps(asdict(recovered)))
    else:
        _tell(recovered, target)
    return 0 if not (recovered.gone or recovered.lost or recovered.unreadable) else FAULTY


def _tell(recovered: Recovered, target: Path) -> None:
    for line in recovered.unreadable[:SHOWN]:
        click.echo(f"Lost: {line}")
    if len(recovered.unreadable) > SHOWN:
        click.echo(f"and {len(recovered.unreadable) - SHOWN:,} more")
    for table, count in recovered.lost.items():
        click.echo(f"Lost: {count:,} rows of {table} that belong to what is lost")
    click.echo(f"{recovered.pages:,} pages are whole in {target}.")
    waiting = len(recovered.again) + len(recovered.fresh)
    if waiting:
        click.echo(f"{waiting:,} pages are to be read again from their original bytes: rawi add --desk {target}")
    if recovered.gone:
        click.echo(f"{len(recovered.gone):,} pages are not whole, and their original bytes are lost as well.")
