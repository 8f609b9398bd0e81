"""Speed of `rawi.language.numbers.find` and `rawi.quantities.find` on invented news text of 1 kB to 1 MB (UTF-8).

    python benchmarks/quantities_speed.py

Processor time, the best of three; a target of 1 MB a second on one core. The last rows are hostile: numbers alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from rawi import quantities
from rawi.language import numbers

PASSAGE = """\
أعلن مجلس بلدية وادي السنديان، في بيان صدر مساء الثلاثاء، أن الحريق الذي شب في مستودع الحبوب القديم أودى بحياة سبعة
عمال وأصاب ما لا يقل عن 23 آخرين، وأن فرق الإطفاء احتاجت إلى وقت طويل حتى سيطرت عليه. وقال رئيس المجلس إن المبنى لم
يخضع للصيانة منذ سنوات، وإن الخسائر الأولية تقدر بنحو 1.2 مليون دولار، من دون احتساب ما لحق بالبيوت المجاورة من
أضرار. وأضاف أن اللجنة التي شكلت لهذا الغرض ستستمع إلى شهادات العاملين في المستودع، وستقدم تقريرها إلى المجلس قبل
نهاية الشهر المقبل. ونفى صاحب المستودع أن يكون قد تلقى أي إنذار، مؤكدا أن الأوراق كلها في مكتب المحامي، وأن أهالي
الحي يعرفون من أين بدأت النار.
"""


def seconds(find: Callable[[str], list[Any]], text: str) -> tuple[float, int]:
    best = float("inf")
    found = 0
    for _ in range(3):
        begun = time.process_time()
        found = len(find(text))
        best = min(best, time.process_time() - begun)
    return best, found


def row(name: str, find: Callable[[str], list[Any]], text: str) -> str:
    size = len(text.encode()) / 1e6
    took, found = seconds(find, text)
    return f"{name:<22} {size:9.3f} MB {took * 1000:10.1f} ms {size / max(took, 1e-9):8.2f} MB/s {found:8d} found"


def main() -> None:
    size = len(PASSAGE.encode())
    for find, name in ((numbers.find, "numbers"), (quantities.find, "quantities")):
        for wanted in (1_000, 10_000, 100_000, 1_000_000):
            print(row(name, find, PASSAGE * (wanted // size) if wanted >= size else PASSAGE[: wanted // 2]))
    for piece in ("12 ", "قتل 5 ", "من 3 إلى ", "أكثر من نحو ", "مئة وألف "):
        for wanted in (10_000, 100_000):
            print(row(f"hostile {piece!r}", quantities.find, piece * (wanted // len(piece.encode()))))


if __name__ == "__main__":
    main()
