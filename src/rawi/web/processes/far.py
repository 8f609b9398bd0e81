"""The background of the parent process, as the views of its children see it: the same calls, over their line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from rawi.desk.adding.filling import Input
from rawi.web.adding import Doing
from rawi.web.background import Background
from rawi.web.gathering import Gathering
from rawi.web.processes.calls import Caller


class FarAdder:
    """As `rawi.web.adding.Adder`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @property
    def doing(self) -> Doing:
        """What is going on."""
        return cast(Doing, self._caller.ask("adding"))

    def bring(self, inputs: Sequence[Input]) -> None:
        """Put inputs into the queue, and see that they are read."""
        self._caller.ask("bring", [*inputs])

    def retry(self, failures: Sequence[int] | None = None) -> None:
        """Try failures again: these, or all."""
        self._caller.ask("retry", failures)


class FarGatherer:
    """As `rawi.web.gathering.Gatherer`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @property
    def doing(self) -> Gathering:
        """What is going on."""
        return cast(Gathering, self._caller.ask("gathering"))

    def start(self, wait: float = 0.0) -> None:
        """Bring together what is not yet; `wait`: so many seconds for the end of it."""
        self._caller.ask("gather", wait)

    def start_soon(self) -> None:
        """The same once nothing was decided for a while."""
        self._caller.ask("gather soon")


class FarBackground:
    """As `rawi.web.background.Background`; it is started and closed where it is."""

    def __init__(self, caller: Caller) -> None:
        self.adder, self.gatherer = FarAdder(caller), FarGatherer(caller)


def answers(background: Background) -> Mapping[str, Callable[..., Any]]:
    """What the parent answers to these calls."""
    adder, gatherer = background.adder, background.gatherer
    return {
        "adding": lambda: adder.doing,
        "bring": adder.bring,
        "retry": adder.retry,
        "gathering": lambda: gatherer.doing,
        "gather": gatherer.start,
        "gather soon": gatherer.start_soon,
    }
