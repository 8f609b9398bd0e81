"""Quantities: numbers with what they count or measure, exact, bounded, approximate and vague ones.

from rawi import quantities
quantities.find("قتل أكثر من 40 شخصا")
# [Quantity(span=(4, 14), low=40, high=None, bound="at_least", only=False, unit=None, of=(15, 19))]
"""

from rawi.quantities.finding import find
from rawi.quantities.quantity import Quantity

__all__ = ["Quantity", "find"]
