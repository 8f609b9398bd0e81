"""Words and JSON come out of a column as they went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from rawi.desk.text import Words, from_json, to_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_read_as_json_reads_it(value: object) -> None:
    assert from_json(to_json(value)) == value
    assert from_json(f" {to_json(value)}\n") == value


@pytest.mark.parametrize("damaged", ["", "[1, 2", "[] []", "nul", '{"a"}'])
def test_what_is_no_json_is_refused(damaged: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        from_json(damaged)


@given(st.none() | st.text(st.characters(exclude_categories=())))
def test_words_take_any_letter(words: str | None) -> None:
    column, dialect = Words(), sqlite.dialect()
    written = column.process_bind_param(words, dialect)
    assert written is None or not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in written)
    assert column.result_processor(dialect, None)(written) == column.process_result_value(written, dialect) == words
