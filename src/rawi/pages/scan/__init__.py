"""Scans and photographs, by OCR.

read        from an image to a page
images      grey, evenly lit, straight, near 300 dots an inch
deskew      the angle at which lines lie level
tesseract   the system's OCR tool
printed     from paragraphs, of OCR or of a PDF, to a page
"""

from rawi.pages.marks import is_image
from rawi.pages.scan.printed import Word
from rawi.pages.scan.read import Scan, read_image, read_scan

__all__ = ["Scan", "Word", "is_image", "read_image", "read_scan"]
