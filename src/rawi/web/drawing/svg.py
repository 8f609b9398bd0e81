"""Marks and words of a drawing. Places are told from where reading begins: `Canvas` turns them round for right-to-left.

Every text is isolated, and rid of marks of direction of its own, so that no words of a page turn what stands beside them.
Anchors are always of the canvas ("start" is where reading begins), whatever the direction of the words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from markupsafe import Markup, escape

_KNOWN: Final = 1 << 12  # the same outlets and sources stand in one drawing after the other
Anchor = Literal["start", "middle", "end"]
_ISOLATE, _LEFT, _RIGHT, _END = "\u2068", "\u2066", "\u2067", "\u2069"
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@lru_cache(maxsize=_KNOWN)
def isolated(words: str) -> str:
    """Words as one unit, with a direction of their own; on one line."""
    return f"{_ISOLATE}{' '.join(_CONTROLS.sub('', words).split())}{_END}"


def directed(words: str, like: str = "") -> str:
    """Words as one unit, in the direction in which some others begin: those of the first line, of which it is a later."""
    first = next((d for d in map(unicodedata.bidirectional, like or words) if d in ("L", "R", "AL")), "L")
    return f"{_LEFT if first == 'L' else _RIGHT}{' '.join(_CONTROLS.sub('', words).split())}{_END}"


def length(words: str, size: float) -> float:
    """About how long words are in letters of some size, in pixels."""
    return sum(map(_width, words)) * size / 15 * 1.12


@lru_cache(maxsize=_KNOWN)
def short(words: str, most: int) -> str:
    """The beginning of what is longer than `most` letters."""
    words = " ".join(_CONTROLS.sub("", words).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@lru_cache(maxsize=_KNOWN)
def fitted(words: str, room: float) -> str:
    """The beginning of what is longer than some room, in the size of names (15 px): by the usual width of letters.

    Measured in Noto Naskh Arabic and IBM Plex Sans: letters joined as in Arabic have 6.6 px, others 7.8, capitals 10.
    """
    words = " ".join(_CONTROLS.sub("", words).split())
    if sum(map(_width, words)) <= room:
        return words
    left = room - 12
    for n, letter in enumerate(words):
        left -= _width(letter)
        if left < 0:
            return words[:n].rstrip() + "…"
    return words


def _width(letter: str) -> float:
    if unicodedata.category(letter) == "Mn":
        return 0
    if "\u0600" <= letter <= "\u08ff" or letter == " ":
        return 6.6
    return 7.8 if letter < "\u0250" and not letter.isupper() else 10 if letter < "\u1100" else 15


class Canvas:
    """A drawing of some width, which grows downwards."""

    def __init__(self, width: float, *, rtl: bool) -> None:
        self.width, self.rtl = width, rtl
        self._parts: list[str] = []

    def x(self, along: float) -> float:
        """Where something lies that is so far from where reading begins."""
        return round(self.width - along if self.rtl else along, 1)

    def words(
        self, along: float, y: float, words: str, classes: str = "", anchor: Anchor = "start", title: str = ""
    ) -> None:
        """A line of text."""
        side = {"start": "end", "end": "start", "middle": "middle"}[anchor] if self.rtl else anchor
        told = f"<title>{escape(isolated(title))}</title>" if title else ""
        at = f'x="{self.x(along)}" y="{round(y, 1)}" text-anchor="{side}"'
        self._parts.append(f'<text class="{classes}" {at}>{told}{escape(isolated(words))}</text>')

    def box(
        self, along: float, y: float, length: float, height: float, classes: str, title: str = "", round_: float = 0
    ) -> None:
        """A rectangle that begins so far along."""
        length = max(length, 0.5)
        left = self.x(along + length) if self.rtl else self.x(along)
        told = f"<title>{escape(isolated(title))}</title>" if title else ""
        corner = f' rx="{round_}"' if round_ else ""
        at = f'x="{left}" y="{round(y, 1)}" width="{round(length, 1)}" height="{round(height, 1)}"{corner}'
        self._parts.append(f'<rect class="{classes}" {at}>{told}</rect>')

    def line(self, along: float, y: float, to: float, to_y: float, classes: str) -> None:
        """A straight line."""
        self._parts.append(
            f'<path class="{classes}" d="M{self.x(along)} {round(y, 1)}L{self.x(to)} {round(to_y, 1)}"/>'
        )

    def curve(
        self, along: float, y: float, to: float, to_y: float, classes: str, width: float, title: str = ""
    ) -> None:
        """A line that leaves and arrives level."""
        self.path([(along, y), (to, to_y)], classes, width, title)

    def path(self, points: list[tuple[float, float]], classes: str, width: float, title: str = "") -> None:
        """A line through points: from the first to the second it is bent, on to the third it is straight, and so on.

        Where it is bent it leaves and arrives level.
        """
        told = f"<title>{escape(isolated(title))}</title>" if title else ""
        (along, y), *rest = points
        drawn = f"M{self.x(along)} {round(y, 1)}"
        for n, (to, to_y) in enumerate(rest):
            if n % 2:
                drawn += f"L{self.x(to)} {round(to_y, 1)}"
            else:
                middle = self.x((along + to) / 2)
                drawn += f"C{middle} {round(y, 1)} {middle} {round(to_y, 1)} {self.x(to)} {round(to_y, 1)}"
            along, y = to, to_y
        self._parts.append(f'<path class="{classes}" stroke-width="{round(width, 1)}" d="{drawn}">{told}</path>')

    def arc(self, along: float, y: float, to: float, to_y: float, out: float, classes: str, title: str = "") -> None:
        """A line that leaves and arrives on the same side, and lies so far out in between."""
        far = max(along, to) + out
        told = f"<title>{escape(isolated(title))}</title>" if title else ""
        self._parts.append(
            f'<path class="{classes}" d="M{self.x(along)} {round(y, 1)}C{self.x(far)} {round(y, 1)} '
            f'{self.x(far)} {round(to_y, 1)} {self.x(to)} {round(to_y, 1)}">{told}</path>'
        )

    def shape(self, points: list[tuple[float, float]], classes: str, title: str = "") -> None:
        """A polygon."""
        told = f"<title>{escape(isolated(title))}</title>" if title else ""
        places = " ".join(f"{self.x(along)},{round(y, 1)}" for along, y in points)
        self._parts.append(f'<polygon class="{classes}" points="{places}">{told}</polygon>')

    def dot(self, along: float, y: float, radius: float, classes: str, title: str = "") -> None:
        """A circle."""
        told = f"<title>{escape(isolated(title))}</title>" if title else ""
        self._parts.append(
            f'<circle class="{classes}" cx="{self.x(along)}" cy="{round(y, 1)}" r="{round(radius, 1)}">{told}</circle>'
        )

    def open_link(self, address: str, label: str = "") -> None:
        """What follows leads to an address, until `close_link`."""
        told = f' aria-label="{escape(isolated(label))}"' if label else ""
        self._parts.append(f'<a href="{escape(address)}"{told}>')

    def close_link(self) -> None:
        """The end of a link."""
        self._parts.append("</a>")

    def finish(self, height: float, title: str, classes: str, name: str) -> Markup:
        """The whole drawing, with its title for those who cannot see it. `name` tells its title from others on the page."""
        head = (
            f'<svg class="{classes}" viewBox="0 0 {round(self.width, 1)} {round(height, 1)}" direction="ltr" role="group" '
            f'aria-labelledby="{name}-title" xmlns="http://www.w3.org/2000/svg">'
        )
        return Markup(f'{head}<title id="{name}-title">{escape(title)}</title>{"".join(self._parts)}</svg>')
