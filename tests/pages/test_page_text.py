"""Pages from text: what is known and how, what the caller gives, bad input, and that no character is lost."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_layouts import LAYOUTS, P1, P2, P3, T

from rawi.errors import InputError, LanguageError, OptionError
from rawi.pages import Page, page_of_article, read_page, read_text

PAGE = f"{T}\n{P1}\n{P2}\n{P3}"


def check(page: Page) -> None:
    """Blocks stand in order without overlap, only white space lies between them, facts point at their words."""
    edges = [0, *(edge for block in page.blocks for edge in block.span), len(page.text)]
    assert edges == sorted(edges)
    assert all(block.span[0] < block.span[1] for block in page.blocks)
    for start, end in list(pairwise(edges))[::2]:
        assert not page.text[start:end].strip()
    for fact in (page.title, page.author, page.outlet):
        if fact.span and fact.value:
            assert page.text[slice(*fact.span)] == fact.value


def test_page_holds_bytes_id_text_and_language() -> None:
    raw = PAGE.encode("cp1256")
    page = read_text(raw, origin="a.txt")
    assert (page.id, page.text, page.origin) == (hashlib.sha256(raw).hexdigest(), PAGE, "a.txt")
    assert page.language.value == "ar"
    assert page.warnings == ("Read as cp1256.",)
    assert read_text(PAGE).warnings == ()
    assert read_text(PAGE).id == hashlib.sha256(PAGE.encode()).hexdigest()


def test_what_the_caller_gives_wins() -> None:
    text = f"بقلم: هالة المرعشي\n{PAGE}\n© 2021 صحيفة المرفأ. جميع الحقوق محفوظة"
    found = read_text(text)
    assert (found.author.value, found.outlet.value) == ("هالة المرعشي", "صحيفة المرفأ")
    page = read_text(
        text, title="عنوان آخر", outlet="الميناء", author="سعاد", published="2021-03-04", url="https://a.example/1"
    )
    given_facts = [(fact.value, fact.how) for fact in (page.title, page.outlet, page.author, page.published, page.url)]
    assert given_facts == [
        ("عنوان آخر", "given"),
        ("الميناء", "given"),
        ("سعاد", "given"),
        ("2021-03-04", "given"),
        ("https://a.example/1", "given"),
    ]


def test_given_title_finds_its_line() -> None:
    text = f"خبر أول طويل من أخبار المدينة\n{PAGE}"
    page = read_text(text, title=T)
    title = next(block for block in page.blocks if block.kind == "title")
    assert page.words_of(title) == T
    assert page.title.span == title.span


@pytest.mark.parametrize("date", ["4 مارس", "2021-13-01", "2021-02-30", "", "أمس"])
def test_a_date_that_is_none(date: str) -> None:
    with pytest.raises(OptionError, match="is no date"):
        read_text(PAGE, published=date)


def test_languages() -> None:
    with pytest.raises(LanguageError, match="English"):
        read_text("The minister said on Tuesday that the bridge would be opened again in the spring of next year.")
    with pytest.raises(LanguageError, match="Russian"):
        read_text("Министр заявил во вторник, что мост будет открыт весной следующего года после ремонта.")
    with pytest.raises(LanguageError, match="Windows-1252"):
        read_text("قال الوزير إن الجسر سيفتح".encode().decode("cp1252", "ignore"))
    with pytest.raises(LanguageError, match="no Arabic letters"):
        read_text("12 34 --- 56")
    page = read_text("وزیر راه گفت که پل تازه در بهار سال آینده گشوده می‌شود و هزینه آن را دولت می‌پردازد.")
    assert page.language.value == "fa"
    assert "Persian" in page.warnings[0]
    assert "unsure" in page.warnings[0]


def test_bad_strings() -> None:
    for text, words in (("", "empty"), (" \n ", "empty"), ("قال \ud800", "surrogates")):
        with pytest.raises(InputError, match=words):
            read_text(text)
    with pytest.raises(InputError, match="--max-bytes"):
        read_text(PAGE, max_bytes=100)


def test_html_in_a_string_is_read_as_text_with_a_warning() -> None:
    page = read_page(f"<!DOCTYPE html><p>{P1}</p>")
    assert "HTML" in page.warnings[0]
    check(page)


def test_article_with_known_title_is_taken_as_it_stands() -> None:
    body = f"الرياض (واس) - {P1}\nاقرأ أيضا: خبر آخر\n{P2}"
    text = f"الرئيسية\n{body}"
    page = page_of_article(text, 8, "2021-03-04", outlet="المرفأ")
    assert [(block.kind, page.words_of(block)) for block in page.blocks] == [("title", "الرئيسية"), ("body", body)]
    assert (page.title.value, page.agency.value, page.published.value) == ("الرئيسية", "واس", "2021-03-04")
    with pytest.raises(OptionError):
        page_of_article(text, len(text) + 1)
    with pytest.raises(OptionError):
        page_of_article(text, 8, "غدا")


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("القاهرة 19 شباط (رويترز) -", "رويترز"),
        ("القاهرة – أ.ف.ب:", "أ ف ب"),
        ("غزة - وكالات -", "وكالات"),
        ("دمشق، سوريا (سانا) --", "سانا"),
        ("تل الحور 19 شباط (نهج) -", "نهج"),
        ("الكويت (كونا) ـــ", "كونا"),
        ("مرسى الريحان (وكالة سدر) -", "وكالة سدر"),
    ],
)
def test_agency_of_a_dateline(opening: str, agency: str) -> None:
    page = read_text(f"{T}\n{opening} {P1}\n{P2}")
    dateline = next(block for block in page.blocks if block.kind == "dateline")
    assert page.words_of(dateline) == opening
    assert (page.agency.value, page.agency.how) == (agency, "dateline")


@pytest.mark.parametrize(
    "beginning",
    [
        "قال الوزير - وهو من أبناء المدينة - إن",
        "الوزير: لا رجعة عن القرار، وأضاف أن",
        "في الرياض - كما في غيرها - يقول الناس إن",
        "أما المتهم الثاني، م. ع، فقد أنكر أن",
    ],
)
def test_sentences_are_no_datelines(beginning: str) -> None:
    page = read_text(f"{T}\n{beginning} {P1}\n{P2}")
    assert {block.kind for block in page.blocks} == {"title", "body"}


@pytest.mark.parametrize(
    "end",
    [
        "وختم بالقول إن سامي حداد هو كاتب القصة الأصلية التي بني عليها المشروع",
        "وشارك في الندوة نديم الصفصاف هو وزميله في المجلس البلدي",
    ],
)
def test_people_of_the_article_are_not_its_author(end: str) -> None:
    page = read_text(f"{T}\n{P1}\n{P2}\n{P3} {end}")
    assert page.author.value is None
    assert {block.kind for block in page.blocks} == {"title", "body"}


def test_words_of_the_text_that_look_like_furniture() -> None:
    """Short lines, questions and a section's word between paragraphs stay in the body; so do lists and verses."""
    text = "\n".join([T, P1, "ثقافة", P2, "لماذا الآن؟", P3, "أولا: الرصيف", "ثانيا: الحوض", "ثالثا: الطريق"])
    page = read_text(text)
    assert [block.kind for block in page.blocks] == ["title", *["body"] * 8]


lines_of_pages = sorted(
    {words for layout in LAYOUTS for line in layout.page.split("\n") for words in [line.split("|", 1)[1]]}
)
odd = st.text(st.sampled_from("ابوهيقال «»()[]|>:-–…./@#©*0١ \t\u200f\u00a0"), max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(lines_of_pages), odd), min_size=1, max_size=14),
    st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]),
)
def test_no_character_is_lost(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        page = read_text(text)
    except InputError:
        return
    assert page.text == text
    check(page)


@pytest.mark.parametrize(
    "text",
    [
        "قال" + "." * 300_000,
        "قال" + "\t" * 300_000 + "نعم",
        "(" * 300_000 + "قال",
        "الرياض - " * 60_000,
        "سامي حداد هو كاتب " * 30_000,
        "قال «" * 60_000,
        "© محفوظة " * 40_000,
        ("قال\t\t\t\t\t\t\t\t" * 40 + "\n") * 800,
        "الرئيسية\n" * 30_000,
        "\n" * 300_000 + "قال الوزير نعم",
        "http://" + "a." * 150_000 + " قال",
    ],
)
def test_hostile_pages_are_read(text: str) -> None:
    check(read_text(text))  # under a second each; what is quadratic takes minutes
