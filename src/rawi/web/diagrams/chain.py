"""The chain of a claim from the page to its innermost source, as a diagram from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from markupsafe import Markup, escape

from rawi.web.claims import ShownClaim, Step
from rawi.web.drawing.svg import directed
from rawi.web.words import nameless, stance_sign, term

WIDTH: Final = 360
_BOX: Final = 336
_LINE: Final = 24
_PADDING: Final = 14
_GAP: Final = 60
"""Between two boxes, where the cue stands."""
_LETTERS: Final = 36
"""Letters of a line: Arabic letters of 15 pixels are about 8 wide."""
_MOST_LINES: Final = 6
_KEEP: Final = 22  # from an arrow to its words


def chain(claim: ShownClaim, gettext: Callable[[str], str], addresses: Sequence[str | None] = ()) -> Markup:
    """The diagram. Its words stand in the page as a list too, so it is told as one picture with a title.

    `addresses`: where each link is shown, from the page inwards; None, or nothing, for one that is shown nowhere.
    """
    parts: list[str] = []
    y = 4
    for position, step in enumerate(claim.steps):
        if position:
            y = _arrow(parts, y, step, gettext)
        address = addresses[position] if position < len(addresses) else None
        if address:
            parts.append(f'<a href="{escape(address)}">')
        y = _step(parts, y, step, gettext)
        if address:
            parts.append("</a>")
    y = _arrow(parts, y, None, gettext)
    y = _box(parts, y, _lines(claim.text), "claim-line", "", "read", 28)
    title = escape(gettext("The chain of this claim"))
    head = f'<svg class="diagram" viewBox="0 0 {WIDTH} {y + 4}" role="group" aria-labelledby="chain-title" xmlns="http://www.w3.org/2000/svg">'
    return Markup(f'{head}<title id="chain-title">{title}</title>{"".join(parts)}</svg>')


def _step(parts: list[str], y: int, step: Step, gettext: Callable[[str], str]) -> int:
    said = step.link == "attribution"
    classes = "who-line" if said else "box-line"
    if step.is_doubtful or (said and not step.name):
        classes += " doubt-line"
    name = step.name or gettext(nameless(step.link))
    told = list(_told(step, gettext))
    return _box(parts, y, _lines(name), classes, " · ".join(told), "")


def _told(step: Step, gettext: Callable[[str], str]) -> Iterator[str]:
    """What is said of a link in small letters."""
    if step.link != "attribution":
        yield gettext(term(step.link))
        return
    if step.kind:
        yield gettext(term(step.kind))
    if step.name and not step.named:
        yield gettext("not named")
    if step.how == "inferred":
        yield gettext("the speaker is inferred")
    if step.how == "person":
        yield gettext("the speaker was given by somebody")


def _arrow(parts: list[str], y: int, step: Step | None, gettext: Callable[[str], str]) -> int:
    middle, end = WIDTH // 2, y + _GAP
    parts.append(f'<path class="arrow" d="M{middle} {y + 4}V{end - 8}"/>')
    parts.append(f'<path class="tip" d="M{middle - 5} {end - 12}l5 9l5 -9z"/>')
    if step is not None and step.cue:
        stance = f"{stance_sign(step.stance)} {gettext(term(step.stance))}".strip()
        at = f'y="{y + 37}" direction="ltr"'
        cue = escape(directed(_short(step.cue, 18)))
        parts.append(
            f'<text class="cue-text is-{step.stance}" x="{middle + _KEEP}" {at} text-anchor="start">{cue}</text>'
        )
        parts.append(f'<text class="kind" x="{middle - _KEEP}" {at} text-anchor="end">{escape(stance)}</text>')
    return end


def _box(parts: list[str], y: int, lines: list[str], classes: str, small: str, text: str, line: int = _LINE) -> int:
    height = 2 * _PADDING + line * len(lines) + (18 if small else 0)
    parts.append(f'<rect class="{classes}" x="{(WIDTH - _BOX) // 2}" y="{y}" width="{_BOX}" height="{height}" rx="9"/>')
    at = y + _PADDING + line - 7
    for one in lines:
        words = escape(directed(one, like=lines[0]))
        parts.append(f'<text class="{text}" x="{WIDTH // 2}" y="{at}" text-anchor="middle">{words}</text>')
        at += line
    if small:
        parts.append(
            f'<text class="kind" x="{WIDTH // 2}" y="{at - 2}" text-anchor="middle">{escape(directed(small))}</text>'
        )
    return y + height


def _lines(words: str) -> list[str]:
    lines = wrap(" ".join(words.split()), _LETTERS) or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: _LETTERS - 1] + "…"]
    return lines


def _short(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"
