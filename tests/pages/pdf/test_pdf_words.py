"""Words of PDFs that Chromium, LibreOffice and fpdf2 made with several fonts, against the text that went into them."""

from __future__ import annotations

import difflib

import pytest

from rawi.pages import read_page
from rawi.pages.pdf import direction, ligatures
from rawi.pages.pdf.paragraphs import glue

TITLE = "عودة الأهالي إلى بلدة النويرة بعد الإصلاح"
FIRST = (
    "قال رائف سلام إن السلام لا يأتي إلا بالإصلاح، وأضاف أن سالم الأعرج التقى لاعبين من الأمة الإسلامية. وأعلن "
    "«المجلس الأعلى للإعلام» أن 1,250 طفلًا عادوا إلى بلادهم في 12 آذار 2021، أي ٣٫٥٪ من اللاجئين."
)
SECOND = (
    "وأفادت صحيفة The Daily Ledger (العدد 45) بأن الآلات الثقيلة وصلت خلال الليل، وأن الأهالي لم يتلقوا أي بلاغات قبل "
    "الساعة 10:30 صباحاً. وأكّد المُتحدِّث أن «كل من خالف سيُحاسَب»، على حد قوله [1]."
)
THIRD = (
    "ولم تتضح بعد خلفيات الحادثة، لكن مسؤولاً محلياً طلب عدم ذكر اسمه قال إن الملف أُحيل إلى النيابة العامة؛ واللجنة "
    "الثلاثية ستنهي عملها بحلول الثلاثاء المقبل. شاهد: https://example.org/a/12?b=3 أو اكتب إلى news@example.org."
)
FOURTH = (
    "وقال الله أعلم بما في الصدور، بينما رأى رائف سالم أن مجلس المحافظة لم يحسم الأمر، وأن الحكم لخمسة نواب لا لستة، "
    "بنسبة 45% و12.5-13 مليون دولار (نحو 2021/2022)."
)
WHOLE = [TITLE, FIRST, SECOND, THIRD, FOURTH]


def lost(got: str, gold: str) -> list[str]:
    """The words of the original that do not stand in the text in their order."""
    wanted, found = gold.split(), got.split()
    codes = difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
    return [word for tag, start, end, _, _ in codes if tag in ("replace", "delete") for word in wanted[start:end]]


@pytest.mark.parametrize(
    ("name", "paragraphs", "most_lost"),
    [
        ("chromium-naskh", WHOLE, 3),
        ("chromium-dejavu", WHOLE[:3], 1),
        ("writer-amiri", WHOLE, 2),
        ("writer-kufi", WHOLE, 3),
        ("fpdf2-sans", WHOLE, 4),
    ],
)
def test_words_come_out_as_they_went_in(pdf, name: str, paragraphs: list[str], most_lost: int) -> None:
    page = read_page(pdf(name))
    missing = lost(page.text, "\n".join(paragraphs))
    assert len(missing) <= most_lost, missing
    assert page.text.split("\n")[0] == TITLE
    assert len(page.text.split("\n")) == len(paragraphs)


@pytest.mark.parametrize("name", ["chromium-naskh", "chromium-dejavu", "writer-amiri", "writer-kufi", "fpdf2-sans"])
def test_salam_is_never_salim(pdf, name: str) -> None:
    words = read_page(pdf(name)).text.split()
    assert words.count("سلام") == 1
    assert words.count("السلام") == 1
    assert "السالم" not in words
    assert words.count("سالم") == (1 if name == "chromium-dejavu" else 2)
    assert not [word for word in words if word.startswith("اإل") or "األ" in word]


def test_title_is_known_by_its_letters_and_blocks_hold_every_character(pdf) -> None:
    page = read_page(pdf("writer-amiri"))
    assert page.title.value == TITLE
    assert page.title.how == "largest letters of the PDF (its text)"
    assert page.title.span == (0, len(TITLE))
    covered = "".join(page.words_of(block) for block in page.blocks)
    assert covered.replace(" ", "") == "".join(page.text.split())


def test_columns_are_read_from_the_right_and_running_heads_are_navigation(pdf) -> None:
    page = read_page(pdf("chromium-columns"))
    body = " ".join(page.words_of(block) for block in page.blocks if block.kind != "navigation")
    order = [
        "جاءنا من مراسلنا",
        "وافتتح الكلام",
        "وعارضه العضو",
        "وروى لنا",
        "وبعد أخذ ورد",
        "استفاق أهالي",
        "تلميذا من المدرسة",
    ]
    places = [body.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    navigation = [page.words_of(block) for block in page.blocks if block.kind == "navigation"]
    assert navigation.count("صحيفة البرزخ - العدد ١٢") == 2
    assert {"1", "2"} <= set(navigation)
    assert "صحيفة البرزخ" not in body


def test_paragraph_that_goes_on_in_the_next_column_is_one(pdf) -> None:
    page = read_page(pdf("chromium-columns"))
    line = next(line for line in page.text.split("\n") if line.startswith("وعارضه العضو"))
    assert line.endswith("فضج المجلس بالضحك")
    assert "مؤكدا أنه لم تطأ قدمه القرية إلا مرة واحدة" in line


def test_lam_alef_of_one_glyph_is_turned_back() -> None:
    groups = [("ال", 1), ("اإل"[1:], 1), ("م", 1), ("مل", 1), ("لا", 2), ("مل", 2)]
    assert ligatures.turned(groups) == [True, True, False, True, False, False]
    assert ligatures.letters("ال", True) == "لا"
    assert ligatures.letters("هلل", ligatures.turned([("هلل", 3)])[0]) == "لله"
    assert ligatures.letters("ﻼ", False) == "لا"
    assert ligatures.letters("ﷲ", False) == "الله"
    assert ligatures.letters("ﹾ", False) == "\u0652"


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("(العدد 45)", "(العدد 45)"),
        (")العدد 45(", "(العدد 45)"),
        ("قال »نعم« ثم »لا«", "قال «نعم» ثم «لا»"),
        ("قال: »نعم«.", "قال: «نعم»."),
        ("لـ»الميناء« رأي", "لـ«الميناء» رأي"),
        ("[1] و(2)", "[1] و(2)"),
    ],
)
def test_brackets_open_and_close_where_they_should(seen: str, read: str) -> None:
    assert direction.brackets(seen) == read


@pytest.mark.parametrize(
    ("one", "other", "glued"),
    [
        ("the inter-", "national agency", "the international agency"),
        ("من سنة 2020-", "2021", "من سنة 2020- 2021"),
        ("قال إن", "الأمر", "قال إن الأمر"),
        ("Al-", "Nahar", "Al- Nahar"),
        ("co\u00ad", "operation", "cooperation"),
    ],
)
def test_lines_are_joined(one: str, other: str, glued: str) -> None:
    assert glue(one, other) == glued
