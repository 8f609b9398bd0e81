"""How addresses are fetched: what the caller may set."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from rawi.errors import OptionError
from rawi.pages import limits
from rawi.version import VERSION

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Settings:
    """How addresses are fetched.

    `save` is a folder in which everything that was fetched is kept. `ignore_robots` fetches what robots.txt forbids.
    `timeout` is the time on the network for one address, in seconds. `max_bytes` bounds an answer, as sent and as
    unpacked. `allow_private` are networks that are not public and may be asked all the same: a newsroom's own archive, or a
    test's server. `authorities` is a file of certificates that are trusted beside those of the system.

    Raises `OptionError` for a timeout or a number of bytes that is not positive.
    """

    save: Path | None = None
    ignore_robots: bool = False
    timeout: float = limits.ADDRESS_SECONDS
    max_bytes: int = limits.MAX_ANSWER_BYTES
    allow_private: tuple[Network, ...] = ()
    authorities: str | None = None

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= 86_400:
            raise OptionError(f"{self.timeout:g} seconds are no time to wait; give more than 0, at most 86,400.")
        if self.max_bytes < 1:
            raise OptionError(f"{self.max_bytes} bytes are no limit; give 1 or more.")


def networks(given: Iterable[str]) -> tuple[Network, ...]:
    """The networks that are written as `10.1.0.0/16`, `127.0.0.1`, `::1`. Raises `OptionError` for others."""
    found = []
    for text in given:
        try:
            found.append(ipaddress.ip_network(text))
        except ValueError:
            raise OptionError(f"{text!r} is no network; write it as 10.1.0.0/16.") from None
    return tuple(found)


def user_agent() -> str:
    """Who asks: Rawi with its version, and the project's address where the package tells one."""
    try:
        told = metadata.metadata("rawi").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        told = []
    addresses = dict(line.replace(" ", "").split(",", 1) for line in told if "," in line)
    home = next((url for name, url in addresses.items() if name.lower() in ("homepage", "source", "repository")), "")
    return f"Rawi/{VERSION} (+{home})" if home.isascii() and home else f"Rawi/{VERSION}"
