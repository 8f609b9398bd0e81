"""Copies on invented pages: what is found, where it stands, of which kind it is and which page has it from which."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.language.letters import fold_text
from rawi.pages import Block, Fact, Page
from rawi.reading import Attribution, Reading, Source, Speaker
from rawi.together import copies
from rawi.together.copies import CopyIndex, wording

REPORT = (
    "أغلقت بلدية تل الزعرور أمس الجسر الخشبي القديم بعد أن لاحظ صيادون تشققا في دعامته الوسطى. "
    "وقالت المهندسة رندة الشامي إن الدعامة مالت أربعة أصابع خلال أسبوع واحد، وإن إصلاحها يحتاج إلى شهرين على الأقل. "
    "وسيعبر السكان النهر في هذه المدة بقوارب تستأجرها البلدية من مرسى القصب مجانا"
)
OTHER = (
    "تستعد مدارس وادي السرو لاستقبال تلاميذها وسط نقص في المقاعد والكتب، فيما وعدت دائرة التعليم بإرسال دفعة أولى من "
    "الطاولات قبل نهاية الشهر. ويشكو الأهالي من ارتفاع أسعار الدفاتر وأجور الحافلات التي تنقل أبناءهم من القرى البعيدة"
)


def page(
    name: str, text: str, *, outlet: str | None = None, published: str | None = None, agency: str | None = None
) -> Page:
    return Page(
        name,
        text,
        (Block("body", (0, len(text))),),
        outlet=Fact(outlet),
        published=Fact(published),
        agency=Fact(agency),
    )


def folded(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold_text(text)).split()


def test_a_report_inside_a_longer_page_is_told_by_the_share_of_the_report() -> None:
    long = page("long", f"{OTHER}.\n{REPORT}.\n{OTHER[::-1]}")
    (copy,) = copies.compare([page("report", REPORT), long])
    assert (copy.page, copy.other) == ("long", "report")
    assert long.text[slice(*copy.span)] == REPORT
    assert REPORT[slice(*copy.other_span)] == REPORT
    assert copy.kind == "verbatim"
    assert copy.equal == len(folded(REPORT)) == 48
    assert copy.other_share == 1.0
    assert copy.share == pytest.approx(48 / len(folded(long.text)))


def test_spelling_marks_and_punctuation_do_not_matter() -> None:
    spelt = REPORT.replace("أ", "ا").replace("ة", "ه").replace("،", "").replace("القديم", "القَدِيـم").replace(".", " –")
    (copy,) = copies.compare([page("1", REPORT), page("2", spelt)])
    assert copy.kind == "verbatim"
    assert spelt[slice(*copy.span)] == spelt


def test_changed_dropped_and_added_words_make_it_near() -> None:
    changed = REPORT.replace("صيادون", "عمال").replace(" الخشبي", "").replace("خلال", "في غضون")
    (copy,) = copies.compare([page("1", REPORT), page("2", changed)])
    assert copy.kind == "near"
    assert changed[slice(*copy.span)] == changed
    assert copy.equal == 48 - 3


def test_a_sentence_left_out_gives_two_passages() -> None:
    first, _, third = REPORT.split(". ")
    shorter = f"{first}. {third}"
    found = copies.compare([page("1", REPORT), page("2", shorter)])
    assert [shorter[slice(*c.span)] for c in found] == [first, third]
    assert [REPORT[slice(*c.other_span)] for c in found] == [first, third]


def test_passages_in_another_order_are_found() -> None:
    first, second, third = REPORT.split(". ")
    turned = f"{third}. {first}. {second}"
    found = copies.compare([page("1", REPORT), page("2", turned)])
    assert [turned[slice(*c.span)] for c in found] == [third, first + ". " + second]


def test_nothing_in_common_nothing_found() -> None:
    assert copies.compare([page("1", REPORT), page("2", OTHER)]) == []


def test_an_official_with_all_his_titles_is_no_copy() -> None:
    titled = "رئيس مجلس إدارة شركة جامعة نادي مدينة الدكتور المهندس الشيخ"
    found = copies.compare([page("1", f"زار {titled} سوق السمك"), page("2", f"غاب {titled} عن حفل الختام")])
    assert found == []


SHORT = "وقال سائق الحافلة إن الأمطار جرفت نصف الطريق المؤدي إلى الوادي"


def rest(number: int, count: int = 45) -> str:
    """Words of a page of a matter of its own."""
    return " ".join(f"لفظ{number}س{n}" for n in range(count))


@pytest.mark.parametrize(("words", "found"), [(11, True), (9, True), (7, False)])
def test_a_short_passage_of_two_pages_that_have_nothing_else_in_common(words: int, found: bool) -> None:
    short = " ".join(SHORT.split()[:words])
    one, two = (page(str(n), f"{rest(n)} {short}. {rest(n + 9)}") for n in (1, 2))
    assert [two.text[slice(*c.span)] for c in copies.compare([one, two])] == [short] * found


def test_a_short_passage_is_no_copy_where_both_pages_are_of_one_matter() -> None:
    same = rest(5, 30).split()
    turned = " ".join(same[n] for n in sorted(range(30), key=lambda n: (n * 7) % 30))
    one = page("1", f"{' '.join(same)} {rest(1, 20)} {SHORT}. {rest(3, 20)}")
    two = page("2", f"{turned} {rest(2, 20)} {SHORT}. {rest(4, 20)}")
    assert copies.compare([one, two]) == []


def test_a_short_passage_is_no_copy_where_its_words_stand_all_over_the_page() -> None:
    words = SHORT.split()
    around = " ".join(f"{word} لفظ{n}" for n, word in enumerate(words))
    one = page("1", f"{rest(1, 99)} {SHORT}. {rest(9, 20)}")
    assert copies.compare([one, page("2", f"{rest(2, 99)} {SHORT}. {around}")]) == []


def test_a_short_passage_that_several_pages_hold_is_a_formula() -> None:
    pages = [page(str(n), f"{rest(n)} {SHORT}. {rest(n + 20)}") for n in range(6)]
    found = copies.compare(pages)
    assert {c.page for c in found} == {"1", "2"}
    assert len(found) == 3


def test_furniture_never_counts_and_no_passage_runs_across_it() -> None:
    half, rest = REPORT.split(". ", 1)
    menu = "الرئيسية محليات رياضة اقتصاد ثقافة منوعات طقس اتصل بنا من نحن الأرشيف البحث المتقدم خريطة الموقع"
    text = f"{half}\n{menu}\n{rest}"
    one, two = len(half), len(half) + 1 + len(menu)
    blocks = (Block("body", (0, one)), Block("navigation", (one + 1, two)), Block("body", (two + 1, len(text))))
    framed = Page("framed", text, blocks)
    assert [framed.text[slice(*c.span)] for c in copies.compare([page("1", REPORT), framed])] == [half, rest]
    assert copies.compare([page("2", menu), framed]) == []


def test_the_same_words_in_quotation_marks_are_a_quotation() -> None:
    said = "لن نترك أحدا على الضفة الأخرى مهما طال العمل في الجسر القديم"
    one = page("1", f"{OTHER} وقالت الشامي: «{said}».")
    two = page("2", f'ونقلت إذاعة الميناء عن المهندسة "{said}"، قبل أن تغادر المرسى.')
    (copy,) = copies.compare([one, two])
    assert copy.kind == "quotation"
    assert two.text[slice(*copy.span)] == said
    three = page("3", f"وهكذا {said} والسلام")
    assert [c.kind for c in copies.compare([one, three])] == ["verbatim"]


def reading(one: Page, said: str, speaker: str) -> Reading:
    at = one.text.index(said)
    content = ((at, at + len(said)),)
    source = Source(1, speaker, "person", True, None, ())
    spoken = Attribution(
        1, ((0, 1),), (), content, "states", "indirect", "person", True, (), 1, Speaker("read", 1.0), (), (), None, 1.0, False
    )  # fmt: skip
    return Reading(one, {}, (), (), (), (), (source,), (spoken,), ())


@pytest.mark.parametrize(("speaker", "kind"), [("رندة الشامي", "quotation"), ("سهيل قنديل", "verbatim")])
def test_what_is_told_of_one_speaker_in_both_pages_is_a_quotation(speaker: str, kind: str) -> None:
    said = "الدعامة مالت أربعة أصابع خلال أسبوع واحد وإن إصلاحها يحتاج إلى شهرين"
    one = reading(page("1", f"قالت المهندسة إن {said}"), said, "المهندسة رندة الشامي")
    two = reading(page("2", f"وأكدت مسؤولة أن {said} كاملين"), said, speaker)
    (copy,) = copies.compare([one, two])
    assert copy.kind == kind


@pytest.mark.parametrize(
    ("mine", "theirs", "direction", "why"),
    [
        ({"published": "2031-05-02"}, {"published": "2031-05-01"}, "from_other", "published"),
        ({"published": "2031-05-01T09:00"}, {"published": "2031-05-01T10:30"}, "to_other", "published"),
        ({"published": "2031-05-01T09:00"}, {"published": "2031-05-01"}, "unknown", None),
        ({"published": "2031-05-01T23:00+03:00"}, {"published": "2031-05-02T02:00"}, "unknown", None),
        ({"published": "2031-05-01T10:00+03:00"}, {"published": "2031-05-01T08:00Z"}, "to_other", "published"),
        ({"published": "someday"}, {"published": "2031-05-02"}, "unknown", None),
        ({"published": "0001-01-01T00:00+03:00"}, {"published": "2031-05-02"}, "unknown", None),
        ({}, {}, "unknown", None),
        (
            {"published": "2031-05-01", "outlet": "المرسى", "agency": "وكالة القصب"},
            {"published": "2031-05-02", "outlet": "القصب"},
            "from_other",
            "names",
        ),
        ({"outlet": "وكالة القصب"}, {"outlet": "المرسى", "agency": "القصب"}, "to_other", "names"),
    ],
)
def test_direction(mine: dict[str, str], theirs: dict[str, str], direction: str, why: str | None) -> None:
    (copy,) = copies.compare([page("1", REPORT, **theirs), page("2", REPORT, **mine)])
    assert (copy.direction, copy.why) == (direction, why)


def test_a_common_agency_is_told() -> None:
    one, two = page("1", REPORT, agency="القصب", outlet="المرسى"), page("2", REPORT, agency="القصب", outlet="الميناء")
    assert copies.compare([one, two])[0].through == "القصب"


def test_two_pages_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two pages have the id 1"):
        copies.compare([page("1", REPORT), page("1", OTHER)])


@pytest.mark.parametrize("text", ["", " \n ", "؟!…", "كلمة", "one two"])
def test_pages_of_few_words(text: str) -> None:
    assert copies.compare([page("1", text), page("2", text), Page("3", text, ())]) == []


WORDS = sorted(set(folded(REPORT + " " + OTHER)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_span_holds_the_words_that_are_said_to_be_equal(data: st.DataObject) -> None:
    """Spans lie in the text, begin and end with a word, overlap in no page by more than said, and match at the rate."""
    words = st.sampled_from([*WORDS, "القَدِيـم", "ﻻ", "٣,٤", "\u200fأمس", "x😀y"])
    base = data.draw(st.lists(words, min_size=20, max_size=90))
    marks = st.sampled_from([" ", " ", " ", "، ", ".\n", " «", "» ", " \u200f"])

    def written(some: list[str]) -> str:
        return "".join(word + data.draw(marks) for word in some)

    changed = list(base)
    for place in data.draw(st.lists(st.integers(0, len(base) - 1), max_size=12)):
        changed[place] = data.draw(words)
    before, after = data.draw(st.lists(words, max_size=30)), data.draw(st.lists(words, max_size=30))
    one, two = page("1", written(base)), page("2", written(before + changed + after))
    for copy in copies.compare([one, two]):
        here, there = two.text[slice(*copy.span)], one.text[slice(*copy.other_span)]
        assert here == here.strip(" .\n،«»")
        assert there == there.strip(" .\n،«»")
        mine, theirs = folded(here), folded(there)
        row = [0] * (len(theirs) + 1)
        for word in mine:  # the longest common subsequence, in full
            row_before, row = row, [0]
            for at, other in enumerate(theirs):
                row.append(row_before[at] + 1 if word == other else max(row_before[at + 1], row[at]))
        assert copy.equal <= row[-1]
        assert copy.equal >= 0.6 * max(len(mine), len(theirs))
        assert (copy.kind == "verbatim") <= (mine == theirs)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=18, max_size=30, unique=True), st.integers(0, 40), st.integers(0, 40))
def test_every_run_of_eighteen_equal_words_is_found_by_the_index(run: list[str], before: int, after: int) -> None:
    index, kept = CopyIndex(), {}
    filler = [f"حشو{n}" for n in range(80)]
    old = wording(page("old", " ".join([*filler[:before], *run, *filler[40 : 40 + after]])))
    index.add(old)
    kept["old"] = old
    new = page("new", " ".join(["مطلع", *run, "خاتمة"]))
    found = copies.find(wording(new), index, kept.get)
    formal = [word for word, plain in zip(run, wording(page("run", " ".join(run))).plain, strict=True) if not plain]
    if len(run) - len(formal) >= 10:
        assert [new.text[slice(*c.span)] for c in found] == [" ".join(run)]
