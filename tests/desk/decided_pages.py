"""A made-up page, read from hand-made tags, and decisions on it, for the tests of decisions."""

from __future__ import annotations

from typing import Any

from cues import at, cue

from rawi.desk.decisions.anchors import Part, target_of
from rawi.desk.decisions.decision import Decision, Target
from rawi.pages import page_of_article
from rawi.reading import Reading, assemble
from rawi.tagger import Cue, NamedMention, Tags

TITLE = "انهيار سقف المستودع في وادي الزيتون"
TEXT = (
    f"{TITLE}\n"
    "قالت وزيرة الأشغال ليلى قاسم إن سقف المستودع انهار يوم الثلاثاء وإن ثلاثة عمال أصيبوا. "
    "وأضافت أن التحقيق بدأ. ونفى رئيس البلدية سامي حداد وجود مخالفات في البناء. "
    "وأغلقت الشرطة الشارع حتى المساء. "
    "وبحسب تقرير للبلدية، كتب مهندس في آذار أن السقف يحتاج إلى تدعيم. "
    "وزار حداد المكان أمس."
)

NAMES = (("ليلى قاسم", "PER", 0), ("سامي حداد", "PER", 0), ("حداد", "PER", 1), ("وادي الزيتون", "LOC", 0))


def names(*without: str) -> list[NamedMention]:
    return [NamedMention(at(TEXT, words, nth), kind, 0.9) for words, kind, nth in NAMES if words not in without]


def cues(**changes: Any) -> list[Cue]:
    """The cues of the page by a short name; ``changes`` puts another in place of one, None leaves it out."""
    found = {
        "said": cue(TEXT, "قالت", "وزيرة الأشغال ليلى قاسم", "سقف المستودع انهار يوم الثلاثاء وإن ثلاثة عمال أصيبوا"),
        "added": cue(TEXT, "وأضافت", None, "التحقيق بدأ", referent="وزيرة الأشغال ليلى قاسم"),
        "denied": cue(TEXT, "ونفى", "رئيس البلدية سامي حداد", "وجود مخالفات في البناء", stance="denies"),
        "report": cue(
            TEXT, "وبحسب", "تقرير للبلدية", "كتب مهندس في آذار أن السقف يحتاج إلى تدعيم", kind="document", named=False
        ),
        "wrote": cue(TEXT, "كتب", "مهندس", "السقف يحتاج إلى تدعيم", named=False),
    } | changes
    return sorted((c for c in found.values() if c), key=lambda c: c.span)


def read(tags: list[Cue] | None = None, named: list[NamedMention] | None = None, text: str = TEXT) -> Reading:
    page = page_of_article(text, len(TITLE), "2021-03-04", origin="page.txt")
    found = Tags(names=tuple(named if named is not None else names()), cues=tuple(tags if tags is not None else cues()))
    return assemble(page, found, "hand")


class Book:
    """Decisions on one page, without a desk."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.rows: list[Decision] = []

    def make(
        self, kind: str, about: Part | Target | None, after: dict[str, Any] | None = None, **other: Any
    ) -> Decision:
        target = about if isinstance(about, Target | None) else target_of(self.reading, about)
        d = Decision(
            id=len(self.rows) + 1, kind=kind, target=target, before=other.pop("before", {}), after=after or {},
            who="منى", when="2026-01-02T03:04:05Z", **other,
        )  # fmt: skip
        self.rows.append(d)
        return d

    def undo(self, decision: Decision) -> Decision:
        return self.make("undo", None, undoes=decision.id)


def spans(*words: str) -> list[list[int]]:
    return [list(at(TEXT, w)) for w in words]


def claim(reading: Reading, words: str) -> Any:
    found = [c for c in reading.claims if words in c.text]
    assert len(found) == 1, [c.text for c in reading.claims]
    return found[0]


def said(reading: Reading, words: str) -> Any:
    found = [a for a in reading.attributions if reading.words(a.cue) == words]
    assert len(found) == 1
    return found[0]
