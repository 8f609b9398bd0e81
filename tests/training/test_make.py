"""The plan by which the weights are made."""

from pathlib import Path

from training.make import LAST, PLAN, Higher, Mean, Run, model


def begins_with(part: Run | Mean | Higher) -> set[str]:
    if isinstance(part, Mean):
        return {*part.members}
    return {part.of if isinstance(part, Higher) else part.start} - {None}


def test_every_run_and_mean_begins_with_what_was_made_before_it():
    made: set[str] = set()
    for name, part in PLAN.items():
        assert begins_with(part) <= made, name
        made.add(name)
    assert list(PLAN)[-1] == LAST


def test_every_run_is_of_use():
    used = {n for part in PLAN.values() for n in begins_with(part)}
    assert set(PLAN) - used == {LAST}


def test_a_run_lies_in_a_folder_of_its_own_and_a_mean_in_a_file():
    assert model(Path("work"), "run1") == Path("work/run1/model.pt")
    assert model(Path("work"), "mean1") == Path("work/mean1.pt")
    assert model(Path("work"), "high9") == Path("work/high9.pt")


def test_runs_with_more_top_layers_begin_with_such():
    def top(name: str | None) -> int:
        part = PLAN[name] if name else None
        if isinstance(part, Higher):
            return top(part.of) + part.top
        if isinstance(part, Mean):
            (only,) = {top(member) for member in part.members}
            return only
        return int(part.options.split("--top ")[1].split()[0]) if part and "--top " in part.options else 3

    for name, part in PLAN.items():
        if isinstance(part, Run):
            assert top(part.start) == top(name), name
        else:
            assert top(name) in (3, 6)
