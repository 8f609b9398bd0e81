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

# Runs from the base; runs that go on from the mean of these; runs that each go on from the mean of all since then.
FIRST = {"run1": ("--epochs", "4"), "run2": ("--epochs", "5", "--average", "0.998")}
OWN = "training/data/articles.jsonl"
REAL = "training/data/ant.jsonl"
HELD = "rawi05"  # our articles that no run sees: on these the scores are calibrated
FURTHER = ("--held", HELD, "--average", "0.996")
SECOND = {
    "run3": ("--more", OWN, "--epochs", "3", "--lr", "1.5e-4", "--lr-heads", "6e-4", "--seed", "11"),
    "run4": ("--more", OWN, "--epochs", "3", "--lr", "1.5e-4", "--lr-heads", "6e-4", "--seed", "23"),
}
LATER = ("--more", OWN, REAL, "--lr", "1.2e-4", "--lr-heads", "5e-4")
LAST = {
    "run5": (*LATER, "--epochs", "2", "--seed", "37"),
    "run6": (*LATER, "--epochs", "2", "--seed", "41"),
    "run7": (*LATER, "--epochs", "1", "--seed", "59"),
}
# A run from the base as it comes, with all articles; run7 counts twice beside it.
FRESH = {
    "run8": (
        *(
            "--more",
            OWN,
            REAL,
            "--held",
            HELD,
            "--epochs",
            "10",
            "--batch",
            "8",
            "--lr",
            "4e-4",
            "--lr-heads",
            "1.2e-3",
        ),
        *("--average", "0.998", "--seed", "1"),
    )
}
WEIGHTS = Path("src/rawi/tagger/weights")
POINTER = ("pointer", "near")  # begun from other numbers in each second run, so that it has no mean


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
    p.add_argument("--weights", type=Path, default=WEIGHTS)
    p.add_argument("--name", default="rawi-tagger-6")
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

    def train(runs: dict[str, tuple[str, ...]], *begun: object) -> list[Path]:
        for run, own in runs.items():
            step(
                "train", "--base", base, "--shared", o.shared, "--out", o.work / run, "--resume", *begun, *own, *options
            )
        return [o.work / run / "model.pt" for run in runs]

    step("average", *train(FIRST), "--out", o.work / "mean.pt")
    second = train(SECOND, "--start", o.work / "mean.pt", *FURTHER)
    step("average", *reversed(second), "--own", *POINTER, "--out", o.work / "mean2.pt")
    five, six, seven = LAST
    mean2, mean3, mean4 = (o.work / f"mean{n}.pt" for n in (2, 3, 4))
    last = train({five: LAST[five]}, "--start", mean2, *FURTHER)
    step("average", second[0], *last, second[1], "--own", *POINTER, "--out", mean3)
    step("average", mean3, *train({six: LAST[six]}, "--start", mean3, *FURTHER), "--out", mean4)
    [model] = train({seven: LAST[seven]}, "--start", mean4, *FURTHER)
    mean5 = o.work / "mean5.pt"
    step("average", *train(FRESH), model, model, "--own", *POINTER, "--out", mean5)
    step("export", mean5, "--base", base, "--out", o.weights, "--name", o.name)
    step("calibrate", o.weights, OWN, "--only", HELD)
    if o.weights == WEIGHTS:
        step("meaning", "--base", base, "--seal")  # it shares the tagger's embeddings, and knows them by their sha256


if __name__ == "__main__":
    main()
