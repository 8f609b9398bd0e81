"""From nothing to the tagger's weights, in one command.

    python -m training.make --shared DIR [--work training/work] [--weights src/rawi/tagger/weights] [--device cuda]

Steps whose result lies in the work folder already are passed over, so that a broken run goes on where it was. Needs
torch, onnx and safetensors beside what Rawi needs (``pip install -r training/requirements.txt``). On a GPU it takes about
half an hour, on a processor a day.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

OWN = "training/data/articles.jsonl"
REAL = "training/data/ant.jsonl"
HELD = "rawi05"  # our articles that no run sees: on these the scores are calibrated
ANNOTATED = ("--more", OWN, REAL, "--held", HELD)
PLAIN = (
    "data/news/ant.jsonl.gz",
    "annotation/train_madeup.jsonl",
    "data/together/train_madeup.jsonl",
    "data/ner/anercorp_train.txt",
    "data/ner/wojood_sample_train.txt",
    "data/ner/wikiann_ar_train.tsv",
    "data/claims/ans/stance_train.csv",
    "data/claims/ans/claim_train.csv",
)
RATES = ("--batch", "8", "--lr", "4e-4", "--lr-heads", "1.2e-3", "--average", "0.998", "--seed", "1")
FIRST = ("--lower", "6", "--top", "3", "--epochs", "10")  # the run that is taught by the others at the end
# teachers, by their layers: split below and above, epochs of further pre-training before
FORMS = {9: (("--lower", "6", "--top", "3"), "12"), 12: (("--lower", "9", "--top", "3"), "9")}
TWINS = ("7", "14")  # orders of the articles of two runs of one form, whose mean is taken
WEIGHTS = Path("src/rawi/tagger/weights")


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
    p.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    p.add_argument("--teacher", type=Path, nargs="*", default=[], help="further models that teach in the last step")
    o = p.parse_args()
    base, device = o.work / "base", ("--device", o.device)
    if not (base / "tokenizer.json").exists():
        step("base", base)
    plain = ("--shared", o.shared, *ANNOTATED)

    def train(begin: Path, out: Path, *own: str) -> Path:
        step("train", "--base", begin, *plain, "--out", out, "--resume", *RATES, *own, *device)
        return out / "model.pt"

    def taught(start: Path, teachers: list[Path], out: Path, seconds: str, seed: str) -> Path:
        if not (out / "run.json").exists():
            own = ("--out", out, "--start", start, "--seconds", seconds, "--seed", seed)
            step("distil", "--base", base, *plain, "--teachers", *o.teacher, *teachers, *own, *device)
        return out / "model.pt"

    first = train(base, o.work / "run", *FIRST)
    means = []
    for layers, (split, epochs) in FORMS.items():
        adapted = o.work / f"adapted{layers}"
        if not (adapted / "tokenizer.json").exists():
            texts = [*(o.shared / name for name in PLAIN), OWN]
            rates = ("--layers", layers, "--epochs", epochs, "--frozen", "--batch", 48, "--lr", "4e-4")
            step("adapt", "--base", base, "--text", *texts, "--out", adapted, *rates, *device)
        twins = [train(adapted, o.work / f"run{layers}-{n}", *split, "--epochs", "7", "--order", n) for n in TWINS]
        means.append(o.work / f"mean{layers}.pt")
        step("average", *twins, "--out", means[-1])
    nine, twelve = means
    twelve = taught(twelve, [nine, twelve], o.work / "taught12", "3600", "5")
    last = taught(first, [nine, first, twelve], o.work / "taught", "1500", "7")
    step("export", last, "--base", base, "--out", o.weights, "--name", o.name)
    step("calibrate", o.weights, OWN, "--only", HELD)
    if o.weights == WEIGHTS:
        step("meaning", "--base", base, "--seal")  # it shares the tagger's embeddings, and knows them by their sha256


if __name__ == "__main__":
    main()
