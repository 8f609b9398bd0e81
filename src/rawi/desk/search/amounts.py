"""Figures as people ask for them: 100..250 percent."""

from __future__ import annotations

from rawi.errors import OptionError


def amount(given: str) -> tuple[float | None, float | None, str | None]:
    """A number, or the lowest and the highest with two points between, and perhaps a unit. Raises `OptionError`."""
    numbers, _, unit = given.strip().partition(" ")
    low, mark, high = numbers.partition("..")
    try:
        sides = [float(side.replace(",", "")) if side else None for side in (low, high if mark else low)]
    except ValueError:
        raise OptionError(
            "A figure is a number, or two with .. between, and perhaps a unit: 100..250 percent."
        ) from None
    return sides[0], sides[1], unit.strip() or None
