"""Pages put right, as articles in the form of the annotation."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from rawi.desk import store
from rawi.desk.decisions.carrying import carry_over
from rawi.desk.decisions.training import Article, article_text, articles
from rawi.desk.desk import Desk
from rawi.evaluation.score import score
from rawi.pages import Block, page_of_article
from rawi.reading import Reading, to_rows

from .decided_pages import TEXT, TITLE, at, cue, cues, read, said, spans

KEYS = ["id", "outlet", "date", "url", "corpus", "title_end", "text", "attributions", "entities", "times"]


@pytest.fixture
def page(desk: Desk) -> int:
    return desk.put(read(), TEXT.encode()).page_id


def export(desk: Desk, **options: bool) -> list[Article]:
    with desk.reading() as connection:
        return list(articles(connection, **options))


def read_anew(desk: Desk, page_id: int, reading: Reading) -> None:
    with desk.writing() as connection:
        carry_over(connection, page_id, store.replace(connection, page_id, reading), reading)


def test_a_checked_page_is_an_article_of_the_annotation(desk: Desk, page: int, tmp_path: Path) -> None:
    desk.correct(page, 5, stance="withholds", source=spans("الشرطة"), kind="organisation")
    desk.reject(page, 4)
    desk.checked(page)
    [found] = export(desk)
    record = found.record
    assert record is not None
    assert list(record) == KEYS
    assert (record["id"], record["date"], record["corpus"]) == (read().page.id, "2021-03-04", "desk")
    assert record["text"] == TEXT
    assert record["title_end"] == len(TITLE)
    assert [TEXT[slice(*a["cue"][0])] for a in record["attributions"]] == ["قالت", "ونفى", "وبحسب", "كتب"]
    assert record["attributions"][1] == {
        "cue": spans("ونفى"), "source": spans("الشرطة"), "content": spans("وجود مخالفات في البناء"), "stance": "withholds",
        "form": "indirect", "kind": "organisation", "named": True, "referent": spans("الشرطة"),
    }  # fmt: skip
    assert record["entities"][0] == {"span": spans("وادي الزيتون"), "type": "LOC", "entity": 1}
    assert record["times"][0] == {"span": spans("يوم الثلاثاء"), "value": "2021-03-02/2021-03-02"}
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text(json.dumps(record), encoding="utf-8")
    predicted.write_text(json.dumps(to_rows(desk.decided(page).reading, record["id"])), encoding="utf-8")
    figures = score(gold, predicted)[0]
    assert {name: figures[name]["f1"] for name in ("cue", "source", "content", "claim+stance", "entity", "value")} == {
        "cue": 1.0, "source": 1.0, "content": 1.0, "claim+stance": 1.0, "entity": 1.0, "value": 1.0,
    }  # fmt: skip
    read_back = page_of_article(record["text"], record["title_end"], record["date"])
    assert [b.kind for b in read_back.blocks] == ["title", "body"]


def test_only_pages_that_were_checked_or_all_that_were_decided_on(desk: Desk, page: int) -> None:
    assert export(desk) == export(desk, all_decided=True) == []
    desk.accept(page, 4)
    assert export(desk) == []
    assert len(export(desk, all_decided=True)) == 1
    check = desk.checked(page)
    assert len(export(desk)) == 1
    desk.undo(check.id)
    assert export(desk) == []
    desk.checked(page)
    desk.not_news(page)
    assert export(desk) == export(desk, all_decided=True) == []


def test_what_was_checked_stays_gold_when_the_page_is_read_otherwise(desk: Desk, page: int) -> None:
    desk.correct(page, 5, stance="withholds")
    desk.checked(page)
    [before] = export(desk)
    read_anew(desk, page, read(cues(added=None, denied=None)))
    assert not desk.decided(page).checked
    assert [a.record for a in export(desk)] == [before.record]
    desk.correct(page, said(desk.get(page), "كتب"), stance="believes")
    [after] = export(desk)
    assert (after.record, after.why) == (None, "it was read anew and decided on since it was checked; check it again")
    desk.checked(page)
    [again] = export(desk)
    assert [a["stance"] for a in again.record["attributions"]] == ["states", "states", "believes"]


def test_what_stands_round_the_article_is_left_out_and_spans_move_along() -> None:
    text = "القائمة\n" + TITLE + "\nصورة: المستودع\n" + TEXT[len(TITLE) + 1 :] + "\nاقرأ أيضا"
    page = page_of_article(text, 0)
    start = text.index(TITLE)
    body = text.index("قالت")
    cut = text.index("وأغلقت")
    blocks = (
        Block("navigation", (0, 7)), Block("title", (start, start + len(TITLE))),
        Block("caption", (start + len(TITLE) + 1, body - 1)), Block("body", (body, cut - 1)),
        Block("body", (cut, text.index("\nاقرأ"))), Block("teaser", (text.index("اقرأ"), len(text))),
    )  # fmt: skip
    article, title_end, moves = article_text(replace(page, blocks=blocks))
    assert article == TEXT
    assert title_end == len(TITLE)
    for (s, e), place in moves:
        assert article[place : place + e - s] == text[s:e]


def test_rows_that_do_not_stand_in_the_article_are_left_out_and_counted(desk: Desk) -> None:
    reading = read()
    cut = at(TEXT, "وبحسب")[0]
    title, body = reading.page.blocks
    blocks = (title, Block("body", (body.span[0], cut - 1)), Block("caption", (cut, body.span[1])))
    desk.put(replace(reading, page=replace(reading.page, blocks=blocks)), TEXT.encode())
    desk.checked(1)
    [found] = export(desk)
    assert found.record["text"] == TEXT[: cut - 1]
    assert len(found.record["attributions"]) == 3
    assert found.left_out == 2 + 1 + 2  # attributions, the second mention of حداد, two times


def test_a_content_that_a_caption_interrupts_is_in_two_pieces_or_one(desk: Desk) -> None:
    reading = read()
    first, last = at(TEXT, "انهار يوم الثلاثاء")
    title, body = reading.page.blocks
    blocks = (
        title,
        Block("body", (body.span[0], first)),
        Block("caption", (first, last)),
        Block("body", (last, body.span[1])),
    )
    desk.put(replace(reading, page=replace(reading.page, blocks=blocks)), TEXT.encode())
    desk.checked(1)
    record = export(desk)[0].record
    [content] = record["attributions"][0]["content"]
    assert record["text"][slice(*content)] == "سقف المستودع \n وإن ثلاثة عمال أصيبوا"


def test_a_page_without_a_title(desk: Desk) -> None:
    body = TEXT[len(TITLE) + 1 :]
    source = cue(body, "قالت", "وزيرة الأشغال ليلى قاسم", "سقف المستودع انهار يوم الثلاثاء")
    page = page_of_article(body, 0, "2021-03-04")
    assert [b.kind for b in page.blocks] == ["body"]
    from rawi.reading import assemble
    from rawi.tagger import Tags

    desk.put(assemble(page, Tags(names=(), cues=(source,)), "hand"), body.encode())
    desk.checked(1)
    record = export(desk)[0].record
    assert (record["title_end"], record["text"]) == (0, body)


def test_it_is_what_the_annotation_takes(desk: Desk, page: int, shared: Path) -> None:
    """The folder of annotated articles, where it lies beside the checkout, has the same keys and its own check."""
    spec = importlib.util.spec_from_file_location("annotate", shared / "annotation" / "annotate.py")
    assert spec is not None
    assert spec.loader is not None
    annotate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(annotate)
    desk.checked(page)
    record = export(desk)[0].record
    with (shared / "annotation" / "dev_madeup.jsonl").open(encoding="utf-8") as lines:
        gold = json.loads(next(lines))
    assert list(record) == list(gold)
    for name in ("attributions", "entities", "times"):
        assert list(record[name][0]) == list(gold[name][0])
    assert record["text"][record["title_end"]] == gold["text"][gold["title_end"]] == "\n"
    for a in record["attributions"]:
        assert a["stance"] in annotate.STANCES
        assert a["form"] in annotate.FORMS
        assert a["kind"] in annotate.KINDS
        assert a["cue"]
        assert a["content"]
    assert all(annotate.VALUE.fullmatch(t["value"]) for t in record["times"])
    assert all(e["type"] in ("PER", "ORG", "LOC") for e in record["entities"])
