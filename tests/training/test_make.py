"""The plan by which the weights are made."""

from pathlib import Path

from training.make import LAST, PLAN, Mean, model


def test_every_run_and_mean_begins_with_what_was_made_before_it():
    made: set[str] = set()
    for name, part in PLAN.items():
        needed = {*part.members} if isinstance(part, Mean) else {part.start} - {None}
        assert needed <= made, name
        made.add(name)
    assert list(PLAN)[-1] == LAST


def test_every_run_is_of_use():
    used = {n for part in PLAN.values() for n in (part.members if isinstance(part, Mean) else (part.start,))}
    assert set(PLAN) - used == {LAST}


def test_a_run_lies_in_a_folder_of_its_own_and_a_mean_in_a_file():
    assert model(Path("work"), "run1") == Path("work/run1/model.pt")
    assert model(Path("work"), "mean1") == Path("work/mean1.pt")
