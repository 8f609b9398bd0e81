"""A desk in a file, and pages about made-up events for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from rawi.desk.desk import Desk
from rawi.reading import Reading

from ..made_readings import Said, reading

BRIDGE = "بلدية تل الزعرور أغلقت الجسر الخشبي القديم أمام الشاحنات"
TURNED = "الجسر الخشبي القديم أغلقته بلدية تل الزعرور أمام الشاحنات"
HURT = "أصيب {} عاملا في انهيار سقف مستودع الحبوب في مرسى القصب"
BOAT = "عثر صيادون على حطام قارب قرب مرسى القصب"


def stored(name: str, *said: Said, **facts: str | None) -> tuple[Reading, bytes]:
    """A reading with the bytes that it is of."""
    made = reading(name, *said, **facts)  # type: ignore[arg-type]
    raw = f"{made.page.text}\n{name}".encode()
    return replace(made, page=replace(made.page, id=sha256(raw).hexdigest())), raw


def by(who: str, words: str, stance: str = "states") -> Said:
    return Said(words, (who,), stance, people=(who,))


def pages() -> list[tuple[Reading, bytes]]:
    """Two events, told by seven pages, and a page that is alone."""
    return [
        stored("1", by("رندة الشامي", BRIDGE), outlet="الساحل", published="2023-05-01", title="إغلاق الجسر الخشبي في تل الزعرور"),
        stored("2", by("وليد الهاني", TURNED, "denies"), Said(BOAT), outlet="الميناء", published="2023-05-02", title="الجسر الخشبي في تل الزعرور مفتوح"),
        stored("3", by("سامر الدغيم", HURT.format("12")), outlet="الساحل", published="2023-05-02", title="انهيار سقف مستودع الحبوب في مرسى القصب"),
        stored("4", by("هالة الراعي", HURT.format("20")), outlet="الضفة", published="2023-05-03", title="مستودع الحبوب في مرسى القصب ينهار"),
        stored("5", by("رندة الشامي", BRIDGE), outlet="الضفة", published="2023-05-03", title="تل الزعرور: الجسر الخشبي مغلق"),
        stored("6", by("سامر الدغيم", HURT.format("12")), outlet="الميناء", published="2023-05-03", title="سقف مستودع الحبوب ومصابو مرسى القصب"),
        stored("7", Said("افتتح معرض الخزف السنوي في قاعة المدرسة"), outlet="الضفة", published="2023-09-03", title="معرض الخزف"),
    ]  # fmt: skip


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "news.desk") as made:
        yield made


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk with `pages`, numbered from 1, not yet brought together."""
    for given, raw in pages():
        empty.put(given, raw)
    return empty
