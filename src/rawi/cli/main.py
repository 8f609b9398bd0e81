"""The group of commands, and how errors reach the user."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from rawi.errors import RawiError
from rawi.version import VERSION

COMMANDS = ("read", "annotate", "evaluate")
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="rawi")
def group() -> None:
    """Read news in Arabic and trace every claim back to who says so.

    \b
    Example:
      rawi read article.txt
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit: 0 all done, 1 some failed, 2 nothing done, 130 stopped by the user."""
    try:
        result: Any = group.main(args=arguments, prog_name="rawi", standalone_mode=False)
        status = result if isinstance(result, int) else 0
        sys.stdout.flush()
    except click.exceptions.Abort:
        status = STOPPED
    except KeyboardInterrupt:
        status = STOPPED
    except click.ClickException as error:
        _say(error.format_message())
        status = NOTHING_DONE
    except RawiError as error:
        _say(str(error))
        status = NOTHING_DONE
    except BrokenPipeError:
        # whoever read our output has gone; Python would complain once more when it closes standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


def _say(message: str) -> None:
    """One line on standard error, whatever stands in the message."""
    click.echo("rawi: " + " ".join(message.split()), err=True)
