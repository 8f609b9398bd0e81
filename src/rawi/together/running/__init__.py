"""Bringing the pages of a desk together, page by page.

pages        a page of a desk as it now stands: its reading with what people decided
telling      claims and pages as they are told of
"""
