"""The command line: a thin face on the same calls as Python's.

group     the group of commands, and how errors reach the user
read      rawi read FILE|-           account     the words that it prints
annotate  rawi annotate IN OUT       records     the articles that it takes
evaluate  rawi evaluate GOLD
"""

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit: 0 all done, 1 some failed, 2 nothing done, 130 stopped by the user."""
    try:
        from rawi.cli.group import run  # here, so that Ctrl-C is quiet from the first moment
    except KeyboardInterrupt:
        sys.exit(130)
    run(arguments)


__all__ = ["main"]
