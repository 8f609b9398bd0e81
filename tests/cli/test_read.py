import json
import subprocess
import sys

import pytest


def test_the_account_shows_claims_with_their_chains(rawi, article_file):
    status, out, err = rawi("read", article_file)
    assert status == 0
    assert "agency: نهج" in out
    assert "سقف مدرسة النور سقط" in out
    assert "مدير الدفاع المدني في تل الحور العميد ماهر الزين [قال]" in out
    assert "denies" in out
    assert "\x1b" not in out
    assert err == ""


def test_json_holds_the_whole_reading_with_exact_offsets(rawi, article_file, article):
    status, out, _ = rawi("read", article_file, "--json", "--published", "2021-04-07")
    reading = json.loads(out)
    assert status == 0
    assert list(reading) == [
        "format", "producer", "page", "sentences", "entities", "times", "quantities", "sources", "attributions", "claims",
    ]  # fmt: skip
    assert reading["format"] == "rawi-reading/1"
    assert reading["page"]["text"] == article
    assert reading["page"]["published"] == {"value": "2021-04-07", "how": "given"}
    for claim in reading["claims"]:
        assert claim["text"] == " … ".join(article[s:e] for s, e in claim["content"])
        assert claim["chain"][0] == {"link": "agency"}
    said = next(a for a in reading["attributions"] if article[slice(*a["cue"][0])] == "قال")
    assert article[slice(*said["source"][0])].endswith("ماهر الزين")
    times = {article[slice(*t["span"])]: t["value"] for t in reading["times"]}
    assert times["آذار الماضي"] == "2021-03-01/2021-03-31"


def test_what_is_given_wins(rawi, article_file):
    _, out, _ = rawi("read", article_file, "--json", "--outlet", "الميناء", "--author", "هند", "--title", "عنوان")
    page = json.loads(out)["page"]
    assert page["outlet"]["value"] == "الميناء"
    assert page["author"] == {"value": "هند", "how": "given"}
    assert page["title"]["value"] == "عنوان"
    assert json.loads(out)["claims"][0]["chain"][:2] == [{"link": "outlet"}, {"link": "agency"}]


def test_standard_input(process, article):
    done = process("read", "-", "--json", given=article.encode("utf-8"))
    assert done.returncode == 0
    assert json.loads(done.stdout)["page"]["from"] == "-"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "white space"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "image"),
        ("noise.bin", bytes(range(256)) * 40, "noise.bin"),
        ("english.txt", b"The minister said that the bridge had collapsed during the night.", "English"),
        ("numbers.txt", b"12345 67890\n", "letters"),
    ],
)
def test_bad_input_gets_one_line_and_status_2(rawi, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = rawi("read", path)
    assert (status, out) == (2, "")
    assert err.startswith("rawi: ")
    assert err.count("\n") == 1
    assert said in err or said == name


def test_no_such_file_an_empty_folder_a_wrong_date(rawi, tmp_path, article_file):
    (tmp_path / "empty").mkdir()
    for arguments, said in (
        (("read", tmp_path / "none.txt"), "There is no file"),
        (("read", tmp_path / "empty"), "empty holds no page"),
        (("read", article_file, "--published", "yesterday"), "yesterday"),
        (("read", article_file, "--published", "2021-02-30"), "2021-02-30"),
        (("read", article_file, "--max-bytes", "10"), "--max-bytes"),
        (("read",), "FILE"),
        (("reed", article_file), "reed"),
    ):
        status, out, err = rawi(*arguments)
        assert (status, out) == (2, ""), arguments
        assert said in err
        assert err.count("\n") == 1
        assert "Traceback" not in err


def test_a_language_that_is_not_arabic_is_named_and_read_as_unsure(rawi, tmp_path):
    path = tmp_path / "persian.txt"
    path.write_text("سخنگوی شهرداری گفت که پل پس از بارندگی دیشب فرو ریخت و راه بسته شد.\n" * 3, encoding="utf-8")
    status, out, err = rawi("read", path, "--json")
    reading = json.loads(out)
    assert status == 0
    assert "Persian" in err
    assert reading["page"]["language"]["value"] == "fa"
    assert reading["claims"]
    assert all(claim["unsure"] for claim in reading["claims"])
    assert all(a["unsure"] for a in reading["attributions"])


def test_a_page_cannot_move_the_cursor(rawi, tmp_path, article):
    path = tmp_path / "hostile.txt"
    path.write_text(article.replace("وأضاف أن", "\x1b[2Jوأضاف \u202eأن"), encoding="utf-8")
    status, out, _ = rawi("read", path)
    assert status == 0
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("format", [[], ["--json"]])
def test_a_closed_pipe_is_quiet(article_file, format):
    command = f"{sys.executable} -m rawi read {article_file} {' '.join(format)} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("> /dev/full", "The output cannot be written: No space left on device."),
        (">&-", "Standard output is closed."),
    ],
)
def test_an_output_that_takes_nothing_is_told(article_file, where, said):
    command = f"{sys.executable} -m rawi read {article_file} {where}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (2, f"rawi: {said}\n")


def test_a_standard_input_that_is_closed_is_told():
    command = f"{sys.executable} -m rawi read - <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"rawi: Standard input is closed.\n")


def test_a_device_without_end_is_read_to_the_limit_only(rawi):
    status, out, err = rawi("read", "/dev/zero", "--max-bytes", "1000")
    assert (status, out) == (2, "")
    assert "more than the limit of 1,000 bytes" in err


def test_no_traceback_for_a_fault_of_our_own(rawi, article_file, monkeypatch):
    def stumble(*_):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("rawi.reading.read_page", stumble)
    status, out, err = rawi("read", article_file)
    assert (status, out) == (2, "")
    assert err.startswith("rawi: A fault of Rawi's own (ZeroDivisionError: division by zero)")
    assert err.count("\n") == 1


def test_colour_where_it_is_asked_for_only(process, article_file, monkeypatch):
    assert b"\x1b[" not in process("read", article_file).stdout
    assert b"\x1b[" in process("read", article_file, "--color").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\x1b[" in process("read", article_file, "--color").stdout  # what is given wins


def test_no_color_in_the_environment_is_heeded_in_a_terminal(rawi, article_file, monkeypatch):
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: color is False)
    assert "\x1b[" in rawi("read", article_file)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in rawi("read", article_file)[1]


def test_offsets_are_code_points_also_beyond_the_basic_plane(rawi, tmp_path):
    path = tmp_path / "emoji.txt"
    path.write_text("😀 خبر 😀\r\n\r\nقال الوزير 👨‍👩‍👧 سامي حداد إن الجسر 🌉 انهار.\r\n", encoding="utf-8", newline="")
    reading = json.loads(rawi("read", path, "--json")[1])
    text = reading["page"]["text"]
    assert text.count("\r\n") == 3
    cue = reading["attributions"][0]["cue"][0]
    assert text[slice(*cue)] == "قال"
    assert cue == [11, 14]
