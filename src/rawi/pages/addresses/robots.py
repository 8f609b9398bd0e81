"""What a site lets be fetched: its robots.txt, read as RFC 9309 says.

The standard library's `urllib.robotparser` is not used: up to Python 3.14 it takes the first rule that fits in place of the
longest, and knows no `*` and `$` within paths, so it forbids what is allowed and allows what is forbidden.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses.address import Address

AGENT = "rawi"
"""The name under which robots.txt files speak to Rawi."""

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_PRODUCT = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether paths of a pattern may be fetched. `pattern` holds `*` for any run of characters, `$` for the end."""

    pattern: str
    allow: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site lets Rawi fetch. `delay`: the seconds between two requests that it wants, None where it does not say.

    `refused` is why nothing may be fetched at all, where the file could not be had.
    """

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    refused: str | None = None

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched: the longest pattern that fits decides, of two alike "allow"."""
        path = _canonical(target)
        if path == "/robots.txt":
            return True
        best, allowed = -1, True
        for rule in self.rules:
            size = len(rule.pattern)
            if (size > best or (size == best and rule.allow)) and fits(rule.pattern, path):
                best, allowed = size, rule.allow
        return allowed


def fits(pattern: str, path: str) -> bool:
    """Whether a path begins with a pattern. Time grows with the length of both, not with the number of stars."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not anchored or len(path) == len(first)
    at = len(first)
    for part in others[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = others[-1]
    return len(path) - len(last) >= at and path.endswith(last) if anchored else path.find(last, at) >= 0


def parse(raw: bytes, agent: str = AGENT) -> Rules:
    """The rules of a robots.txt for `agent`: those of its own groups, else those of `*`. Whatever is none is passed over."""
    text = raw[: limits.ROBOTS_BYTES].decode("utf-8-sig", "replace")
    rules: dict[bool, list[Rule]] = {True: [], False: []}
    delays: dict[bool, float] = {}
    named: set[str] = set()
    speaking, any_own = False, False
    for line in re.split(r"[\r\n]+", text):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if speaking:
                named, speaking = set(), False
            product = _PRODUCT.match(value)
            named.add("*" if value.startswith("*") else product.group().lower() if product else "")
            any_own = any_own or agent in named
        elif key in ("allow", "disallow", "crawl-delay"):
            speaking = True
            groups = [own for own, name in ((True, agent), (False, "*")) if name in named]
            delay = _seconds(value) if key == "crawl-delay" else None
            for own in groups:
                if delay is not None:
                    delays[own] = max(delay, delays.get(own, 0.0))
                elif key != "crawl-delay" and value:
                    rules[own].append(Rule(_canonical(value), key == "allow"))
    return Rules(tuple(rules[any_own]), delays.get(any_own))


def _seconds(value: str) -> float | None:
    return float(value) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value, re.ASCII) else None


def _canonical(path: str) -> str:
    """A path in one spelling: letters outside ASCII percent-encoded, those that need no encoding not."""

    def spelling(match: re.Match[str]) -> str:
        letter = chr(int(match.group(1), 16))
        return letter if letter in _UNRESERVED else match.group().upper()

    return re.sub(r"%([0-9A-Fa-f]{2})", spelling, quote(path, safe=_ASCII))


Ask = Callable[[Address], Rules]
"""Fetches the robots.txt of an address's site and says what it means."""


class Robots:
    """The rules of the sites that were asked, each fetched once a day. Several threads may share one."""

    def __init__(self, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._known: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def of(self, address: Address) -> Rules:
        """The rules of the site of an address. Raises `InputError` where the site cannot be asked at all."""
        with self._lock:
            known = self._known.get(address.site)
        if known is not None and known[0] > self._clock():
            return known[1]
        rules = self._ask(address)
        kept = limits.ROBOTS_FAILED_SECONDS if rules.refused else limits.ROBOTS_KEPT_SECONDS
        with self._lock:
            while len(self._known) >= limits.MAX_ROBOTS_SITES:
                self._known.pop(next(iter(self._known)))
            self._known[address.site] = (self._clock() + kept, rules)
        return rules

    def permit(self, address: Address) -> Rules:
        """The rules, where they allow the address. Raises `InputError` where they do not."""
        rules = self.of(address)
        if rules.refused:
            raise InputError(rules.refused)
        if not rules.allows(address.target):
            raise InputError(
                f"{address.url} is not fetched: the robots.txt of {address.host} forbids it; "
                "--ignore-robots fetches it all the same."
            )
        return rules


def meaning(status: int, body: bytes, site: str) -> Rules:
    """What the answer to a request for robots.txt means (RFC 9309, 2.3.1).

    4xx: there is none, and everything may be fetched. 5xx, and 429, which is said by servers that are overrun: nothing may.
    Other answers than 200 tell nothing, which is taken as none.
    """
    if status == 200:
        return parse(body)
    if status >= 500 or status == 429:
        return Rules(refused=unreachable(f"{site}/robots.txt answers {status}"))
    return Rules()


def unreachable(why: str) -> str:
    """The sentence for a site whose robots.txt cannot be had, and why."""
    return f"{why.rstrip('.')}; without a robots.txt to ask, nothing is fetched from there unless with --ignore-robots."
