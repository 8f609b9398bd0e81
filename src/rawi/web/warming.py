"""What the first answers would wait for is done before: templates become Python, in each language its own.

Each of them takes some 20 ms, and would take them in every process; what is there before a fork is shared.
"""

from __future__ import annotations

from rawi.web.languages import LANGUAGES
from rawi.web.rendering import environment


def warm() -> None:
    """Load all templates."""
    for code in LANGUAGES:
        templates = environment(code)
        for name in templates.list_templates():
            templates.get_template(name)
