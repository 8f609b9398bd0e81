"""What Rawi's English sentences are called in other languages, for the command line and the desk in a browser.

reasons  why something was not read, and what can be done; a language is a folder with `reasons.txt`
"""

from rawi.wording.reasons import LANGUAGES, reason

__all__ = ["LANGUAGES", "reason"]
