import json

OTHER = """البلدية: الجسر مغلق حتى إشعار آخر
تل الحور (نهج) - قال مدير الدفاع المدني في تل الحور العميد ماهر الزين إن سقف مدرسة النور سقط صباح الثلاثاء من دون أن يصاب أحد.
وقالت رئيسة البلدية رندة الشامي إن الجسر الخشبي القديم مغلق أمام الشاحنات حتى إشعار آخر.
"""


def two(tmp_path, article_file):
    other = tmp_path / "other.txt"
    other.write_text(OTHER, encoding="utf-8")
    return article_file, other


def test_what_two_pages_share_and_what_each_has_alone(rawi, tmp_path, article_file):
    status, out, err = rawi("compare", *two(tmp_path, article_file))
    assert (status, err) == (0, "")
    assert out.startswith("2 pages\n")
    shared = out[out.index("claimed by several pages") : out.index("only in 1")]
    assert "سقف مدرسة النور سقط صباح الثلاثاء" in shared
    assert "1 origin for" in shared
    assert "العميد ماهر الزين\u2069 in 1, 2" in shared
    alone = out[out.index("only in 2") :]
    assert "مغلق" in alone
    assert (
        "\u2068البلدية\u2069" in alone
    )  # the title says it of the municipality, the text of its president: one origin
    assert "الجسر" not in out[out.index("only in 1") : out.index("only in 2")]
    assert "words," in out[out.index("copies") : out.index("claimed by")]
    assert "\x1b" not in out
    assert out.count("\u2068") == out.count("\u2069")


def test_json_is_one_line_with_everything(rawi, tmp_path, article_file):
    status, out, _ = rawi("compare", *two(tmp_path, article_file), "--json")
    data = json.loads(out)
    assert status == 0
    assert out.count("\n") == 1
    assert list(data) == ["format", "pages", "copies", "stories", "propositions"]
    assert [page["from"].rpartition("/")[2] for page in data["pages"]] == ["article.txt", "other.txt"]
    shared = [p for p in data["propositions"] if len({m["page"] for m in p["members"]}) == 2]
    assert shared
    assert shared[0]["backing"]["supporting"] == 1


def test_one_page_or_the_same_twice_is_refused(rawi, article_file):
    for files in ([article_file], [article_file, article_file]):
        status, out, err = rawi("compare", *files)
        assert (status, out) == (2, "")
        assert "Two pages at least" in err


def test_what_cannot_be_read_is_told_and_the_others_are_compared(rawi, tmp_path, article_file):
    status, out, err = rawi("compare", *two(tmp_path, article_file), tmp_path / "absent.txt")
    assert status == 1
    assert out.startswith("2 pages\n")
    assert "absent.txt" in err


def test_words_of_a_page_cannot_colour_or_turn_the_terminal(rawi, tmp_path, article_file):
    article, other = two(tmp_path, article_file)
    other.write_text(OTHER.replace("الجسر", "ال\x1b[31mجسر\u202e"), encoding="utf-8")
    _, out, _ = rawi("compare", article, other)
    assert "\x1b" not in out
    assert "\u202e" not in out
