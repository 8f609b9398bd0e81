"""What formats that are no text are known by, apart from their readers, which take time to load."""

from __future__ import annotations

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a", b"BM")


def is_pdf(raw: bytes) -> bool:
    """Whether bytes are a PDF: its mark stands within the first 1,024 bytes (some files have a header before it)."""
    return b"%PDF-" in raw[:1024]


def is_image(raw: bytes) -> bool:
    """Whether bytes are an image of a kind that is read."""
    if raw[:4] == b"RIFF":
        return raw[8:12] == b"WEBP"
    if raw[:2] == b"BM":
        return len(raw) > 14 and raw[6:10] == b"\0\0\0\0"
    return raw.startswith(_MAGIC)
