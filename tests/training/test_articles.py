"""What articles a run learns from."""

import json

from training.articles import read_articles


def test_every_article_is_in_one_of_the_parts_and_some_are_in_all(tmp_path):
    lines = [
        json.dumps({"id": f"x-{n}", "text": f"قال {n}", "attributions": [], "entities": [], "times": []})
        for n in range(60)
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    texts = [{" ".join(a.words) for a in read_articles([file], part=(k, 2), always=["x-7"])} for k in (1, 2)]
    assert len(texts[0] | texts[1]) == 60
    assert texts[0] & texts[1] == {"قال 7"}
    assert min(map(len, texts)) > 15
