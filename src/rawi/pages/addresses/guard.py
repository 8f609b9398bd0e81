"""Which IP addresses are asked: public ones only, whatever name or redirect leads to another.

A server that anybody can name in a page must not make Rawi knock at doors within the user's own network. A name is
looked up once; all of its answers must be public, and only these answers are connected to.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses.address import Address

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Sequence[str]]
"""From host name and port to IP addresses, best first; raises `OSError` where the name is not known."""

# The special-purpose registries of IANA (RFC 6890 and what it was added to), read 2026-11. Python's own `is_global`
# follows them only as far as its version goes (3.11.7 takes some for public that are not), so they stand here.
_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by the customers of a carrier
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, among it the metadata services of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
"""The only part of IPv6 that is given out; loopback, unspecified, link-local, unique local, multicast lie outside."""
_NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocols: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which leads to any IPv4 address
        "3fff::/20",  # documentation
    )
)
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public(ip: IP) -> bool:
    """Whether an IP address is one of the public internet.

    An IPv4 address within an IPv6 address (mapped, NAT64, ISATAP) is judged as itself; 6to4 and Teredo are never public.
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    if ip.scope_id is not None:
        return False
    inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    if ip in _MAPPED or ip in _NAT64:
        return is_public(inner)
    if ip not in _PUBLIC_6 or any(ip in network for network in _NOT_PUBLIC_6):
        return False
    return int(ip) >> 32 & 0xFFFF_FFFF not in _ISATAP or is_public(inner)


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a name, by the system's resolver, in its order. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(
    address: Address, resolve: Resolver, allowed: Sequence[Network] = (), seconds: float = limits.NAME_SECONDS
) -> tuple[str, ...]:
    """The IP addresses to connect to for `address`, best first, each of them public or in a network of `allowed`.

    The name is looked up once, within `seconds`; nothing else than what is returned may be connected to.
    Raises `InputError` where the name is not known, or one of its answers is not public.
    """
    literal = address.ip
    answers = [literal] if literal is not None else _answers(address, resolve, seconds)
    for ip in answers:
        if not is_public(ip) and not any(ip in network for network in allowed):
            place = f"{address.host} is" if ip == literal else f"{address.host} leads to {ip},"
            raise InputError(f"{place} no public address of the internet; such are not fetched.")
    return tuple(str(ip) for ip in answers)


def _answers(address: Address, resolve: Resolver, seconds: float) -> list[IP]:
    """What the resolver answers; it has no time limit of its own, so it runs beside us and may be left behind."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(resolve(address.host, address.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True, name="rawi-name")
    asking.start()
    asking.join(max(seconds, 0.001))
    if asking.is_alive():
        raise InputError(f"The name {address.host} could not be looked up within {seconds:.2g} seconds.")
    if failed and isinstance(failed[0], socket.gaierror) and failed[0].errno == socket.EAI_AGAIN:
        raise InputError(f"The name {address.host} cannot be looked up now: no answer from the name server.")
    try:
        answers = [ipaddress.ip_address(ip) for ip in found]
    except ValueError:
        answers = []
    if not answers:
        raise InputError(f"There is no host of the name {address.host}.")
    return answers
