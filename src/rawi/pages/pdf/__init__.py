"""PDF, by the text that the file tells or by OCR.

read         from bytes to a page
extract      what is in a PDF, in a child process
characters   what pdfium tells of a page
glyphs       which letters each glyph stands for, and where it stands
ligatures    glyphs of several letters, presentation forms
words        glyphs to words and pieces of lines
direction    from the order in which glyphs stand to the order in which they are read
columns      the order of columns
paragraphs   lines to paragraphs
running      running heads and page numbers
legible      whether the text can be trusted
metadata     what the file tells beside its pages
"""

from rawi.pages.marks import is_pdf
from rawi.pages.pdf.read import read_pdf

__all__ = ["is_pdf", "read_pdf"]
