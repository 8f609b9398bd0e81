"""Requests that are too large are refused: by what they say of themselves, and by what comes."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive


def says_too_much(length: str | None, most: int) -> bool:
    """Whether a ``Content-Length`` is beyond the limit, or no number."""
    return length is not None and not (
        length.isascii() and length.isdigit() and len(length) < 19 and int(length) <= most
    )


def counted(receive: Receive, most: int) -> Receive:
    """The same stream, which ends in an error (413) where more comes than `most` bytes."""
    left = most

    async def receive_counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413)
        return message

    return receive_counted
