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
    pool = Pool(["النجار", "الصائغ"], ["شجرة"], [])
    for seed in range(200):
        varied = vary(article, pool, random.Random(seed))
        cues = [said(varied, a.cue) for a in varied.attributions]
        assert cues in (["قالت", "وأضافت", "ونفى"], ["قالت", "وأضافت"])
        first, second = varied.attributions[:2]
        assert first.source == first.referent[0] == second.referent[0]
        assert said(varied, first.source) in ("سارة الحداد", "سارة النجار", "سارة الصائغ")


def test_one_family_name_is_changed_alike_everywhere(article):
    pool = Pool(["النجار"], ["شجرة"], [])
    texts = {" ".join(vary(article, pool, random.Random(seed)).words) for seed in range(200)}
    assert any("سارة النجار" in t and "أن النجار" in t for t in texts)
    assert not any("سارة النجار" in t and "أن الحداد" in t for t in texts)


def test_no_sentence_goes_on_which_a_hidden_speaker_may_hang(article):
    pool = Pool(["النجار"], ["شجرة"], [])
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


def test_sentences_that_hang_on_nothing_can_stand_elsewhere(article):
    texts = [" ".join(s.words) for s in Pool.of([article]).sentences]
    assert any(t.startswith("قالت سارة الحداد") for t in texts)
    assert not any("وأضافت" in t or "وسكت" in t for t in texts)  # whose it is stands outside; too short


def test_a_sentence_put_in_brings_its_speaker_and_takes_nobody_elses(article):
    other = read_article(
        {
            "text": "وطالب خالد المهندي بفتح الطريق قبل الشتاء.",
            "title_end": 0,
            "attributions": [
                {
                    "cue": [[0, 5]], "source": [[6, 18]], "content": [[19, 41]], "referent": [[6, 18]],
                    "stance": "calls_for", "form": "indirect", "kind": "person", "named": True,
                }
            ],
            "entities": [{"span": [[6, 18]], "type": "PER", "entity": 1}],
        }
    )  # fmt: skip
    pool, longer = Pool([], ["شجرة"], [other]), 0
    for seed in range(300):
        varied = vary(article, pool, random.Random(seed))
        assert len(varied.words) == len(varied.gaps)
        names = [said(varied, n[:2]) for n in varied.names]
        for a in varied.attributions:
            if said(varied, a.cue) == "وطالب":
                longer += 1
                assert said(varied, a.source) == said(varied, a.referent[0]) == "خالد المهندي"
                assert a.content == (a.source[1] + 1, a.source[1] + 4)
            elif said(varied, a.cue) in ("قالت", "وأضافت"):
                assert said(varied, a.referent[0]) == "سارة الحداد"
        assert ("خالد المهندي" in names) == any(said(varied, a.cue) == "وطالب" for a in varied.attributions)
        # never between who spoke and the verb that goes on without her
        cues = [said(varied, a.cue) for a in varied.attributions]
        assert "وأضافت" not in cues or cues[cues.index("وأضافت") - 1] == "قالت"
    assert longer > 20


def test_sentences_of_training_articles_stay_whole():
    articles = read_articles([DATA / "articles.jsonl"], held=["rawi05"])[:150]
    pool, lots = Pool.of(articles), random.Random(3)
    assert all(a.source for s in pool.sentences for a in s.attributions)
    for old in articles:
        new = vary(old, pool, lots)
        for a in new.attributions:
            for span in (a.cue, a.content, *([a.source] if a.source else []), *a.referent):
                assert 0 <= span[0] <= span[1] < len(new.words)
