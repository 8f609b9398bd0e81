"""Tables: told from prose, columns by their names, encodings, rows that cannot be read."""

from __future__ import annotations

import io
import json

import pytest
from container_files import ROWS, TEXTS, TITLES, lines, table
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import captures, open_source


def read(content: bytes, column: str | None = None) -> list[Capture]:
    found = list(captures(content, origin="t", column=column))
    assert all(isinstance(c, Capture) for c in found), found
    return [c for c in found if isinstance(c, Capture)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_rows_are_pages_with_what_their_columns_tell(delimiter: str, encoding: str) -> None:
    first, second = read(table(ROWS, delimiter, encoding))
    assert (first.raw.decode(), first.origin, first.row, first.is_text) == (TEXTS[0], "t:2", "n1", True)
    assert {name: (fact.value, fact.how) for name, fact in first.known.items()} == {
        "title": (TITLES[0], "column title"),
        "published": ("2021-03-04T05:06:00+03:00", "column date"),
        "url": ("https://port.example/1", "column link"),
        "outlet": ("الميناء", "column source"),
    }
    assert second.known["published"].value == "2021-03-05"
    assert "url" not in second.known
    page = first.page()
    assert (page.text, page.title.value, page.published.value, page.outlet.how) == (
        TEXTS[0], TITLES[0], "2021-03-04T05:06:00+03:00", "column source",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["text", "Full Text", "article-body", "CONTENT", "النص", "المحتوى", "نصُّ الخبر", "متن"])
def test_columns_of_texts_are_known_by_their_names(name: str) -> None:
    assert [c.raw.decode() for c in read(table([["n", name], ["1", TEXTS[0]], ["2", TEXTS[1]]]))] == list(TEXTS[:2])


def test_the_column_that_the_user_names() -> None:
    rows = [["ref", "رسالة", "text"], ["1", TEXTS[0], "x"], ["2", TEXTS[1], "y"]]
    assert [c.raw.decode() for c in read(table(rows), "رسالة")] == list(TEXTS[:2])
    assert [c.raw.decode() for c in read(table([["story"], [TEXTS[0]], [TEXTS[1]]]), "story")] == list(TEXTS[:2])
    assert [c.raw.decode() for c in read(lines({"story": TEXTS[0]}, {"story": TEXTS[1]}), "story")] == list(TEXTS[:2])
    (refused,) = captures(table(ROWS), origin="t", column="stroy")
    assert refused == Refused("t", "The table has no column 'stroy'; it has id, title, text, date, link, source.")


def test_cells_with_line_ends_quotes_and_delimiters_stay_as_they_are() -> None:
    text = f'{TEXTS[0]}\n\nقال: "لا", ثم\r\nسكت;\t'
    rows = [["text", "id"], [text, "1"], [TEXTS[1], "2"]]
    first, second = read(table(rows))
    assert first.raw.decode() == text
    assert (first.origin, second.origin) == ("t:2", "t:6")
    assert first.page().text == text


def test_unquoted_quotes_in_a_tsv() -> None:
    content = f'id\ttext\n1\t"قال: {TEXTS[0]}\n2\tو"أضاف\n'.encode()
    assert [c.raw.decode() for c in read(content)] == [f'"قال: {TEXTS[0]}', 'و"أضاف']


def test_old_line_ends() -> None:
    assert [c.raw.decode() for c in read(table(ROWS).replace(b"\r\n", b"\r"))] == list(TEXTS[:2])


@pytest.mark.parametrize(
    "prose",
    [
        "قال الوزير, وهو في المدينة, إن الجسر انهار\nوأضاف, في بيان, أن الطريق مغلق\n" * 20,
        "text, or what we call text, is here\nقال, ثم, عاد\n" * 5,
        "النص الأول؛ وهو قصير\nالنص الثاني؛ وهو طويل\n" * 5,
        "الاسم\tالعمر\nماهر\t40\n",
        "title,text\n",
        f"{TITLES[0]}\n\n{TEXTS[0]}\n",
        "نص\n" + f"{TEXTS[0]}\n" * 3,
        "text,title\nقال الوزير\nإن الجسر انهار, ثم\nعاد\n",
    ],
)
def test_prose_is_no_table(prose: str) -> None:
    assert open_source(prose.encode()).kind == "text"
    (found,) = captures(prose.encode())
    assert isinstance(found, Capture)


@given(
    st.lists(
        st.lists(st.sampled_from(["قال", "الوزير", ",", "،", ";", "\t", "ثم", "النصر", '"']), max_size=12), max_size=12
    )
)
@settings(max_examples=60)
def test_prose_of_arabic_words_is_no_table(words: list[list[str]]) -> None:
    content = "\n".join(" ".join(line) for line in words).encode()
    assert open_source(content).kind == "text"


def test_bad_rows_cost_themselves_only(monkeypatch: pytest.MonkeyPatch) -> None:
    good = [[f"g{n}", TITLES[1], TEXTS[1], "", "", ""] for n in range(20)]
    bad = [["n3", "a", "", "", "", ""], ["n4", "a", TEXTS[2]], ["n5", *"abcdefgh"], ["n6", "", TEXTS[2], "", "", ""]]
    found = list(captures(table([*ROWS, *good, *bad]) + b"n7,,\xff\xfe text,,,\nn8,,text,,,\n", origin="t"))
    assert [(c.origin, c.why) for c in found if isinstance(c, Refused)] == [
        ("t:24", "Its column for the text is empty."),
        ("t:26", "The row has 9 cells, but the table 6 columns."),
        ("t:28", "The row holds bytes that are not in the encoding of the table."),
    ]
    kept = [c.row for c in found if isinstance(c, Capture)]
    assert [row for row in kept if row and row[0] == "n"] == ["n1", "n2", "n4", "n6", "n8"]
    monkeypatch.setattr(limits, "MAX_ROW_BYTES", 1_000)
    long = ["n3", "", "a" * 3_000, "", "", ""]
    found = list(captures(table([*ROWS, long, ["n4", "", TEXTS[2], "", "", ""]]), origin="t"))
    assert found[2] == Refused("t:4", "The row has more than 1,000 bytes.")
    assert isinstance(found[3], Capture)


def test_bytes_in_no_encoding_deep_in_a_table() -> None:
    content = (
        table([["id", "text"], *([f"{n}", TEXTS[0] * 3] for n in range(300))])
        + b"x,\xff\xfe\n"
        + f"y,{TEXTS[1]}\n".encode()
    )
    found = list(captures(content, origin="t"))
    assert found[-2] == Refused("t:302", "The row holds bytes that are not in the encoding of the table.")
    assert isinstance(found[-1], Capture)
    assert len(found) == 302


def test_a_first_row_longer_than_what_is_looked_at() -> None:
    long = TEXTS[0] * 2_000
    assert [c.raw.decode() for c in read(table([["id", "text", "link"], ["1", long, "https://a.example/1"]]))] == [long]
    assert [c.raw.decode() for c in read(lines({"id": 1, "text": long, "n": {"text": 1}}))] == [long]


def test_many_rows_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    for content, noun in ((table([["id", "text"], *([str(n), TEXTS[0]] for n in range(9))]), "rows"),
                          (lines(*({"text": TEXTS[0]} for _ in range(9))), "lines")):  # fmt: skip
        found = list(captures(content, origin="t"))
        assert len(found) == 4
        assert found[-1] == Refused("t", f"It has more than 3 {noun}; the rest is left out.")


def test_lines_of_json_as_they_are_annotated() -> None:
    found = list(
        captures(
            lines(
                {"id": "a1", "text": f"{TITLES[0]}\n{TEXTS[0]}", "title_end": len(TITLES[0]), "date": "2021-04-07"},
                {"id": 7, "النص": TEXTS[1], "outlet": None, "url": "https://a.example/1"},
                {"id": "a3", "text": 5},
                {"id": "a4"},
                {"id": "a5", "text": " "},
            )
            + b'{half\n\n["a"]\n',
            origin="t",
        )
    )
    first, second = found[:2]
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.row, first.known["title"].value, first.known["published"].value) == ("a1", TITLES[0], "2021-04-07")
    assert (first.page().title.value, first.page().blocks[0].kind) == (TITLES[0], "title")
    assert (second.row, second.raw.decode(), set(second.known)) == ("7", TEXTS[1], {"url"})
    assert [(c.origin, c.why) for c in found[2:] if isinstance(c, Refused)] == [
        ("t:3", "The value of 'text' is no text."),
        ("t:4", "The line holds no text."),
        ("t:5", "Its column for the text is empty."),
        ("t:6", "The line is no JSON object."),
        ("t:8", "The line is no JSON object."),
    ]


def test_html_in_a_cell_is_read_as_html() -> None:
    (found,) = read(table([["id", "content"], ["1", f"<div><h1>{TITLES[0]}</h1><p>{TEXTS[0]}</p></div>"]]))
    assert not found.is_text
    assert found.page().text == f"{TITLES[0]}\n{TEXTS[0]}"


def test_halves_of_characters_are_told_when_the_page_is_read() -> None:
    (found,) = read(json.dumps({"text": "قال \ud800"}).encode())
    with pytest.raises(InputError, match="lone surrogates"):
        found.page()


def test_memory_does_not_grow_with_the_number_of_rows() -> None:
    class Endless(io.RawIOBase):
        """A table of 30 MB that is never there as a whole."""

        def __init__(self) -> None:
            self._left = 500
            self._row = b"1," + TEXTS[0].encode() * 500 + b"\n"
            self._begun = False

        def read(self, size: int = -1) -> bytes:
            if not self._begun:
                self._begun = True
                return b"id,text\n"
            self._left -= 1
            return self._row if self._left >= 0 else b""

    import tracemalloc

    tracemalloc.start()
    try:
        count = sum(isinstance(c, Capture) for c in captures(Endless()))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 500
    assert peak < 5_000_000
