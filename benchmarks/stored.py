"""Figures kept in ``benchmarks/results``, and the gate that fails when one of them falls."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
TOLERANCE = 0.01
ROWS = 3
"""So many rows may be read otherwise on another processor: int8 sums are the same on all, what is between them is not. Of 82
chains two were, between one with AMX and one with AVX2 alone, which is 0.026."""


def options(parser: argparse.ArgumentParser) -> None:
    """``--write`` and ``--gate``."""
    parser.add_argument("--write", action="store_true", help="store these figures")
    parser.add_argument(
        "--gate", action="store_true", help="fail where one is more than 0.01, and three rows, below the stored one"
    )


def settle(o: argparse.Namespace, name: str, figures: dict[str, float], rows: Mapping[str, int] | None = None) -> int:
    """Write the figures, or hold them against the stored ones -> exit status.

    ``rows``: how many rows are behind a figure, where few are: then it may fall by `ROWS` of them.
    """
    path = RESULTS / f"{name}.json"
    if o.write:
        RESULTS.mkdir(exist_ok=True)
        path.write_text(json.dumps({k: round(v, 4) for k, v in figures.items()}, indent=1, ensure_ascii=False) + "\n")
        return 0
    if not o.gate:
        return 0
    kept = json.loads(path.read_text())
    room = {k: max(TOLERANCE, ROWS / rows[k] if rows and rows.get(k) else 0.0) for k in kept}
    fallen = {k: (v, figures.get(k, 0.0)) for k, v in kept.items() if figures.get(k, 0.0) < v - room[k]}
    for k, (before, now) in fallen.items():
        print(f"FALLEN  {k}: {before:.3f} stored, {now:.3f} now")
    print(f"{name}: {len(kept) - len(fallen)} of {len(kept)} figures hold")
    return 1 if fallen else 0


def main() -> None:
    """Print the stored scores of who says what."""
    kept = json.loads((RESULTS / "attribution.json").read_text())
    names = dict.fromkeys(k.split(" ", 1)[1] for k in kept)
    print(f"{'':18}{'13 outlets':>12}{'made-up':>10}")
    for name in names:
        row = [kept.get(f"{file} {name}") for file in ("dev", "dev_madeup")]
        print(
            f"{name:18}"
            + "".join(f"{v:{w}.3f}" if v is not None else " " * w for v, w in zip(row, (12, 10), strict=True))
        )


if __name__ == "__main__":
    main()
