"""Everything that Rawi raises on purpose.

    RawiError
    ├── DeskError           a desk cannot be opened, read or written: no desk, of a newer version, damaged, full, locked
    ├── InputError          what was given cannot be read: no such file, empty, binary, too large, no text in it
    │   └── LanguageError   it is text, but holds no Arabic letters to read
    ├── OptionError         a value that the caller gave is none: a date that is no date, an output that equals the input
    ├── OutputError         a result cannot be written where it was asked for
    └── WeightsError        the tagger's files are missing, damaged or of another version

Each message is one sentence that says what is wrong and, where something can be done, what.
"""


class RawiError(Exception):
    """Base of all errors that Rawi raises on purpose."""


class DeskError(RawiError):
    """A desk cannot be opened, read or written."""


class InputError(RawiError):
    """What was given cannot be read as a page."""


class LanguageError(InputError):
    """The text holds no Arabic letters to read."""


class OptionError(RawiError, ValueError):
    """A value that the caller gave is not valid."""


class OutputError(RawiError):
    """A result cannot be written where it was asked for."""


class WeightsError(RawiError):
    """The tagger's files are missing, damaged, or of another version."""
