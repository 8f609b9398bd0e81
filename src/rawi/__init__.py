"""Rawi reads news in Arabic and traces every claim back to who says so.

>>> import rawi
>>> reading = rawi.read(text, published="2021-01-12")      # doctest: +SKIP
>>> for claim in reading.claims:                           # doctest: +SKIP
...     print(claim.stance, claim.text)

``rawi.times.find`` and ``rawi.quantities.find`` are usable alone. What is named here is imported when it is first used,
so that ``rawi --help`` and ``rawi.times`` do not wait for the tagger's libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rawi.errors import DeskError, InputError, LanguageError, OptionError, OutputError, RawiError, WeightsError
from rawi.version import VERSION as __version__

if TYPE_CHECKING:
    from rawi import quantities, times
    from rawi.api import fetch, read, read_file, read_files, read_many
    from rawi.pages.capture import Refused
    from rawi.reading import Reading
    from rawi.tagger import Tagger

__all__ = [
    "Desk", "DeskError", "InputError", "LanguageError", "OptionError", "OutputError", "RawiError", "Reading", "Refused", "Tagger",
    "WeightsError", "__version__", "fetch", "quantities", "read", "read_file", "read_files", "read_many",
    "times",
]  # fmt: skip

_MODULES = {"quantities": "rawi.quantities", "times": "rawi.times"}
_NAMES = {
    "fetch": "rawi.api", "read": "rawi.api", "read_file": "rawi.api",
    "read_files": "rawi.api", "read_many": "rawi.api", "Refused": "rawi.pages.capture",
    "Desk": "rawi.desk.desk", "Reading": "rawi.reading", "Tagger": "rawi.tagger",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'rawi' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
