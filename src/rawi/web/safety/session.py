"""The start-up token lets in the one who started the desk; a signed cookie remembers it until the desk is closed."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

_SALT: Final = "rawi-session"


@dataclass(frozen=True, slots=True)
class Sessions:
    """Cookies and CSRF tokens, signed by the start-up token: a new start makes all of them void."""

    token: str

    def knows(self, given: str) -> bool:
        """Whether this is the start-up token; it takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def cookie(self) -> str:
        """A cookie for somebody who had the token."""
        return self._signer().dumps({"user": "local"})

    def is_in(self, cookie: str | None) -> bool:
        """Whether a cookie is one of ours."""
        if not cookie:
            return False
        try:
            self._signer().loads(cookie)
        except BadSignature:
            return False
        return True

    def csrf(self, cookie: str) -> str:
        """What every form of this session sends back."""
        return hmac.new(self.token.encode(), b"csrf:" + cookie.encode(), sha256).hexdigest()

    def is_csrf(self, cookie: str, given: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.csrf(cookie).encode(), given.encode("utf-8", "replace"))

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.token, _SALT)
