"""Words by which furniture within web pages is known, beside those that pasted pages have."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from rawi.pages.lexicon import Phrases
from rawi.pages.lines import Line, Look

_LONGEST = 20
"""Words of a line that is taken for furniture because of a phrase in it."""


@cache
def _phrases() -> Phrases:
    text = resources.files("rawi.pages.html").joinpath("phrases.toml").read_text(encoding="utf-8")
    return Phrases({section: entries.split("\n")[1:-1] for section, entries in tomllib.loads(text).items()})


def marked(lines: list[Line]) -> list[Line]:
    """The same lines, with the looks that the phrases tell."""
    for line in lines:
        if line.look not in ("plain", "date") or line.count > _LONGEST or not line.key:
            continue
        phrases = _phrases()
        begun = phrases.beginning(line.key)
        section = phrases.whole(line.key) or phrases.anywhere(line.key)
        count = line.count
        if section is None and begun and (":" in line.words[:40] or line.count <= begun[1] + 2 or not line.stop):
            section, count = begun
        if section:
            look: Look = section  # type: ignore[assignment]
            line.look, line.phrase = look, count
    return lines
