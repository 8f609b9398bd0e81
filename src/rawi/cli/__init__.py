"""The command line: a thin face on the same calls as Python's.

main      the group of commands, and how errors reach the user
read      rawi read FILE|-           account     the words that it prints
annotate  rawi annotate IN OUT       records     the articles that it takes
evaluate  rawi evaluate GOLD
"""

from rawi.cli.main import main

__all__ = ["main"]
