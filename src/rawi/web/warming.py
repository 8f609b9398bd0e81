"""What the first answers would wait for is done before: templates become Python, once for all languages.

Each of them takes some 20 ms, and would take them in every process; what is there before a fork is shared.
"""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from rawi.web.languages import LANGUAGES
from rawi.web.rendering import environment


class _Compiled(BytecodeCache):
    """The code of templates, which is the same in all languages."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, if anything is."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


def warm() -> None:
    """Load all templates."""
    compiled = _Compiled()
    for code in LANGUAGES:
        templates = environment(code)
        templates.bytecode_cache = compiled
        for name in templates.list_templates():
            templates.get_template(name)
        templates.bytecode_cache = None
