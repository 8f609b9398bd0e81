"""What the desk in a browser is told when it is started."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final

DEFAULT_PORT: Final = 8765


def new_token() -> str:
    """A start-up token: 256 bits, as they may stand in an address."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one start.

    `hosts`: what a request's ``Host`` may be, ``127.0.0.1:8765`` and the like. `token` lets in whoever has it; it is new
    with every start. `upload_bytes`, `upload_files`: of one request. `addresses`: whether pages may be fetched from the
    web where somebody gives an address. `workers`: processes that read pages.
    """

    hosts: tuple[str, ...] = (f"127.0.0.1:{DEFAULT_PORT}", f"localhost:{DEFAULT_PORT}", f"[::1]:{DEFAULT_PORT}")
    token: str = field(default_factory=new_token, repr=False)
    upload_bytes: int = 200_000_000
    upload_files: int = 500
    addresses: bool = True
    workers: int | None = None

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies do not tell ports apart, so two desks on one machine need two names."""
        return f"rawi-{self.hosts[0].rpartition(':')[2]}"
