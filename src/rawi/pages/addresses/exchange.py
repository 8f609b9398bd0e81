"""One request and its answer: connected to an address that was checked, read under limits, recorded to the byte."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from rawi.errors import InputError, OptionError
from rawi.pages import limits
from rawi.pages.addresses.address import Address
from rawi.pages.addresses.wire import Deadline, Tap, Wire

_CHUNK = 65_536

Look = Callable[["Answer"], None]
"""Is shown an answer before its body is read; raises `InputError` where the body is not wanted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    `headers` have names in lower case; several of one name are joined by commas. `body` is as it was sent, less the
    chunks in which it came: its Content-Encoding is not undone. `raw` is every byte from the status line to the end of
    the body, as it came over the wire; `head` the number of them before the body.
    """

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes
    raw: bytes = field(repr=False)
    head: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that was made: of `address`, to `ip`, at `moment` (ISO 8601, UTC), its bytes `sent`, and the answer."""

    address: Address
    ip: str
    moment: str
    sent: bytes
    answer: Answer


def exchange(
    address: Address,
    ips: Sequence[str],
    headers: dict[str, str],
    deadline: Deadline,
    *,
    most: int,
    cut: bool = False,
    look: Look | None = None,
    authorities: str | None = None,
) -> Exchange:
    """Ask for `address` at the first of `ips` that takes a connection; no name is looked up.

    Of the body at most `most` bytes are taken: more is an `InputError`, or with `cut` left off. `authorities` is a file
    of certificates that are trusted beside those of the system.

    Raises `InputError` where no connection is made, the certificate is not valid, time is up (`deadline`), or the answer
    is none.
    """
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    connection, ip = _connected(address, ips, deadline, authorities)
    with contextlib.closing(connection):
        try:
            connection.request("GET", address.target, headers={"Host": address.authority, **headers})
        except TimeoutError:
            raise deadline.over(address.url) from None
        except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError):
            raise InputError(f"{address.url} broke off the connection before it was asked.") from None
        wire = Wire(connection.sock, deadline, limits.MAX_HEADER_BYTES + _CHUNK, address.url)
        answer = read_answer(wire, address.url, most=most, cut=cut, look=look)
    return Exchange(address, ip, moment, connection.sent, answer)


def read_answer(source: io.RawIOBase, what: str, *, most: int, cut: bool = False, look: Look | None = None) -> Answer:
    """The answer that comes from `source`: a `Wire`, or bytes that were kept. `what` begins the sentences.

    Raises as `exchange`.
    """
    tap = Tap(source)
    response = http.client.HTTPResponse(cast(socket.socket, tap), method="GET")
    try:
        response.begin()
        headers = _headers(response)
        head = len(tap.record)
        if head > limits.MAX_HEADER_BYTES:
            raise InputError(f"{what} sends more than {limits.MAX_HEADER_BYTES:,} bytes of headers; it is given up.")
        answer = Answer(response.status, _printable(response.reason), headers, b"", b"", head)
        if headers.get("transfer-encoding", "chunked").lower() not in ("chunked", "identity"):
            raise InputError(f"{what} sends in a coding that was not asked for (Transfer-Encoding).")
        if response.length is not None and response.length > most and not cut:
            raise InputError(f"{what} has {response.length:,} bytes, more than the limit of {most:,}.")
        if look is not None:
            look(answer)
        if isinstance(source, Wire):
            # Chunks have sizes and may have trailers: an eighth more than the body, for the smallest that servers send.
            source.most = source.count + most + most // 8 + limits.MAX_HEADER_BYTES
        body = _body(response, most, cut, what)
    except InputError:
        raise
    except http.client.IncompleteRead:
        raise InputError(f"{what} broke off in the middle.") from None
    except http.client.RemoteDisconnected:
        raise InputError(f"{what} did not answer: the connection was closed.") from None
    except (http.client.HTTPException, ValueError) as error:
        raise InputError(f"{what} does not answer as a web server does ({_printable(str(error))}).") from None
    except OSError as error:
        raise InputError(f"{what} broke off in the middle ({error.strerror or type(error).__name__}).") from None
    finally:
        response.close()
    return Answer(answer.status, answer.reason, headers, body, bytes(tap.record), head)


def _body(response: http.client.HTTPResponse, most: int, cut: bool, what: str) -> bytes:
    if response.status in (204, 304):
        return b""
    body = bytearray()
    while piece := response.read(_CHUNK):
        body += piece
        if len(body) > most:
            if cut:
                return bytes(body[:most])
            raise InputError(f"{what} has more than {most:,} bytes; it is given up.")
    if response.length:  # told, but not sent
        raise InputError(f"{what} broke off {response.length:,} bytes before its end.")
    return bytes(body)


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.getheaders():
        name = name.lower()
        found[name] = f"{found[name]}, {value}" if name in found else str(value)
    return found


def _printable(words: str) -> str:
    return "".join(ch if ch.isprintable() else " " for ch in words[:80]).strip()


def _connected(
    address: Address, ips: Sequence[str], deadline: Deadline, authorities: str | None
) -> tuple[_Recorded, str]:
    """A connection to the first of `ips` that takes one. An error that another address would not mend is raised."""
    why = ""
    for ip in ips[: limits.MAX_CONNECTIONS]:
        left = deadline.left(address.site)
        connection = _connection(address, ip, min(left, limits.CONNECT_SECONDS), authorities)
        try:
            connection.connect()
            return connection, ip
        except ssl.SSLCertVerificationError as error:
            connection.close()
            why = error.verify_message or "it cannot be verified"
            raise InputError(f"The certificate of {address.authority} is not valid: {why}.") from None
        except ssl.SSLError as error:
            connection.close()
            why = f"no safe connection: {error.reason or 'TLS failed'}"
        except (OSError, urllib3.exceptions.HTTPError, UnicodeError) as error:
            connection.close()
            cause = error.__cause__ if isinstance(error, urllib3.exceptions.HTTPError) else error
            if isinstance(cause, TimeoutError):
                deadline.left(address.site)
                why = f"no answer within {limits.CONNECT_SECONDS:g} seconds"
            else:
                why = (isinstance(cause, OSError) and cause.strerror) or "no connection"
    raise InputError(f"{address.site} cannot be reached ({why}).")


class _Recorded(HTTPConnection):
    """A connection that keeps what it sends."""

    sent = b""

    def send(self, data: Any) -> None:
        """As of any connection."""
        self.sent += bytes(data)
        super().send(data)


class _RecordedTLS(_Recorded, HTTPSConnection):
    """The same under TLS."""


def _connection(address: Address, ip: str, seconds: float, authorities: str | None) -> _Recorded:
    """A connection to `ip` and nowhere else; the certificate must be that of the address's host."""
    if address.scheme == "http":
        return _Recorded(ip, address.port, timeout=seconds)
    return _RecordedTLS(
        ip,
        address.port,
        timeout=seconds,
        ssl_context=_context(authorities),
        server_hostname=address.host,
    )


@lru_cache(maxsize=4)
def _context(authorities: str | None) -> ssl.SSLContext:
    """What is trusted: the system's authorities, those of certifi (some Pythons come without any), and the caller's."""
    context = ssl.create_default_context()
    with contextlib.suppress(ImportError):
        certifi: Any = __import__("certifi")
        context.load_verify_locations(certifi.where())
    if authorities is not None:
        try:
            context.load_verify_locations(authorities)
        except (OSError, ssl.SSLError):
            raise OptionError(f"{authorities} is no file of certificates.") from None
    return context
