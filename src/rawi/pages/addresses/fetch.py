"""Fetch an address: permitted by its robots.txt, at a measured pace, redirects checked like the address itself."""

from __future__ import annotations

import contextlib
import io
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.addresses import guard, media, robots, unpack
from rawi.pages.addresses.address import Address, parse
from rawi.pages.addresses.exchange import Answer, Exchange, exchange, read_answer
from rawi.pages.addresses.keep import Keep
from rawi.pages.addresses.pace import SHARED, Pace
from rawi.pages.addresses.record import Kept
from rawi.pages.addresses.settings import Settings, user_agent
from rawi.pages.addresses.wire import Deadline
from rawi.pages.capture import Capture
from rawi.pages.page import Fact

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.9,*/*;q=0.8"


class Fetcher:
    """Fetches addresses under `settings`. It remembers what sites forbid and when they were asked, and no more of them.

    `resolve` looks names up (`rawi.pages.addresses.guard.look_up`); `pace` is shared with all others of the process
    unless another is given. Raises `OutputError` where the folder `settings.save` cannot be written.
    """

    def __init__(
        self, settings: Settings | None = None, *, resolve: guard.Resolver = guard.look_up, pace: Pace = SHARED
    ) -> None:
        self.settings = settings or Settings()
        self._resolve, self._pace = resolve, pace
        self._robots = robots.Robots(self._ask_robots)
        self._keep = Keep(self.settings.save) if self.settings.save is not None else None
        self._headers = {
            "User-Agent": user_agent(),
            "Accept": _ACCEPT,
            "Accept-Language": "ar,*;q=0.5",
            "Accept-Encoding": unpack.ACCEPTED,
            "Connection": "close",
        }

    def fetch(self, url: str) -> Capture:
        """What stands at an address: its content, with the address that it was found at after redirects.

        With a folder to save to, the request and its answer are kept there, and a page that is kept already is asked for
        with a condition: where it is still the same, the kept one is returned.

        Raises `InputError`, in one sentence that names the address, where it is none that is fetched, is not public, is
        forbidden by robots.txt, cannot be reached, times out, is too large, answers anything else than 200, or is of a
        kind that is never a page; `OutputError` where what was fetched cannot be kept.
        """
        first = address = parse(url)
        left = self.settings.timeout
        seen = {address.url}
        for _ in range(limits.MAX_REDIRECTS + 1):
            delay = None if self.settings.ignore_robots else self._robots.permit(address).delay
            kept, old = self._kept(address)
            began = self._pause(address, delay)
            made = self._ask(address, Deadline(left, self.settings.timeout), kept)
            left -= time.monotonic() - began
            answer = made.answer
            if self._keep is not None:
                self._keep.add(made, kept if answer.status == 304 else None)
            target = _target(answer, address)
            if target is None:
                if answer.status == 304 and kept is not None and old is not None:
                    return self._capture(first, address, old, kept.moment)
                self._refuse(address, answer)
                return self._capture(first, address, answer, made.moment)
            if target.url in seen:
                raise InputError(
                    f"{target.url} sends its visitors in a circle; perhaps it wants cookies, which Rawi does not keep."
                )
            seen.add(target.url)
            address = target
        raise InputError(f"{first.url} leads on and on: more than {limits.MAX_REDIRECTS} redirects.")

    # --- one request

    def _pause(self, address: Address, delay: float | None) -> float:
        """Wait for our turn with the host; the moment at which it came."""
        self._pace.wait(address.host, delay)
        return time.monotonic()

    def _ask(self, address: Address, deadline: Deadline, kept: Kept | None) -> Exchange:
        ips = self._checked(address, deadline)
        headers = dict(self._headers)
        if kept is not None and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept is not None and kept.modified:
            headers["If-Modified-Since"] = kept.modified

        def look(answer: Answer) -> None:
            told = answer.headers.get("content-type", "")
            if answer.status == 200 and media.is_never_page(told):
                raise InputError(f"{address.url} is no page: the server calls it {media.kind(told)}.")

        return exchange(
            address,
            ips,
            headers,
            deadline,
            most=self.settings.max_bytes,
            look=look,
            authorities=self.settings.authorities,
        )

    def _checked(self, address: Address, deadline: Deadline) -> tuple[str, ...]:
        seconds = min(deadline.left(address.url), limits.NAME_SECONDS)
        return guard.checked(address, self._resolve, self.settings.allow_private, seconds)

    # --- what is kept

    def _kept(self, address: Address) -> tuple[Kept, Answer] | tuple[None, None]:
        """The page as it is kept, where it is whole: a condition is only asked for what can be shown."""
        kept = self._keep.find(address.url) if self._keep is not None else None
        raw = self._keep.answer(kept, self.settings.max_bytes) if self._keep is not None and kept is not None else None
        if kept is None or raw is None:
            return None, None
        try:
            return kept, read_answer(_Bytes(raw), address.url, most=self.settings.max_bytes)
        except InputError:
            return None, None

    def _capture(self, first: Address, found: Address, answer: Answer, moment: str) -> Capture:
        content = unpack.unpack(
            answer.body, answer.headers.get("content-encoding", ""), self.settings.max_bytes, what=found.url
        )
        how = "address" if first == found else "redirect"
        return Capture(
            content,
            origin=first.url,
            known={"url": Fact(found.url, how)},
            captured=moment,
            charset=media.charset(answer.headers.get("content-type", "")),
        )

    # --- what is refused

    def _refuse(self, address: Address, answer: Answer) -> None:
        """Raise `InputError` for every answer but 200."""
        status = answer.status
        wait = _retry_after(answer.headers.get("retry-after", "")) if status in (403, 429, 503) else None
        if wait is not None or status == 429:
            self._pace.hold(address.host, limits.MAX_CRAWL_DELAY if wait is None else wait)
        if status == 200:
            return
        meaning = {
            401: "it wants a log-in, which Rawi does not do",
            403: "it refuses to show the page",
            404: "there is no such page",
            410: "the page was taken away",
            429: "it was asked too often",
            451: "it may not show the page, for legal reasons",
        }.get(status, _phrase(status))
        later = f"; it asks to come back after {wait:,.0f} seconds" if wait is not None else ""
        raise InputError(f"{address.url} answers {status}: {meaning}{later}.")

    # --- robots.txt

    def _ask_robots(self, asked: Address) -> robots.Rules:
        """The rules of a site, fetched under the same checks as a page. It is not kept among the pages."""
        address = Address(asked.scheme, asked.host, asked.port, "/robots.txt")
        seconds = min(self.settings.timeout, limits.ROBOTS_SECONDS)
        # A host that is not known, or not public, is an error of its own.
        ips, left = self._checked(address, Deadline(seconds)), seconds
        try:
            for _ in range(limits.ROBOTS_REDIRECTS + 1):
                began = self._pause(address, None)
                answer = exchange(
                    address,
                    ips,
                    self._headers,
                    Deadline(left, seconds),
                    most=limits.ROBOTS_BYTES,
                    cut=True,
                    authorities=self.settings.authorities,
                ).answer
                left -= time.monotonic() - began
                target = _target(answer, address)
                if target is None:
                    coding = answer.headers.get("content-encoding", "")
                    text = unpack.unpack(answer.body, coding, limits.ROBOTS_BYTES, cut=True, what=address.url)
                    return robots.meaning(answer.status, text, asked.site)
                address, ips = target, self._checked(target, Deadline(left, seconds))
        except InputError as error:
            return robots.Rules(refused=robots.unreachable(str(error)))
        return robots.Rules()


def _target(answer: Answer, address: Address) -> Address | None:
    """Where a redirect leads; None where the answer is none. Raises `InputError` where that is no address."""
    location = answer.headers.get("location", "")
    if answer.status not in _REDIRECTS or not location:
        return None
    with contextlib.suppress(UnicodeError):  # servers write UTF-8; http.client reads every header as Latin-1
        location = location.encode("latin-1").decode("utf-8")
    try:
        return parse(location, address)
    except InputError as error:
        raise InputError(f"{address.url} redirects wrongly. {error}") from None


def _retry_after(value: str) -> float | None:
    """Seconds, written as such or as a date."""
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        then = parsedate_to_datetime(value)
        seconds = (then if then.tzinfo else then.replace(tzinfo=UTC)) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return max(0.0, seconds.total_seconds())


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase.lower()
    except ValueError:
        return "that is no answer with a page"


class _Bytes(io.RawIOBase):
    """Bytes that were kept, to be read as from a wire."""

    def __init__(self, raw: bytes) -> None:
        self._stream = io.BytesIO(raw)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._stream.readinto(buffer)
