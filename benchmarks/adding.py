"""Pages a second and memory of ``rawi add`` with one worker and with several, beside ``rawi annotate`` in the same run.

    python -m benchmarks.adding [--shared ../shared] [--pages 300] [--workers 1 2] [--desk postgresql://...]

The pages are those of `benchmarks.speed`, as plain text without its title marked, a file each for ``rawi add``, a line each
for ``rawi annotate``. Both begin with nothing loaded. What is added a second time shows what it costs to walk through pages
that a desk has. Machines differ and are shared: the ratio to ``rawi annotate`` is what to hold on to.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed import pages


def write(folder: Path, shared: Path, count: int) -> int:
    """The pages as files and as lines; their words."""
    words = 0
    (folder / "pages").mkdir()
    with (folder / "pages.jsonl").open("w", encoding="utf-8") as lines:
        for page in pages(shared, count):
            words += len(page["text"].split())
            (folder / "pages" / f"{page['id']}.txt").write_text(page["text"], encoding="utf-8")
            lines.write(json.dumps({"id": page["id"], "text": page["text"]}, ensure_ascii=False) + "\n")
    return words


def measured(*arguments: object) -> tuple[float, float, float]:
    """Seconds of a command in a process of its own, and the peak MB of it and of the largest process that it starts."""
    code = (
        "import resource, sys, time; from rawi.cli import main\n"
        "began = time.perf_counter()\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "own, others = (resource.getrusage(w).ru_maxrss / 1000 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))\n"
        "print(time.perf_counter() - began, own, others)\n"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, own, others = map(float, done.stdout.split()[-3:])
    return seconds, own, others


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--desk", help="an empty PostgreSQL database, for one number of workers; else SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        words = write(folder, options.shared, options.pages)
        print(f"{options.pages} pages, {words / options.pages:.0f} words each")
        print("| | pages a second | of `rawi annotate` | peak MB | of the largest worker |")
        print("|---|---|---|---|---|")
        base, own, _ = measured("annotate", folder / "pages.jsonl", folder / "out.jsonl")
        print(f"| `rawi annotate` | {options.pages / base:.2f} | 1.00 | {own:.0f} | |")
        for workers in options.workers:
            desk = options.desk or folder / f"{workers}.desk"
            given = ["--desk", desk, "--workers", workers]
            if options.desk:
                given += ["--originals", folder / "originals"]
            for name in (f"`rawi add`, {workers} workers", "the same again"):
                seconds, own, others = measured("add", folder / "pages", *given)
                rate = options.pages / seconds
                print(f"| {name} | {rate:.2f} | {rate * base / options.pages:.2f} | {own:.0f} | {others:.0f} |")
            if not options.desk:
                size = desk.stat().st_size / options.pages / 1000
                print(f"| (the desk: {size:.0f} kB a page) | | | | |")


if __name__ == "__main__":
    main()
