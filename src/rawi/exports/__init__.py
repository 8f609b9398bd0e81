"""Lists to take along: what a search or a view of a desk found, as CSV, XLSX or JSON Lines.

hits     what is found, as a table            table   columns and rows
cells    words that no spreadsheet runs       csv_file, xlsx, jsonl   a table as bytes
forms    which of them there are
"""

from rawi.exports.forms import FORMS, Form
from rawi.exports.hits import MOST_ROWS, of_claims, of_search
from rawi.exports.table import Column, Table

__all__ = ["FORMS", "MOST_ROWS", "Column", "Form", "Table", "of_claims", "of_search"]
