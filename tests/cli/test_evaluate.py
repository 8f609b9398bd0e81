import json


def gold_of(article):
    def at(words):
        start = article.index(words)
        return [[start, start + len(words)]]

    who = "مدير الدفاع المدني في تل الحور العميد ماهر الزين"
    return {
        "id": "a", "text": article, "title_end": article.index("\n"), "date": "2021-04-07",
        "attributions": [
            {"cue": at("قال"), "source": at(who), "content": at("سقف مدرسة النور سقط صباح الثلاثاء من دون أن يصاب أحد"),
             "stance": "states", "form": "indirect", "kind": "person", "named": True, "referent": at(who)},
        ],
        "entities": [{"span": at("ماهر الزين"), "type": "PER", "entity": 1}],
        "times": [{"span": at("آذار الماضي"), "value": "2021-03-01/2021-03-31"}],
    }  # fmt: skip


def test_the_table_of_scores(rawi, tmp_path, article):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(gold_of(article)) + "\n")
    status, out, _ = rawi("evaluate", gold)
    assert status == 0
    assert "articles 1, read 1" in out
    assert "claim+stance" in out


def test_gold_against_itself_is_right_in_everything(rawi, tmp_path, article):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(gold_of(article)) + "\n")
    status, out, _ = rawi("evaluate", gold, "--rows", gold, "--json")
    result = json.loads(out)
    assert status == 0
    for name in ("cue", "source", "content", "claim", "claim+stance", "entity", "time", "value"):
        assert result[name]["f1"] == 1.0, name


def test_an_empty_prediction_scores_nothing(rawi, tmp_path, article):
    gold, rows = tmp_path / "gold.jsonl", tmp_path / "rows.jsonl"
    gold.write_text(json.dumps(gold_of(article)) + "\n")
    rows.write_text(json.dumps({"id": "a", "attributions": []}) + "\n")
    _, out, _ = rawi("evaluate", gold, "--rows", rows, "--json")
    assert json.loads(out)["cue"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1}


def test_what_is_no_gold_is_told(rawi, tmp_path):
    for content, said in (("", "is empty"), ("no json\n", "no JSON Lines"), ('{"id": "a"}\n', "line 1")):
        path = tmp_path / "gold.jsonl"
        path.write_text(content)
        status, out, err = rawi("evaluate", path)
        assert (status, out) == (2, "")
        assert said in err
    assert rawi("evaluate", tmp_path / "none.jsonl")[0] == 2
