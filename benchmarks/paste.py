"""Pastes the outputs of commands into the documents again, where they say which command an output is of.

    python -m benchmarks.paste [docs/evaluation.md ...]

A fenced block that follows the comment ``<!-- output of: COMMAND -->`` is replaced by what the command prints now. All
documents where no file is named. Commands run in a shell from the root of the checkout, with this Python's folder first in
PATH; each runs once. A block whose command fails stays as it is, and the exit status is 1. What the prose says of the
figures is for a person to read again.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(
    r"(<!-- output of: (?P<command>.+?) -->\n```\w*\n)(?P<output>.*?)(?=^```$)", re.DOTALL | re.MULTILINE
)


@cache
def output(command: str) -> str | None:
    """What a command prints on standard output, without blank lines round it; None where it fails or prints nothing."""
    print(f"$ {command}", flush=True)
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = {**os.environ, "PATH": here, "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    printed = done.stdout.strip("\n")
    if done.returncode or not printed:
        print(f"  failed ({done.returncode}): {done.stderr.strip()[-300:]}")
        return None
    return printed + "\n"


def refresh(path: Path) -> tuple[int, int]:
    """Fill the blocks of one document -> (blocks that changed, blocks that could not be filled)."""
    before = path.read_text(encoding="utf-8")
    failed = 0

    def fill(match: re.Match[str]) -> str:
        nonlocal failed
        new = output(match["command"])
        failed += new is None
        return match[1] + (match["output"] if new is None else new)

    after = BLOCK.sub(fill, before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    changed = sum(
        a["output"] != b["output"] for a, b in zip(BLOCK.finditer(before), BLOCK.finditer(after), strict=True)
    )
    return changed, failed


def main() -> int:
    """The command line."""
    named = [Path(argument).resolve() for argument in sys.argv[1:]]
    all_failed = 0
    for path in named or [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        changed, failed = refresh(path)
        all_failed += failed
        if changed or failed:
            print(f"{path.name}: {changed} outputs changed, {failed} could not be made")
    return 1 if all_failed else 0


if __name__ == "__main__":
    sys.exit(main())
