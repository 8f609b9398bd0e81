"""``python -m rawi``."""

from rawi.cli import main

main()
