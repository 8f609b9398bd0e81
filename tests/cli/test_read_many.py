"""`rawi read` of what holds many pages, and `rawi annotate` of all forms."""

import json

import pytest
from container_files import JSON_FEED, ROWS, RSS, TEXTS, TITLES, answer, lines, page, table, warc, zipped


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.zip"
    path.write_bytes(
        zipped(
            {"a.html": page(), "b.txt": b"The minister said that the bridge had collapsed.", "c.txt": TEXTS[1].encode()}
        )
    )
    return path


def readings(text):
    return [json.loads(line) for line in text.splitlines()]


def test_all_accounts_in_order_with_their_origin(rawi, news):
    status, out, err = rawi("read", news)
    assert status == 1
    assert (
        out.index("— news.zip/a.html —")
        < out.index(TITLES[0])
        < out.index("— news.zip/c.txt —")
        < out.index("بلدية المرجان")
    )
    assert "b.txt" not in out
    assert err.splitlines() == [
        "rawi: news.zip/b.txt: The text holds no Arabic letters; it looks like English.",
        f"2 read, 1 failed: {news}",
    ]


def test_json_is_one_reading_a_line(rawi, news):
    status, out, _ = rawi("read", news, "--json", "--outlet", "الميناء")
    found = readings(out)
    assert status == 1
    assert [one["page"]["from"] for one in found] == ["news.zip/a.html", "news.zip/c.txt"]
    assert {one["page"]["outlet"]["how"] for one in found} == {"given"}


def test_a_folder_a_feed_an_archive_a_table(rawi, tmp_path):
    for name, content in (("f.xml", RSS), ("w.warc.gz", warc(answer(page(1)), packed=True)), ("t.csv", table(ROWS))):
        (tmp_path / name).write_bytes(content)
    status, out, err = rawi("read", tmp_path, "--json")
    assert (status, err) == (0, "")
    found = readings(out)
    assert len(found) == 5
    assert found[0]["page"]["published"] == {"value": "2021-03-04T05:06:00+03:00", "how": "feed entry"}
    assert found[2]["page"]["url"] == {"value": "https://port.example/1", "how": "column link"}
    assert found[4]["page"]["url"] == {"value": "https://news.example/a", "how": "WARC record"}


def test_standard_input_may_hold_many(process):
    for content in (zipped({"a.html": page()}), warc(answer(page()), packed=True)):
        done = process("read", "-", "--json", given=content)
        assert (done.returncode, done.stderr) == (0, b"")
        assert [one["page"]["title"]["value"] for one in readings(done.stdout.decode())] == [TITLES[0]]


def test_the_column_is_named_by_the_user(rawi, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(table([["n", "story"], ["1", TEXTS[0]], ["2", TEXTS[1]]]))
    status, out, _ = rawi("read", path, "--json", "--column", "story")
    assert [one["page"]["text"] for one in readings(out)] == list(TEXTS[:2])
    path.write_bytes(table(ROWS))
    status, out, err = rawi("read", path, "--json", "--column", "story")
    assert (status, out) == (2, "")
    assert err == "rawi: t.csv: The table has no column 'story'; it has id, title, text, date, link, source.\n"


def test_what_belongs_to_one_page_is_refused_for_many(rawi, news, tmp_path):
    for option in ("--title", "--url"):
        status, out, err = rawi("read", news, option, "x")
        assert (status, out) == (2, "")
        assert "those of one page" in err
    (tmp_path / "broken.zip").write_bytes(news.read_bytes()[:20])
    status, out, err = rawi("read", tmp_path / "broken.zip")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "broken.zip: It broke off or is damaged" in err


def test_a_fault_of_our_own_costs_one_page(rawi, news, monkeypatch):
    import rawi.reading as module

    real = module.read_page

    def stumble(page, tagger=None):
        if page.origin == "news.zip/a.html":
            raise IndexError("list index out of range")
        return real(page, tagger)

    monkeypatch.setattr(module, "read_page", stumble)
    status, out, err = rawi("read", news, "--json")
    assert (status, len(readings(out))) == (1, 1)
    assert (
        "rawi: news.zip/a.html: A fault of Rawi's own (IndexError: list index out of range); please report it." in err
    )


def test_annotate_takes_a_folder_with_its_own_output_in_it_and_goes_on(rawi, tmp_path):
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "b.html").write_bytes(page(1))
    (tmp_path / "again.html").write_bytes(page())
    (tmp_path / "feed.json").write_bytes(JSON_FEED)
    out = tmp_path / "out.jsonl"
    status, _, err = rawi("annotate", tmp_path, out)
    assert status == 1
    assert "rawi: " + f"{tmp_path.name}/feed.json#2: The entry holds no text." in err
    assert "3 read, 1 the same as others, 1 failed" in err
    found = readings(out.read_text(encoding="utf-8"))
    assert [one["id"] for one in found] == [one["page"]["id"] for one in found]
    whole = out.read_bytes()
    out.write_bytes(whole[: whole.index(b"\n") + 30])
    status, _, err = rawi("annotate", tmp_path, out)
    assert "2 read, 1 there before, 1 the same as others, 1 failed" in err
    assert out.read_bytes() == whole


def test_annotate_takes_tables_with_the_ids_of_their_rows(rawi, tmp_path):
    (tmp_path / "t.csv").write_bytes(table([*ROWS, ["n1", "", TEXTS[2], "", "", ""]]))
    out = tmp_path / "out.jsonl"
    status, _, err = rawi("annotate", tmp_path / "t.csv", out)
    assert status == 1
    assert "t.csv:4: The id 'n1' stands in an earlier row too." in err
    assert [one["id"] for one in readings(out.read_text(encoding="utf-8"))] == ["n1", "n2"]
    (tmp_path / "u.jsonl").write_bytes(lines({"story": TEXTS[0], "url": "https://a.example/1"}, {"story": TEXTS[0]}))
    out = tmp_path / "out2.jsonl"
    assert rawi("annotate", tmp_path / "u.jsonl", out, "--column", "story")[0] == 0
    assert [one["id"] for one in readings(out.read_text(encoding="utf-8"))] == ["u.jsonl:1", "u.jsonl:2"]


def test_annotate_takes_one_page(rawi, tmp_path):
    (tmp_path / "a.html").write_bytes(page())
    assert rawi("annotate", tmp_path / "a.html", tmp_path / "out.jsonl", "--max-bytes", "100000")[0] == 0
    assert rawi("annotate", tmp_path / "a.html", tmp_path / "out2.jsonl", "--max-bytes", "100")[0] == 2


def test_python_reads_files_of_all_kinds(news, tmp_path):
    import rawi

    found = list(rawi.read_files([news, tmp_path / "none"], outlet="الميناء"))
    assert [type(one).__name__ for one in found] == ["Reading", "Refused", "Reading", "Refused"]
    assert found[0].page.outlet.value == "الميناء"
    assert found[3].why == f"There is no file {tmp_path / 'none'}."
    with pytest.raises(rawi.OptionError, match="is no date"):
        rawi.read_files(news, published="soon")
    for path, said in ((news, r"holds many pages; read them with rawi\.read_files"), (tmp_path, "is a folder")):
        with pytest.raises(rawi.InputError, match=said):
            rawi.read_file(path)
    (tmp_path / "a.html").write_bytes(page())
    assert rawi.read_file(tmp_path / "a.html").page.title.value == TITLES[0]
