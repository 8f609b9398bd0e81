"""MHTML: the main document of a page that a browser saved as one file."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from rawi.errors import InputError

_MAX_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Saved:
    """The main document of an MHTML file: its bytes, the encoding its header tells, and the address it came from."""

    raw: bytes
    charset: str | None
    url: str | None


def main_document(raw: bytes) -> Saved:
    """The HTML document that an MHTML file was saved for: its root part, else the first that is HTML.

    Raises `InputError` where no part is HTML or the parts are nested too deep or too many.
    """
    from email import message_from_bytes

    try:
        message = message_from_bytes(raw.lstrip())
        root = _root(message)
        if root is None:
            raise InputError("This MHTML file holds no HTML document.")
        payload = root.get_payload(decode=True)
        charset = root.get_content_charset()
    except (RecursionError, LookupError, ValueError) as error:
        raise InputError("This MHTML file is damaged: its parts cannot be told apart.") from error
    if not isinstance(payload, bytes) or not payload.strip():
        raise InputError("The HTML document in this MHTML file is empty.")
    return Saved(payload, charset, _address(message, root))


def _root(message: Message) -> Message | None:
    start = message.get_param("start")
    first = None
    for count, part in enumerate(message.walk()):
        if count > _MAX_PARTS:
            raise InputError(f"This MHTML file has more than {_MAX_PARTS:,} parts.")
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        if start and part.get("Content-ID", "").strip() == str(start).strip():
            return part
        first = first or part
    return first


def _address(message: Message, root: Message) -> str | None:
    for value in (message.get("Snapshot-Content-Location"), root.get("Content-Location")):
        address = "".join(str(value or "").split())
        if address.startswith(("http://", "https://")):
            return address
    return None
