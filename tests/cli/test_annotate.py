import json

import pytest


@pytest.fixture
def corpus(tmp_path, article):
    path = tmp_path / "in.jsonl"
    title_end = article.index("\n")
    lines = [
        {"id": f"a{n}", "text": article.replace("النور", f"النور {n}"), "title_end": title_end, "date": "2021-04-07"}
        for n in range(5)
    ]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_article_becomes_a_line(rawi, corpus, tmp_path):
    out = tmp_path / "out.jsonl"
    status, _, err = rawi("annotate", corpus, out)
    assert status == 0
    assert "5 read" in err
    readings = lines_of(out)
    assert [r["id"] for r in readings] == ["a0", "a1", "a2", "a3", "a4"]
    assert readings[3]["page"]["blocks"][0] == {"kind": "title", "span": [0, 26]}
    assert all("النور" in r["page"]["text"] for r in readings)


def test_rows_are_what_the_yardstick_takes(rawi, corpus, tmp_path):
    out = tmp_path / "rows.jsonl"
    assert rawi("annotate", corpus, out, "--rows")[0] == 0
    row = lines_of(out)[0]
    assert set(row) == {"id", "attributions", "entities", "times"}
    assert set(row["entities"][0]) == {"span", "type", "entity"}
    assert row["times"][0].keys() == {"span", "value"}


def test_it_goes_on_after_half_a_line(rawi, corpus, tmp_path):
    out = tmp_path / "out.jsonl"
    rawi("annotate", corpus, out)
    whole = out.read_bytes()
    cut = whole.index(b"\n", whole.index(b"\n") + 1) + 40
    out.write_bytes(whole[:cut])
    status, _, err = rawi("annotate", corpus, out)
    assert status == 0
    assert "3 read, 2 there before" in err
    assert out.read_bytes() == whole


def test_bad_lines_are_told_and_passed_over(rawi, corpus, tmp_path):
    out = tmp_path / "out.jsonl"
    with corpus.open("a", encoding="utf-8") as file:
        file.write('{"id": "a1", "text": "مرة ثانية قال الوزير إن الجسر انهار"}\n')
        file.write("{half a line\n")
        file.write('{"text": "بلا رقم"}\n')
        file.write('{"id": "empty", "text": ""}\n')
        file.write('{"id": "late", "text": "قال الوزير إن الجسر انهار", "title_end": 900}\n')
    status, _, err = rawi("annotate", corpus, out)
    assert status == 1
    assert "5 read, 5 failed" in err
    assert "line 6: the id 'a1' stands on an earlier line too" in err
    assert "line 7: the line is no JSON" in err
    assert 'line 8: the line has no "id"' in err
    assert "line 9:" in err
    assert "line 10:" in err
    assert len(lines_of(out)) == 5


def test_outputs_that_cannot_be(rawi, corpus, tmp_path):
    before = corpus.read_bytes()
    status, _, err = rawi("annotate", corpus, corpus)
    assert (status, corpus.read_bytes()) == (2, before)
    assert "the input itself" in err
    status, _, err = rawi("annotate", corpus, tmp_path / "no" / "such" / "folder.jsonl")
    assert status == 2
    assert "cannot be written" in err
    other = tmp_path / "notes.txt"
    other.write_text("my notes\n")
    status, _, err = rawi("annotate", corpus, other)
    assert (status, other.read_text()) == (2, "my notes\n")
    assert "name another output" in err
    assert rawi("annotate", tmp_path / "none.jsonl", tmp_path / "out.jsonl")[0] == 2


def test_an_unwritable_disk_is_told(process, corpus):
    done = process("annotate", corpus, "/dev/full")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_readings_and_rows_are_not_mixed(rawi, corpus, tmp_path):
    out = tmp_path / "out.jsonl"
    rawi("annotate", corpus, out)
    before = out.read_bytes()
    status, _, err = rawi("annotate", corpus, out, "--rows")
    assert (status, out.read_bytes()) == (2, before)
    assert "holds readings, and rows are asked for" in err
