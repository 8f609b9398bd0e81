"""How the time of each step grows on hostile input: four times the text should take about four times as long.

    python -m benchmarks.hostile

Prints for every step and pattern the seconds for 25,000 and 100,000 characters and their ratio, worst first.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from rawi import quantities, times
from rawi.language import fold, quotations, split_sentences
from rawi.language.numbers import find as numbers
from rawi.pages import read_text
from rawi.reading import clauses

PATTERNS = (
    "قال ", "و", "ـ", "« ", "«»", '"', ". ", "، ", "؟!", "(", "1", "1,", "1.", "١٬", "ألف ", "مئة وألف ", "من 3 إلى ",
    "قبل ", "يوم ", "وقال إن ", "الذي ", "© ", "رويترز ", "الرياض - ", "\n", "نعم\n", "\u200f", "ﷺ", "\u0651", "https://a.b/ ",
    "5 % ", "أكثر من ", "بين 3 و", "في يناير ", "12/01/2021 ",
)  # fmt: skip
STEPS: dict[str, Callable[[str], object]] = {
    "fold": fold,
    "quotations": quotations,
    "sentences": split_sentences,
    "numbers": numbers,
    "times": lambda text: times.find(text, "2016-02-01", language="ar"),
    "quantities": lambda text: quantities.find(text, language="ar"),
    "clauses": lambda text: clauses.cut(text, (0, len(text))),
    "pages": lambda text: read_text("قال الوزير\n" + text),
}


def seconds(step: Callable[[str], object], pattern: str, length: int) -> float:
    """CPU time, the better of two."""
    text = (pattern * (length // len(pattern) + 1))[:length]
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        step(text)
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Measure and print."""
    rows = []
    for name, step in STEPS.items():
        step("قال الوزير إن 3 جسور")  # what is loaded once is not measured
        for pattern in PATTERNS:
            once, four = seconds(step, pattern, 25_000), seconds(step, pattern, 100_000)
            rows.append((four / max(once, 1e-4), name, pattern, once, four))
    for ratio, name, pattern, once, four in sorted(rows, reverse=True):
        print(f"{ratio:6.1f}  {name:11} {once:8.4f} s {four:8.4f} s  {pattern!r}")


if __name__ == "__main__":
    main()
