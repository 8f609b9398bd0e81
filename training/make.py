"""From nothing to the tagger's weights, in one command.

    python -m training.make --shared DIR [--work training/work] [--weights src/rawi/tagger/weights] [train's options]

Steps whose result lies in the work folder already are passed over, so that a broken run goes on where it was. Needs
torch, onnx and safetensors beside what Rawi needs (``pip install -r training/requirements.txt``).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OWN = "training/data/articles.jsonl"
REAL = "training/data/ant.jsonl"
MANY = "training/data/anercorp.jsonl"  # pages of many outlets
# real articles and pages that no run sees: on these and HELD the scores are calibrated
KEPT, KEPT_MANY = "training/data/ant_held.jsonl", "training/data/anercorp_held.jsonl"
HELD = "rawi05"  # beginning of the ids of our own articles that no run sees, but the first two
WEIGHTS = Path("src/rawi/tagger/weights")
LAST = "tagger10"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of ``training.train``: the run or mean that it begins with (None: the base), and its options."""

    start: str | None
    options: str


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of runs and means; ``own``: beginnings of the names of weights that are the last one's own."""

    members: tuple[str, ...]
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Higher:
    """A run or mean with so many top layers more, that are nearly the identity (``training.deepen``)."""

    of: str
    top: int


POINTER = ("pointer", "near")  # parts that began from other numbers in each of some runs, and so have no mean
MEASURED = "rawi11"  # the same of those that are kept for measuring alone
ALL = f"--more {OWN} {REAL} --held {HELD} {MEASURED}"
SECOND = f"--more {OWN} --held {HELD} {MEASURED} --average 0.996 --epochs 3 --lr 1.5e-4 --lr-heads 6e-4"
LATER = f"{ALL} --average 0.996 --lr 1.2e-4 --lr-heads 5e-4"
FRESH = f"{ALL} --batch 8 --lr 4e-4 --lr-heads 1.2e-3 --average 0.998 --seed 1"
AGAIN = f"{ALL} --batch 8 --lr 3e-4 --lr-heads 1e-3 --average 0.998 --nested 1.2 --seed 1"
HALVES = f"{ALL} --lr 1.2e-4 --lr-heads 5e-4 --average 0.985 --nested 1.2 --seed 1 --epochs 1 --always rawi08"
BOLDER = f"{AGAIN} --epochs 7 --dropout 0.15 --augment 0.7"
SHORT = f"{ALL} --lr 1.5e-4 --lr-heads 5e-4 --average 0.985 --nested 1.2 --seed 1 --epochs 1"
POLISH = f"{ALL} --batch 8 --lr 1e-4 --lr-heads 4e-4 --average 0.99 --nested 1.2 --seed 1 --epochs 2 --vary 0.3"
DEEP = "--batch 8 --nested 1.2 --seed 1 --top 6"
DEEPER = f"{ALL} {DEEP} --lr 3e-4 --lr-heads 1e-3 --average 0.998 --epochs 6 --vary 0.7"
WIDE = f"--more {OWN} {REAL} {MANY} --held {HELD} {MEASURED} {DEEP}"
WIDER = f"--more {OWN} {REAL} {MANY} {MANY} --held {HELD} {MEASURED} {DEEP}"
BIG = "--lr 3e-4 --lr-heads 1e-3 --average 0.998 --epochs 4"
FINE = f"{WIDER} --lr 1e-4 --lr-heads 4e-4 --average 0.99 --epochs 1 --vary 0.5"
PLAN: dict[str, Run | Mean | Higher] = {
    "run1": Run(None, "--epochs 4"),
    "run2": Run(None, "--epochs 5 --average 0.998"),
    "mean1": Mean(("run1", "run2")),
    "run3": Run("mean1", f"{SECOND} --seed 11"),
    "run4": Run("mean1", f"{SECOND} --seed 23"),
    "mean2": Mean(("run4", "run3"), own=POINTER),
    "run5": Run("mean2", f"{LATER} --epochs 2 --seed 37"),
    "mean3": Mean(("run3", "run5", "run4"), own=POINTER),
    "run6": Run("mean3", f"{LATER} --epochs 2 --seed 41"),
    "mean4": Mean(("mean3", "run6")),
    "run7": Run("mean4", f"{LATER} --epochs 1 --seed 59"),
    "run8": Run(None, f"{FRESH} --epochs 10"),
    "tagger6": Mean(("run8", "run7", "run7"), own=POINTER),
    **{f"run{8 + n}": Run(None, f"{FRESH} --epochs 9 --nested 1.5 --order {n}") for n in (1, 2, 3, 4)},
    "mean5": Mean(("run9", "run10", "run11", "run12")),
    "mean6": Mean(("tagger6", "mean5"), own=POINTER),
    **{f"run{12 + n}": Run("mean6", f"{AGAIN} --epochs 7 --order {10 + n}") for n in (1, 2)},
    **{f"run{12 + n}": Run("mean6", f"{BOLDER} --order {10 + n}") for n in (3, 4)},
    "tagger7": Mean(("run13", "run14", "run15", "run16")),
    **{f"run{16 + n}": Run("tagger7", f"{HALVES} --part {n}/2 --order {70 + n}") for n in (1, 2)},
    "tagger8": Mean(("run17", "run18", "tagger7", "tagger7"), own=("names.",)),
    "run19": Run("tagger8", f"{SHORT} --part 1/2 --always rawi09 --order 90"),
    "run20": Run("tagger8", f"{SHORT} --part 1/4 --always rawi10 --order 101"),
    "mean7": Mean(("run20", "run19"), own=("names.",)),
    **{f"run{20 + n}": Run("mean7", f"{AGAIN} --epochs 6 --order {400 + n}") for n in (1, 2)},
    **{f"run{22 + n}": Run("mean7", f"{AGAIN} --epochs 6 --vary 0.7 --order {410 + n}") for n in (1, 2, 3)},
    "mean8": Mean(("run23", "run24", "run25")),
    **{f"run{25 + n}": Run("mean8", f"{POLISH} --order {430 + n}") for n in (1, 2, 3, 4)},
    "tagger9": Mean(tuple(f"run{n}" for n in range(21, 30))),
    "high7": Higher("mean7", 3),
    **{f"run{29 + n}": Run("high7", f"{DEEPER} --order {420 + n}") for n in (1, 2, 3)},
    "mean9": Mean(("run30", "run31", "run32")),
    **{f"run{32 + n}": Run("mean9", f"{POLISH} --top 6 --order {440 + n}") for n in (1, 2, 3, 4)},
    "mean10": Mean(("run33", "run34", "run35", "run36")),
    "high9": Higher("tagger9", 3),
    "mean11": Mean(("high9", "mean10"), own=("names.",)),
    **{f"run{36 + n}": Run("mean11", f"{WIDE} {BIG} --vary 0.7 --order {500 + n}") for n in (1, 2, 3, 4)},
    **{f"run{40 + n}": Run("mean11", f"{WIDER} {BIG} --vary 0.7 --order {510 + n}") for n in (1, 2, 3, 4)},
    **{f"run{44 + n}": Run("mean11", f"{WIDER} {BIG} --vary 0.95 --order {520 + n}") for n in (1, 2, 3, 4)},
    "mean12": Mean(tuple(f"run{n}" for n in range(37, 49))),
    **{f"run{48 + n}": Run("mean12", f"{FINE} --order {540 + n}") for n in range(1, 13)},
    LAST: Mean(tuple(f"run{n}" for n in range(49, 61))),
}


def model(work: Path, name: str) -> Path:
    """Where a run, a mean or a start lies."""
    return work / name / "model.pt" if isinstance(PLAN[name], Run) else work / f"{name}.pt"


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
    p.add_argument("--name", default="rawi-tagger-10")
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

    for name, part in PLAN.items():
        if isinstance(part, Mean):
            own = ("--own", *part.own) if part.own else ()
            step("average", *(model(o.work, member) for member in part.members), *own, "--out", model(o.work, name))
        elif isinstance(part, Higher):
            step("deepen", model(o.work, part.of), "--top", part.top, "--base", base, "--out", model(o.work, name))
        else:
            begun = () if part.start is None else ("--start", model(o.work, part.start))
            where = ("--base", base, "--shared", o.shared, "--out", o.work / name)
            step("train", *where, "--resume", *begun, *part.options.split(), *options)
    step("export", model(o.work, LAST), "--base", base, "--out", o.weights, "--name", o.name)
    news, named = o.shared / "data/news/ant.jsonl.gz", o.shared / "data/ner/anercorp_train.txt"
    kept = (OWN, KEPT, KEPT_MANY, "--only", HELD, "ant-", "aner-")
    step("calibrate", o.weights, *kept, "--news", news, "--named", named)
    if o.weights == WEIGHTS:
        step("meaning", "--base", base, "--seal")  # it shares the tagger's embeddings, and knows them by their sha256


if __name__ == "__main__":
    main()
