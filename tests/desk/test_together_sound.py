"""What pages say together is looked at by `rawi check`, and mended."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from rawi.together import desk as together

from .test_together_on_desk import state

BROKEN = {
    "DELETE FROM together_waiting": "do not wait",
    "DELETE FROM together_pages WHERE page_id = 2": "do not wait",
    "DELETE FROM page_words WHERE page_id = 2": "do not wait",
    "DELETE FROM together_holders WHERE term IN (SELECT max(term) FROM together_holders)": "counted rightly",
    "UPDATE together_holders SET pages = pages + 1 WHERE term = 0": "counted rightly",
    "INSERT INTO together_waiting (page_id, stage) SELECT id, 1 FROM pages WHERE id = 1": "lack claims",
}


@pytest.mark.parametrize("statement", BROKEN)
def test_what_is_broken_is_told_and_mended(filled, statement):
    if not statement.startswith("DELETE FROM together_waiting"):
        together.update(filled)
    before = state(filled)
    assert filled.check().is_sound
    with filled.writing() as connection:
        connection.execute(text(statement))
    faults = [fault for fault in filled.check().faults if fault.where == "together"]
    assert any(BROKEN[statement] in fault.what for fault in faults), faults
    assert any("together" in done for done in filled.mend())
    together.update(filled)
    assert filled.check().is_sound
    if not statement.startswith("DELETE FROM together_waiting"):
        assert state(filled)[::2] == before[::2]
    assert together.pending(filled) == 0


def test_a_sound_desk_is_left_alone(filled):
    together.update(filled)
    assert not any("together" in done for done in filled.mend())
