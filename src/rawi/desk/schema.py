"""The whole schema of a desk: all modules that define tables, and the way from any older state to this one."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Final

from sqlalchemy import Connection, inspect, text

from rawi.desk.tables import metadata

TABLE_MODULES: Final = (
    "rawi.desk.tables",
    "rawi.desk.search.tables",
    "rawi.desk.decisions.tables",
    "rawi.desk.queue.tables",
    "rawi.desk.passages.tables",
    "rawi.desk.together.tables",
    "rawi.desk.saved.tables",
)
VIEWS: Final = ("page_versions", "who_says_what")
UNMANAGED: Final = re.compile(
    r"search_(claims|pages|name_words|parts)(_.*)?|ix_search_words_parts|(ix_)?view_.*|alembic_version|sqlite_.*"
)
"""What is not in the metadata: the search index itself, what SQLite has for the views alone (`rawi.desk.views.kept_together`),
and what Alembic and SQLite keep for themselves."""

for _name in TABLE_MODULES:
    if find_spec(_name):
        import_module(_name)

__all__ = ["TABLE_MODULES", "UNMANAGED", "VIEWS", "found", "head", "metadata", "revisions", "upgrade"]


@cache
def revisions() -> tuple[str, ...]:
    """The numbers of all migrations of this version of Rawi, in order."""
    names = (entry.name for entry in resources.files("rawi.desk.migrations").joinpath("versions").iterdir())
    return tuple(sorted(name[:4] for name in names if re.fullmatch(r"\d{4}_\w+\.py", name)))


def head() -> str:
    """The number of the last migration of this version of Rawi."""
    return revisions()[-1]


def found(connection: Connection) -> str | None:
    """The number of the last migration that a database has seen; None where it has seen none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that a database has not seen, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    with resources.as_file(resources.files("rawi.desk.migrations")) as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, to)
