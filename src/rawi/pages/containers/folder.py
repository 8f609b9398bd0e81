"""A folder of files, and the folders in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rawi.pages import limits
from rawi.pages.capture import Refused
from rawi.pages.containers import names


def files(folder: Path, leave_out: Path | None = None) -> Iterator[tuple[Path, str] | Refused]:
    """All files of a folder and of those in it, sorted by name, each with its name from `folder` on.

    Hidden files are passed over, and so is the folder of pictures and scripts beside a saved page, the file `leave_out`,
    and links to folders within. What is a link out of the folder, no regular file, or cannot be looked at, is refused.
    Memory: the names of the folders that are open.
    """
    root = folder.resolve()
    pending = [_sorted(folder, "")]
    count = 0
    while pending:
        entry = next(pending[-1], None)
        if entry is None:
            pending.pop()
            continue
        if isinstance(entry, Refused):
            yield entry
            continue
        path, name = entry
        count += 1
        if count > limits.MAX_MEMBERS:
            yield Refused(
                names.shown(folder.name), f"It has more than {limits.MAX_MEMBERS:,} files; the rest is left out."
            )
            return
        shown = names.shown(f"{folder.name}/{name}" if folder.name else name)
        try:
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield Refused(shown, "It is a link that leads out of the folder.")
            elif path.is_dir():
                if not path.is_symlink():
                    pending.append(_sorted(path, name + "/"))
            elif not path.is_file():
                yield Refused(shown, "It is no file that can be read.")
            elif leave_out is None or not _same(path, leave_out):
                yield path, shown
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
            yield Refused(
                shown, f"It cannot be read: {getattr(error, 'strerror', None) or 'a link leads in a circle'}."
            )


def _same(path: Path, other: Path) -> bool:
    """Whether two paths are one file; what is not there is none."""
    return other.exists() and path.samefile(other)


def _sorted(folder: Path, prefix: str) -> Iterator[tuple[Path, str] | Refused]:
    try:
        found = sorted(os.listdir(folder))
    except OSError as error:
        yield Refused(names.shown(prefix or folder.name), f"It cannot be read: {error.strerror}.")
        return
    beside = set(found)
    for name in found:
        if not names.is_hidden(name) and not names.is_assets(name, beside):
            yield folder / name, prefix + name
