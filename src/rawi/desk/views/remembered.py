"""What is the same until somebody writes to the desk, kept for the next one who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from rawi.desk import engine

T = TypeVar("T")
MOST: Final = 64
"""Answers that each connection keeps, those asked for last."""


def remembered(connection: Connection, question: Hashable, answer: Callable[[], T]) -> T:
    """The answer to a question that depends on the desk alone, in a transaction that only reads; it is not to be altered.

    Where the database tells that nothing was written (`rawi.desk.engine.state`), the desk is as it was.
    """
    state = engine.state(connection.connection.driver_connection, connection.dialect.name)
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
