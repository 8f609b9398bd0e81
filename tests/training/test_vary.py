"""An article varied keeps its annotation on the words that it was on."""

import random
from pathlib import Path

import pytest
from training.articles import read_article, read_articles
from training.vary import HIDDEN, Pool, vary

DATA = Path(__file__).parents[2] / "training" / "data"
TEXT = (
    "الخبر\nقالت سارة الحداد إن الجسر آمن. وكان المطر غزيرا. وأضافت أن الحداد تكتب. ونفى جابر العلي ذلك. وسكت الجميع."
)


def spans(*words):
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


def attribution(cue, source, content, referent):
    parts = {"cue": [cue], "source": source, "content": [content], "referent": [referent]}
    kinds = {"stance": "states", "form": "indirect", "kind": "person", "named": True}
    return {k: spans(*v) for k, v in parts.items()} | kinds


@pytest.fixture
def article():
    return read_article(
        {
            "text": TEXT,
            "title_end": 5,
            "attributions": [
                attribution("قالت", ["سارة الحداد"], "إن الجسر آمن", "سارة الحداد"),
                attribution("وأضافت", [], "أن الحداد تكتب", "سارة الحداد"),
                attribution("ونفى", ["جابر العلي"], "ذلك", "جابر العلي"),
            ],
            "entities": [
                {"span": spans("سارة الحداد"), "type": "PER", "entity": 1},
                {"span": spans("جابر العلي"), "type": "PER", "entity": 2},
            ],
        }
    )


def said(article, span):
    return " ".join(article.words[span[0] : span[1] + 1])


def test_cues_first_names_and_who_is_meant_stay(article):
    pool = Pool(["النجار", "الصائغ"], ["شجرة"])
    for seed in range(200):
        varied = vary(article, pool, random.Random(seed))
        cues = [said(varied, a.cue) for a in varied.attributions]
        assert cues in (["قالت", "وأضافت", "ونفى"], ["قالت", "وأضافت"])
        first, second = varied.attributions[:2]
        assert first.source == first.referent[0] == second.referent[0]
        assert said(varied, first.source) in ("سارة الحداد", "سارة النجار", "سارة الصائغ")


def test_one_family_name_is_changed_alike_everywhere(article):
    pool = Pool(["النجار"], ["شجرة"])
    texts = {" ".join(vary(article, pool, random.Random(seed)).words) for seed in range(200)}
    assert any("سارة النجار" in t and "أن النجار" in t for t in texts)
    assert not any("سارة النجار" in t and "أن الحداد" in t for t in texts)


def test_no_sentence_goes_on_which_a_hidden_speaker_may_hang(article):
    pool = Pool(["النجار"], ["شجرة"])
    texts = [" ".join(vary(article, pool, random.Random(seed)).words) for seed in range(200)]
    assert all("قالت" in t and "وأضافت" in t for t in texts)
    assert all("وكان" in t or HIDDEN in t or "شجرة" in t for t in texts)
    assert any("ونفى" not in t for t in texts)
    assert any("وسكت" not in t and HIDDEN not in t for t in texts)


def test_words_that_are_hidden_are_no_cues_and_no_names():
    articles = read_articles([DATA / "articles.jsonl"], held=["rawi05"])[:200]
    pool, lots = Pool.of(articles), random.Random(5)
    assert not {"قال", "وأضاف", "إن"} & set(pool.family)
    hidden = 0
    for article in articles:
        varied = vary(article, pool, lots)
        hidden += varied.words.count(HIDDEN)
        for a in varied.attributions:
            assert HIDDEN not in said(varied, a.cue)
            assert all(HIDDEN not in said(varied, r) for r in a.referent)
    assert 100 < hidden < 0.1 * sum(len(a.words) for a in articles)
