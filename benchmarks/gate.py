"""All quality gates, one after the other: exit status 1 where a stored score has fallen by more than 0.01 and more than a few rows."""

from __future__ import annotations

import subprocess
import sys

GATED = ("attribution", "reliability", "seed_variants", "gold_scores", "copies", "together", "stance_pairs")


def main() -> int:
    """Run each benchmark with ``--gate``."""
    return max(
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", "--gate"], check=False).returncode for name in GATED
    )


if __name__ == "__main__":
    sys.exit(main())
