"""How containers call back for what lies in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rawi.pages.capture import Capture, Refused
from rawi.pages.containers.stream import Place, Stream

Open = Callable[[Stream, Place], Iterator[Capture | Refused]]
"""What gives the captures of a stream, be it a page or another container."""
