"""Pages of ANERcorp are written as the press writes them, and annotations of them find their words again."""

import json
from pathlib import Path

import pytest
from training.anercorp import text_of, texts
from training.articles import read_articles

DATA = Path(__file__).parents[2] / "training" / "data"
SENTENCES = [
    ["قال", "بيتر", "و", "سارة", "(", "د", "ب", "أ", ")", "إن", '"', "الجسر", "آمن", '"', "،", "وسكتا", "."],
    ["وأضاف", ":", "«", "نعم", "»", "."],
]


def test_marks_stand_where_the_press_puts_them():
    assert text_of(SENTENCES) == 'قال بيتر وسارة (د ب أ) إن "الجسر آمن"، وسكتا. وأضاف: «نعم».'


def test_a_long_paragraph_ends_with_its_sentence():
    assert text_of([["كلمة"] * 45, ["بعدها"], ["ومعها"]]).count("\n") == 1


def test_a_page_is_named_by_its_sentences(tmp_path):
    file = tmp_path / "words.txt"
    file.write_text("\n\n".join("\n".join(f"{w} O" for w in s) for s in SENTENCES), encoding="utf-8")
    assert texts(file, ["aner-0001-0001"]) == {"aner-0001-0001": "وأضاف: «نعم»."}


@pytest.mark.parametrize("name", ["anercorp.jsonl", "anercorp_held.jsonl"])
def test_annotations_find_their_pages(shared, name):
    rows = [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    articles = read_articles([DATA / name], named=shared / "data" / "ner" / "anercorp_train.txt")
    assert len(articles) == len(rows)
    assert [len(a.attributions) for a in articles] == [len(r["attributions"]) for r in rows]


def test_pages_kept_apart_share_no_sentence_with_those_to_learn_from():
    numbers = [
        [row["id"].split("-")[1:] for row in map(json.loads, (DATA / f).read_text(encoding="utf-8").splitlines())]
        for f in ("anercorp.jsonl", "anercorp_held.jsonl")
    ]
    learnt, kept = ({n for a, b in ids for n in range(int(a), int(b) + 1)} for ids in numbers)
    assert not learnt & kept
    assert len(kept) > 200
