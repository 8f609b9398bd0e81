"""What a run is doing, and what it has done."""

from __future__ import annotations

from dataclasses import dataclass, field

from rawi.desk.queue.failures import Failure


@dataclass(slots=True)
class Added:
    """What became of a run's inputs.

    `pages`: read and kept, of which `versions` are new versions of a page that the desk has by the same address;
    `reread`: pages that were read anew; `copies`: captures of bytes that the desk had from elsewhere; `before`: captures
    that it had already; `claims`, `sources`: in the pages of this run; `elsewhere`: pages that another run at the same
    time has read, so that they are not among `pages`; `failed_before`: captures whose bytes had failed before, and were
    not tried again; `failures`: what failed in this run; `moved`: decisions whose words stand elsewhere, or nowhere, in
    the new readings; `seconds`: how long it took.
    """

    pages: int = 0
    versions: int = 0
    reread: int = 0
    copies: int = 0
    before: int = 0
    claims: int = 0
    sources: int = 0
    elsewhere: int = 0
    failed_before: int = 0
    failures: list[Failure] = field(default_factory=list)
    moved: list[dict[str, object]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_something(self) -> bool:
        """Whether anything of the inputs stands in the desk now."""
        return bool(self.pages or self.reread or self.copies or self.before or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: pages `done`, of which some `failed`, of those that were `found` so far.

    `is_walking`: the inputs are not walked through yet, so that more will be found. `seconds`: since its beginning;
    `rate`: pages a second since the first one was begun, None before.
    """

    done: int
    failed: int
    found: int
    is_walking: bool
    seconds: float
    rate: float | None

    @property
    def left(self) -> float | None:
        """Seconds until the pages that were found are done, at this rate; None where that cannot be told."""
        return (self.found - self.done) / self.rate if self.rate else None
