"""Searches that people keep under a name, and how much has come since they were last opened.

searches   kept, found, opened, renamed, taken away and brought back      desk   the same as methods of a desk
"""

from rawi.desk.saved.searches import SavedSearch

__all__ = ["SavedSearch"]
