"""What goes on beside the answers: pages that were brought are read, and brought together. Of it there is one for a desk."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.desk.adding.filling import Input
from rawi.desk.desk import Desk
from rawi.web.adding import Adder
from rawi.web.gathering import Gatherer
from rawi.web.settings import Settings


class Background:
    """The `adder` and the `gatherer` of a desk, who work in threads of this process."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self.gatherer = Gatherer(desk)
        self.adder = Adder(desk, settings.workers, then=self._then)
        self._is_resuming = False

    def start(self, bring: Sequence[Input] = ()) -> None:
        """Add what is to be brought at the start; read what waits in the queue from before, then bring together what was
        left."""
        self._is_resuming = True
        if not self.adder.start(bring):
            self._then()

    def _then(self) -> None:
        begun, self._is_resuming = self._is_resuming, False
        (self.gatherer.resume if begun else self.gatherer.start_if_few)()

    def close(self) -> None:
        """Stop after what is in hand; the rest waits in the desk."""
        self.adder.close()
        self.gatherer.close()
