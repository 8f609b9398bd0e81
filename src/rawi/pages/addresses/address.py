"""An address of the web: what of it may be asked for, in one spelling."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from rawi.errors import InputError
from rawi.pages import limits

_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]{0,30}://", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_EDGES = " \t\r\n\u00a0\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff<>"
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_KEPT = "/%:@!$&'()*+,;=~-._?[]|"
"""Characters of a path or query that go out as they are; all others are percent-encoded."""

PORTS = {"http": 80, "https": 443}
_BARRED = frozenset(
    (1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080)
)
"""Ports above 1023 where something else than the web answers: those of https://fetch.spec.whatwg.org/#port-blocking."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for.

    `scheme` is http or https; `host` is a name in lower-case ASCII (A-labels, no dot at its end) or an IP address
    (IPv6 without brackets); `target` is path and query in ASCII, beginning with a slash. There is no user, password or
    fragment.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def ip(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
        """The host where it is an IP address, else None."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    @property
    def authority(self) -> str:
        """Host and port as they stand in the header Host: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """Scheme and authority: that for which one robots.txt speaks."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.target


def is_address(given: str) -> bool:
    """Whether a word is meant as an address and not as the name of a file: it begins with `scheme://`."""
    return _SCHEME.match(given) is not None


def parse(given: str, base: Address | None = None) -> Address:
    """The address that `given` is, or that it leads to from `base`.

    White space and direction marks around it are dropped; letters outside ASCII are encoded, in the host by IDNA and
    elsewhere as UTF-8.

    Raises `InputError` for another scheme than http and https, a user name or password, a host that is none or is an IP
    address in an unusual spelling (`2130706433`, `0x7f.1`, `127.1`), a port where no web server is.
    """
    text = given.strip(_EDGES)
    if len(text) > limits.MAX_ADDRESS_CHARACTERS:
        raise InputError(f"The address is longer than {limits.MAX_ADDRESS_CHARACTERS:,} characters.")
    shown = "".join(ch if ch.isprintable() else "?" for ch in text[:200])
    if _CONTROL.search(text):  # urlsplit would drop them without a word
        raise InputError(f"The address {shown} holds control characters.")
    try:
        if base is not None:
            text = urljoin(base.url, text)
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise InputError(f"The address {shown} cannot be understood.") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise InputError(f"The address {shown} is not fetched: only http and https are.")
    if "@" in parts.netloc or "\\" in parts.netloc:
        raise InputError("The address holds a user name or password; Rawi does not log in.")
    if port is None:
        port = PORTS[scheme]
    if port not in PORTS.values() and (port < 1024 or port in _BARRED):
        raise InputError(f"The address {shown} is not fetched: port {port} is none of web servers.")
    target = _encoded(parts.path) or "/"
    if parts.query:
        target += "?" + _encoded(parts.query)
    return Address(scheme, _host(parts.hostname or "", "[" in parts.netloc, shown), port, target)


def _host(name: str, bracketed: bool, shown: str) -> str:
    wrong = InputError(f"The address {shown} names no host that can be asked for.")
    if bracketed:
        try:
            if "%" in name:  # an IPv6 address with the name of an interface is a local one
                raise wrong
            return str(ipaddress.IPv6Address(name))
        except ValueError:
            raise wrong from None
    if not name or len(name) > 253 or "%" in name:
        raise wrong
    try:
        # IDNA 2003, as the standard library has it; the length was checked, since its time grows with the square.
        ascii_name = unicodedata.normalize("NFKC", name).encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise wrong from None
    labels = ascii_name.split(".")
    if len(ascii_name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise wrong
    if _NUMBER.fullmatch(labels[-1]):  # resolvers take many spellings of an IPv4 address; one is allowed here
        try:
            return str(ipaddress.IPv4Address(ascii_name))
        except ValueError:
            raise InputError(
                f"The address {shown} is not fetched: its host is a number; write an IP address as 192.0.2.1."
            ) from None
    return ascii_name


def _encoded(part: str) -> str:
    """The part in ASCII: what is percent-encoded stays so, everything that may not stand in an address becomes so."""
    encoded = quote(part, safe=_KEPT, errors="replace")
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)
