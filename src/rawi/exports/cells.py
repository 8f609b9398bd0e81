"""Words for spreadsheets, which take what begins like a formula for one and run it.

In CSV nothing tells words from formulas, so an apostrophe goes before what could be one (OWASP, "CSV Injection"): at the
beginning of a cell, behind spaces and signs that are not seen, in half and full width; and behind a semicolon, which
spreadsheets of many countries take for the end of a cell even where it stands between quotation marks. In XLSX every cell
says itself that it holds words, and they stay as they are.
"""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = (
    "\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0"
)
_RUN: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b|%"
_BEGINS: Final = re.compile(f"[{_UNSEEN}]*[{_RUN}]")
_AFTER: Final = re.compile(f"(?<=;)(?=[{_UNSEEN}]{{0,50}}[{_RUN}])")
_BREAKS: Final = re.compile("[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NO_LETTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def whole(words: str) -> str:
    """Words without what no file takes: halves of characters and signs that control a terminal become U+FFFD."""
    return _NO_LETTER.sub("\ufffd", words)


def neutral(words: str) -> str:
    """Words for a cell of CSV, on one line, that no spreadsheet takes for a formula. What is safe stays as it is."""
    line = _NO_LETTER.sub("\ufffd", _BREAKS.sub(" ", words))
    line = _AFTER.sub("'", line)
    return f"'{line}" if _BEGINS.match(line) else line
