"""What is the same until somebody writes to the desk, kept for the next one who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
MOST: Final = 64
"""Answers that each connection keeps, those asked for last."""


def remembered(connection: Connection, question: Hashable, answer: Callable[[], T]) -> T:
    """The answer to a question that depends on the desk alone, in a transaction that only reads; it is not to be altered.

    SQLite counts for each connection what others committed (``PRAGMA data_version``) and what it wrote itself: where
    both are as they were, the desk is. PostgreSQL has no such count, and there it is asked anew each time.
    """
    if connection.dialect.name != "sqlite":
        return answer()
    raw: Any = connection.connection.driver_connection
    state = (raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes)
    kept: tuple[Any, OrderedDict[Hashable, Any]] = connection.info.get(__name__, (None, OrderedDict()))
    if kept[0] != state:
        kept = connection.info[__name__] = (state, OrderedDict())
    answers = kept[1]
    if question not in answers:
        answers[question] = answer()
        if len(answers) > MOST:
            answers.popitem(last=False)
    answers.move_to_end(question)
    found: T = answers[question]
    return found
