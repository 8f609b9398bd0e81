"""PDFs for tests: small ones that programs made (`python -m benchmarks.pdf --fixtures`), and ones written here."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.fixture
def pdf():
    """The bytes of one of the PDFs of this folder."""
    return lambda name: FOLDER.joinpath(f"{name}.pdf").read_bytes()


def written(
    pages: int, content: bytes = b"", *, packed: bool = False, box: str = "0 0 595 842", info: str = ""
) -> bytes:
    """A PDF of as many pages that all show the same content stream."""
    stream = zlib.compress(content, 9) if packed else content
    dictionary = f"<< /Length {len(stream)}{' /Filter /FlateDecode' if packed else ''} >>".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{6 + page} 0 R' for page in range(pages))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        dictionary + b"\nstream\n" + stream + b"\nendstream",
        f"<< {info} >>".encode(),
    ]
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"
    objects += [page.encode()] * pages
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


@pytest.fixture
def write():
    """Makes a PDF; see `written`."""
    return written
