"""Expressions of time: found, placed on the calendar, or honestly left open."""

from rawi.times.find import find
from rawi.times.time import Time

__all__ = ["Time", "find"]
