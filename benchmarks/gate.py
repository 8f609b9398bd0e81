"""All quality gates, as many at once as there are processors: exit status 1 where a stored score has fallen by more than 0.01 and
more than a few rows."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

GATED = ("together", "copies", "attribution", "reliability", "seed_variants", "gold_scores", "stance_pairs")


def gate(name: str) -> subprocess.CompletedProcess[str]:
    """One benchmark with ``--gate``, and what it printed."""
    command = [sys.executable, "-m", f"benchmarks.{name}", "--gate"]
    return subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def main() -> int:
    """Run them all; what they print comes one after the other."""
    worst = 0
    with ThreadPoolExecutor(min(len(GATED), os.cpu_count() or 1)) as pool:
        for name, done in zip(GATED, pool.map(gate, GATED), strict=True):
            print(f"\n{name}\n{done.stdout}", flush=True)
            worst = max(worst, abs(done.returncode))
    return worst


if __name__ == "__main__":
    sys.exit(main())
