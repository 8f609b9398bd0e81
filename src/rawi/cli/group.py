"""The group of commands, and how errors reach the user."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

import click

from rawi.errors import OutputError, RawiError
from rawi.version import VERSION

COMMANDS = (
    "read",
    "annotate",
    "compare",
    "evaluate",
    "add",
    "failures",
    "retry",
    "reread",
    "decide",
    "undo",
    "decisions",
    "export",
    "search",
    "searches",
    "together",
    "story",
    "proposition",
    "disputes",
    "origins",
    "serve",
    "check",
    "backup",
    "remove",
)
STOPPED, NOTHING_DONE = 130, 2


class Commands(click.Group):
    """Commands that are imported when they are called, so that ``rawi --help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from the module of the same name."""
        if cmd_name not in COMMANDS:
            return None
        module = __import__(f"rawi.cli.{cmd_name}", fromlist=["command"])
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would end a closed pipe with status 1, and Ctrl-C with an empty line."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _Ended(0) from None
        except KeyboardInterrupt:
            raise _Ended(STOPPED) from None


class _Ended(Exception):
    """Ended from outside: the reader of our output has gone, or the user pressed Ctrl-C."""

    def __init__(self, status: int) -> None:
        self.status = status


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="rawi")
def group() -> None:
    """Read news in Arabic and trace every claim back to who says so.

    \b
    Examples:
      rawi read article.txt                             a page, as an account
      rawi read article.txt --json > article.json       and everything that was found
      rawi annotate articles.jsonl readings.jsonl       a corpus, a line a page

    \b
    rawi COMMAND --help tells more. Exit status: 0 all done, 1 some failed and listed, 2 nothing done, 130 stopped.
    """


def run(arguments: list[str] | None = None) -> None:
    """Run a command and exit: 0 all done, 1 some failed, 2 nothing done, 130 stopped by the user."""
    try:
        status = _run(arguments)
    except (_Ended, click.exceptions.Abort, KeyboardInterrupt) as end:
        status = end.status if isinstance(end, _Ended) else STOPPED
        _silence()
    except BrokenPipeError:
        status = 0
        _silence()
    except click.ClickException as error:
        _say(error.format_message())
        status = NOTHING_DONE
    except RawiError as error:
        _say(str(error))
        status = NOTHING_DONE
    except OSError as error:  # what is read and written by name has messages of its own
        _say(f"The output cannot be written: {error.strerror or error}.")
        _silence()
        status = NOTHING_DONE
    except MemoryError:
        _say("There is not enough memory for this; give a smaller page.")
        status = NOTHING_DONE
    except Exception as error:
        if os.environ.get("RAWI_TRACEBACK"):
            raise
        _say(f"A fault of Rawi's own ({fault(error)}); please report it. RAWI_TRACEBACK=1 shows where.")
        status = NOTHING_DONE
    sys.exit(status)


def _run(arguments: list[str] | None) -> int:
    if sys.stdout is None:  # closed by whoever called
        raise OutputError("Standard output is closed.")
    result: Any = group.main(args=arguments, prog_name="rawi", standalone_mode=False)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def fault(error: Exception) -> str:
    """What an error is that nobody foresaw, in a few words."""
    return f"{type(error).__name__}: {error}"[:200]


def _silence() -> None:
    """Let Python close standard output without complaint, wherever it led."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    """One line on standard error, whatever stands in the message."""
    click.echo("rawi: " + " ".join(message.split()), err=True)
