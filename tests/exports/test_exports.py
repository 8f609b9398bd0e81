import csv
import io
import json
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from rawi.exports import FORMS, Column, Table
from rawi.exports.cells import neutral, whole

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200f=1", "\ufeff=1", "\u202e=1", "＝1", "－1", "＋1", "＠x",
    "=HYPERLINK(\"http://example.test\";\"هنا\")", "\u00a0-2", "%x", "|x",
]  # fmt: skip


def table(*rows):
    return Table("claims", (Column("claim", 60), Column("n")), rows)


def written(form, *rows, **more):
    return b"".join(FORMS[form].write(table(*rows), **more))


def csv_rows(raw):
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_csv_begins_like_a_formula(words):
    [_, [cell, _]] = csv_rows(written("csv", (words, 1)))
    assert cell.startswith("'")
    assert cell.endswith(words[-1])


def test_nor_does_what_stands_behind_a_semicolon():
    assert neutral("قال; =cmd|' /C calc'!A0") == "قال;' =cmd|' /C calc'!A0"


@pytest.mark.parametrize("words", ["لا شيء", "5-6", "a=b", "قال: -3", "؛ -2", ""])
def test_what_is_safe_stays(words):
    assert neutral(words) == words


@given(st.text(max_size=60))
def test_any_words_come_out_of_csv_as_one_cell(words):
    [_, [cell, n]] = csv_rows(written("csv", (words, 7)))
    assert n == "7"
    assert cell == neutral(words)
    assert cell.lstrip("'")[:1] not in "\t\r\n" or not cell


@pytest.mark.parametrize("words", [*FORMULAS, "http://example.test/", "mailto:x@example.test", "123", "1e5"])
def test_xlsx_holds_words_as_words(words):
    raw = written("xlsx", (words, 3))
    book = load_workbook(io.BytesIO(raw))
    cell = book.active["A2"]
    assert cell.data_type == "s"
    assert unescape(cell.value) == whole(words)
    assert cell.hyperlink is None
    assert book.active["B2"].value == 3


def test_a_sheet_runs_from_right_to_left_and_has_its_headings():
    raw = written("xlsx", ("قول", 1), headings={"claim": "القول"}, rtl=True)
    sheet = load_workbook(io.BytesIO(raw)).active
    assert sheet.sheet_view.rightToLeft
    assert sheet["A1"].value == "القول"
    assert sheet.freeze_panes == "A2"


def test_a_cell_of_xlsx_is_cut_where_excel_would_refuse_it():
    sheet = load_workbook(io.BytesIO(written("xlsx", ("😀" * 20_000, 1)))).active
    assert len(sheet["A2"].value.encode("utf-16-le")) // 2 <= 32_767
    assert sheet["A2"].value.endswith("😀…")


def test_json_lines_keep_every_letter():
    lines = written("jsonl", ("=1 \u202e «قول»\n😀", 1), (None, None)).decode().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"claim": "=1 \u202e «قول»\n😀", "n": 1},
        {"claim": None, "n": None},
    ]


@pytest.mark.parametrize("form", FORMS)
def test_halves_of_characters_break_nothing(form):
    assert written(form, ("a\ud800b\x00c", 1))


def test_what_looks_like_markup_of_a_sheet_stays_words():
    words = ["<r><t>a</t></r>", "_x0041_", "a\rb\nc", " & <b> "]
    sheet = load_workbook(io.BytesIO(written("xlsx", *((w, 1) for w in words)))).active
    assert [unescape(cell.value) for cell in sheet["A"][1:]] == words


def test_a_long_table_leaves_while_it_is_made():
    """The first bytes come before the second row is asked for, and no form keeps all of it."""
    for form in FORMS:
        asked = []

        def rows(asked=asked):
            drawn = random.Random(7)
            for n in range(3000):
                asked.append(n)
                yield f"{n} {drawn.random()} {drawn.random()}", n

        pieces = FORMS[form].write(Table("claims", (Column("claim", 60), Column("n")), rows()))
        first = next(pieces)
        assert first
        assert len(asked) < 1500
        raw = first + b"".join(pieces)
        assert len(asked) == 3000
        if form == "xlsx":
            sheet = load_workbook(io.BytesIO(raw)).active
            assert sheet.max_row == 3001
            assert sheet.auto_filter.ref == "A1:B3001"
            assert [cell.value for cell in sheet[3001]][1] == 2999
            assert zipfile.ZipFile(io.BytesIO(raw)).testzip() is None


def test_a_table_without_rows_is_a_sheet_with_a_head():
    sheet = load_workbook(io.BytesIO(written("xlsx"))).active
    assert [[cell.value for cell in row] for row in sheet] == [["claim", "n"]]


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_asked_for_some_at_a_time_however_alike_they_are(form):
    """Between two pieces it is seen whether the reader has gone: what packs well must not be made whole for nobody."""
    asked = []

    def rows():
        for n in range(5_000):
            asked.append(n)
            yield ("قول طويل " * 20, 1)

    most, before = 0, 0
    for _ in FORMS[form].write(Table("claims", (Column("claim", 60), Column("n")), rows())):
        most, before = max(most, len(asked) - before), len(asked)
    assert before == 5_000
    assert most <= 400
