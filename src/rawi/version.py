"""The version of Rawi, as installed."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("rawi")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0+unknown"
