import json
import signal
import subprocess
import sys
import time

import pytest

# Ctrl-C is heeded also where whoever runs the tests has it ignored, as shells do in the background.
HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from rawi.cli import main; main()"


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


@pytest.mark.parametrize("again", [(), ("--again",)])
@pytest.mark.parametrize("content", ["my notes\n", "my notes", '{"title": "a"}', "["])
def test_what_is_somebody_elses_is_never_overwritten(rawi, corpus, tmp_path, again, content):
    other = tmp_path / "notes.txt"
    other.write_text(content)
    status, _, err = rawi("annotate", corpus, other, *again)
    assert (status, other.read_text()) == (2, content)
    assert "name another output" in err


def test_the_input_under_another_name_is_told(rawi, corpus, tmp_path):
    before = corpus.read_bytes()
    (tmp_path / "symbolic").symlink_to(corpus)
    (tmp_path / "hard").hardlink_to(corpus)
    for name in ("symbolic", "hard", "./in.jsonl"):
        status, _, err = rawi("annotate", corpus, tmp_path / name, "--again")
        assert (status, corpus.read_bytes()) == (2, before)
        assert "the input itself" in err


def test_a_hyphen_is_no_file(rawi, corpus):
    assert rawi("annotate", corpus, "-")[0] == 2
    assert rawi("annotate", "-", corpus)[0] == 2


def test_halves_of_characters_are_written_as_escapes(rawi, tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "\\ud800", "text": "قال الوزير إن الجسر انهار", "outlet": "\\udfff"}\n', encoding="utf-8")
    assert rawi("annotate", source, out)[0] == 0
    assert lines_of(out)[0]["id"] == "\ud800"  # UTF-8 throughout, or lines_of would fail
    assert "1 there before" in rawi("annotate", source, out)[2]


def test_lines_that_are_too_long_or_too_deep_are_told(rawi, tmp_path, monkeypatch):
    monkeypatch.setattr("rawi.cli.records.MAX_BYTES", 4000)
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({"id": "long", "text": "ق" * 90_000}), "[" * 3000, '{"id": true, "text": "قال"}',
        json.dumps({"id": "good", "text": "قال الوزير إن الجسر انهار"}), json.dumps({"id": "end", "text": "ق" * 9000}),
    ]  # fmt: skip
    source.write_text("\n".join(lines), encoding="utf-8")
    status, _, err = rawi("annotate", source, out)
    assert status == 1
    assert "line 1: the line has more than 4,000 bytes" in err
    assert "line 2: the line is no JSON" in err
    assert 'line 3: the line has no "id"' in err
    assert "line 5: the line has more than 4,000 bytes" in err
    assert [line["id"] for line in lines_of(out)] == ["good"]


def test_a_fault_of_our_own_costs_one_page(rawi, corpus, tmp_path, monkeypatch):
    import rawi.cli.annotate as module

    real = module.read_page

    def stumble(page, tagger):
        if page.origin == "a2":
            raise IndexError("list index out of range")
        return real(page, tagger)

    monkeypatch.setattr(module, "read_page", stumble)
    status, _, err = rawi("annotate", corpus, tmp_path / "out.jsonl")
    assert status == 1
    assert "line 3: a fault of Rawi's own (IndexError: list index out of range)" in err
    assert [line["id"] for line in lines_of(tmp_path / "out.jsonl")] == ["a0", "a1", "a3", "a4"]


def test_ctrl_c_is_quiet_and_loses_nothing(corpus, tmp_path):
    articles = corpus.read_text(encoding="utf-8")
    corpus.write_text("".join(articles.replace('"a', f'"{n}a') for n in range(200)), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    running = subprocess.Popen(
        [sys.executable, "-c", HEEDING, "annotate", corpus, out], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    for _ in range(600):
        if out.exists() and out.stat().st_size:
            break
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    printed, err = running.communicate(timeout=60)
    assert (running.returncode, printed, err) == (130, b"", b"")
    read = [line["id"] for line in lines_of(out)]
    assert read[:3] == ["0a0", "0a1", "0a2"][: len(read)]
