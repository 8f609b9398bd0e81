"""What stands round and within an article where no class name tells what it is."""

import json

from rawi.pages import Page, read_page

TITLE = "افتتاح مكتبة الحي القديم بعد ترميم دام ثلاث سنوات"
BODY = [
    "افتتحت بلدية الحي القديم مكتبتها العامة بعد ترميم دام ثلاث سنوات، في حفل حضره عشرات الأهالي.",
    "وقالت مديرة المكتبة سهى المنذر إن الرفوف تضم اليوم ثلاثين ألف كتاب، نصفها هبات من سكان الحي.",
    "وأضافت أن قاعة الأطفال ستفتح أبوابها الشهر المقبل بعد وصول الأثاث.",
]
OTHER_TITLE = "إغلاق سوق السمك في الميناء القديم حتى إشعار آخر"
OTHER = (
    "أغلقت سلطات الميناء سوق السمك حتى إشعار آخر بعد شكاوى من السكان، وقالت إن الإغلاق سيستمر حتى تنتهي أعمال الصيانة."
)
MENU = "<ul><li><a href=/>الرئيسية</a><li><a href=/a>سياسة</a><li><a href=/b>رياضة</a></ul>"


def page_of(article: str, after: str = "") -> Page:
    head = f"<meta charset=utf-8><title>{TITLE}</title>"
    return read_page(f"<!doctype html><html><head>{head}</head><body>{MENU}{article}{after}</body></html>".encode())


def kinds(page: Page) -> dict[str, str]:
    return {page.words_of(block): block.kind for block in page.blocks}


def body_of(page: Page) -> list[str]:
    return [page.words_of(block) for block in page.blocks if block.kind == "body"]


def paragraphs(wrap: str = "<p>{}</p>") -> str:
    return "".join(wrap.format(words) for words in BODY)


def test_comments_known_only_by_their_heading() -> None:
    after = f"<div><h4>التعليقات</h4><div><b>زائر</b><p>{OTHER}</p></div></div>"
    page = page_of(f"<h1>{TITLE}</h1>{paragraphs()}{after}")
    assert body_of(page) == BODY
    assert kinds(page)[OTHER] == "navigation"


def test_cards_of_other_articles_and_their_dates() -> None:
    card = f"<div><h3><a href=/1>{OTHER_TITLE}</a></h3><p>{OTHER}</p><time datetime=2020-01-02>أمس</time></div>"
    for article in (paragraphs(), f"<p>{BODY[0]}</p>"):
        page = page_of(f"<h1>{TITLE}</h1>{article}", f"<div>{card}</div>")
        assert body_of(page) == BODY[: article.count("<p>")]
        assert kinds(page)[OTHER_TITLE] == kinds(page)[OTHER] == "teaser"
        assert page.published.value is None


def test_a_card_within_the_text() -> None:
    card = f"<div><a href=/1><img><h4>{OTHER_TITLE}</h4><p>{OTHER}</p></a></div>"
    page = page_of(f"<article><h1>{TITLE}</h1><p>{BODY[0]}</p>{card}<p>{BODY[1]}</p><p>{BODY[2]}</p></article>")
    assert body_of(page) == BODY


def test_every_paragraph_in_an_element_of_its_own() -> None:
    page = page_of(f"<main><div><h1>{TITLE}</h1></div>{paragraphs('<div><p>{}</p></div>')}</main>")
    assert body_of(page) == BODY


def test_headline_without_heading_and_links_in_another_column() -> None:
    links = f"<div><h3>الأكثر قراءة</h3><a href=/1>{OTHER_TITLE}</a></div>"
    page = page_of(f"<div><div><h2>{TITLE}</h2>{'<br><br>'.join(BODY)}</div>{links}</div>")
    assert page.title.value == TITLE
    assert body_of(page) == BODY
    assert kinds(page)[OTHER_TITLE] == "teaser"


def test_a_paragraph_that_stands_twice_is_body_once() -> None:
    copies = paragraphs() + '<div class="narrow">' + paragraphs() + "</div>"
    page = page_of(f"<article><h1>{TITLE}</h1>{copies}</article>")
    assert body_of(page) == BODY


def test_data_of_other_articles_are_not_of_this_page() -> None:
    articles = [
        {"@type": "NewsArticle", "headline": title, "datePublished": date, "author": {"@type": "Person", "name": name}}
        for title, date, name in (
            (OTHER_TITLE, "2019-01-01", "نادر الحلبي"),
            (TITLE, "2020-02-03T04:05:06+02:00", "سلمى النجار"),
        )
    ]
    data = f'<script type="application/ld+json">{json.dumps(articles)}</script>'
    page = page_of(f"<h1>{TITLE}</h1>{paragraphs()}{data}")
    assert page.author.value == "سلمى النجار"
    assert page.published.value == "2020-02-03T04:05:06+02:00"
