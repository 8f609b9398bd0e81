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
