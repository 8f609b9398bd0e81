"""Speed of `rawi.language`, its growth on hostile input, and how well commas stand in for missing full stops.

    python benchmarks/language.py [ARTICLES.jsonl ...]

Each line of ARTICLES has a `text`. Without files only speed on a text of its own and growth are measured. MB are
10^6 bytes of UTF-8. Growth is time on four times the length by time on the length: about 4 where time is linear.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rawi.language import clitics, fold, fold_text, identify, quotations, split_sentences, words

OWN = (
    "أعلنت لجنة السدود أمس أن أعمال الصيانة ستبدأ في ١٢ آذار. وقال رئيس اللجنة د. سامي حداد: «لن تغلق الطريق. سنعمل "
    "ليلا»، مضيفا أن الكلفة تبلغ 3.5 مليون. كما طلب من السكان، وفقا للبيان، الابتعاد عن الضفة!\n"
)
STEPS: dict[str, Callable[[str], object]] = {
    "fold_text": fold_text,
    "fold": fold,
    "words": words,
    "quotations": quotations,
    "split_sentences": split_sentences,
    "identify": identify,
}
HOSTILE = (
    *[
        '"',
        "«",
        "«\"‘'",
        ".",
        ". ",
        " .",
        "؟",
        "، وقال ",
        "(",
        "(]",
        "ا",
        "\u064b",
        "ا.",
        "1.",
        "a.b/",
        " ",
        "\n",
        "\u200f",
    ],
    *['ا" ', "«ا. ب» ", "«. ", "ﷺ", "كما قال إن كذا وكذا، ", "ا:1", "(" + "ا " * 90],
)


def seconds(step: Callable[[str], object], text: str) -> float:
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        step(text)
        times.append(time.process_time() - begin)
    return min(times)


def speed(text: str) -> None:
    megabytes = len(text.encode()) / 1e6
    print(f"speed on {megabytes:.1f} MB, MB a second")
    for name, step in STEPS.items():
        print(f"  {name:16} {megabytes / seconds(step, text):8.1f}")
    some = [word.text for word in words(text)[:20_000]]
    print(
        f"  clitics          {len(some) / seconds(lambda _: [clitics(word) for word in some], ''):8.0f} words a second"
    )


def growth(length: int = 40_000) -> None:
    print(f"growth from {length} to {4 * length} characters of one pattern, the worst of {len(HOSTILE)}")
    for name, step in STEPS.items():
        worst = (0.0, "", 0.0)
        for pattern in HOSTILE:
            text = pattern * (length // len(pattern) + 1)
            short, long = seconds(step, text[:length]), seconds(step, text * 4)
            if long > 0.005:
                worst = max(worst, (long / max(short, 1e-5), pattern[:12], long))
        print(f"  {name:16} {worst[0]:6.1f}  {worst[1]!r} ({worst[2] * 1000:.0f} ms)")


def commas(texts: list[str]) -> None:
    """Full stops inside long paragraphs turned into commas: which of them `split_sentences` finds again."""
    right = wrong = missed = 0
    for paragraph in (line for text in texts for line in text.split("\n")):
        spans = split_sentences(paragraph)
        stops = [end for _, end in spans[:-1]]
        if len(paragraph.split()) < 60 or not stops or any(paragraph[end - 1] != "." for end in stops):
            continue
        letters = list(paragraph.rstrip(". "))
        for end in stops:
            letters[end - 1] = "،"
        found = {end for _, end in split_sentences("".join(letters))[:-1]}
        right += len(found & set(stops))
        wrong += len(found - set(stops))
        missed += len(set(stops) - found)
    if right:
        print(
            f"  {right + missed} stops: precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}"
        )


def main() -> None:
    speed(OWN * 4000)
    growth()
    for name in sys.argv[1:]:
        texts = [json.loads(line)["text"] for line in Path(name).read_text(encoding="utf-8").splitlines()]
        print(name)
        commas(texts)
        speed("\n".join(texts))


if __name__ == "__main__":
    main()
