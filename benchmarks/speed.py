"""Pages a second, memory and start-up of Rawi, beside the bare encoder on the same texts in the same run.

    python -m benchmarks.speed [--shared ../shared] [--pages 1000] [--threads 1 2]

The pages are made from the annotated dev articles, each made distinct by a number in its title and by the order of its
paragraphs, so that nothing could be remembered from one page to the next. Every measurement runs in a process of its own.
Machines differ and are shared: the ratio between the two is what to hold on to.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path("src/rawi/samples/article.txt")


def pages(shared: Path, count: int) -> list[dict]:
    """``count`` articles, no two alike."""
    rng = random.Random(1)
    files = [shared / f"annotation/{name}.jsonl" for name in ("dev", "dev_madeup")]
    articles = [json.loads(line) for file in files for line in file.open(encoding="utf-8")]
    out = []
    for n in range(count):
        a = articles[n % len(articles)]
        title, *body = a["text"].split("\n")
        rng.shuffle(body)
        title = f"{title} {n}"
        out.append({"id": str(n), "text": "\n".join([title, *body]), "title_end": len(title), "date": a["date"]})
    return out


def bare_encoder(path: Path, threads: int) -> float:
    """Seconds that the lower layers alone take over the windows of all pages, one page at a time."""
    from rawi.tagger import Words, weights
    from rawi.tagger.network import Network

    net = Network(weights.load(), threads)
    began = time.perf_counter()
    for line in path.open(encoding="utf-8"):
        text = json.loads(line)["text"]
        words = Words.of_text(text, [(0, len(text))])
        net.read_words(net.pieces.windows(words), len(words))
    return time.perf_counter() - began


def annotate(path: Path, threads: int) -> float:
    """Seconds of ``rawi annotate`` over all pages, loading included."""
    from rawi.cli import main

    began = time.perf_counter()
    try:
        main(["annotate", str(path), str(path) + ".out", "--again", "--threads", str(threads)])
    except SystemExit as stopped:
        if stopped.code:
            raise
    return time.perf_counter() - began


def measured(task: str, path: Path, threads: int) -> tuple[float, float]:
    """(seconds, peak MB) of one of the tasks above in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed", "--task", task, str(path), "--threads", str(threads)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def start_up() -> float:
    """Seconds of ``rawi read`` on the sample article, the best of five."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "rawi", "read", str(SAMPLE)], check=True, capture_output=True)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--pages", type=int, default=1000)
    p.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    p.add_argument("--task", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    o = p.parse_args()
    if o.task:
        task = {"annotate": annotate, "encoder": bare_encoder}[o.task[0]]
        seconds = task(Path(o.task[1]), o.threads[0])
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    print(f"start-up of rawi read: {start_up():.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        made = pages(o.shared, o.pages)
        path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in made), encoding="utf-8")
        words = sum(len(x["text"].split()) for x in made)
        print(f"{len(made)} pages, {words / len(made):.0f} words a page")
        print(f"{'threads':>8}{'':10}{'seconds':>9}{'pages/s':>9}{'peak MB':>9}")
        for threads in o.threads:
            for task in ("encoder", "annotate"):
                seconds, peak = measured(task, path, threads)
                print(f"{threads:8}  {task:8}{seconds:9.1f}{len(made) / seconds:9.2f}{peak:9.0f}")


if __name__ == "__main__":
    main()
