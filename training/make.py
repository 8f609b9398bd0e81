"""From nothing to the tagger's weights, in one command.

    python -m training.make --shared DIR [--work training/work] [--weights src/rawi/tagger/weights] [train's options]

Steps whose result lies in the work folder already are passed over, so that a broken run goes on where it was. Needs
torch, onnx and safetensors beside what Rawi needs (``pip install -r training/requirements.txt``).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

# The runs whose weights are averaged, the run that goes on from their mean, and their options.
RUNS = {"run1": ("--epochs", "4"), "run2": ("--epochs", "5", "--average", "0.998")}
OWN = "training/data/articles.jsonl"
HELD = "rawi05"  # our articles that no run sees: on these the scores are calibrated
LAST = (
    "--more", OWN, "--held", HELD, "--epochs", "3", "--lr", "1.5e-4", "--lr-heads", "6e-4", "--average", "0.996", "--seed", "11",
)  # fmt: skip


def step(module: str, *arguments: object) -> None:
    """Run one of the modules beside this one."""
    command = [sys.executable, "-m", f"training.{module}", *map(str, arguments)]
    print("$", " ".join(command), flush=True)
    subprocess.run(command, check=True)


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True, help="folder with annotation/ and data/")
    p.add_argument("--work", type=Path, default=Path("training/work"))
    p.add_argument("--weights", type=Path, default=Path("src/rawi/tagger/weights"))
    p.add_argument("--name", default="rawi-tagger-3")
    p.add_argument("--adapt", type=int, default=0, metavar="EPOCHS", help="of further pre-training on news first")
    o, options = p.parse_known_args()
    base = o.work / "base"
    if not (base / "tokenizer.json").exists():
        step("base", base)
    if o.adapt:
        adapted = o.work / "adapted"
        if not (adapted / "tokenizer.json").exists():
            news = o.shared / "data/news/ant.jsonl.gz"
            step("adapt", "--base", base, "--text", news, "--out", adapted, "--epochs", o.adapt)
        base = adapted
    for run, own in RUNS.items():
        step("train", "--base", base, "--shared", o.shared, "--out", o.work / run, "--resume", *own, *options)
    step("average", *(o.work / run / "model.pt" for run in RUNS), "--out", o.work / "mean.pt")
    last = o.work / "run3"
    begun = ("--start", o.work / "mean.pt", "--out", last, "--resume")
    step("train", "--base", base, "--shared", o.shared, *begun, *LAST, *options)
    step("export", last / "model.pt", "--base", base, "--out", o.weights, "--name", o.name)
    step("calibrate", o.weights, OWN, "--only", HELD)


if __name__ == "__main__":
    main()
