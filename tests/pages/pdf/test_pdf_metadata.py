"""What a PDF's information dictionary tells: only what is sensible."""

from __future__ import annotations

from datetime import date

import pytest

from rawi.pages.pdf.metadata import told

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("انهيار جسر في النويرة", "انهيار جسر في النويرة"),
        ("Microsoft Word - خبر الجسر.docx", None),
        ("الصفحة الأولى 12.indd", None),
        ("Untitled", None),
        ("news_2021_final", None),
        ("عدد", None),
    ],
)
def test_titles_that_are_names_of_files_are_none(title: str, kept: str | None) -> None:
    assert told({"Title": title}, TODAY).title.value == kept


@pytest.mark.parametrize(
    ("author", "kept"), [("سامي حداد", "سامي حداد"), ("Administrator", None), ("user", None), ("قسم الإخراج", None)]
)
def test_authors_that_are_accounts_are_none(author: str, kept: str | None) -> None:
    assert told({"Author": author}, TODAY).author.value == kept


@pytest.mark.parametrize(
    ("producer", "made", "kept"),
    [
        ("Adobe InDesign 16.0", "D:20210304101500+03'00'", "2021-03-04"),
        ("Acrobat Distiller 9.0", "D:20190230", None),
        ("QuarkXPress 16", "D:19700101000000Z", None),
        ("LibreOffice 7.4", "D:20210304101500Z", None),
        ("Adobe InDesign 16.0", "D:20990101000000Z", None),
        ("Skia/PDF m120", "D:20210304101500Z", None),
        ("HP Scan", "D:20210304101500Z", None),
        ("", "D:20210304101500Z", None),
    ],
)
def test_dates_are_those_of_making_only_where_that_is_publishing(producer: str, made: str, kept: str | None) -> None:
    assert told({"Producer": producer, "CreationDate": made}, TODAY).published.value == kept
