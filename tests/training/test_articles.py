"""What articles a run learns from."""

import json
from pathlib import Path

import pytest
from training.articles import read_articles

DATA = Path(__file__).parents[2] / "training" / "data"


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


@pytest.mark.parametrize(
    "file", ["articles.jsonl", "ant.jsonl", "ant_held.jsonl", "anercorp.jsonl", "anercorp_held.jsonl"]
)
def test_the_annotated_articles_that_come_with_rawi_hold_together(file):
    rows = [json.loads(line) for line in (DATA / file).read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        types: dict[int, set[str]] = {}
        for entity in row["entities"]:
            types.setdefault(entity["entity"], set()).add(entity["type"])
        assert [number for number, kinds in types.items() if len(kinds) > 1] == [], row["id"]
        for a in row["attributions"]:
            assert a["cue"], row["id"]
            assert a["content"], row["id"]
            for part in ("cue", "source", "content", "referent"):
                assert all(s < e <= len(row.get("text", " " * e)) for s, e in a[part]), row["id"]
