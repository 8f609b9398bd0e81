"""What a run over the queue shows: a bar or lines while it goes on, a summary when it has ended."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from rawi.desk.adding.run import Run
    from rawi.desk.adding.summary import Added, Progress
    from rawi.desk.desk import Desk
    from rawi.desk.queue.failures import Failure

PARTLY, NOTHING_DONE = 1, 2
LINE_SECONDS: Final = 10.0
"""How often a line is written where there is no terminal."""
LISTED: Final = 20
"""Failures that a summary lists; `rawi failures` lists all."""

F = TypeVar("F", bound=Callable[..., Any])


def workers_option(command: F) -> F:
    """``--workers``; the command's parameter is ``workers: int | None``."""
    option = click.option(
        "--workers",
        metavar="NUMBER",
        type=click.IntRange(1, 256),
        help="Processes that read pages. [default: one for each core, as far as there is memory]",
    )
    return option(command)


def run_shown(desk: Desk, workers: int | None, go: Callable[[Run], Added]) -> int:
    """Call ``go`` with a run whose progress is shown, and show what was done, also where it was stopped; the exit status."""
    from rawi.desk.adding.run import Run

    with ExitStack() as stack:
        run = Run(desk, workers=workers, tell=_shown(stack))
        try:
            go(run)
        except KeyboardInterrupt:
            stack.close()
            show(run.added, desk.name)
            _say("Stopped; rawi add goes on with what is left.")
            raise
    show(run.added, desk.name)
    return status(run.added)


def status(added: Added) -> int:
    """The exit status of a run: 0 all done, 1 some failed, 2 nothing was done."""
    if added.failures or added.failed_before:
        return PARTLY if added.is_something else NOTHING_DONE
    return 0


def show(added: Added, name: str) -> None:
    """What was done, in some lines on standard error."""
    _say(f"{', '.join(_parts(added)) or 'Nothing was waiting'}: {name}")
    for failure in added.failures[:LISTED]:
        show_failure(failure, err=True)
    if len(added.failures) > LISTED:
        _say(f"and {len(added.failures) - LISTED} more, which rawi failures lists")
    if added.moved:
        _say(f"The words of {_number(len(added.moved), 'decision')} stand elsewhere in the new readings:")
        for decision in added.moved[:LISTED]:
            click.echo(f"  {decision['id']}  {decision['kind']}, page {decision['page']}", err=True)


def show_failure(failure: Failure, *, err: bool = False, language: str = "en") -> None:
    """A failure: its number and origin, the reason, and what to do, on lines of their own since they may be Arabic."""
    from rawi.wording import reason

    # rid of marks of direction before it is told in a language, which puts its own round what is a thing's name
    click.echo(f"  {failure.id}  {_one_line(failure.origin)}", err=err)
    click.echo(f"     {reason(_one_line(failure.reason), language)}", err=err)
    click.echo(f"     {reason(f'To do: {_one_line(failure.advice)}.', language)}", err=err)


def _parts(added: Added) -> Sequence[str]:
    pages = f"{_number(added.pages, 'page')} read"
    if added.versions:
        pages += f" ({_number(added.versions, 'new version')})"
    parts = [
        (added.pages, pages),
        (added.reread, f"{_number(added.reread, 'page')} read anew"),
        (added.pages or added.reread, f"{_number(added.claims, 'claim')} of {_number(added.sources, 'source')}"),
        (added.copies, f"{_number(added.copies, 'copy', 'copies')} of known pages"),
        (added.before, f"{added.before:,} there before"),
        (added.elsewhere, f"{added.elsewhere:,} read by another rawi at the same time"),
        (len(added.failures), f"{len(added.failures):,} failed"),
        (added.failed_before, f"{added.failed_before:,} failed before (rawi retry tries again)"),
        (added.pages or added.reread, f"in {_time(added.seconds)}"),
    ]
    return [part for count, part in parts if count]


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.1f} s"
    minutes, hours = round(seconds / 60), round(seconds / 3600, 1)
    return f"{minutes} min" if minutes < 100 else f"{hours:g} h"


def _one_line(words: str) -> str:
    """Words as they may stand on a line of their own, whatever a file's name or a page brings."""
    from rawi.pages.containers.names import shown

    return shown(" ".join(words.split()))


def _say(words: str) -> None:
    click.echo(f"rawi: {words}", err=True)


# --- while it goes on


def _shown(stack: ExitStack) -> Callable[[Progress], None]:
    return _bar(stack) if sys.stderr.isatty() else _lines()


def _bar(stack: ExitStack) -> Callable[[Progress], None]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[how_far]}"), console=Console(stderr=True)
    )  # fmt: skip
    stack.enter_context(bar)
    task = bar.add_task("looking", how_far="")

    def tell(progress: Any) -> None:
        what = "looking, reading" if progress.is_walking else "reading"
        found = None if not progress.found else progress.found
        bar.update(task, total=found, completed=progress.done, description=what, how_far=_how_far(progress))

    return tell


def _lines() -> Callable[[Progress], None]:
    last = time.monotonic()

    def tell(progress: Any) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_SECONDS:
            last = time.monotonic()
            _say(_how_far(progress))

    return tell


def _how_far(progress: Progress) -> str:
    parts = [f"{progress.done:,} of {progress.found:,}{'+' if progress.is_walking else ''} pages"]
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if progress.rate:
        parts.append(f"{progress.rate:.1f} pages/s")
    if progress.left is not None and not progress.is_walking:
        parts.append(f"{_time(progress.left)} left")
    return ", ".join(parts)
