import pytest

from rawi.pages import bylines, read_text


def test_who_reviewed_it_is_no_author():
    found = bylines.read("إعداد: لمى الدرزي | مراجعة علمية: سفيان بوزيد")
    assert found.author.words == "لمى الدرزي"


@pytest.mark.parametrize(
    ("opening", "author"),
    [
        ("صقر خالد – جدة\n", "صقر خالد"),
        ("مهنا التميمي- المنبر- الجوف: ", "مهنا التميمي"),
        ("فايز الأسمري - المنبر - الرياض: ", "فايز الأسمري"),
    ],
)
def test_names_of_the_gulf_open_bylines(opening, author):
    page = read_text(f"إغلاق الجسر القديم\n\n{opening}أعلنت أمانة المدينة اليوم إغلاق الجسر القديم للصيانة.")
    assert page.author.value == author
    assert page.blocks[1].kind == "byline"


@pytest.mark.parametrize("line", ["عين اليوم – عدن", "المنبر - الرياض:"])
def test_a_medium_and_a_place_are_a_dateline(line):
    page = read_text(f"إغلاق الجسر القديم\n\n{line}\n\nأعلنت أمانة المدينة اليوم إغلاق الجسر القديم للصيانة.")
    assert [(b.kind, page.text[slice(*b.span)]) for b in page.blocks][1] == ("dateline", line)


@pytest.mark.parametrize("line", ["نهج اليوم – متابعات", "نهج اليوم – وكالات"])
def test_a_medium_and_its_nameless_reporters_are_a_dateline(line):
    page = read_text(f"إغلاق الجسر القديم\n\n{line}\n\nأعلنت أمانة المدينة اليوم إغلاق الجسر القديم للصيانة.")
    assert (page.blocks[1].kind, page.text[slice(*page.blocks[1].span)]) == ("dateline", line)


@pytest.mark.parametrize(
    ("opening", "kind"), [("المنبر- الباحة:", "dateline"), ("شكران الرشدي- المنبر- حفر الباطن:", "byline")]
)
def test_a_medium_before_a_place_and_a_colon_opens_a_paragraph(opening, kind):
    page = read_text(f"إغلاق الجسر القديم\n\n{opening} أعلنت أمانة المدينة اليوم إغلاق الجسر القديم للصيانة.")
    assert [(b.kind, page.text[slice(*b.span)]) for b in page.blocks][1:] == [
        (kind, opening),
        ("body", "أعلنت أمانة المدينة اليوم إغلاق الجسر القديم للصيانة."),
    ]
