"""Propositions that lost something are told by `rawi check`, and made again."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from rawi.together import desk as together

from .conftest import pages
from .test_running import at_once, told


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE together_propositions SET found = NULL", "lack claims"),
        ("DELETE FROM together_members", "lack claims"),
        ("DELETE FROM together_origins", "lack claims"),
        ("UPDATE together_propositions SET joined_id = 99", "together_members belong"),
    ],
)
def test_what_lost_something_is_made_again(desk, statement, what):
    together.update(desk)
    assert desk.check().is_sound
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.execute(text(statement))
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    faults = [fault.what for fault in desk.check().faults if fault.where == "together"]
    assert any(what in fault for fault in faults), faults
    desk.mend()
    together.update(desk)
    assert desk.check().is_sound
    assert told(desk) == at_once(given for given, _ in pages())
