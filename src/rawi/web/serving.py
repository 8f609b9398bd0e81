"""A socket on this machine's own address, and the server on it."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import replace

from rawi.errors import OptionError
from rawi.web.settings import DEFAULT_PORT, Settings


def open_socket(host: str, port: int | None) -> socket.socket:
    """A socket that listens on loopback. `port` None: the usual one, or any where that is taken; 0: any.

    Raises:
        OptionError: an address that others could reach, or one that cannot be listened on.
    """
    address = _loopback(host)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    tries = [DEFAULT_PORT, 0] if port is None else [port]
    for number in tries:
        # asyncio turns Nagle's algorithm off only where the protocol is named; with it every answer waits some 40 ms
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((address, number))
        except OSError as error:
            opened.close()
            why = error.strerror or str(error)
            continue
        return opened
    raise OptionError(f"Port {port or DEFAULT_PORT} of {host} cannot be listened on: {why}. Another: --port 0")


def _loopback(host: str) -> str:
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError:
        raise OptionError(f"{host!r} is no address of this machine; leave --host out.") from None
    if not address.is_loopback:
        raise OptionError(
            f"{host} can be reached by others, and this desk knows no accounts: whoever reached it could read and change "
            "everything. It listens on 127.0.0.1 or ::1 only; from elsewhere use an SSH tunnel."
        )
    return str(address)


def hosts(opened: socket.socket) -> tuple[str, ...]:
    """How a request may call this socket."""
    address, port = opened.getsockname()[:2]
    first = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    return tuple(dict.fromkeys((first, f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")))


def serve(
    opened: socket.socket, settings: Settings, make: Callable[[Settings], object], tell: Callable[[str], None]
) -> None:
    """Serve an application on a socket until the user stops it. `tell` gets the address with the token, once it answers."""
    import uvicorn

    settings = replace(settings, hosts=hosts(opened))
    config = uvicorn.Config(
        make(settings),  # type: ignore[arg-type]
        log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=3,
        lifespan="on",
    )  # fmt: skip
    server = uvicorn.Server(config)
    opened.listen(128)  # from here on a browser waits rather than being turned away
    gc.collect()
    gc.freeze()  # what is there now stays, and looking through all of it again takes 0.1 s in the midst of an answer
    gc.set_threshold(20_000, 20, 20)
    tell(f"http://{settings.hosts[0]}/enter?token={settings.token}")
    server.run(sockets=[opened])
