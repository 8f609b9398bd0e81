"""Files that pages need: our own, and fonts and htmx, which a build has put beside them.

Where the build could not get those, pages have the system's fonts and no htmx, and work all the same.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER: Final = Path(str(files("rawi.web"))) / "static"
HTMX: Final = "vendor/htmx.min.js"
FONTS: Final = "vendor/fonts"


def is_there(name: str) -> bool:
    """Whether there is such a file, or folder."""
    return (FOLDER / name).exists()


@cache
def address(name: str) -> str:
    """The address of a file. It changes with the file, so a browser may keep it for ever."""
    try:
        mark = sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
    except OSError:
        return f"/static/{name}"
    return f"/static/{name}?v={mark}"


class Static(StaticFiles):
    """The folder of files."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    def file_response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        """A file, which browsers may keep where its address has its mark."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        scope: Scope = kwargs.get("scope") or args[2]  # type: ignore[assignment]
        marked = b"v=" in scope["query_string"] or "/fonts/" in scope["path"]
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if marked else "no-cache"
        return response
